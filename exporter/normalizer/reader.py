"""The passages of a source, read: file by file, and where some are put back, once more around these alone.

The files of a folder are read apart. Copies are taken out before (see `repeats`), and those that prove unsound are put
back: what stands far from them stays as it was read, so that the work does not grow with the size of the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from msgspec import structs

from exporter.edition import FURNITURE
from exporter.normalizer import roles
from exporter.normalizer.evidence import NEAR, Evidence
from exporter.normalizer.passage import Passage
from exporter.normalizer.usual import Usual


@dataclass(frozen=True, slots=True)
class _File:
    """The passages of a file as they were given, and as they were read, with what is usual among them."""

    given: Sequence[Passage]
    read: Sequence[Passage]
    usual: Usual


class Reader:
    """Reads passages again and again; `ends` are the places in the clean text where its files end."""

    def __init__(self, ends: Sequence[int]) -> None:
        self._cuts = ends[:-1]
        self._files: list[_File | None] = [None] * len(ends)

    def read(self, passages: Sequence[Passage]) -> list[Passage]:
        """Return the passages with their roles, the pieces of broken paragraphs joined."""
        files = [
            _again(file, given) if file else _first(given)
            for file, given in zip(self._files, _parted(passages, self._cuts), strict=True)
        ]
        self._files = [*files]
        return [*chain.from_iterable(file.read for file in files)]


def _first(passages: Sequence[Passage]) -> _File:
    return _File(passages, *_read(passages))


def _again(before: _File, passages: Sequence[Passage]) -> _File:
    """Return a file with the passages that it was read without: the articles around these are read anew."""
    known = set(map(_place, before.given))
    added = [i for i, passage in enumerate(passages) if _place(passage) not in known]
    if len(known) + len(added) > len(passages):
        return _first(passages)
    cuts = _around(added, passages, [_place(passage) for passage in before.read if passage.starts])
    parts = zip(_parted(before.read, cuts), _parted(passages, cuts), strict=True)
    read = (_read(new, before.usual)[0] if k % 2 else old for k, (old, new) in enumerate(parts))
    return replace(before, given=passages, read=[*chain.from_iterable(read)])


def _around(added: Iterable[int], passages: Sequence[Passage], starts: Sequence[int]) -> list[int]:
    """Return where the stretches of whole articles begin and end, by turns, that stand around the places `added`."""
    cuts: list[int] = []
    for i in added:
        first, last = _place(passages[max(0, i - NEAR)]), _place(passages[min(i + NEAR, len(passages) - 1)])
        begin, end = bisect_right(starts, first), bisect_right(starts, last)
        start = starts[begin - 1] if begin else 0
        if cuts and start <= cuts[-1]:
            cuts.pop()
        else:
            cuts.append(start)
        cuts.append(starts[end] if end < len(starts) else _place(passages[-1]) + 1)
    return cuts


def _place(passage: Passage) -> int:
    return passage.ranges[0][0]


def _parted(passages: Sequence[Passage], cuts: Sequence[int]) -> list[list[Passage]]:
    """Return the passages before the first cut of the text, between it and the second, and so on."""
    if not cuts:
        return [list(passages)]
    parts: list[list[Passage]] = [[] for _ in range(len(cuts) + 1)]
    for passage in passages:
        parts[bisect_right(cuts, _place(passage))].append(passage)
    return parts


def _read(passages: Sequence[Passage], usual: Usual | None = None) -> tuple[Sequence[Passage], Usual]:
    """Read the passages of a file, or of whole articles of one; the first that is no furniture begins an article.

    `usual` is what is usual in the file, if they are not all of it.
    """
    asides = [passage for passage in passages if passage.aside]
    if asides:
        passages = [passage for passage in passages if not passage.aside]
    evidence = Evidence(roles.join_certain(roles.read_marks(passages)), usual)
    read = list(roles.read_roles(evidence))
    first = next((i for i, passage in enumerate(read) if passage.role not in FURNITURE), None)
    if first is not None:
        read[first] = structs.replace(read[first], starts=True)
    return _with_asides(read, asides) if asides else read, evidence.usual


def _with_asides(passages: Sequence[Passage], asides: Sequence[Passage]) -> list[Passage]:
    """Return the passages with the furniture that a text goes on over: each before the next article that begins."""
    merged: list[Passage] = []
    waiting = deque(asides)
    for passage in passages:
        while waiting and passage.starts and waiting[0].ranges[0] < passage.ranges[0]:
            merged.append(waiting.popleft())
        merged.append(passage)
    return [*merged, *waiting]
