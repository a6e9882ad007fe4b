"""What each passage is. First what can be told from the passage alone, then heads, from what stands around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from exporter.edition import Role
from exporter.normalizer.jump_lines import read_jump
from exporter.normalizer.passage import Passage
from exporter.normalizer.patterns import (
    AGENCY,
    CAPTION,
    CLOSING_NOTE,
    COLUMN_MARK,
    DATELINE,
    DECK,
    HEAD_LENGTH,
    JUMP_LINE,
    LEAD,
    NOTICE_HEAD,
    PAGE_MARK,
    REPORTER,
    SECTION_MARK,
    SIGNATURE,
    STANDING_HEAD,
    is_name,
)


def read_marks(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Read what can be told from a passage alone: page and section marks, credits, captions, datelines, signatures."""
    return tuple(
        replace(passage, role=passage.role or _alone(passage.text), closes=_closes(passage.text))
        for passage in passages
    )


def _alone(text: str) -> Role | None:
    if len(text) > 240:
        return None
    for role, pattern in (
        (Role.PAGE_MARK, PAGE_MARK),
        (Role.SECTION_MARK, SECTION_MARK),
        (Role.JUMP_LINE, JUMP_LINE),
        (Role.DATELINE, DATELINE),
        (Role.SIGNATURE, SIGNATURE),
        (Role.SIGNATURE, AGENCY),
    ):
        if pattern.match(text):
            return role
    if len(text) <= 60 and REPORTER.match(text):
        return Role.BYLINE
    if CAPTION.search(text):
        return Role.CAPTION
    return None


def _closes(text: str) -> bool:
    return len(text) <= 80 and bool(
        AGENCY.match(text) or CLOSING_NOTE.match(text) or SIGNATURE.match(text) or DATELINE.match(text)
    )


def is_head(passage: Passage) -> bool:
    """Return whether the passage, by its own form, can be a headline, kicker, subtitle or subhead."""
    text = passage.text
    if passage.role or passage.closes or len(text) > HEAD_LENGTH or "。" in text:
        return False
    core = passage.core or text
    return core[-1] not in "。；，、：;,:…" or text.endswith("——")


def read_heads(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Read heads: runs of short lines that are no sentences.

    A run begins an article where something says so: a credit among it, a dateline after it, an article cut off or
    closed before it, more blank lines before it than stand between paragraphs, a column's name in brackets, a deck,
    a notice. Otherwise its lines are subheads.
    """
    read = list(passages)
    gaps = Counter(passage.gap for passage in passages[1:] if passage.has_sentence)
    usual_gap = max(gaps, key=lambda gap: gaps[gap], default=len(passages))
    index = 0
    while index < len(read):
        if not (is_head(read[index]) or (index == 0 and read[index].role is Role.BYLINE)):
            if read[index].role is None:
                read[index] = replace(read[index], role=Role.PARAGRAPH)
            index += 1
            continue
        end = index
        while end < len(read) and (is_head(read[end]) or read[end].role is Role.BYLINE):
            end += 1
        read[index:end] = _read_run(read, index, end, usual_gap)
        index = end
    return tuple(read)


def _read_run(read: Sequence[Passage], start: int, end: int, usual_gap: int) -> list[Passage]:
    run = list(read[start:end])
    first = _article_start(read, start, end, usual_gap)
    if first is None:
        return [_subhead(passage) for passage in run]
    before, heads = run[:first], run[first:]
    return [_subhead(passage) for passage in before] + _heads(heads)


def _subhead(passage: Passage) -> Passage:
    """Return a head that begins no article as a subhead; names there are signed text."""
    if passage.role is Role.BYLINE or is_name(passage.text):
        return replace(passage, role=Role.PARAGRAPH)
    return replace(passage, role=passage.role or Role.SUBHEAD)


def _article_start(read: Sequence[Passage], start: int, end: int, usual_gap: int) -> int | None:
    """Return which passage of the run `[start, end)` begins an article, counted from `start`; None where none does."""
    run = read[start:end]
    for i, passage in enumerate(run):
        if NOTICE_HEAD.match(passage.text) or STANDING_HEAD.match(passage.text) or passage.gap > usual_gap:
            return i
    if start == 0 or _ends_article(read[start - 1]):
        return 0
    credit = next((i for i, p in enumerate(run) if i and (p.role is Role.BYLINE or is_name(p.text))), None)
    if credit is not None:
        return max(0, credit - 3)
    if end < len(read) and LEAD.match(read[end].text):
        return max(0, len(run) - 3)
    return _worded_start(run)


def _worded_start(run: Sequence[Passage]) -> int | None:
    """Return which of the lines is worded as a headline is: with a column's name, a deck, or a subtitle after it."""
    for i, passage in enumerate(run):
        text = passage.text
        if COLUMN_MARK.search(text) or (DECK.match(text) and not is_name(text)):
            return max(0, i - 1) if i and run[i - 1].text.endswith("——") else i
        if i and text.startswith("——"):
            return i - 1
    return None


def _ends_article(passage: Passage) -> bool:
    """Return whether an article ends with this passage: by a note or mark that closes it, or cut off."""
    if passage.role in (Role.PAGE_MARK, Role.SECTION_MARK, Role.SIGNATURE, Role.DATELINE) or passage.closes:
        return True
    if passage.role is Role.JUMP_LINE and (jump := read_jump(passage.text)):
        return jump.leaves
    return passage.role is Role.PARAGRAPH and not passage.ends_sentence and not passage.text.endswith("）")


def _heads(run: Sequence[Passage]) -> list[Passage]:
    """Give the lines of an article's head their roles: kicker, headline, subtitle, byline, then subheads."""
    lines = 0
    while lines < len(run) and run[lines].role is None and not (lines and is_name(run[lines].text)):
        lines += 1
    lines = 1 if NOTICE_HEAD.match(run[0].text) or STANDING_HEAD.match(run[0].text) else min(lines, 3)
    headline = _headline(run[:lines])
    read: list[Passage] = []
    for i, passage in enumerate(run):
        if i < lines:
            role = Role.KICKER if i < headline else Role.HEADLINE if i == headline else Role.SUBTITLE
        elif i == lines and (passage.role is Role.BYLINE or is_name(passage.text)):
            role = Role.BYLINE
        else:
            read.append(_subhead(passage))
            continue
        read.append(replace(passage, role=role, starts=not i))
    return read


def _headline(lines: Sequence[Passage]) -> int:
    """Return which of an article's first lines is its headline."""
    if len(lines) < 2:
        return 0
    for i, passage in enumerate(lines):
        if COLUMN_MARK.search(passage.text) or NOTICE_HEAD.match(passage.text):
            return i
    for i, passage in enumerate(lines[1:], 1):
        if passage.text.startswith("——"):
            return i - 1
    return 1
