"""Which articles stand side by side: strips (栏区) of a page, one below the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from exporter.edition import Article, ArticleKind


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of the page as wide as its columns: one article with its head across them, or several in one flow."""

    articles: tuple[Article, ...]
    across: bool


def strips(articles: Iterable[Article], long: int) -> list[Strip]:
    """Return the strips of an edition, in reading order.

    The first article, if it has a headline, and every article of `long` characters or more get a strip of their own
    with the head across it; the shorter ones between them share one, unless there is but one.
    """
    made: list[Strip] = []
    for article in articles:
        across = _stands_across(article, long, first=not made)
        if across or not made or made[-1].across:
            made.append(Strip((article,), across))
        else:
            made[-1] = Strip((*made[-1].articles, article), across=False)
    return [Strip(strip.articles, across=len(strip.articles) == 1) for strip in made]


def _stands_across(article: Article, long: int, *, first: bool) -> bool:
    if article.kind is ArticleKind.NOTICE or not article.headline:
        return False
    return first or sum(len(block.text) for block in article.body) >= long
