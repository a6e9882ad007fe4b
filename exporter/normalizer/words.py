"""Words as jieba's dictionary has them, where a line or a paragraph is broken."""

from __future__ import annotations

import rjieba

from exporter.normalizer.passage import HAN

REACH = 8
"""How many characters on either side of a break are looked at: no word is longer."""


def is_word(text: str) -> bool:
    """Return whether a text is one word of the dictionary."""
    return len(rjieba.cut(text)) == 1


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


def words_at(before: str, after: str) -> tuple[str, str]:
    """Return the words on either side of a break that no word spans; empty where there is no text."""
    tail = before[-REACH:]
    at, last = 0, ""
    for word in rjieba.cut(tail + after[:REACH]):
        if at >= len(tail):
            return last, word
        at += len(word)
        last = word
    return last, ""


def kinds_at(before: str, after: str) -> tuple[str, str]:
    """Return the parts of speech, in jieba's tags, of the words on either side of a break; empty where one spans it.

    Words are the dictionary's alone: of those that jieba guesses over a break half are none. Nor is a numeral one word:
    a head that ends with 十一点 may well stand above 二号码头.
    """
    tail = before[-REACH:]
    at, last = 0, ""
    for word, kind in rjieba.tag(tail + after[:REACH], False):
        if at >= len(tail):
            return last, kind[:2]
        at += len(word)
        if at > len(tail):
            return ("m", "m") if kind == "m" else ("", "")
        last = kind[:2]
    return last, ""
