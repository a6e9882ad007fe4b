"""Units as a plain face would measure them: a Chinese character 1 em, a Latin one ½, a space ¼; marks half blank."""

from __future__ import annotations

from dataclasses import replace

from exporter.marks import CLOSING, OPENING, PAUSING
from exporter.pdf.units import Unit, cut, unit


def units(text: str, *, centred: bool = False) -> list[Unit]:
    """Return the units of `text`; `centred` puts pauses in the middle of their em, as in Taiwan and Hong Kong."""
    return [
        replace(_unit(letter, centred), part=True) if at else _unit(letter, centred)
        for word in cut(text)
        for at, letter in enumerate(word)
    ]


def _unit(piece: str, centred: bool) -> Unit:
    before = after = 0.0
    if piece[0] in OPENING:
        before = 0.6
    elif piece[0] in CLOSING or (piece[0] in PAUSING and not centred):
        after = 0.6
    elif piece[0] in PAUSING:
        before = after = 0.4
    return unit(piece, sum(map(_width, piece)), before, after)


def _width(char: str) -> float:
    if char == " ":
        return 0.25
    return 0.5 if char < "\u2000" else 1.0
