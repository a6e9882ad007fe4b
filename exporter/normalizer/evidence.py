"""What speaks for a passage's role: readable signs, the same in every newspaper.

A sign is a short string, such as `end open` or `words go on 3`. Lengths, gaps and indents are told relative to the
edition they stand in; no word of an article is one. A model gives each sign a weight for each role (see `weights`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from exporter.normalizer import likeness, seams
from exporter.normalizer.forms import BODY_FORMS, FURNITURE_FORMS, HEAD_FORMS, end_of, form_of
from exporter.normalizer.passage import CLOSERS, HAN_CLASS, PAUSES, SENTENCE_END, Passage
from exporter.normalizer.patterns import DECK, HEAD_LENGTH, OPENING, is_credited
from exporter.normalizer.surroundings import Surroundings

LENGTHS = (4, 7, 10, 13, 17, 22, 28, 36, 48, 64, 110)
"""Where the classes of length part, in characters."""
SHARES = (0.001, 0.12, 0.25, 0.4, 0.6)
"""Where the classes of likeness part: the share of a head's words that stand in another text."""
TOPICS = (0.02, 0.05, 0.09, 0.14)
"""Where the classes of likeness of two sections part: the share of pairs of characters that both have."""
LONG_SECTION = 2
"""Passages of body beyond which an item in a column of short items is no short one."""
SHORTEST_QUOTE = 12
"""Fewer characters may stand in another text by chance."""
NEAR = 20
"""How far around a passage its like is looked for, in passages."""
NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,2}[）)、.．](?!\d)"
    r"|第[一二三四五六七八九十百]{1,4}[章节条]|[①-⑳]"
)
SPOKEN = re.compile(rf"[{HAN_CLASS}·]{{1,8}}：")
FUNCTION_WORDS = re.compile("[的了着是在就也都还]")
"""Words that sentences are full of and headlines do without."""
BOUND = frozenset(CLOSERS + SENTENCE_END + PAUSES)
"""Characters that begin no line."""


@cache
def _shape(form: str, end: str, length: int) -> tuple[str, ...]:
    return f"length {length}", f"form {form}", f"end {end}", f"form {form}, end {end}"


@cache
def _beside(side: str, neighbour: str, form: str) -> tuple[str, str]:
    return f"{side} {neighbour}", f"{side} {neighbour}, form {form}"


@dataclass(frozen=True)
class Evidence:
    """The passages of an edition, with what is usual in it."""

    passages: Sequence[Passage]

    @cached_property
    def forms(self) -> list[str]:
        """What each passage looks like by itself."""
        return [form_of(passage) for passage in self.passages]

    @cached_property
    def usual_gap(self) -> int:
        """How many blank lines stand before a paragraph, mostly."""
        gaps = Counter(p.gap for p in self.passages[1:] if p.has_sentence)
        return max(gaps, key=lambda gap: (gaps[gap], -gap), default=len(self.passages))

    @cached_property
    def mostly_indented(self) -> bool:
        """Whether most paragraphs are indented."""
        body = [p.indented for p in self.passages if p.has_sentence]
        return 2 * sum(body) > len(body)

    @cached_property
    def credited(self) -> str:
        """Whether heads tend to have credits or lead words after them in this edition: none, few, some or most."""
        credit_lines = sum(form in ("credit", "lead") for form in self.forms)
        heads = sum(before == "head" and after != "head" for before, after in pairwise([*self.forms, "end"]))
        return (
            "most"
            if credit_lines * 2 > heads
            else "some"
            if credit_lines * 5 > heads
            else "few"
            if credit_lines
            else "none"
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

    def near_picture(self, i: int) -> bool:
        """Whether a caption known by its credit stands nearby, so that this may be one too."""
        return "caption" in self.forms[max(0, i - 2) : i + 3]

    def quoted(self, i: int) -> bool:
        """Return whether a passage stands whole in one after it: a quote set above a text, and no piece of one."""
        text = self.passages[i].text
        return len(text) >= SHORTEST_QUOTE and any(text in p.text for p in self.passages[i + 1 : i + NEAR])

    def signs(self, i: int) -> list[str]:
        """Return the signs of the passage at place `i`, all but its `topic`."""
        signs = ["any", *self._own(i), *self._around(i)]
        if self.is_head(i):
            signs += self._as_head(i)
        if i and not self.passages[i - 1].ends_sentence:
            signs += self._at_break(i)
        return signs

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """The signs that `topic` tells apart in this edition."""
        return tuple(f"topic {kind}, credits {self.credited}" for kind in range(len(TOPICS) + 1))

    def topic(self, i: int) -> tuple[str, ...]:
        """Return the sign of how much alike the sections before and after a head are, where it has both, and words."""
        before, after = self._sections(*self._run(i))
        if not (before and after and likeness.pairs(self.passages[i].text)):
            return ()
        return (self.topics[bisect_right(TOPICS, likeness.common(before, after))],)

    def _form(self, i: int) -> str:
        return self.forms[i] if i < len(self.forms) else "end"

    def _own(self, i: int) -> list[str]:
        """Return what a passage is like by itself."""
        passage, form = self.passages[i], self.forms[i]
        text, end, short = passage.text, end_of(passage), len(passage.text) <= HEAD_LENGTH
        signs = [
            sign
            for sign, holds in (
                ("sentence inside", text.find("。", 0, -1) >= 0),
                ("list comma inside", "、" in text),
                ("semicolon inside", text.find("；", 0, -1) >= 0),
                ("starts bound", text[0] in BOUND),
                ("numbered", NUMBERED.match(text)),
                ("spoken", form not in HEAD_FORMS and SPOKEN.match(text)),
                ("opening", OPENING.match(text)),
                ("photo credit", is_credited(text)),
                ("reporter", len(text) < 40 and "记者" in text),
                ("deck", short and DECK.match(text)),
                ("closes", passage.closes),
            )
            if holds
        ]
        signs += _shape(form, end, bisect_right(LENGTHS, len(text)))
        if "，" in text:
            signs += ("comma inside", f"comma inside, end {end}")
        if text[0] in "“《（":
            signs.append(f"opens {text[0]}")
        if short:
            signs.append(f"function words {min(3, len(FUNCTION_WORDS.findall(text)))}")
        return signs

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
        if i and passages[i].gap != self.usual_gap:
            signs.append("gap more" if passages[i].gap > self.usual_gap else "gap less")
        if i and passages[i - 1].closes:
            signs.append("after a closing note")
        if self.mostly_indented and not passages[i].indented:
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
        return f"{end_of(passage)} {'body' if passage.has_sentence else 'head' if form == 'head' else 'short'}"

    def _as_head(self, i: int) -> Iterator[str]:
        """Yield how far the words of a head go on after it, and what the sections before and after it are like."""
        start, end = self._run(i)
        siblings = self._siblings(i)
        yield f"siblings {siblings}"
        yield f"siblings {siblings}, comma {'，' in self.passages[i].text}"
        if end < len(self.passages) and OPENING.match(self.passages[end].text):
            yield f"body opens as a report, credits {self.credited}"
        section = self._section(end)
        yield f"section {section}, credits {self.credited}"
        if self.roundups[i]:
            yield f"roundup {self.roundups[i]}"
            yield f"roundup {self.roundups[i]}, section {section}"
            yield f"roundup {self.roundups[i]}, after {self._form(i + 1)}"
        pairs = likeness.pairs(self.passages[i].text)
        if not pairs:
            return
        before, after = self._sections(start, end)
        ahead, behind = likeness.share(pairs, after), likeness.share(pairs, before)
        yield f"words go on {bisect_right(SHARES, ahead)}"
        yield f"words come from before {bisect_right(SHARES, behind)}"
        lead = bisect_right((-0.2, -0.05, 0.05, 0.2, 0.4), ahead - behind)
        yield f"words ahead less behind {lead}, credits {self.credited}"
        yield f"credits {self.credited}, after {self._form(end)}"

    def _at_break(self, i: int) -> Iterator[str]:
        """Yield what speaks for the passage going on the one before it, which ends in the middle of a sentence."""
        before, after = self.passages[i - 1].text, self.passages[i].text
        for sign in seams.signs(before, after):
            yield f"seam {sign}"
        yield f"seam stands elsewhere {self._surroundings.shared(i, before, after)}"
        if self._surroundings.opens(i):
            yield "seam opens as sentences do"
        if self.is_head(i - 1):
            yield f"seam siblings {self._siblings(i - 1)}"
            echo = likeness.share(likeness.pairs(before), after[: likeness.REACH])
            yield f"seam echo {bisect_right(SHARES, echo)}"

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
        before = self._body(range(start - 1, max(start - 4, -1), -1))
        return before, self._body(range(end, min(end + 3, len(self.passages))))

    def _section(self, end: int) -> int:
        """Return how many passages of body, up to four, follow the run of heads that ends there."""
        count = 0
        while count < 4 and self._form(end + count) in BODY_FORMS:
            count += 1
        return count

    @cached_property
    def _lone_heads(self) -> list[int]:
        """The places of heads that stand alone between passages of body."""
        forms = self.forms
        return [
            k
            for k in range(1, len(forms) - 1)
            if forms[k] == "head" and forms[k - 1] in BODY_FORMS and forms[k + 1] in BODY_FORMS
        ]

    def _siblings(self, i: int) -> int:
        """Return how many passages nearby look like this head, up to three: subheads come in numbers, broken paragraphs
        and headlines less so."""
        text, heads = self.passages[i].text, self._lone_heads
        found = 0
        for k in heads[bisect_left(heads, i - NEAR) : bisect_left(heads, i + NEAR)]:
            other = self.passages[k].text
            if k != i and 2 * len(text) < 3 * len(other) < 5 * len(text):
                found += ("，" in text) == ("，" in other)
        return min(found, 3)

    def _body(self, places: range) -> str:
        """Return the beginnings of the passages of body at these places."""
        texts = [
            self.passages[place].text[: likeness.REACH] for place in places if self.forms[place] in ("body", "lead")
        ]
        return "".join(texts)[: 2 * likeness.REACH]
