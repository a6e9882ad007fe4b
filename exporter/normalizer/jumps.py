"""The parts of an article on different pages joined, by evidence; see `jump_lines` for what is read.

Two parts belong together where nothing contradicts it and neither can be taken for part of another: the pages that
they name are each other's, or what the second is headed with is the first's headline, or there are no others and the
first breaks off in mid-sentence. What is not plain is left as it stands, and noticed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from msgspec import structs

from exporter.edition import Role
from exporter.normalizer.articles import ArticleDraft
from exporter.normalizer.jump_lines import JumpLine, read_jump
from exporter.normalizer.pages import normal
from exporter.normalizer.passage import Passage, fold, together

TITLES = frozenset({Role.KICKER, Role.HEADLINE, Role.SUBTITLE})
SHORTEST_TITLE = 4
"""Folded characters from which a title is known again."""
MOST_PAIRS = 40_000
"""Beyond this many pairs of jump lines nothing is joined: no edition has 200 of each, and every pair is compared."""
SAME_TITLE = 0.6
"""The share of a shorter title's pairs of characters, from which it is the longer one in other words."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two parts of an article, joined: the jump lines, and what showed it (page, title, sentence).

    Where one of the lines is None no other part was found, or several: `rivals` says how many.
    """

    leaves: Passage | None
    arrives: Passage | None
    evidence: tuple[str, ...] = ()
    rivals: int = 0


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of an article at a jump: its place among the drafts, the page it stands on, and that of the other part.

    `titles`: what it is headed with, and what the jump line quotes; `open`: it breaks off in mid-sentence.
    """

    place: int
    page: str
    other: str
    titles: tuple[str, ...]
    open: bool = False


Table = Mapping[tuple[int, int], tuple[str, ...]]
Followed = tuple[tuple[ArticleDraft, ...], tuple[Passage, ...], tuple[Link, ...]]


def follow(
    drafts: Sequence[ArticleDraft], furniture: Sequence[Passage], page_of: Callable[[ArticleDraft], str]
) -> Followed:
    """Return the articles with their parts joined, the furniture, and what became of each jump line.

    `page_of` says which page a draft stands on, empty where nobody knows. What a later part is headed with belongs to
    its page: it becomes furniture.
    """
    leaving = [_leaving(i, draft, page_of(draft)) for i, draft in enumerate(drafts) if draft.leaves]
    arriving = [_arriving(i, draft, page_of(draft)) for i, draft in enumerate(drafts) if draft.arrives]
    table = _table(leaving, arriving)
    onward = _pairs(leaving, arriving, table)
    later = set(onward.values())
    articles: list[ArticleDraft] = []
    heads: list[Passage] = []
    links: list[Link] = []
    for place, draft in enumerate(drafts):
        if place in later:
            continue
        whole, at = draft, place
        while at in onward:
            part = drafts[onward[at]]
            links.append(Link(whole.leaves, part.arrives, table[at, onward[at]]))
            whole, head = _joined(whole, part)
            heads += head
            at = onward[at]
        articles.append(whole)
    links += _unfollowed(drafts, furniture, onward, table)
    return tuple(articles), (*furniture, *heads), tuple(links)


def _leaving(place: int, draft: ArticleDraft, page: str) -> _Part:
    jump = _jump(draft.leaves)
    titles = [passage.text for passage in draft.passages if passage.role in TITLES]
    open_ = _breaks_off(draft.passages[-1])
    return _Part(place, normal(page), jump.page, (*titles, *filter(None, [jump.title])), open_)


def _breaks_off(passage: Passage) -> bool:
    return passage.role is Role.PARAGRAPH and not passage.ends_sentence


def _arriving(place: int, draft: ArticleDraft, page: str) -> _Part:
    jump = _jump(draft.arrives)
    titles = [passage.text for passage in _head(draft)]
    return _Part(place, normal(page), jump.page, (*titles, *filter(None, [jump.title])))


def _jump(line: Passage | None) -> JumpLine:
    return (line and read_jump(line.text)) or JumpLine(leaves=False, page="", title="")


def _head(draft: ArticleDraft) -> tuple[Passage, ...]:
    """Return what a part that arrives is headed with: all that stands above its jump line, and titles right below."""
    line = draft.arrives
    return tuple(takewhile(lambda p: p.role in TITLES or (line is not None and p.ranges < line.ranges), draft.passages))


def _table(leaving: Sequence[_Part], arriving: Sequence[_Part]) -> dict[tuple[int, int], tuple[str, ...]]:
    """Return what shows that parts belong together, for every two, by their places, that nothing speaks against."""
    if len(leaving) * len(arriving) > MOST_PAIRS:
        return {}
    return {
        (left.place, other.place): _evidence(left, other)
        for left in leaving
        for other in arriving
        if _fits(left, other)
    }


def _pairs(leaving: Sequence[_Part], arriving: Sequence[_Part], table: Table) -> dict[int, int]:
    """Return the parts that belong together: the place of the one that leaves to that of the one that arrives.

    Each must be the only one for the other, or the only one with its title; those found leave fewer for the rest.
    """
    onward: dict[int, int] = {}
    lefts, others = [part.place for part in leaving], [part.place for part in arriving]
    alone = len(lefts) == len(others) == 1
    found = True
    while found:
        found = False
        for left in lefts:
            pair = _only([(left, other) for other in others], table)
            if pair is None or _only([(one, pair[1]) for one in lefts], table) != pair:
                continue
            proved = "page" in table[pair] or "title" in table[pair] or (alone and "sentence" in table[pair])
            if proved and not _leads_to(pair[1], left, onward):
                onward[left] = pair[1]
                lefts.remove(left)
                others.remove(pair[1])
                found = True
                break
    return onward


def _only(pairs: Sequence[tuple[int, int]], table: Table) -> tuple[int, int] | None:
    """Return the one pair that fits, or the one that fits with its title; None where it cannot be told."""
    fitting = [pair for pair in pairs if pair in table]
    titled = [pair for pair in fitting if "title" in table[pair]]
    chosen = titled or fitting
    return chosen[0] if len(chosen) == 1 else None


def _fits(left: _Part, arrived: _Part) -> bool:
    """Return whether nothing speaks against two parts: neither a page nor a head that has no word of the headline."""
    if left.place == arrived.place:
        return False
    if (arrived.page and left.other != arrived.page) or (left.page and arrived.other != left.page):
        return False
    return not (left.titles and arrived.titles) or _likeness(left, arrived) > 0


def _evidence(left: _Part, arrived: _Part) -> tuple[str, ...]:
    """Return what shows that two parts belong together."""
    shown = {
        "page": bool(arrived.page and left.other == arrived.page) or bool(left.page and arrived.other == left.page),
        "title": _likeness(left, arrived) >= SAME_TITLE,
        "sentence": left.open,
    }
    return tuple(name for name, holds in shown.items() if holds)


def _likeness(left: _Part, arrived: _Part) -> float:
    """Return how much of a title of the one stands in a title of the other, in pairs of characters."""
    best = 0.0
    for one in map(fold, left.titles):
        for other in map(fold, arrived.titles):
            pairs = set(pairwise(one)), set(pairwise(other))
            if min(len(one), len(other)) >= SHORTEST_TITLE:
                best = max(best, len(pairs[0] & pairs[1]) / min(map(len, pairs)))
    return best


def _leads_to(place: int, target: int, onward: Mapping[int, int]) -> bool:
    while place in onward and place != target:
        place = onward[place]
    return place == target


def _joined(whole: ArticleDraft, part: ArticleDraft) -> tuple[ArticleDraft, tuple[Passage, ...]]:
    """Return an article with its next part, and what that was headed with, unless the article has no other headline.

    A paragraph that breaks off at the jump goes on in the next part's first.
    """
    head = _head(part) if any(passage.role in TITLES for passage in whole.passages) else ()
    body = part.passages[len(head) :]
    passages = whole.passages
    if _breaks_off(passages[-1]) and body and body[0].role is Role.PARAGRAPH:
        passages, body = (*passages[:-1], together(passages[-1], body[0], seam=False)), body[1:]
    heads = tuple(structs.replace(passage, role=Role.JUMP_LINE) for passage in head)
    return replace(whole, passages=(*passages, *body), leaves=part.leaves), heads


def _unfollowed(
    drafts: Sequence[ArticleDraft], furniture: Sequence[Passage], onward: Mapping[int, int], table: Table
) -> Iterator[Link]:
    """Yield the jump lines that lead nowhere, with how many parts they might lead to."""
    arrived = set(onward.values())
    followed = {drafts[place].leaves for place in onward} | {drafts[place].arrives for place in arrived}
    rivals: Counter[Passage | None] = Counter()
    for left, other in table:
        if left not in onward and other not in arrived:
            rivals[drafts[left].leaves] += 1
            rivals[drafts[other].arrives] += 1
    for line in furniture:
        jump = read_jump(line.text) if line.role is Role.JUMP_LINE and line not in followed else None
        if jump:
            leaves, arrives = (line, None) if jump.leaves else (None, line)
            yield Link(leaves, arrives, rivals=rivals[line])
