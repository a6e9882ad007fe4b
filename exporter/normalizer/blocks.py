"""Lines to passages: hard-wrapped lines unwrapped, broken paragraphs joined, both by evidence in the text itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import rjieba

from exporter.normalizer.passage import CLOSERS, HAN_CLASS, OPENERS, PAUSES, SENTENCE_END, Passage
from exporter.normalizer.patterns import HEAD_LENGTH, LEAD, NAMES, REPORTER

HAN = re.compile(f"[{HAN_CLASS}]")
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

BOUND_END = re.compile(
    "(?:[的地得把被将和与及或并在对向从为是以由于至等了着一不有各其这那]"
    "|推出|提出|包括|通过|围绕|依托|根据|按照|成为|作为|进行|实现|推动|促进|开展|推进|介绍|认为|形成)$"
)
BOUND_STARTS = re.compile(r"[，。、；：？！）”’》…—%％的了着们]")
UNIT = re.compile(r"[万亿余多个年月日时分元米%％吨户家名人岁项次]")
LONGEST = 4000
"""No printed paragraph is longer, in characters; what is, is no paragraph and is not added to."""
TAIL = 400
"""How much of a piece, in characters before the break, is looked at for what is open there."""
ENOUGH = 3
"""The weight of evidence from which two pieces are joined; 0.96 of such joins are right on 300 training pages."""
OPEN_TO_CLOSE = dict(zip("“‘（《「『", "”’）》」』", strict=True))


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


def join(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Join the pieces of broken paragraphs.

    Only what a column's end can have broken is joined: the left piece does not end as a sentence, and there is
    positive evidence that the right one goes on where it stopped.
    """
    joined: list[Passage] = []
    for passage in passages:
        if joined and _goes_on(joined[-1], passage, in_body=len(joined) > 1 and joined[-2].has_sentence):
            joined[-1] = _together(joined[-1], passage)
        else:
            joined.append(passage)
    return tuple(joined)


def _together(left: Passage, right: Passage) -> Passage:
    """Return two pieces as one passage, its seam noted."""
    seam = len(left.ranges)
    seams = (*left.seams, seam, *(seam + place for place in right.seams))
    return replace(left, text=left.text + right.text, ranges=left.ranges + right.ranges, seams=seams)


def _goes_on(left: Passage, right: Passage, *, in_body: bool) -> bool:
    if left.role or right.role or left.closes or right.closes or left.ends_sentence:
        return False
    if not (HAN.search(left.text[-TAIL:]) and HAN.search(right.text)):
        return False
    if LEAD.match(right.text) or right.text.startswith("——") or left.text.endswith(tuple("）)")):
        return False
    if len(left.text) > LONGEST or (len(left.text) < 24 and NAMES.fullmatch(left.text)):
        return False
    if _like_a_head(right) and not BOUND_STARTS.match(right.text):
        return False
    return _seam(left, right, in_body=in_body) >= ENOUGH


def _like_a_head(passage: Passage) -> bool:
    """Return whether a passage may be the next article's head, before which an article that was cut off stops."""
    return not passage.ends_sentence and not passage.has_sentence and len(passage.text) <= HEAD_LENGTH


def _seam(left: Passage, right: Passage, *, in_body: bool) -> int:
    """Return how much speaks for one broken paragraph: each kind of evidence has its weight.

    `in_body`: a paragraph stands before the left piece, which then is neither a headline nor the summary below one.
    """
    before, after = left.text[-TAIL:], right.text
    return sum(
        weight
        for holds, weight in (
            (left.has_sentence or LEAD.match(before) is not None, 3),
            (not in_body and len(before) < 40 and before[-1] not in PAUSES, -1),
            (in_body and "，" in before and len(before) > 14, 1),
            (in_body and len(before) > 42, 1),
            (right.ends_sentence, 1),
            (_word_across(before, after), 3),
            (before[-1] in CLOSERS and not _opened(before), -2),
            (_opened(before) and not before.endswith("”"), 2),
            (before[-1] in PAUSES and len(before) > 14, 2),
            (BOUND_END.search(before) is not None, 1),
            (BOUND_STARTS.match(after) is not None, 2),
            (_latin(before[-1]) and _latin(after[0]), 3),
            (before[-1].isdigit() and (after[0] == "." or UNIT.match(after) is not None), 2),
        )
        if holds
    )


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _word_across(before: str, after: str) -> bool:
    """Return whether a dictionary word spans the seam."""
    tail, head = before[-8:], after[:8]
    if not HAN.match(tail[-1]) or not HAN.match(head[0]):
        return False
    at = 0
    for word in rjieba.cut(tail + head):
        if at < len(tail) < at + len(word):
            return True
        at += len(word)
    return False


def _opened(text: str) -> bool:
    """Return whether a quote or bracket is open at the end of the text."""
    return any(text.count(opener) > text.count(closer) for opener, closer in OPEN_TO_CLOSE.items())
