"""Lines laid out once: WeasyPrint's own, kept while it balances columns.

To balance columns WeasyPrint tries one height after the other and lays out every line for each of them, four times on
the whole. What stands in a line depends on its box, on where in the box it begins and on its width, as long as
nothing floats and no counter of pages is in it: such a line is kept, and the next time a copy of it is moved to its
place.

This is the one place that puts something into WeasyPrint: `weasyprint.layout.inline.get_next_linebox`. It needs the
parameters and the result of that function, `context.excluded_shapes` and `context.current_page`, and of boxes
`descendants`, `deepcopy`, `translate`, `is_in_normal_flow`, `is_leader`, `footnote` and `missing_link`. A test compares
what is written with what WeasyPrint writes by itself.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

_ONE_AT_A_TIME = threading.Lock()  # the function that is put in stands in a module, for all threads


@contextmanager
def lines_kept() -> Iterator[None]:
    """Lay out no line twice in what WeasyPrint renders inside this context. Another thread waits for its turn."""
    with _ONE_AT_A_TIME:
        lay_out = inline.get_next_linebox
        inline.get_next_linebox = _Keeper(lay_out)
        try:
            yield
        finally:
            inline.get_next_linebox = lay_out


@dataclass(frozen=True, slots=True)
class _Line:
    """A laid-out line (None: there is none), where in its box the next begins, and its place (CSS px)."""

    line: Any
    resume_at: Any
    x: float
    y: float


class _Keeper:
    """`get_next_linebox`, with a memory of what it returned for the page being made: no page asks for another's."""

    def __init__(self, lay_out: Any) -> None:
        self._lay_out = lay_out
        self._page: Any = None
        self._plain: dict[Any, bool] = {}  # boxes have no equality: these dictionaries know them by their identity
        self._lines: dict[tuple[Any, ...], _Line] = {}

    def __call__(
        self, context: Any, box: Any, y: float, bottom: float, skip: Any, block: Any, *rest: Any
    ) -> tuple[Any, Any]:
        """Return the line of `box` that begins at `skip`, for the height `y` in `block`, and where the next begins."""
        if context.current_page != self._page:
            self._page = context.current_page
            self._plain.clear()
            self._lines.clear()
        *_, first_letter_style, first_line_style = rest
        if context.excluded_shapes or first_letter_style or first_line_style or not self._is_plain(box):
            return self._lay_out(context, box, y, bottom, skip, block, *rest)  # type: ignore[no-any-return]
        x = block.content_box_x()
        # Equal widths differ in their last bits from column to column.
        key = (box, _offsets(skip), round(block.width, 6), box.text_indent)
        if (known := self._lines.get(key)) is None:
            line, resume_at = self._lay_out(context, box, y, bottom, skip, block, *rest)
            self._lines[key] = known = _Line(line, resume_at, x, y)
        if known.line is None:
            return None, known.resume_at
        copy = known.line.deepcopy()
        copy.translate(x - known.x, y - known.y)
        return copy, known.resume_at

    def _is_plain(self, box: Any) -> bool:
        """Return whether `box`, a paragraph's text before it is parted in lines, is nothing but text."""
        if box not in self._plain:
            self._plain[box] = all(
                isinstance(part, boxes.TextBox | boxes.InlineBox | boxes.LineBox)
                and part.is_in_normal_flow()
                and not (part.is_leader or part.footnote or part.missing_link)
                for part in box.descendants()
            )
        return self._plain[box]


def _offsets(skip: Any) -> tuple[int, ...]:
    """Return a skip stack, `{child: {its child: … {byte: None}}}`, as something that can be a key."""
    offsets = []
    while skip is not None:
        ((offset, skip),) = skip.items()
        offsets.append(offset)
    return tuple(offsets)
