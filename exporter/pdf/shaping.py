"""Pango, as WeasyPrint uses it: how wide the units of a text are, and a line drawn with each unit where we put it.

The private parts of WeasyPrint that this module holds, and a test with it: `text.line_break.Layout` (its `set_text`,
`get_first_line` and `style`, and that drawing calls `reactivate`, `get_first_line` and `deactivate`) and
`_font_style_cache_key`, the Pango structures of `text.ffi`, and that `draw.text` takes a glyph's advance from its
geometry, in whole thousandths of an em.
"""

from __future__ import annotations

import math
import re
import sys
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout, _font_style_cache_key

from exporter.pdf.units import HAN, Unit, cut, is_mark, unit

_GRAIN = 1000  # of an em: WeasyPrint writes no finer advances
_HAN = re.compile(f"[{HAN}]")
_NO_MORE = (sys.maxsize, 0.0)


class Rulers:
    """Measures texts. The same piece in the same style is measured once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, float], dict[tuple[tuple[str, ...], str], list[Unit]]] = {}

    def units(self, style: Any, em: float, text: str) -> list[Unit]:
        """Return the units of `text`; their lengths are in `em`, the size of the paragraph's own text (CSS px)."""
        known = self._known.setdefault((_font_style_cache_key(style, include_size=True), em), {})
        pieces = list(_in_context(text))
        if new := [piece for piece in dict.fromkeys(pieces) if piece not in known]:
            layout = Layout(style)
            # Chinese characters are most of them and are shaped alike wherever they stand: all of them at once.
            alone = [piece for piece in new if _HAN.fullmatch(piece[0][0])]
            measured = _measure(layout, "", [char for (char,), _ in alone], em)
            known |= zip(alone, ([unit] for unit in measured), strict=True)
            known |= {
                (word, script): _word(layout, script, word, em) for word, script in new if (word, script) not in known
            }
        return [unit for piece in pieces for unit in known[piece]]


def _in_context(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the pieces of `text`, each with a character that stands for what precedes it, where that matters.

    Marks have no script of their own: in a face one — may be wider after Chinese than after Latin letters.
    """
    script = "水"
    for piece in cut(text):
        char = piece[-1][-1]
        if char.isalpha():
            script = "A" if char < "\u2e80" else "水"
        yield piece, "" if char.isalpha() else script


def _word(layout: Any, script: str, letters: Sequence[str], em: float) -> list[Unit]:
    first, *others = _measure(layout, script, letters, em)
    return [first, *(replace(other, part=True) for other in others)]


def _measure(layout: Any, script: str, texts: Sequence[str], em: float) -> list[Unit]:
    """Return the units that stand for `texts` as Pango shapes them in a row, after the character `script`."""
    if not texts:
        return []
    layout.set_text(script + "".join(texts))
    line, _ = layout.get_first_line()
    starts = list(accumulate((len(text.encode()) for text in texts), initial=len(script.encode())))
    shaped: list[list[tuple[Any, Any]]] = [[] for _ in texts]
    for glyph, byte, font in _glyphs(line):
        if byte >= starts[0]:
            shaped[bisect(starts, byte) - 1].append((glyph, font))
    size = layout.style["font_size"] / em
    return [_unit(text, glyphs, em, size) for text, glyphs in zip(texts, shaped, strict=True)]


def _unit(text: str, glyphs: Sequence[tuple[Any, Any]], em: float, size: float) -> Unit:
    """Return the unit that stands for `text` and is drawn with these glyphs."""
    grain = FROM_UNITS / em
    advance = round(sum(glyph.geometry.width for glyph, _ in glyphs) * grain * _GRAIN) / _GRAIN
    before = after = 0.0
    if is_mark(text) and glyphs:
        glyph, font = glyphs[0]
        ink = ffi.new("PangoRectangle *")
        pango.pango_font_get_glyph_extents(font, glyph.glyph, ink, ffi.NULL)
        before, after = ink.x * grain, advance - (ink.x + ink.width) * grain
    return unit(text, advance, before, after, size=size)


class SpacedText(Layout):  # type: ignore[misc]
    """The layout of a text box whose units stand where a line breaker put them. It is made when it is drawn.

    `gaps` are the units after which the space is another than the face says: where each ends in the text (bytes, from
    left to right), and how much wider it is there (CSS px).
    """

    def __init__(self, style: Any, text: str, gaps: Sequence[tuple[int, float]]) -> None:
        if style["text_decoration_line"] != "none":
            super().__init__(style)  # for where the line under a text goes, which is asked before it is drawn
            self.deactivate()
        self.text = text
        self.gaps = gaps
        self.justification_spacing = 0
        self.max_width = None
        self.first_line_direction = 0

    def get_first_line(self) -> tuple[Any, int | None]:
        """Return Pango's line, its glyphs spaced, and where the next begins: nowhere."""
        line, index = super().get_first_line()
        if self.gaps:
            _space(line, self.gaps, self.style["font_size"] / _GRAIN)
        return line, index


def _space(line: Any, gaps: Sequence[tuple[int, float]], grain: float) -> None:
    """Widen the last glyph before each gap, in grains (CSS px), which is as fine as WeasyPrint writes."""
    ends = iter(gaps)
    end, wider = next(ends)
    owed = 0.0  # what rounding has kept back so far
    previous = None
    for glyph, byte, _ in _glyphs(line):
        if byte >= end and previous is not None:
            wanted = wider / grain + owed
            _widen(previous, round(wanted), grain * TO_UNITS)
            owed = wanted - round(wanted)
            end, wider = next(ends, _NO_MORE)
        previous = glyph


def _widen(glyph: Any, grains: int, grain: float) -> None:
    """Widen a glyph by whole grains of its em and a hair: WeasyPrint cuts off what is less than a grain."""
    geometry = glyph.geometry
    width = (round(geometry.width / grain) + grains) * grain
    geometry.width = math.ceil(width) if grains > 0 else math.floor(width)


def _glyphs(line: Any) -> Iterator[tuple[Any, int, Any]]:
    """Yield the glyphs of a line from left to right, each with the place of its character in the text, and its font.

    The place is in bytes.
    """
    run = line.runs[0]
    while run != ffi.NULL:
        string, item = run.data.glyphs, run.data.item
        glyphs, clusters, start, font = string.glyphs, string.log_clusters, item.offset, item.analysis.font
        for at in range(string.num_glyphs):
            yield glyphs[at], start + clusters[at], font
        run = run.next
