"""Rows (栏区) of cells side by side: of all ways to fill the page's width with the next articles, the best few.

For one height of the row after the other, the cells are filled from the right: what the best way to fill so many
columns with the articles from one on is, is found once, for all rows that end so.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise, starmap

from exporter.pdf.blocks import MOST_IN_A_CELL, Block, Cell, Cells

_MOST_TO_AN_END = 4  # rows from one article to another that are kept
_COARSE = 10  # above this many lines, every other height is tried

# The costs, in lines of one column; chosen by looking at pages.
_WHITE, _MORE = 1.0, 0.15  # a line of white; and of every such line, for every other: a little is soon overlooked
_UNSEEN = 0.3  # a line that is taken up where nobody sees it
_TWINS = 4.0  # heads of one width side by side (碰题)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side: how high they are in lines, and what they cost in lines of one column."""

    cost: float
    high: int
    cells: tuple[Cell, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Its articles in reading order."""
        return tuple(block for cell in self.cells for block in cell.blocks)


@dataclass(frozen=True, slots=True)
class _Filling:
    """Cells that fill the columns up to the row's end: the first, and the others; none of either where all is full."""

    cost: float = 0.0
    cell: Cell | None = None
    rest: _Filling | None = None

    def cells(self) -> Iterator[Cell]:
        filling: _Filling | None = self
        while filling and filling.cell:
            yield filling.cell
            filling = filling.rest


def rows_of_cells(cells: Cells, columns: int, highest: int) -> Callable[[int], list[Row]]:
    """Return what gives the best rows that begin with an article, two cells and more, at the most `highest` lines high.

    A row may leave columns white, at their cost.
    """
    known: dict[tuple[int, int, int], dict[int, _Filling]] = {}

    def fill(high: int, at: int, left: int) -> dict[int, _Filling]:
        """Return the best filling of `left` columns with the articles from `at` on, for every article it may end at."""
        if not left:
            return {at: _Filling()}
        if (high, at, left) not in known:
            found = {at: _Filling(left * _cost(high))} if left < columns else {}
            for cell in _next_cells(cells, high, at, min(left, columns - 1)):
                own = cell.cost + _white(cell, high)
                for end, rest in fill(high, at + len(cell.blocks), left - cell.span).items():
                    cost = own + rest.cost + _twins(cell, rest.cell)
                    if end not in found or cost < found[end].cost:
                        found[end] = _Filling(cost, cell, rest)
            known[high, at, left] = found
        return known[high, at, left]

    def rows_from(begin: int) -> list[Row]:
        by_end: dict[int, list[Row]] = {}
        for high in _heights(cells, begin, columns, highest):
            for end, filling in fill(high, begin, columns).items():
                by_end.setdefault(end, []).append(_row(tuple(filling.cells()), columns))
        return [row for rows in by_end.values() for row in heapq.nsmallest(_MOST_TO_AN_END, rows, lambda row: row.cost)]

    return rows_from


def _row(cells: tuple[Cell, ...], columns: int) -> Row:
    """Return cells as a row, as high as the highest of them: that may be less than the height they were sought for."""
    high = max(cell.rows for cell in cells)
    cost = sum(cell.cost + _white(cell, high) for cell in cells) + sum(starmap(_twins, pairwise(cells)))
    return Row(cost + (columns - sum(cell.span for cell in cells)) * _cost(high), high, cells)


def _next_cells(cells: Cells, high: int, at: int, widest: int) -> Iterator[Cell]:
    """Yield the cells that begin with an article, at the most so high and so wide."""
    for span in range(1, widest + 1):
        for count in range(1, MOST_IN_A_CELL + 1):
            cell = cells(at, count, span)
            if cell is None or cell.rows > high:
                break
            yield cell


def _heights(cells: Cells, begin: int, columns: int, highest: int) -> list[int]:
    """Return how high the rows are that are tried from an article on: as high as one of the next cells."""
    found = (
        cells(begin + ahead, count, span)
        for ahead in range(3)
        for count in range(1, MOST_IN_A_CELL + 1)
        for span in range(1, columns)
        if not ahead or count == 1
    )
    exact = {cell.rows for cell in found if cell is not None}
    return sorted({high + (high % 2 if high > _COARSE else 0) for high in exact if high <= highest})


def _white(cell: Cell, high: int) -> float:
    """Return what the white costs that a cell leaves of a row."""
    white = high - cell.rows
    unseen = min(white, cell.takes_up)
    return cell.span * (unseen * _UNSEEN + _cost(white - unseen))


def _cost(white: int) -> float:
    return white * (_WHITE + white * _MORE)


def _twins(left: Cell, right: Cell | None) -> float:
    """Return what it costs that two heads of one width stand side by side."""
    if right is None or left.span != right.span:
        return 0.0
    return 0.0 if left.blocks[0].boxed or right.blocks[0].boxed else _TWINS
