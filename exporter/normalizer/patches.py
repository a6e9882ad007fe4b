"""The text as the character passes leave it, aligned with the source it came from.

A pass says what it would edit in the text it is shown; the runner applies that and keeps, for every place that reads
otherwise than the source, one patch in the source's own offsets. So a pass knows nothing of records, and the record
cannot miss a pass.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple


class Edit(NamedTuple):
    """In the text that a pass is shown, `[start, end)` is to read `after`. Edits come in order and do not overlap."""

    start: int
    end: int
    after: str


@dataclass(frozen=True, slots=True)
class Patch:
    """`[start, end)` of the source reads `after`, by these rules."""

    start: int
    end: int
    after: str
    rules: tuple[str, ...]


@dataclass(frozen=True)
class PatchedText:
    """The source, its patches in order, and the text that they give.

    `cuts`: where a line of the text was cut in two. What was taken out at such a place belongs to the stretch before.
    """

    source: str
    text: str
    patches: tuple[Patch, ...] = ()
    cuts: frozenset[int] = frozenset()

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """Where in `text` each patch begins."""
        starts, shift = [], 0
        for patch in self.patches:
            starts.append(patch.start + shift)
            shift += len(patch.after) - (patch.end - patch.start)
        return tuple(starts)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the source that `[start, end)` of the text came from.

        What was taken out at its very ends is not part of it.
        """
        return self._source_offset(start, bisect_right(self._starts, start)), self._source_offset(
            end, bisect_left(self._starts, end), ends=True
        )

    def span_with_ends(self, start: int, end: int) -> tuple[int, int]:
        """Return the same stretch, with what was taken out at its ends."""
        last = bisect_left(self._starts, end)
        while last < len(self.patches) and self._starts[last] == end and not self.patches[last].after:
            last += 1
        first = (bisect_right if start in self.cuts else bisect_left)(self._starts, start)
        return self._source_offset(start, first), self._source_offset(end, last, ends=True)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the text the stretch `[start, end)` of the source reads; a patch that it touches is whole."""
        return self._text_offset(start), self._text_offset(end, ends=True)

    def _text_offset(self, offset: int, *, ends: bool = False) -> int:
        index = bisect_left(self.patches, offset, key=attrgetter("start"))
        if index == 0:
            return offset
        patch, begin = self.patches[index - 1], self._starts[index - 1]
        if offset < patch.end:
            return begin + (len(patch.after) if ends else 0)
        return begin + len(patch.after) + offset - patch.end

    def _source_offset(self, offset: int, index: int, *, ends: bool = False) -> int:
        """Return where `offset` lies in the source; `index` counts the patches that begin before it.

        Inside a patch there is no such place: a span that ends there takes in the whole patch, as one that starts.
        """
        if index == 0:
            return offset
        patch, inside = self.patches[index - 1], offset - self._starts[index - 1]
        if inside >= len(patch.after):
            return patch.end + inside - len(patch.after)
        return patch.end if ends else patch.start


def edited(text: PatchedText, edits: Iterable[Edit], rule: str) -> PatchedText:
    """Return the text with the edits of one pass applied and recorded under `rule`."""
    pieces: list[str] = []
    placed: list[tuple[int, int, Patch]] = []  # with the stretch each patch covers in the text before the edits
    waiting = [
        (begin, begin + len(patch.after), patch) for begin, patch in zip(text._starts, text.patches, strict=True)
    ]
    waiting.reverse()
    shown = text.text
    done = shift = 0  # shift: how far behind the source the text is, after the last patch that was there before
    for edit in edits:
        if shown[edit.start : edit.end] == edit.after:
            continue
        pieces += (shown[done : edit.start], edit.after)
        done = edit.end
        while waiting and waiting[-1][1] <= edit.start and waiting[-1][0] < edit.end:
            _, finish, patch = waiting[-1]
            shift = patch.end - finish
            placed.append(waiting.pop())
        if (placed and placed[-1][1] > edit.start) or (waiting and waiting[-1][0] < edit.end):
            shift = _place(text, edit, rule, placed, waiting, shift)
        else:
            patch = Patch(edit.start + shift, edit.end + shift, edit.after, (rule,))
            placed.append((edit.start, edit.end, patch))
    pieces.append(shown[done:])
    placed += reversed(waiting)
    return PatchedText(text.source, "".join(pieces), tuple(patch for _, _, patch in placed))


def _place(
    text: PatchedText,
    edit: Edit,
    rule: str,
    placed: list[tuple[int, int, Patch]],
    waiting: list[tuple[int, int, Patch]],
    shift: int,
) -> int:
    """Make one patch of the edit and of the earlier patches that it touches; return the shift after it."""
    touched = [placed.pop()] if placed and placed[-1][1] > edit.start else []
    while waiting and waiting[-1][0] < edit.end:
        touched.append(waiting.pop())
        shift = touched[-1][2].end - touched[-1][1]
    begin, finish, after = edit.start, edit.end, edit.after
    start, end = text.span(edit.start, edit.end)
    (first_begin, first_end, first), (_, last_end, last) = touched[0], touched[-1]
    if first_begin < begin:  # what stands of the first patch before the edit, counted from the patch's end
        after = first.after[: len(first.after) - (first_end - begin)] + after
    if last_end > finish:
        after += last.after[len(last.after) - (last_end - finish) :]
    begin, finish = min(begin, first_begin), max(finish, last_end)
    start, end = min(start, first.start), max(end, last.end)
    rules = tuple(dict.fromkeys((*(name for _, _, patch in touched for name in patch.rules), rule)))
    placed.append((begin, finish, Patch(start, end, after, rules)))
    return shift
