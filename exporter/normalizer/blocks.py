"""Broken paragraphs joined, by evidence in the text itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from exporter.normalizer.passage import CLOSERS, PAUSES, Passage, together
from exporter.normalizer.patterns import HEAD_LENGTH, LEAD, NAMES
from exporter.normalizer.words import HAN, word_across

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


def join(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Join the pieces of broken paragraphs.

    Only what a column's end can have broken is joined: the left piece does not end as a sentence, and there is
    positive evidence that the right one goes on where it stopped.
    """
    joined: list[Passage] = []
    for passage in passages:
        if joined and _goes_on(joined[-1], passage, in_body=len(joined) > 1 and joined[-2].has_sentence):
            joined[-1] = together(joined[-1], passage)
        else:
            joined.append(passage)
    return tuple(joined)


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
            (word_across(before, after), 3),
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


def _opened(text: str) -> bool:
    """Return whether a quote or bracket is open at the end of the text."""
    return any(text.count(opener) > text.count(closer) for opener, closer in OPEN_TO_CLOSE.items())
