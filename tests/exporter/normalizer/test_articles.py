"""Whether the source stops in the middle of an article."""

from __future__ import annotations

import pytest

from exporter.edition import Role
from exporter.normalizer.articles import ArticleDraft
from exporter.normalizer.passage import Passage

WHOLE = "渡口的早市六点开张。卖菜的、卖鱼的都把担子搁在石阶上。"


def draft(*paragraphs: str) -> ArticleDraft:
    texts = ("渡口早市", *paragraphs)
    roles = (Role.HEADLINE, *(Role.PARAGRAPH for _ in paragraphs))
    return ArticleDraft(
        tuple(Passage(text, ((0, len(text)),), role=role) for text, role in zip(texts, roles, strict=True)), None
    )


@pytest.mark.parametrize(
    "last",
    [
        "此外，老林还说",
        "船票每张两元。老人和孩子不要钱，往返的",
        "老人们都说，从前过河要等半天，如今",
        "早市的摊位一多半",
        "（本报记者何帆、林一",
        "本报临川6月6日电 （记者林一舟）",
        "“早到码头",
    ],
)
def test_an_article_that_stops_in_mid_sentence_is_cut_off(last: str) -> None:
    assert draft(WHOLE, last).truncated


@pytest.mark.parametrize(
    "last",
    [
        "船票每张两元。",
        "信 箱：dukou@example.org",
        "渡口值班室电话：0100-5550100 5550101",
        "本报记者 林一舟/文 许阿满/图",
        "（本文作者为渡口管理所所长）",
        "船票每张两元，十年没有涨过。特约通讯员 许阿满",
        "老人们下了船，在石阶上站了很久，谁也没有说话。林一舟",
        "案件编号：DK1001、1002/2020",
        "dukou@example.org, www.example.org/dukou",
        "The ferry has been running for forty years.",
        "雾散了，渡船靠岸。记者林一舟／摄影",
        "雾散了，渡船靠岸。照片由船工提供",
        "明溪县渡口管理所",
    ],
)
def test_an_article_that_ends_otherwise_is_whole(last: str) -> None:
    assert not draft(WHOLE, last).truncated


def test_verse_is_no_article_cut_off() -> None:
    assert not draft("江上船声近", "灯前雨，夜里凉").truncated
