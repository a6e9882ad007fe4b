"""Two versions of an edition compared, article by article.

It knows editions only as `archive.editions` reads them: the archive keeps the versions, so here is where they are
compared, by the published shape of `edition.json` and without the program that wrote it.

An article is known again by all it says, else by its headline, else by its wording: its place in the edition changes
with every article that comes or goes before it, and so does its identifier.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum

from archive.editions import Article, Edition
from archive.text_diff import Piece, compare_texts

_ALIKE = 0.5  # the share of character pairs that two wordings of one article have in common, at least


class What(StrEnum):
    """What became of an article. One that was moved may be changed as well."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class PartDiff:
    """A part of an article or edition (a field of `Article` or `Edition`) whose text is another, in pieces."""

    part: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ArticleDiff:
    """An article that changed: its places (from 1; None where it is not), what it is called, and its changed parts.

    Added and removed articles have all their parts, as added or removed.
    """

    what: What
    before: int | None
    after: int | None
    label: str
    parts: tuple[PartDiff, ...]


@dataclass(frozen=True, slots=True)
class EditionDiff:
    """What changed between two versions of an edition; the articles in the order of the new one, removed ones last."""

    parts: tuple[PartDiff, ...]
    articles: tuple[ArticleDiff, ...]


def compare_editions(old: Edition, new: Edition) -> EditionDiff:
    """Compare two versions."""
    pairs = _match(old.articles, new.articles)
    moved = _moved(pairs)
    articles = []
    for after, article in enumerate(new.articles):
        before = pairs.get(after)
        earlier = Article() if before is None else old.articles[before]
        parts = tuple(_parts(earlier, article))
        if before is None:
            articles.append(ArticleDiff(What.ADDED, None, after + 1, article.label, parts))
        elif parts or after in moved:
            what = What.MOVED if after in moved else What.CHANGED
            articles.append(ArticleDiff(what, before + 1, after + 1, article.label, parts))
    known = set(pairs.values())
    for before, article in enumerate(old.articles):
        if before not in known:
            parts = tuple(_parts(article, Article()))
            articles.append(ArticleDiff(What.REMOVED, before + 1, None, article.label, parts))
    return EditionDiff(tuple(_parts(old, new)), tuple(articles))


def _parts(old: Article | Edition, new: Article | Edition) -> Iterator[PartDiff]:
    for field in fields(old):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before != after and field.name != "articles":
            yield PartDiff(field.name, compare_texts(_text(before), _text(after)))


def _text(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else "\n".join(value)


def _match(old: tuple[Article, ...], new: tuple[Article, ...]) -> dict[int, int]:
    """Return the place in `old` of every article of `new` that is known again, by their places in `new`."""
    pairs: dict[int, int] = {}
    for key in (_whole, _headline):
        known = set(pairs.values())
        places: dict[object, list[int]] = {}
        for before in (place for place in range(len(old)) if place not in known):
            places.setdefault(key(old[before]), []).append(before)
        for after in (place for place in range(len(new)) if place not in pairs):
            if (wanted := key(new[after])) and places.get(wanted):
                pairs[after] = places[wanted].pop(0)
    known = set(pairs.values())
    olds = {place: _wording(old[place]) for place in range(len(old)) if place not in known}
    news = {place: _wording(new[place]) for place in range(len(new)) if place not in pairs}
    likeness = [(_alike(news[after], olds[before]), after, before) for after in news for before in olds]
    for share, after, before in sorted(likeness, key=lambda found: -found[0]):
        if share >= _ALIKE and after in news and before in olds:
            pairs[after] = before
            del news[after], olds[before]
    return dict(sorted(pairs.items()))


def _whole(article: Article) -> object:
    return article


def _headline(article: Article) -> object:
    return article.headline


def _wording(article: Article) -> set[str]:
    """Return the pairs of neighbouring characters in what an article says."""
    text = article.headline + "".join(article.paragraphs)
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _alike(words: set[str], others: set[str]) -> float:
    return 2 * len(words & others) / (len(words) + len(others)) if words and others else 0.0


def _moved(pairs: dict[int, int]) -> set[int]:
    """Return the places in the new edition of the articles that changed their order: as few as explain it."""
    ends: list[int] = []  # the place in `befores` at which the best run of each length ends
    earlier: dict[int, int | None] = {}
    afters, befores = list(pairs), list(pairs.values())
    for at, before in enumerate(befores):
        length = bisect_left([befores[end] for end in ends], before)
        earlier[at] = ends[length - 1] if length else None
        ends[length : length + 1] = [at]
    kept = set()
    at_end = ends[-1] if ends else None
    while at_end is not None:
        kept.add(afters[at_end])
        at_end = earlier[at_end]
    return set(afters) - kept
