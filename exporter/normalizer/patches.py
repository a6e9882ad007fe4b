"""The text as the character passes leave it, aligned with the source it came from.

A pass says what it would edit in the text it is shown; the runner applies that and keeps, for every place that reads
otherwise than the source, one change in the source's own offsets. So a pass knows nothing of records, and the record
cannot miss a pass.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import attrgetter

from exporter.normalizer.provenance import Change

Edit = tuple[int, int, str]
"""`(start, end, after)`: in the text that a pass is shown, `[start, end)` is to read `after`. Edits come in order and
do not overlap."""


@dataclass(frozen=True)
class PatchedText:
    """The source, its changes in order, and the text that they give."""

    source: str
    text: str
    changes: tuple[Change, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        """Where in `text` each change begins."""
        return [change.start - shift for change, shift in zip(self.changes, self._shifts, strict=False)]

    @cached_property
    def _shifts(self) -> list[int]:
        """How far behind the source the text is before the first change, and after each."""
        lengths = (change.end - change.start - len(change.after) for change in self.changes)
        return list(accumulate(lengths, initial=0))

    @cached_property
    def _finishes(self) -> list[int]:
        """Where in the source what comes before the first change finishes, and each change."""
        return [0, *map(attrgetter("end"), self.changes)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the source that `[start, end)` of the text came from.

        What was taken out at its very ends is not part of it.
        """
        return self._source_offset(start, bisect_right(self._starts, start)), self._source_offset(
            end, bisect_left(self._starts, end), ends=True
        )

    def spans(self, stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the same for stretches that lie apart and in order, each with what was taken out at its ends.

        What was taken out where two of them meet belongs to the first. They are walked once, along with the changes.
        """
        starts, shifts, finishes, changes, found = self._starts, self._shifts, self._finishes, self.changes, []
        index, count = bisect_left(starts, stretches[0][0]) if stretches else 0, len(starts)
        for start, end in stretches:
            while index < count and starts[index] < start:
                index += 1
            begin = start + shifts[index]
            if begin < finishes[index]:
                begin = changes[index - 1].start
            while index < count and (starts[index] < end or (starts[index] == end and not changes[index].after)):
                index += 1
            found.append((begin, max(end + shifts[index], finishes[index])))
        return found

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the text `[start, end)` of the source reads; a change that it touches counts as a whole."""
        return self._text_offset(start), self._text_offset(end, ends=True)

    def _text_offset(self, offset: int, *, ends: bool = False) -> int:
        index = bisect_left(self.changes, offset, key=attrgetter("start"))
        if index == 0:
            return offset
        change, begin = self.changes[index - 1], self._starts[index - 1]
        if offset < change.end:
            return begin + (len(change.after) if ends else 0)
        return begin + len(change.after) + offset - change.end

    def _source_offset(self, offset: int, index: int, *, ends: bool = False) -> int:
        """Return where `offset` lies in the source; `index` counts the changes that begin before it.

        Inside a change there is no such place: a span that ends there takes in the whole change, as one that starts.
        """
        place = offset + self._shifts[index]
        if index and place < self.changes[index - 1].end:
            return self.changes[index - 1].end if ends else self.changes[index - 1].start
        return place


def edited(text: PatchedText, edits: Iterable[Edit], rule: str) -> PatchedText:
    """Return the text with the edits of one pass applied and recorded under `rule`."""
    source, shown = text.source, text.text
    edits = [edit for edit in edits if shown[edit[0] : edit[1]] != edit[2]]
    if not edits:
        return text
    pieces: list[str] = []
    changes: list[Change] = []
    earlier, starts, shifts = text.changes, (*text._starts, len(shown) + 1), text._shifts
    done = 0  # up to where the text is edited
    placed = reached = 0  # how many of the earlier changes are, and up to where those that an edit touches reach
    for begin, finish, after in edits:
        pieces += (shown[done:begin], after)
        done = finish
        while starts[placed] < finish and earlier[placed].end - shifts[placed + 1] <= begin:
            changes.append(earlier[placed])
            placed += 1
        if reached <= begin and finish <= starts[placed]:
            start, end = begin + shifts[placed], finish + shifts[placed]
            changes.append(Change(rule, start, end, source[start:end], after))
            continue
        touched = [changes.pop()] if reached > begin else []
        before = len(touched[0].after) - (reached - begin) if touched else max(0, begin - starts[placed])
        while starts[placed] < finish:
            touched.append(earlier[placed])
            placed += 1
        reached = earlier[placed - 1].end - shifts[placed]
        changes.append(_in_one(text, (begin, finish, after), rule, touched, before, max(0, reached - finish)))
    pieces.append(shown[done:])
    return PatchedText(source, "".join(pieces), (*changes, *earlier[placed:]))


def _in_one(text: PatchedText, edit: Edit, rule: str, touched: Sequence[Change], before: int, behind: int) -> Change:
    """Return an edit and the earlier changes that it touches as one change: so many characters of the first of these
    stand before the edit, so many of the last behind it."""
    begin, finish, after = edit
    first, last = touched[0], touched[-1]
    start, end = text.span(begin, finish)
    start, end = min(start, first.start), max(end, last.end)
    after = first.after[:before] + after + last.after[len(last.after) - behind :]
    rules = [name for change in touched for name in change.rule.split("+")]
    return Change("+".join(dict.fromkeys([*rules, rule])), start, end, text.source[start:end], after)
