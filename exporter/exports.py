"""The table of exporters: a format's name, which is also its file's suffix, and the function that makes it."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from exporter.edition import Edition, Export
from exporter.errors import MachineError
from exporter.pdf.geometry import AS_THE_SET_HAS_IT, Layout
from exporter.template_set import TemplateSet

if TYPE_CHECKING:
    from exporter.front_page import FrontPage

Exporter = Callable[[Edition, TemplateSet], Export]


def pdf_exporter(layout: Layout = AS_THE_SET_HAS_IT, source: bytes = b"") -> Exporter:
    """Return the exporter of printed issues on a page of this layout; `source` travels inside, if there is any."""
    return partial(_pdf, layout=layout, source=source)


# The cover of a book is the front page of the issue: where both are asked for, the issue is laid out once.
@lru_cache(maxsize=1)
def _pdf(edition: Edition, template_set: TemplateSet, *, layout: Layout, source: bytes) -> Export:
    try:  # WeasyPrint opens Pango as it is imported; EPUB and JSON are to work on a machine that lacks it
        with redirect_stdout(io.StringIO()):  # where it prints advice before it fails: ours is in the error
            from exporter.pdf.archival import Enclosure
            from exporter.pdf.document import export_pdf
    except OSError as error:
        raise MachineError(
            f"排版库无法载入：{error}。请运行 heding doctor，看缺什么、如何安装。",
            f"the layout libraries cannot be loaded: {error}. Run heding doctor: it says what is missing "
            "and how to get it.",
        ) from error
    enclosed = [Enclosure("edition.json", _json(edition, template_set).data, "Data")]
    if source:
        enclosed.append(Enclosure("source.txt", source, "Source"))
    return export_pdf(edition, template_set, layout, enclosed)


def book_exporter(*, embed_fonts: bool = False, vertical: bool = False, issue: Exporter | None = None) -> Exporter:
    """Return the exporter of books, whose cover is the front page of what `issue` prints (default: the set's page).

    See export_epub for the other options. With faces it needs those of the PDF.
    """

    def export(edition: Edition, template_set: TemplateSet) -> Export:
        from exporter.epub import export_epub
        from exporter.pdf.fonts import families_for

        return export_epub(
            edition,
            template_set,
            front_page=_front_page(edition, template_set, issue or pdf_exporter()),
            faces=families_for(edition.language) if embed_fonts else None,
            vertical=vertical,
        )

    return export


def _front_page(edition: Edition, template_set: TemplateSet, issue: Exporter) -> FrontPage | None:
    """Return the front page of the printed issue, None where the machine or the set cannot print: text is the cover."""
    from exporter.front_page import front_page

    if template_set.manifest.printed is None:
        return None
    try:
        return front_page(issue(edition, template_set).data)
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
    "pdf": pdf_exporter(),
    "epub": book_exporter(),
    "json": _json,
    "jsonld": _jsonld,
    "html": _html,
    "md": _markdown,
}
