"""Verse, tables and lists are known by their lines, and heads are none of them."""

from __future__ import annotations

import pytest

from exporter.normalizer.listings import FEWEST, is_row, listed


@pytest.mark.parametrize(
    "line",
    [
        "6:30 早间新闻",
        "临川队 3∶2 西岸队",
        "临川渡轮 12.35 0.12 0.98%",
        "今天夜间：小雨 东风2级 15℃",
        "明天：小雨转阴 -4℃～11℃",
        "王 帆 女 渡轮公司",
        "问：票价会涨吗？",
    ],
)
def test_a_row_is_known_by_what_stands_in_it(line: str) -> None:
    assert is_row(line)


@pytest.mark.parametrize(
    "line",
    [
        "华北多地今天最高气温超过35℃",
        "临川队3∶2战胜西岸队",
        "渡轮公司去年载客120万人次 增长12.5%",
        "2031年 渡轮再出发",
        "问答之间见民生",
        "妇女 儿童 老人免票",
    ],
)
def test_a_head_is_no_row(line: str) -> None:
    assert not is_row(line)


def test_the_lines_of_a_long_run_are_listed_but_for_the_heads_beside_it() -> None:
    run = ["head"] * FEWEST
    assert listed(["body", *run[:-1], "body"]) == frozenset()
    assert listed(["body", *run, "body"]) == frozenset({2, 3})
    assert listed(["credit", *run, "note"]) == frozenset(range(1, FEWEST + 1))
