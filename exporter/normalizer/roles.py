"""What each passage is: first what can be told from it alone, then the rest, from the page as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from exporter.edition import FURNITURE, Role
from exporter.normalizer.decoding import decode, shipped
from exporter.normalizer.passage import Passage, together
from exporter.normalizer.patterns import (
    AGENCY,
    CAPTION,
    CLOSING_NOTE,
    DATELINE,
    JUMP_LINE,
    PAGE_MARK,
    REPORTER,
    SECTION_MARK,
    SIGNATURE,
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
    if len(text) <= 60 and REPORTER.match(text) and not text.endswith("摄"):
        return Role.BYLINE
    if CAPTION.search(text):
        return Role.CAPTION
    return None


def _closes(text: str) -> bool:
    return len(text) <= 80 and bool(
        AGENCY.match(text) or CLOSING_NOTE.match(text) or SIGNATURE.match(text) or DATELINE.match(text)
    )


def read_roles(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Read the roles of all passages at once, and join the pieces of broken ones (see `decoding`)."""
    read: list[Passage] = []
    for passage, state in zip(passages, decode(passages, shipped()), strict=True):
        if state.joins:
            read[-1] = together(read[-1], passage)
        else:
            role = passage.role if passage.role in FURNITURE else state.role
            read.append(replace(passage, role=role, starts=state.starts))
    return tuple(read)
