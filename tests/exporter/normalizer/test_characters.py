"""Width, punctuation, spaces and control characters."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given

from exporter.normalizer.passes import CHARACTER_PASSES
from exporter.normalizer.patches import PatchedText, edited
from tests.exporter.normalizer.texts import soup


def clean(text: str) -> str:
    patched = PatchedText(text, text)
    for rule, character_pass in CHARACTER_PASSES:
        patched = edited(patched, character_pass(patched.text), rule)
    return patched.text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("今天,大桥通车了", "今天，大桥通车了"),
        ("问题:谁来管?怎么管!", "问题：谁来管？怎么管！"),
        ("各级党委(党组)书记", "各级党委（党组）书记"),
        ("人工智能(AI)应用", "人工智能（AI）应用"),
        ("每年确定1~2个问题", "每年确定1～2个问题"),
        ("面积114.56㎡,已登记", "面积114.56㎡，已登记"),
        ("代码913502X,\n现声明作废", "代码913502X，\n现声明作废"),
        ("甲\u200b乙\x00丙", "甲乙丙"),
        ("甲\ufeff乙\u202e丙\u2066丁\u2069戊\u00ad己", "甲乙丙丁戊己"),
        ("甲\u00a0乙\u2003丙\t\t丁", "甲 乙 丙 丁"),
        ('他说:"桥修好了,可以走了。"大家鼓掌', "他说：“桥修好了，可以走了。”大家鼓掌"),
        ("她说\"听见'叮当'一声,门开了\"", "她说“听见‘叮当’一声，门开了”"),
        ('首届"科技小院"和\n"田间\n课堂"都在这里', "首届“科技小院”和\n“田间\n课堂”都在这里"),
        ('名为"Open Day"的活动', "名为“Open Day”的活动"),
        ('他說「好」,又說"走吧"', "他說「好」，又說「走吧」"),
        ("何\u3000\u3000帆", "何 帆"),
        ("何\t帆", "何 帆"),
        ("他想了想...没有说话。", "他想了想……没有说话。"),
        ("“...船到了。”他说......", "“……船到了。”他说……"),
        ("船走了。。。人还在", "船走了……人还在"),
        ("船走了。\n......\n第二年", "船走了。\n……\n第二年"),
        ("他等着...\n2024年", "他等着……\n2024年"),
        ("他想了想..\n.没有说话", "他想了想……\n没有说话"),
        ("他走了. \n...后来", "他走了. \n……后来"),
        ("“到了”-\r\n-他说", "“到了”——\r\n他说"),
        ("码头－－老城的门户", "码头——老城的门户"),
        ("──访何师傅", "——访何师傅"),
        ("--访何师傅", "——访何师傅"),
        ("“到了”--他说，走--“慢些”", "“到了”——他说，走——“慢些”"),
        ("他只等一样东西----船", "他只等一样东西——船"),
        ("har-\nbour, harbour", "har\nbour, harbour"),
    ],
)
def test_what_stands_in_chinese_is_set_as_chinese(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@pytest.mark.parametrize(
    "text",
    [
        "全长1.6万米，投资1,270万元，占29.70%。",
        "22:00至次日6:00，比例尺1:500。",
        "2+16+N模式，C919飞机，2024—2027年，114.56㎡。",
        "见https://example.org/a?b=1,2和editor@example.org。",
        "他说“Hello, world! How are you today”便走了。",
        "省略号……和破折号——都不动，“引号”‘引号’也不动。",
        "Plain English, with commas: and (brackets)!",
        "繁體字「引號」，《書名》。",
        '屏幕对角线55"的电视。',
        '这里只有一个"引号，后面没有了。',
        '"Hello," she said. "It\'s fine."',
        "北京--上海，2020--2024年，第1...5页，使用--help，参数“--”。",
        "第一章...12\n第二章........15\n第三章......第20页",
        "for i in range(...): a...b，见../目录/...的说明",
        "Wait... he said -- and left. 1--2",
        "├──目录 ───── ┌──┐",
        "半角ｶﾀｶﾅ｡和①㈱㎡ⅣⅤ都不动。",
        "inter-\nnational, Anglo-\nAmerican, e-\nmail",
        "Café，Cafe\u0301，葛\ufe00，字\U000e0101，波斯文می\u200cخواهم，𠮷野家，🚢❤\ufe0f。",
        "表情👨\u200d👩\u200d👧和变体葛\U000e0100。",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert clean(text) == text


@example("https://example.org/a?b=1临川湾大桥今天通车,?1,270")
@example("https://example.org/渡口?车?1")
@example("1,270::临川湾大桥今天通车")
@given(soup)
def test_cleaning_what_is_clean_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


def test_the_gaps_of_print_are_taken_out_and_a_writers_spaces_stay() -> None:
    printed = "渡轮 12 艘，从 A 岸到 B 岸；" * 8
    assert clean(printed) == printed.replace(" ", "")
    here_and_there = "渡轮12 艘，从 A 岸到B 岸；" * 20
    assert clean(here_and_there) == here_and_there.replace(" ", "")
    written = "渡轮12艘，从A岸到 B 岸；" * 8
    assert clean(written) == written


MARKS = Path(__file__).parents[2] / "cases" / "marks"


def case_lines(name: str) -> list[str]:
    """Return the lines of a case file below its first paragraph, without blank ones and comments."""
    _, cases = (MARKS / name).read_text("utf-8").split("\n\n", 1)
    return [line for line in cases.split("\n") if line and not line.startswith("# ")]


CHANGED = case_lines("changed.txt")


@pytest.mark.parametrize(("raw", "expected"), list(zip(CHANGED[::2], CHANGED[1::2], strict=True)))
def test_odd_marks_are_written_by_the_rules(raw: str, expected: str) -> None:
    assert clean(raw) == expected
    assert clean(expected) == expected


@pytest.mark.parametrize("line", case_lines("untouched.txt"))
def test_odd_marks_that_are_right_stay(line: str) -> None:
    assert clean(line) == line
