"""An edition as a book: documents from the template set, bound by EbookLib.

The documents (cover, contents, navigation, chapters) go in as they are rendered: EbookLib's own document classes parse
them again and drop what stands in `<head>` and on `<body>`. EbookLib makes the package document, the NCX for older
readers, and the container.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ebooklib import epub
from lxml import etree

from exporter.edition import Edition, Export
from exporter.epub.chapters import Chapter, Group, chapters_of, groups_of, one_line
from exporter.epub.container import write_book
from exporter.epub.metadata import describe, display_title
from exporter.epub.vertical import set_upright
from exporter.masthead import date_line, number_line
from exporter.template_set import TemplateSet
from exporter.xml_characters import replace_forbidden

if TYPE_CHECKING:
    from exporter.front_page import FrontPage

MEDIA_TYPE = "application/epub+zip"
XHTML = "application/xhtml+xml"
NAV = "nav.xhtml"
HEADLINES_ON_COVER = 6
# The modification date of a book is its edition's, never the clock's; one without a date takes the first day that
# EPUB (2007) could have been written on, so that it is the same book on any day.
UNDATED = datetime.date(2007, 9, 11)
COVER = {"zh-Hans": "封面", "zh-Hant": "封面"}
CONTENTS = {"zh-Hans": "目录", "zh-Hant": "目錄"}
BODY = {"zh-Hans": "正文", "zh-Hant": "正文"}
# What a style sheet sets in Hei: headings, and the dateline that opens an article.
_HEADINGS = "//*[local-name()='h1' or local-name()='h2' or @class='dateline-lead']"


def export_epub(
    edition: Edition,
    template_set: TemplateSet,
    *,
    front_page: FrontPage | None = None,
    faces: Mapping[str, str] | None = None,
    vertical: bool = False,
) -> Export:
    """Return the edition as an EPUB: the same bytes for the same arguments and, with `faces`, the same fonts.

    `front_page` is the picture on the cover; without it the cover shows the masthead and the first headlines as text.
    `faces` names the families to cut and embed, `song` for text and `hei` for headings. `vertical`: lines run from top
    to bottom and pages from right to left. Raises InputError where the template set lacks one of its templates for the
    book or one is wrong, MachineError where a face cannot be embedded.
    """
    chapters = chapters_of(edition)
    sheets = ("epub.css", *(("epub-faces.css",) if faces else ()), *(("epub-vertical.css",) if vertical else ()))
    documents = _documents(edition, template_set, chapters, front_page, sheets)
    if vertical:
        documents = {file: markup if file == NAV else set_upright(markup) for file, markup in documents.items()}
    book = epub.EpubBook()
    describe(book, edition, chapters, pictured=front_page is not None)
    items = {file: _item(file, XHTML, markup.encode()) for file, markup in documents.items()}
    items[NAV].properties = ["nav"]
    for item in items.values():
        book.add_item(item)
    for sheet in sheets:
        book.add_item(_item(sheet, "text/css", template_set.sheet(sheet).encode()))
    for item in (*_cover_picture(book, front_page), *_embedded(faces, documents.values()), epub.EpubNcx()):
        book.add_item(item)
    book.spine = [item for file, item in items.items() if file != NAV]
    _navigate(book, edition.language, groups_of(chapters))
    if vertical:
        book.set_direction("rtl")
        book.add_metadata(None, "meta", "", {"name": "primary-writing-mode", "content": "vertical-rl"})
    return Export(MEDIA_TYPE, ".epub", write_book(book, edition.date or UNDATED))


def _documents(
    edition: Edition,
    template_set: TemplateSet,
    chapters: Sequence[Chapter],
    front_page: FrontPage | None,
    sheets: Sequence[str],
) -> dict[str, str]:
    """Return the book's documents by file, in reading order."""
    shared = {
        "title": display_title(edition),
        "date": date_line(edition.date),
        "number": one_line(number_line(edition.number)),
        "language": edition.language,
        "sheets": sheets,
        "groups": groups_of(chapters),
        "count": len(chapters),
    }

    def render(template: str, **context: Any) -> str:
        return replace_forbidden(template_set.render(template, **shared, **context).lstrip())

    neighbours = zip((None, *chapters[:-1]), chapters, (*chapters[1:], None), strict=True) if chapters else ()
    return {
        "cover.xhtml": render("cover.xhtml.j2", front_page=front_page, chapters=chapters[:HEADLINES_ON_COVER]),
        NAV: render("nav.xhtml.j2"),
        "contents.xhtml": render("contents.xhtml.j2"),
        **{
            chapter.file: render("chapter.xhtml.j2", chapter=chapter, previous=previous, following=following)
            for previous, chapter, following in neighbours
        },
    }


def _item(file: str, media_type: str, content: bytes) -> epub.EpubItem:
    return epub.EpubItem(file.partition(".")[0], file, media_type, content)


def _cover_picture(book: epub.EpubBook, front_page: FrontPage | None) -> list[epub.EpubItem]:
    """Return the picture on the cover, said to be it both as EPUB 3 and as EPUB 2 readers look for it."""
    if front_page is None:
        return []
    picture = _item("front-page.png", "image/png", front_page.picture)
    picture.properties = ["cover-image"]
    book.add_metadata(None, "meta", "", {"name": "cover", "content": picture.id})
    return [picture]


def _embedded(faces: Mapping[str, str] | None, documents: Iterable[str]) -> list[epub.EpubItem]:
    """Return the faces that `epub-faces.css` names, each with the characters that are set in it."""
    if not faces:
        return []
    from exporter.epub.faces import BOLD, REGULAR, cut_face

    trees = [etree.fromstring(document.encode()) for document in documents]
    text = {character for tree in trees for character in "".join(tree.itertext())}
    heads = {character for tree in trees for head in tree.xpath(_HEADINGS) for character in "".join(head.itertext())}
    return [
        _item("song.otf", "font/otf", cut_face(faces["song"], REGULAR, text)),
        _item("hei.otf", "font/otf", cut_face(faces["hei"], BOLD, heads)),
    ]


def _navigate(book: epub.EpubBook, language: str, groups: Sequence[Group]) -> None:
    """Give the book what readers older than the navigation document look for: the NCX's entries and the guide."""
    places = [("cover.xhtml", COVER[language], "cover"), ("contents.xhtml", CONTENTS[language], "toc")]
    entries: list[Any] = [epub.Link(file, title, f"to-{kind}") for file, title, kind in places]
    for part in groups:
        links = [epub.Link(chapter.file, chapter.title, f"to-{chapter.file}") for chapter in part.chapters]
        entries += [(epub.Section(part.title, part.chapters[0].file), links)] if part.title else links
    book.toc = entries
    if groups:
        places.append((groups[0].chapters[0].file, BODY[language], "text"))
    book.guide = [{"href": file, "title": title, "type": kind} for file, title, kind in places]
