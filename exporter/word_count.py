"""How many words a text has, as Chinese editors count them (字数)."""

from __future__ import annotations

import re

from exporter.edition import Article, Role
from exporter.normalizer.passage import HAN_CLASS

_OTHER = rf"(?:(?![{HAN_CLASS}])\w)+"
# Marks inside a number or a Latin word do not part it: 29.70, 22:00, O'Neil, 2031-05-18.
_WORD = re.compile(rf"[{HAN_CLASS}]|{_OTHER}(?:[.,:/'’·-]{_OTHER})*")


def word_count(text: str) -> int:
    """Return how many words `text` has: a Han character is one, so is a number or a word of another script."""
    return sum(1 for _ in _WORD.finditer(text))


def words_of(article: Article) -> int:
    """Return how many words the article's body has, captions left out, as ninjs counts them."""
    return sum(word_count(block.text) for block in article.body if block.role is not Role.CAPTION)
