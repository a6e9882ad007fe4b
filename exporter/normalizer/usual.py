"""What is usual in an edition: how paragraphs are set off, what stands below heads, how headlines are set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from exporter.normalizer import decks, house_leads
from exporter.normalizer.passage import Passage


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
    led, of_decks = house_leads.headline_length(passages, forms), decks.headline_length(passages, forms)
    return Usual(
        _gap(passages, sentences),
        _indented(passages, sentences),
        _credited(forms),
        led or of_decks,
        of_decks > 0,
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
