"""Paragraphs that are only similar: shown with the words that differ, and left where they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.normalizer.passage import fold
from exporter.normalizer.provenance import Finding
from exporter.normalizer.similar_finder import MOST_WORK, _compare
from tests.exporter.normalizer.texts import read

HEAD = "老渡口开出新航线"
ONE = (
    "青石湾的老渡口每天开出十二班船，往返两岸的人比去年多了三成。候船廊里的长椅换成了新的，"
    "雨天也能坐着等船。老人和孩子免费乘坐，学生凭证半价。"
)
OTHER = "码头管理处的值班员说，夜里的灯从今年起亮到十一点，末班船开走以后再关，沿岸的居民都说方便。"
NOTICE = (
    "{name}位于青石湾区柳岸村的房屋，属柳岸片区改造范围，建筑面积{area}平方米。现{name}声明该房屋未办理产权登记，"
    "如有异议请于三十日内向柳岸片区改造办公室书面提出，逾期由{name}自行承担责任。"
)


def similar(*paragraphs: str) -> list[Finding]:
    findings = read("\n\n".join((HEAD, *paragraphs))).provenance.findings
    return [finding for finding in findings if finding.code == "similar"]


def test_the_later_one_is_found_with_the_words_that_differ_and_the_place_of_the_earlier() -> None:
    later = ONE.replace("十二班", "十五班").replace("长椅", "条凳")
    text = "\n\n".join((HEAD, ONE, OTHER, later))
    result = read(text)
    (finding,) = [finding for finding in result.provenance.findings if finding.code == "similar"]
    assert text[finding.span.start : finding.span.end] == later
    for message in (finding.zh, finding.en):
        assert "L3" in message
        assert "青石湾的老渡口" in message
        assert "十二 → 十五" in message or "十二班 → 十五班" in message
        assert "长椅 → 条凳" in message
    assert not result.provenance.removals


def test_words_that_one_of_the_two_lacks_are_shown_too() -> None:
    (finding,) = similar(ONE, OTHER, ONE.replace("学生凭证半价", "学生凭证件半价"))
    assert "→" in finding.zh
    (finding,) = similar(ONE, OTHER, ONE + "船工说。")
    assert "∅ → 船工说" in finding.zh


def test_two_notices_that_differ_in_a_name_are_a_finding_and_both_stay() -> None:
    one, other = NOTICE.format(name="何某", area="88.10"), NOTICE.format(name="林某", area="104.52")
    result = read("\n\n".join((HEAD, ONE, OTHER, "声明", one, "声明人：何某", "声明", other, "声明人：林某")))
    (finding,) = [finding for finding in result.provenance.findings if finding.code == "similar"]
    assert "88.10" in finding.zh
    assert "104.52" in finding.en
    assert {one, other} <= {block.text for block in result.edition.blocks()}
    assert not result.provenance.removals


@pytest.mark.parametrize(
    "paragraphs",
    [
        pytest.param((ONE, OTHER), id="other text"),
        pytest.param((ONE, OTHER, ONE), id="equal, and removed"),
        pytest.param((ONE, OTHER, ONE.replace("，", ",")), id="equal but for the width of its marks"),
        pytest.param((ONE, OTHER, ONE[:36] + OTHER), id="half of it"),
        pytest.param((ONE, OTHER, ONE[:30] + "。"), id="a quote from it"),
        pytest.param(("渡口开船了，大家上船吧。" + OTHER, "渡口开船了，大家上船啊。" + ONE), id="a refrain"),
        pytest.param(
            tuple(NOTICE.format(name=name, area="88.10") for name in ("何某", "林某", "高某", "罗某")),
            id="a list written after a form",
        ),
    ],
)
def test_what_is_no_near_copy_is_no_finding(paragraphs: tuple[str, ...]) -> None:
    assert similar(*paragraphs) == []


@given(st.lists(st.sampled_from([ONE, OTHER, ONE.replace("，", ","), OTHER.replace("。", "。 ")]), max_size=6))
def test_paragraphs_that_are_equal_once_folded_are_never_similar(paragraphs: list[str]) -> None:
    assert len({fold(paragraph) for paragraph in paragraphs}) <= 2
    assert similar(*paragraphs) == []


@given(st.lists(st.sampled_from("甲乙丙丁"), max_size=40), st.lists(st.sampled_from("甲乙丙丁"), max_size=40))
def test_what_differs_makes_one_text_of_the_other_and_nothing_is_told_where_too_much_does(
    words: list[str], others: list[str]
) -> None:
    _, differences = _compare(words, others, MOST_WORK)
    lengths = [sum(len(words) for words in side) for side in zip(*differences, strict=True)] or [0, 0]
    assert sum(lengths) <= 0.2 * (len(words) + len(others)) + 1e-9
    if differences:
        assert len(words) - lengths[0] == len(others) - lengths[1]


def test_work_is_bounded_and_what_would_cost_more_is_not_compared() -> None:
    one, other = ["甲", *"子" * 2000, "乙"], ["丙", *"子" * 2000, "丁"]
    cost, differences = _compare(one, other, MOST_WORK)
    assert cost > MOST_WORK
    assert differences == ()


def test_a_page_of_paragraphs_all_alike_is_told_of_nothing() -> None:
    assert similar(*(f"{ONE}今天第{number}班。" for number in range(600))) == []
