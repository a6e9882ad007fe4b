"""Papers that open their reports with lead words in brackets: 【明溪专讯】, 〔记者林一舟／台北报导〕, （明溪4日讯）.

In Hong Kong, Taiwan and Malaysia such a paper opens all of them so, and sets subheads between: of 84 articles on 17
such pages three open without, and no section within one opens with them. Where the reports of several papers stand in
one file, those without lead words have headlines as long as the others', and subheads are shorter.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from statistics import median_low

from exporter.normalizer.forms import BODY_FORMS, HEAD_FORMS
from exporter.normalizer.passage import Passage
from exporter.normalizer.patterns import HOUSE_LEAD

FEWEST = 3
"""From how many reports with such lead words on a paper opens them so."""
SHORT = 0.8
"""What is shorter than so much of a headline is a subhead for certain; what is longer may be a headline without lead
words: of a commentary, of a photograph."""
LINES_OF_HEAD = 4


def headline_length(passages: Sequence[Passage], forms: Sequence[str]) -> int:
    """Return how long headlines are at least, in characters, in a paper of this kind; 0 for any other one.

    Of headlines without lead words beside such with them 51 of 62 are as long as those mostly are.
    """
    leads = [i for i, form in enumerate(forms) if form == "lead" and HOUSE_LEAD.match(passages[i].text)]
    if len(leads) < FEWEST:
        return 0
    led = [longest(passages, forms, top_of_head(forms, i), i) for i in leads if i and forms[i - 1] not in BODY_FORMS]
    return ceil(SHORT * median_low(led)) if led else 0


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
