"""Where a text is set in columns, and at what measure: told from the lines' own widths, stretch by stretch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, pairwise
from math import ceil
from operator import sub

from msgspec import Struct

from exporter.normalizer.words import word_across

MEASURES = range(8, 61)
"""The measures, in characters, that a printed column has. A longer line is a paragraph."""
FULL_WEIGHT = 1.5
"""What a full line weighs for a column against 1 of a line that is not: where fewer than two lines in five are full,
no column is seen. Measured on 360 pages: hard-wrapped ones lie above 0.6, others below 0.1."""
LEEWAY = 3
"""As many lines that are not full may stand between a head that is full and the column below it."""
MARGIN = 8
"""As many lines beside the first and last full ones belong to a column."""
FEWEST_FULL = 4
"""Fewer full lines than this prove no measure."""
WIDEST_GAP = 40
"""More lines than this between two full ones, and they are of two columns."""
FEWEST_WORDS = 0.1
"""The share of full lines that break off inside a dictionary word. In running text a third do, in verse and in lists,
whose lines may be all as long, next to none."""
SAMPLE = 100
"""So many full lines are enough to tell running text by."""
SQUEEZED = 0.8
"""What a line half an em off the measure counts for: lines that are full to the point are the better proof."""


class Line(Struct, frozen=True, gc=False):
    """A physical line, without the white space at its ends. `gap` counts the blank lines before it.

    `spaced`: a space stands at its end, which between words is the line's own.
    """

    text: str
    start: int
    end: int
    indented: bool
    gap: int
    spaced: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A stretch of lines, `[start, end)`, set at one measure.

    `width` is the measure, in the units of `measure`, of which `em` make one Han character. `slack` is how far, in
    the same units, a full line may be off it: none where lines were cut by counting, half an em where a typesetter
    squeezed and stretched them.
    """

    start: int
    end: int
    measure: Callable[[str], int]
    em: int
    width: int
    slack: int


def half_ems(text: str) -> int:
    """Return the width of the text in half ems: ASCII is half as wide as Han."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def columns_of(lines: Sequence[Line]) -> tuple[Column, ...]:
    """Return the columns, in order and apart.

    A line counts with its indent (two characters). It is measured in code points and in ems, and where the two give
    columns that overlap, the one with more full lines holds.
    """
    found = [
        stretch
        for measure, em, slacks in ((len, 1, (0,)), (half_ems, 2, (0, 1)))
        for stretch in _stretches(lines, measure, em, slacks)
    ]
    found.sort(key=lambda pair: -len(pair[0]) * (SQUEEZED if pair[1].slack else 1))
    taken = bytearray(len(lines))
    columns: list[Column] = []
    for full, column in found:
        for free in _free(full, taken):
            if len(free) >= FEWEST_FULL and is_prose(lines, free):
                taken[free[0] : free[-1] + 1] = b"\1" * (free[-1] + 1 - free[0])
                columns.append(replace(column, start=free[0], end=free[-1] + 1))
    columns.sort(key=lambda column: column.start)
    return tuple(_with_margins(columns, len(lines)))


def _with_margins(columns: Sequence[Column], count: int) -> Iterator[Column]:
    """Yield the columns with the few lines beside each, of a head or a paragraph's end, that are no other's."""
    at = 0
    for place, column in enumerate(columns):
        following = columns[place + 1].start if place + 1 < len(columns) else count
        end = min(column.end + MARGIN, following)
        yield replace(column, start=max(column.start - MARGIN, at), end=end)
        at = end


def _free(full: Sequence[int], taken: bytearray) -> list[list[int]]:
    """Return the full lines that no column has taken, in pieces between which none has taken any."""
    pieces: list[list[int]] = [[]]
    for before, index in pairwise([full[0], *full]):
        if taken[index]:
            continue
        if pieces[-1] and taken.find(1, before, index) >= 0:
            pieces.append([])
        pieces[-1].append(index)
    return pieces


def _stretches(
    lines: Sequence[Line], measure: Callable[[str], int], em: int, slacks: Sequence[int]
) -> Iterator[tuple[Sequence[int], Column]]:
    """Yield the full lines of each stretch in which many lines have one width, and the stretch as a column."""
    full: dict[int, list[int]] = defaultdict(list)
    longest = MEASURES[-1] * em
    for index, line in enumerate(lines):
        if len(line.text) <= longest:
            full[measure(line.text) + 2 * em * line.indented].append(index)
    for width, exact in full.items():
        for slack in slacks if width // em in MEASURES else ():
            near = [full.get(width + off, []) for off in range(-slack, slack + 1)]
            if len(exact) < max(map(len, near)) or sum(map(len, near)) < FEWEST_FULL:
                continue
            for stretch in _dense(sorted(chain.from_iterable(near)) if slack else exact):
                if len(stretch) >= FEWEST_FULL:
                    yield stretch, Column(stretch[0], stretch[-1] + 1, measure, em, width, slack)


def _dense(indices: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield the runs of indices that lie close together: each one counts for them, each gap against them."""
    start, best, score, top = 0, 0, FULL_WEIGHT, FULL_WEIGHT
    for place, step in enumerate(map(sub, indices[1:], indices), 1):
        score -= step - 1
        if score < -LEEWAY or step - 1 > WIDEST_GAP:
            yield indices[start : best + 1]
            start, score, top = place, 0.0, 0.0
        score += FULL_WEIGHT
        if score >= top:
            best, top = place, score
    yield indices[start : best + 1]


def is_prose(lines: Sequence[Line], full: Sequence[int]) -> bool:
    """Return whether full lines are of running text, by the words that they break off in."""
    sample = full[:: len(full) // SAMPLE + 1]
    cut = (True for i in sample if i + 1 < len(lines) and word_across(lines[i].text, lines[i + 1].text))
    return next(islice(cut, max(0, ceil(FEWEST_WORDS * len(sample)) - 1), None), False)
