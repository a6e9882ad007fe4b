"""The lines of one paragraph as WeasyPrint's boxes.

What it holds of WeasyPrint's private parts is named in `exporter.pdf.set_lines`.
"""

from __future__ import annotations

import math
from bisect import bisect, bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Any

from weasyprint.layout.inline import line_box_verticality
from weasyprint.text.line_break import strut

from exporter.pdf.even_lines import even_lines, one_line
from exporter.pdf.line_breaker import Line, Sums, break_lines
from exporter.pdf.shaping import Rulers, SpacedText
from exporter.pdf.units import Unit

_NOTHING = 1e-4  # CSS px
_SHARES = {"center": 0.5, "right": 1.0, "end": 1.0}  # of the free width of a line, what stands before it


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text box of a paragraph and the way down to it, child by child."""

    box: Any
    path: tuple[int, ...]


class TextLines:
    """A paragraph's text, cut and measured, and its lines as far as they were asked for."""

    def __init__(self, box: Any, leaves: Sequence[Leaf], rulers: Rulers) -> None:
        self._box = box
        self._em = box.style["font_size"]  # CSS px
        self._leaves = leaves
        texts = [rulers.units(leaf.box.style, self._em, leaf.box.text) for leaf in leaves]
        self._units = [unit for text in texts for unit in text]
        self._bounds = list(accumulate(map(len, texts), initial=0))  # the first unit of every leaf, and the end
        self._bytes = list(accumulate((len(unit.text.encode()) for unit in self._units), initial=0))
        self._starts: dict[tuple[int, ...], int] = {(): 0}  # what WeasyPrint calls the place of a unit → the unit
        self._lines: dict[tuple[int, float, float], tuple[Any, Any]] = {}

    def line(self, skip: Any, width: float, indent: float) -> tuple[Any, Any]:
        """Return the line that begins at `skip` as a box at the page's origin, and where the next begins.

        Twice None where nothing is left. The line is `width` wide with its indent (CSS px). A place is a skip stack:
        `{child: {its child: … {byte: None}}}`.
        """
        start = self._unit_at(skip)
        if start == len(self._units):
            return None, None
        # What a page comes to is a hair off: equal columns differ, and 13 em are 12.9999, which no 13 characters fit.
        measure, dent = round(width / self._em, 2), round(indent / self._em, 2)
        if (start, measure, dent) not in self._lines:
            for line in self._break(self._units[start:], measure, dent):
                whole = replace(line, start=start + line.start, end=start + line.end)
                key = (whole.start, measure, 0.0 if line.start else dent)
                self._lines[key] = self._build(whole, *key[1:]), self._place(whole.end)
        return self._lines[start, measure, dent]

    def width(self) -> float:
        """Return how wide the text is on one line (CSS px), and a hair more: measures come in hundredths of an em."""
        sums = Sums.of(self._units)
        ems = math.ceil(sums.width(0, sums.last(len(self._units))) * 100) / 100
        return ems * float(self._em)

    def _break(self, units: Sequence[Unit], measure: float, indent: float) -> tuple[Line, ...]:
        style = self._box.style
        if style["white_space"] == "nowrap":
            return one_line(units, measure, indent)
        break_ = break_lines if style["text_align_all"] == "justify" else even_lines
        return break_(units, measure, indent)

    def _unit_at(self, skip: Any) -> int:
        """Return the unit that begins at a place."""
        steps: list[int] = []
        while skip is not None:
            ((step, skip),) = skip.items()
            steps.append(step)
        if (path := tuple(steps)) not in self._starts:
            self._starts[path] = self._count_to(path)
        return self._starts[path]

    def _count_to(self, path: tuple[int, ...]) -> int:
        """Return the unit at a place that WeasyPrint found by itself, beside a float say."""
        for leaf, bound in zip(self._leaves, self._bounds, strict=False):
            if leaf.path == path[:-1]:
                return bisect_left(self._bytes, self._bytes[bound] + path[-1])
            if leaf.path >= path:
                return bound
        return self._bounds[-1]

    def _place(self, at: int) -> Any:
        """Return the place of unit `at` as a skip stack, None for the paragraph's end."""
        if at == len(self._units):
            return None
        which = bisect(self._bounds, at) - 1
        path = (*self._leaves[which].path, self._bytes[at] - self._bytes[self._bounds[which]])
        self._starts[path] = at
        place: Any = None
        for step in reversed(path):
            place = {step: place}
        return place

    def _build(self, line: Line, measure: float, indent: float) -> Any:
        """Return `line` as a line box, with its indent and aligned in its measure (em)."""
        style = self._box.style
        last = line.end == len(self._units)
        align = style["text_align_last"] if last and style["text_align_last"] != "auto" else style["text_align_all"]
        free = max(measure - indent - line.width, 0.0)
        left = (indent + free * _SHARES.get(align, 0.0)) * self._em
        texts = [
            (leaf.path, self._text(leaf, line, max(line.start, start), min(line.end, end), left))
            for leaf, start, end in zip(self._leaves, self._bounds, self._bounds[1:], strict=False)
            if start < line.end and end > line.start
        ]
        box = _gather(self._box, texts, 0)
        box.position_x = left
        box.width = line.width * self._em
        bottom, top = line_box_verticality(box)
        box.height, box.baseline = bottom - top, -top
        box.margin_top = box.margin_bottom = 0
        box.position_y = top
        box.translate(0, -top)
        return box

    def _text(self, leaf: Leaf, line: Line, start: int, end: int, left: float) -> Any:
        """Return the text box of the units `[start, end)` of `line`, which begins at `left` (CSS px)."""
        units = self._units[start:end]
        origins = [left + origin * self._em for origin in line.origins[start - line.start : end - line.start]]
        following = line.origins[end - line.start] if end < line.end else line.width
        box = leaf.box.copy_with_text("".join(unit.text for unit in units))
        ends = (byte - self._bytes[start] for byte in self._bytes[start + 1 : end])
        wider = [
            right - here - unit.advance * self._em
            for unit, (here, right) in zip(units[:-1], pairwise(origins), strict=True)
        ]
        gaps = [(end, gap) for end, gap in zip(ends, wider, strict=True) if abs(gap) > _NOTHING]
        box.pango_layout = SpacedText(box.style, box.text, gaps)
        box.position_x = origins[0]
        box.width = left + following * self._em - origins[0]
        box.margin_left = box.margin_right = box.margin_top = box.margin_bottom = 0
        box.height, box.baseline = strut(box.style)
        return box


def _gather(box: Any, texts: Sequence[tuple[tuple[int, ...], Any]], depth: int) -> Any:
    """Return a copy of `box` that holds these text boxes, each in the inline boxes on the way down to it."""
    children = []
    at = 0
    while at < len(texts):
        path, text = texts[at]
        inside = [one for one in texts if one[0][: depth + 1] == path[: depth + 1]]
        children.append(text if len(path) == depth + 1 else _gather(box.children[path[depth]], inside, depth + 1))
        at += len(inside)
    copy = box.copy_with_children(children)
    copy.position_x = children[0].position_x
    copy.width = children[-1].position_x + children[-1].width - children[0].position_x
    line_height, copy.baseline = strut(copy.style)
    copy.height = copy.style["font_size"]
    copy.margin_top = copy.margin_bottom = (line_height - copy.height) / 2
    return copy
