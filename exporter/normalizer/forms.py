"""What a passage looks like by itself, and how it ends, whatever stands around it."""

from __future__ import annotations

from exporter.edition import Role
from exporter.normalizer.passage import CLOSERS, Passage
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

LONGEST_STANDING = 12
"""The head of a column of short items and one that stands over any such text are no longer, in characters."""
LONG_HEAD = 100
"""No line of a head is longer, in characters, not even a subtitle that sums a law's history up."""
FURNITURE_FORMS = frozenset({"page-mark", "section-mark"})
BODY_FORMS = frozenset({"body", "lead", "clause"})
CREDIT_FORMS = frozenset({"credit", "name"})
HEAD_FORMS = frozenset({"head", "name", "credit", "column", "notice", "standing", "roundup", "dash", "long"})

ENDS = {
    "。": "sentence",
    **dict.fromkeys("！？!?…", "mark"),
    **dict.fromkeys("，、,", "pause"),
    **dict.fromkeys("；;：:", "clause"),
}
"""How a passage ends that ends with a mark, before its closing quotes and brackets."""


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
    text, core = passage.text, passage.core
    if NOTICE_HEAD.match(text):
        return "notice"
    if len(text) <= LONGEST_STANDING and (standing := _standing(text)):
        return standing
    if text.startswith("——"):
        return "dash"
    if core and core[-1] in "。；，、：;,:…":
        return "clause" if len(text) <= HEAD_LENGTH or core[-1] == "。" else "body"
    if is_name(text):
        return "name"
    if COLUMN_MARK.search(text) or COLUMN_FRONT.match(text):
        return "column"
    return "head" if len(text) <= HEAD_LENGTH else "long"


def _standing(text: str) -> str:
    return "roundup" if ROUNDUP.match(text) else "standing" if STANDING_HEAD.match(text) else ""


def end_of(passage: Passage) -> str:
    """Return how a passage ends: `sentence`, another `mark`, a `dash`, a `clause`, a `pause`, a closing mark, `latin`,
    or `open`, in the middle of words."""
    text = passage.text
    core = text.rstrip(CLOSERS) or text
    last = core[-1]
    if last in ENDS:
        return ENDS[last]
    if core.endswith("——"):
        return "dash"
    if len(core) < len(text):
        return "quote" if text[-1] in "”’" else "bracket"
    return "latin" if last.isascii() else "open"
