"""Kinds of articles: what the head, the credit or the page says, and nothing that only sounds like it."""

from __future__ import annotations

import pytest

from exporter.edition import ArticleKind
from tests.exporter.normalizer.texts import read

BODY = "青石湾的老渡口每天开出十二班船，往返两岸的人比去年多了三成。船工们说，坐船的人里有一半是来看潮的。"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("渡口该有一把遮阳伞（明溪时评）", ArticleKind.COMMENTARY),
        ("社论：渡口该有一把遮阳伞", ArticleKind.COMMENTARY),
        ("老船工的四十年（望潮访谈）", ArticleKind.INTERVIEW),
        ("专访老船工何望潮", ArticleKind.INTERVIEW),
        ("请在渡口装一盏灯（读者来信）", ArticleKind.LETTER),
        ("望潮客栈开业酬宾（广告）", ArticleKind.ADVERTISEMENT),
        ("老渡口开出新航线", ArticleKind.NEWS),
        ("渡口的一天 ——访青石湾码头", ArticleKind.NEWS),
        ("渡口评论区里的热心人", ArticleKind.NEWS),
        ("全镇开展广告牌安全检查", ArticleKind.NEWS),
        ("村民与船工对话会开到了码头", ArticleKind.NEWS),
        ("声明", ArticleKind.NOTICE),
    ],
)
def test_an_article_is_what_its_head_says(head: str, kind: ArticleKind) -> None:
    (article,) = read(f"{head}\n\n　　{BODY}").edition.articles
    assert article.kind is kind


def test_so_it_is_in_traditional_script() -> None:
    body = "青石灣的老渡口每天開出十二班船，往返兩岸的人比去年多了三成。船工們說，坐船的人裡有一半是來看潮的。"
    (article,) = read(f"渡口該有一把遮陽傘（明溪時評）\n\n　　{body}").edition.articles
    assert article.kind is ArticleKind.COMMENTARY


def test_the_page_says_it_where_the_head_does_not() -> None:
    text = f"第05版：评论\n\n渡口该有一把遮阳伞\n\n　　{BODY}"
    assert read(text).edition.articles[0].kind is ArticleKind.COMMENTARY
    assert read(text.replace("评论", "要闻")).edition.articles[0].kind is ArticleKind.NEWS


def test_a_commentator_writes_commentary() -> None:
    text = f"渡口该有一把遮阳伞\n\n本报评论员\n\n　　{BODY}"
    assert read(text).edition.articles[0].kind is ArticleKind.COMMENTARY
