"""The left margin that text out of PDF keeps where a tool draws the page with spaces (`pdftotext -layout`).

Every line then stands some way in, and an indent is what stands further in than the page's other lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import structs

from exporter.normalizer.columns import Line, half_ems, is_prose

WIDEST = 200
"""No margin is looked at further than so many spaces."""
OF_PAGE = 0.2
"""The share of a page's lines, at the least, that stand at its margin: no head or lone line does."""
OF_WIDTH = 0.3
"""The share of lines, at the least, that are as wide where lines were set to a measure. Paragraphs of a line each that
were typed with an indent are of any width."""


def without_margins(lines: Sequence[Line], text: str) -> Sequence[Line]:
    """Return the lines of a text, those indented that stand further in than the margin of their page."""
    if 2 * sum(line.indented for line in lines) <= len(lines) or not are_set(lines):
        return lines
    return [line for page in _pages(lines, text) for line in _without_margin(page, text)]


def are_set(lines: Sequence[Line]) -> bool:
    """Return whether lines were set to a measure, at which words break off."""
    widths = [half_ems(line.text) // 4 for line in lines]
    counts = Counter(widths)
    measure = max(counts, key=lambda width: counts[width] + counts[width + 1])
    full = [i for i, width in enumerate(widths) if width - measure in (0, 1)]
    return len(full) >= OF_WIDTH * len(lines) and is_prose(lines, full)


def _pages(lines: Sequence[Line], text: str) -> Iterator[list[Line]]:
    """Yield the lines of each page; tools part pages by form feeds."""
    page: list[Line] = []
    for line in lines:
        if page and text.find("\f", page[-1].end, line.start) >= 0:
            yield page
            page = []
        page.append(line)
    yield page


def _without_margin(page: Sequence[Line], text: str) -> Iterator[Line]:
    places = [_place(line, text) for line in page]
    margin = margin_of(places)
    for line, place in zip(page, places, strict=True):
        yield structs.replace(line, indented=place > margin + 1) if margin > 1 else line


def margin_of(places: Sequence[int]) -> int:
    """Return where the lines of a page or column mostly begin, or the first such place, by where each begins."""
    common = [place for place, count in Counter(places).items() if count >= OF_PAGE * len(places)]
    return min(common, default=0)


def _place(line: Line, text: str) -> int:
    """Return how many spaces stand before a line."""
    before = text[max(0, line.start - WIDEST) : line.start]
    return len(before) - len(before.rstrip(" "))
