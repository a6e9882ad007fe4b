"""How many lines a text will take, before it is set: our breaker on the widths that Chinese faces have alike.

A page is made up before anything is laid out, so no face is at hand. A Chinese character is an em in every face, its
marks give way by half an em, and only the letters and figures of Latin differ a little: nine texts of ten come to
exactly these lines, the others to one more or less.
"""

from __future__ import annotations

import functools
import math
from dataclasses import replace

from exporter.edition import Article, Role
from exporter.marks import CLOSING, OPENING, PAUSING
from exporter.pdf.line_breaker import break_lines
from exporter.pdf.units import Unit, cut, unit

INDENT = 2.0
"""Ems before the first line of a paragraph (CLREQ 3.4.1)."""
CAPTION = 0.88
"""The size of a caption, in ems of the body; its lines are as high as the body's."""
CAPTION_EDGE = 1
"""Lines that a caption's white and rules take above and below it, together."""
# About how wide signs are in a Song face, in em.
_DIGIT, _CAPITAL, _ASCII, _SPACE = 0.56, 0.72, 0.5, 0.25
_LONGEST = 20_000  # code points; what is longer is counted by its width alone


def rows_of(article: Article, measure: float) -> int:
    """Return how many lines the body of `article` takes in a column of `measure` ems."""
    rows = int(article.truncated)
    for block in article.body:
        if block.role is Role.CAPTION:
            rows += CAPTION_EDGE + lines_of(block.text, (measure - 1) / CAPTION)
        else:
            rows += lines_of(block.text, measure, INDENT if block.role is Role.PARAGRAPH else 0.0)
    return rows


def lines_of(text: str, measure: float, indent: float = 0.0) -> int:
    """Return how many lines of `measure` ems a justified text takes, the first of them indented by `indent`."""
    if len(text) > _LONGEST:
        return math.ceil((len(text) + indent) / measure)
    return len(break_lines(nominal_units(text), measure, indent))


def nominal_units(text: str) -> list[Unit]:
    """Return a text as a paragraph's units, about as wide as most faces have them."""
    return [one for piece in cut(text) for one in _units(piece)]


@functools.lru_cache(maxsize=1 << 15)
def _units(piece: tuple[str, ...]) -> tuple[Unit, ...]:
    return tuple(replace(_unit(letters), part=at > 0) for at, letters in enumerate(piece))


def _unit(letters: str) -> Unit:
    before, after = 0.5 * (letters in OPENING), 0.5 * (letters in CLOSING + PAUSING)
    return unit(letters, sum(map(_width, letters)), before, after)


def _width(char: str) -> float:
    if not char.isascii():
        return 1.0
    return _DIGIT if char.isdigit() else _CAPITAL if char.isupper() else _SPACE if char == " " else _ASCII
