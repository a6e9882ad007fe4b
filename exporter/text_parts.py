"""Parts of a text that a template sets apart: the lines of a headline, the dateline that opens a paragraph.

They are filters of every template set. They part a text and never change it: joined again, the parts are the text.
"""

from __future__ import annotations

import itertools
import math
import re

import rjieba

# The lines of a deck are parted by one space; between Latin words or numbers a space is part of the text.
_DECK_SPACE = re.compile(r"(?<=[^\x00-\x7f] )|(?<= )(?=[^\x00-\x7f])")

_OPENING, _CLOSING = "（《「『“‘【〔〈［｛", "）》」』”’】〕〉］｝"
_NO_LINE_START = frozenset(_CLOSING + "，。、；：！？…—～·％‰℃%,.;:!?)]")
_NO_LINE_END = frozenset(_OPENING + "([")
_GOOD_LINE_END = frozenset(_CLOSING + "，。、；：！？")
_SQUEEZED = re.compile(
    f"(?<=[{_OPENING}])[{_OPENING}]|[{_CLOSING}，。、；：！？](?=[{_OPENING}{_CLOSING}，。、；：！？])"
)
_CLINGING = frozenset("的了们着过地得")  # as words of their own; they end the word before them
_LONGEST_HEADLINE = 200  # code points; what is longer is no headline, and is left to the renderer

# The mean widths of Latin letters, digits and marks in bold faces, in em; what is in none of these is a Chinese em.
_ASCII_EMS = (("MW@%m", 1.0), ("ABCDEFGHJKLNOPQRSTUVXYZ&", 0.75), (" .,:;!'|ijl", 0.34))
_OTHER_ASCII_EM = 0.62

# What a break of a head costs, in squared ems of unevenness.
_LINE = 16.0  # every line: one more only where it saves a bad break
_UNMARKED = 4.0  # a break inside a phrase
_TORN = 5.0  # a break beside a word of one character, which most often belongs to its neighbour (老|码头, 将|于)
_ENCLOSED = 6.0  # a break inside brackets, quotes or a title
_AFTER_DASH = 100.0  # a break inside a range (2024—2027年): where nothing else is possible
_SCRAP = 50.0  # a line of one or two characters

_DATELINE = re.compile(
    r"(?:本报讯|[^\s，。；：“”！？]{2,24}\d{1,2}月\d{1,2}日(?:综合|专)?[电讯])(?=[\s（]|$)"
    r"(?:[ \u3000]?（(?:[^（）。]{0,12}[记者通讯员]{2,3})[^（）。]{0,40}）)?"
)


def deck_lines(text: str, ems: float | None = None) -> list[str]:
    """Return the lines of a headline: those of its deck, and where one of them is longer than `ems`, see `head_lines`.

    The space that parts a deck stays at the end of its line.
    """
    return [part for line in _DECK_SPACE.split(text) for part in head_lines(line, ems)]


def head_lines(text: str, ems: float | None = None) -> list[str]:
    """Return the lines of a head that may be longer than `ems`; the whole text where the measure is unknown (None).

    They are the fewest lines that fit, as even as they can be, broken for preference after a mark, never inside a word
    (CLREQ 4.1). What has a word longer than the measure is left to the renderer.
    """
    if ems is None or len(text) > _LONGEST_HEADLINE or _width(text.rstrip()) <= ems:
        return [text]
    return _even_lines(text, ems)


def dateline_parts(text: str) -> tuple[str, str]:
    """Return a paragraph's opening dateline (本报讯; 江河社云港5月16日电), empty where it has none, and the rest."""
    match = _DATELINE.match(text)
    return (match[0], text[match.end() :]) if match else ("", text)


def _even_lines(line: str, ems: float) -> list[str]:
    """Return `line` in the lines that cost the least: the fewest that fit, or one more."""
    breaks = _breaks(line)
    found: list[tuple[float, list[int]]] = []
    for count in range(math.ceil(_width(line) / ems), len(breaks) + 2):
        if best := _best_ends(line, breaks, count, ems):
            found.append((best[0] + _LINE * count, best[1]))
        if len(found) == 2:
            break
    ends = min(found, default=(0.0, []))[1]
    return [line[start:end] for start, end in zip([0, *ends], [*ends, len(line)], strict=True)]


def _best_ends(line: str, breaks: dict[int, float], count: int, ems: float) -> tuple[float, list[int]] | None:
    """Return what it costs to make `count` lines of at most `ems`, and where they break; None where it cannot be."""
    even = _width(line) / count
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}  # a line's start → what it took to come here
    for row in range(count):
        ends = breaks if row < count - 1 else {len(line): 0.0}
        reached: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, path) in best.items():
            for end, price in ends.items():
                width = _width(line[start:end].rstrip())
                if end <= start or width > ems:
                    continue
                total = cost + (width - even) ** 2 + price + (_SCRAP if width <= 2 else 0)
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, [*path, end])
        best = reached
    if len(line) not in best:
        return None
    total, path = best[len(line)]
    return total, path[:-1]


def _breaks(line: str) -> dict[int, float]:
    """Return where `line` may break, between words where the marks on both sides allow it, and what that costs."""
    prices: dict[int, float] = {}
    at = depth = 0
    for word, following in itertools.pairwise(rjieba.cut(line)):
        at += len(word)
        depth += sum((char in _OPENING) - (char in _CLOSING) for char in word)
        if following not in _CLINGING and not _bound(line[at - 1], line[at]):
            prices[at] = _price(word, following) + (_ENCLOSED if depth > 0 else 0)
    return prices


def _price(word: str, following: str) -> float:
    """Return what a break between these two words of a headline costs."""
    if word[-1] in _GOOD_LINE_END or (following[0] in _OPENING and len(word) > 1):
        return 0
    if word[-1] in "—～":
        return _AFTER_DASH
    torn = any(len(one) == 1 and one.isalpha() for one in (word, following))
    return _UNMARKED + (_TORN if torn else 0)


def _bound(left: str, right: str) -> bool:
    """Return whether no line ends between these two characters of a headline."""
    return (
        right == " "
        or right in _NO_LINE_START
        or left in _NO_LINE_END
        or (left == "—" and not right.isdigit())
        or left.isdigit()
        or (left.isascii() and right.isascii() and " " not in (left, right))
    )


def _width(text: str) -> float:
    """Return how many ems `text` is wide in a bold face, adjacent marks squeezed."""
    return sum(map(_em, text)) - len(_SQUEEZED.findall(text)) / 2


def _em(char: str) -> float:
    if not char.isascii():
        return 1.0
    return next((em for chars, em in _ASCII_EMS if char in chars), _OTHER_ASCII_EM)
