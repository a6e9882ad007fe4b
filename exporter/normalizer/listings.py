"""Lines that stand for themselves: verse, tables, programmes, results, lists of names. None of them is a head.

A page sets at most a kicker, two lines of a headline, a subtitle or two and a subhead above a text. Where more short
lines than that follow each other, those in the middle are no heads, whatever they look like.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from exporter.normalizer.forms import CREDIT_FORMS

FEWEST = 6
"""So many short lines one after the other are a listing: of 201 such lines on 300 pages one is a subhead."""
HEADS_BELOW = 3
"""The last lines of a run may be the head of the text below."""
ROW = re.compile(
    r"\d{1,2}[:：]\d{2} "  # a programme
    r"|\S{1,12} \d{1,3}[:：∶]\d{1,3} \S{1,12}$"  # a result
    r"|.*(?: [-+]?[\d.,]*\d[%％]?){2}$"  # figures
    r"|.* -?\d+(?:℃?[～~-]-?\d+)?℃$"  # a day's weather
    r"|\S{1,2} ?\S{1,3} [男女](?: |$)"  # a list of people
)
"""Rows, whose columns spaces part."""
SPEAKER = re.compile("(?:问|答|记者|主持人|Q|A)[:：].")
"""How a line begins that is asked or answered."""


def is_row(text: str) -> bool:
    """Return whether a line is no head by what stands in it: no head of 430 editions is such a line."""
    return (" " in text and ROW.match(text) is not None) or SPEAKER.match(text) is not None


def listed(forms: Sequence[str]) -> frozenset[int]:
    """Return the places of lines in listings, by what each passage looks like (see `forms`).

    The first line of a run may be a listing's title, but for one below a credit.
    """
    places: list[int] = []
    start = 0
    for form, run in groupby(forms):
        end = start + len(list(run))
        if form == "head" and end - start >= FEWEST:
            credited = start > 0 and forms[start - 1] in CREDIT_FORMS
            text_below = end < len(forms) and forms[end] not in ("note", "page-mark", "section-mark")
            places += range(start + (not credited), end - HEADS_BELOW * text_below)
        start = end
    return frozenset(places)
