"""Columns that stand side by side in the lines of a text, as `pdftotext -layout` draws a page with spaces: parted.

A page is cut as a guillotine would cut it: along the gutters between its columns, and where a line crosses a gutter, as
a headline over two columns does, above that line and below it (recursive XY cut). What is cut is a column only if its
lines are set to a measure and break off inside words: a table stays a table.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from msgspec import Struct, structs

from exporter.edition import SourceSpan
from exporter.normalizer.columns import Line
from exporter.normalizer.folio import is_mark
from exporter.normalizer.margins import are_set, margin_of
from exporter.normalizer.order import Order

FEWEST = 6
"""So many lines, at the least, have text on either side of a gutter."""
WIDE = "   "
GAP = re.compile(rf"\S{WIDE}+\S")
"""What a line of two columns has in its middle, often: a text that has none has no such columns."""
MOST_ROWS = 5000
"""No page has more rows: what has is no page."""
MOST_GUTTERS = 6
"""So many of the widest gutters of a page are looked at."""
CROSSED = 0.12
"""The share of lines, at the most, that have ink where a gutter is: of headlines over it, and of lines out of place."""
MOST_CROSSING = 0.5
"""How many lines cross a gutter at the most, to each with text on that side of it that has fewer."""
WHITE = 3
"""Over so many blank rows no column goes on."""
ASTRAY = 2
"""How far beside the gutter a row may have its gap, where that is wide: Latin and digits are not as wide as Han."""
SPACES = re.compile(r"\s+")
WIDEST = 400
"""No page is wider, in characters."""


class Cell(Struct, frozen=True, gc=False):
    """The part `[left, right)` of a row that begins at the place `at` of the source; the row has its line's end.

    `whole`: no gutter goes through it, as it is a folio's line.
    """

    row: str
    at: int
    left: int
    right: int
    whole: bool = False

    @property
    def text(self) -> str:
        """What stands in it, with white space."""
        return self.row[self.left : self.right]

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.text.strip()

    @property
    def bounds(self) -> tuple[int, int]:
        """Where in the row its text begins and ends."""
        text = self.text
        return self.left + len(text) - len(text.lstrip()), self.left + len(text.rstrip())


def order_of(text: str, files: Sequence[SourceSpan] = ()) -> Order | None:
    """Return the order in which to read a text whose columns stand side by side; None for any other text. `files`:
    those that it is made of, if they are several."""
    if text.count(WIDE) < FEWEST:
        return None
    cells: list[Cell] = []
    parted = False
    for page in _pages(text, files):
        read = list(_read(_known(page))) if _may_have_columns([cell.row for cell in page]) else page
        parted = parted or len(read) > len(page)
        cells += read
    return _laid_out(cells) if parted else None


def _may_have_columns(rows: Sequence[str]) -> bool:
    """Return whether rows are no more and no longer than those of a page, and some have a wide gap inside."""
    if len(rows) > MOST_ROWS or max(map(len, rows), default=0) > WIDEST:
        return False
    return sum(GAP.search(row) is not None for row in rows) >= FEWEST


def _known(page: Sequence[Cell]) -> list[Cell]:
    """Return the rows of a page, those whole that are known to be."""
    return [structs.replace(cell, whole=is_mark(" ".join(cell.row.split()))) for cell in page]


def _pages(text: str, files: Sequence[SourceSpan]) -> Iterator[list[Cell]]:
    """Yield the rows of each page, whole; tools part pages by form feeds."""
    cuts = deque(sorted(place for file in files for place in (file.start, file.end)))
    rows: list[Cell] = []
    at = 0
    for row in text.splitlines(keepends=True):  # which parts at form feeds too
        if rows and (rows[-1].row[-1] == "\f" or (cuts and cuts[0] <= at)):
            yield rows
            rows = []
        while cuts and cuts[0] <= at:
            cuts.popleft()
        rows.append(Cell(row, at, 0, len(row)))
        at += len(row)
    yield rows


def _read(cells: Sequence[Cell]) -> Iterator[Cell]:
    """Yield the cells in the order in which they are read, those parted that a gutter goes through."""
    runs = [list(run) for _, run in groupby(cells, lambda cell: cell.is_blank)]
    blocks = [[*chain.from_iterable(block)] for _, block in groupby(runs, _is_white)]
    gutter = _gutter(cells) if len(blocks) == 1 else None
    if gutter:
        yield from _parted(cells, gutter)
    elif len(runs) == 1:
        yield from cells
    else:
        for part in blocks if len(blocks) > 1 else runs:
            yield from _read(part)


def _is_white(run: Sequence[Cell]) -> bool:
    """Return whether rows are a white space that no column goes over."""
    return run[0].is_blank and len(run) >= WHITE


def _parted(cells: Sequence[Cell], gutter: tuple[int, int]) -> Iterator[Cell]:
    """Yield what stands on the left of a gutter, then what stands on its right, between the rows that cross it."""
    cuts = [(cell, _cut(cell, *gutter)) for cell in cells]
    for crosses, band in groupby(cuts, lambda pair: pair[1] is None):
        rows = list(band)
        if crosses:
            yield from _read([cell for cell, _ in rows])
            continue
        left = [structs.replace(cell, right=cut) for cell, cut in rows if cut is not None]
        right = [structs.replace(cell, left=cut) for cell, cut in rows if cut is not None and cut < cell.right]
        for column in (left, right):
            yield from _read(list(_without_margin(column)))


def _gutter(cells: Sequence[Cell]) -> tuple[int, int] | None:
    """Return the gutter `[start, end)` that most lines have text on both sides of; None where there is none."""
    inked = [cell for cell in cells if not cell.is_blank]
    if len(inked) < FEWEST:
        return None
    ink = Counter(x for cell in inked for x in range(*cell.bounds) if not cell.row[x].isspace())
    empty = [x for x in range(min(ink) + 1, max(ink) + 1) if ink[x] <= CROSSED * len(inked)]
    runs = [[x for _, x in run] for _, run in groupby(enumerate(empty), lambda pair: pair[1] - pair[0])]
    found = []
    for run in sorted(runs, key=len, reverse=True)[:MOST_GUTTERS]:
        gutter = run[0], run[-1] + 1
        sides = Counter(side for cell in inked for side in _sides(cell, *gutter))
        rows = min(sides["left"], sides["right"])
        if rows >= FEWEST and sides["neither"] <= MOST_CROSSING * rows:
            found.append((sides["neither"] - rows, gutter))
    return next((gutter for _, gutter in sorted(found) if _parts_columns(cells, gutter)), None)


def _sides(cell: Cell, start: int, end: int) -> Iterator[str]:
    """Yield on which sides of a gutter a row has text; `neither` where its text crosses the gutter."""
    cut = _cut(cell, start, end)
    if cut is None:
        yield "neither"
        return
    if cell.row[cell.left : cut].strip():
        yield "left"
    if cell.row[cut : cell.right].strip():
        yield "right"


def _cut(cell: Cell, start: int, end: int) -> int | None:
    """Return where a gutter cuts a row; None where its text crosses the gutter."""
    first, last = cell.bounds
    if cell.whole:
        return None
    if last <= end:
        return cell.right
    if first >= end:
        return end
    spaces = [run.span() for run in SPACES.finditer(cell.row, max(cell.left, start - ASTRAY), last)]
    within = [run for run in spaces if run[0] < end and run[1] > start]
    beside = [run for run in spaces if run[1] - run[0] > 1 and run[0] < end + ASTRAY and run[1] > start - ASTRAY]
    wide = [run for run in within if run in beside] or beside or within
    if not wide:
        return None
    space, cut = max(wide, key=lambda run: run[1] - run[0])
    return max(space + 1, min(cut, end))


def _parts_columns(cells: Sequence[Cell], gutter: tuple[int, int]) -> bool:
    """Return whether what stands next to a gutter on either side, up to the next wide gap, is text set to a measure."""
    cuts = [(cell, cut) for cell in cells if (cut := _cut(cell, *gutter)) is not None]
    left = [cell.row[cell.left : cut].strip().split(WIDE)[-1].strip() for cell, cut in cuts]
    right = [cell.row[cut : cell.right].strip().split(WIDE)[0] for cell, cut in cuts]
    return all(are_set([Line(text, 0, 0, False, 0, False) for text in side if text]) for side in (left, right))


def _without_margin(column: Sequence[Cell]) -> Iterator[Cell]:
    """Yield the cells of a column, the white space before its edge in cells of its own: what is left is indents."""
    edge = margin_of([cell.bounds[0] for cell in column if not cell.is_blank])
    for cell in column:
        start = min(cell.bounds[0], edge)
        if start > cell.left and not cell.is_blank:
            yield from (structs.replace(cell, right=start), structs.replace(cell, left=start))
        else:
            yield cell


def _ended(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Return the cells, with white space behind what was the last line of a text that ends without a line's end: it is
    that of another line near by, which has more than it needs."""
    bare = next((k for k, cell in enumerate(cells[:-1]) if not cell.text[-1].isspace()), None)
    if bare is None:
        return cells
    rich = [k for k, cell in enumerate(cells) if len(cell.text) - len(cell.text.rstrip()) > 1]
    lender = min(rich, key=lambda k: abs(k - bare))
    end = cells[lender].right - 1
    pieces = {
        lender: [structs.replace(cells[lender], right=end)],
        bare: [cells[bare], structs.replace(cells[lender], left=end)],
    }
    return [piece for k, cell in enumerate(cells) for piece in pieces.get(k, [cell])]


def _laid_out(cells: Sequence[Cell]) -> Order:
    """Return the cells one after the other, each with text as a line, the blank ones as white space at a line's end."""
    pieces: list[str] = []
    starts: list[int] = []
    places: list[int] = []
    at = blank = 0
    for cell in _ended(cells):
        starts.append(at)
        places.append(cell.at + cell.left)
        at += cell.right - cell.left
        if cell.is_blank:
            blank += cell.right - cell.left
            continue
        if blank:
            pieces.append(" " * (blank - 1) + "\n" if pieces else "\n" * blank)
        text = cell.text.rstrip()
        pieces.append(text)
        blank = cell.right - cell.left - len(text)
    pieces.append(" " * (blank - 1) + "\n" if blank else "")
    return Order("".join(pieces), starts, places)
