"""The breaker's lines in WeasyPrint: a paragraph that is nothing but text is set by us, at the width it really has.

WeasyPrint asks for one line after the other, of a paragraph's text and a width. The first time a paragraph is asked
for, its text is measured and broken as a whole; what is returned is the line that begins where WeasyPrint stands.
While it balances columns it asks many times, and gets copies of what is known already.

This is the one place that puts something into WeasyPrint: `layout.inline.get_next_linebox` and, for boxes as wide as
their text, `layout.preferred.inline_max_content_width`, replaced while a document is rendered. It holds the parameters
and results of both, `resolve_percentages`, `line_box_verticality` and `strut`;
`context.excluded_shapes`; and of boxes `children`, `style`, `copy_with_text`, `copy_with_children`,
`copy`, the box model's lengths, `baseline`, `is_in_normal_flow`, `is_leader`, `footnote`, `missing_link`,
`text_overflow` and `pango_layout`. A test fails when one of them changes.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline, preferred
from weasyprint.layout.percent import resolve_percentages

from exporter.pdf.shaping import Rulers
from exporter.pdf.text_lines import Leaf, TextLines

_ONE_AT_A_TIME = threading.Lock()  # the function that is put in stands in a module, for all threads
# Left to WeasyPrint: line breaks and tabs that are kept, soft hyphens, and what runs from right to left.
_NOT_OURS = re.compile(
    "[\t\n\r\f\x85\u2028\u2029\xad\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]"
)
_OUR_STYLE = {"letter_spacing": "normal", "word_spacing": 0, "direction": "ltr"}
_SPACES = tuple(
    f"{side}_{edge}" + "_width" * (side == "border")
    for side in ("margin", "border", "padding")
    for edge in ("left", "right")
)


@contextmanager
def lines_set() -> Iterator[None]:
    """Set the lines of what WeasyPrint renders inside this context. Another thread waits for its turn."""
    with _ONE_AT_A_TIME:
        before = inline.get_next_linebox, preferred.inline_max_content_width
        setter = _Setter(*before)
        inline.get_next_linebox, preferred.inline_max_content_width = setter.next_line, setter.width
        try:
            yield
        finally:
            inline.get_next_linebox, preferred.inline_max_content_width = before


class _Setter:
    """Sets the paragraphs that are nothing but text and leaves the others to WeasyPrint's own functions."""

    def __init__(self, next_line: Any, width: Any) -> None:
        self._next_line = next_line
        self._width = width
        self._rulers = Rulers()
        self._known: dict[Any, TextLines | None] = {}  # boxes have no equality: this knows them by their identity

    def next_line(
        self, context: Any, box: Any, y: float, bottom: float, skip: Any, block: Any, *rest: Any
    ) -> tuple[Any, Any]:
        """Return the line of `box` that begins at `skip`, for the height `y` in `block`, and where the next begins."""
        *_, first_letter_style, first_line_style = rest
        theirs = context.excluded_shapes or first_letter_style or first_line_style
        text = None if theirs or block.style["block_ellipsis"] != "none" else self._text(box)
        if text is None:
            return self._next_line(context, box, y, bottom, skip, block, *rest)  # type: ignore[no-any-return]
        line, resume_at = text.line(skip, block.width, box.text_indent)
        return line and _copy_at(line, block.content_box_x(), y), resume_at

    def width(self, context: Any, box: Any, outer: bool = True, is_line_start: bool = False) -> float:
        """Return how wide a box is that holds `box`, a paragraph's text, on one line (CSS px)."""
        text = self._text(box) if isinstance(box, boxes.LineBox) and not box.style["text_indent"].value else None
        if text is None:
            return self._width(context, box, outer, is_line_start)  # type: ignore[no-any-return]
        return text.width()

    def _text(self, box: Any) -> TextLines | None:
        """Return the lines of a paragraph. Where it holds a page's number they are not kept: it may change."""
        if box in self._known:
            return self._known[box]
        text = self._read(box)
        if not any(part.missing_link for part in box.descendants()):
            self._known[box] = text
        return text

    def _read(self, box: Any) -> TextLines | None:
        """Return the lines of a paragraph, which are broken when they are asked for; None where it is not only text."""
        if box.text_overflow != "clip" or not box.style["font_size"]:
            return None
        parts = [part for part in box.descendants() if part is not box]
        for part in parts:
            resolve_percentages(part, (1, 1))  # what has edges is not ours, so it need not be known of what
        texts = [part for part in parts if isinstance(part, boxes.TextBox)]
        if box.style["white_space"] not in ("normal", "nowrap") or not all(_is_text(part, box.style) for part in parts):
            return None
        if not "".join(text.text for text in texts).strip(" "):
            return None
        return TextLines(box, list(_leaves(box)), self._rulers)


def _copy_at(box: Any, x: float, y: float) -> Any:
    """Return a copy of a line that stands at the page's origin, moved: `deepcopy` and `translate` in one."""
    copy = box.copy()
    copy.position_x += x
    copy.position_y += y
    if box.children:
        copy.children = [_copy_at(child, x, y) for child in box.children]
    return copy


def _is_text(part: Any, style: Any) -> bool:
    """Return whether `part`, in a paragraph of this style, is text, or an inline box without edges."""
    return (
        isinstance(part, boxes.TextBox | boxes.InlineBox)
        and part.is_in_normal_flow()
        and not (part.is_leader or part.footnote)
        and part.style["white_space"] == style["white_space"]
        and all(part.style[name] == value for name, value in _OUR_STYLE.items())
        and not any(getattr(part, space) for space in _SPACES)
        and not (isinstance(part, boxes.TextBox) and (_NOT_OURS.search(part.text) or not part.style["font_size"]))
    )


def _leaves(box: Any, path: Sequence[int] = ()) -> Iterator[Leaf]:
    """Yield the text boxes in `box`, in reading order, with the way down to each."""
    for at, child in enumerate(box.children):
        if isinstance(child, boxes.TextBox):
            if child.text:
                yield Leaf(child, (*path, at))
        else:
            yield from _leaves(child, (*path, at))
