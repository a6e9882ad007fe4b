"""The sections of an edition: a run of heads and the body below it; and how much they speak of the same things as those
above them.

What stands in two sections of a page and in few others ties them together; what stands in every section says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from exporter.normalizer import likeness
from exporter.normalizer.forms import BODY_FORMS, HEAD_FORMS
from exporter.normalizer.passage import Passage

REACH = 60
"""How much of each passage of a section is compared, in characters,"""
MOST = 3
"""and of how many passages."""
COMMON = 3
"""What stands in more sections than this is common to all of them."""


@dataclass(frozen=True)
class Sections:
    """The sections of an edition, by the forms of its passages. `place_of` names each passage's section."""

    passages: Sequence[Passage]
    forms: Sequence[str]

    @cached_property
    def place_of(self) -> list[int]:
        """For each passage the number of its section."""
        places: list[int] = []
        number, has_body = 0, False
        for form in self.forms:
            if form in BODY_FORMS:
                has_body = True
            elif has_body and form in HEAD_FORMS:
                number, has_body = number + 1, False
            places.append(number)
        return places

    @cached_property
    def _words(self) -> list[set[str]]:
        """For each section the pairs of characters that its passages begin with."""
        texts: list[list[str]] = [[] for _ in range(self.place_of[-1] + 1)]
        for place, passage, form in zip(self.place_of, self.passages, self.forms, strict=True):
            if form in BODY_FORMS and len(texts[place]) < MOST:
                texts[place].append(passage.text[:REACH])
        return [set(likeness.pairs("\n".join(pieces))) for pieces in texts]

    @cached_property
    def cohesions(self) -> list[list[float]]:
        """For each section how much it has in common, 0 to 1, with the one above it and the one above that."""
        sections = self._words
        shared = [[words & other for other in _above(sections, k)] for k, words in enumerate(sections)]
        asked = set().union(*chain.from_iterable(shared))
        counts = Counter(chain.from_iterable(map(asked.intersection, sections)))
        common = {word for word, count in counts.items() if count > COMMON}
        return [
            [
                len(ties - common) / (1 + min(len(sections[k]), len(other)))
                for ties, other in zip(shared[k], _above(sections, k), strict=True)
            ]
            for k in range(len(sections))
        ]


def _above(sections: Sequence[set[str]], k: int) -> Sequence[set[str]]:
    """Return the section above another and the one above that, as far as there are such."""
    return sections[max(0, k - 2) : k][::-1]
