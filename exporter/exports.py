"""The table of exporters: a format's name, which is also its file's suffix, and the function that makes it."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import lru_cache
from typing import TYPE_CHECKING

from exporter.edition import Edition, Export
from exporter.errors import MachineError
from exporter.template_set import TemplateSet

if TYPE_CHECKING:
    from exporter.front_page import FrontPage

Exporter = Callable[[Edition, TemplateSet], Export]


# The cover of a book is the front page of the issue: where both are asked for, the issue is laid out once.
@lru_cache(maxsize=1)
def _pdf(edition: Edition, template_set: TemplateSet) -> Export:
    try:  # WeasyPrint opens Pango as it is imported; EPUB and JSON are to work on a machine that lacks it
        with redirect_stdout(io.StringIO()):  # where it prints advice before it fails: ours is in the error
            from exporter.pdf.document import export_pdf
    except OSError as error:
        raise MachineError(
            f"排版库无法载入：{error}。请运行 heding doctor，看缺什么、如何安装。",
            f"the layout libraries cannot be loaded: {error}. Run heding doctor: it says what is missing "
            "and how to get it.",
        ) from error
    return export_pdf(edition, template_set)


def book_exporter(*, embed_fonts: bool = False, vertical: bool = False) -> Exporter:
    """Return the exporter of books; see export_epub for its two options. With faces it needs those of the PDF."""

    def export(edition: Edition, template_set: TemplateSet) -> Export:
        from exporter.epub import export_epub
        from exporter.pdf.fonts import families_for

        return export_epub(
            edition,
            template_set,
            front_page=_front_page(edition, template_set),
            faces=families_for(edition.language) if embed_fonts else None,
            vertical=vertical,
        )

    return export


def _front_page(edition: Edition, template_set: TemplateSet) -> FrontPage | None:
    """Return the front page of the printed issue, None where this machine cannot print: the cover is text then."""
    from exporter.front_page import front_page

    try:
        return front_page(_pdf(edition, template_set).data)
    except MachineError:
        return None


def _json(edition: Edition, template_set: TemplateSet) -> Export:
    from exporter.ninjs import export_json

    return export_json(edition, template_set)


def _jsonld(edition: Edition, _: TemplateSet) -> Export:
    from exporter.jsonld import export_jsonld

    return export_jsonld(edition)


def _html(edition: Edition, template_set: TemplateSet) -> Export:
    from exporter.html import export_html

    return export_html(edition, template_set)


def _markdown(edition: Edition, _: TemplateSet) -> Export:
    from exporter.markdown import export_markdown

    return export_markdown(edition)


EXPORTERS: dict[str, Exporter] = {
    "pdf": _pdf,
    "epub": book_exporter(),
    "json": _json,
    "jsonld": _jsonld,
    "html": _html,
    "md": _markdown,
}
