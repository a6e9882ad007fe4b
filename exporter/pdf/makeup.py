"""Making up the pages (拼版): which articles stand side by side, which one below the other, and how wide.

An issue is a pile of strips (栏区) as wide as the page: one article across all columns, or a row of cells, each a block
or a few of them one below the other, so that every article is a rectangle under its own head. Of all ways to cut an
edition into strips, in reading order, the one is taken that leaves the least white and the best heads. Heights are
estimates, good to a line: the layout finds the true ones, and levels what differs.

The search is bounded by the number of articles: from every article on so many rows are tried, up to it so many ways
are kept, the cheapest.
"""

from __future__ import annotations

import functools
import heapq
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from exporter.edition import Edition
from exporter.pdf.blocks import GAP, Block, cells_of, may_lead
from exporter.pdf.geometry import Geometry
from exporter.pdf.rows import Row, rows_of_cells
from exporter.pdf.spread import MOST

_MOST_WAYS = 8  # to set the articles up to one

# The costs, in lines of one column; chosen by looking at pages.
_HOLE, _SPREAD = 1.0, 0.2  # a line of white at a page's foot, and one that the gaps between strips take up
_ACROSS = 0.5  # for every column: no article but the first need stand over all of them
_ASTRAY = 3.0  # for every column, where it is a notice
_PARTED = 3.0  # for every column: an article that would stand whole on one page is parted
_LEAST, _LEAST_COST = 5, 5.0  # lines of text on either side of that; for every column and line less on the next page
_RUNOVER = 3  # lines that what goes on on the next page takes at the least: a few stand in one column
_SCRAP, _SCRAP_COST = 0.25, 0.5  # a last page filled less than that, for every line less
_SLACK = 1  # lines by which an estimate may fail


class Kind(StrEnum):
    """How the articles of a strip stand."""

    ACROSS = "across"  # one, its head over all columns
    ROW = "row"  # side by side


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of the page as wide as its columns; `page` is about where it begins, `whole` says that it ends there."""

    kind: Kind
    row: Row
    page: int
    whole: bool = True

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Its articles in reading order."""
        return self.row.blocks


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to set the first articles: its cost, its last strip and the way before that, and where the next begins.

    That is line `row` of `page`, below so many `strips`.
    """

    cost: float
    page: int
    row: int
    strips: int
    last: Strip | None = None
    before: _Way | None = None


def make_up(edition: Edition, geometry: Geometry) -> Callable[[int], tuple[Strip, ...]]:
    """Return what makes up an edition: the strips, in reading order, where so many lines of the first page are taken.

    The articles are measured once, however often it is asked.
    """
    rows_from = functools.cache(_rows(edition, geometry))
    return lambda start: _cheapest(rows_from, len(edition.articles), geometry, start)


def _cheapest(rows_from: Callable[[int], list[Row]], many: int, geometry: Geometry, start: int) -> tuple[Strip, ...]:
    ways: list[dict[tuple[int, int], _Way]] = [{} for _ in range(many + 1)]
    ways[0][1, start] = _Way(0.0, 1, start, 0)
    for begin in range(many):
        rows = rows_from(begin)
        for way in heapq.nsmallest(_MOST_WAYS, ways[begin].values(), lambda way: way.cost):
            for row in rows:
                reached = ways[begin + len(row.blocks)]
                for further in _placed(way, row, geometry):
                    place = further.page, further.row
                    if place not in reached or further.cost < reached[place].cost:
                        reached[place] = further
        ways[begin] = {}
    return _strips(min(ways[many].values(), key=lambda way: way.cost + _scrap(way, geometry)))


def _strips(way: _Way) -> tuple[Strip, ...]:
    strips: list[Strip] = []
    while way.last and way.before:
        strips.append(way.last)
        way = way.before
    return tuple(reversed(strips))


def _scrap(way: _Way, geometry: Geometry) -> float:
    """Return what it costs that the last page holds next to nothing."""
    return max(0.0, _SCRAP * geometry.lines - way.row) * geometry.columns * _SCRAP_COST if way.page > 1 else 0.0


def _rows(edition: Edition, geometry: Geometry) -> Callable[[int], list[Row]]:
    """Return what gives the strips that may begin with an article, whatever stands above them."""
    articles, columns = edition.articles, geometry.columns
    cells = cells_of(edition, geometry)
    side_by_side = rows_of_cells(cells, columns, geometry.lines - _SLACK)
    leads = bool(articles) and may_lead(articles[0])  # under a head over more than half of the page

    def rows_from(begin: int) -> list[Row]:
        rows = [row for row in side_by_side(begin) if begin or not leads or 2 * row.cells[0].span > columns]
        if alone := cells(begin, 1, columns):
            dear = _ASTRAY if alone.blocks[0].boxed and columns > 1 else _ACROSS if begin else 0.0
            rows.append(Row(alone.cost + dear * columns, alone.rows, (alone,)))
        return rows

    return rows_from


def _placed(way: _Way, row: Row, geometry: Geometry) -> Iterator[_Way]:
    """Yield `way` with one strip more: where it stands, on a new page, or parted by the page's foot."""
    across = len(row.cells) == 1 and row.cells[0].span == geometry.columns
    kind = Kind.ACROSS if across else Kind.ROW
    columns, lines = geometry.columns, geometry.lines
    begin = way.row + (GAP if way.row else 0)

    def further(cost: float, page: int, start: int) -> _Way:
        end = start + row.high
        pages = max(0, end - 1) // lines
        end = max(end, pages * lines + _RUNOVER) if pages else end
        strips = way.strips + 1 if page + pages == way.page else 1
        cost += way.cost + row.cost + GAP * columns
        strip = Strip(kind, row, page, whole=end + _SLACK <= lines)  # what just fits may run over sooner than move away
        return _Way(cost, page + pages, end - pages * lines, strips, strip, way)

    if begin + row.high + (0 if across else _SLACK) <= lines:
        yield further(0.0, way.page, begin)
        return
    head = math.ceil(row.blocks[0].head.rows)
    if across and begin + head + _LEAST <= lines:
        scrap = max(0, _LEAST - (begin + row.high - lines)) * _LEAST_COST
        yield further(columns * (_PARTED * (row.high <= lines) + scrap), way.page, begin)
    if way.row:
        hole = lines - way.row
        spread = min(hole, MOST * max(0, way.strips - 1))
        yield further(columns * (spread * _SPREAD + (hole - spread) * _HOLE), way.page + 1, 0)
    elif across or row.high <= lines:
        yield further(0.0, way.page, 0)
