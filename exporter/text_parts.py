"""Parts of a text that a template sets apart: the lines of a headline, the dateline that opens a paragraph.

They are filters of every template set. They part a text and never change it: joined again, the parts are the text.
"""

from __future__ import annotations

import math
import re

import rjieba

# The lines of a deck are parted by one space; between Latin words or numbers a space is part of the text.
_DECK_SPACE = re.compile(r"(?<=[^\x00-\x7f] )|(?<= )(?=[^\x00-\x7f])")

_NO_LINE_START = frozenset("，。、；：！？）》」』”’】〕〉］｝…—～·％‰℃%,.;:!?)]")
_NO_LINE_END = frozenset("（《「『“‘【〔〈［｛([")
_GOOD_LINE_END = frozenset("，。、；：！？）》」』”’】〕")
_LONGEST_HEADLINE = 200  # code points; what is longer is no headline, and is left to the renderer
_ASCII_EMS = 0.62  # the mean width of a Latin letter or digit in a bold face
_UNMARKED_BREAK = 4.0  # what a break inside a phrase costs, in squared ems of unevenness

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
    breaks = _breaks(line)
    for count in range(math.ceil(_width(line) / ems), len(breaks) + 2):
        if ends := _best_ends(line, breaks, count, ems):
            return [line[start:end] for start, end in zip([0, *ends], [*ends, len(line)], strict=True)]
    return [line]


def _best_ends(line: str, breaks: list[int], count: int, ems: float) -> list[int] | None:
    """Return where `line` breaks to make `count` lines of at most `ems`; None where it cannot."""
    even = _width(line) / count
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}  # a line's start → what it took to come here
    for row in range(count):
        ends = breaks if row < count - 1 else [len(line)]
        reached: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, path) in best.items():
            for end in ends:
                width = _width(line[start:end])
                if end <= start or width > ems:
                    continue
                total = cost + (width - even) ** 2 + (0 if line[end - 1] in _GOOD_LINE_END else _UNMARKED_BREAK)
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, [*path, end])
        best = reached
    return best[len(line)][1][:-1] if len(line) in best else None


def _breaks(line: str) -> list[int]:
    """Return the offsets where `line` may break: between words, where the marks on both sides allow it."""
    offsets: list[int] = []
    at = 0
    for word in rjieba.cut(line):
        at += len(word)
        if at < len(line) and not _bound(line[at - 1], line[at]):
            offsets.append(at)
    return offsets


def _bound(left: str, right: str) -> bool:
    """Return whether no line ends between these two characters of a headline."""
    return (
        right == " "
        or right in _NO_LINE_START
        or left in _NO_LINE_END
        or left == "—"
        or left.isdigit()
        or (left.isascii() and right.isascii() and " " not in (left, right))
    )


def _width(text: str) -> float:
    return sum(_ASCII_EMS if char.isascii() else 1.0 for char in text)
