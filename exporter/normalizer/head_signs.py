"""What speaks for a line's place in a head: how it is worded, what it shares with the text below it and above it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import rjieba

from exporter.normalizer import likeness
from exporter.normalizer.forms import BODY_FORMS, CREDIT_FORMS, HEAD_FORMS
from exporter.normalizer.passage import Passage
from exporter.normalizer.phrases import phrases
from exporter.normalizer.sections import Sections

LINES = HEAD_FORMS - CREDIT_FORMS
"""Forms of the lines that a head is made of."""
ASKED = HEAD_FORMS - {"credit"}
"""Forms of what may be such a line, and is asked for its signs."""
COHESIONS = (0.001, 0.015, 0.03, 0.05, 0.08, 0.12, 0.2)
"""Where the classes of what two sections have in common part."""
ABOVE = ("", " two", " best")
"""What a section is compared with: the one above it, the one above that, the better of both."""
ECHOES = (0.001, 0.2, 0.4, 0.65)
"""Where the classes of the share of a head's words that the body begins with part."""
LEAD_REACH = 60
"""How much of a body is its beginning, in characters; what a head says again stands in twice as much."""
DATED = re.compile(r"日(?:前|(?<=\d日))|近(?:日|期|年来)|不久前|眼下|昨[天日]|今[天日]|记者")
"""What a report's beginning says when it happened with."""
GOES_ON = re.compile("[他她它这那]|此外|同时|与此同时|另外|为此|对此|目前|如今|随后|接下来|下一步|除了|不仅|当然|而")
"""How a section begins that goes on the one before it."""
NAMES = frozenset({"nr", "ns", "nt"})
"""The kinds of names, as jieba tags them: of people, places and bodies."""


@dataclass(frozen=True)
class HeadSigns:
    """The heads of an edition, by the forms of its passages."""

    passages: Sequence[Passage]
    forms: Sequence[str]

    @cached_property
    def sections(self) -> Sections:
        """The sections that the heads part the edition into."""
        return Sections(self.passages, self.forms)

    def signs(self, i: int) -> list[str]:
        """Return the signs of the head at place `i`."""
        end = self._end(i)
        alone = "alone" if end == i + 1 and (not i or self.forms[i - 1] not in HEAD_FORMS) else "in a run"
        line, *in_run = self._in_run(i)
        phrased = phrases(self.passages[i].text)
        return [
            *wording(self.passages[i].text, self._kinds[i]),
            *phrased,
            *(f"{phrase}, {line}" for phrase in phrased),
            *in_run,
            *_ties(self.sections.cohesions[self.sections.place_of[i]], alone),
            *self._below(i, end, alone),
        ]

    def _end(self, i: int) -> int:
        end = i + 1
        while end < len(self.forms) and self.forms[end] not in BODY_FORMS and end - i < 5:
            end += 1
        return end

    def _in_run(self, i: int) -> Sequence[str]:
        """Return which line of how many the head is; and this again with what stands around them."""
        start, end = i, i + 1
        while start and i - start < 4 and self.forms[start - 1] in LINES:
            start -= 1
        while end < len(self.forms) and end - i < 4 and self.forms[end] in LINES:
            end += 1
        then = self.forms[end] if end < len(self.forms) else "end"
        return _line(i - start, end - start, self.forms[start - 1] if start else "start", then)

    def _below(self, i: int, end: int, alone: str) -> list[str]:
        """Return how the body below begins, and how much of the head its first words say again."""
        if end >= len(self.passages):
            return []
        head, lead, signs = self.passages[i].text, self.passages[end].text, []
        if DATED.search(lead, 0, LEAD_REACH):
            signs.append(f"dated below, {alone}")
        if GOES_ON.match(lead):
            signs.append(f"goes on below, {alone}")
        if lead[0] == "“":
            signs.append(f"quote below, {alone}")
        if pairs := likeness.pairs_of_head(head):
            echo = likeness.share(pairs, lead[: 2 * LEAD_REACH])
            signs.append(f"echo in lead {bisect_right(ECHOES, echo)}, {alone}")
        return signs

    @cached_property
    def _kinds(self) -> dict[int, list[str]]:
        heads = [k for k, form in enumerate(self.forms) if form in ASKED]
        return dict(zip(heads, kinds_of(self.passages[k].text for k in heads), strict=True))


@cache
def _line(place: int, of: int, above: str, then: str, /) -> tuple[str, str, str, str]:
    line = f"line {place} of {of}"
    return line, f"{line}, then {then}", f"{line}, below {above}", f"{line}, below {above}, then {then}"


def _ties(cohesions: Sequence[float], alone: str) -> list[str]:
    """Return what ties the section below a head to the one above it and the one above that."""
    both = [*cohesions, max(cohesions)] if len(cohesions) > 1 else cohesions
    return [f"cohesion{which} {bisect_right(COHESIONS, tie)}, {alone}" for which, tie in zip(ABOVE, both, strict=False)]


def kinds_of(heads: Iterable[str]) -> list[list[str]]:
    """Return the kinds of each head's words, in two letters, as jieba tags them.

    (They are asked for at once: a third of the time of a head by itself goes with asking.)
    """
    kinds: list[str] = []
    found = [kinds]
    for word, kind in rjieba.tag("\n".join(heads)):
        if kind not in ("x", "w"):
            kinds.append(kind[:2])
        elif word == "\n":
            kinds = []
            found.append(kinds)
    return found


def wording(text: str, kinds: Sequence[str]) -> list[str]:
    """Return how a head is worded, by the kinds of its words."""
    signs = ["digits"] if any(map(str.isdigit, text)) else []
    if kinds:
        first, last = kinds[0], kinds[-1]
        signs += (f"first kind {first}", f"last kind {last}", f"first kind {first}, last kind {last}")
        signs += [f"names {kind}" for kind in NAMES.intersection(kinds)]
    return signs
