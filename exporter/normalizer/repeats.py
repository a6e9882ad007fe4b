"""Repeated text: only what is equal once width, space and punctuation are folded, and only where it is safe.

Two notices that differ in a name are 0.94 alike, a true copy with noise 0.54: no threshold tells them apart, so none
is used. A copy may be broken at other places than what it repeats. Notices, heads, marks and datelines are no
repeats, nor is a paragraph that stands within a longer one: on 360 pages all 160 of these were quotes set apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, groupby

from exporter.edition import ArticleKind, Role
from exporter.normalizer.articles import ArticleDraft
from exporter.normalizer.passage import Passage, fold

SHORTEST = 24
"""Folded characters below which a paragraph may well stand twice on purpose: a refrain, a line of a poem."""
MOST_PIECES = 8
"""Into how many passages a paragraph may be broken. Copies lie in pieces where a column ended in them."""
NEAR = 2
"""Passages between a paragraph and its copy, over which an article's start may well have been read where none is: a
copy that follows another article's head. Farther on two articles may share a paragraph (measured on 420 editions)."""
PULL_QUOTE = 4
"""An article's first paragraph that stands again so many passages further down is a quote set above the text."""
FARTHEST = 40
"""No single paragraph is copied over more passages: what stands so far off is of another article."""
ROUNDS = 6
"""How often articles are read again around copies that are put back, before all are. Texts of 5 MB took 3 at most."""
TEXT_MARK = re.compile("[，。！？；]")

Home = tuple[int, int]
"""Where a passage stands: its article, and its place there."""
Reading = tuple[tuple[ArticleDraft, ...], tuple[Passage, ...]]


@dataclass(frozen=True, slots=True)
class Repeat:
    """Passages that say again what those of `kept` say."""

    passages: tuple[Passage, ...]
    kept: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class _Copy:
    """Passages `[start, end)` read as `[first, last)` do; `length` in folded characters.

    Copies of one run follow each other without a gap, as what they repeat does; `run` is where it begins.
    """

    start: int
    end: int
    first: int
    last: int
    length: int
    run: int


def _beginning(text: str) -> str:
    """Return the first folded characters of a text, as many as its copy is looked for by."""
    enough = SHORTEST * 3 // 2
    start = fold(text[:enough])
    return (start if len(start) >= SHORTEST or len(text) <= enough else fold(text))[:SHORTEST]


def part_repeats(
    passages: Sequence[Passage], read: Callable[[Sequence[Passage]], Reading]
) -> tuple[tuple[ArticleDraft, ...], tuple[Passage, ...], tuple[Repeat, ...]]:
    """Return what `read` makes of the passages without those that repeat earlier ones, and the repeats.

    A copy goes where it stands in the article of what it repeats, or a whole article is printed again. It is taken
    out before articles are read, for it would part a broken paragraph and look like a head; where the articles then
    show that it may not go, it is put back and they are read again.
    """
    copies = _copies(passages)
    for _ in range(ROUNDS):
        drafts, furniture = read(_without(passages, copies))
        sound = _sound(copies, passages, drafts) if copies else copies
        if len(sound) == len(copies):
            repeats = tuple(
                Repeat(tuple(passages[copy.start : copy.end]), tuple(passages[copy.first : copy.last]))
                for copy in copies
            )
            return drafts, furniture, repeats
        copies = sound
    return *read(passages), ()


def _without(passages: Sequence[Passage], copies: Sequence[_Copy]) -> tuple[Passage, ...]:
    kept: list[Passage] = []
    at = 0
    for copy in copies:
        kept += passages[at : copy.start]
        at = copy.end
    return (*kept, *passages[at:])


def _copies(passages: Sequence[Passage]) -> tuple[_Copy, ...]:
    """Return what repeats earlier passages, in order.

    In linear time: a passage is held against the first and the last that begin as it does, and no others.
    """
    begun = [_beginning(passage.text) for passage in passages]
    text = "".join(begun)
    bounds = list(accumulate(map(len, begun), initial=0))
    folded = cache(lambda at: fold(passages[at].text))
    seen: dict[str, tuple[int, int]] = {}
    copies: list[_Copy] = []
    copied = bytearray(len(passages))
    at = 0
    run, follows = 0, 0  # where the run of copies began that `at` may go on, and what it then repeats
    while at < len(passages):
        copy = _copy(folded, at, len(passages), follows, run) if follows < at else None
        if copy is None or any(copied[copy.first : copy.last]):
            copy, run = None, at
            key = text[bounds[at] : bounds[at] + SHORTEST] if begun[at] else ""
            if len(key) == SHORTEST:
                first, latest = seen.get(key, (at, at))
                if latest < at:
                    copy = _copy(folded, at, len(passages), latest, run) or _copy(folded, at, len(passages), first, run)
                if copy is None:
                    seen[key] = (first, at)
        if copy is None:
            at, run, follows = at + 1, at + 1, at + 1
        else:
            copies.append(copy)
            copied[copy.start : copy.end] = b"\1" * (copy.end - copy.start)
            at, follows = copy.end, copy.last
    return _worthwhile(copies, passages, list(accumulate(copied, initial=0)))


def _worthwhile(copies: Sequence[_Copy], passages: Sequence[Passage], copied_upto: Sequence[int]) -> tuple[_Copy, ...]:
    """Return the copies that are worth reading without: of runs that are long enough and hold more than heads."""
    counts = Counter(copy.run for copy in copies)
    lengths: Counter[int] = Counter()
    with_text: set[int] = set()
    for copy in copies:
        lengths[copy.run] += copy.length
        if any(TEXT_MARK.search(passage.text) for passage in passages[copy.start : copy.end]):
            with_text.add(copy.run)
    return tuple(
        copy
        for copy in copies
        if lengths[copy.run] >= SHORTEST
        and copy.run in with_text
        and (counts[copy.run] > 1 or not _is_other(copy, passages, copied_upto))
    )


def _is_other(copy: _Copy, passages: Sequence[Passage], copied_upto: Sequence[int]) -> bool:
    """Return whether a copy by itself is of another article, or text that was set above it as a quote.

    Such a quote stands right after a head, and either far above or without the mark that ends it below.
    """
    after_head = copy.first == 0 or not passages[copy.first - 1].ends_sentence
    between = copy.start - copy.last - (copied_upto[copy.start] - copied_upto[copy.last])
    unmarked = passages[copy.end - 1].ends_sentence and not passages[copy.last - 1].ends_sentence
    return between > FARTHEST or (after_head and (between >= PULL_QUOTE or (between > 0 and unmarked)))


def _copy(folded: Callable[[int], str], at: int, stop: int, first: int, run: int) -> _Copy | None:
    """Return the fewest passages from `at` on that read as passages from `first` on, before the run; None for none.

    `folded` gives the folded text of a passage, `stop` is how many there are.
    """
    end, last = at + 1, first + 1
    one, other = folded(at), folded(first)
    while last <= run and max(end - at, last - first) <= MOST_PIECES:
        if len(one) == len(other):
            return _Copy(at, end, first, last, len(one), run) if one and one == other else None
        if len(one) > len(other):
            other += folded(last)
            last += 1
        elif end < stop:
            one += folded(end)
            end += 1
        else:
            break
    return None


def _sound(copies: Sequence[_Copy], passages: Sequence[Passage], drafts: Sequence[ArticleDraft]) -> tuple[_Copy, ...]:
    """Return the copies that may go, now that the articles are known.

    A passage that a person wants kept stays, and so does the copy of an article that it stands in.
    """
    places = {
        start: (article, place)
        for article, draft in enumerate(drafts)
        for place, passage in enumerate(draft.passages)
        for start, _ in passage.ranges
    }
    homes = [places.get(passage.ranges[0][0]) for passage in passages]
    upto = list(accumulate((home is not None for home in homes), initial=0))
    kept = [home for home in homes if home]

    def original(copy: _Copy) -> tuple[int, int | None]:
        home = homes[copy.first]
        return copy.run, home and home[0]

    sound: list[_Copy] = []
    for (_, article), group in groupby(copies, key=original):
        run = list(group)
        if article is None or drafts[article].kind is ArticleKind.NOTICE:
            continue
        before = kept[upto[run[0].start] - 1]
        between = upto[run[0].start] - upto[run[-1].last]
        wanted = [copy for copy in run if any(passage.kept for passage in passages[copy.start : copy.end])]
        if _whole(run, homes, drafts[article]):
            sound += run if not wanted else ()
        elif _holds_paragraph(run, homes, drafts[article], between) and (
            before[0] == article or (between <= NEAR and drafts[before[0]].kind is not ArticleKind.NOTICE)
        ):
            sound += (copy for copy in run if copy not in wanted)
    return tuple(sound)


def _whole(run: Sequence[_Copy], homes: Sequence[Home | None], original: ArticleDraft) -> bool:
    """Return whether the run repeats all that an article has, its head and its text."""
    repeated = {home for home in homes[run[0].first : run[-1].last] if home}
    return len(repeated) == len(original.passages) > 1


def _holds_paragraph(run: Sequence[_Copy], homes: Sequence[Home | None], original: ArticleDraft, between: int) -> bool:
    """Return whether the run repeats a paragraph, and no quote set above the text `between` passages before."""
    lengths: Counter[Home | None] = Counter()
    for copy in run:
        lengths[homes[copy.first]] += copy.length
    paragraphs = [
        home[1]
        for home, length in lengths.items()
        if home and length >= SHORTEST and _is_text(original.passages[home[1]])
    ]
    if not paragraphs:
        return False
    opening = not any(passage.role is Role.PARAGRAPH for passage in original.passages[: paragraphs[0]])
    return not opening or between < PULL_QUOTE


def _is_text(passage: Passage) -> bool:
    """Return whether it is a paragraph by its role and by its marks, which a headline's lines taken for one lack."""
    return passage.role is Role.PARAGRAPH and TEXT_MARK.search(passage.text) is not None
