"""One edition's whole way: an input in; the edition, its record and its finished files out.

This is the work that `exporter.batch` gives to its processes, so the heavy libraries are loaded here, when they are
needed, and not where the command line starts.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
from dataclasses import dataclass
from pathlib import Path

from exporter.edition import Edition, Export
from exporter.normalizer.provenance import Provenance
from exporter.reading import PROVENANCE_SUFFIX, Input, Kind, read_file, read_source

# What is made where nobody says what to make, and what is made beside that only on request. Every one is a key of
# EXPORTERS, named again here so that the command line starts without loading it; a test holds the two together.
FORMATS = ("pdf", "epub", "json")
FORMATS_ON_REQUEST = ("html", "md")
# What is written beside a format whenever it is.
COMPANIONS = {"json": ("jsonld",)}


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the user says stands in the masthead; what is absent is left as the input has it."""

    title: str = ""
    date: datetime.date | None = None
    number: str = ""

    def put_on(self, edition: Edition) -> Edition:
        """Return the edition under this masthead."""
        return dataclasses.replace(
            edition,
            title=self.title or edition.title,
            date=self.date or edition.date,
            number=self.number or edition.number,
        )


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: an input, its masthead, the formats wanted (keys of EXPORTERS), and the template set.

    `embed_fonts` and `vertical` are about the book: see exporter.epub.export_epub.
    """

    source: Input
    masthead: Masthead = Masthead()
    formats: tuple[str, ...] = FORMATS
    templates: Path | None = None
    embed_fonts: bool = False
    vertical: bool = False


@dataclass(frozen=True, slots=True)
class Product:
    """What was made: the edition, how it came about, the source's bytes, and the files (suffix → bytes).

    `.provenance.json`, the normalization record, is always among the files. `missing` holds the characters that could
    not be printed, because no face on this machine has them.
    """

    edition: Edition
    provenance: Provenance
    source: bytes
    files: dict[str, bytes]
    missing: str = ""


def produce(order: Order) -> Product:
    """Make what is ordered. Raises InputError or MachineError; writes nothing."""
    from exporter.normalizer.record import to_record

    edition, provenance, source = _open_edition(order.source)
    edition = order.masthead.put_on(edition)
    exports = _export(edition, order) if order.formats else []
    record = json.dumps(to_record(edition, provenance), ensure_ascii=False, indent=1) + "\n"
    files = {export.suffix: export.data for export in exports} | {PROVENANCE_SUFFIX: record.encode("utf-8")}
    return Product(edition, provenance, source, files, "".join(export.missing for export in exports))


def _open_edition(source: Input) -> tuple[Edition, Provenance, bytes]:
    """Return the edition of an input, its provenance, and the bytes of its source."""
    if source.kind is Kind.EDITION:
        return _reopen(source)
    from exporter.normalizer.passes import normalize
    from exporter.normalizer.source_text import decode

    data = read_source(source)
    result = normalize(decode(data, source.label))
    return result.edition, result.provenance, data


def _reopen(source: Input) -> tuple[Edition, Provenance, bytes]:
    """Return an exported edition, from its JSON and the record beside it."""
    from exporter.ninjs import read_edition
    from exporter.normalizer.record import rebuild_source

    record = read_file(source.provenance_path)
    edition, provenance = read_edition(read_file(source.path), record)
    return edition, provenance, rebuild_source(json.loads(record))


def _export(edition: Edition, order: Order) -> list[Export]:
    from exporter.exports import EXPORTERS, book_exporter
    from exporter.template_set import open_template_set

    templates = open_template_set(order.templates)
    exporters = {**EXPORTERS, "epub": book_exporter(embed_fonts=order.embed_fonts, vertical=order.vertical)}
    return [exporters[name](edition, templates) for name in order.formats]
