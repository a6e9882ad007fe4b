from __future__ import annotations

import pytest

from exporter.edition import Article, ArticleKind, Block, Role, SourceSpan
from exporter.pdf.blocks import Block as Placed
from exporter.pdf.blocks import Cell
from exporter.pdf.front import _deep, guide_to
from exporter.pdf.geometry import Geometry
from exporter.pdf.heads import Rank, set_head
from exporter.pdf.makeup import Kind, Strip
from exporter.pdf.rows import Row

PAGE = Geometry(width=595, height=842, columns=4, measure=12, gutter=0, size=9, lines=57, top=48)  # entries of 19 ems


def entry(headline: str) -> list[str]:
    """Return the lines of the contents that leads to an article on page 2."""
    article = Article(ArticleKind.NEWS, (Block(Role.HEADLINE, headline, (SourceSpan(0, 1),)),))
    head = set_head(article, 28, 13, Rank.WIDE)
    across = Cell(4, (Placed(article, 4, Rank.WIDE, head, 4, 30),), 30)
    guide = guide_to([Strip(Kind.ACROSS, Row(0, 30, (across,)), page=2)], PAGE)
    assert guide is not None
    return list(guide.entries[0].lines)


@pytest.mark.parametrize(
    ("headline", "lines"),
    [
        ("渡轮改造年内开工", ["渡轮改造年内开工"]),
        ("渡轮改造年内开工 十二座码头同时施工（民生一线）", ["渡轮改造年内开工 十二座码头同时施工"]),
        (
            "沿江六镇码头同时改造施工方案昨日公布今起征求意见十天",
            ["沿江六镇码头同时改造施工", "方案昨日公布今起征求意见十天"],
        ),
        ("渡轮公司举办开放日（首批七百人登船参观体验）活动", ["渡轮公司举办开放日（首批", "七百人登船参观体验）活动"]),
        (
            "沿江六镇码头同时改造施工方案昨日公布今起征求意见十天全文见本报第四版及公司网站",
            ["沿江六镇码头同时改造施工方案昨日……"],
        ),
        (
            "渡轮公司公布二〇三一年度改造投资16.85亿元以及沿江六镇码头同时施工的先后次序",
            ["渡轮公司公布二〇三一年度改造投资……"],
        ),
        ("https://example.org/linjiang/2031/ferry", ["https://example.org/linjiang/……"]),
    ],
)
def test_a_headline_in_the_contents_stands_whole_in_two_lines_or_is_cut_between_words(
    headline: str, lines: list[str]
) -> None:
    assert entry(headline) == lines


@pytest.mark.parametrize(
    ("entries", "columns", "deep"),
    [([1, 1, 1, 1], 2, 2), ([2, 1, 1, 1, 1], 2, 3), ([1, 2, 2], 2, 3), ([2], 3, 2), ([1, 1, 2, 2, 1], 4, 2)],
)
def test_the_contents_are_as_deep_as_their_entries_need(entries: list[int], columns: int, deep: int) -> None:
    assert _deep(entries, columns) == deep
