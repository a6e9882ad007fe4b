"""Gold editions printed anew in the manners of other papers, as raw text with its truth: what the model is tested on.

These are other manners than those the model learns from (see `manners`): the paper of a county, of Taiwan, a page of
briefs, one without any credit, one hard-wrapped at its columns' measure.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Any

from gold_editions import Line
from manners import CREDIT, LEAD_WORDS

from exporter.edition import Role
from exporter.normalizer.grammar import MARK

CREDITS = frozenset({Role.BYLINE, Role.SIGNATURE, Role.DATELINE, MARK})
REPORTERS = ("王小川", "李静", "陈立新", "赵雪", "周明", "刘海燕", "孙浩", "何晓东")
COLUMN = re.compile(r" ?（[^（）]{2,24}）$")


@dataclass(frozen=True)
class Manner:
    """How a paper prints. `article` sets up one article's lines; `measure` is its columns', 0 where a paragraph is a
    line; `gap` the blank lines between blocks."""

    article: Callable[[list[Line], random.Random], list[Line]]
    gap: int = 1
    measure: int = 0
    traditional: bool = False


def _without(lines: Sequence[Line], roles: frozenset[Role]) -> list[Line]:
    return [line for line in lines if line.role not in roles]


def _led(lines: Sequence[Line], words: str) -> list[Line]:
    """Return an article whose first paragraph begins with these words, in place of its own lead words."""
    lead = next((line for line in lines if line.role is Role.PARAGRAPH), None)
    return [
        replace(line, text=words + (LEAD_WORDS.sub("", line.text, count=1) or line.text)) if line is lead else line
        for line in lines
    ]


def _plain(lines: Sequence[Line]) -> list[Line]:
    """Return an article without credits of any kind, and without columns' names in its heads."""
    kept = []
    for line in _without(lines, CREDITS):
        text = CREDIT.sub("", line.text) if line.role is Role.CAPTION else line.text
        text = COLUMN.sub("", text) if line.role is Role.HEADLINE else text
        kept.append(replace(line, text=text or line.text))
    return kept


def _bare(lines: list[Line], rng: random.Random) -> list[Line]:
    return _led(_plain(lines), "")


def _county(lines: list[Line], rng: random.Random) -> list[Line]:
    """Every report has its lead words, or its reporter in brackets at the end."""
    reporter = rng.choice(REPORTERS)
    if any(line.role is Role.BYLINE for line in lines) or not any(line.role is Role.PARAGRAPH for line in lines):
        return lines
    if rng.random() < 0.5:
        return _led(_plain(lines), f"本报讯（记者 {reporter}）")
    led = _led(_plain(lines), "")
    last = max(k for k, line in enumerate(led) if line.role is Role.PARAGRAPH)
    return [replace(line, text=f"{line.text}（{reporter}）") if k == last else line for k, line in enumerate(led)]


def _taiwan(lines: list[Line], rng: random.Random) -> list[Line]:
    return _led(_plain(lines), rng.choice((f"〔記者{rng.choice(REPORTERS)}／台北報導〕", "", "")))


def _brief(lines: list[Line], rng: random.Random) -> list[Line]:
    """A headline and a paragraph or two."""
    paragraphs = [line for line in lines if line.role is Role.PARAGRAPH]
    heads = [line for line in lines if line.role is Role.HEADLINE]
    return _led([*heads, *paragraphs[: rng.choice((1, 1, 2))]], rng.choice(("", "", "本报讯 ")))


def _wrapped(lines: list[Line], rng: random.Random) -> list[Line]:
    return lines


MANNERS = {
    "bare": Manner(_bare),
    "county": Manner(_county, gap=0),
    "taiwan": Manner(_taiwan, traditional=True),
    "briefs": Manner(_brief),
    "wrapped": Manner(_wrapped, gap=0, measure=17),
}


def printed(name: str, lines: Sequence[Line], manner: Manner) -> tuple[str, dict[str, Any]]:
    """Return an edition's raw text in a manner, and its truth in the form of the project's scorer."""
    rng = random.Random(name)  # noqa: S311 - the same page every time
    pieces: list[str] = []
    blocks: list[dict[str, Any]] = []
    at = articles = 0
    for _, group in groupby(lines, key=lambda line: line.article):
        set_up = manner.article(list(group), rng)
        number = articles if any(line.article is not None for line in set_up) else None
        articles += number is not None
        for line in set_up:
            text = _traditional(line.text) if manner.traditional else line.text
            source = []
            for piece in _columns(text, line.role, manner.measure):
                start = at + len(piece) - len(piece.lstrip())
                source.append([start, at + len(piece)])
                pieces.append(piece + "\n")
                at += len(piece) + 1
            pieces.append("\n" * manner.gap)
            at += manner.gap
            role = "page-mark" if line.role is MARK else str(line.role)
            block = {"article": number, "role": role, "text": text, "source": source}
            blocks.append({**block, "role_unscored": True} if line.open else block)
    told = [{"truncated": False, "dateline": None} for _ in range(articles)]
    style = "wrapped" if manner.measure else "blank"
    return "".join(pieces), {"style": style, "blocks": blocks, "articles": told, "duplicates": []}


def _columns(text: str, role: Role, measure: int) -> list[str]:
    """Return a block as the lines of a column; a paragraph's first is indented."""
    if not measure or role is MARK:
        return [text]
    indented = "\u3000\u3000" * (role is Role.PARAGRAPH) + text
    lines = [indented[k : k + measure] for k in range(0, len(indented), measure)]
    return [line for line in lines if line.strip()]


def _traditional(text: str) -> str:
    for quote, corner in zip("“”‘’", "「」『』", strict=True):
        text = text.replace(quote, corner)
    converted: str = _converter().convert(text)
    return converted


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("s2tw")
