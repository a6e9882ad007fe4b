"""Hard-wrapped lines unwrapped, by the measure that they show, stretch by stretch."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.normalizer.lines import unwrap
from tests.exporter.normalizer.texts import soup

NO_START = "，。、；：？！”）"
PARAGRAPHS = (
    "停航九年的鹭汀码头昨天重新开渡，首班船载客一百二十人，由东岸驶往西岸，全程只要十一分钟，比绕行大桥快了半个小时。",
    "渡轮公司说，每二十分钟一班，风浪大时停航，票价与公交车相同，老人和学生凭证件可以免票乘坐，自行车也能推上甲板。",
    "西岸新修的候船室有座位八十个，墙上挂着旧船票和旧照片，都是附近居民从家里翻找出来的，最早的一张印着七十年前的日期。",
    "家住东岸的何师傅每天过江上班，他算了一笔账：坐渡轮来回只花四块钱，一个月能省下两百多块，下班还能在码头边买到新鲜的鱼。",
    "市交通局表示，今年还要恢复另外两条航线，并在码头旁边增设公交站点，让乘客下船以后走几步就能换车，不必再等摆渡车。",
    "船员大多是本地人，船长林师傅开过二十年渔船，熟悉这一段江面的每一处暗流，遇到大雾天气，他会提前半小时到船上检查雷达。",
)


def wrapped(paragraph: str, measure: int, indent: int) -> list[str]:
    """Set a paragraph at a measure, its first line indented by so many characters; no line begins with a mark."""
    lines: list[str] = []
    rest, room = paragraph, measure - indent
    while rest:
        end = min(room, len(rest))
        while 1 < end < len(rest) and rest[end] in NO_START:
            end -= 1
        lines.append(rest[:end])
        rest, room = rest[end:], measure
    return lines


def page(measure: int, *, indent: str, gone: bool = False) -> str:
    """Return the paragraphs as a wrapped text; `gone`: the indents take room but are not in the text."""
    first = 2 if indent or gone else 0
    return "\n".join(indent + "\n".join(wrapped(paragraph, measure, first)) for paragraph in PARAGRAPHS)


def texts(text: str) -> list[str]:
    return [passage.text for passage in unwrap(text)]


@pytest.mark.parametrize("measure", [11, 13, 16, 20, 24])
@pytest.mark.parametrize("indent", ["\u3000\u3000", "  "], ids=["ideographic", "ascii"])
def test_indented_columns_of_any_measure(measure: int, indent: str) -> None:
    assert texts(page(measure, indent=indent)) == list(PARAGRAPHS)


@pytest.mark.parametrize("measure", [11, 13, 16])
def test_columns_out_of_a_pdf_lack_the_indents_that_they_were_set_with(measure: int) -> None:
    assert texts(page(measure, indent="", gone=True)) == list(PARAGRAPHS)


def test_columns_of_two_measures_beside_text_that_is_not_wrapped() -> None:
    text = "\n\n".join((page(13, indent="\u3000\u3000"), *PARAGRAPHS, page(18, indent="\u3000\u3000")))
    assert texts(text) == list(PARAGRAPHS) * 3


def test_a_copy_without_its_indent_is_one_paragraph() -> None:
    copy = "\n".join(wrapped(PARAGRAPHS[1], 13, 2))
    assert texts(page(13, indent="\u3000\u3000") + "\n" + copy) == [*PARAGRAPHS, PARAGRAPHS[1]]


def test_lines_that_are_as_long_as_each_other_but_no_running_text_stay_apart() -> None:
    verse = [
        "江上数峰青入画，",
        "渡头一笛晚来风。",
        "船行水面云先到，",
        "人立楼头月未东。",
        "旧票犹存墙上字，",
        "新茶已熟客杯中。",
        "明朝若问归何处，",
        "十里芦花两岸同。",
    ]
    names = [
        f"第{n}名" + name for n, name in zip("一二三四五六七八", ["何帆", "林晓", "梅远", "郁青"] * 2, strict=True)
    ]
    assert texts("\n".join(verse)) == verse
    assert texts("\n".join(names)) == names


def test_a_mark_at_a_lines_start_belongs_to_the_line_before_it() -> None:
    text = page(13, indent="\u3000\u3000").replace("，\n", "\n，", 1)
    assert texts(text) == list(PARAGRAPHS)


def test_closing_marks_alone_on_a_line_end_the_paragraph_before_them() -> None:
    speech = "「渡口的船每天早上六点开出，往返两岸的人比去年多了。"
    lines = [
        "\u3000\u3000" + speech[:11],
        speech[11:24],
        speech[24:],
        "」",
        "老船工守夜 新船下水",
        "\u3000\u3000" + PARAGRAPHS[0],
    ]
    wrapped = page(13, indent="\u3000\u3000")
    assert speech + "」" in texts(wrapped + "\n" + "\n".join(lines) + "\n" + wrapped)


def test_a_credit_below_a_full_line_of_a_head_stands_alone() -> None:
    head, credit = "老渡口开出新航线两岸人说好", "【林一舟／临川报导】"
    wrapped = page(13, indent="\u3000\u3000")
    assert texts(f"{head}\n{credit}\n{wrapped}")[:2] == [head, credit]
    assert (
        texts(f"{head}\n江城周刊记者 林一舟 江\n城周刊实习生 何雨\n{wrapped}")[1]
        == "江城周刊记者 林一舟 江城周刊实习生 何雨"
    )


def test_a_jump_line_below_a_full_line_of_a_head_stands_alone() -> None:
    head = "渡口重开以后两岸居民出行省下半个小时"
    text = page(len(head), indent="　　").replace("\n　　渡轮公司", f"\n{head}\n（上接第一版）\n　　渡轮公司", 1)
    assert [p.text for p in unwrap(text)][1:3] == [head, "（上接第一版）"]


def test_a_head_below_a_closing_note_or_a_caption_that_fill_their_lines_stands_alone() -> None:
    wrapped = page(13, indent="\u3000\u3000")
    note, head = "\u3000\u3000（作者为渡口管理所\n所长，何雨采访整理成文稿）", "老渡口开出新航线两岸人说好"
    assert texts(f"{wrapped}\n{note}\n{head}\n{wrapped}").count(head) == 1
    flush = page(13, indent="")
    assert texts(f"{flush}\n早市开张了。 林一舟绘\n明溪县\n{head}\n{flush}").count("明溪县") == 1


@given(soup)
@settings(max_examples=200)
def test_no_character_is_lost_or_moved(text: str) -> None:
    passages = unwrap(text)
    for passage in passages:
        assert passage.text == "".join(text[start:end] for start, end in passage.ranges)
    assert "".join("".join(passage.text for passage in passages).split()) == "".join(text.split())


@given(st.integers(8, 40), st.booleans())
def test_whatever_the_measure_no_paragraph_is_run_into_the_next(measure: int, indented: bool) -> None:
    for text in texts(page(measure, indent="\u3000\u3000" if indented else "")):
        assert not indented or any(text in paragraph for paragraph in PARAGRAPHS)
