"""A second look at heads that the first reading leaves open: does an article begin with one, or does it part one?

The first reading (see `decoding`) sees each head with what stands near it. Once a page is read it tells more: how the
heads are set that articles begin with, and how the others; how much of the page an article would take; whether a
section speaks of its own head or of the article's headline. All of it is told relative to the page, so that it holds
for other papers: a head is measured by the heads around it, never by a number of characters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import exp, log

from msgspec import Struct

from exporter.normalizer import likeness
from exporter.normalizer.evidence import Evidence
from exporter.normalizer.forms import BODY_FORMS, HEAD_FORMS
from exporter.normalizer.head_signs import LEAD_REACH

CUTS: Mapping[str, tuple[float, ...]] = {
    "first reading": (-1.5, -0.5, 0.5, 1.5),
    "set as headlines here": (-2.0, -1.0, -0.3, 0.3, 1.0, 2.0),
    "longer than headlines here": (-0.8, -0.5, -0.25, 0.0, 0.25),
    "next head": (-2.9, -1.5, 0.0, 1.5, 2.9),
    "own words less headline's": (-0.2, -0.05, 0.05, 0.2, 0.4),
    "headline's words in its lead": (0.01, 0.2, 0.4, 0.6),
    "share of the page": (0.1, 0.2, 0.35, 0.5, 0.75),
    "lines of headline": (1.5, 2.5, 3.5),
    "articles here end closed": (0.05, 0.2, 0.4, 0.7),
}
"""Where the classes of each sign part."""
SURE = 3.0
"""What the first reading of a head counts at the most, for or against a start."""
OPEN = 2.5
"""A head is looked at again where the first reading leaves it more open than this."""
FEW = 20
"""How many heads on either side are those of the page, at the most: what stands further away is another page."""
LINES = 5
"""How many lines a head has above its body, at the most."""
SECTION = 3
"""How many passages of a section are searched for the words of a head."""


def first_lines(forms: Sequence[str]) -> list[int]:
    """Return the places of what looks like the first line of a head."""
    return [i for i, form in enumerate(forms) if form in HEAD_FORMS and (not i or forms[i - 1] not in HEAD_FORMS)]


class Head(Struct, frozen=True, gc=False):
    """A head as first read, by the place of its first line. `belief`: how much speaks for a start, -SURE to SURE, and
    `share`, 0 to 1; `body`: the place of what stands below it; `closed`: whether the text above it is; `style`: whether
    it has a credit or lead words, a single line, a class of length, a short section; and again whether it is closed."""

    place: int
    belief: float
    share: float
    body: int
    length: int
    closed: bool
    style: tuple[bool, bool, int, bool, bool]


@dataclass(frozen=True)
class FirstReading:
    """An edition as first read: for each place where a head begins and an article may, how much speaks for it
    (`beliefs`, in order), the places where an article does begin, and the heads to look at again."""

    evidence: Evidence
    beliefs: Mapping[int, float]
    starts: Sequence[int]
    unsure: frozenset[int] = frozenset()

    @cached_property
    def _chars(self) -> list[int]:
        """How many characters stand before each passage."""
        return [0, *accumulate([len(passage.text) for passage in self.evidence.passages])]

    @cached_property
    def heads(self) -> list[Head]:
        """The heads, in their order."""
        return [self._head(i, max(-SURE, min(SURE, belief))) for i, belief in self.beliefs.items()]

    def _head(self, i: int, belief: float) -> Head:
        passages, forms = self.evidence.passages, self.evidence.forms
        body, end, length = i + 1, min(len(forms), i + LINES), len(passages[i].text)
        while body < end and forms[body] not in BODY_FORMS:
            body += 1
        credited = forms[body : body + 1] == ["lead"] or "credit" in forms[i + 1 : body]
        above = passages[i - 1] if i else None
        closed = above is not None and (above.closes or above.role is not None or above.text[-1] == "）")
        short = forms[body + 1 : body + 2] != ["body"]
        style = credited, body == i + 1, int(2 * log(length + 1)), short, closed
        return Head(i, belief, 1 / (1 + exp(-belief)), body, length, closed, style)

    def signs(self, i: int) -> dict[str, float]:
        """Return the signs of the head at place `i`."""
        k = bisect_left(self.heads, i, key=lambda head: head.place)
        head, page = self.heads[k], self.heads[max(0, k - FEW) : k + FEW]
        return {
            "first reading": head.belief,
            "next head": self.heads[k + 1].belief if k + 1 < len(self.heads) else SURE,
            **_among(head, [other for other in page if other is not head]),
            **self._in_article(head, page),
        }

    def _in_article(self, head: Head, page: Sequence[Head]) -> dict[str, float]:
        """Return what the head is in the article that it parts, if it begins none."""
        passages, chars, i = self.evidence.passages, self._chars, head.place
        after, end = bisect_right(self.starts, i), len(passages)
        above = self.starts[bisect_left(self.starts, i) - 1] if self.starts and self.starts[0] < i else 0
        below = self.starts[after] if after < len(self.starts) else end
        whole = chars[min(max(page[-1].body, below), end)] - chars[min(page[0].place, above)]
        top = self._body_of(above)
        headline = likeness.pairs_of_head(passages[above].text) if above < i else ()
        section = " ".join([p.text[: likeness.REACH] for p in passages[head.body : head.body + SECTION]])
        own = likeness.share(likeness.pairs_of_head(passages[i].text), self._lead(head.body))
        return {
            "share of the page": (chars[below] - chars[above]) / whole,
            "lines of headline": top - above if above < i else 0,
            "own words less headline's": own - likeness.share(headline, section),
            "headline's words in its lead": likeness.share(headline, self._lead(top)),
        }

    def _body_of(self, place: int) -> int:
        """Return where the body of the article stands that begins at a place."""
        k = bisect_left(self.heads, place, key=lambda head: head.place)
        return self.heads[k].body if k < len(self.heads) and self.heads[k].place == place else place + 1

    def _lead(self, place: int) -> str:
        passages = self.evidence.passages
        return passages[place].text[: 2 * LEAD_REACH] if place < len(passages) else ""


def _among(head: Head, others: Sequence[Head]) -> dict[str, float]:
    """Return what the head is among the others of the page."""
    starts = [other for other in others if other.belief > 0]
    lengths = sum([other.length for other in starts])
    return {
        "set as headlines here": _set_alike(head, others),
        "longer than headlines here": log(head.length * len(starts) / lengths) if starts else 0.0,
        "articles here end closed": sum([other.closed for other in starts]) / len(starts) if starts else 0.5,
    }


def _set_alike(head: Head, others: Sequence[Head]) -> float:
    """Return how much likelier the headlines of a page are set as the head is than its subheads are (naive Bayes)."""
    starts = sum([other.share for other in others]) + 1.5
    parts = len(others) + 3 - starts
    likelier = 1.0
    for mark, own in enumerate(head.style):
        shares = [other.share for other in others if other.style[mark] == own]
        with_it = sum(shares) + 0.5
        likelier *= with_it * parts / ((len(shares) + 1 - with_it) * starts)
    return log(likelier)
