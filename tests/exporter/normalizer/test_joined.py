"""What comes together when lines are joined: spaces between Latin words, marks of a sentence that is whole again."""

from __future__ import annotations

import re

import pytest

from exporter.normalizer.record import rebuild_text, replay
from tests.exporter.normalizer.texts import read

FERRY = (
    "停航九年的鹭汀码头昨天由Northern Harbour Works公司协助重新开渡，首班船载客一百二十人，驶往西岸只要十一分钟。",
    "渡轮公司请来的Captain Ann Whitfield说，这里的暗流比图上画的多，船员都要先跟船三个月，才能独自当班。",
    "西岸新修的候船室有座位八十个，墙上挂着旧船票和旧照片，都是附近居民从家里翻找出来的，最早的一张印着七十年前的日期。",
    "家住东岸的何师傅每天过江上班，他算了一笔账：坐渡轮来回只花四块钱，一个月能省下两百多块，下班还能买到新鲜的鱼。",
)


def printed(paragraph: str, measure: int) -> list[str]:
    """Set a paragraph as a printer does: Latin words whole, their spaces lost where a line ends, the indent kept."""
    lines, line, room = [], "\u3000\u3000", 2 * measure - 4
    for token in re.findall("[!-~]+ ?|.", paragraph):
        width = sum(1 if c.isascii() else 2 for c in token.rstrip())
        if width > room:
            lines.append(line.rstrip(" "))
            line, room = "", 2 * measure
        line += token
        room -= sum(1 if c.isascii() else 2 for c in token)
    return [*lines, line]


def paragraphs(text: str) -> list[str]:
    result = read(text)
    assert rebuild_text(result.edition, result.provenance) == text
    assert all(replay(text, block, result.provenance) == block.text for block in result.edition.blocks())
    return [block.text for block in result.edition.blocks()]


@pytest.mark.parametrize("measure", [13, 15, 16, 18, 20])
def test_words_that_a_printer_parted_get_their_space_again(measure: int) -> None:
    assert paragraphs("\n".join(line for p in FERRY for line in printed(p, measure))) == list(FERRY)


@pytest.mark.parametrize("measure", [13, 17, 20, 24])
def test_words_that_a_program_cut_anywhere_get_none(measure: int) -> None:
    cut = [("\u3000\u3000" + p)[at : at + measure] for p in FERRY for at in range(0, len(p) + 2, measure)]
    assert paragraphs("\n".join(cut)) == list(FERRY)


def joined(left: str, right: str, beside: str = "") -> str:
    """Return what becomes of a break between two pieces in a paragraph that is certainly one."""
    text = f"市交通局的通报说，昨天重新开渡的鹭汀码头{left}\n{right}都来了，“过江只要十一分钟。”{beside}"
    (block,) = [block for block in paragraphs(text) if "市交通局" in block]
    return block[block.index("码头") + 2 : block.index("都来")]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("请来的（Harbour", "Works）", "请来的（Harbour Works）"),
        ("请来的（Harbour ", "Works）", "请来的（Harbour Works）"),
        ("请来的（Boeing ", "737）", "请来的（Boeing 737）"),
        ("请来的（C", "919）", "请来的（C919）"),
        ("请来的（12", "345）", "请来的（12345）"),
        ("请来的（见www.exam", "ple.org）", "请来的（见www.example.org）"),
        ("请来的（exam", "ple@example.org）", "请来的（example@example.org）"),
        ("请来的（cross-", "river）", "请来的（cross-river）"),
        ("请来的（har\u00ad", "bour）", "请来的（harbour）"),
        ("请来的（Har", "bour）", "请来的（Har bour）"),
    ],
)
def test_what_stands_at_a_break(left: str, right: str, expected: str) -> None:
    assert joined(left, right) == expected


def test_a_word_that_stands_whole_elsewhere_is_no_two() -> None:
    assert joined("请来的（Har", "bour）", "新名叫Harbour。") == "请来的（Harbour）"


def test_a_mark_behind_an_address_is_its_sentences() -> None:
    alone = "https://example.org/a?b=1,"
    first, second = "停航九年的鹭汀码头昨天重新开渡。", "渡轮公司说，每二十分钟一班。"
    assert paragraphs(f"{first}\n{alone}\n{second}")[1] == alone
    assert paragraphs(f"见停航九年的鹭汀码头网站{alone}\n都来了。")[0].startswith(
        f"见停航九年的鹭汀码头网站{alone[:-1]}，"
    )


def test_a_latin_paragraph_keeps_its_marks_between_chinese_ones() -> None:
    latin = "The first boat left at nine; will it come back?"
    assert latin in paragraphs(f"停航九年的鹭汀码头昨天重新开渡。\n{latin}\n渡轮公司说，每二十分钟一班。")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("第１２版，Ａ股上涨２９．７％", "第12版，A股上涨29.7％"),
        (
            "２２：００开船，票款１，２７０元，Ｃ－９１９机型，ｗｗｗ．ｅｘａｍｐｌｅ．ｏｒｇ",
            "22:00开船，票款1,270元，C-919机型，www.example.org",
        ),
        ("１０－１２月，２＋１６＋Ｎ，Ａ，Ｂ两地", "10－12月，2+16+N，A，B两地"),
        ("ｈｔｔｐ：／／ｅｘａｍｐｌｅ．ｏｒｇ／ａ", "http://example.org/a"),
        ("６:００开船，票款１,２７０元", "6:00开船，票款1,270元"),
        ("半角ｶﾀｶﾅ和①㈱㎡Ⅳ都不动，％也是", "半角ｶﾀｶﾅ和①㈱㎡Ⅳ都不动，％也是"),
    ],
)
def test_full_width_letters_and_digits_are_narrowed(raw: str, expected: str) -> None:
    assert paragraphs(f"市交通局的通报说，{raw}，记者为此查了县志。") == [
        f"市交通局的通报说，{expected}，记者为此查了县志。"
    ]
