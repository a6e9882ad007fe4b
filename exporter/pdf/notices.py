"""Notices: how long their lines are, so that what they are full of is never parted.

A notice is a few lines long, a column about thirteen ems wide, and a credit or identity code of eighteen signs takes
ten of them. In one measure the lines before it are torn apart or a third of one stays white; in another, an em wider or
narrower, they come out even. The notices of an edition have one measure, the best for all of them together.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from exporter.pdf.galley import INDENT, nominal_units
from exporter.pdf.geometry import SHORTEST
from exporter.pdf.line_breaker import cost_of

PADDING = 1
"""Ems between a notice's edge and its text, in the measure that it has where none is better."""
_CHANGES = (0, 1, -1)  # of that measure, in ems
_CHANGE = 1.0  # what a change costs a paragraph: so much as .05 em of tracking in a line of it
_MANY = 200  # paragraphs; they speak for all


def notice_measure(paragraphs: Iterable[str], width: int) -> int:
    """Return how long the lines of these notices are in boxes `width` ems wide, in ems.

    The text is measured by estimate, since no face is known before the page is laid out.
    """
    usual = width - 2 * PADDING
    texts = [nominal_units(text) for text in islice(paragraphs, _MANY)]

    def cost(measure: int) -> float:
        change = _CHANGE * len(texts) * (measure != usual)
        return change + sum(cost_of(units, measure, INDENT) for units in texts)

    return min((usual + change for change in _CHANGES if usual + change >= SHORTEST), key=cost, default=usual)
