from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exporter.edition import Article, ArticleKind, Block, Role, SourceSpan
from exporter.pdf.strips import strips

LONG = 100


def article(length: int, *, headline: bool = True, kind: ArticleKind = ArticleKind.NEWS) -> Article:
    span = (SourceSpan(0, 1),)
    head = (Block(Role.HEADLINE, "渡口新貌", span),) if headline else ()
    return Article(kind, (*head, Block(Role.PARAGRAPH, "水" * length, span)))


def shape(*articles: Article) -> list[tuple[int, bool]]:
    return [(len(strip.articles), strip.across) for strip in strips(articles, LONG)]


def test_the_first_and_the_long_stand_across_the_short_share() -> None:
    assert shape(article(9), article(9), article(9), article(LONG), article(9), article(9)) == [
        (1, True),
        (2, False),
        (1, True),
        (2, False),
    ]


def test_neither_a_notice_nor_what_has_no_headline_opens_alone() -> None:
    notice = article(LONG * 9, kind=ArticleKind.NOTICE)
    assert shape(notice, article(9)) == [(2, False)]
    assert shape(article(LONG * 9, headline=False), article(9)) == [(2, False)]


def test_a_short_article_alone_between_long_ones_stands_across() -> None:
    assert shape(article(LONG), article(9), article(LONG)) == [(1, True)] * 3


def test_no_article_no_strip() -> None:
    assert shape() == []


@given(st.lists(st.builds(article, st.integers(1, 200), headline=st.booleans(), kind=st.sampled_from(ArticleKind))))
def test_every_article_stands_once_in_its_order(articles: list[Article]) -> None:
    assert [one for strip in strips(articles, LONG) for one in strip.articles] == articles
