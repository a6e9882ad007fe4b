"""One edition's whole way: an input in; the edition, its record and its finished files out.

This is the work that `exporter.batch` gives to its processes, so the heavy libraries are loaded here, when they are
needed, and not where the command line starts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from exporter.corrections import Corrections, parse_corrections
from exporter.edition import Edition, Export
from exporter.masthead import Masthead
from exporter.normalizer.overrules import Ruling
from exporter.normalizer.provenance import Provenance
from exporter.pdf.geometry import AS_THE_SET_HAS_IT, Layout
from exporter.reading import PROVENANCE_SUFFIX, REPORT_SUFFIX, Input, Kind, read_file, read_pages, read_source

# What is made where nobody says what to make, and what is made beside that only on request. Every one is a key of
# EXPORTERS, named again here so that the command line starts without loading it; a test holds the two together.
FORMATS = ("pdf", "epub", "json")
FORMATS_ON_REQUEST = ("html", "md")
# What is written beside a format whenever it is.
COMPANIONS = {"json": ("jsonld",)}


@dataclass(frozen=True, slots=True)
class Look:
    """How an edition is to look: by which template set; `layout` is about the printed issue.

    `embed_fonts` and `vertical` are about the book: see exporter.epub.export_epub.
    """

    templates: Path | None = None
    layout: Layout = AS_THE_SET_HAS_IT
    embed_fonts: bool = False
    vertical: bool = False


USUAL = Look()


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: an input, its masthead, the formats wanted (keys of EXPORTERS), and how they are to look.

    `rulings` are what the command line decides otherwise than the normalizer; they come after those of the file beside
    the text. `report`: make the page that shows what the normalizer did, `.report.html`.
    """

    source: Input
    masthead: Masthead = field(default_factory=Masthead)
    formats: tuple[str, ...] = FORMATS
    look: Look = USUAL
    rulings: tuple[Ruling, ...] = ()
    report: bool = False


@dataclass(frozen=True, slots=True)
class Product:
    """What was made: the edition, how it came about, the source's bytes, and the files (suffix → bytes).

    `.provenance.json`, the normalization record, is always among the files. `pages` are the files of a folder as they
    came, by name. `places` says where each finding stands (`L12`). `missing` holds the characters that could not be
    printed, because no face on this machine has them.
    """

    edition: Edition
    provenance: Provenance
    source: bytes
    files: dict[str, bytes]
    pages: dict[str, bytes]
    places: tuple[str, ...]
    missing: str = ""


@dataclass(frozen=True, slots=True)
class _Opened:
    """An input, read: its edition and record, its decoded text, the bytes of its source and of a folder's pages.

    `masthead` is what the file beside the text says.
    """

    edition: Edition
    provenance: Provenance
    text: str
    source: bytes
    pages: dict[str, bytes]
    masthead: Masthead = field(default_factory=Masthead)


def produce(order: Order) -> Product:
    """Make what is ordered. Raises InputError or MachineError; writes nothing."""
    from exporter.normalizer.claims import put_on
    from exporter.normalizer.places import Places
    from exporter.normalizer.record import to_record

    opened = _reopen(order.source) if order.source.kind is Kind.EDITION else _normalize(order)
    edition, provenance = put_on(order.masthead.over(opened.masthead), opened.edition, opened.provenance)
    exports = _export(edition, opened.source, order) if order.formats else []
    record = json.dumps(to_record(edition, provenance), ensure_ascii=False, indent=1) + "\n"
    files = {export.suffix: export.data for export in exports} | {PROVENANCE_SUFFIX: record.encode("utf-8")}
    if order.report:
        from exporter.report import make_report

        files[REPORT_SUFFIX] = make_report(edition, provenance, opened.text)
    places = Places(opened.text, edition.source.pages)
    return Product(
        edition,
        provenance,
        opened.source,
        files,
        opened.pages,
        tuple(places.label(finding.span) for finding in provenance.findings),
        "".join(export.missing for export in exports),
    )


def _normalize(order: Order) -> _Opened:
    """Return a raw text, normalized as the order and the file beside the text want it."""
    from exporter.normalizer.overrules import resolve
    from exporter.normalizer.pages import join_pages
    from exporter.normalizer.passes import normalize
    from exporter.normalizer.places import Places
    from exporter.normalizer.source_text import decode

    corrections = _corrections(order.source)
    if order.source.kind is Kind.FOLDER:
        pages = read_pages(order.source.path)
        source = join_pages(list(pages.items()), order.source.label)
        data = source.text.encode()
    else:
        pages, data = {}, read_source(order.source)
        source = decode(data, order.source.label)
    rulings = (*corrections.rulings, *order.rulings)
    result = normalize(source, resolve(rulings, Places(source.text, source.pages)))
    return _Opened(result.edition, result.provenance, source.text, data, pages, corrections.masthead)


def _corrections(source: Input) -> Corrections:
    """Return what the file beside an input says about it; nothing where there is none."""
    path = source.corrections_path
    if source.data is not None or not path.is_file():
        return Corrections(Masthead())
    return parse_corrections(read_file(path), str(path))


def _reopen(source: Input) -> _Opened:
    """Return an exported edition, from its JSON and the record beside it."""
    from exporter.ninjs import read_edition
    from exporter.normalizer.pages import bytes_of_pages
    from exporter.normalizer.record import rebuild_source, rebuild_text

    record = read_file(source.provenance_path)
    edition, provenance = read_edition(read_file(source.path), record)
    text = rebuild_text(edition, provenance)
    return _Opened(edition, provenance, text, rebuild_source(json.loads(record)), bytes_of_pages(edition.source, text))


def _export(edition: Edition, source: bytes, order: Order) -> list[Export]:
    from exporter.exports import EXPORTERS, book_exporter, pdf_exporter
    from exporter.template_set import open_template_set

    templates = open_template_set(order.look.templates)
    issue = pdf_exporter(order.look.layout, source)
    book = book_exporter(embed_fonts=order.look.embed_fonts, vertical=order.look.vertical, issue=issue)
    exporters = {**EXPORTERS, "pdf": issue, "epub": book}
    return [exporters[name](edition, templates) for name in order.formats]
