"""What makes the file both PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1): metadata, enclosures, page labels.

WeasyPrint writes a file as one or the other. It is asked for PDF/A-3a, whose tags are those of PDF/UA as well; then the
metadata say that the file is both, with the description of PDF/UA's identifier that PDF/A asks for (6.6.2.3).
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal
from xml.etree import ElementTree

import pydyf
from weasyprint import VERSION, Attachment, Document
from weasyprint.css import ColorProfile

from exporter.edition import Edition
from exporter.pdf.geometry import POINTS_PER_MM

VARIANT = "pdf/a-3a"
INTENT = "srgb"
BLEED = 3.0
"""What a printer cuts away at the most, in mm."""
UNDATED = datetime.datetime(1980, 1, 1)  # noqa: DTZ001  a PDF date in UTC, as WeasyPrint writes it
_CREATOR = "heding"

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC = "http://purl.org/dc/elements/1.1/"
_XMP = "http://ns.adobe.com/xap/1.0/"
_PDF = "http://ns.adobe.com/pdf/1.3/"
_PDFA = "http://www.aiim.org/pdfa/ns/id/"
_PDFUA = "http://www.aiim.org/pdfua/ns/id/"
_EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
_SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
_PROPERTY = "http://www.aiim.org/pdfa/ns/property#"
for _prefix, _namespace in {
    "rdf": _RDF,
    "dc": _DC,
    "xmp": _XMP,
    "pdf": _PDF,
    "pdfaid": _PDFA,
    "pdfuaid": _PDFUA,
    "pdfaExtension": _EXTENSION,
    "pdfaSchema": _SCHEMA,
    "pdfaProperty": _PROPERTY,
}.items():
    ElementTree.register_namespace(_prefix, _namespace)


def colour_profile() -> ColorProfile:
    """Return the profile of the output intent, sRGB, from the file that WeasyPrint brings (and would leave open).

    A new one for every document: the same one written twice is not the same bytes.
    """
    profile = files("weasyprint.pdf").joinpath("sRGB2014.icc").read_bytes()
    return ColorProfile(io.BytesIO(profile), "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that travels inside the PDF, and what the PDF is to it: made from it (Source), or the same as Data."""

    name: str
    data: bytes
    relationship: Literal["Source", "Data"]


_DESCRIPTIONS = {
    "Source": "原始文本 / the source text",
    "Data": "本期的数据 / the edition as data (IPTC ninjs)",
}


def attachments(enclosures: Iterable[Enclosure], edition: Edition) -> list[Attachment]:
    """Return the enclosures as WeasyPrint takes them, dated like the edition."""
    day = datetime.datetime.combine(edition.date, datetime.time.min) if edition.date else UNDATED
    return [
        Attachment(
            string=one.data,
            name=one.name,
            description=_DESCRIPTIONS[one.relationship],
            created=day,
            modified=day,
            relationship=one.relationship,
        )
        for one in enclosures
    ]


def finisher(edition: Edition, title: str, publisher: str) -> Callable[[Document, pydyf.PDF], None]:
    """Return the last touch, for `Document.write_pdf`: metadata, page labels, what links lead to, the bleed box."""
    names = {f"article-{number:03}": article.label for number, article in enumerate(edition.articles, 1)}

    def finish(_: Document, pdf: pydyf.PDF) -> None:
        number = int(pdf.catalog["Metadata"].split()[0])
        pdf.objects[number].stream = [_packet(edition, title, publisher)]
        for link in (one for one in pdf.objects if isinstance(one, dict) and one.get("Subtype") == "/Link"):
            link["Contents"] = pydyf.String(names[link["Contents"].string])
        pages = [one for one in pdf.objects if isinstance(one, dict) and one.get("Type") == "/Page"]
        labels = pydyf.Array()
        for at, page in enumerate(pages):
            labels.extend((at, pydyf.Dictionary({"P": pydyf.String(f"第{at + 1}版")})))
            left, bottom, right, top = page["TrimBox"]
            bleed = min(BLEED * POINTS_PER_MM, left - page["MediaBox"][0])
            page["BleedBox"] = pydyf.Array([left - bleed, bottom - bleed, right + bleed, top + bleed])
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog.get("AF", ())))  # WeasyPrint names each one twice
        pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": labels})
        pdf.catalog["PageMode"] = "/UseOutlines"

    return finish


def _packet(edition: Edition, title: str, publisher: str) -> bytes:
    """Return the XMP packet (ISO 16684-1): what the edition is, and to what the file conforms."""
    rdf = ElementTree.Element(f"{{{_RDF}}}RDF")
    about = ElementTree.SubElement(rdf, f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""})

    def say(namespace: str, name: str, value: str) -> None:
        ElementTree.SubElement(about, f"{{{namespace}}}{name}").text = value

    say(_PDFA, "part", "3")
    say(_PDFA, "conformance", "A")
    say(_PDFUA, "part", "1")
    say(_DC, "format", "application/pdf")
    say(_DC, "identifier", edition.urn)
    say(_PDF, "Producer", f"WeasyPrint {VERSION}")
    say(_XMP, "CreatorTool", _CREATOR)
    _list(about, "title", "Alt", title)
    _list(about, "language", "Bag", edition.language)
    if publisher:
        _list(about, "publisher", "Bag", publisher)
    if edition.date:
        for name in ("CreateDate", "ModifyDate"):
            say(_XMP, name, edition.date.isoformat())
        _list(about, "date", "Seq", edition.date.isoformat())
    _describe_pdfua(about)
    body: bytes = ElementTree.tostring(rdf, "utf-8")
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'.encode()
        + body
        + b'</x:xmpmeta>\n<?xpacket end="r"?>'
    )


def _list(about: Any, name: str, kind: str, value: str) -> None:
    """Say a Dublin Core property that is a list (XMP part 1, 8.4), of one value."""
    item = ElementTree.SubElement(
        ElementTree.SubElement(ElementTree.SubElement(about, f"{{{_DC}}}{name}"), f"{{{_RDF}}}{kind}"),
        f"{{{_RDF}}}li",
        {"xml:lang": "x-default"} if kind == "Alt" else {},
    )
    item.text = value


def _describe_pdfua(about: Any) -> None:
    """Describe `pdfuaid:part` as PDF/A has every property described that it does not know itself."""

    def below(parent: Any, namespace: str, name: str, text: str = "", **attributes: str) -> Any:
        element = ElementTree.SubElement(
            parent, f"{{{namespace}}}{name}", {f"{{{_RDF}}}{key}": value for key, value in attributes.items()}
        )
        element.text = text or None
        return element

    bag = below(below(about, _EXTENSION, "schemas"), _RDF, "Bag")
    schema = below(bag, _RDF, "li", parseType="Resource")
    below(schema, _SCHEMA, "schema", "PDF/UA identification schema")
    below(schema, _SCHEMA, "namespaceURI", _PDFUA)
    below(schema, _SCHEMA, "prefix", "pdfuaid")
    sequence = below(below(schema, _SCHEMA, "property"), _RDF, "Seq")
    part = below(sequence, _RDF, "li", parseType="Resource")
    below(part, _PROPERTY, "name", "part")
    below(part, _PROPERTY, "valueType", "Integer")
    below(part, _PROPERTY, "category", "internal")
    below(part, _PROPERTY, "description", "Part of ISO 14289 to which the file conforms")
