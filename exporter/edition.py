"""The edition: one day's issue of a newspaper, as articles made of blocks.

Frozen data without behaviour beyond its own invariants. Everything else in `exporter` speaks in these types:
the normalizer makes an `Edition`, the exporters print it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile
from urllib.parse import quote

from msgspec import Struct


class SourceSpan(Struct, frozen=True, gc=False, order=True):
    """A stretch `[start, end)` of the decoded source, in code points, before any change."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")


class Role(StrEnum):
    """What a block is. The first nine stand in articles, the last three are furniture."""

    __hash__ = str.__hash__  # that of enumerations is written in Python, and differs from that of an equal string

    KICKER = "kicker"
    HEADLINE = "headline"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    DATELINE = "dateline"
    SUBHEAD = "subhead"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    SIGNATURE = "signature"
    PAGE_MARK = "page-mark"
    SECTION_MARK = "section-mark"
    JUMP_LINE = "jump-line"


FURNITURE = frozenset({Role.PAGE_MARK, Role.SECTION_MARK, Role.JUMP_LINE})
HEAD_ROLES = frozenset({Role.KICKER, Role.HEADLINE, Role.SUBTITLE, Role.BYLINE})


class Block(Struct, frozen=True, gc=False):
    """A stretch of text with one role, and where it came from.

    `text` is clean: no control characters, no white space at its ends. The lines of a headline's deck are parted
    by one space. `source` holds the spans it was made of, in the order of the text; more than one where a broken
    paragraph was joined.
    """

    role: Role
    text: str
    source: tuple[SourceSpan, ...]

    def __post_init__(self) -> None:
        if not self.text or self.text != self.text.strip():
            raise ValueError(f"a block's text is neither empty nor padded: {self.text!r}")
        if not self.source:
            raise ValueError("a block has a source")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Who reports from where and when (电头), as printed: 新华社, 北京, 6月6日. What is not printed is empty."""

    agency: str
    place: str
    date: str


class ArticleKind(StrEnum):
    """What an article is as a whole."""

    NEWS = "news"
    PHOTO_NEWS = "photo_news"
    NOTICE = "notice"
    COMMENTARY = "commentary"
    INTERVIEW = "interview"
    LETTER = "letter"
    ADVERTISEMENT = "advertisement"


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its blocks in reading order, heads first.

    `page` and `section` are what the page mark above it says (`"05"`, `"评论"`), empty where there is none.
    `truncated`: the source stops in the middle of it. `keywords`: what it is about, the weightiest first.
    """

    kind: ArticleKind
    blocks: tuple[Block, ...]
    dateline: Dateline | None = None
    truncated: bool = False
    page: str = ""
    section: str = ""
    keywords: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.blocks:
            raise ValueError("an article has at least one block")
        if any(block.role in FURNITURE for block in self.blocks):
            raise ValueError("furniture stands outside articles")

    def text_of(self, role: Role) -> str:
        """Return the texts of the blocks of this role, joined by one space; empty where there are none."""
        return " ".join(block.text for block in self.blocks if block.role is role)

    @property
    def headline(self) -> str:
        """The headline; empty where the source lost it."""
        return self.text_of(Role.HEADLINE)

    @property
    def kicker(self) -> str:
        """The kicker (引题) above the headline, or empty."""
        return self.text_of(Role.KICKER)

    @property
    def subtitle(self) -> str:
        """The subtitle (副题) below the headline, or empty."""
        return self.text_of(Role.SUBTITLE)

    @property
    def byline(self) -> str:
        """The byline, as printed, or empty."""
        return self.text_of(Role.BYLINE)

    @property
    def head(self) -> tuple[Block, ...]:
        """The kicker, headline, subtitle and byline that the article begins with."""
        return tuple(takewhile(lambda block: block.role in HEAD_ROLES, self.blocks))

    @property
    def body(self) -> tuple[Block, ...]:
        """The blocks after the head, in reading order."""
        return self.blocks[len(self.head) :]

    @property
    def label(self) -> str:
        """How the article is called in a list: its headline, else the beginning of its text with an ellipsis."""
        return self.headline or abridge(self.blocks[0].text)


def abridge(text: str, length: int = 18) -> str:
    """Return `text`, cut after `length` code points and marked with …… where it is longer."""
    return text if len(text) <= length else text[:length].rstrip("，、：；。 ") + "……"


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One file of a folder of pages: its name, where its text stands in the source, and what its bytes were.

    `encoding` is a Python codec name, `sha256` the digest of the file's bytes. `span` holds nothing but its text.
    """

    name: str
    span: SourceSpan
    encoding: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Source:
    """The file an edition came from. `sha256` is over its bytes, `characters` counts code points without a BOM.

    Where it was a folder, the source is the text of its `pages`, in their order, parted by blank lines.
    """

    name: str
    encoding: str
    characters: int
    sha256: str
    pages: tuple[SourcePage, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: what stands in its masthead, its articles in reading order, and its furniture.

    `title`, `date` and `number` are absent (empty or None) where neither the text nor the user says them.
    `language` is a BCP 47 tag, `zh-Hans` or `zh-Hant`.
    """

    articles: tuple[Article, ...]
    source: Source
    furniture: tuple[Block, ...] = ()
    title: str = ""
    date: datetime.date | None = None
    number: str = ""
    language: str = "zh-Hans"

    @property
    def display_title(self) -> str:
        """The title, or the source's name where there is no title."""
        return self.title or self.source.name

    @property
    def urn(self) -> str:
        """The edition's identifier, `urn:heding:PUBLICATION:DATE`; by source digest where either is unknown.

        A URN is ASCII (RFC 8141, 2.2): the publication's name stands percent-encoded in it.
        """
        if not self.title or self.date is None:
            return f"urn:heding:sha256:{self.source.sha256}"
        publication = "-".join("".join(c if c.isalnum() else " " for c in self.title).split())
        return f"urn:heding:{quote(publication) or 'untitled'}:{self.date.isoformat()}"

    def blocks(self) -> Iterable[Block]:
        """Yield every block: those of the articles, then the furniture."""
        for article in self.articles:
            yield from article.blocks
        yield from self.furniture


@dataclass(frozen=True, slots=True)
class Export:
    """A finished file of an edition: its media type, the suffix of its name (with the dot), its bytes.

    `missing`: the characters that no face on this machine has, where the format needs faces.
    """

    media_type: str
    suffix: str
    data: bytes
    missing: str = ""
