from __future__ import annotations

from pathlib import Path

import pytest
from weasyprint.urls import FatalURLFetchingError

from exporter.pdf.template_files import TemplateFiles


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "set"
    inside.mkdir()
    (inside / "a.css").write_text("p { color: red }")
    (tmp_path / "secret").write_text("secret")
    (inside / "link").symlink_to(tmp_path / "secret")
    return inside


def test_a_file_of_the_set_is_read(folder: Path) -> None:
    response = TemplateFiles([folder]).fetch((folder / "a.css").as_uri())
    assert response.read() == b"p { color: red }"
    assert response.content_type == "text/css"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/a.css",
        "https://example.org/a.css",
        "ftp://example.org/a.css",
        "data:text/css,p{}",
        "file:///etc/hostname",
        "file://example.org/etc/hostname",
        "FOLDER/../secret",
        "FOLDER/%2e%2e/secret",
        "FOLDER/link",
        "FOLDER/missing.css",
        "FOLDER/",
        "a.css",
        "",
    ],
)
def test_everything_else_is_refused(folder: Path, url: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        TemplateFiles([folder]).fetch(url.replace("FOLDER", folder.as_uri()))
