"""The rules between articles: none at a column's foot where the next column begins with a headline.

A style sheet draws them below articles and cannot know where columns end. After layout they are taken away there; the
space that they took stays. Needs `page._page_box` of WeasyPrint, and of its boxes `descendants`, `is_column`,
`element_tag` and `border_bottom_width`; a test holds them.
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


def _has_headline(box: Any) -> bool:
    return any(part.element_tag == "h2" for part in box.descendants())


def _drop_rule(box: Any) -> None:
    if box.element_tag == "article" and box.style["border_left_style"] == "none":
        box.border_bottom_width = 0
