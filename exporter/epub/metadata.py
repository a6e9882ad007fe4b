"""What the package document says of the book (EPUB 3.3, section 5.5; EPUB Accessibility 1.1, section 2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from ebooklib import epub

from exporter.edition import Edition
from exporter.epub.chapters import UNTITLED, Chapter, one_line
from exporter.masthead import day_line, number_line

SUBJECTS = 12
"""How many subjects a book has at the most: a catalogue shows no more."""
HEADLINES_DESCRIBED = 6

# In the words of the schema.org accessibility vocabulary. Conformance to WCAG is not claimed: Ace finds no fault, but
# the claim takes a person who has looked at the very book.
SUMMARIES = {
    "zh-Hans": "全书为可重排的文字，按阅读顺序排列，标题逐级标记，目录可直达每篇文章。",
    "zh-Hant": "全書為可重排的文字，按閱讀順序排列，標題逐級標記，目錄可直達每篇文章。",
}
COVER_SUMMARIES = {
    "zh-Hans": "封面为头版的图像，配有替代文字，所载文章均在书中。",
    "zh-Hant": "封面為頭版的圖像，配有替代文字，所載文章均在書中。",
}
PAGE_SUMMARIES = {
    "zh-Hans": "页码对应报纸的各版，标记在每版的第一篇文章。",
    "zh-Hant": "頁碼對應報紙的各版，標記在每版的第一篇文章。",
}


def describe(book: epub.EpubBook, edition: Edition, chapters: Sequence[Chapter], *, pictured: bool) -> None:
    """Fill in the metadata of `book`; `pictured` says whether its cover is a picture."""
    title = display_title(edition)
    paged = any(chapter.begins for chapter in chapters)
    book.set_identifier(edition.urn)
    book.set_title(issue_title(edition))
    book.set_language(edition.language)
    if edition.title:
        book.add_author(title)
        book.add_metadata("DC", "publisher", title)
        _add_series(book, edition)
    if edition.date:
        book.add_metadata("DC", "date", edition.date.isoformat())
    for subject in subjects(edition):
        book.add_metadata("DC", "subject", subject)
    if chapters:
        headlines = "；".join(chapter.title for chapter in chapters[:HEADLINES_DESCRIBED])
        book.add_metadata("DC", "description", headlines)
    book.add_metadata("DC", "source", f"urn:heding:sha256:{edition.source.sha256}")
    if paged:
        # The printed issue has no identifier of its own: it is named as a reader would cite it.
        _add_property(book, "pageBreakSource", one_line(f"{issue_title(edition)} {number_line(edition.number)}"))
    for name, value in _accessibility(edition.language, pictured=pictured, paged=paged):
        _add_property(book, f"schema:{name}", value)


def display_title(edition: Edition) -> str:
    """Return the title of the paper, never empty."""
    return one_line(edition.display_title) or UNTITLED[edition.language]


def issue_title(edition: Edition) -> str:
    """Return the title of the issue: the paper's and the day."""
    return f"{display_title(edition)} {day_line(edition.date)}".strip()


def subjects(edition: Edition) -> tuple[str, ...]:
    """Return the edition's subjects: the first keyword of every article, then the second of every one, and so on."""
    ranks = zip_longest(*(article.keywords for article in edition.articles), fillvalue="")
    words = dict.fromkeys(one_line(word) for rank in ranks for word in rank)
    return tuple(word for word in words if word)[:SUBJECTS]


def _accessibility(language: str, *, pictured: bool, paged: bool) -> Iterator[tuple[str, str]]:
    yield "accessMode", "textual"
    if pictured:
        yield "accessMode", "visual"
        yield "accessibilityFeature", "alternativeText"
    yield "accessModeSufficient", "textual"
    for feature in ("displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents"):
        yield "accessibilityFeature", feature
    if paged:
        yield "accessibilityFeature", "pageBreakMarkers"
        yield "accessibilityFeature", "pageNavigation"
    yield "accessibilityHazard", "none"
    said = [SUMMARIES, *([COVER_SUMMARIES] if pictured else []), *([PAGE_SUMMARIES] if paged else [])]
    yield "accessibilitySummary", "".join(words[language] for words in said)


def _add_series(book: epub.EpubBook, edition: Edition) -> None:
    """Say that the book is one of a series, the newspaper (EPUB 3.3, D.3.3); its URN is the issue's less the day."""
    _add_property(book, "belongs-to-collection", display_title(edition), id="publication")
    _add_property(book, "collection-type", "series", refines="#publication")
    if edition.date:
        _add_property(book, "dcterms:identifier", edition.urn.rpartition(":")[0], refines="#publication")
    if edition.number.isascii() and edition.number.isdecimal():
        _add_property(book, "group-position", edition.number, refines="#publication")


def _add_property(book: epub.EpubBook, name: str, value: str, **attributes: str) -> None:
    book.add_metadata(None, "meta", value, {"property": name, **attributes})
