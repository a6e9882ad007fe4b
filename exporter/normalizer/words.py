"""Words as jieba's dictionary has them, where a line or a paragraph is broken."""

from __future__ import annotations

import re

import rjieba

from exporter.normalizer.passage import HAN_CLASS

HAN = re.compile(f"[{HAN_CLASS}]")
REACH = 8
"""How many characters on either side of a break are looked at: no word is longer."""


def word_across(before: str, after: str) -> bool:
    """Return whether a dictionary word spans the break between two texts."""
    tail, head = before[-REACH:], after[:REACH]
    if not HAN.match(tail[-1:]) or not HAN.match(head):
        return False
    at = 0
    for word in rjieba.cut(tail + head):
        if at < len(tail) < at + len(word):
            return True
        at += len(word)
    return False
