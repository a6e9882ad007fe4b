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


_Placed = tuple[int, int, Change]
"""A change, and the stretch `[begin, finish)` that it covers in the text before the edits."""


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
        lengths = (end - start - len(after) for _, start, end, _, after in self.changes)
        return list(accumulate(lengths, initial=0))

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
        starts, changes, found = self._starts, self.changes, []
        index = bisect_left(starts, stretches[0][0]) if stretches else 0
        for start, end in stretches:
            while index < len(starts) and starts[index] < start:
                index += 1
            begin = self._source_offset(start, index)
            while index < len(starts) and (starts[index] < end or (starts[index] == end and not changes[index].after)):
                index += 1
            found.append((begin, self._source_offset(end, index, ends=True)))
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
    placed: list[_Placed] = []
    waiting = [
        (begin, begin + len(change.after), change) for begin, change in zip(text._starts, text.changes, strict=True)
    ]
    waiting.reverse()
    done = shift = 0  # shift: how far behind the source the text is, after the last change that was there before
    for begin, finish, after in edits:
        pieces += (shown[done:begin], after)
        done = finish
        while waiting and waiting[-1][1] <= begin and waiting[-1][0] < finish:
            placed.append(waiting.pop())
            shift = placed[-1][2].end - placed[-1][1]
        if (placed and placed[-1][1] > begin) or (waiting and waiting[-1][0] < finish):
            shift = _place(text, (begin, finish, after), rule, placed, waiting, shift)
        else:
            start, end = begin + shift, finish + shift
            placed.append((begin, finish, Change(rule, start, end, source[start:end], after)))
    pieces.append(shown[done:])
    placed += reversed(waiting)
    return PatchedText(source, "".join(pieces), tuple([change for _, _, change in placed]))


def _place(text: PatchedText, edit: Edit, rule: str, placed: list[_Placed], waiting: list[_Placed], shift: int) -> int:
    """Make one change of the edit and of the earlier changes that it touches; return the shift after it."""
    begin, finish, after = edit
    touched = [placed.pop()] if placed and placed[-1][1] > begin else []
    while waiting and waiting[-1][0] < finish:
        touched.append(waiting.pop())
        shift = touched[-1][2].end - touched[-1][1]
    start, end = text.span(begin, finish)
    (first_begin, first_end, first), (_, last_end, last) = touched[0], touched[-1]
    if first_begin < begin:  # what stands of the first change before the edit, counted from the change's end
        after = first.after[: len(first.after) - (first_end - begin)] + after
    if last_end > finish:
        after += last.after[len(last.after) - (last_end - finish) :]
    start, end = min(start, first.start), max(end, last.end)
    rules = [name for _, _, change in touched for name in change.rule.split("+")]
    change = Change("+".join(dict.fromkeys([*rules, rule])), start, end, text.source[start:end], after)
    placed.append((min(begin, first_begin), max(finish, last_end), change))
    return shift
