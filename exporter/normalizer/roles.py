"""What each passage is: first what can be told from it alone, then the rest, from the page as a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

import rjieba
from msgspec import structs

from exporter.edition import FURNITURE, Role
from exporter.normalizer.breaks import goes_on_certainly
from exporter.normalizer.credits import is_certain_credit, is_credit
from exporter.normalizer.decoding import decode
from exporter.normalizer.evidence import Evidence
from exporter.normalizer.forms import form_of
from exporter.normalizer.passage import Passage, together
from exporter.normalizer.patterns import (
    AGENCY,
    CLOSING_NOTE,
    DATELINE,
    HEAD_LENGTH,
    JUMP_LINE,
    PAGE_MARK,
    PICTURE,
    REPORTER,
    SECTION_MARK,
    SIGNATURE,
    is_credited,
    is_name,
    tells_places,
)
from exporter.normalizer.weights import shipped

MARKS = (
    (Role.PAGE_MARK, PAGE_MARK),
    (Role.SECTION_MARK, SECTION_MARK),
    (Role.JUMP_LINE, JUMP_LINE),
    (Role.DATELINE, DATELINE),
    (Role.SIGNATURE, SIGNATURE),
    (Role.SIGNATURE, AGENCY),
    (Role.BYLINE, REPORTER),
)
MARK = re.compile("|".join(f"(?P<m{k}>{pattern.pattern})" for k, (_, pattern) in enumerate(MARKS)))
CLOSING = re.compile("|".join(pattern.pattern for pattern in (AGENCY, CLOSING_NOTE, SIGNATURE, DATELINE)))
SECTION_WORD = re.compile("阅读|链接|提[要示]|导读|背景|专[题栏版]|新闻|观察")
"""What a square stands before that is no one's name."""
LONGEST_MARK, LONGEST_CAPTION = 80, 240


def read_marks(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Read what can be told from a passage alone: page and section marks, credits, captions, datelines, signatures."""
    marked = [_marked(passage) for passage in passages]
    for i in range(1, len(marked) - 1):
        if marked[i].role is Role.SECTION_MARK and _is_pen_name(*marked[i - 1 : i + 2]):
            marked[i] = structs.replace(marked[i], role=Role.BYLINE)
    for i in range(1, len(marked)):
        if marked[i].role is Role.BYLINE and _is_text(marked[i - 1]) and is_certain_credit(marked[i].text):
            marked[i] = structs.replace(marked[i], role=None, closes=True)
    return tuple(marked)


def _is_text(passage: Passage) -> bool:
    """Return whether a passage is a paragraph, or a note below one: a credit below it belongs to it."""
    form = form_of(passage)
    return form in ("lead", "body", "note") or (form == "clause" and passage.core[-1] == "。")


def _is_pen_name(head: Passage, mark: Passage, body: Passage) -> bool:
    """Return whether a square between a head and its text stands before a pen name (□山中人): a section's mark stands
    above a head or closes a text."""
    return (
        head.role is None
        and body.role is None
        and head.text[-1] not in "。；，"
        and len(head.text) <= HEAD_LENGTH
        and body.ends_sentence
        and len(body.text) > len(mark.text)
        and not SECTION_WORD.search(mark.text)
    )


def _marked(passage: Passage) -> Passage:
    if len(passage.text) > LONGEST_CAPTION:  # a text, neither a mark nor a caption
        return passage
    role, closes = passage.role or _alone(passage.text), _closes(passage.text)
    return structs.replace(passage, role=role, closes=closes) if role or closes else passage


def _alone(text: str) -> Role | None:
    if len(text) <= LONGEST_MARK:
        mark = MARK.match(text)
        role = MARKS[int((mark.lastgroup or "")[1:])][0] if mark else None
        if role is Role.SECTION_MARK and _is_signed(text):
            return Role.BYLINE
        if role and not (role is Role.BYLINE and text.endswith("摄")):
            return role
        if is_credit(text):
            return Role.BYLINE
    return Role.CAPTION if PICTURE.match(text) or is_credited(text) or tells_places(text) else None


def _is_signed(text: str) -> bool:
    """Return whether the square in front stands before a writer (□林一舟), not a section (□专题): a name is no word."""
    name = text[1:].lstrip()
    return is_name(name) and len(rjieba.cut(name, False)) > 1


def _closes(text: str) -> bool:
    return len(text) <= LONGEST_MARK and CLOSING.match(text) is not None


def join_certain(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Join what is certainly one paragraph, so that what is decoded after it sees it whole."""
    joined: list[Passage] = []
    for passage in passages:
        if joined and goes_on_certainly(joined[-2] if len(joined) > 1 else None, joined[-1], passage):
            joined[-1] = _marked(together(joined[-1], passage))
        else:
            joined.append(passage)
    return tuple(joined)


def read_roles(evidence: Evidence) -> tuple[Passage, ...]:
    """Read the roles of all passages at once, and join the pieces of broken ones (see `decoding`)."""
    read: list[Passage] = []
    for passage, state in zip(evidence.passages, decode(evidence, shipped()), strict=True):
        if state.joins:
            read[-1] = together(read[-1], passage)
        else:
            role = passage.role if passage.role in FURNITURE else state.role
            read.append(structs.replace(passage, role=role, starts=state.starts))
    return tuple(read)
