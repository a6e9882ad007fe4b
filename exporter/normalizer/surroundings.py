"""What the text around a break says of it: its characters stand elsewhere in one piece, or open sentences there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from exporter.normalizer.passage import Passage

REACH = 480
"""How much of each passage is looked at, in characters."""
BLOCK = 20
"""Passages whose surroundings are the same: they, those of the block before and those of the block after."""


@dataclass(frozen=True)
class Surroundings:
    """The passages of an edition, as the surroundings of each other."""

    passages: Sequence[Passage]

    @cached_property
    def _text(self) -> tuple[str, list[int]]:
        """The passages' beginnings, each after a line's end, and where each block begins."""
        texts = ["\n" + passage.text[:REACH] for passage in self.passages]
        starts = [0, *accumulate(map(len, texts))]
        return "".join(texts), starts[::BLOCK] + [starts[-1]] * 2

    @cached_property
    def _openings(self) -> list[str]:
        """The two characters that each passage opens with."""
        return [passage.text[:2] for passage in self.passages]

    @cached_property
    def _sentences(self) -> list[set[str]]:
        """For each block the two characters that its sentences open with, but for the first of a passage."""
        text, starts = self._text
        return [{piece[:2] for piece in text[start:end].split("。")[1:]} for start, end in pairwise(starts)]

    def shared(self, i: int, before: str, after: str) -> int:
        """Return how many characters across the break, up to four, stand in one piece around the passage at place `i`;
        0 where not even two do."""
        text, starts = self._text
        start, end = starts[max(0, i // BLOCK - 1)], starts[i // BLOCK + 2]
        if text.find(before[-1] + after[0], start, end) < 0:
            return 0
        if text.find(before[-2:] + after[:2], start, end) >= 0:
            return 4
        three = before[-2:] + after[0], before[-1] + after[:2]
        return 3 if any(text.find(piece, start, end) >= 0 for piece in three) else 2

    def opens(self, i: int) -> bool:
        """Return whether a sentence, or another passage, around the passage at place `i` opens with its characters."""
        opening, first, last = self.passages[i].text[:2], max(0, i // BLOCK - 1), i // BLOCK + 2
        if any(opening in sentences for sentences in self._sentences[first:last]):
            return True
        return self._openings[first * BLOCK : last * BLOCK].count(opening) > 1
