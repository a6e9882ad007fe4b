"""A paragraph as units: what stands in a line as one piece, with its width and the blank that may be taken from it."""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from exporter.marks import CLOSING, NO_LINE_END, NO_LINE_START, OPENING, PAUSING

HAN = "〇\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_JOINED = "[\u0300-\u036f\u20d0-\u20ff\u200b-\u200d\u2060\ufe00-\ufe0f\U000e0100-\U000e01ef]*"  # one with what precedes
_WESTERN = "!-~\u00a0-\u00b6\u00b8-\u036f\u0370-\u052f\u1e00-\u1eff\u2032\u2033"
_SYMBOLS = "％‰℃℉°㎡㎥㎏㎜㎝㎞㎎㎖"
_AFTER_NUMBER = "(?:k|c|m|µ|n)?m|[km]?g|t|ha|m?[lL]|[kMG]?(?:W|Wh|V|Hz)|[kKMGT]B|[kM]?Pa|dB|h|min|s"
_UNIT = re.compile(
    f"——|……|⋯⋯| +|(?:[￥＄￡]{_JOINED})?[{_WESTERN}](?:[{_WESTERN}]|{_JOINED[:-1]})*"
    f"(?:(?<=[0-9]) (?:{_AFTER_NUMBER})(?![{_WESTERN}]))?[{_SYMBOLS}]*|.{_JOINED}",
    re.DOTALL,
)
_HAN = re.compile(f"[{HAN}]")
_ALPHANUMERIC = re.compile("[0-9A-Za-z\u00c0-\u024f\u0370-\u052f\u1e00-\u1eff]")
_CENTRED = 0.2  # em: how far the blanks of a mark in the middle of its em may differ
_LONG_WORD = 15  # characters; a longer one, a web address say, may be parted
_CHARACTER = re.compile(f".{_JOINED}", re.DOTALL)
_CONNECTORS = frozenset("—–～/／-")
_MEASURE_WORDS = frozenset("年月日时分秒点岁个万亿千百元角名位人次届号版家件吨米度公平多余")


class Place(enum.IntEnum):
    """Where a line gives way when it is compressed, in this order (CLREQ 3.5)."""

    SPACE = 0  # between Latin words
    MIDDLE_DOT = 1
    BRACKET = 2
    COMMA = 3
    HAN_LATIN = 4
    STOP = 5


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A character, a Latin word or number with its sign, a dash of two: what is never parted. Lengths are in em.

    `before` and `after` are the blanks at the sides of a mark's ink; `advance` is its width with them. `place` says
    when they give way. `part` is true where the unit goes on with the word before it. Equal ones are one: `unit`.
    """

    text: str
    advance: float
    before: float = 0.0
    after: float = 0.0
    place: Place | None = None
    part: bool = False
    plain: bool = False  # a Chinese character: nothing below is said of it
    space: bool = False
    opens: bool = False
    firm: bool = False  # a mark whose blank goes beside a bracket alone
    no_start: bool = False
    no_end: bool = False
    latin_start: bool = False
    latin_end: bool = False
    han: bool = False
    connects: bool = False
    counts: bool = False  # a character as a number is counted with: 年, 元, 万
    letters: int = 1  # what is neither mark nor space


def cut(text: str) -> Iterator[tuple[str, ...]]:
    """Yield `text` in the pieces that stand as one; a long word, which may be parted, in its letters."""
    for match in _UNIT.finditer(text):
        word = match[0]
        if len(word) <= _LONG_WORD or not word[0].isascii() or word[0] == " ":
            yield (word,)
        else:
            yield tuple(_CHARACTER.findall(word))


def is_mark(text: str) -> bool:
    """Return whether the blank inside `text` may be taken."""
    return _place(text[0]) is not None


@functools.lru_cache(maxsize=1 << 15)
def unit(text: str, advance: float, before: float = 0.0, after: float = 0.0, *, size: float = 1.0) -> Unit:
    """Return the unit that stands for `text`, so many em wide, with so much blank before and after its ink.

    `size` is the size of this text in em of the paragraph, which all these lengths are in.
    """
    first, last = text[0], text[-1]
    place = _place(first)
    most = max(advance - size / 2, 0.0)  # a mark gives way until it is half as wide as a character
    before, after = _blanks(first, before, after, most) if place is not None else (0.0, 0.0)
    han = _HAN.match(first) is not None
    return Unit(
        text,
        advance,
        before,
        after,
        place,
        plain=han and len(text) == 1 and first not in _MEASURE_WORDS and first != "第",
        space=first == " ",
        opens=first in OPENING,
        firm=first in "？！" and before > 0,
        no_start=first in NO_LINE_START,
        no_end=last in NO_LINE_END,
        latin_start=_ALPHANUMERIC.match(first) is not None,
        latin_end=_ALPHANUMERIC.match(last) is not None or last in "%‰",
        han=han,
        connects=text in _CONNECTORS,
        counts=first in _MEASURE_WORDS,
        letters=len(re.sub(r"\W", "", text)),
    )


def _blanks(mark: str, before: float, after: float, most: float) -> tuple[float, float]:
    """Return how much blank may go on either side of a mark, together `most` (CLREQ 3.1.6.1).

    Where its ink stands says it, so that every face is right: an opening mark gives way before, a mark in the middle of
    its em (Taiwan, Hong Kong) on both sides alike, any other after.
    """
    if mark in OPENING:
        return min(before, most), 0.0
    if mark not in CLOSING and abs(before - after) < _CENTRED:
        return min(before, most / 2), min(after, most / 2)
    return 0.0, min(after, most)


def _place(char: str) -> Place | None:
    if char in "·・‧":
        return Place.MIDDLE_DOT
    if char in OPENING or char in CLOSING:
        return Place.BRACKET
    if char in "，、；：":
        return Place.COMMA
    return Place.STOP if char in PAUSING else None
