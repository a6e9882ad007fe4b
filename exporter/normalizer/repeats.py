"""Repeated paragraphs: only what is equal once width, space and punctuation are folded, and only where it is safe.

Two notices that differ in a name are 0.94 alike, a true copy with noise 0.54: no threshold tells them apart, so none
is used. Notices, heads, marks and datelines are never repeats.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from exporter.edition import ArticleKind, Role
from exporter.normalizer.articles import ArticleDraft
from exporter.normalizer.passage import Passage

SHORTEST = 24
"""Folded characters below which a paragraph may well stand twice on purpose: a refrain, a line of a poem."""
FOLDED = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Repeat:
    """A passage that says again what `kept` says."""

    passage: Passage
    kept: Passage


def fold(text: str) -> str:
    """Return the letters and digits of the text alone, by which copies are compared."""
    return FOLDED.sub("", text)


def part_repeats(articles: Sequence[ArticleDraft]) -> tuple[tuple[ArticleDraft, ...], tuple[Repeat, ...]]:
    """Return the articles without the paragraphs that repeat an earlier one of the same article, and those.

    A whole article printed again goes as a whole.
    """
    kept: list[ArticleDraft] = []
    repeats: list[Repeat] = []
    seen: dict[tuple[str, ...], ArticleDraft] = {}
    for article in articles:
        if article.kind is ArticleKind.NOTICE:
            kept.append(article)
            continue
        key = tuple(fold(passage.text) for passage in article.passages)
        first = seen.setdefault(key, article)
        if first is not article and sum(map(len, key)) >= 2 * SHORTEST:
            repeats += (Repeat(*pair) for pair in zip(article.passages, first.passages, strict=True))
            continue
        passages, again = _within(article.passages)
        repeats += again
        kept.append(replace(article, passages=passages))
    return tuple(kept), tuple(repeats)


def _within(passages: Sequence[Passage]) -> tuple[tuple[Passage, ...], list[Repeat]]:
    kept: list[Passage] = []
    repeats: list[Repeat] = []
    seen: dict[str, Passage] = {}
    for passage in passages:
        key = fold(passage.text)
        if passage.role is Role.PARAGRAPH and len(key) >= SHORTEST:
            first = seen.setdefault(key, passage)
            if first is not passage:
                repeats.append(Repeat(passage, first))
                continue
        kept.append(passage)
    return tuple(kept), repeats
