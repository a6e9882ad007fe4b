"""Numbered heads: 案例一, 案例二; 一、 二、; 1. 2. What stands in such a series begins no article.

Of 147 short lines of 400 editions in a series none is an article's headline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from exporter.normalizer.passage import HAN_CLASS, Passage

REACH = 60
"""How far above a head the one before it in the series stands at the most, in passages."""
NUMERALS = "一二三四五六七八九十"
NUMBERED = re.compile(
    rf"(?P<label>[（(]|[{HAN_CLASS}]{{0,5}}?)(?P<number>[{NUMERALS}]|十[{NUMERALS[:-1]}]|\d{{1,2}})"
    r"(?P<mark>[、：:.．）) ])(?!\d)"
)
"""How a numbered head begins: what it is called, its number and the mark behind."""


def series(passages: Sequence[Passage]) -> frozenset[int]:
    """Return the places of the passages that bear the next number after another one not far above, and of the first
    ones, where the second stands below."""
    places: set[int] = set()
    last: dict[tuple[str, str], tuple[int, int]] = {}
    for i, passage in enumerate(passages):
        found = NUMBERED.match(passage.text)
        if found is None:
            continue
        kind, number = (found["label"], found["mark"]), _number(found["number"])
        before, place = last.get(kind, (0, i))
        if before and number == before + 1 and i - place <= REACH:
            places |= {i, place} if before == 1 else {i}
        last[kind] = number, i
    return frozenset(places)


def _number(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    units = NUMERALS.index(numeral[-1]) + 1
    return units if len(numeral) == 1 else 10 + units
