"""Where a head breaks: between words, after a mark for preference, in the fewest lines, as even as they can be.

CLREQ 4.1. How wide a part of the head is, the caller says: from the face, or by estimate where no face is known.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections.abc import Callable

import rjieba

from exporter.marks import CLOSING, NO_LINE_END, NO_LINE_START, OPENING

LONGEST_HEAD = 200  # code points; what is longer is no head

_GOOD_LINE_END = frozenset(CLOSING + "，。、；：！？")
_COLUMN_NAME = re.compile("(?<=[^（）])（[^（）]+）$")
_ELLIPSIS = 2.0  # em: ……
_DROPPED = "，、：； "  # before it
_CLINGING = frozenset("的了们着过地得")  # as words of their own; they end the word before them

# What a break of a head costs, in squared ems of unevenness.
_LINE = 16.0  # every line: one more only where it saves a bad break
_UNMARKED = 4.0  # a break inside a phrase
_TORN = 5.0  # a break beside a word of one character, which most often belongs to its neighbour (老|码头, 将|于)
_ENCLOSED = 6.0  # a break inside brackets, quotes or a title
_AFTER_DASH = 100.0  # a break inside a range (2024—2027年): where nothing else is possible
_SCRAP = 50.0  # a line of one or two characters
_LEFT_OUT = 0.75  # every em of a shortened head that would have fitted
_SLIVER = 1e-6  # what sums of widths may be off

Width = Callable[[int, int], float]


def even_ends(text: str, measure: float, width: Width) -> list[int] | None:
    """Return where the lines of a head end, in code points: the fewest that fit, or one more.

    `width` says how wide `text[start:end]` is as a line, in the unit of `measure`. None where a word is wider.
    """
    prices = _prices(text)
    width = functools.cache(width)  # every part is asked for once for each number of lines
    found: list[tuple[float, list[int]]] = []
    for count in range(max(math.ceil(width(0, len(text)) / measure - _SLIVER), 1), len(prices) + 2):
        if best := _best_ends(prices, len(text), count, measure, width):
            found.append((best[0] + _LINE * count, best[1]))
        if len(found) == 2:
            break
    return min(found)[1] if found else None


def shortened(text: str, measure: float, width: Width) -> str:
    """Return a head as one line: whole where it fits, else without the name of its column, which ends it in brackets.

    What is longer is cut between words, before a bracket sooner than inside it, and marked with …… ; a word that alone
    is longer is cut where it must be. `width` is as in `even_ends`.
    """
    named = _COLUMN_NAME.search(text)
    for end in (len(text), named.start() if named else 0):
        if end and width(0, end) <= measure + _SLIVER:
            return text[:end]
    room = measure - _ELLIPSIS
    prices = _prices(text[:LONGEST_HEAD])
    fitting = [end for end in range(1, min(len(text), LONGEST_HEAD)) if width(0, end) <= room + _SLIVER]
    ends = [end for end in fitting if end in prices] or fitting[-1:]
    cut = min(ends, key=lambda end: prices.get(end, 0.0) + _LEFT_OUT * (room - width(0, end)), default=0)
    return text[:cut].rstrip(_DROPPED) + "……"


def _best_ends(
    prices: dict[int, float], length: int, count: int, measure: float, width: Width
) -> tuple[float, list[int]] | None:
    """Return what it costs to make `count` lines that fit, and where they end; None where it cannot be."""
    even = width(0, length) / count
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}  # a line's start → what it took to come here
    for row in range(count):
        ends = prices if row < count - 1 else {length: 0.0}
        reached: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, path) in best.items():
            for end, price in ends.items():
                if end <= start or (wide := width(start, end)) > measure + _SLIVER:
                    continue
                total = cost + (wide - even) ** 2 + price + (_SCRAP if wide <= 2 else 0)
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, [*path, end])
        best = reached
    return best.get(length)


def _prices(text: str) -> dict[int, float]:
    """Return where `text` may break, between words where the marks on both sides allow it, and what that costs."""
    prices: dict[int, float] = {}
    at = depth = 0
    for word, following in itertools.pairwise(rjieba.cut(text)):
        at += len(word)
        depth += sum((char in OPENING) - (char in CLOSING) for char in word)
        if following not in _CLINGING and not _bound(text[at - 1], text[at]):
            prices[at] = _price(word, following) + (_ENCLOSED if depth > 0 else 0)
    return prices


def _price(word: str, following: str) -> float:
    """Return what a break between these two words of a headline costs."""
    if word[-1] in _GOOD_LINE_END or (following[0] in OPENING and len(word) > 1):
        return 0
    if word[-1] in "—～":
        return _AFTER_DASH
    torn = any(len(one) == 1 and one.isalpha() for one in (word, following))
    return _UNMARKED + (_TORN if torn else 0)


def _bound(left: str, right: str) -> bool:
    """Return whether no line ends between these two characters of a headline."""
    return (
        right == " "
        or right in NO_LINE_START
        or left in NO_LINE_END
        or (left == "—" and not right.isdigit())
        or left.isdigit()
        or (left.isascii() and right.isascii() and " " not in (left, right))
    )
