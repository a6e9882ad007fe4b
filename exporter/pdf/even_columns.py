"""Columns as even as they can be: none more than a line longer than another, but for what may not be parted.

WeasyPrint balances columns by making them higher by what is left of a paragraph at a time, so that the last may end
many lines short. Where a text of several columns ends on its page it is set here instead: as many lines to every
column, one more to the first of them, and a line more as long as something is left over. Where it goes on on the next
page WeasyPrint fills this one.

This is the second place that puts something into WeasyPrint: `layout.block.columns_layout`, replaced while a document
is rendered. It holds the parameters and results of that, of `block_box_layout`, `block_level_width`, `collapse_margin`,
`resolve_percentages` and `strut`, and of boxes `anonymous_from`, `copy_with_children`, `is_column`,
`is_in_normal_flow`, `margin_height` and the box model's lengths; of the context `page_bottom`, `in_column` and
`excluded_shapes`. A test fails when one of them changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block as layout
from weasyprint.layout.percent import percentage, resolve_percentages
from weasyprint.text.line_break import strut

_TRIES_A_COLUMN = 5  # lines that a column can lose to what stands together: a section head and the lines below it
_FOOT = 0.4  # lines below a strip (`padding-bottom` in print.css), which WeasyPrint takes off the page's room twice:
# what ends there does not fit after all, and would be moved to the next page whole
_HAIR = 0.05  # CSS px by which a column is higher than its lines: their sum is not to be too high for it


@contextmanager
def columns_evened() -> Iterator[None]:
    """Even the columns of what WeasyPrint renders inside this context: one document at a time."""
    theirs = layout.columns_layout

    def ours(context: Any, box: Any, bottom: float, *where: Any) -> Any:
        if bottom > 0:
            bottom += min(bottom, _FOOT * strut(box.style)[0])
        return _even(context, box, bottom, *where) or theirs(context, box, bottom, *where)

    layout.columns_layout = ours
    try:
        yield
    finally:
        layout.columns_layout = theirs


def _even(context: Any, box: Any, bottom: float, skip: Any, container: Any, *rest: Any) -> Any:
    """Return what WeasyPrint's function returns; None where the text is not ours or does not end on this page."""
    if not _is_ours(box, context):
        return None
    _, absolute, _, margins, *_ = rest
    box = box.copy_with_children(box.children)
    box.position_y += layout.collapse_margin(margins)
    layout.block_level_width(box, container)
    count = box.style["column_count"]
    leading = strut(box.style)[0]
    room = context.page_bottom - box.content_box_y() - bottom
    context.in_column = True
    try:
        # What it takes in all: in columns as high as the page where they may be, else not at all.
        filled = _columns(context, box, [room] * count, skip, container)
        if not filled or absolute:
            return None
        rows = round(sum(_heights(filled)) / leading)
        for more in range(_TRIES_A_COLUMN * count + 1):
            shares = [(rows + more + count - 1 - at) // count for at in range(count)]
            if shares[0] * leading > room + _HAIR:
                return None
            columns = _columns(context, box, [share * leading for share in shares], skip, container)
            if columns:
                return _gathered(box, columns), None, {"break": "any", "page": None}, [], False
        return None
    finally:
        context.in_column = False


def _is_ours(box: Any, context: Any) -> bool:
    """Return whether a box of columns holds nothing but blocks one below the other."""
    style = box.style
    return (
        isinstance(style["column_count"], int)
        and style["column_width"] == "auto"
        and style["column_fill"] == "balance"
        and style["height"] == "auto"
        and style["direction"] == "ltr"
        and style["column_gap"] != "normal"
        and not context.excluded_shapes
        and bool(box.children)
        and all(child.is_in_normal_flow() and child.style["column_span"] != "all" for child in box.children)
    )


def _columns(context: Any, box: Any, heights: Sequence[float], skip: Any, container: Any) -> list[Any]:
    """Return the columns of `box`, so high at the most; none where it does not end in them."""
    gap = percentage(box.style["column_gap"], box.style, box.width)
    count = len(heights)
    width = (box.width - (count - 1) * gap) / count
    left, top = box.content_box_x(), box.content_box_y()
    columns: list[Any] = []
    for at, height in enumerate(heights):
        column = box.anonymous_from(box, children=[child.copy() for child in box.children])
        resolve_percentages(column, container)
        column.is_column = True
        column.width, column.position_x, column.position_y = width, left + at * (width + gap), top
        space = context.page_bottom - top - height - _HAIR
        column, skip, *_ = layout.block_box_layout(
            context, column, space, skip, container, False, [], [], [], None, None, discard=False, max_lines=None
        )
        if column is None:
            return []
        columns.append(column)
        if skip is None:
            return columns
    return []


def _used(column: Any, *, ends: bool) -> float:
    """Return how high the content of a column is. A box that goes on in the next column is as high as this one."""
    last = column.children[-1]
    if ends:
        return float(last.position_y + last.margin_height() - column.position_y)
    lines = [box for box in last.descendants() if isinstance(box, boxes.LineBox)]
    return float(lines[-1].position_y + lines[-1].height - column.position_y)


def _heights(columns: Sequence[Any]) -> list[float]:
    return [_used(column, ends=column is columns[-1]) for column in columns]


def _gathered(box: Any, columns: list[Any]) -> Any:
    """Return `box` with these columns in it, all as high as the highest."""
    box.children = columns
    box.height = max(_heights(columns))
    for column in columns:
        column.height = box.height
    return box
