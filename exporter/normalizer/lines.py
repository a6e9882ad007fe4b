"""Lines to passages: hard-wrapped lines unwrapped, by evidence in the text itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from exporter.normalizer.passage import CLOSERS, OPENERS, PAUSES, SENTENCE_END, Passage
from exporter.normalizer.patterns import REPORTER

LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
BREAKS = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
NO_START = frozenset(CLOSERS + SENTENCE_END + PAUSES + "·—～%％")
LATIN_WORD = re.compile(r"[0-9A-Za-z.,%-]+")

WRAPPED_MEASURE = range(8, 61)
"""The measures, in characters, that a printed column has. A longer line is a paragraph."""
WRAPPED_SHARE = 0.4
"""The share of lines of exactly the measure from which a text counts as hard-wrapped. Measured on 360 pages: wrapped
ones lie above 0.6, others below 0.1."""
FEWEST_FULL = 4
"""Fewer full lines than this prove no measure."""


@dataclass(frozen=True, slots=True)
class Line:
    """A physical line, without the white space at its ends. `gap` counts the blank lines before it."""

    text: str
    start: int
    end: int
    indented: bool
    gap: int


def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of the text that hold something."""
    lines: list[Line] = []
    last_end = 0
    for match in LINE.finditer(text):
        raw = match[0]
        stripped = raw.strip()
        if not stripped:
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        gap = max(0, len(BREAKS.findall(text, last_end, start)) - 1) if lines else 0
        indent = text[match.start() : start]
        lines.append(Line(stripped, start, start + len(stripped), "\u3000" in indent or len(indent) > 1, gap))
        last_end = start + len(stripped)
    return tuple(lines)


def unwrap(text: str) -> tuple[Passage, ...]:
    """Read clean text as passages: one a line, or, where the text is hard-wrapped, one a run of full lines."""
    lines = lines_of(text)
    width = _column_width(lines)
    if width is None:
        return tuple(_passage([line]) for line in lines)
    measure, size = width
    goes_on = [
        not after.indented
        and not after.gap
        and not _fits(before, after, measure, size)
        and not _begins_anew(before.text, after.text)
        for before, after in pairwise(lines)
    ]
    if any(line.indented for line in lines):
        goes_on = _without_heads(lines, goes_on)
    runs: list[list[Line]] = []
    for line, joined in zip(lines, [False, *goes_on], strict=True):
        if joined:
            runs[-1].append(line)
        else:
            runs.append([line])
    return tuple(_passage(run) for run in runs)


def _passage(lines: Sequence[Line]) -> Passage:
    """Return the lines of one paragraph as a passage."""
    text = "".join(line.text for line in lines)
    return Passage(text, tuple((line.start, line.end) for line in lines), lines[0].gap)


def _ems(text: str) -> int:
    """Return the width of the text in half ems: ASCII is half as wide as Han."""
    return sum(1 if c.isascii() else 2 for c in text)


def _column_width(lines: Sequence[Line]) -> tuple[Callable[[str], int], int] | None:
    """Return how the lines were measured and their measure, or None where the text is not hard-wrapped.

    A line counts with its indent (two characters). Lines are counted in code points or in ems, whichever makes more
    of them exactly full.
    """
    best: tuple[int, Callable[[str], int], int] | None = None
    for measure, per_em in ((len, 1), (_ems, 2)):
        widths = Counter(measure(line.text) + 2 * per_em * line.indented for line in lines)
        fitting = {width: count for width, count in widths.items() if width // per_em in WRAPPED_MEASURE}
        if not fitting:
            continue
        width, count = max(fitting.items(), key=lambda item: (item[1], item[0]))
        longer = sum(many for other, many in widths.items() if other > width + per_em)
        if (
            count >= max(FEWEST_FULL, WRAPPED_SHARE * len(lines))
            and longer * 20 < len(lines)
            and (best is None or count > best[0])
        ):
            best = (count, measure, width)
    return best and best[1:]


def _fits(before: Line, after: Line, measure: Callable[[str], int], width: int) -> bool:
    """Return whether what begins the second line would have fitted on the first, which then ended by intent.

    What cannot be parted (a word, a character and the closing marks after it) goes down as a whole.
    """
    word = LATIN_WORD.match(after.text)
    length = word.end() if word and measure is _ems else 1
    while length < len(after.text) and after.text[length] in NO_START:
        length += 1
    if after.text[0] in OPENERS:
        length += 1
    room = width - measure(before.text) - (2 * measure("字") if before.indented else 0)
    return measure(after.text[:length]) <= room


def _begins_anew(before: str, after: str) -> bool:
    """Return whether a line is a credit or a subtitle, which never goes on a line before it."""
    return bool(REPORTER.match(after)) or (after.startswith("——") and before.endswith(("）", ")")))


def _without_heads(lines: Sequence[Line], goes_on: Sequence[bool]) -> list[bool]:
    """Part heads from a paragraph before them whose last line happens to be full.

    Where paragraphs are indented, a line that is not and follows a sentence's end is a head, if the run of lines
    that it begins does not itself end as a sentence.
    """
    result = list(goes_on)
    run_ends_sentence = False
    for index in reversed(range(len(goes_on))):
        if not goes_on[index]:
            continue
        if index + 1 == len(goes_on) or not goes_on[index + 1]:
            run_ends_sentence = Passage(lines[index + 1].text, ()).ends_sentence
        if not run_ends_sentence and Passage(lines[index].text, ()).ends_sentence:
            result[index] = False
    return result
