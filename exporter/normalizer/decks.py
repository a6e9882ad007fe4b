"""Headlines of two phrases with a space between, and a subtitle below them: 老渡口迎来新航班 两岸居民出行更方便."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median_low

from exporter.normalizer import house_leads
from exporter.normalizer.forms import BODY_FORMS, CREDIT_FORMS, HEAD_FORMS
from exporter.normalizer.passage import HAN_CLASS, Passage

TWO_PHRASES = re.compile(rf"[^ ]{{3,}}(?<=[{HAN_CLASS}”》）！？\d％%]) (?=[{HAN_CLASS}“《（\d])[^ ]{{3,}}")
"""A line with a space between two phrases."""
LISTS = re.compile("[，、；]")
"""What those who took part are listed with: 林一舟 渡轮公司经理、船长."""
MANY, SHORT = 2, 0.7
"""How many times the shorter lines make up the headlines, where they are subheads; and where they are fewer, how long
lines are at least, to the headlines, that may be headlines too."""
FEWEST_DECKS = 3
"""From how many such lines over another line of a head on a paper sets its headlines so, and subtitles below them."""


def headline_length(passages: Sequence[Passage], forms: Sequence[str]) -> int:
    """Return how long headlines are at least, in characters, in a paper that sets them in two phrases; else 0.

    Of 116 lines of two phrases over another line in seven papers ten are kickers, no two of them on one page. Where
    another head stands over a credit they may be subheads of its article.
    """
    above = (passages[i].text for i, pair in enumerate(pairwise(forms)) if pair == ("head", "head"))
    lengths = [len(text) for text in above if TWO_PHRASES.match(text) and not LISTS.search(text)]
    if len(lengths) < FEWEST_DECKS or any(_stands_over_credit(passages, forms)):
        return 0
    others = [
        len(passages[i].text)
        for i in range(1, len(forms) - 1)
        if forms[i] == "head" and forms[i + 1] in BODY_FORMS and forms[i - 1] not in HEAD_FORMS
    ]
    usual = median_low(lengths)
    shorter = sum(length < usual for length in others)
    return usual if MANY * shorter >= len(lengths) else int(SHORT * usual)


def _stands_over_credit(passages: Sequence[Passage], forms: Sequence[str]) -> Iterator[bool]:
    """Yield, for each head over a credit, whether it is another one than a headline of two phrases."""
    for i, (head, credit) in enumerate(pairwise(forms)):
        if credit in CREDIT_FORMS and head in HEAD_FORMS:
            yield not TWO_PHRASES.match(passages[house_leads.top_of_head(forms, i + 1)].text)


def has_deck(passages: Sequence[Passage], forms: Sequence[str], i: int) -> bool:
    """Return whether a line at place `i` and the one below it are a headline and its subtitle, in a paper that sets its
    headlines so."""
    if i < 0 or [*forms[i : i + 2]] != ["head", "head"]:
        return False
    alone = i + 2 < len(forms) and HEAD_FORMS.isdisjoint((*forms[max(0, i - 1) : i], forms[i + 2]))
    return alone and TWO_PHRASES.match(passages[i].text) is not None


def is_whole(passages: Sequence[Passage], i: int, usual: bool) -> bool:
    """Return whether a line of two phrases is a headline rather than the kicker of the line below it: that has two
    phrases too (of 55 none is a kicker), or headlines are `usual` that can be told from others by their length."""
    below = passages[i + 1].text if i + 1 < len(passages) else ""
    return TWO_PHRASES.match(passages[i].text) is not None and (usual or TWO_PHRASES.match(below) is not None)
