"""The table of exporters: a format's name and the function that makes it."""

from __future__ import annotations

from collections.abc import Callable

from exporter.edition import Edition, Export
from exporter.template_set import TemplateSet

Exporter = Callable[[Edition, TemplateSet], Export]
