"""What a page may load: the files of its template set, nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse


class TemplateFiles(URLFetcher):  # type: ignore[misc]
    """Fetches files inside the set's folders and refuses every other address: network, other files, data: too.

    A set that names anything else is wrong, and the export stops: a page with a hole would look finished. It raises
    FatalURLFetchingError, the one exception that WeasyPrint lets through.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        super().__init__(allowed_protocols=("file",))
        self._folders = tuple(folder.resolve() for folder in folders)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Return the file that `url` names."""
        parts = urlsplit(url)
        path = Path(url2pathname(parts.path)).resolve()
        if parts.scheme != "file" or parts.netloc or not any(map(path.is_relative_to, self._folders)):
            raise FatalURLFetchingError(url)
        try:
            return URLFetcherResponse(url, path.read_bytes(), _headers(path))
        except OSError as error:
            raise FatalURLFetchingError(f"{url} ({error.strerror})") from error


def _headers(path: Path) -> dict[str, str]:
    return {"Content-Type": "text/css; charset=utf-8"} if path.suffix == ".css" else {}
