"""What is usual in an edition: how paragraphs are set off, what stands below heads, how headlines are set."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from exporter.normalizer import house_leads
from exporter.normalizer.forms import BODY_FORMS, HEAD_FORMS
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


@dataclass(frozen=True, slots=True)
class Usual:
    """`gap`: how many blank lines stand before a paragraph, mostly; `indented`: whether most are; `credited`: whether
    heads tend to have credits or lead words after them: none, few, some or most; `decks`: whether
    headlines are of two phrases, with a subtitle below; `headlines`: how long they are at least in such a paper, and in
    one that opens its reports with lead words in brackets (see `house_leads`), else 0."""

    gap: int
    indented: bool
    credited: str
    headlines: int
    decks: bool


def usual_of(passages: Sequence[Passage], forms: Sequence[str], sentences: Sequence[bool]) -> Usual:
    """Return what is usual among passages that look like `forms`; `sentences`: whether a sentence ends inside each."""
    led, decks = house_leads.headline_length(passages, forms), _deck_length(passages, forms)
    return Usual(
        _gap(passages, sentences),
        _indented(passages, sentences),
        _credited(forms),
        led or decks,
        decks > 0,
    )


def _gap(passages: Sequence[Passage], sentences: Sequence[bool]) -> int:
    gaps = Counter(p.gap for p, whole in zip(passages[1:], sentences[1:], strict=True) if whole)
    return max(gaps, key=lambda gap: (gaps[gap], -gap), default=len(passages))


def _indented(passages: Sequence[Passage], sentences: Sequence[bool]) -> bool:
    body = [p.indented for p, whole in zip(passages, sentences, strict=True) if whole]
    return 2 * sum(body) > len(body)


def _credited(forms: Sequence[str]) -> str:
    credit_lines = sum(form in ("credit", "lead") for form in forms)
    heads = sum(before == "head" and after != "head" for before, after in pairwise([*forms, "end"]))
    if credit_lines * 2 > heads:
        return "most"
    return "some" if credit_lines * 5 > heads else "few" if credit_lines else "none"


def _deck_length(passages: Sequence[Passage], forms: Sequence[str]) -> int:
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
        if credit in ("credit", "name") and head in HEAD_FORMS:
            yield not TWO_PHRASES.match(passages[house_leads.top_of_head(forms, i + 1)].text)
