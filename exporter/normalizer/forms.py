"""What a passage looks like by itself, and how it ends, whatever stands around it."""

from __future__ import annotations

from exporter.edition import Role
from exporter.normalizer.passage import CLOSERS, PAUSES, Passage
from exporter.normalizer.patterns import (
    COLUMN_FRONT,
    COLUMN_MARK,
    HEAD_LENGTH,
    LEAD,
    NOTICE_HEAD,
    ROUNDUP,
    STANDING_HEAD,
    is_name,
)

LONG_HEAD = 100
"""No line of a head is longer, in characters, not even a subtitle that sums a law's history up."""
FURNITURE_FORMS = frozenset({"page-mark", "section-mark"})
BODY_FORMS = frozenset({"body", "lead", "clause"})
HEAD_FORMS = frozenset({"head", "name", "credit", "column", "notice", "standing", "roundup", "dash", "long"})


def form_of(passage: Passage) -> str:
    """Return what a passage looks like: the role that `read_marks` gave it, or one of the forms above, or `note`."""
    text = passage.text
    if passage.role is not None:
        return "credit" if passage.role is Role.BYLINE else str(passage.role)
    if LEAD.match(text):
        return "lead"
    if text.find("。", 0, -1) >= 0 or len(text) > LONG_HEAD or (passage.ends_sentence and passage.has_sentence):
        return _short_form(passage) if _exclaims(text) else "body"
    if passage.closes:
        return "note"
    return _short_form(passage)


def _exclaims(text: str) -> bool:
    """Return whether a line may be a head of several exclamations or questions: 出国必看！坐头等舱这么简单？内幕！"""
    return len(text) <= HEAD_LENGTH and text[0] != "“" and "。" not in text and text.rstrip(CLOSERS)[-1:] in "！？!?"


def _short_form(passage: Passage) -> str:
    text = passage.text
    for form, pattern in (("notice", NOTICE_HEAD), ("roundup", ROUNDUP), ("standing", STANDING_HEAD)):
        if pattern.match(text):
            return form
    if text.startswith("——"):
        return "dash"
    if passage.core and passage.core[-1] in "。；，、：;,:…":
        return "clause" if len(text) <= HEAD_LENGTH or passage.core[-1] == "。" else "body"
    if is_name(text):
        return "name"
    if COLUMN_MARK.search(text) or COLUMN_FRONT.match(text):
        return "column"
    return "head" if len(text) <= HEAD_LENGTH else "long"


def end_of(passage: Passage) -> str:
    """Return how a passage ends: `sentence`, another `mark`, a `dash`, a `clause`, a `pause`, a closing mark, `latin`,
    or `open`, in the middle of words."""
    core = passage.core or passage.text
    last = core[-1]
    if core.endswith("——"):
        return "dash"
    if last in "。！？!?…":
        return "sentence" if last == "。" else "mark"
    if last in "；;：:":
        return "clause"
    if last in PAUSES:
        return "pause"
    if len(core) < len(passage.text):
        return "quote" if passage.text[-1] in "”’" else "bracket"
    return "latin" if last.isascii() else "open"
