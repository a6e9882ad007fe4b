"""`issue.epub`: an edition as an EPUB 3.3 book on EbookLib, one chapter an article.

The documents of the book (cover, navigation, chapters) are rendered by the template set and go in as they are:
EbookLib's own document classes parse them again and drop what stands in `<head>` and on `<body>`. EbookLib makes the
package document, the NCX for older readers, and the container. Its zip is dated now, so it is packed again.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from ebooklib import epub

from exporter.edition import Article, Edition, Export
from exporter.masthead import date_line, day_line, number_line
from exporter.template_set import TemplateSet
from exporter.xml_characters import replace_forbidden

MEDIA_TYPE = "application/epub+zip"
UNTITLED = "无题"
HEADLINES_ON_COVER = 6
# The modification date of a book is its edition's, never the clock's; one without a date takes the first day that
# EPUB (2007) could have been written on, so that it is the same book on any day.
UNDATED = datetime.date(2007, 9, 11)
# The earliest time a zip entry can bear (APPNOTE 4.4.6: MS-DOS format).
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)

# What is true of every book made here: text only, in reading order, with real headings and no fixed layout. No
# conformance is claimed: that takes a person who has looked at the very book.
ACCESSIBILITY = (
    ("accessMode", "textual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "displayTransformability"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityHazard", "none"),
    ("accessibilitySummary", "全书为可重排的文字，按阅读顺序排列，标题逐级标记，目录可直达每篇文章。"),
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """An article with its file, its title (never empty), and where it stands in the paper (`第02版 评论`, or empty)."""

    file: str
    title: str
    place: str
    article: Article


@dataclass(frozen=True, slots=True)
class Group:
    """Successive chapters that stand in one place of the paper; `title` is empty where the source names none."""

    title: str
    chapters: tuple[Chapter, ...]


def export_epub(edition: Edition, template_set: TemplateSet) -> Export:
    """Return the edition as an EPUB: the same bytes for the same edition and template set.

    Raises InputError where the template set lacks `cover.xhtml.j2`, `nav.xhtml.j2`, `chapter.xhtml.j2` or
    `epub.css`, or one of them is wrong.
    """
    chapters = tuple(_chapter(number, article) for number, article in enumerate(edition.articles, 1))
    groups = tuple(Group(place, tuple(members)) for place, members in groupby(chapters, attrgetter("place")))
    masthead = {
        "title": _one_line(edition.display_title) or UNTITLED,
        "date": date_line(edition.date),
        "number": _one_line(number_line(edition.number)),
        "language": edition.language,
    }

    def document(file: str, template: str, **context: Any) -> epub.EpubItem:
        markup = template_set.render(template, **masthead, **context).lstrip()
        return _item(file, "application/xhtml+xml", replace_forbidden(markup))

    cover = document("cover.xhtml", "cover.xhtml.j2", chapters=chapters[:HEADLINES_ON_COVER], count=len(chapters))
    nav = document("nav.xhtml", "nav.xhtml.j2", groups=groups)
    nav.properties = ["nav"]
    texts = [document(chapter.file, "chapter.xhtml.j2", chapter=chapter) for chapter in chapters]

    book = epub.EpubBook()
    _describe(book, edition, chapters)
    for item in (cover, nav, *texts, _item("epub.css", "text/css", template_set.read("epub.css")), epub.EpubNcx()):
        book.add_item(item)
    book.spine = [cover, nav, *texts]
    book.toc = [epub.Link("cover.xhtml", "封面", "to-cover.xhtml"), *_contents(groups)]
    return Export(MEDIA_TYPE, ".epub", _write(book, edition.date or UNDATED))


def _chapter(number: int, article: Article) -> Chapter:
    page = f"第{article.page}版" if article.page else ""
    place = _one_line(f"{page} {article.section}")
    return Chapter(f"article-{number:03}.xhtml", _one_line(article.label) or UNTITLED, place, article)


def _one_line(text: str) -> str:
    """Return `text` as a title can hold it: without forbidden characters, line breaks and padding."""
    return " ".join(replace_forbidden(text).split())


def _item(file: str, media_type: str, text: str) -> epub.EpubItem:
    return epub.EpubItem(file.partition(".")[0], file, media_type, text.encode())


def _contents(groups: Sequence[Group]) -> list[Any]:
    """Return the table of contents as EbookLib wants it for the NCX: links, and sections with their links."""
    entries: list[Any] = []
    for part in groups:
        links = [epub.Link(chapter.file, chapter.title, f"to-{chapter.file}") for chapter in part.chapters]
        entries += [(epub.Section(part.title, part.chapters[0].file), links)] if part.title else links
    return entries


def _describe(book: epub.EpubBook, edition: Edition, chapters: Sequence[Chapter]) -> None:
    """Fill in the metadata of the package document (EPUB 3.3, section 5.5; EPUB Accessibility 1.1, section 2)."""
    title = _one_line(edition.display_title) or UNTITLED
    book.set_identifier(edition.urn)
    book.set_title(f"{title} {day_line(edition.date)}".strip())
    book.set_language(edition.language)
    if edition.title:
        book.add_author(title)
        book.add_metadata("DC", "publisher", title)
        _add_series(book, title, edition.number)
    if edition.date:
        book.add_metadata("DC", "date", edition.date.isoformat())
    if chapters:
        book.add_metadata("DC", "description", "；".join(chapter.title for chapter in chapters[:HEADLINES_ON_COVER]))
    book.add_metadata("DC", "source", f"urn:heding:sha256:{edition.source.sha256}")
    for name, value in ACCESSIBILITY:
        _add_property(book, f"schema:{name}", value)


def _add_series(book: epub.EpubBook, title: str, number: str) -> None:
    _add_property(book, "belongs-to-collection", title, id="publication")
    _add_property(book, "collection-type", "series", refines="#publication")
    if number.isascii() and number.isdecimal():
        _add_property(book, "group-position", number, refines="#publication")


def _add_property(book: epub.EpubBook, name: str, value: str, **attributes: str) -> None:
    book.add_metadata(None, "meta", value, {"property": name, **attributes})


class _Writer(epub.EpubWriter):  # type: ignore[misc]
    """EbookLib's writer, with the language of the metadata on the package element (EPUB Accessibility, Ace)."""

    def _write_opf_file(self, root: Any) -> None:
        root.set("{http://www.w3.org/XML/1998/namespace}lang", self.book.language)
        super()._write_opf_file(root)


def _write(book: epub.EpubBook, modified: datetime.date) -> bytes:
    dated = io.BytesIO()
    _Writer(dated, book, {"mtime": datetime.datetime.combine(modified, datetime.time.min)}).write()
    return _pack(dated)


def _pack(dated: io.BytesIO) -> bytes:
    """Return the book packed again, without times; `mimetype` stays first and stored (EPUB 3.3, section 4.2)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(dated) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
