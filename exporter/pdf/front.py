"""What stands on the front page beside the articles: the masthead (报头), and the contents (导读) of other pages."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from exporter.edition import Edition
from exporter.head_breaks import shortened
from exporter.pdf.blocks import may_lead
from exporter.pdf.geometry import LEADING, Geometry
from exporter.pdf.heads import width_of
from exporter.pdf.makeup import Strip
from exporter.text_parts import head_lines, head_width

ISSUE_LINE = 2
"""Lines that the line below the title takes, with the white around it."""
GUIDE_LINES = 2
"""Lines that the contents take beside their entries: their title, and the white below."""
_TITLE_SHARE = 0.62  # of the page's width, for the title
_SMALLEST = 1.8  # the title, in ems of the body
_SPACED = 1.12  # a title's characters stand apart by so much
_NAMELESS = 1.75  # ems, in place of a title: the name of the file, which is none and must not look like one
_MOST_ENTRIES = 8
MOST_LINES = 2
"""Lines that an entry of the contents may have."""
_ENTRY = 23  # ems that an entry of the contents needs at the least
_PAGE = 4  # ems before an entry, for its page


@dataclass(frozen=True, slots=True)
class Nameplate:
    """How the paper's name is set: its size in ems of the body, and how high one of its lines is, in lines of the grid.

    `total` is how high the whole masthead is, with the white below.
    """

    size: float
    rows: int
    total: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in the contents: where it begins (an id), and its headline in a line or two."""

    anchor: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """The contents: their entries, in how many columns, and how high they are with the white below, in lines."""

    entries: tuple[Entry, ...]
    columns: int
    rows: int


def nameplate_of(edition: Edition, geometry: Geometry) -> Nameplate:
    """Return how the paper's name is set: as large as the page and the name allow; small where it is a file's name."""
    width, wide = geometry.ems(geometry.columns), max(1.0, width_of(edition.display_title))
    if edition.title:
        wide *= _SPACED
        size = min(geometry.masthead, max(_SMALLEST, _TITLE_SHARE * width / wide))
    else:
        size = _NAMELESS
    rows = math.ceil(size * 1.2 / LEADING)
    return Nameplate(round(size, 2), rows, rows * math.ceil(wide * size / width) + ISSUE_LINE)


def guide_to(strips: Sequence[Strip], geometry: Geometry) -> Guide | None:
    """Return the contents of what stands beyond the first page, the weightiest first where there is too much."""
    width = geometry.ems(geometry.columns)
    columns = max(1, min(4, (width + 2) // (_ENTRY + 2)))
    room = (width - 2 * (columns - 1)) // columns - _PAGE
    numbered = enumerate(((block, strip.page) for strip in strips for block in strip.blocks), 1)
    beyond = [(number, block) for number, (block, page) in numbered if page > 1 and may_lead(block.article)]
    if not beyond:
        return None
    most = min(_MOST_ENTRIES, len(beyond)) // columns * columns or len(beyond)
    weightiest = sorted(beyond, key=lambda pair: -pair[1].span * pair[1].rows)[:most]
    entries = tuple(
        Entry(f"article-{number:03}", _lines(block.article.headline, room))
        for number, block in sorted(weightiest, key=lambda pair: pair[0])
    )
    return Guide(entries, columns, _deep([len(entry.lines) for entry in entries], columns) + GUIDE_LINES)


def _lines(headline: str, ems: float) -> tuple[str, ...]:
    """Return a headline as one line of the contents, or whole in two; what is longer is cut."""
    one = shortened(headline, ems, lambda start, end: head_width(headline[start:end]))
    lines = [line.rstrip() for line in head_lines(headline, ems)]
    whole = len(lines) == MOST_LINES and all(head_width(line) <= ems for line in lines)
    return tuple(lines) if one.endswith("……") and whole else (one,)


def _deep(entries: Sequence[int], columns: int) -> int:
    """Return how deep so many columns are that hold entries of so many lines, none of them parted."""
    deep, filled = max(*entries, math.ceil(sum(entries) / columns)) - 1, columns + 1
    while filled > columns:
        deep += 1
        filled, left = 1, deep
        for lines in entries:
            if lines > left:
                filled, left = filled + 1, deep
            left -= lines
    return deep
