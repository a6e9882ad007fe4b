"""What speaks for a passage's role: readable signs, the same in every newspaper.

A sign is a short string, such as `end open` or `words go on 3`. Lengths, gaps and indents are told relative to the
edition they stand in; no word of an article is one, but turns of phrase of heads are (see `phrases`). A model gives
each sign a weight for each role (see `weights`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from exporter.normalizer import house_leads, likeness, listings, seams
from exporter.normalizer.forms import BODY_FORMS, CREDIT_FORMS, FURNITURE_FORMS, HEAD_FORMS, end_of, form_of
from exporter.normalizer.grammar import JOINING
from exporter.normalizer.head_signs import ASKED, HeadSigns
from exporter.normalizer.own_signs import LENGTHS, own_signs
from exporter.normalizer.passage import Passage
from exporter.normalizer.patterns import OPENING
from exporter.normalizer.series import series
from exporter.normalizer.surroundings import Surroundings
from exporter.normalizer.usual import Usual, usual_of

SHARES = (0.001, 0.12, 0.25, 0.4, 0.6)
"""Where the classes of likeness part: the share of a head's words that stand in another text."""
LEADS = (-0.2, -0.05, 0.05, 0.2, 0.4)
"""Where the classes of the difference of two such shares part."""
LONG_SECTION = 2
"""Passages of body beyond which an item in a column of short items is no short one."""
SHORTEST_QUOTE = 12
"""Fewer characters may stand in another text by chance."""
NEAR = 20
"""How far around a passage its like is looked for, in passages."""


@cache
def _beside(side: str, neighbour: str, form: str) -> tuple[str, str]:
    return f"{side} {neighbour}", f"{side} {neighbour}, form {form}"


@dataclass(frozen=True)
class Evidence:
    """The passages of an edition, or of a part of one, of which it is `known` what is usual in the whole."""

    passages: Sequence[Passage]
    known: Usual | None = None

    @cached_property
    def forms(self) -> list[str]:
        """What each passage looks like by itself."""
        return [form_of(passage) for passage in self.passages]

    @cached_property
    def listed(self) -> frozenset[int]:
        """The places of lines in verse, tables and lists, which are no heads."""
        return listings.listed(self.forms)

    @cached_property
    def in_series(self) -> frozenset[int]:
        """The places of passages in numbered series, which begin no article."""
        return series(self.passages)

    @cached_property
    def _sentences(self) -> list[bool]:
        """Whether a sentence ends inside each passage."""
        return [passage.has_sentence for passage in self.passages]

    @cached_property
    def usual(self) -> Usual:
        """What is usual in the edition."""
        return self.known or usual_of(self.passages, self.forms, self._sentences)

    def is_subhead(self, i: int) -> bool:
        """Return whether a head is a subhead: where the paper's headlines are known, it is shorter, and the text below
        has neither lead words nor a credit."""
        if not self.usual.headlines:
            return False
        start, end = house_leads.top_of_head(self.forms, i), house_leads.end_of_head(self.forms, i)
        return (
            self._form(end) in ("body", "clause")
            and CREDIT_FORMS.isdisjoint(self.forms[i:end])
            and house_leads.longest(self.passages, self.forms, start, end) < self.usual.headlines
        )

    @cached_property
    def roundups(self) -> list[str]:
        """How each passage stands in a column of short items: empty outside; else how the item before it was: `first`
        where there is none, `short` or `long`, `led` by lead words or `bare`."""
        found: list[str] = []
        state, body, led = "", 0, False
        for form in self.forms:
            if form in FURNITURE_FORMS:
                state = ""
            elif form in BODY_FORMS:
                body, led = body + 1, led or (form == "lead" and not body)
            elif state and body:
                state = f"{'long' if body > LONG_SECTION else 'short'} {'led' if led else 'bare'}"
                body, led = 0, False
            found.append(state)
            if form == "roundup":
                state, body, led = "first", 0, False
        return found

    def is_head(self, i: int) -> bool:
        """Whether a passage looks like a line of a head."""
        return self.forms[i] in HEAD_FORMS

    @cached_property
    def near_pictures(self) -> frozenset[int]:
        """The places near a caption known by its credit: what stands there may be one too."""
        return frozenset(k for i, form in enumerate(self.forms) if form == "caption" for k in range(i - 2, i + 3))

    @cached_property
    def _head_signs(self) -> HeadSigns:
        return HeadSigns(self.passages, self.forms)

    def quoted(self, i: int) -> bool:
        """Return whether a passage stands whole in one after it: a quote set above a text, and no piece of one."""
        text = self.passages[i].text
        return len(text) >= SHORTEST_QUOTE and any(text in p.text for p in self.passages[i + 1 : i + NEAR])

    def signs(self, i: int, states: Sequence[int]) -> list[str]:
        """Return the signs of the passage at place `i`, which can have these states (places in STATES): those of the
        break above it only if it may go on over it."""
        signs = ["any", *own_signs(self.passages[i], self.forms[i]), *self._around(i)]
        if self.forms[i] in ASKED:
            signs += self._as_head(i)
            signs += self._head_signs.signs(i)
        if not JOINING.isdisjoint(states):
            signs += self._at_break(i)
        return signs

    def _form(self, i: int) -> str:
        return self.forms[i] if i < len(self.forms) else "end"

    def _around(self, i: int) -> list[str]:
        """Return what stands before and after a passage, and how it is set off."""
        passages, form = self.passages, self.forms[i]
        before, after = self._before(i), self._form(i + 1)
        signs = [*_beside("before", before, form), *_beside("after", after, form)]
        if i > 1:
            signs.append(f"two before {self.forms[i - 2]}")
        if form in HEAD_FORMS and after in HEAD_FORMS:
            signs.append(f"after {after}, {self._form(i + 2)}")
        if i and after == "head":
            signs.append(f"between {before} and {after}")
        if i and passages[i].gap != self.usual.gap:
            signs.append("gap more" if passages[i].gap > self.usual.gap else "gap less")
        if i and passages[i - 1].closes:
            signs.append("after a closing note")
        if self.usual.indented and not passages[i].indented:
            signs += ("flush", f"flush, form {form}")
        if form == "head" and i + 1 < len(passages):
            signs.append(f"next length {bisect_right(LENGTHS, len(passages[i + 1].text))}")
            if after == "head":
                signs.append(f"longer than next {len(passages[i].text) > len(passages[i + 1].text)}")
        return signs

    def _before(self, i: int) -> str:
        """Return what stands before a passage, and how it ends."""
        if i == 0:
            return "start"
        passage, form = self.passages[i - 1], self.forms[i - 1]
        if passage.role:
            return form
        return f"{end_of(passage)} {'body' if self._sentences[i - 1] else 'head' if form == 'head' else 'short'}"

    def _as_head(self, i: int) -> list[str]:
        """Return how far the words of a head go on after it, and what the sections before and after it are like."""
        text, credited, roundup = self.passages[i].text, self.usual.credited, self.roundups[i]
        start, end = self._run(i)
        section = self._section(end)
        signs = [f"section {section}, credits {credited}"]
        if end < len(self.passages) and OPENING.match(self.passages[end].text):
            signs.append(f"body opens as a report, credits {credited}")
        if roundup:
            signs += (
                f"roundup {roundup}",
                f"roundup {roundup}, section {section}",
                f"roundup {roundup}, after {self._form(i + 1)}",
            )
        if pairs := likeness.pairs_of_head(text):
            before, after = self._sections(start, end)
            ahead, behind = likeness.share(pairs, after), likeness.share(pairs, before)
            signs += (
                f"words go on {bisect_right(SHARES, ahead)}",
                f"words come from before {bisect_right(SHARES, behind)}",
                f"words ahead less behind {bisect_right(LEADS, ahead - behind)}, credits {credited}",
                f"credits {credited}, after {self._form(end)}",
            )
        return signs

    def _at_break(self, i: int) -> list[str]:
        """Return what speaks for the passage going on the one before it, which ends in the middle of a sentence."""
        before, after = self.passages[i - 1].text, self.passages[i].text
        signs = [f"seam {sign}" for sign in seams.signs(before, after)]
        signs.append(f"seam stands elsewhere {self._surroundings.shared(i, before, after)}")
        if self._surroundings.opens(i):
            signs.append("seam opens as sentences do")
        return signs

    @cached_property
    def _surroundings(self) -> Surroundings:
        return Surroundings(self.passages)

    def _run(self, i: int) -> tuple[int, int]:
        """Return the run of heads that the passage stands in, `[start, end)`, four passages either way at the most."""
        start, end = i, i + 1
        while start and self.forms[start - 1] not in ("body", "lead") and i - start < 4:
            start -= 1
        while end < len(self.forms) and self.forms[end] not in ("body", "lead") and end - i < 4:
            end += 1
        return start, end

    def _sections(self, start: int, end: int) -> tuple[str, str]:
        """Return the body before and after a run of heads."""
        before, after = self._body(max(0, start - 3), start)[::-1], self._body(end, end + 3)
        return "".join(before)[: 2 * likeness.REACH], "".join(after)[: 2 * likeness.REACH]

    def _section(self, end: int) -> int:
        """Return how many passages of body, up to four, follow the run of heads that ends there."""
        count = 0
        while count < 4 and self._form(end + count) in BODY_FORMS:
            count += 1
        return count

    def _body(self, start: int, end: int) -> list[str]:
        """Return the beginnings of the passages of body in `[start, end)`."""
        near = zip(self.passages[start:end], self.forms[start:end], strict=True)
        return [passage.text[: likeness.REACH] for passage, form in near if form in ("body", "lead")]
