"""Cells of a row that end level: what one is shorter than the row stands as white at its heads and between its blocks.

A style sheet cannot know how high a neighbour is. After layout the blocks of every cell move down by whole lines of the
grid, a line to each place in turn. Needs `page._page_box` of WeasyPrint, and of its boxes `children`, `element`,
`element_tag`, `height`, `margin_height`, `position_y`, `padding_bottom` and `translate`; a test holds them.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure import boxes

AT_A_HEAD, BETWEEN = 2, 2
"""Lines of white that stand at a head, or between two blocks, beside their own: more would tear them apart."""
_ABOVE = 0.35  # how much of the white at a head stands above it
_SLIVER = 1e-3  # of a line: what sums of heights may be off


def level_cells(document: Document, leading: float) -> None:
    """Let the cells of every row end level, in place; `leading` is a line of the grid in CSS px."""
    for page in document.pages:
        for row in _rows(page._page_box):
            foot = max(cell.position_y + cell.margin_height() for cell in row.children)
            for cell in row.children:
                _level(cell, foot, leading)


def deepen(strip: Any, leading: float) -> bool:
    """Make a strip a line deeper at the heads of its articles, in place; return whether there are any."""
    articles = [child for child in strip.children if child.element_tag == "article"]
    if articles and _head(articles[0]) is not None:
        _part(articles, 0, leading, at_head=True)
    elif row := next(_rows(strip), None):
        foot = max(cell.position_y + cell.margin_height() for cell in row.children) + leading
        for cell in row.children:
            _level(cell, foot, leading)
    else:
        return False
    strip.height += leading
    return True


def _rows(around: Any) -> Iterator[Any]:
    """Yield the rows in a box: each is a line whose words are cells."""
    for box in around.descendants():
        if isinstance(box, boxes.LineBox) and box.element is not None and box.element.get("class") == "blocks":
            yield box


def _level(cell: Any, foot: float, leading: float) -> None:
    """Let `cell` end at `foot`. A box at its foot grows with it."""
    articles = [child for child in cell.children if child.element_tag == "article"]
    free = math.floor((foot - cell.position_y - cell.margin_height()) / leading + _SLIVER)
    places = list(_places(articles))
    for at, head in itertools.islice(places, free):
        _part(articles, at, leading, at_head=head)
    cell.height += foot - cell.position_y - cell.margin_height()
    last = articles[-1]
    if last.style["border_left_style"] != "none":
        last.height += cell.content_box_y() + cell.height - last.position_y - last.margin_height()


def _places(articles: list[Any]) -> Iterator[tuple[int, bool]]:
    """Yield where lines of white go, one after the other: at the head of a block, or above it."""
    for turn in range(max(AT_A_HEAD, BETWEEN)):
        for at, article in enumerate(articles):
            if at and turn < BETWEEN:
                yield at, False
            if turn < AT_A_HEAD and _head(article) is not None:
                yield at, True


def _part(articles: list[Any], at: int, leading: float, *, at_head: bool) -> None:
    """Put a line of white at the head of an article, or above it."""
    article = articles[at]
    if at_head and (head := _head(article)):
        piece, header = head
        header.translate(0, leading * _ABOVE)
        for below in piece.children[piece.children.index(header) + 1 :]:
            below.translate(0, leading)
        piece.height += leading
        article.height += leading
    else:
        article.translate(0, leading)
        above = articles[at - 1]
        if above.style["border_left_style"] == "none":
            above.padding_bottom += leading / 2
    for below in articles[at + 1 :]:
        below.translate(0, leading)


def _head(article: Any) -> tuple[Any, Any] | None:
    """Return the box of a head that holds something, and the one around it and its text; None where there is none."""
    for piece in article.children:
        for part in piece.children if isinstance(piece, boxes.BlockBox) else ():
            if part.element_tag == "header" and part.children:
                return piece, part
    return None
