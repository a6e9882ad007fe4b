"""Justified Chinese: WeasyPrint's lines adjusted after layout and before writing.

WeasyPrint stretches spaces only, and Chinese has none. After `HTML.render()` every line of a justified block that does
not end its paragraph gets its slack spread over the gaps between its characters (CLREQ 3.5, expansion): each text of
the line takes a copied style with letter-spacing, by which WeasyPrint shapes it anew when it draws, and the texts
behind it move. Whoever breaks the lines, this module only sees boxes: a better breaker leaves it less slack.

This is the one place that reaches into WeasyPrint's layout, and a test holds every part of it that is not documented:
`page._page_box`, `weasyprint.formatting_structure.boxes`, a line's `resume_at`, a text's `pango_layout` (its `text`,
`justification_spacing`, `reactivate`, `deactivate`, `get_first_line`), computed styles, `line_break.line_size`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import line_size

from exporter.pdf.marks import BREAK, NO_BREAK

_HELPERS = str.maketrans("", "", BREAK + NO_BREAK)
# Texts of one glyph a character; a face may have one glyph for a whole ——.
_PLAIN = re.compile("[ -~\u00a0\u2018-\u201d\u3000-\u3029\u3400-\u9fff\uff01-\uff60]*")


def justify(document: Document) -> None:
    """Spread the slack of every justified line of `document`, in place."""
    for page in document.pages:
        for block in page._page_box.descendants():
            if isinstance(block, boxes.BlockBox) and block.style["text_align_all"] == "justify":
                for line in block.children:
                    # A line that nothing follows is its paragraph's last, and stays as it is.
                    if isinstance(line, boxes.LineBox) and line.resume_at is not None:
                        _justify_line(line, block.content_box_x() + block.width)


def _justify_line(line: Any, edge: float) -> None:
    """Make the last character of `line` end at `edge` (CSS px from the page's left), with equal gaps before it."""
    texts = list(_texts(line))
    if not texts:
        return
    _drop_word_spacing(line)
    slack = edge - texts[-1].position_x - texts[-1].width
    for text in texts:
        text.text = text.pango_layout.text = text.text.translate(_HELPERS)
    characters = [_count_characters(text) for text in texts]
    gaps = sum(characters) - 1
    if slack <= 0 or gaps < 1:
        return
    gap = slack / gaps
    for text in texts:
        text.style = _spaced(text.style, gap)
    _widen(line, {id(text): count * gap for text, count in zip(texts, characters, strict=True)})


def _texts(box: Any) -> Iterator[Any]:
    """Yield the text boxes in a line or an inline box, in reading order."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox):
            yield from _texts(child)


def _drop_word_spacing(line: Any) -> None:
    """Undo what WeasyPrint gave to the spaces of `line`: one space would have got all the slack."""
    spread = {
        id(text): -text.justification_spacing * (text.text.count(" ") + text.text.count("\u00a0"))
        for text in _texts(line)
        if text.justification_spacing
    }
    for text in _texts(line):
        text.justification_spacing = text.pango_layout.justification_spacing = 0
    if spread:
        _widen(line, spread)


def _count_characters(text: Any) -> int:
    """Return how many characters Pango spaces in `text`: it knows which code points belong together."""
    if _PLAIN.fullmatch(text.text):
        return len(text.text)
    width: list[float] = []
    for spacing in (0, 1):
        style = _spaced(text.style, spacing)
        text.pango_layout.reactivate(style)
        first_line, _ = text.pango_layout.get_first_line()
        width.append(line_size(first_line, style)[0])
        text.pango_layout.deactivate()
    return round(width[1] - width[0])


def _spaced(style: Any, gap: float) -> Any:
    """Return a copy of a computed style with `gap` CSS px more between characters."""
    style = style.copy()
    style["letter_spacing"] = gap + (0 if style["letter_spacing"] == "normal" else style["letter_spacing"])
    return style


def _widen(box: Any, by: dict[int, float], advance: float = 0) -> float:
    """Widen the texts in `box` by so many CSS px (by their identity) and move what follows; return how far that is."""
    for child in box.children:
        child.position_x += advance
        wider = advance
        if isinstance(child, boxes.TextBox):
            wider += by.get(id(child), 0)
        elif isinstance(child, boxes.InlineBox):
            wider = _widen(child, by, advance)
        child.width += wider - advance
        advance = wider
    return advance
