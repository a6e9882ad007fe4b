"""Heads that print sets over several lines, put together: what one line leaves open the next one goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from exporter.edition import Role
from exporter.normalizer.columns import half_ems
from exporter.normalizer.forms import form_of
from exporter.normalizer.passage import CLOSERS, Passage, between, together, trimmed
from exporter.normalizer.patterns import HEAD_LENGTH, OPENING, REPORTER, is_name
from exporter.normalizer.printed_lines import INDENT, unit_width
from exporter.normalizer.roles import read_marks
from exporter.normalizer.seams import signs
from exporter.normalizer.words import is_word

BELOW = 12
"""In how many passages below a head the characters across its break are looked for: there they are words."""
FIRST = frozenset({"head", "column", "long", "dash"})
FURTHER = FIRST - {"dash"}
"""What the first line of a head looks like, and what the others do: a dash begins a subtitle of its own."""
GOES_ON = frozenset(
    {"word across", "open closes", "pause", "bound end", "bound start", "latin across", "number across"}
)
"""Signs that the one line of a head is not its end."""
LONGEST = 28
"""No line of a head that ends with a pause is longer, in characters."""
SHORT, SHORTEST = 9, 6
"""Longer lines, in characters, are a kicker's rather than a deck's; shorter ones are no kicker's."""
BALANCED = 1.3
"""How many times as long the second line of a deck is at the most."""
COLUMN = re.compile(r"[（(][^（）()]{2,24}[）)]$")
"""The name of a column, at a headline's end."""
CREDITED_HEAD = re.compile(r"(?P<head>.{4,}?)(?:(?<=[）)”]) ?| )(?P<credit>本[报刊]\S*记者.*|[^（），。：]{2,20})")
SAYS = re.compile("(?:强调|指出|表示|介绍|认为|要求)$")
"""How a kicker ends: what is said is the headline."""
BRACKETED = re.compile(r"[（(][^（）()]{2,24}[）)]")

REST = 3
"""What stands alone below a long line of a head and is no longer, in characters, is its rest, if it is a word."""
LONG = 14
"""A line of a head that may leave so little over is so long, in characters, at the least."""
FEWEST_FULL = 2
"""So many lines of heads that fill a measure, of which one surely goes on, prove that heads are set at it."""


class _Break(Struct, frozen=True, gc=False):
    """Where a line of a head ends and another follows: how wide the two are, and what of the other cannot be parted.

    `sure`: what stands there shows that the head goes on.
    """

    width: int
    after: int
    unit: int
    sure: bool

    def is_full(self, measure: int) -> bool:
        """Return whether the line fills the measure, so that what follows had to go down, where it fits as well."""
        return self.width <= measure < self.width + self.unit and self.after <= measure


def joined_heads(passages: Sequence[Passage], measure: int) -> tuple[Passage, ...]:
    """Return the passages, credits parted from the head before them, and the lines of one head joined.

    `measure` is the commonest of the text, in half ems.
    Where nothing shows that a line goes on the one before, but both are of one head, a space parts them, as it does
    the lines of a deck: the line's end stands for it.
    """
    read = read_marks([piece for passage in passages for piece in _parted(passage)])
    forms = ["" if _is_text(passage, measure) else _head_form(passage) for passage in read]
    measures = _measures([_break(read[i], read[i + 1]) for i in range(len(read) - 1) if forms[i] and forms[i + 1]])
    alone = 0  # how many heads that stay apart follow each other here
    joined: list[Passage] = []
    for i, passage in enumerate(read):
        alone = alone if forms[i] else 0
        if not alone or forms[i] not in FURTHER or not _may_join(joined[-1].text, passage.text):
            joined.append(passage)
            alone += bool(forms[i])
        elif _goes_on(joined[-1], passage, read[i + 1 : i + BELOW], measures):
            joined[-1] = together(joined[-1], passage, seam=False)
        elif _begins_article(read, forms, i) and _is_deck(joined[-1], passage, measures, kicked=alone > 1):
            joined[-1] = together(_with_space(joined[-1]), passage, seam=False)
        else:
            joined.append(passage)
            alone += 1
    return tuple(structs.replace(passage, role=None, closes=False) for passage in joined)


def _parted(passage: Passage) -> Iterator[Passage]:
    """Yield a passage, parted where a head and its credit stand on one line."""
    match = CREDITED_HEAD.fullmatch(passage.text) if len(passage.ranges) == 1 else None
    credit = match["credit"] if match else ""
    if match and (REPORTER.match(credit) or (match["head"][-1] in CLOSERS and is_name(credit))):
        (start, end), middle = passage.ranges[0], passage.ranges[0][0] + match.start("credit")
        for piece in (between(passage, start, middle), between(passage, middle, end)):
            if piece := trimmed(piece):
                yield piece
    else:
        yield passage


def _head_form(passage: Passage) -> str:
    """Return the form of a passage that may be a line of a head, which may end with a pause; else nothing."""
    form = form_of(passage) if passage.role is None else ""
    if form == "clause" and len(passage.text) <= LONGEST and passage.text[-1] in "，、：":
        return "head"
    return form if form in FIRST else ""


def _may_join(before: str, after: str) -> bool:
    """Return whether two lines may be of one head: the first ends as none does that is whole, as a note in brackets."""
    if before.endswith("——") or SAYS.search(before) or (before[0] in "（(" and before[-1] in "）)"):
        return False
    return len(before) + len(after) <= HEAD_LENGTH


def _is_text(passage: Passage, measure: int) -> bool:
    """Return whether a passage is of lines of the text's measure, which a head in its own size fills by chance only."""
    start, end = passage.ranges[0]
    room = measure - half_ems(passage.text[: end - start])
    return len(passage.ranges) > 1 and (abs(room) <= 1 or abs(room - INDENT) <= 1)


def _goes_on(before: Passage, after: Passage, below: Sequence[Passage], measures: Sequence[int]) -> bool:
    """Return whether what stands at the break shows that the head is not whole before it, or that it had to be broken
    there."""
    line = _break(before, after)
    if line.sure or BRACKETED.fullmatch(after.text) or any(line.is_full(measure) for measure in measures):
        return True
    if len(after.text) <= REST and len(before.text) >= LONG and is_word(after.text) and not is_name(after.text):
        return True
    across = before.text[-2:] + after.text[0], before.text[-1] + after.text[:2]
    return not _fits(line, measures) and any(piece in passage.text for passage in below for piece in across)


def _break(before: Passage, after: Passage) -> _Break:
    """Return the break between the last line of a passage and the first of another."""
    (start, end), (first, last) = before.ranges[-1], after.ranges[0]
    line, other = before.text[start - end :], after.text[: last - first]
    sure = not GOES_ON.isdisjoint(signs(before.text, after.text))
    return _Break(half_ems(line), half_ems(other), unit_width(other), sure)


def _measures(breaks: Sequence[_Break]) -> list[int]:
    """Return the measures that heads are set at, each in its size: several lines fill one, and none goes beyond it."""
    found = []
    for measure in sorted({line.width for line in breaks}):
        full = [line for line in breaks if line.is_full(measure)]
        wider = [line for line in breaks if line.width == measure < line.after]
        if len(full) >= FEWEST_FULL and any(line.sure for line in full) and len(full) > 2 * len(wider):
            found.append(measure)
    return found


def _fits(line: _Break, measures: Sequence[int]) -> bool:
    """Return whether what follows a line would have stood on it, where heads are broken only where they must be."""
    return bool(measures) and line.width + line.unit <= max(measures)


def _begins_article(read: Sequence[Passage], forms: Sequence[str], i: int) -> bool:
    """Return whether the heads at place `i` stand over a credit or a report's first words, so that they are no
    subhead's."""
    while i < len(read) and forms[i]:
        i += 1
    if i == len(read):
        return False
    return read[i].role is Role.BYLINE or form_of(read[i]) in ("lead", "name") or bool(OPENING.match(read[i].text))


def _is_deck(line: Passage, other: Passage, measures: Sequence[int], *, kicked: bool) -> bool:
    """Return whether two lines that are whole each are a headline's two lines, and not a kicker and a headline.

    The lines of a deck are short and as good as balanced, or of one length under a kicker. On pages set in eight ways
    43 of 63 decks are so, and 1 of 99 kickers and subtitles beside a headline.
    """
    if _fits(_break(line, other), measures):
        return False
    before, after = line.text, COLUMN.sub("", other.text)
    if kicked:
        return 4 * abs(len(before) - len(after)) <= max(len(before), len(after))
    return len(before) <= SHORT and (len(before) <= SHORTEST or len(after) <= BALANCED * len(before))


def _with_space(passage: Passage) -> Passage:
    """Return a passage with the first character of the white space after it, which stands for a space."""
    *ranges, (start, end) = passage.ranges
    return structs.replace(passage, text=passage.text + " ", ranges=(*ranges, (start, end + 1)))
