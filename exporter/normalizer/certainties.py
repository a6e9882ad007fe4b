"""What a passage can be at all, by certainties: the model only weighs what these leave open."""

from __future__ import annotations

from functools import cache

from exporter.edition import FURNITURE, Role
from exporter.normalizer.evidence import Evidence
from exporter.normalizer.grammar import FIRST, STATES, state_role
from exporter.normalizer.jump_lines import read_jump
from exporter.normalizer.passage import Passage

LONGEST = 4000
"""No printed paragraph is longer, in characters; what is, is no paragraph and is not added to."""
LONGEST_CAPTION = 110
"""A longer paragraph is no caption without a credit, in characters."""
LONGEST_BYLINE = 40
SURE = {role: frozenset({state_role(role)}) for role in (*FURNITURE, Role.DATELINE, Role.SIGNATURE)}
"""Roles that a passage's own wording proves. A jump line by which an article leaves closes it, as a mark does."""
PARAGRAPH = frozenset({Role.PARAGRAPH})
CAPTION = frozenset({Role.CAPTION})
PARAGRAPH_OR_CAPTION = PARAGRAPH | CAPTION
CREDIT = frozenset({Role.BYLINE, Role.CAPTION, Role.PARAGRAPH, Role.HEADLINE, Role.SUBTITLE})
HEAD = frozenset({Role.KICKER, Role.HEADLINE, Role.SUBTITLE, Role.SUBHEAD, Role.PARAGRAPH})


def options(evidence: Evidence, i: int) -> tuple[int, ...]:
    """Return the states that the passage at place `i` can have, as places in STATES; a single one is certain."""
    passage, form = evidence.passages[i], evidence.forms[i]
    before = evidence.passages[i - 1] if i else None
    follows_mark = before is None or before.role in FURNITURE
    return _states(
        _roles(evidence, i),
        can_join=before is not None and _can_go_on(before, passage),
        can_start=follows_mark or form in ("lead", "credit"),
        first=before is None,
    )


@cache
def _states(roles: frozenset[Role], *, can_join: bool, can_start: bool, first: bool) -> tuple[int, ...]:
    """Return the states with these roles; only heads start an article unless `can_start`."""
    places = tuple(
        place
        for place, state in enumerate(STATES)
        if state.role in roles
        and (can_join or not state.joins)
        and (can_start or not state.starts or state.role in (Role.KICKER, Role.HEADLINE))
    )
    return (first and tuple(place for place in places if place in FIRST)) or places


def _roles(evidence: Evidence, i: int) -> frozenset[Role]:
    passage, form = evidence.passages[i], evidence.forms[i]
    text, role = passage.text, passage.role
    if role in SURE:
        jump = read_jump(text) if role is Role.JUMP_LINE else None
        return SURE[Role.PAGE_MARK if jump and jump.leaves else role]
    if role is Role.BYLINE:
        return CREDIT
    if role is Role.CAPTION:
        credit_below = i + 1 < len(evidence.passages) and evidence.passages[i + 1].role is Role.SIGNATURE
        return CAPTION if credit_below else PARAGRAPH_OR_CAPTION
    if form in ("lead", "note"):
        return PARAGRAPH
    plain = PARAGRAPH_OR_CAPTION if evidence.pictured else PARAGRAPH
    if form == "body":
        return plain if len(text) <= LONGEST_CAPTION and "。" not in text[:-1] else PARAGRAPH
    if form == "clause":
        return plain if (passage.core or text)[-1] in "。；，、;," else HEAD | plain
    return HEAD | plain | ({Role.BYLINE} if len(text) <= LONGEST_BYLINE else frozenset())


def _can_go_on(before: Passage, after: Passage) -> bool:
    """Return whether the one can be the first piece, the other the second one, of something broken."""
    return not (
        before.ends_sentence
        or before.closes
        or after.closes
        or before.role in SURE
        or after.role in SURE
        or len(before.text) > LONGEST
    )
