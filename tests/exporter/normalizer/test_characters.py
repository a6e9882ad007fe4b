"""Width, punctuation, spaces and control characters."""

from __future__ import annotations

import pytest
from hypothesis import given

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
        ("何\u3000\u3000帆", "何 帆"),
        ("何\t帆", "何 帆"),
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
        "表情👨\u200d👩\u200d👧和变体葛\U000e0100。",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert clean(text) == text


@given(soup)
def test_cleaning_what_is_clean_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
