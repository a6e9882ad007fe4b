"""The table of exporters: every format under its name, from one edition and one template set."""

from __future__ import annotations

import pytest

from exporter.exports import EXPORTERS
from exporter.production import COMPANIONS, FORMATS, FORMATS_ON_REQUEST
from exporter.template_set import open_template_set
from tests.exporter.editions import SINGLE

BEGINNINGS = {
    "pdf": ("application/pdf", b"%PDF-"),
    "epub": ("application/epub+zip", b"PK\x03\x04"),
    "json": ("application/json", b'{\n  "uri"'),
    "jsonld": ("application/ld+json", b'{\n  "@context"'),
    "html": ("text/html", b"<!DOCTYPE html>"),
    "md": ("text/markdown", "# 临江晚报".encode()),
}


def test_the_formats_of_the_command_line() -> None:
    companions = {made for beside in COMPANIONS.values() for made in beside}
    assert FORMATS == ("pdf", "epub", "json")
    assert EXPORTERS.keys() == {*FORMATS, *FORMATS_ON_REQUEST, *companions}
    assert EXPORTERS.keys() >= COMPANIONS.keys()


@pytest.mark.parametrize("name", EXPORTERS)
def test_a_format_makes_its_kind_of_file(name: str) -> None:
    export = EXPORTERS[name](SINGLE, open_template_set())
    media_type, beginning = BEGINNINGS[name]
    assert (export.media_type, export.suffix) == (media_type, f".{name}")
    assert export.data.startswith(beginning)
