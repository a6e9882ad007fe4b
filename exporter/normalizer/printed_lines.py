"""The lines of a typesetter, as text out of PDF has them, each measured: what it is wide, and what breaks it.

A typesetter fills the measure: he squeezes marks (CLREQ 3.1.6), stretches what is short, and leaves a gap between Han
and Latin that no character stands for. An extractor that goes by positions, as `pdftotext -raw` does, takes a squeezed
mark for a new line: `指出：`, `“保`, `护好……` on three lines were one in print. Widths are in half ems.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import IntEnum
from itertools import pairwise

from msgspec import Struct

from exporter.normalizer.columns import MEASURES, Line, half_ems, is_prose
from exporter.normalizer.passage import CLOSERS, HAN_CLASS, OPENERS, PAUSES, SENTENCE_END, ends_sentence
from exporter.normalizer.patterns import LEAD, NOTICE_HEAD, REPORTER
from exporter.normalizer.words import word_across

MARKS = frozenset(CLOSERS + SENTENCE_END + PAUSES + OPENERS) - frozenset("()[],;:!?")
"""The marks whose white half may be squeezed."""
NO_START = frozenset(CLOSERS + SENTENCE_END + PAUSES)
INDENT = 4
"""By how much a paragraph's first line is shorter: the extractor drops its indent."""
GAP, CAPITAL = 0.5, 0.4
"""The white between Han and Latin, a quarter em, and by how much a Latin capital is wider than a half em."""
MEETS = re.compile(f"[{HAN_CLASS}](?=[0-9A-Za-z])|[0-9A-Za-z%％](?=[{HAN_CLASS}])")
LATIN = re.compile(r"[0-9A-Za-z.,%-]+")
QUOTES = re.compile("[“”]")

FEW = 0.05
"""From what share of indented lines on a text has kept its indents."""
COMMON = 0.2
"""The share of lines that have the commonest length, at the least, where they fill one measure: .3 to .6 out of PDF,
.1 to .2 where texts cut by counting at many lengths stand in one file."""
ONE_MEASURE, FEWEST_FILLED, FILLED_SHARE = 0.4, 2, 1 / 12
"""Where so many lines have the commonest length, so few lines with Latin inside paragraphs, to each that may have been
cut by counting, prove a typesetter: of 300 pages hard-wrapped by counting none has one, out of PDF at worst 2 to 14."""
FEWEST_PAIRS = 4
"""Fewer neighbouring lines of one width than this prove no measure."""
FEWEST_TORN = 4
"""Fewer breaks where print has none are chance."""
MOST_MEASURES = 5

# What speaks against a paragraph's end: that print never breaks there (CLREQ 3.1.7), that no sentence ends, that a
# pause or a word is broken off, that a colon promises more, that a quote is open.
BREAKS_NEVER = 6.0
UNENDED = 1.5
PAUSED = 3.0
INSIDE_WORD = 3.0
COLON = 0.8
UNCLOSED = 1.0


class Tear(IntEnum):
    """Where a piece of a printed line breaks off: where print never breaks one, at a pause, at another mark, or at a
    sentence's end."""

    FORBIDDEN = 0
    PAUSE = 1
    MARK = 2
    SENTENCE = 3


class Printed(Struct, frozen=True, gc=False):
    """A line: `least` and `most` are the widths between which it may have been set.

    `unit`: what of it cannot be parted at its beginning. `ending`: what speaks against a paragraph's end after it.
    `torn`: how it breaks off the one before, if it may have been one line with it. `anew`: it begins as no line within
    a paragraph does, as a report or its credit.
    """

    width: int
    least: int
    most: float
    unit: int
    ending: float
    torn: Tear | None
    indented: bool
    anew: bool


def printed(lines: Sequence[Line], measure: int) -> list[Printed]:
    """Return the lines measured; `measure` is the commonest."""
    pieces = sum(_are_pieces(*pair, measure) for pair in pairwise(lines))
    torn = pieces >= FEWEST_TORN or _torn_at_all(lines, measure)
    found: list[Printed] = []
    quote = tail = ""  # the last quote before the line's end, and the text there
    for i, line in enumerate(lines):
        tear = _tear(tail, line) if torn and i else None
        quotes = QUOTES.findall(line.text)
        quote = quotes[-1] if quotes else quote
        tail = line.text if line.text.strip(CLOSERS) else tail + line.text
        ending = _ending(tail, lines[i + 1], quote) if i + 1 < len(lines) else 0.0
        found.append(_printed(line, ending, tear))
    return found


def _printed(line: Line, ending: float, torn: Tear | None) -> Printed:
    text = line.text
    width = half_ems(text)
    marks = sum(c in MARKS for c in text) + text.count(" ")
    most: float = width
    if width < 2 * len(text):
        most += GAP * len(MEETS.findall(text)) + CAPITAL * sum("A" <= c <= "Z" for c in text)
    anew = any(pattern.match(text) for pattern in (LEAD, REPORTER, NOTICE_HEAD))
    return Printed(width, width - marks, most, unit_width(text), ending, torn, line.indented, anew)


def unit_width(text: str) -> int:
    """Return the width of what stands at the line's beginning and cannot be parted."""
    word = LATIN.match(text)
    end = word.end() if word else 1
    while end < len(text) and text[end - 1] in OPENERS:
        end += 1
    while end < len(text) and text[end] in NO_START:
        end += 1
    return half_ems(text[:end])


def _ending(text: str, after: Line, quote: str) -> float:
    """Return what speaks against a paragraph's end between a text and a line; `quote` is the last one up to there."""
    if text[-1] in OPENERS or after.text[0] in NO_START:
        return BREAKS_NEVER
    cost = UNCLOSED if quote == "“" else 0.0
    if ends_sentence(text):
        return cost + (COLON if text[-1] in "：；:;—" else 0.0)
    cost += UNENDED
    if text[-1] in PAUSES:
        cost += PAUSED
    elif word_across(text, after.text):
        cost += INSIDE_WORD
    return max(UNENDED / 2, cost - after.gap)


def _tear(before: str, line: Line) -> Tear | None:
    """Return how a line may have broken off the text before it."""
    if line.gap or line.indented:
        return None
    left, right = before[-1], line.text[0]
    if right in NO_START or left in OPENERS:
        return Tear.FORBIDDEN
    if left in PAUSES:
        return Tear.PAUSE
    if ends_sentence(before):
        return Tear.SENTENCE
    return Tear.MARK if left in MARKS or right in MARKS else None


def measures_of(lines: Sequence[Line]) -> list[int]:
    """Return the measures that the lines are set at, the commonest first.

    A measure is a width that neighbouring lines have, or the second of two whose first is shorter by an indent; or that
    of lines torn to pieces.
    """
    widths = [
        half_ems(line.text) + INDENT * line.indented if len(line.text) <= 2 * MEASURES[-1] else 0 for line in lines
    ]
    pairs = Counter(b for a, b in pairwise(widths) if a and (abs(a - b) <= 1 or a + INDENT == b))
    near = {w: pairs[w - 1] + pairs[w] + pairs[w + 1] for w in pairs if w // 2 in MEASURES}
    found: list[int] = []
    for width in sorted(near, key=lambda w: (-near[w], w)):
        if near[width] < FEWEST_PAIRS or len(found) == MOST_MEASURES:
            break
        if all(abs(width - other) > 2 for other in found):
            best = max(range(width - 1, width + 2), key=lambda w: pairs[w])
            full = [i for i, w in enumerate(widths) if abs(w - best) <= 1]
            found += [best] if is_prose(lines, full) else []
    whole = _width_of_torn(lines)
    return [whole, *found] if whole and all(abs(whole - other) > 2 for other in found) else found


def _width_of_torn(lines: Sequence[Line]) -> int:
    """Return the commonest width of printed lines of which hardly one came in one piece; 0 where none is common.

    Print breaks a line anywhere, an extractor tears it at marks alone: what stands between two breaks without a mark is
    a printed line, or several.
    """
    widths: Counter[int] = Counter()
    width = 0
    for before, after in pairwise(lines):
        width += half_ems(before.text)
        if before.text[-1] not in MARKS and after.text[0] not in MARKS:
            widths[width] += 1
            width = 0
    if not widths or not _torn_at_all(lines, 2 * MEASURES[-1]):
        return 0
    best = max(widths, key=lambda w: (widths[w], -w))
    near = sum(widths[w] for w in range(best - 2, best + 3))
    return best if best // 2 in MEASURES and near >= max(2 * FEWEST_PAIRS, COMMON * widths.total()) else 0


def is_printed(lines: Sequence[Line]) -> bool:
    """Return whether lines may be a typesetter's, and not cut by counting.

    A program that cuts by counting makes all full lines as long; a typesetter makes those longer that have Latin in
    them, and those shorter that an extractor tears at squeezed marks.
    """
    lengths = Counter([len(line.text) for line in lines])
    usual = max((length for length in lengths if length in MEASURES), key=lengths.__getitem__, default=0)
    kept = keeps_indents(lines)
    if not usual or (kept and lengths[usual] <= COMMON * len(lines)):
        return False
    latin = [(len(line.text), half_ems(line.text)) for line in lines if usual <= len(line.text) <= MEASURES[-1]]
    counted = sum(length == usual and width <= 2 * usual - 2 for length, width in latin)
    filled = sum(length > usual and abs(width - 2 * usual) <= 2 for length, width in latin)
    if kept:
        return filled >= FEWEST_PAIRS and filled > counted
    if filled > counted or not counted or _torn_at_all(lines, 2 * usual):
        return True
    if filled < FEWEST_FILLED or lengths[usual] < ONE_MEASURE * len(lines):
        return False
    inside = sum(_fills_inside(before.text, line.text, usual) for before, line in pairwise(lines))
    return inside >= max(FEWEST_FILLED, FILLED_SHARE * counted)


def _fills_inside(before: str, text: str, usual: int) -> bool:
    """Return whether a line with Latin fills the measure of `usual` characters as the one before it does; one more mark
    at its end may hang there where lines were cut by counting."""
    if not usual < len(text) <= MEASURES[-1] or (len(text) == usual + 1 and text[-1] in NO_START):
        return False
    return abs(half_ems(text) - 2 * usual) <= 2 and half_ems(before) >= 2 * usual - INDENT - 1


def keeps_indents(lines: Sequence[Line | Printed]) -> bool:
    """Return whether the paragraphs have kept their indents."""
    return sum(line.indented for line in lines) > FEW * len(lines)


def begins_flush(lines: Sequence[Printed], measure: int) -> bool:
    """Return whether paragraphs were set without an indent: the lines after one that ends short of the measure, with a
    sentence, fill it more often than they are shorter by an indent."""
    short = measure - INDENT - 2
    starts = [after.width for before, after in pairwise(lines) if before.ending < UNENDED / 2 and before.width < short]
    return sum(abs(w - measure) <= 1 for w in starts) > sum(abs(w - measure + INDENT) <= 1 for w in starts)


def _torn_at_all(lines: Sequence[Line], measure: int) -> bool:
    """Return whether lines that are not full break where print never does (CLREQ 3.1.7), so that some are pieces of
    printed ones; a full line that breaks there was cut by counting, or set by what knows no such rule."""
    short = (
        (one, other)
        for one, other in pairwise(lines)
        if 2 * len(one.text) < measure and half_ems(one.text) < measure - INDENT - 2
    )
    return sum(one.text[-1] in OPENERS or other.text[0] in NO_START for one, other in short) >= FEWEST_TORN


def _are_pieces(before: Line, after: Line, measure: int) -> bool:
    """Return whether two short lines that part at a mark fill the measure together."""
    one, other = half_ems(before.text), half_ems(after.text)
    at_mark = before.text[-1] in PAUSES or after.text[0] in OPENERS
    return at_mark and max(one, other) < measure - INDENT and 0 <= one + other - measure <= INDENT
