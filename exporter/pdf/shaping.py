"""Pango, as WeasyPrint uses it: how wide the units of a text are, and a line drawn with each unit where we put it.

The private parts of WeasyPrint that this module holds, and a test with it: `text.line_break.Layout` (its `set_text`,
`get_first_line` and `style`, and that drawing calls `reactivate`, `get_first_line` and `deactivate`) and
`_font_style_cache_key`, the Pango structures of `text.ffi`, and that `draw.text` takes a glyph's advance from its
geometry, in whole thousandths of an em.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout, _font_style_cache_key

from exporter.pdf.units import Unit, cut, is_mark, unit

_GRAIN = 1000  # of an em: WeasyPrint writes no finer advances
_NO_MORE = (sys.maxsize, 0.0)


class Rulers:
    """Measures texts. The same unit in the same style is measured once."""

    def __init__(self) -> None:
        self._layouts: dict[tuple[str, float], Layout] = {}
        self._known: dict[tuple[str, float], dict[tuple[str, bool, str], Unit]] = {}

    def units(self, style: Any, em: float, text: str) -> list[Unit]:
        """Return the units of `text`; their lengths are in `em`, the size of the paragraph's own text (CSS px)."""
        key = (_font_style_cache_key(style, include_size=True), em)
        if key not in self._known:
            self._layouts[key], self._known[key] = Layout(style), {}
        known = self._known[key]
        pieces = list(_in_context(text))
        for piece in dict.fromkeys(piece for piece in pieces if piece not in known):
            known[piece] = _measure(self._layouts[key], *piece, em)
        return [known[piece] for piece in pieces]


def _in_context(text: str) -> Iterator[tuple[str, bool, str]]:
    """Yield the units of `text`, whether each is a part of a word, and a character that stands for what precedes it.

    Marks have no script of their own: in a face one — may be wider after Chinese than after Latin letters.
    """
    script = "水"
    for piece, part in cut(text):
        char = piece[-1]
        if char.isalpha():
            script = "A" if char < "\u2e80" else "水"
            yield piece, part, ""
        else:
            yield piece, part, script


def _measure(layout: Any, text: str, part: bool, script: str, em: float) -> Unit:
    """Return the unit that stands for `text` as Pango shapes it after the character `script`."""
    layout.set_text(script + text)
    line, _ = layout.get_first_line()
    grain = FROM_UNITS / em
    shaped = [(glyph, font) for glyph, byte, font in _glyphs(line) if byte >= len(script.encode())]
    advance = round(sum(glyph.geometry.width for glyph, _ in shaped) * grain * _GRAIN) / _GRAIN
    before = after = 0.0
    if is_mark(text) and shaped:
        glyph, font = shaped[0]
        ink = ffi.new("PangoRectangle *")
        pango.pango_font_get_glyph_extents(font, glyph.glyph, ink, ffi.NULL)
        before, after = ink.x * grain, advance - (ink.x + ink.width) * grain
    return unit(text, advance, before, after, size=layout.style["font_size"] / em, part=part)


class SpacedText(Layout):  # type: ignore[misc]
    """The layout of a text box whose units begin where a line breaker put them.

    It is made when it is drawn. `stops` are, for every unit but the last, where it ends in the text (bytes) and how far
    from its own beginning the next one begins (CSS px).
    """

    def __init__(self, style: Any, text: str, stops: Sequence[tuple[int, float]]) -> None:
        if style["text_decoration_line"] != "none":
            super().__init__(style)  # for where the line under a text goes, which is asked before it is drawn
            self.deactivate()
        self.text = text
        self.stops = stops
        self.justification_spacing = 0
        self.max_width = None
        self.first_line_direction = 0

    def get_first_line(self) -> tuple[Any, int | None]:
        """Return Pango's line, its glyphs spaced, and where the next begins: nowhere."""
        line, index = super().get_first_line()
        if self.stops:
            _space(line, self.stops, self.style["font_size"])
        return line, index


def _space(line: Any, stops: Sequence[tuple[int, float]], em: float) -> None:
    """Set the advance of every unit's last glyph so that the next unit begins at its stop."""
    ends = iter(stops)
    end, advance = next(ends)
    behind = 0  # thousandths of an em from the unit's beginning to its last glyph
    owed = 0.0  # what rounding has kept back so far
    previous = None
    for glyph, byte, _ in _glyphs(line):
        if previous is not None and byte < end:
            behind += _thousandths(previous, em)
        elif previous is not None:
            wanted = advance / em * _GRAIN + owed
            owed = wanted - round(wanted)
            _set_width(previous, round(wanted) - behind, em)
            end, advance = next(ends, _NO_MORE)
            behind = 0
        previous = glyph


def _glyphs(line: Any) -> Iterator[tuple[Any, int, Any]]:
    """Yield the glyphs of a line from left to right, each with the place of its character in the text, and its font.

    The place is in bytes.
    """
    run = line.runs[0]
    while run != ffi.NULL:
        string, item = run.data.glyphs, run.data.item
        for at in range(string.num_glyphs):
            yield string.glyphs[at], item.offset + string.log_clusters[at], item.analysis.font
        run = run.next


def _thousandths(glyph: Any, em: float) -> int:
    width: float = glyph.geometry.width * FROM_UNITS / em
    return round(width * _GRAIN)


def _set_width(glyph: Any, thousandths: int, em: float) -> None:
    """Set a glyph's advance, a hair farther from its own than asked: WeasyPrint cuts the difference to thousandths."""
    width = thousandths * em * TO_UNITS / _GRAIN
    wider = thousandths > _thousandths(glyph, em)
    glyph.geometry.width = math.ceil(width) if wider else math.floor(width)
