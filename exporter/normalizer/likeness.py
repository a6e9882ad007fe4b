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
_CONTENT = f"[^{FUNCTION}\x00-\u33ff\ua000-\U0010ffff]"  # one table to look into: so `re` passes over text faster
PAIR = re.compile(f"(?=({_CONTENT}{_CONTENT}))")
"""A pair of characters that carry meaning; the next one begins with its second character."""


@lru_cache(maxsize=64)
def pairs_of_head(text: str) -> tuple[str, ...]:
    """Return the pairs of a head, which its neighbours ask for too."""
    return tuple(pairs(text))


def pairs(text: str) -> list[str]:
    """Return the pairs of neighbouring Han characters of a text, without those that only hold a sentence together."""
    return PAIR.findall(text)


def share(of: Sequence[str], text: str) -> float:
    """Return which share of the pairs stands in the text."""
    return sum(map(text.__contains__, of)) / (len(of) or 1)
