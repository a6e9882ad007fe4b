"""The rules between articles: none at a column's foot before a headline, and those between blocks as long as the row.

A style sheet draws them at articles, and cannot know where columns end or how high a neighbour is. After layout they
are taken away or made longer; nothing moves. Needs `page._page_box` of WeasyPrint, and of its boxes `descendants`,
`is_column`, `element`, `element_tag`, `height` and `border_bottom_width`; a test holds them.
"""

from __future__ import annotations

import itertools
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure import boxes


def drop_rules_at_feet(document: Document) -> None:
    """Take the bottom border from every article that ends a column before a headline, in place.

    A boxed article keeps its box.
    """
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, boxes.BlockBox):
                columns = [child for child in box.children if child.is_column and child.children]
                for left, right in itertools.pairwise(columns):
                    if _has_headline(right.children[0]):
                        _drop_rule(left.children[-1])


def level_blocks(document: Document) -> None:
    """Let the blocks of every row end level, in place: a boxed article's box, too, is as high as the row."""
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, boxes.LineBox) and box.element is not None and box.element.get("class") == "blocks":
                foot = max(child.position_y + child.margin_height() for child in box.children)
                for child in box.children:
                    child.height += foot - child.position_y - child.margin_height()


def _has_headline(box: Any) -> bool:
    return any(part.element_tag == "header" and part.children for part in box.descendants())


def _drop_rule(box: Any) -> None:
    if box.element_tag == "article" and box.style["border_left_style"] == "none":
        box.border_bottom_width = 0
