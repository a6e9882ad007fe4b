"""Making up the pages (拼版): which articles stand side by side, and how wide.

An issue is a pile of strips (栏区) as wide as the page: one article across all columns; blocks (版块) side by side,
each a rectangle under a head as wide as itself; or short articles that run on from column to column. Of all ways to
cut an edition into strips, in reading order, the one that wastes the least paper is taken. Heights are estimates: the
layout finds the true ones, and nothing is lost where they differ.
"""

from __future__ import annotations

import dataclasses
import functools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from exporter.edition import Article, ArticleKind, Edition, Role
from exporter.pdf.geometry import Geometry
from exporter.pdf.heads import Head, Rank, set_head, text_rows
from exporter.pdf.notices import PADDING, notice_measure

GAP = 1
"""Lines between two strips, for the rule that parts them."""
MOST_BLOCKS = 4
MOST_IN_A_FLOW = 24

# The costs, in lines of one column; chosen by looking at pages.
_SHALLOW, _SHALLOW_FOR_A_COLUMN = 3, 1.2  # text less deep than that, and that for every column, looks like a caption
_SHALLOW_COST = 2.0  # for every line less
_NARROW = 26  # text this long deserves a head wider than a column
_NARROW_COST = 0.5  # for every line more
_SMALL_HOLE, _SMALL_HOLE_COST = 5, 0.3  # a hole that the page can take up: see exporter.pdf.spread
_TALLEST_ROW = 0.62  # of a page: a row of blocks is never parted
_SLACK = 1  # lines by which an estimate may fail


class Kind(StrEnum):
    """How the articles of a strip stand."""

    ACROSS = "across"  # one, its head over all columns
    ROW = "row"  # blocks side by side
    FLOW = "flow"  # one below the other, from column to column


@dataclass(frozen=True, slots=True)
class Block:
    """An article on the page: how many columns it is wide, what it weighs, and how its head is set.

    `rows` is about how high it is in lines. Above it stand the name of the `section` of the paper that begins with it,
    and its `rubric` (专题), each empty where there is none. A notice's text is set in by `inset` ems on either side.
    """

    article: Article
    span: int
    rank: Rank
    head: Head
    rows: int
    section: str = ""
    rubric: str = ""
    inset: float = 0.0


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of the page as wide as its columns; `page` is about where it begins."""

    kind: Kind
    blocks: tuple[Block, ...]
    page: int


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to set the first articles: its cost, its strips, and the page and line where the next strip begins."""

    cost: float
    strips: tuple[Strip, ...]
    page: int
    row: int


def make_up(edition: Edition, geometry: Geometry, start: int) -> tuple[Strip, ...]:
    """Return the strips of an edition, in reading order; on the first page `start` lines are taken already."""
    articles = edition.articles
    sections, rubrics = _sections(articles), _rubrics(edition)

    @functools.cache
    def measure(span: int) -> int:
        notices = (article.body for article in articles if article.kind is ArticleKind.NOTICE)
        paragraphs = (block.text for body in notices for block in body if block.role is Role.PARAGRAPH)
        return notice_measure(paragraphs, geometry.ems(span))

    @functools.cache
    def block(at: int, span: int, *, lead: bool) -> Block:
        article = articles[at]
        if article.kind is ArticleKind.NOTICE:
            bare = _boxed(article, span, geometry, measure(span))
        else:
            bare = _block(article, span, geometry, lead=lead)
        above = bool(sections[at]) + bool(rubrics[at])
        return dataclasses.replace(bare, section=sections[at], rubric=rubrics[at], rows=bare.rows + above)

    ways = {0: _Way(0, (), 1, start)}  # to every number of articles, the best way to set them
    for begin in range(len(articles)):
        for kind, spans in _choices(articles, begin, geometry):
            end = begin + len(spans)
            blocks = tuple(
                block(at, span, lead=at == 0 and kind is not Kind.FLOW)
                for at, span in zip(range(begin, end), spans, strict=True)
            )
            further = _placed(ways[begin], kind, blocks, geometry)
            if further is not None and (end not in ways or further.cost < ways[end].cost):
                ways[end] = further
    return ways[len(articles)].strips


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


def _choices(articles: Sequence[Article], begin: int, geometry: Geometry) -> Iterator[tuple[Kind, tuple[int, ...]]]:
    """Yield the strips that may begin with article `begin`: their kind, and how wide each of their articles is."""
    columns, left = geometry.columns, len(articles) - begin
    if may_lead(articles[begin]):
        yield Kind.ACROSS, (columns,)
    for count in range(2, min(MOST_BLOCKS, columns, left) + 1):
        for spans in _compositions(columns, count):
            leads = begin > 0 or 2 * spans[0] > columns
            if leads and all(map(_may_span, articles[begin : begin + count], spans)):
                yield Kind.ROW, spans
    if begin or not may_lead(articles[0]):
        for count in range(1, min(MOST_IN_A_FLOW, left) + 1):
            yield Kind.FLOW, (1,) * count


def may_lead(article: Article) -> bool:
    """Return whether an article can stand under a head wider than a column."""
    return article.kind is not ArticleKind.NOTICE and bool(article.headline)


def _may_span(article: Article, span: int) -> bool:
    return span == 1 or may_lead(article) or (article.kind is ArticleKind.NOTICE and span == 2)


def _compositions(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Yield the ways to write `total` as a sum of `parts` whole numbers from 1."""
    if parts == 1:
        yield (total,)
        return
    for first in range(1, total - parts + 2):
        for rest in _compositions(total - first, parts - 1):
            yield first, *rest


def _block(article: Article, span: int, geometry: Geometry, *, lead: bool) -> Block:
    """Return an article on the page, without what may stand above its head."""
    rank = Rank.LEAD if lead else Rank.WIDE if span > 1 else Rank.COLUMN
    head = set_head(article, geometry.ems(span), geometry.measure, rank, geometry.headline)
    deep = math.ceil(text_rows(article, geometry.measure) / span)
    return Block(article, span, rank, head, math.ceil(head.rows + deep))


def _boxed(article: Article, span: int, geometry: Geometry, measure: int) -> Block:
    """Return a notice on the page, its text set in lines of `measure` ems."""
    width = geometry.ems(span) - 2 * PADDING
    head = set_head(article, width, measure, Rank.NOTICE, geometry.headline)
    rows = math.ceil(head.rows + text_rows(article, measure) + 1)
    return Block(article, span, Rank.NOTICE, head, rows, inset=(width - measure) / 2)


def _placed(way: _Way, kind: Kind, blocks: tuple[Block, ...], geometry: Geometry) -> _Way | None:
    """Return `way` with one strip more; None where that strip cannot be."""
    columns = geometry.columns
    if kind is Kind.ROW:
        high = max(block.rows for block in blocks)
        if high > _TALLEST_ROW * geometry.lines:
            return None
        least = high + _SLACK
        cost = float(sum(block.span * (high - block.rows) for block in blocks))
        cost += sum(_shallow(block) for block in blocks)
    elif kind is Kind.ACROSS:
        high, least = blocks[0].rows, min(blocks[0].rows, math.ceil(blocks[0].head.rows) + 3)
        cost = 0.0 if blocks[0].rank is Rank.LEAD else _shallow(blocks[0]) + columns / 2
    else:
        rows = sum(block.rows + GAP for block in blocks)
        whole = max((block.rows + GAP for block in blocks if block.rank is Rank.NOTICE), default=0)
        high, least = max(math.ceil(rows / columns), whole), min(rows, math.ceil(blocks[0].head.rows) + 3)
        cost = columns + high * columns - rows + sum(max(0, block.rows - _NARROW) * _NARROW_COST for block in blocks)
        cost += max(0.0, _SHALLOW + 2 - high) * columns * _SHALLOW_COST
    page, row = way.page, way.row + GAP
    if row + least > geometry.lines and way.row:
        hole = geometry.lines - way.row
        cost += hole * columns * (_SMALL_HOLE_COST if hole <= _SMALL_HOLE else 1)
        page, row = page + 1, 0
    strip = Strip(kind, blocks, page)
    ahead = row + high
    pages = max(0, ahead - 1) // geometry.lines
    return _Way(way.cost + cost + GAP * columns, (*way.strips, strip), page + pages, ahead - pages * geometry.lines)


def _shallow(block: Block) -> float:
    """Return what it costs that the text under a wide head is but a few lines deep for its width."""
    if block.span == 1 or block.rank is Rank.NOTICE:
        return 0.0
    deep = block.rows - block.head.rows - bool(block.section) - bool(block.rubric)
    return max(0.0, _SHALLOW + _SHALLOW_FOR_A_COLUMN * block.span - deep) * block.span * _SHALLOW_COST
