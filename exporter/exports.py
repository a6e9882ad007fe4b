"""The table of exporters: a format's name and the function that makes it."""

from __future__ import annotations

from collections.abc import Callable

from exporter.edition import Edition, Export
from exporter.errors import MachineError
from exporter.template_set import TemplateSet

Exporter = Callable[[Edition, TemplateSet], Export]


def _pdf(edition: Edition, template_set: TemplateSet) -> Export:
    try:  # WeasyPrint opens Pango as it is imported; EPUB and JSON are to work on a machine that lacks it
        from exporter.pdf.document import export_pdf
    except OSError as error:
        raise MachineError(
            f"排版库无法载入：{error}。请运行 heding doctor，看缺什么、如何安装。",
            f"the layout libraries cannot be loaded: {error}. Run heding doctor: it says what is missing "
            "and how to get it.",
        ) from error
    return export_pdf(edition, template_set)


def _epub(edition: Edition, template_set: TemplateSet) -> Export:
    from exporter.epub import export_epub

    return export_epub(edition, template_set)


def _json(edition: Edition, template_set: TemplateSet) -> Export:
    from exporter.ninjs import export_json

    return export_json(edition, template_set)


EXPORTERS: dict[str, Exporter] = {"pdf": _pdf, "epub": _epub, "json": _json}
