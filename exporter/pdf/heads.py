"""The head of an article before it is set: how large, in which lines, and how high, by its rank and width.

A head is a whole number of the grid's lines high (CLREQ 2.3.3, 4.1), in a box, with the box's edge: what its own lines
leave of the last is blank.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from exporter.edition import Article, Role
from exporter.set_manifest import LARGEST_HEADLINE
from exporter.text_parts import deck_lines, head_lines, head_width


class Rank(StrEnum):
    """What an article weighs on its page."""

    LEAD = "lead"  # the first of the issue
    WIDE = "wide"  # its head spans several columns
    COLUMN = "column"  # its head is one column wide
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Size:
    """A size of a head: ems of the body, and from one of its lines to the next, in lines of the grid."""

    ems: float
    lines: float


@dataclass(frozen=True, slots=True)
class Head:
    """How a head is set: its headline's size, that of what stands above and below it, and what it comes to.

    `rows` is its height in lines of the grid, `blank` what of it is white; `ems` is how much a line holds of the
    headline, of what stands above and below it, and of a subhead in the text.
    """

    headline: Size
    other: Size
    rows: float
    blank: float
    ems: dict[str, float]

    @property
    def style(self) -> str:
        """The variables by which a style sheet sets it."""
        return (
            f"--headline: {self.headline.ems:g}rem; --headline-leading: {self.headline.lines:g}rlh; "
            f"--other: {self.other.ems:g}rem; --other-leading: {self.other.lines:g}rlh; "
            f"--above: {self.blank * _ABOVE:g}rlh; --below: {self.blank * (1 - _ABOVE):g}rlh"
        )


# From large to small; a head's line is 1.25 to 1.4 of its size high.
SIZES = tuple(
    Size(ems, lines)
    for ems, lines in (
        (6.6, 6),
        (5.5, 5),
        (4.5, 4),
        (3.9, 3.5),
        (3.4, 3),
        (2.8, 2.5),
        (2.3, 2),
        (2, 1.75),
        (1.75, 1.5),
        (1.5, 1.25),
    )
)
_LAST = Size(1.3, 1)
"""Where a word is too long for every other; and whoever parts it, what follows stands on the grid."""
# What stands above and below the headline, by rank.
_OTHER = {
    Rank.LEAD: Size(1.6, 1.75),
    Rank.WIDE: Size(1.4, 1.5),
    Rank.COLUMN: Size(1.15, 1),
    Rank.NOTICE: Size(1, 1),
}
# By rank: the largest headline in ems, how many ems of it a line must hold at the least, how many lines it may have
# before the next smaller size is taken, and the least white below the head in lines.
_LIMITS = {
    Rank.LEAD: (6.6, 9.0, 2, 0.8),
    Rank.WIDE: (3.4, 9.0, 2, 0.5),
    Rank.COLUMN: (1.75, 7.0, 3, 0.25),
    Rank.NOTICE: (1.5, 5.0, 3, 0.25),
}
_ABOVE = 0.35
"""How much of a head's white stands above it."""


def set_head(article: Article, width: float, measure: float, rank: Rank, most: float = LARGEST_HEADLINE) -> Head:
    """Return how the head of `article` is set in `width` ems, above text of `measure` ems; `most` bounds its size."""
    size, other = _headline_size(article.headline, width, rank, most), _OTHER[rank]
    ems = {"headline": width / size.ems, "other": width / other.ems, "subhead": measure}
    # The half line that a box has above its text is made up for below its head.
    half = 0.5 if rank is Rank.NOTICE else 0.0
    high = sum(_height(block.role, block.text, size, other, width, ems) for block in article.head)
    rows = math.ceil(high + _LIMITS[rank][3] * bool(high) - half - 1e-6) + half
    return Head(size, other, rows, rows - high, ems)


def _headline_size(text: str, width: float, rank: Rank, most: float) -> Size:
    """Return the largest size in which the lines of a headline are few; its deck is not counted against it.

    Where they are many in every size, the largest in which no word is parted; the smallest where there is none.
    """
    largest, room, lines, _ = _LIMITS[rank]
    allowed = [size for size in SIZES if size.ems <= min(largest, most) and width / size.ems >= room]
    lines = max(lines, len(deck_lines(text)))
    for count in (lines, lines + 1, len(text)):
        for size in allowed:
            if _fits(text, width / size.ems, count):
                return size
    return _LAST


def _fits(text: str, ems: float, most: int) -> bool:
    """Return whether a headline is set in so many lines, none of them longer than `ems` or ending inside a range."""
    lines = deck_lines(text, ems)
    return len(lines) <= most and all(
        head_width(line.rstrip()) <= ems and (last or not line.endswith(("—", "～")))
        for line, last in zip(lines, [*[False] * (len(lines) - 1), True], strict=True)
    )


def _height(role: Role, text: str, size: Size, other: Size, width: float, ems: dict[str, float]) -> float:
    """Return how high a block of a head is, in lines of the grid."""
    if role is Role.HEADLINE:
        return len(deck_lines(text, ems["headline"])) * size.lines
    if role is Role.BYLINE:
        return float(math.ceil(width_of(text) / width))
    return len(head_lines(text, ems["other"])) * other.lines


def width_of(text: str) -> float:
    """Return about how wide a text is, in ems, sooner too wide: small letters, figures, ASCII marks are half an em."""
    narrow = sum(char.isascii() and not char.isupper() for char in text)
    return len(text) - narrow / 2
