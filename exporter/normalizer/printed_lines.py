"""Printed lines: put together again where text out of PDF breaks them at squeezed marks.

A typesetter squeezes the white half of a mark (CLREQ, 3.1.6), and an extractor that goes by positions, as
`pdftotext -raw` does, takes the jump for a new line: `指出：`, `“保`, `护好……` on three lines were one in print.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from exporter.normalizer.columns import FEWEST_FULL, MEASURES, Line, half_ems
from exporter.normalizer.passage import CLOSERS, OPENERS, PAUSES, SENTENCE_END

MARKS = frozenset(CLOSERS + SENTENCE_END + PAUSES)
TOLERANCE = 2
"""How far, in half ems, pieces that were one full line may be off the measure together."""
CUT_BY_COUNTING = 0.4
"""The share of lines of one length, in characters, from which a program cut them and not a typesetter."""
INDENT = 4
"""By how many half ems a paragraph's first line is shorter: the extractor drops its indent."""


def printed_lines(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """Return the lines as they were printed, each with the physical lines it is made of: one, where none is broken."""
    measure = _measure(lines)
    if _keeps_its_lines(lines) or sum(_is_torn(*pair, measure) for pair in pairwise(lines)) < FEWEST_FULL:
        return tuple((line,) for line in lines)
    return tuple(_put_together(lines, measure))


def _keeps_its_lines(lines: Sequence[Line]) -> bool:
    """Return whether the lines are as they came: indented, which no such extractor leaves, or cut by counting."""
    lengths = Counter(len(line.text) for line in lines if len(line.text) in MEASURES)
    return any(line.indented for line in lines) or max(lengths.values(), default=0) > CUT_BY_COUNTING * len(lines)


def as_one(pieces: Sequence[Line]) -> Line:
    """Return a printed line's pieces as one line."""
    first, last = pieces[0], pieces[-1]
    if first is last:
        return first
    text = "".join(piece.text for piece in pieces)
    return Line(text, first.start, last.end, first.indented, first.gap, last.spaced)


def _measure(lines: Sequence[Line]) -> int:
    """Return the width, in half ems, that most lines have; 0 where none has a column's."""
    widths = Counter(half_ems(line.text) for line in lines if len(line.text) <= 2 * MEASURES[-1])
    return max((width for width in widths if width // 2 in MEASURES), key=lambda width: widths[width], default=0)


def _is_torn(before: Line, after: Line, measure: int) -> bool:
    """Return whether a line breaks where print never does (CLREQ, 3.1.7), with room for what follows."""
    forbidden = after.text[0] in MARKS or before.text[-1] in OPENERS
    return forbidden and not after.gap and half_ems(before.text) + half_ems(after.text) <= measure + TOLERANCE


def _at_mark(before: Line, after: Line) -> bool:
    """Return whether two lines part at a mark."""
    at_mark = (
        before.text[-1] in MARKS or before.text[-1] in OPENERS or after.text[0] in MARKS or after.text[0] in OPENERS
    )
    return at_mark and not after.gap and not after.indented


def _put_together(lines: Sequence[Line], measure: int) -> Iterator[tuple[Line, ...]]:
    """Yield the printed lines: pieces that fill the measure, or it without an indent; else those print never parts."""
    at = 0
    while at < len(lines):
        end = _filling(lines, at, measure) or _filling(lines, at, measure - INDENT) or at + 1
        while end < len(lines) and end == at + 1 and _is_torn(lines[end - 1], lines[end], measure):
            end += 1
        yield tuple(lines[at:end])
        at = end


def _filling(lines: Sequence[Line], start: int, measure: int) -> int:
    """Return where the pieces from `start` on that together fill the measure end; 0 where they do not."""
    width, end = half_ems(lines[start].text), start + 1
    full = 0
    while width <= measure + TOLERANCE:
        if end > start + 1 and width >= measure - TOLERANCE:
            full = end
        if end == len(lines) or not _at_mark(lines[end - 1], lines[end]):
            break
        width += half_ems(lines[end].text)
        end += 1
    return full
