"""The table of exporters: a format's name and the function that makes it."""

from __future__ import annotations

from collections.abc import Callable

from exporter.edition import Edition, Export
from exporter.epub import export_epub
from exporter.ninjs import export_json
from exporter.pdf.document import export_pdf
from exporter.template_set import TemplateSet

Exporter = Callable[[Edition, TemplateSet], Export]

EXPORTERS: dict[str, Exporter] = {"pdf": export_pdf, "epub": export_epub, "json": export_json}
