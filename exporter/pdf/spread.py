"""Strips on the grid, down to the page's foot: what a page has left of its height stands between its strips.

A style sheet cannot know where a page ends. After layout every strip begins on a line of the grid (a strip whose last
article is ruled off is half a line too high), and on every page but the last the free lines are spread, a few to each
gap, the rule in its middle. Needs `page._page_box` of WeasyPrint, and of its boxes `descendants`, `element`,
`element_tag`, `content_box_y`, `translate` and `padding_bottom`; and `weasyprint.document.Page`, which gathers the
places of links and bookmarks anew. A test holds them.
"""

from __future__ import annotations

import itertools
import math
from typing import Any

from weasyprint import Document
from weasyprint.document import Page
from weasyprint.formatting_structure import boxes

MOST = 2
"""Lines of white that a gap takes up beside its own: more would tear the page apart."""
_SLIVER = 1e-3  # of a line: what sums of heights may be off


def spread(document: Document, leading: float) -> None:
    """Move the strips of every page of `document`, in place; `leading` is a line of the grid in CSS px."""
    for at, page in enumerate(document.pages):
        strips = [box for box in page._page_box.descendants() if _is_strip(box)]
        last = at == len(document.pages) - 1
        shifts = _shifts(page._page_box, strips, leading, spread_out=not last)
        if any(shifts):
            _move(strips, shifts)
            document.pages[at] = Page(page._page_box)


def _is_strip(box: Any) -> bool:
    return isinstance(box, boxes.BlockBox) and box.element_tag == "section" and "strip" in box.element.get("class", "")


def _shifts(page: Any, strips: list[Any], leading: float, *, spread_out: bool) -> list[float]:
    """Return by how many CSS px each strip moves away from the one above it."""
    top, height = page.content_box_y(), page.height
    shifts: list[float] = []
    moved = 0.0
    for strip in strips:
        rows = (strip.position_y + strip.margin_top + moved - top) / leading
        shifts.append((math.ceil(rows - _SLIVER) - rows) * leading)
        moved += shifts[-1]
    if spread_out and strips:
        foot = max(strip.position_y + strip.margin_height() for strip in strips) + moved
        free = math.floor((top + height - foot) / leading + _SLIVER)
        gaps = [at for at, strip in enumerate(strips) if at or strip.position_y - top > leading]
        for at in itertools.islice(itertools.cycle(gaps), max(0, min(free, MOST * len(gaps)))):
            shifts[at] += leading
    return shifts


def _move(strips: list[Any], shifts: list[float]) -> None:
    """Move each strip, and all below it; the rule below a strip goes half of the way of what it parts."""
    moved = 0.0
    for at, (strip, shift) in enumerate(zip(strips, shifts, strict=True)):
        if at and shift:
            strips[at - 1].padding_bottom += shift / 2
        moved += shift
        if moved:
            strip.translate(0, moved)
