"""The example edition has the defects that its README names: what the demo shows must be there to be seen."""

from __future__ import annotations

import re
from pathlib import Path

from exporter.normalizer.passes import normalize
from exporter.normalizer.source_text import decode

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "linchuanwan-2026-05-12.txt"
TEXT = EXAMPLE.read_text("utf-8")
BLOCKS = [block.strip() for block in re.split(r"\n\s*\n", TEXT) if block.strip()]


def test_it_has_the_length_of_a_short_edition() -> None:
    assert 3000 <= len(TEXT) <= 4500


def test_its_marks_came_out_narrow_but_for_those_that_never_do() -> None:
    assert not re.search(r"[，（）：；！？～]", TEXT)
    assert len(re.findall(r"(?<=[\u4e00-\u9fff]),(?=[\u4e00-\u9fff“])", TEXT)) > 100
    assert all(mark in TEXT for mark in "。、“”《》…—")


def test_one_paragraph_stands_twice_and_no_other() -> None:
    twice = {block for block in BLOCKS if BLOCKS.count(block) > 1}
    assert {block for block in twice if block not in ("声明", "□专题", "云汀社")} == {
        next(block for block in BLOCKS if block.startswith("许多乘客喜欢的"))
    }


def test_five_paragraphs_are_broken() -> None:
    for left, right in [
        ("坐水上公", "交,25分钟"),
        ("钟敲六下就", "该回家"),
        ("“岸电进码", "票”、“一码换乘”"),
        ("芦屿区今年推出", "“2+16+N”模式"),
        ("请老师", "傅教年轻人"),
    ]:
        assert f"{left}\n\n{right}" in TEXT, left


def test_one_article_stops_and_the_next_headline_follows() -> None:
    assert "每逢农历初五、初十,师\n\n望潮镇中心小学:" in TEXT


def test_what_must_survive_is_there() -> None:
    for figure in (
        "1.6万",
        "29.70%",
        "114.56㎡",
        "2+16+N",
        "5+N",
        "LB210",
        "K3地块",
        "2024—2027年",
        "8.6亿元",
        "1~2公里",
    ):
        assert figure in TEXT


def test_the_normalizer_mends_what_the_readme_says_it_mends() -> None:
    result = normalize(decode(EXAMPLE.read_bytes(), EXAMPLE.stem))
    articles = result.edition.articles
    assert len(articles) == 14
    assert [article.headline for article in articles].count("声明") == 2
    assert articles[0].subtitle == "——鹭汀码头改造一线见闻"
    assert [article.dateline.agency for article in articles if article.dateline] == ["云汀社", *["本报"] * 5]
    assert [article.byline for article in articles if article.byline] == ["林见川"]
    assert [article.label[:4] for article in articles if article.truncated] == ["芦屿织密"]
    assert articles[-1].headline == ""
    assert sum(len(block.source) > 1 for article in articles for block in article.blocks) == 5
    assert [removal.text[:6] for removal in result.provenance.removals] == ["许多乘客喜欢"]
    assert not re.search(r"[\u4e00-\u9fff][,:;!?()~]", "".join(block.text for block in result.edition.blocks()))
