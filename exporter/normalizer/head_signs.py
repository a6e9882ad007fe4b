"""What speaks for a line's place in a head: how it is worded, what it shares with the text below it and above it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import rjieba

from exporter.normalizer import likeness
from exporter.normalizer.forms import BODY_FORMS, HEAD_FORMS
from exporter.normalizer.passage import Passage
from exporter.normalizer.sections import Sections

LINES = HEAD_FORMS - {"credit", "name"}
"""Forms of the lines that a head is made of."""
COHESIONS = (0.001, 0.015, 0.03, 0.05, 0.08, 0.12, 0.2)
"""Where the classes of what two sections have in common part."""
ECHOES = (0.001, 0.2, 0.4, 0.65)
"""Where the classes of the share of a head's words that the body begins with part."""
NEAR = 20
"""How far around a head others that are set alike are looked for, in passages."""
LEAD_REACH = 60
"""How much of a body is its beginning, in characters; what a head says again stands in twice as much."""
DATED = re.compile(r"\d{1,2}日|近日|日前|近期|近年来|不久前|眼下|昨天|昨日|今天|今日|记者")
"""What a report's beginning says when it happened with."""
GOES_ON = re.compile("[他她它这那]|此外|同时|与此同时|另外|为此|对此|目前|如今|随后|接下来|下一步|除了|不仅|当然|而")
"""How a section begins that goes on the one before it."""
WORDS = re.compile("[^，、：；！？“”《》（）—… ]+")


@dataclass(frozen=True)
class HeadSigns:
    """The heads of an edition, by the forms of its passages."""

    passages: Sequence[Passage]
    forms: Sequence[str]

    @cached_property
    def sections(self) -> Sections:
        """The sections that the heads part the edition into."""
        return Sections(self.passages, self.forms)

    def signs(self, i: int) -> Iterator[str]:
        """Yield the signs of the head at place `i`."""
        text = self.passages[i].text
        yield from wording(text)
        yield f"twins {self._twins(i)}"
        end = self._end(i)
        alone = "alone" if end == i + 1 and (not i or self.forms[i - 1] not in HEAD_FORMS) else "in a run"
        yield from self._in_run(i)
        yield from self._ties(i, alone)
        yield from self._below(i, end, alone)

    def _end(self, i: int) -> int:
        end = i + 1
        while end < len(self.forms) and self.forms[end] not in BODY_FORMS and end - i < 5:
            end += 1
        return end

    def _in_run(self, i: int) -> Iterator[str]:
        """Yield which line of how many the head is, and what stands around them."""
        start, end = i, i + 1
        while start and i - start < 4 and self.forms[start - 1] in LINES:
            start -= 1
        while end < len(self.forms) and end - i < 4 and self.forms[end] in LINES:
            end += 1
        then = self.forms[end] if end < len(self.forms) else "end"
        above = self.forms[start - 1] if start else "start"
        yield f"line {i - start} of {end - start}, then {then}"
        yield f"line {i - start} of {end - start}, below {above}"
        yield f"line {i - start} of {end - start}, below {above}, then {then}"

    def _ties(self, i: int, alone: str) -> Iterator[str]:
        """Yield what ties the section below the head to those above it."""
        sections, place = self.sections, self.sections.place_of[i]
        if not place:
            return
        above = sections.cohesion(place, place - 1)
        yield f"cohesion {bisect_right(COHESIONS, above)}, {alone}"
        if place > 1:
            two = sections.cohesion(place, place - 2)
            yield f"cohesion two {bisect_right(COHESIONS, two)}, {alone}"
            yield f"cohesion best {bisect_right(COHESIONS, max(two, above))}, {alone}"

    def _below(self, i: int, end: int, alone: str) -> Iterator[str]:
        """Yield how the body below begins, and how much of the head its first words say again."""
        if end >= len(self.passages):
            return
        lead = self.passages[end].text
        if DATED.search(lead[:LEAD_REACH]):
            yield f"dated below, {alone}"
        if GOES_ON.match(lead):
            yield f"goes on below, {alone}"
        if lead[0] == "“":
            yield f"quote below, {alone}"
        pairs = likeness.pairs_of_head(self.passages[i].text)
        if not pairs:
            return
        echo = likeness.share(pairs, lead[: 2 * LEAD_REACH])
        yield f"echo in lead {bisect_right(ECHOES, echo)}, {alone}"
        for side, k in (("next", i + 1), ("before", i - 1)):
            if 0 <= k < len(self.forms) and self.forms[k] in HEAD_FORMS:
                other = likeness.share(likeness.pairs_of_head(self.passages[k].text), lead[: 2 * LEAD_REACH])
                yield f"echo less {side} {bisect_right((-0.3, -0.05, 0.05, 0.3), echo - other)}"

    @cached_property
    def _heads(self) -> list[int]:
        return [k for k, form in enumerate(self.forms) if form in HEAD_FORMS]

    @cached_property
    def _shapes(self) -> dict[int, tuple[int, str]]:
        """For each head its length and its marks."""
        return {k: (len(self.passages[k].text), WORDS.sub("", self.passages[k].text)) for k in self._heads}

    def _twins(self, i: int) -> int:
        """Return how many heads nearby, up to three, are as long and have the same marks: subheads are set so."""
        length, marks = self._shapes[i]
        near = self._heads[bisect_left(self._heads, i - NEAR) : bisect_left(self._heads, i + NEAR)]
        shapes = (self._shapes[k] for k in near if abs(k - i) > 1)
        return min(3, sum(other == marks and abs(size - length) <= 1 for size, other in shapes))


def wording(text: str) -> Iterator[str]:
    """Yield how a head is worded."""
    tags = rjieba.tag(text)
    kinds = [kind for _, kind in tags if kind not in ("x", "w")]
    if any(c.isdigit() for c in text):
        yield "digits"
    if kinds:
        yield f"first kind {kinds[0][:2]}"
        yield f"last kind {kinds[-1][:2]}"
        yield f"first kind {kinds[0][:2]}, last kind {kinds[-1][:2]}"
        last = next(word for word, kind in reversed(tags) if kind not in ("x", "w"))
        yield f"last word {last}"
    for name in ("nr", "ns", "nt"):
        if any(kind.startswith(name) for kind in kinds):
            yield f"names {name}"
