"""Strips on the grid, down to the page's foot: what a page has left of its height stands between its strips.

A style sheet cannot know where a page ends. After layout every strip begins on a line of the grid, and on every page
but the last the free lines are spread, a few to each gap, the rule in its middle, then a few to the heads. Needs
`page._page_box` of WeasyPrint, and of its boxes `descendants`, `element`, `element_tag`, `content_box_y`, `translate`
and `padding_bottom`; `weasyprint.document.Page`, which gathers the places of links and bookmarks anew; and
`layout.background.layout_box_backgrounds`, since a background stays where its box first stood, with the `background`,
`border_image`, `mask_border_image` and `style` of a box. A test holds them.
"""

from __future__ import annotations

import math
from typing import Any

from weasyprint import Document
from weasyprint.document import Page
from weasyprint.formatting_structure import boxes
from weasyprint.layout.background import layout_box_backgrounds

from exporter.pdf.levels import deepen

MOST = 2
"""Lines of white that a gap takes up beside its own: more would tear the page apart."""
AT_HEADS = 2
"""Lines of white that the heads of a strip take up, where the gaps are not enough."""
_SLIVER = 1e-3  # of a line: what sums of heights may be off


def spread(document: Document, leading: float) -> None:
    """Move the strips of every page of `document`, in place; `leading` is a line of the grid in CSS px."""
    for at, page in enumerate(document.pages):
        box = page._page_box
        strips = [part for part in box.descendants() if _is_strip(part)]
        _to_the_grid(strips, box.content_box_y(), leading)
        if strips and at < len(document.pages) - 1:
            _to_the_foot(strips, box.content_box_y(), box.height, leading)
        _move_backgrounds(box)
        document.pages[at] = Page(box)


def _to_the_grid(strips: list[Any], top: float, leading: float) -> None:
    for at, strip in enumerate(strips):
        rows = (strip.position_y + strip.margin_top - top) / leading
        _part(strips, at, (math.ceil(rows - _SLIVER) - rows) * leading)


def _to_the_foot(strips: list[Any], top: float, height: float, leading: float) -> None:
    """Give what is free below the last strip to the gaps, a line to each in turn, and then to the heads."""
    foot = strips[-1].position_y + strips[-1].margin_height()
    free = max(0, math.floor((top + height - foot) / leading + _SLIVER))
    gaps = [at for at, strip in enumerate(strips) if at or strip.position_y - top > leading] * MOST
    for at in gaps[:free]:
        _part(strips, at, leading)
    free -= len(gaps)
    for at in [*range(len(strips))] * AT_HEADS:
        if free > 0 and deepen(strips[at], leading):
            free -= 1
            for below in strips[at + 1 :]:
                below.translate(0, leading)


def _move_backgrounds(page: Any) -> None:
    """Let the background of every box on `page` be where the box is, and as high; its pictures are known."""
    for box in page.descendants():
        if box is page or not box.background:
            continue
        layers = zip(box.style["background_image"], box.background.layers, strict=True)
        known = {value: layer.image for (kind, value), layer in layers if kind == "url"}
        known[box.style["border_image_source"][1]] = getattr(box, "border_image", None)
        known[box.style["mask_border_source"][1]] = getattr(box, "mask_border_image", None)
        layout_box_backgrounds(page, box, lambda url, known=known, **_: known[url], layout_children=False)


def _is_strip(box: Any) -> bool:
    return isinstance(box, boxes.BlockBox) and box.element_tag == "section" and "strip" in box.element.get("class", "")


def _part(strips: list[Any], at: int, white: float) -> None:
    """Put white above a strip; the rule above it goes half of the way."""
    if at and white:
        strips[at - 1].padding_bottom += white / 2
    for strip in strips[at:] if white else ():
        strip.translate(0, white)
