"""Lines to passages: hard-wrapped lines unwrapped, by evidence in the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import structs

from exporter.normalizer import folio, jump_lines
from exporter.normalizer.caption_lines import joined_captions
from exporter.normalizer.columns import Column, Line, columns_of
from exporter.normalizer.credits import is_credit
from exporter.normalizer.head_lines import joined_heads
from exporter.normalizer.margins import without_margins
from exporter.normalizer.passage import CLOSERS, OPENERS, PAUSES, SENTENCE_END, Passage, ends_sentence
from exporter.normalizer.patterns import CLOSING_NOTE, PAGE_MARK, REPORTER
from exporter.normalizer.printed_lines import is_printed, measures_of
from exporter.normalizer.printed_paragraphs import printed_paragraphs
from exporter.normalizer.running_lines import running_lines, set_among
from exporter.normalizer.words import word_across

NO_START = frozenset(CLOSERS + SENTENCE_END + PAUSES + ".·—～%％")
LATIN_WORD = re.compile(r"[0-9A-Za-z.,%-]+")
LONGEST = 60
"""How many lines of a paragraph are looked at to see where it ends."""
ITEM = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、]|\d{1,2}[.、](?!\d)")
"""How a list's items begin, where no indent shows it."""
MARK_LENGTH = 8
"""A page mark of a page's number alone is shorter, in characters."""
SHOWN = re.compile("[。”] ?[^。，、]{2,16}(?<![拍航描])[摄绘]$")
"""How a caption ends, and goes on in no line."""
GOES_ON = tuple("，、")
"""The marks that no paragraph ends with."""


def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of the text that hold something."""
    lines: list[Line] = []
    at = gap = 0
    for piece in text.splitlines(keepends=True):
        stripped = piece.strip()
        if stripped:
            indent = piece.find(stripped)
            end = indent + len(stripped)
            indented = indent > 1 or (indent == 1 and piece[0] == "\u3000")
            lines.append(
                Line(stripped, at + indent, at + end, indented, gap if lines else 0, piece[end : end + 1] == " ")
            )
            gap = 0
        else:
            gap += 1
        at += len(piece)
    return tuple(lines)


def unwrap(text: str) -> tuple[Passage, ...]:
    """Read clean text as passages: one a line, or, where the text is hard-wrapped, one a run of full lines."""
    lines = without_margins(lines_of(text), text)
    if is_printed(lines) and (measures := measures_of(lines)):
        return _printed_passages(lines, measures)
    joined = bytearray(len(lines))
    for column in columns_of(lines):
        for index in _going_on(lines, column):
            joined[index] = True
    return tuple(map(_passage, _runs(lines, joined)))


def _printed_passages(lines: Sequence[Line], measures: Sequence[int]) -> tuple[Passage, ...]:
    """Read printed lines as passages: what runs along from page to page is furniture, and the text goes on over it.

    Blank lines say nothing: tools put them wherever the distance of the lines changes, at subheads as at heads.
    """
    furniture = running_lines(lines)
    text = [line for i, line in enumerate(lines) if i not in furniture]
    runs = _runs(text, printed_paragraphs(text, measures))
    passages = joined_heads(joined_captions([_passage(run) for run in runs]), measures[0])
    marks = [structs.replace(_passage([lines[i]]), role=role) for i, role in furniture.items()]
    return tuple(structs.replace(passage, gap=0) for passage in set_among(passages, marks))


def _runs(lines: Sequence[Line], joined: Sequence[int]) -> list[list[Line]]:
    """Return the lines of each paragraph; `joined` says which go on the line before."""
    runs: list[list[Line]] = []
    for line, goes_on in zip(lines, joined, strict=True):
        if goes_on:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _passage(lines: Sequence[Line]) -> Passage:
    """Return the lines of one paragraph as a passage."""
    if len(lines) == 1:  # as most are
        (line,) = lines
        return Passage(line.text, ((line.start, line.end),), line.gap, line.indented)
    text = "".join([line.text for line in lines])
    return Passage(text, tuple([(line.start, line.end) for line in lines]), lines[0].gap, lines[0].indented)


def _going_on(lines: Sequence[Line], column: Column) -> Iterator[int]:
    """Yield the lines of a column, by their index, that go on the line before them."""
    span = range(column.start, column.end)
    indented = any(lines[index].indented for index in span)
    dropped = not indented and _drops_indents(lines, column)
    going = [False]
    free = 0  # of the measure, before the line
    for index in span[1:]:
        before, after = lines[index - 1], lines[index]
        room = _room(before, column)
        if going[-1] and before.text[0] in NO_START and column.width - room <= free + column.em:
            room -= column.width - free  # the two are pieces of one line
        free = room
        if not going[-1] and (indented or dropped) and _lost_indent(lines, index - 1, column):
            room -= 2 * column.em
        going.append(
            not after.indented
            and not after.gap
            and -2 * column.em <= room
            and (not _fits(after.text, room, column) or _bound(before.text, after.text, room <= column.em))
            and not _begins_anew(before.text, after.text)
            and not (not going[-1] and _stands_alone(before.text))
            and not (
                ends_sentence(before.text)
                and (
                    _stands_alone(after.text)
                    or (not indented and ITEM.match(after.text))
                    or ((indented or dropped) and _lost_indent(lines, index, column))
                )
            )
        )
    if indented:
        going = _without_heads(lines[column.start : column.end], going)
    return (index for index, goes_on in zip(span, going, strict=True) if goes_on)


def _room(line: Line, column: Column) -> int:
    """Return how much of the measure a line leaves free. A space at its end counts where it fills the line."""
    room = column.width - column.measure(line.text) - 2 * column.em * line.indented
    return 0 if line.spaced and room == 1 else room


def _fits(after: str, room: int, column: Column) -> bool:
    """Return whether what begins the second line would have fitted on the first, which then ended by intent.

    What cannot be parted (a word, a character and the closing marks after it) goes down as a whole.
    """
    if room <= column.slack:
        return False
    word = LATIN_WORD.match(after) if column.em > 1 else None
    length = word.end() if word else 1
    while length < len(after) and after[length] in NO_START:
        length += 1
    if after[0] in OPENERS:
        length += 1
    return column.measure(after[:length]) + column.slack <= room


def _bound(before: str, after: str, almost_full: bool) -> bool:
    """Return whether the two lines, though the first is not full, can be nothing but parts of one paragraph."""
    return before.endswith(GOES_ON) or after[0] in NO_START or (almost_full and word_across(before, after))


def _lost_indent(lines: Sequence[Line], index: int, column: Column) -> bool:
    """Return whether a flush line is short by just an indent, and full lines after it go on to a sentence's end."""
    line = lines[index]
    short = _room(line, column) - 2 * column.em
    if line.indented or short < -column.slack or ends_sentence(line.text) or index + 1 >= column.end:
        return False
    if short > column.slack and _fits(lines[index + 1].text, short, column):
        return False
    last = index + 1
    while last + 1 < min(column.end, index + LONGEST) and _room(lines[last], column) <= column.em:
        last += 1
    ended = ends_sentence(lines[last].text) or (last > index + 1 and ends_sentence(lines[last - 1].text))
    return ended and not any(lines[i].indented or lines[i].gap for i in range(index + 1, last + 1))


def _drops_indents(lines: Sequence[Line], column: Column) -> bool:
    """Return whether paragraphs in a column without indents begin with lines short by one, as text out of PDF does."""
    short = flush = 0
    for index in range(column.start + 1, column.end - 1):
        before, after = lines[index - 1], lines[index + 1]
        ended = ends_sentence(before.text) or _room(before, column) > 3 * column.em
        if ended and _room(after, column) <= column.em:
            room = _room(lines[index], column)
            short += 2 * column.em - column.slack <= room <= 3 * column.em
            flush += room <= column.slack and _room(before, column) > column.em
    return short >= 2 and short > flush


def _begins_anew(before: str, after: str) -> bool:
    """Return whether a line is a credit, a jump line or a subtitle, which never goes on a line before it, or stands
    after a mark.

    A credit of many names may be set over two lines.
    """
    if is_credit(after):
        return not is_credit(before + after)
    if ("者" in after or "员" in after) and REPORTER.match(after):  # it has one of these
        return True
    if ("转" in after or "接" in after) and jump_lines.read_jump(after):
        return True
    return _is_closed(before) or (after.startswith("——") and before.endswith(("）", ")")))


def _is_closed(text: str) -> bool:
    """Return whether a line is a page mark, a closing note, a rule, or a caption with its credit. (What each of them
    has, most lines have not.)"""
    if (len(text) < MARK_LENGTH or "版" in text or "年" in text) and PAGE_MARK.match(text):
        return True
    if (text[0] in "（(" or "：" in text or ":" in text) and CLOSING_NOTE.match(text):
        return True
    return not text.strip("—") or (text[-1] in "摄绘" and SHOWN.search(text) is not None)


def _stands_alone(text: str) -> bool:
    """Return whether a line is a folio's or a jump line: none goes on another, or is gone on."""
    return folio.is_mark(text) or jump_lines.read_jump(text) is not None


def _without_heads(lines: Sequence[Line], going: Sequence[bool]) -> list[bool]:
    """Part heads from a paragraph before them whose last line happens to be full.

    Where paragraphs are indented, a line that is not and follows a sentence's end or a closing note's, or begins with a
    dash, is a head, if no sentence ends in the run of lines that it begins.
    """
    result = list(going)
    in_text = False  # whether the run that is gone through from its end is a paragraph's
    for index in reversed(range(1, len(going))):
        if not going[index]:
            continue
        if index + 1 == len(going) or not result[index + 1]:
            in_text = _ends_sentence(lines, index)
        in_text = in_text or "。" in lines[index].text
        if not in_text and (_ends_text(lines, index - 1) or lines[index].text.startswith("——")):
            result[index] = False
    return result


def _ends_text(lines: Sequence[Line], index: int) -> bool:
    """Return whether a text may end with a line: with a sentence, or with a bracket that an earlier line opened."""
    text = lines[index].text
    return _ends_sentence(lines, index) or (text[-1] in "）)" and not ("（" in text or "(" in text))


def _ends_sentence(lines: Sequence[Line], index: int) -> bool:
    """Return whether a sentence ends with a line; its closing mark may stand on a line of its own."""
    text = lines[index].text
    return ends_sentence(lines[index - 1].text + text if index and len(text) == 1 else text)
