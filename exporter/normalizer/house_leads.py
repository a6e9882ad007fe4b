"""Papers that open their reports with lead words in brackets: 【明溪专讯】, 〔记者林一舟／台北报导〕, （明溪4日讯）.

In Hong Kong, Taiwan and Malaysia such a paper opens all of them so, and sets subheads between: of 84 articles on 17
such pages three open without, and no section within one opens with them. Where the reports of several papers stand in
one file, those without lead words have headlines as long as the others', and subheads are shorter.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median_low

from exporter.normalizer.forms import BODY_FORMS, HEAD_FORMS
from exporter.normalizer.passage import Passage
from exporter.normalizer.patterns import HOUSE_LEAD

FEWEST = 3
"""From how many reports with such lead words on a paper opens them so."""
MANY, SHORT = 2, 0.7
"""How many times the shorter lines make up the headlines, where they are subheads; and where they are fewer, how long
lines are at least, to the headlines, that may be headlines too."""
LINES_OF_HEAD = 4


def headline_length(passages: Sequence[Passage], forms: Sequence[str]) -> int:
    """Return how long headlines are at least, in characters, in a paper of this kind; 0 for any other one.

    Of subheads 91 of 95 are shorter than headlines mostly are, of headlines without lead words beside such with them
    51 of 62 as long.
    """
    leads = {i for i, form in enumerate(forms) if form == "lead" and HOUSE_LEAD.match(passages[i].text)}
    if len(leads) < FEWEST:
        return 0
    lengths = {
        i: longest(passages, forms, top_of_head(forms, i), i)
        for i in range(1, len(forms))
        if forms[i] in BODY_FORMS and forms[i - 1] not in BODY_FORMS
    }
    led = [length for i, length in lengths.items() if i in leads]
    return shortest(led, [length for i, length in lengths.items() if length and i not in leads]) if led else 0


def shortest(headlines: Sequence[int], others: Sequence[int]) -> int:
    """Return how long a line is at least, in characters, that is a headline, by the lengths of sure ones and of all
    other lines over text. Where few of these are shorter than headlines mostly are, they may be headlines too."""
    usual = median_low(headlines)
    shorter = sum(length < usual for length in others)
    return usual if MANY * shorter >= len(headlines) else int(SHORT * usual)


def longest(passages: Sequence[Passage], forms: Sequence[str], start: int, end: int) -> int:
    """Return the length of the longest line of a head in `[start, end)`, in characters."""
    return max((len(passages[k].text) for k in range(start, end) if forms[k] in HEAD_FORMS), default=0)


def top_of_head(forms: Sequence[str], i: int) -> int:
    """Return where the head begins that ends before place `i`: at most so many lines above it, none of them of text."""
    top = i
    while top and i - top < LINES_OF_HEAD and forms[top - 1] not in BODY_FORMS:
        top -= 1
    return top


def end_of_head(forms: Sequence[str], i: int) -> int:
    """Return where the text begins below the line of a head at place `i`."""
    end = i + 1
    while end < len(forms) and end - i < LINES_OF_HEAD and forms[end] not in BODY_FORMS:
        end += 1
    return end
