"""Blocks (版块): an article as a rectangle of so many columns under a head as wide as itself, and how high that is.

What may stand how wide, what a block costs by itself, and which stand one below the other in a cell.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from exporter.edition import Article, ArticleKind, Edition, Role
from exporter.pdf.galley import rows_of
from exporter.pdf.geometry import LONGEST, Geometry
from exporter.pdf.heads import Head, Rank, set_head
from exporter.pdf.notices import PADDING, notice_measure

GAP = 1
"""Lines between two strips, or two articles in a cell, for the rule that parts them."""
MOST_IN_A_CELL = 4
_WIDEST_NOTICE = 2  # columns, where others stand beside it

# What a block costs by itself, in lines of one column; chosen by looking at pages.
_SHALLOW, _SHALLOW_FOR_A_COLUMN = 4, 1.5  # text less deep than that, and that for every column, looks like a caption
_SHALLOW_COST = 2.0  # for every line less
_NARROW = 20  # text this long deserves a head wider than a column
_NARROW_COST = 0.5  # for every line more
_PILED = 2.0  # for every column, and every block of a wide cell beyond the second: heads like rungs of a ladder
_HEADLESS_COST = 4.0  # for every column that a text without a head is wide


@dataclass(frozen=True, slots=True)
class Block:
    """An article on the page: how many columns it is wide, what it weighs, and how its head is set.

    Its text stands in so many `columns`; that of a notice is set in by `inset` ems on either side. `rows` is about how
    high it is in lines. Above it stand the name of the `section` of the paper that begins with it, and its `rubric`
    (专题), each empty where there is none.
    """

    article: Article
    span: int
    rank: Rank
    head: Head
    columns: int
    rows: int
    section: str = ""
    rubric: str = ""
    inset: float = 0.0

    @property
    def boxed(self) -> bool:
        """Whether it stands in a box."""
        return self.rank is Rank.NOTICE


@dataclass(frozen=True, slots=True)
class Cell:
    """Blocks of one width, one below the other; `rows` is about how high they are together, in lines."""

    span: int
    blocks: tuple[Block, ...]
    rows: int

    @property
    def cost(self) -> float:
        """What its blocks cost by themselves."""
        piled = max(0, len(self.blocks) - 2) * _PILED * self.span if self.span > 1 else 0.0
        return sum(map(_cost, self.blocks)) + piled

    @property
    def takes_up(self) -> int:
        """How many lines of white it takes up that nobody sees: at its heads, and between its blocks."""
        return sum(bool(block.head.rows) for block in self.blocks) + len(self.blocks) - 1


Cells = Callable[[int, int, int], Cell | None]
"""From an article's place, the number of articles and of columns to the cell they make; None where they make none."""


def cells_of(edition: Edition, geometry: Geometry) -> Cells:
    """Return the cells of an edition's articles on a page. Every article is measured once for every width."""
    articles = edition.articles
    sections, rubrics = _sections(articles), _rubrics(edition)
    rows = functools.cache(lambda at, measure: rows_of(articles[at], measure))
    notices = [article.body for article in articles if article.kind is ArticleKind.NOTICE]
    paragraphs = [block.text for body in notices for block in body if block.role is Role.PARAGRAPH]
    measure_in = functools.cache(lambda width: notice_measure(paragraphs, width))

    @functools.cache
    def block(at: int, span: int) -> Block:
        article, above = articles[at], bool(sections[at]) + bool(rubrics[at])
        boxed = article.kind is ArticleKind.NOTICE
        lead = at == 0 and may_lead(article) and 2 * span > geometry.columns
        rank = Rank.NOTICE if boxed else Rank.LEAD if lead else Rank.WIDE if span > 1 else Rank.COLUMN
        width, columns, measure = geometry.ems(span) - 2 * PADDING * boxed, span, geometry.measure
        if boxed:
            columns = _columns_in_a_box(width, geometry.gutter)
            measure = measure_in((width + geometry.gutter) // columns - geometry.gutter + 2 * PADDING)
        head = set_head(article, width, measure, rank, geometry.headline)
        high = math.ceil(head.rows + math.ceil(rows(at, measure) / columns) + boxed) + above
        inset = (width - columns * (measure + geometry.gutter) + geometry.gutter) / 2 if boxed else 0.0
        return Block(article, span, rank, head, columns, high, sections[at], rubrics[at], inset)

    @functools.cache
    def cell(at: int, count: int, span: int) -> Cell | None:
        if at + count > len(articles):
            return None
        blocks = tuple(block(one, span) for one in range(at, at + count))
        if span < geometry.columns and not all(_may_span(one.article, span) for one in blocks):
            return None
        gaps = sum(GAP for one in blocks[:-1] if not one.boxed)  # a box has half a line of white below it
        return Cell(span, blocks, sum(one.rows for one in blocks) + gaps)

    return cell


def may_lead(article: Article) -> bool:
    """Return whether an article can stand under a head wider than a column."""
    return article.kind is not ArticleKind.NOTICE and bool(article.headline)


def _columns_in_a_box(width: int, gutter: int) -> int:
    """Return in how many columns a notice is set in a box that holds `width` ems: in one where that can be read."""
    return math.ceil((width + gutter) / (LONGEST + gutter))


def _may_span(article: Article, span: int) -> bool:
    return article.kind is not ArticleKind.NOTICE or span <= _WIDEST_NOTICE


def _cost(block: Block) -> float:
    """Return what it costs that a text is long under a narrow head, or a few lines deep under a wide one."""
    if block.boxed:
        return 0.0
    if block.span == 1:
        return max(0, block.rows - _NARROW) * _NARROW_COST
    deep = block.rows - block.head.rows - bool(block.section) - bool(block.rubric)
    least = _SHALLOW + _SHALLOW_FOR_A_COLUMN * block.span
    shallow = 0.0 if block.rank is Rank.LEAD else max(0.0, least - deep) * block.span * _SHALLOW_COST
    return shallow + (0.0 if may_lead(block.article) else _HEADLESS_COST * block.span)


def _sections(articles: Sequence[Article]) -> list[str]:
    """Return for every article the section that begins with it, or nothing. What names none stays in the last one."""
    begun: list[str] = []
    last = ""
    for article in articles:
        begun.append(article.section if article.section != last else "")
        last = article.section or last
    return begun


def _rubrics(edition: Edition) -> list[str]:
    """Return for every article its rubric, or nothing: a section mark (□专题) belongs to the article that it closes."""
    ends = [max(block.source[-1].end for block in article.blocks) for article in edition.articles]
    rubrics = [""] * len(ends)
    for mark in edition.furniture:
        closed = [at for at, end in enumerate(ends) if end <= mark.source[0].start]
        if mark.role is Role.SECTION_MARK and closed:
            rubrics[max(closed, key=ends.__getitem__)] = mark.text.strip("□■◇◆○●△▲▽▼☆★ ")
    return rubrics
