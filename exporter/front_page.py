"""The front page of a printed issue as a picture, for the cover of its book."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pypdfium2

HEIGHT = 1600
"""Pixels from top to bottom: what book shops ask of a cover at the least (1,600), and no reader needs more."""
COLOURS = 32
"""Black text smoothed on white, and one accent: 32 colours show it as 16 million do, in a third of the bytes."""


@dataclass(frozen=True, slots=True)
class FrontPage:
    """A front page: its picture (PNG), its size in pixels, and the headlines that stand on it, in reading order."""

    picture: bytes
    width: int
    height: int
    headlines: tuple[str, ...]


def front_page(pdf: bytes) -> FrontPage:
    """Return the first page of `pdf`; its headlines are the bookmarks that lead there and have none below them.

    The same PDF, the same bytes.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        image = page.render(scale=HEIGHT / page.get_height()).to_pil().quantize(COLOURS, dither=0)
        marks = [(mark.get_title(), mark.get_dest()) for mark in document.get_toc() if not mark.get_count()]
        headlines = tuple(title for title, place in marks if place is not None and place.get_index() == 0)
    packed = io.BytesIO()
    image.save(packed, "PNG", optimize=True)
    return FrontPage(packed.getvalue(), image.width, image.height, headlines)
