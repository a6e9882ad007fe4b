"""Notices: how long their lines are, so that what they are full of is never parted.

A notice is a few lines long, a column about thirteen ems wide, and a credit or identity code of eighteen signs takes
ten of them. In one measure the lines before it are torn apart or a third of one stays white; in another, an em wider or
narrower, they come out even. The notices of an edition have one measure, the best for all of them together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from exporter.marks import CLOSING, OPENING, PAUSING
from exporter.pdf.geometry import SHORTEST
from exporter.pdf.line_breaker import cost_of
from exporter.pdf.units import Unit, cut, unit

PADDING = 1
"""Ems between a notice's edge and its text, in the measure that it has where none is better."""
_CHANGES = (0, 1, -1)  # of that measure, in ems
_CHANGE = 1.0  # what a change costs a paragraph: so much as .05 em of tracking in a line of it
_MANY = 200  # paragraphs; they speak for all
_INDENT = 2.0  # em
# About how wide signs are in a Song face, in em.
_DIGIT, _CAPITAL, _ASCII = 0.56, 0.72, 0.5


def notice_measure(paragraphs: Iterable[str], width: int) -> int:
    """Return how long the lines of these notices are in boxes `width` ems wide, in ems.

    The text is measured by estimate, since no face is known before the page is laid out.
    """
    usual = width - 2 * PADDING
    texts = [list(_units(text)) for text in islice(paragraphs, _MANY)]

    def cost(measure: int) -> float:
        change = _CHANGE * len(texts) * (measure != usual)
        return change + sum(cost_of(units, measure, _INDENT) for units in texts)

    return min((usual + change for change in _CHANGES if usual + change >= SHORTEST), key=cost, default=usual)


def _units(text: str) -> Iterator[Unit]:
    for word in cut(text):
        for at, letters in enumerate(word):
            before = 0.5 * (letters in OPENING)
            after = 0.5 * (letters in CLOSING + PAUSING)
            yield replace(unit(letters, sum(map(_width, letters)), before, after), part=at > 0)


def _width(char: str) -> float:
    if not char.isascii():
        return 1.0
    return _DIGIT if char.isdigit() else _CAPITAL if char.isupper() else _ASCII
