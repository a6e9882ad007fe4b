"""What the text around a break says of it: its characters stand elsewhere in one piece, or open sentences there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, pairwise

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
    def _openings(self) -> list[set[str]]:
        """For each block the two characters that open a sentence, or more than one passage, in its surroundings."""
        text, starts = self._text
        blocks = [text[start:end] for start, end in pairwise(starts)]
        sentences = [{piece[:2] for piece in block.split("。")[1:]} for block in blocks]
        lines = [[piece[:2] for piece in block.split("\n")[1:]] for block in blocks]
        openings = []
        for block in range(len(blocks)):
            around = slice(max(0, block - 1), block + 2)
            counts = Counter(chain.from_iterable(lines[around]))
            twice = [opening for opening, count in counts.items() if count > 1]
            openings.append(set().union(*sentences[around], twice))
        return openings

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
        return self.passages[i].text[:2] in self._openings[i // BLOCK]
