"""Mastheads (报头), folio lines (报眉) and page marks: which lines they are, and what they prove of the edition.

They are put together of few things: the paper's name, a date with its weekday, the issue's number, the publication
number (国内统一连续出版物号), a page with its section, who edited it. A line that is made of these alone, and of enough
of them, is one; a date by itself is none, for a notice is signed with one. How each is written stands in `folio_parts`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from msgspec import structs

from exporter.edition import Role
from exporter.normalizer.characters import narrowed
from exporter.normalizer.folio_parts import (
    ANY_PAGE,
    BARE_PAGE,
    DIGIT,
    KNOWN,
    LATIN,
    LATIN_NAME,
    LETTERED_PAGE,
    NEW_PAGE,
    NUMBER_FIRST,
    PLAIN_PAGE,
    PROOF,
    PUBLISHER,
    SECTION,
    SEPARATORS,
    TOKEN,
)
from exporter.normalizer.pages import han_number
from exporter.normalizer.passage import Passage

LONGEST = 100
"""No masthead's or folio's line is longer, in characters."""
HEAD_LINES = 10
"""How many lines at the head of a page may make its masthead."""
BEFORE_THE_REPUBLIC = 1911
"""The year 1 of 民国 is 1912."""
HAN_DIGITS = dict(zip(DIGIT, "000123456789", strict=True))


@dataclass(frozen=True, slots=True)
class Folio:
    """What a masthead's or folio's line says; what it does not say is empty or None.

    `weekday` counts from Monday, 0. `title` is where the name stands in the line. `counted`: how many pages
    the issue has. `staff`: how many credits of those who made the page there are. `links`: it has those of an
    electronic paper (上一版, 下一篇). `rest`: what is left of the line beside all this.
    """

    date: datetime.date | None = None
    weekday: int | None = None
    title: tuple[int, int] | None = None
    number: str = ""
    page: str = ""
    section: str = ""
    coded: bool = False
    counted: bool = False
    staff: int = 0
    links: bool = False
    rest: str = ""

    @property
    def proves(self) -> bool:
        """Whether a line of these is surely a masthead's or a folio's."""
        if self.rest:
            return False
        return bool(
            self.page or self.coded or self.dated or self.staff > 1 or self.links or (self.number and self.counted)
        )

    @property
    def dated(self) -> bool:
        """Whether it says the edition's day, not any day: the weekday, the title or the number stands beside it."""
        return self.date is not None and (self.weekday is not None or self.title is not None or self.number != "")

    @property
    def bare(self) -> bool:
        """Whether a page is all it says: so say the lines of a summary (导读) too, of other pages."""
        return bool(self.page) and not (self.section or self.date or self.title or self.number or self.coded)

    @property
    def agrees(self) -> bool:
        """Whether the weekday, where there is one, is that of the date."""
        return self.date is None or self.weekday is None or self.date.weekday() == self.weekday


@lru_cache(maxsize=256)
def read_folio(text: str) -> Folio:
    """Return what a line says as a masthead or folio line. (A page's is asked for by each article on it.)"""
    if len(text) > LONGEST:
        return Folio(rest=text)
    text = narrowed(text)
    if bare := BARE_PAGE.fullmatch(text):
        return Folio(
            page=bare["before"] or bare["after"] or bare["coded"],
            section=bare["section"] or bare["first"] or bare["named"],
        )
    if LETTERED_PAGE.fullmatch(text):
        return Folio(page=text)
    folio = Folio()
    rest: list[str] = []
    at = 0
    for match in TOKEN.finditer(text):
        rest.append(text[at : match.start()])
        at = match.end()
        folio = _with(folio, match)
    rest.append(text[at:])
    left = [part for piece in rest for part in SEPARATORS.split(piece) if part]
    if folio.dated:
        left = [part for part in left if not LATIN.fullmatch(part)]
    if (folio.date or folio.staff) and not folio.page:
        form = ANY_PAGE if folio.dated or (folio.date and folio.staff) else PLAIN_PAGE
        pages = (part for part in left if form.fullmatch(part) and _is_apart(part, text))
        folio = replace(folio, page=next(pages, ""))
        left = [part for part in left if part != folio.page]
    if left and _are_names(left, folio, text):
        return replace(folio, section=next((part for part in left if KNOWN.fullmatch(part)), left[0]))
    return replace(folio, rest=" ".join(left))


def _are_names(parts: Sequence[str], folio: Folio, line: str) -> bool:
    """Return whether what is left of a line beside all that is read of it can be a section's name and the paper's.

    Beside a page it may be any name, and the paper's too where the line is dated or says who made the page; beside the
    edition's day and the paper's name or its staff, one name; else it is a known section alone.
    """
    if not folio.page:
        surely = folio.weekday is not None and folio.dated and (folio.title or folio.staff)
        return len(parts) == 1 and (_is_section(parts[0], line) if surely else KNOWN.fullmatch(parts[0]) is not None)
    most = 2 if (folio.date and not folio.title) or folio.staff > 1 else 1
    return len(parts) <= most and all(_is_section(part, line) for part in parts)


def _is_section(name: str, line: str) -> bool:
    """Return whether this may be the section of a page: a known one, or words set apart from the page's number."""
    return SECTION.fullmatch(name) is not None and (_is_apart(name, line) or KNOWN.fullmatch(name) is not None)


def _is_apart(part: str, line: str) -> bool:
    """Return whether a part of a line begins it, or is parted from what stands before it: not the 14 of 1月2日14."""
    return any(piece.startswith(part) for piece in SEPARATORS.split(line))


def _with(folio: Folio, match: re.Match[str]) -> Folio:
    """Return what a line says with one more of its parts; the first of a kind counts."""
    match match.lastgroup:
        case "date" | "day" | "republic" | "iso":
            return replace(folio, date=folio.date or _date(match))
        case "weekday":
            return replace(folio, weekday="一二三四五六日".find(match[0].strip("（()）")[-1].replace("天", "日")))
        case "number" | "issue":
            return replace(folio, number=folio.number or match["issue"])
        case "page" | "place" | "han":
            page = match["place"] or (str(han_number(match["han"])) if match["han"] else "1")
            return replace(folio, page=folio.page or page)
        case "title":
            return replace(folio, title=folio.title or match.span())
        case "code":
            return replace(folio, coded=True)
        case "staff":
            return replace(folio, staff=folio.staff + 1)
        case "count":
            return replace(folio, counted=True)
        case "link":
            return replace(folio, links=True)
    return folio


def _date(match: re.Match[str]) -> datetime.date | None:
    if match["iso"]:
        parts = re.split(r"[-./]", match["iso"])
    else:
        year = int("".join(HAN_DIGITS.get(c, c) for c in match["year"] or match["republic"]))
        year += 0 if match["year"] else BEFORE_THE_REPUBLIC
        parts = [
            str(year),
            *(part if part.isascii() else str(han_number(part)) for part in (match["month"], match["day"])),
        ]
    try:
        return datetime.date(*map(int, parts))
    except ValueError:
        return None


def set_apart(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the passages of a page, those marked that are its masthead, folio lines and page marks.

    At the head of the page a name, a number or a publisher that stands alone counts as well, beside lines that prove
    a masthead. A page's number alone counts where the text begins with one.
    """
    head = _head([passage.text for passage in passages[:HEAD_LINES]])
    numbered = any(folio.bare for folio in head or [read_folio(passage.text) for passage in passages[:1]])
    return tuple(
        structs.replace(passage, role=Role.PAGE_MARK) if i < len(head) or is_mark(passage.text, numbered) else passage
        for i, passage in enumerate(passages)
    )


def _head(texts: Sequence[str]) -> list[Folio]:
    """Return the lines that a text's masthead is made of, from the first on; none where nothing proves one.

    One of them may be a name that is not known for a paper's (明溪通讯), between others of which one has a code.
    """
    head: list[Folio] = []
    named = 0  # where the unknown name stands, counted from 1
    for text in texts:
        folio = read_folio(text)
        if not _may_be_head(text, folio):
            if named or not SECTION.fullmatch(text):
                break
            named = len(head) + 1
        head.append(folio)
    if named == len(head) or (named and not any(folio.coded for folio in head)):
        head = head[: max(0, named - 1)]
    return head if any(folio.proves for folio in head) else []


def is_mark(text: str, numbered: bool = False) -> bool:
    """Return whether a line is surely a masthead's or a folio's; a page alone is where the text is so `numbered`."""
    if len(text) > LONGEST:
        return False
    if not PROOF.search(text) and not _is_page(text):
        return False
    folio = read_folio(text)
    return folio.proves and (numbered or not folio.bare)


def _is_page(text: str) -> bool:
    """Return whether a line is a page's number, with its section or without: it begins or ends with the number."""
    if not text[-1:].isdecimal() and not NUMBER_FIRST.match(text):
        return False
    return BARE_PAGE.fullmatch(text) is not None or LETTERED_PAGE.fullmatch(text) is not None


def _may_be_head(text: str, folio: Folio) -> bool:
    return not folio.rest or any(form.fullmatch(text) for form in (PUBLISHER, LATIN_NAME, KNOWN, PLAIN_PAGE, NEW_PAGE))
