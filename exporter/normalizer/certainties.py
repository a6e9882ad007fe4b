"""What a passage can be at all, by certainties: the model only weighs what these leave open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from exporter.edition import FURNITURE, Role
from exporter.normalizer import decks
from exporter.normalizer.breaks import LACKS_OBJECT, SURE, can_go_on, stands_apart
from exporter.normalizer.credits import CREDIT_WORDS, is_certain_credit
from exporter.normalizer.evidence import Evidence
from exporter.normalizer.forms import CREDIT_FORMS
from exporter.normalizer.grammar import FIRST, PREFERRED, STATES
from exporter.normalizer.jump_lines import read_jump
from exporter.normalizer.listings import is_row
from exporter.normalizer.notices import DAY, GIVER
from exporter.normalizer.own_signs import LONGEST_CAPTION
from exporter.normalizer.passage import still_open
from exporter.normalizer.patterns import COMMENTARY, SALUTATION, tells_places
from exporter.normalizer.seams import closes_first
from exporter.normalizer.settled import STARTING_HEADLINE, SUBHEAD, SUBTITLE, TEXT, settled

LONGEST_BYLINE = 40
NO_NAME = re.compile(r"[“”？！，…%％]|^[^：]*\d")
"""What no credit has that is a line of its own: of 60 bylines in nine papers that look like heads none."""
MOST_HEADS = 4
"""How many lines a head has above its credit at the most."""
NOTICE_REACH = 8
"""How far above its signature a notice has its head, in passages."""
PARAGRAPH = frozenset({Role.PARAGRAPH})
CAPTION = frozenset({Role.CAPTION})
PARAGRAPH_OR_CAPTION = PARAGRAPH | CAPTION
BYLINE = frozenset({Role.BYLINE})
HEADLINE = frozenset({Role.HEADLINE})
BYLINE_OR_PARAGRAPH = BYLINE | PARAGRAPH
PLAIN_CREDIT = BYLINE_OR_PARAGRAPH | CAPTION
CREDIT = PLAIN_CREDIT | {Role.HEADLINE, Role.SUBTITLE}
CONTACT = re.compile("(?:联系人|联系电话|联系方式|电话|地址|邮编|咨询电话|特此公告|特此声明)[:：。]?")
"""How a line at a notice's end begins, which is no head."""
STANDING = frozenset({"notice", "roundup", "standing"})
"""Forms of heads that stand over an article whatever is around: all but 2 of 356 on 360 editions."""
SUMMARY = re.compile("导 ?读")
"""What stands over the summaries of a page's articles, or between one's head and its own."""
HEAD = frozenset({Role.KICKER, Role.HEADLINE, Role.SUBTITLE, Role.SUBHEAD, Role.PARAGRAPH})
DASHED = HEAD - {Role.HEADLINE}
"""What a line that begins with a dash can be: of 232 on 480 editions none is a headline."""
BRACKETED = re.compile("【[^【】]{2,24}】|（[^（）]{2,60}）")
BELOW_HEADS = HEAD - {Role.HEADLINE, Role.KICKER} | BYLINE
"""What a line wholly in 【 】 or （ ） can be: of 40 in seven papers and 464 in eleven none is a headline. (【声明】 is
known as a notice's.)"""
FRAMED = DASHED - PARAGRAPH
"""What a line between two dashes can be."""
NO_KICKER = frozenset({Role.KICKER})
NOTHING_STARTS: frozenset[Role] = frozenset()


def options(evidence: Evidence, i: int, *, settle: bool = True) -> tuple[int, ...]:
    """Return the states that the passage at place `i` can have, as places in STATES; a single one is certain.

    What only its neighbours settle is left open where `settle` is not wanted: a model learns from that too.
    """
    forms, passage = evidence.forms, evidence.passages[i]
    form, before = forms[i], evidence.passages[i - 1] if i else None
    if form == "body" and before and before.ends_sentence and before.role not in FURNITURE and _is_text(passage.text):
        return TEXT  # as most are
    above, below = forms[i - 1] if i else "", forms[i + 1] if i + 1 < len(forms) else ""
    if settle and (certain := settled(above, form, below)):
        return certain
    if form in STANDING:
        summary = above == "head" and SUMMARY.fullmatch(passage.text)
        return SUBHEAD if summary else STARTING_HEADLINE
    if evidence.usual.decks:
        if decks.has_deck(evidence.passages, forms, i):
            return STARTING_HEADLINE
        if decks.has_deck(evidence.passages, forms, i - 1):
            return SUBTITLE
    can_join = before is not None and can_go_on(before, passage) and not stands_apart(evidence, i)
    follows_mark = before is None or before.role in FURNITURE
    inside = not follows_mark and (i in evidence.in_series or evidence.is_subhead(i))
    starters = NOTHING_STARTS if inside else _starters(form, follows_mark)
    return _states(_roles(evidence, i), starters, can_join, not i)


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
    return below in CREDIT_FORMS or above == "credit" or (above == "name" and forms[i] != "name")


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
