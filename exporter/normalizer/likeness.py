"""Whether two texts speak of the same things: by the pairs of neighbouring characters that carry meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

REACH = 240
"""How much of each passage is compared, in characters."""
FUNCTION = (
    "的了着过是在和与及也都就还又我你他她它们这那有不很说个为以于之而但被把让给从到上下中年月日一二三四五六七八九十"
)
CONTENT = re.compile(f"[^{FUNCTION}\\W\\da-zA-Z_]{{2,}}")


def pairs(text: str) -> list[str]:
    """Return the pairs of neighbouring Han characters of a text, without those that only hold a sentence together."""
    return [run[k : k + 2] for run in CONTENT.findall(text) for k in range(len(run) - 1)]


def share(of: Sequence[str], text: str) -> float:
    """Return which share of the pairs stands in the text."""
    return sum(map(text.__contains__, of)) / (len(of) or 1)


def common(one: str, other: str) -> float:
    """Return which share of the pairs of the poorer text both have."""
    a, b = _pairs_of(one), _pairs_of(other)
    return len(a & b) / (1 + min(len(a), len(b)))


@lru_cache(maxsize=64)  # the heads of one run are held against the same texts
def _pairs_of(text: str) -> frozenset[str]:
    return frozenset(pairs(text))
