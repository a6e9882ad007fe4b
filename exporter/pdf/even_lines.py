"""Text that is not justified, heads above all: the fewest lines, as even as they can be, broken between words."""

from __future__ import annotations

import itertools
from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate

from exporter.head_breaks import LONGEST_HEAD, even_ends
from exporter.pdf.line_breaker import SLIVER, Line, Sums, break_lines, set_line
from exporter.pdf.units import Unit


def even_lines(units: Sequence[Unit], measure: float, indent: float = 0.0) -> tuple[Line, ...]:
    """Return the lines of a text that is not justified, at most `measure` em wide, the first indented by `indent` em.

    Joined, they are `units`. What is longer than a head, or holds a word wider than the measure, is broken as a
    justified paragraph and set with its natural spaces.
    """
    sums = Sums.of(units)
    ends = _ends(sums, measure - max(indent, 0.0))
    if ends is None:
        ends = [line.end for line in break_lines(units, measure, indent)]
    return tuple(
        set_line(sums, start, end, measure - (0.0 if start else indent), justify=False)
        for start, end in itertools.pairwise([0, *ends])
    )


def one_line(units: Sequence[Unit], measure: float, indent: float = 0.0) -> tuple[Line, ...]:
    """Return a text that is not to be broken as one line: wider than `measure` em only where it gives way no more."""
    return (set_line(Sums.of(units), 0, len(units), measure - indent, justify=False),)


def _ends(sums: Sums, measure: float) -> list[int] | None:
    """Return where the lines of a head end, in units."""
    many = len(sums.units)
    last = sums.last(many)
    if sums.width(0, last) - sums.gives(0, last) <= measure + SLIVER:
        return [many]
    text = "".join(unit.text for unit in sums.units)
    if len(text) > LONGEST_HEAD:
        return None
    at = list(accumulate((len(unit.text) for unit in sums.units), initial=0))

    def width(start: int, end: int) -> float:
        first, last = bisect(at, start) - 1, bisect(at, end) - 1
        if at[first] != start or at[last] != end:  # a word may end where no unit does
            return 2 * measure
        return sums.width(first, sums.last(last))

    ends = even_ends(text, measure, width)
    return None if ends is None else [bisect(at, end) - 1 for end in ends]
