from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.edition import Article, ArticleKind, Block, Edition, Role, Source, SourceSpan
from exporter.pdf.geometry import LONGEST, Geometry, Layout, geometry_of
from exporter.pdf.heads import Rank, set_head
from exporter.pdf.makeup import Kind, make_up
from exporter.pdf.notices import PADDING
from exporter.template_set import open_template_set
from exporter.text_parts import deck_lines
from tests.exporter.editions import ORDINARY

SET = open_template_set().manifest
A4, BROADSHEET = (geometry_of(SET, Layout(page)) for page in ("a4", "broadsheet"))
SPAN = (SourceSpan(0, 1),)


def article(
    length: int, headline: str = "渡口新貌", kind: ArticleKind = ArticleKind.NEWS, section: str = ""
) -> Article:
    head = (Block(Role.HEADLINE, headline, SPAN),) if headline else ()
    return Article(kind, (*head, Block(Role.PARAGRAPH, "水" * length, SPAN)), section=section)


def edition_of(articles: list[Article]) -> Edition:
    return Edition(tuple(articles), Source("a", "utf-8", 1, "0" * 64))


ARTICLES = st.builds(
    article,
    st.integers(1, 3000),
    st.sampled_from(["", "渡口新貌", "老码头搭上新航线 水上公交开通首月送客1.6万人次", "很长的标题" * 6]),
    st.sampled_from(ArticleKind),
    st.sampled_from(["", "要闻", "评论"]),
)


@settings(max_examples=15)
@given(st.lists(ARTICLES, max_size=12), st.sampled_from([A4, BROADSHEET]), st.integers(0, 20))
def test_every_article_stands_once_in_its_order(articles: list[Article], page: Geometry, start: int) -> None:
    strips = make_up(edition_of(articles), page)(start)
    assert [block.article for strip in strips for block in strip.blocks] == articles
    for strip in strips:
        spans = [cell.span for cell in strip.row.cells]
        assert sum(spans) <= page.columns if strip.kind is Kind.ROW else spans == [page.columns]
        if strip.kind is Kind.ROW:
            assert max(cell.rows for cell in strip.row.cells) <= strip.row.high < page.lines
        for cell in strip.row.cells:
            assert {block.span for block in cell.blocks} == {cell.span}
    assert [strip.page for strip in strips] == sorted(strip.page for strip in strips)


def test_the_first_article_leads_across_the_page() -> None:
    first, *_ = make_up(edition_of([article(900), article(200), article(300)]), A4)(8)
    assert (first.kind, first.blocks[0].rank) == (Kind.ACROSS, Rank.LEAD)


@pytest.mark.parametrize("first", [article(900, ""), article(900, kind=ArticleKind.NOTICE)], ids=["headless", "notice"])
def test_what_cannot_lead_does_not(first: Article) -> None:
    strips = make_up(edition_of([first, article(200), article(200)]), A4)(8)
    assert strips[0].blocks[0].rank is not Rank.LEAD


def test_an_article_is_parted_only_where_that_is_better_than_white() -> None:
    lead, second = make_up(edition_of([article(1800), article(500)]), A4)(8)
    assert (lead.whole, second.whole) == (True, True)
    lead, second = make_up(edition_of([article(800), article(2800)]), A4)(8)
    assert (lead.whole, second.whole) == (True, False)


def test_a_section_is_named_where_it_begins() -> None:
    articles = [article(99, section=name) for name in ("要闻", "要闻", "", "要闻", "评论", "要闻")]
    named = [block.section for strip in make_up(edition_of(articles), A4)(8) for block in strip.blocks]
    assert named == ["要闻", "", "", "", "评论", "要闻"]


def test_a_section_mark_is_the_rubric_of_the_article_that_it_closes() -> None:
    named = [block.rubric for strip in make_up(ORDINARY, A4)(8) for block in strip.blocks]
    assert named == [""] * 6 + ["专题"]


def test_no_article_no_strip() -> None:
    assert make_up(edition_of([]), A4)(0) == ()


@given(ARTICLES, st.integers(8, 120), st.sampled_from(Rank))
def test_a_head_is_whole_lines_high_and_holds_its_lines(one: Article, width: int, rank: Rank) -> None:
    head = set_head(one, width, 13, rank)
    assert head.rows == 0 or head.blank >= 0.25 - 1e-6
    if one.headline:
        lines = len(deck_lines(one.headline, head.ems["headline"])) * head.headline.lines
        assert math.isclose(head.rows, lines + head.blank)
        assert head.headline.ems * head.ems["headline"] == pytest.approx(width)


def test_a_wider_place_never_makes_a_smaller_headline() -> None:
    sizes = [
        set_head(article(99, "水上公交开通首月送客"), width, 13, Rank.LEAD).headline.ems for width in range(13, 120)
    ]
    assert sizes == sorted(sizes)


@pytest.mark.parametrize("before", [[], [article(900), article(1500)]], ids=["alone", "last"])
@pytest.mark.parametrize("length", [90, 9000])
def test_no_line_of_a_notice_is_longer_than_can_be_read(before: list[Article], length: int) -> None:
    *_, last = make_up(edition_of([*before, article(length, kind=ArticleKind.NOTICE)]), A4)(8)
    (*_, notice) = last.blocks
    text = A4.ems(notice.span) - 2 * PADDING - 2 * notice.inset
    measure = (text + A4.gutter) / notice.columns - A4.gutter
    assert measure == int(measure) <= LONGEST
