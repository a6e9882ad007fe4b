from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.text_parts import dateline_parts, deck_lines, head_lines

TEXTS = st.text(alphabet="跨江轻轨今晨首发，：“”（）—…AI 2031%年\U00020bb7", max_size=60)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("跨江轻轨今晨首发 两岸通勤缩短", ["跨江轻轨今晨首发 ", "两岸通勤缩短"]),
        ("New Ferry Line Opens", ["New Ferry Line Opens"]),
        ("渡口 AI 上岗", ["渡口 ", "AI ", "上岗"]),
        ("一行到底", ["一行到底"]),
        ("立 信", ["立 信"]),
        ("立 信 跨江轻轨首发", ["立 信 跨江轻轨首发"]),
    ],
)
def test_a_deck_is_parted_at_its_spaces(text: str, lines: list[str]) -> None:
    assert deck_lines(text) == lines


def test_a_long_line_breaks_evenly_between_words() -> None:
    assert head_lines("临江市全面推进老旧小区加装电梯工作", 10) == ["临江市全面推进老旧", "小区加装电梯工作"]


def test_a_break_after_a_mark_is_preferred() -> None:
    assert head_lines("渡口开通夜航，两岸居民出行更便利", 10) == ["渡口开通夜航，", "两岸居民出行更便利"]


@pytest.mark.parametrize(
    ("text", "ems", "lines"),
    [
        (
            "《临江市轮渡改造方案（2031—2034年）》公布中期成绩",
            9.5,
            ["《临江市轮渡改造方案", "（2031—2034年）》", "公布中期成绩"],
        ),
        ("旧城换新颜，让老街道留得住乡愁", 13, ["旧城换新颜，", "让老街道留得住乡愁"]),
        ("老师带孩子们到江边看潮", 7, ["老师带孩子们", "到江边看潮"]),
        ("市轮渡公司举办“夜航开放日”活动", 12, ["市轮渡公司举办", "“夜航开放日”活动"]),
    ],
    ids=["range", "one character", "clinging", "enclosed"],
)
def test_a_head_breaks_where_a_reader_pauses(text: str, ems: float, lines: list[str]) -> None:
    assert head_lines(text, ems) == lines


def test_a_range_breaks_after_its_dash_where_nothing_else_is_possible() -> None:
    assert head_lines("（2031—2034年）", 5) == ["（2031—", "2034年）"]


def test_no_scrap_of_a_line_where_an_even_one_is_possible() -> None:
    text = "临江市书香社区建设方案公布中期成绩"
    for ems in range(6, 16):
        assert all(len(line) > 2 for line in head_lines(text, ems)), ems


def test_neither_a_number_nor_a_mark_is_torn_off() -> None:
    for ems in range(4, 14):
        for line in head_lines("《健康行动方案（2031—2035年）》今日发布，覆盖29.70%人口", ems)[1:]:
            assert line[0] not in "》）—，年%0"


def test_a_word_longer_than_the_measure_is_left_alone() -> None:
    assert head_lines("Internationalisation", 5) == ["Internationalisation"]


@given(TEXTS, st.one_of(st.none(), st.floats(1, 30)))
def test_no_line_loses_a_character(text: str, ems: float | None) -> None:
    assert "".join(deck_lines(text, ems)) == text
    assert "".join(head_lines(text, ems)) == text
    assert "".join(dateline_parts(text)) == text


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("本报讯 5月17日清晨，首列轻轨驶出。", "本报讯"),
        ("江河社云港5月16日电 记者获悉，专列开行。", "江河社云港5月16日电"),
        ("江河社云港5月16日电（记者 顾望舒）专列开行。", "江河社云港5月16日电（记者 顾望舒）"),
        ("本报临江5月16日讯（通讯员齐远帆）专列开行。", "本报临江5月16日讯（通讯员齐远帆）"),
        ("5月16日电力供应恢复。", ""),
        ("他说，江河社5月16日电有误。", ""),
        ("江水平缓。", ""),
    ],
)
def test_a_dateline_that_opens_a_paragraph(text: str, lead: str) -> None:
    assert dateline_parts(text) == (lead, text[len(lead) :])
