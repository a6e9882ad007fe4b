"""Two texts compared by words: what went, what came, what stayed.

Chinese has no spaces between words, so they are found by segmentation (rjieba). Paragraphs are aligned first: a change
in one does not disturb the others, and long texts stay affordable.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

import rjieba

_MOST = 4_000_000  # pairs of words; beyond, two passages are told as replaced whole


class Kind(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text of one kind. The kept and removed pieces make the old text, the kept and added the new one."""

    kind: Kind
    text: str


def compare_texts(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of two texts, in order; no two neighbours are of one kind, none is empty.

    Paragraphs end with a line feed.
    """
    pieces = _compare_paragraphs(old.splitlines(keepends=True), new.splitlines(keepends=True))
    runs = groupby((piece for piece in pieces if piece.text), lambda piece: piece.kind)
    return tuple(Piece(kind, "".join(piece.text for piece in run)) for kind, run in runs)


def _compare_paragraphs(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for tag, start, end, other_start, other_end in _opcodes(old, new):
        before, after = "".join(old[start:end]), "".join(new[other_start:other_end])
        if tag == "equal":
            yield Piece(Kind.KEPT, before)
        else:
            yield from _compare_words(before, after)


def _compare_words(old: str, new: str) -> Iterator[Piece]:
    words, others = rjieba.cut(old), rjieba.cut(new)
    for tag, start, end, other_start, other_end in _opcodes(words, others):
        before, after = "".join(words[start:end]), "".join(others[other_start:other_end])
        if tag == "equal":
            yield Piece(Kind.KEPT, before)
        else:
            yield Piece(Kind.REMOVED, before)
            yield Piece(Kind.ADDED, after)


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield how one sequence becomes the other, as difflib does, which is spared their common beginning and end."""
    first = _common(old, new)
    last = _common(old[first:][::-1], new[first:][::-1])
    end, other_end = len(old) - last, len(new) - last
    yield "equal", 0, first, 0, first
    middle, other = old[first:end], new[first:other_end]
    if len(middle) * len(other) > _MOST:
        yield "replace", first, end, first, other_end
    else:
        for tag, *places in SequenceMatcher(None, middle, other, autojunk=False).get_opcodes():
            start, stop, other_start, other_stop = (place + first for place in places)
            yield tag, start, stop, other_start, other_stop
    yield "equal", end, len(old), other_end, len(new)


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many items two sequences begin with in common."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))
