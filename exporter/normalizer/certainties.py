"""What a passage can be at all, by certainties: the model only weighs what these leave open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from exporter.edition import FURNITURE, Role
from exporter.normalizer import decks
from exporter.normalizer.credits import CREDIT_WORDS, ends_credited, is_certain_credit
from exporter.normalizer.evidence import Evidence
from exporter.normalizer.forms import BODY_FORMS, HEAD_FORMS, form_of
from exporter.normalizer.grammar import FIRST, PREFERRED, STATES, State, state_role
from exporter.normalizer.jump_lines import read_jump
from exporter.normalizer.listings import is_row
from exporter.normalizer.notices import DAY, GIVER
from exporter.normalizer.own_signs import LONGEST_CAPTION
from exporter.normalizer.passage import CLOSERS, Passage, still_open
from exporter.normalizer.patterns import COMMENTARY, LONGEST_CREDIT, SALUTATION, is_credited, tells_places
from exporter.normalizer.seams import OPENS_ANEW, begins_no_text, closes_first, is_inside, is_proven
from exporter.normalizer.words import word_across

LONGEST = 4000
"""No printed paragraph is longer, in characters; what is, is no paragraph and is not added to."""
LONGEST_BYLINE = 40
NO_NAME = re.compile(r"[“”？！，…%％]|^[^：]*\d")
"""What no credit has that is a line of its own: of 60 bylines in nine papers that look like heads none."""
MOST_HEADS = 4
"""How many lines a head has above its credit at the most."""
NOTICE_REACH = 8
"""How far above its signature a notice has its head, in passages."""
SURE = {role: frozenset({state_role(role)}) for role in (*FURNITURE, Role.DATELINE, Role.SIGNATURE)}
"""Roles that a passage's own wording proves. A jump line by which an article leaves closes it, as a mark does."""
PARAGRAPH = frozenset({Role.PARAGRAPH})
CAPTION = frozenset({Role.CAPTION})
PARAGRAPH_OR_CAPTION = PARAGRAPH | CAPTION
BYLINE = frozenset({Role.BYLINE})
HEADLINE = frozenset({Role.HEADLINE})
BYLINE_OR_PARAGRAPH = BYLINE | PARAGRAPH
PLAIN_CREDIT = BYLINE_OR_PARAGRAPH | CAPTION
CREDIT = PLAIN_CREDIT | {Role.HEADLINE, Role.SUBTITLE}
LACKS_OBJECT = re.compile("(?:推出|提出|包括|围绕|根据|按照|成为|来自|位于|属于|达到|超过|认为|获得|取得|采取)$")
"""How no head ends: of 4,766 lines of heads in 360 editions none does. It is a paragraph, broken or cut off."""
WHOLE = frozenset("。！？!?")
"""How a text of whole sentences ends, before its closing marks."""
LONGEST_VERSE = 24
"""A longer line that ends with a comma is no line of verse, in characters."""
LONGEST_SOURCE = 12
"""In characters: 渡船靠岸。临川电视台截图."""
CREDIT_BEGUN = re.compile("。 [^。]{1,16}$")
"""How a caption ends whose credit goes on in the next line: 渡船靠岸。 本报."""
CONTACT = re.compile("(?:联系人|联系电话|联系方式|电话|地址|邮编|咨询电话|特此公告|特此声明)[:：。]?")
"""How a line at a notice's end begins, which is no head."""
STANDING = frozenset({"notice", "roundup", "standing"})
"""Forms of heads that stand over an article whatever is around: all but 2 of 356 on 360 editions."""
SUMMARY = re.compile("导 ?读")
"""What stands over the summaries of a page's articles, or between one's head and its own."""
SUBHEAD = (STATES.index(State(Role.SUBHEAD)),)
STARTING_HEADLINE = (STATES.index(State(Role.HEADLINE, starts=True)),)
SUBTITLE = (STATES.index(State(Role.SUBTITLE)),)
TEXT = (STATES.index(State(Role.PARAGRAPH)),)
BELOW_HEAD = HEAD_FORMS | {"lead"}
"""Forms of what stands below the first line of a head: the next one, a credit, a report's lead words."""
HEAD = frozenset({Role.KICKER, Role.HEADLINE, Role.SUBTITLE, Role.SUBHEAD, Role.PARAGRAPH})
DASHED = HEAD - {Role.HEADLINE}
"""What a line that begins with a dash can be: of 232 on 480 editions none is a headline."""
BRACKETED = re.compile("【[^【】]{2,24}】")
BELOW_HEADS = HEAD - {Role.HEADLINE, Role.KICKER} | BYLINE
"""What a line wholly in 【 】 can be: of 40 in seven papers none is a headline. (【声明】 is known as a notice's.)"""
FRAMED = DASHED - PARAGRAPH
"""What a line between two dashes can be."""


NO_KICKER = frozenset({Role.KICKER})
NOTHING_STARTS: frozenset[Role] = frozenset()


def options(evidence: Evidence, i: int) -> tuple[int, ...]:
    """Return the states that the passage at place `i` can have, as places in STATES; a single one is certain."""
    passage, form = evidence.passages[i], evidence.forms[i]
    before = evidence.passages[i - 1] if i else None
    if form == "body" and before and before.ends_sentence and before.role not in FURNITURE and _is_text(passage.text):
        return TEXT  # as most are
    if form in STANDING:
        summary = i and SUMMARY.fullmatch(passage.text) and evidence.forms[i - 1] == "head"
        return SUBHEAD if summary else STARTING_HEADLINE
    if evidence.usual.decks:
        if decks.has_deck(evidence.passages, evidence.forms, i):
            return STARTING_HEADLINE
        if decks.has_deck(evidence.passages, evidence.forms, i - 1):
            return SUBTITLE
    can_join = before is not None and can_go_on(before, passage) and not _stands_apart(evidence, i)
    follows_mark = before is None or before.role in FURNITURE
    inside = not follows_mark and (i in evidence.in_series or evidence.is_subhead(i))
    starters = NOTHING_STARTS if inside else _starters(form, follows_mark)
    return _states(_roles(evidence, i), starters, can_join, not i)


def _stands_apart(evidence: Evidence, i: int) -> bool:
    """Return whether a passage does not go on the one before it, as things stand: it opens anew, both are lines of a
    list, that one is a quote set above a text, or is cut off in the middle of a sentence above a head."""
    before, passage = evidence.passages[i - 1], evidence.passages[i]
    if OPENS_ANEW.match(passage.text) or evidence.listed.issuperset((i - 1, i)):
        return True
    is_head = evidence.is_head(i) or _trails_off(passage.text)
    if is_head and before.has_sentence and not BELOW_HEAD.isdisjoint(evidence.forms[i + 1 : i + 2]):
        return not (is_inside(before.text, passage.text) or word_across(before.text, passage.text))
    return evidence.quoted(i - 1)


def _trails_off(text: str) -> bool:
    return len(text) <= LONGEST_VERSE and text.endswith("…") and "。" not in text


@cache
def _states(roles: frozenset[Role], starters: frozenset[Role], can_join: bool, first: bool, /) -> tuple[int, ...]:
    """Return the states with these roles, of which the `starters` may start an article, the preferred ones first."""
    places = tuple(
        place
        for place in PREFERRED
        if (state := STATES[place]).role in roles
        and (can_join or not state.joins)
        and (not state.starts or state.role in starters)
    )
    return (first and tuple(place for place in places if place in FIRST)) or places


@cache
def _starters(form: str, follows_mark: bool, /) -> frozenset[Role]:
    """Return the roles with which an article may start: what is no head only after a mark, or by its lead words."""
    starters = {Role.KICKER, Role.HEADLINE}
    if follows_mark or form == "lead":
        starters |= {Role.PARAGRAPH, Role.CAPTION}
    if form == "credit" or (form == "name" and follows_mark):
        starters.add(Role.BYLINE)
    return frozenset(starters)


def _roles(evidence: Evidence, i: int) -> frozenset[Role]:
    return (evidence.passages[i].role and _by_mark(evidence, i)) or _by_look(evidence, i)


def _by_mark(evidence: Evidence, i: int) -> frozenset[Role]:
    """Return the roles left to a passage that is marked as furniture, a credit, a signature or a caption."""
    text, role = evidence.passages[i].text, evidence.passages[i].role
    if role in SURE:
        jump = read_jump(text) if role is Role.JUMP_LINE else None
        return SURE[Role.PAGE_MARK if jump and jump.leaves else role]
    if role is Role.BYLINE:
        if text.startswith(CREDIT_WORDS) and not _heads_cut_in(evidence, i):
            return PLAIN_CREDIT if i in evidence.near_pictures else BYLINE_OR_PARAGRAPH
        return BYLINE if is_certain_credit(text) else CREDIT
    if role is Role.CAPTION:
        credit_below = i + 1 < len(evidence.passages) and evidence.passages[i + 1].role is Role.SIGNATURE
        return CAPTION if credit_below or tells_places(text) else PARAGRAPH_OR_CAPTION
    return frozenset()


def _heads_cut_in(evidence: Evidence, i: int) -> bool:
    """Return whether the lines above a credit are the head of an article, since the text above them is cut off: it does
    not go on below a credit, as a text of several reporters might."""
    first = i
    while first and i - first < MOST_HEADS and evidence.is_head(first - 1):
        first -= 1
    above = evidence.passages[first - 1] if first else None
    return first < i and above is not None and above.has_sentence and not above.ends_sentence and not above.closes


def _by_look(evidence: Evidence, i: int) -> frozenset[Role]:
    """Return the roles that a passage can have by its form."""
    passage, form = evidence.passages[i], evidence.forms[i]
    text = passage.text
    if form in ("lead", "note"):
        return PARAGRAPH
    if form == "body" and _is_text(text):
        return PARAGRAPH
    plain = PARAGRAPH_OR_CAPTION if i in evidence.near_pictures else PARAGRAPH
    if form == "body":
        return plain
    if form == "clause":
        return plain if (passage.core or text)[-1] in "。；，、;," or SALUTATION.match(text) else _head_or(plain, False)
    if i in evidence.listed or is_row(text) or LACKS_OBJECT.search(text) or CONTACT.match(text):
        return PARAGRAPH
    if _signs(evidence, i) or _stays_open(evidence, i):
        return PARAGRAPH
    if COMMENTARY.fullmatch(text) or _is_over_opening(evidence, i):
        return HEADLINE
    if BRACKETED.fullmatch(text):
        return BELOW_HEADS | plain
    if form == "dash":
        return FRAMED if text.endswith("——") else DASHED | plain
    short = len(text) <= LONGEST_BYLINE and not NO_NAME.search(text) and not _beside_credit(evidence.forms, i)
    heads = _head_or(plain, short)
    usual = evidence.usual.decks or evidence.usual.headlines > 0
    return heads - NO_KICKER if decks.is_whole(evidence.passages, i, usual) else heads


def _is_text(text: str) -> bool:
    return len(text) > LONGEST_CAPTION or text.find("。", 0, -1) >= 0


def _is_over_opening(evidence: Evidence, i: int) -> bool:
    """Return whether a letter's first line stands below a head, which is the letter's headline then, or the line by
    which an article comes from another page."""
    if evidence.forms[i] != "head" or i + 1 == len(evidence.passages):
        return False
    below = evidence.passages[i + 1]
    if below.role is Role.JUMP_LINE:
        jump = read_jump(below.text)
        return jump is not None and not jump.leaves
    return SALUTATION.match(below.text) is not None


def _beside_credit(forms: Sequence[str], i: int) -> bool:
    """Return whether what is no credit by its wording is none because others stand beside it: a credit or names below,
    a credit above, or names above what is no name."""
    above, below = forms[i - 1] if i else "", forms[i + 1] if i + 1 < len(forms) else ""
    return below in ("credit", "name") or above == "credit" or (above == "name" and forms[i] != "name")


@cache
def _head_or(plain: frozenset[Role], short: bool, /) -> frozenset[Role]:
    return HEAD | plain | ({Role.BYLINE} if short else frozenset())


def _signs(evidence: Evidence, i: int) -> bool:
    """Return whether a line is a day, or gives the name of who gives the notice that it ends: no head."""
    text = evidence.passages[i].text
    in_notice = "notice" in evidence.forms[max(0, i - NOTICE_REACH) : i]
    return DAY.fullmatch(text) is not None or (in_notice and GIVER.fullmatch(text) is not None)


def _stays_open(evidence: Evidence, i: int) -> bool:
    """Return whether a line opens a quote or bracket that neither it nor the next line closes: no head is cut off."""
    opened = still_open(evidence.passages[i].text)
    return bool(opened) and not any(closes_first(opened, below.text) for below in evidence.passages[i + 1 : i + 2])


def goes_on_certainly(above: Passage | None, before: Passage, after: Passage) -> bool:
    """Return whether two passages are one broken paragraph beyond doubt; `above` stands before them.

    Text that stops in the middle of a sentence goes on in a text of whole sentences, but for what may stand without a
    mark at its end: a line of verse, a quote set above a text, a note in brackets. On 450 editions 577 of 578 such
    breaks are right. A caption goes on in its credit.
    """
    if before.role or not can_go_on(before, after):
        return False
    if after.role:
        credit = after.role is Role.CAPTION and len(after.text) <= LONGEST_CREDIT
        return credit and CREDIT_BEGUN.search(before.text) is not None
    return after.core[-1:] in WHOLE and _stops(above, before, after.text) and form_of(after) in ("body", "clause")


def _stops(above: Passage | None, before: Passage, after: str) -> bool:
    """Return whether a passage is text that stops in the middle of a sentence before a text."""
    text, verse = before.text, len(before.text) <= LONGEST_VERSE
    if text[-1] in "，、":
        return not verse or (len(after) > LONGEST_VERSE and "。" in after[:-1])
    if LACKS_OBJECT.search(text) or is_inside(text, after) or begins_no_text(text, after):
        return True
    if not verse and _runs_on(above, before):
        return True
    return "。" in text and is_proven(text, after)


def _runs_on(above: Passage | None, before: Passage) -> bool:
    """Return whether a passage is text that has its lead words or text above it: no head, no quote set above a text.
    What stands behind its last sentence is longer than the source that a caption ends with."""
    text, form = before.text, form_of(before)
    if len(text) - text.rfind("。") <= LONGEST_SOURCE or text[-1] in CLOSERS:
        return False
    if form == "lead":
        return "。" in text
    return form == "body" and above is not None and form_of(above) in BODY_FORMS


def can_go_on(before: Passage, after: Passage) -> bool:
    """Return whether the one can be the first piece, the other the second one, of something broken. A caption ends with
    its credit."""
    return not (
        before.ends_sentence
        or before.closes
        or ends_credited(before.text)
        or after.closes
        or (before.role is Role.CAPTION and is_credited(before.text))
        or (before.role is Role.BYLINE and after.has_sentence)
        or before.role in SURE
        or after.role in SURE
        or len(before.text) > LONGEST
        or (is_row(before.text) and is_row(after.text))
    )
