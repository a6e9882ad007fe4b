"""What a PDF's fonts and spacing make of characters: put right where the text shows it, else untouched."""

from __future__ import annotations

import pytest

from exporter.normalizer import glyphs
from exporter.normalizer.passes import CharacterPass
from exporter.normalizer.patches import PatchedText, edited
from tests.exporter.normalizer.texts import read


def after(character_pass: CharacterPass, text: str) -> str:
    return edited(PatchedText(text, text), character_pass(text), "rule").text


def test_radicals_that_a_font_puts_into_words_become_ideographs() -> None:
    printed = "⾚湾⼤桥昨⽇通⻋，两岸居⺠⾛上桥⾯。"
    assert after(glyphs.radicals, printed) == "赤湾大桥昨日通车，两岸居民走上桥面。"


def test_a_text_about_radicals_keeps_them() -> None:
    text = "字典把“⽔”部和“⽕”部排在一起，⻋部在后。"
    assert after(glyphs.radicals, text) == text


def test_every_radical_has_an_ideograph_of_one_character() -> None:
    assert len(glyphs.RADICALS) == 114 + 214
    assert all(len(one) == len(other) == 1 and one != other for one, other in glyphs.RADICALS.items())


@pytest.mark.parametrize(
    ("line", "closed"),
    [
        ("望 海 晚 报", "望海晚报"),
        ("  渔 港  新 食 堂 开 张  ", "  渔港  新食堂开张  "),
        ("滩 涂 上 落 下 4 0 0 只 水 鸟 。", "滩涂上落下400只水鸟。"),
        ("孙 女 问 ： “ 灯 亮 着 吗 ？ ”", "孙女问：“灯亮着吗？”"),
        ("新 造 的 渡 船 载 重 36.5 吨 ， 由 H7 型 柴 油 机 驱 动", "新造的渡船载重36.5吨，由H7型柴油机驱动"),
    ],
)
def test_a_spread_line_is_closed(line: str, closed: str) -> None:
    assert after(glyphs.spread, f"第一行\n{line}\n第三行") == f"第一行\n{closed}\n第三行"


@pytest.mark.parametrize(
    "line", ["王 帆 李 远", "1 2 3 4 5", "本报记者 沈 望", "甲 乙 丙", "A B C D E", "男 12 女 8 共 20"]
)
def test_names_rows_of_figures_and_short_lines_are_not_spread(line: str) -> None:
    assert after(glyphs.spread, line) == line


def test_a_line_that_is_printed_twice_is_read_once() -> None:
    assert after(glyphs.doubled, "渔渔港港新新食食堂堂\n下一行") == "渔港新食堂\n下一行"
    assert after(glyphs.doubled, "哈哈哈哈哈哈哈哈") == "哈哈哈哈哈哈哈哈"
    assert after(glyphs.doubled, "家家户户高高兴兴地走") == "家家户户高高兴兴地走"


def test_a_bar_that_parts_a_head_stays_where_nothing_else_is_of_vertical_type() -> None:
    assert after(glyphs.forms, "渡輪停航︱市民改乘巴士﹐車程加倍") == "渡輪停航︱市民改乘巴士，車程加倍"
    assert after(glyphs.forms, "渡輪停航︱︱市民改乘巴士") == "渡輪停航——市民改乘巴士"
    assert after(glyphs.forms, "渡輪︵夜班︶停航︱改乘巴士") == "渡輪（夜班）停航—改乘巴士"


def test_what_was_put_right_is_recorded() -> None:
    result = read(
        "望 海 晚 报\n\n⾚湾⼤桥昨⽇通⻋，两岸居⺠⾛上桥⾯，到傍晚还没有散去。\n\nﬁnal一词印在票上，很多人不认识。"
    )
    assert {change.rule for change in result.provenance.changes} >= {"radical", "spread", "ligature"}
