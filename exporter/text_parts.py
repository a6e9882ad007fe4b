"""Parts of a text that a template sets apart: the lines of a headline, the dateline that opens a paragraph.

They are filters of every template set. They part a text and never change it: joined again, the parts are the text.
"""

from __future__ import annotations

import itertools
import re

from exporter.head_breaks import LONGEST_HEAD, even_ends
from exporter.marks import CLOSING, OPENING, PAUSING

# The lines of a deck are parted by one space; between Latin words or numbers a space is part of the text, and beside a
# single character it sets the characters of one word apart.
_DECK_SPACE = re.compile(r"(?<=\S[^\x00-\x7f] )(?=\S\S)|(?<=\S\S )(?=[^\x00-\x7f]\S)")

_SQUEEZED = re.compile(f"(?<=[{OPENING}])[{OPENING}]|[{CLOSING}{PAUSING}](?=[{OPENING}{CLOSING}{PAUSING}])")
_OPENERS, _CLOSERS = tuple(OPENING), tuple(CLOSING + PAUSING)
_HAN_LATIN = re.compile("[0-9A-Za-z%](?=[\u3400-\u9fff])|[\u3400-\u9fff](?=[0-9A-Za-z])")

# The mean widths of Latin letters, digits and marks in bold faces, in em; what is in none of these is a Chinese em.
_ASCII_EMS = (("MW@%m", 1.0), ("ABCDEFGHJKLNOPQRSTUVXYZ&", 0.75), (" .,:;!'|ijl", 0.34))
_OTHER_ASCII_EM = 0.62

_DATELINE = re.compile(
    r"(?:本报讯|[^\s，。；：“”！？]{2,24}\d{1,2}月\d{1,2}日(?:综合|专)?[电讯])(?=[\s（]|$)"
    r"(?:[ \u3000]?（(?:[^（）。]{0,12}[记者通讯员]{2,3})[^（）。]{0,40}）)?"
)


def deck_lines(text: str, ems: float | None = None) -> list[str]:
    """Return the lines of a headline: those of its deck, and where one of them is longer than `ems`, see `head_lines`.

    The space that parts a deck stays at the end of its line.
    """
    return [part for line in _DECK_SPACE.split(text) for part in head_lines(line, ems)]


def head_lines(text: str, ems: float | None = None) -> list[str]:
    """Return the lines of a head that may be longer than `ems`; the whole text where the measure is unknown (None).

    They are the fewest lines that fit, as even as they can be, broken for preference after a mark, never inside a word
    (CLREQ 4.1). What has a word longer than the measure is left to the renderer.
    """
    if ems is None or len(text) > LONGEST_HEAD or head_width(text.rstrip()) <= ems:
        return [text]
    ends = even_ends(text, ems, lambda start, end: head_width(text[start:end].rstrip())) or [len(text)]
    return [text[start:end] for start, end in itertools.pairwise([0, *ends])]


def dateline_parts(text: str) -> tuple[str, str]:
    """Return a paragraph's opening dateline (本报讯; 江河社云港5月16日电), empty where it has none, and the rest."""
    match = _DATELINE.match(text)
    return (match[0], text[match.end() :]) if match else ("", text)


def head_width(text: str) -> float:
    """Return how many ems `text` is wide as a bold line: marks squeezed, at its edges too, Latin set apart."""
    squeezed = len(_SQUEEZED.findall(text)) + text.startswith(_OPENERS) + text.endswith(_CLOSERS)
    return sum(map(_em, text)) - squeezed / 2 + len(_HAN_LATIN.findall(text)) / 4


def _em(char: str) -> float:
    if not char.isascii():
        return 1.0
    return next((em for chars, em in _ASCII_EMS if char in chars), _OTHER_ASCII_EM)
