"""Lines as a typesetter broke them: paragraphs, heads over several lines, and what runs along from page to page."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.edition import Role
from exporter.normalizer.lines import lines_of, unwrap
from exporter.normalizer.printed_lines import is_printed, measures_of
from exporter.normalizer.printed_lines import printed as printed_lines
from exporter.normalizer.printed_paragraphs import printed_paragraphs
from exporter.normalizer.running_lines import running_lines
from tests.exporter.normalizer.test_lines import PARAGRAPHS
from tests.exporter.normalizer.texts import read, soup

NO_START = "，。、；：？！”）"
LATIN = "渡轮全长36.5米，载客280人，航速每小时18公里，2026年底前还要添置3艘，总投资4,200万元，都由本地船厂承造。"
TEXT = [LATIN, *PARAGRAPHS, LATIN, *PARAGRAPHS]


def printed(paragraph: str, measure: int, indent: int = 2) -> list[str]:
    """Set a paragraph as print does: Latin is half as wide and not parted, the indent leaves no trace."""
    lines, line, room = [], "", 2 * (measure - indent)
    for unit in units(paragraph):
        width = sum(1 if c.isascii() else 2 for c in unit)
        if width > room:
            lines.append(line)
            line, room = "", 2 * measure
        line, room = line + unit, room - width
    return [*lines, line]


def units(paragraph: str) -> list[str]:
    found: list[str] = []
    for c in paragraph:
        if found and (c in NO_START or found[-1][-1] in "“（" or (c.isascii() and found[-1][-1].isascii())):
            found[-1] += c
        else:
            found.append(c)
    return found


def page(measure: int, *, torn: int = 0) -> str:
    """Return all the paragraphs; `torn`: so many commas, from one torn off to the next, are lines of their own."""
    text = "\n".join(line for paragraph in TEXT for line in printed(paragraph, measure))
    commas = [at for at, c in enumerate(text) if c == "，"][::torn] if torn else []
    for at in reversed(commas):
        text = text[:at].rstrip("\n") + "\n，\n" + text[at + 1 :].lstrip("\n")
    return text


@pytest.mark.parametrize("measure", [12, 13, 15, 17, 20, 24])
def test_paragraphs_of_any_measure(measure: int) -> None:
    assert [passage.text for passage in unwrap(page(measure))] == TEXT


@pytest.mark.parametrize("measure", [13, 17, 22])
def test_paragraphs_that_kept_their_indents(measure: int) -> None:
    lines = ["\u3000\u3000" + "\n".join(printed(paragraph, measure)) for paragraph in TEXT]
    assert [passage.text for passage in unwrap("\n".join(lines))] == TEXT


@pytest.mark.parametrize("measure", [12, 13, 15, 16])
def test_paragraphs_whose_lines_came_in_pieces(measure: int) -> None:
    assert [passage.text for passage in unwrap(page(measure, torn=6))] == TEXT


@pytest.mark.parametrize("measure", [13, 17, 20])
def test_paragraphs_set_without_indents(measure: int) -> None:
    lines = [line for paragraph in TEXT for line in printed(paragraph, measure, indent=0)]
    assert [passage.text for passage in unwrap("\n".join(lines))] == TEXT


@pytest.mark.parametrize("measure", [13, 20])
def test_a_head_that_fills_the_measure_stands_apart_from_the_report(measure: int) -> None:
    head = "临川湾大桥今天通车两岸往来不再绕行居民称便"[:measure]
    report = "本报临川5月11日电 （记者林一舟）" + PARAGRAPHS[0]
    lines = [line for paragraph in [*TEXT, report] for line in printed(paragraph, measure, indent=0)]
    at = lines.index(printed(report, measure, indent=0)[0])
    passages = [passage.text for passage in unwrap("\n".join([*lines[:at], head, *lines[at:]]))]
    assert passages[-2:] == [head, report]


def test_few_lines_with_latin_prove_print_where_all_have_one_measure() -> None:
    lines = [line for paragraph in [LATIN, LATIN, *PARAGRAPHS * 4] for line in printed(paragraph, 15)]
    subhead = "2026年航线增加到12条之多"
    assert len(subhead) == 15
    assert is_printed(lines_of("\n".join([*lines, *[subhead] * 12])))


@pytest.mark.parametrize(
    "caption",
    [
        ["傍晚时分，渡轮靠上北岸的新", "码头，市民排队登船返回南岸", "的家。 林一舟摄（资料图片）"],
        ["市民在望海湾新近建成开放的码", "头上等船。 林一舟摄"],  # a word goes on
    ],
)
def test_a_caption_over_several_lines_is_one(caption: list[str]) -> None:
    body = [line for paragraph in TEXT for line in printed(paragraph, 17)]
    at = body.index(printed(TEXT[2], 17)[0])
    passages = unwrap("\n".join([*body[:at], *caption, *body[at:]]))
    assert "".join(caption) in [passage.text for passage in passages]


def test_bare_page_numbers_that_count_on_are_furniture() -> None:
    lines = page(15).split("\n")
    whole = [*lines[:20], "1", *lines[20:40], "2", *lines[40:], "3"]
    assert [passage.text for passage in unwrap("\n".join(whole)) if passage.role is None] == TEXT
    assert not running_lines(lines_of("\n".join([*lines[:20], "7", *lines[20:40], "4", *lines[40:]])))


def test_the_measure_may_change_between_paragraphs() -> None:
    text = page(13) + "\n" + page(20)
    assert [passage.text for passage in unwrap(text)] == TEXT * 2


def test_lines_that_a_program_cut_by_counting_are_no_print() -> None:
    line = (LATIN + PARAGRAPHS[0]) * 4
    assert not is_printed(lines_of("\n".join(line[at : at + 16] for at in range(0, len(line), 16))))
    assert is_printed(lines_of(page(16)))


@pytest.mark.parametrize("measure", [13, 17, 20])
def test_lines_cut_by_counting_may_begin_with_any_mark(measure: int) -> None:
    """What counts does not heed where print breaks no line: such a break is no sign of torn lines."""
    cut = [[paragraph[at : at + measure] for at in range(0, len(paragraph), measure)] for paragraph in TEXT * 2]
    lines = lines_of("\n\n".join("\n".join(paragraph) for paragraph in cut))
    assert sum(line.text[0] in NO_START for line in lines) >= 4
    assert not is_printed(lines)


def test_lists_and_verse_show_no_measure() -> None:
    assert measures_of(lines_of("\n".join(f"第{n}号渡口　每{n}分钟一班" for n in "一二三四五六七八九"))) == []


def test_a_paragraph_goes_on_over_a_folio_line_and_the_article_with_it() -> None:
    lines = [line for paragraph in (LATIN, *PARAGRAPHS) for line in printed(paragraph, 13)]
    lines[6:6] = ["望海日报", "2025年11月3日 星期一", "第2版"]
    result = read("\n".join(["渡轮回来了", "本报记者 沈 望", *lines]))
    (article,) = result.edition.articles
    assert [block.text for block in article.blocks if block.role is Role.PARAGRAPH] == [LATIN, *PARAGRAPHS]
    assert [block.text for block in result.edition.furniture] == ["望海日报", "2025年11月3日 星期一", "第2版"]


def test_contents_are_furniture_and_one_mention_of_a_page_is_none() -> None:
    contents = ["今日导读", "2版 渡轮回来了", "老码头的新剧场 3版", "第4版：渔港里的食堂"]
    assert set(running_lines(lines_of("\n".join(contents)))) == {0, 1, 2, 3}
    assert running_lines(lines_of("渡轮回来了\n更多照片见第4版整版报道\n本报记者 沈 望")) == {}


@pytest.mark.parametrize(
    ("lines", "heads"),
    [
        (["老码头的空仓库里，", "装下一座剧场"], ["老码头的空仓库里，装下一座剧场"]),  # a pause
        (["望海湾跨海大", "桥合龙"], ["望海湾跨海大桥合龙"]),  # a word
        (["渡轮公司“夜", "航”首日客满"], ["渡轮公司“夜航”首日客满"]),  # a quote
        (["鹭汀码头重开", "（街巷故事）"], ["鹭汀码头重开（街巷故事）"]),  # a column's name
        (["鹭汀码", "头重新开渡"], ["鹭汀码头重新开渡"]),  # words of the text below
        (
            ["夜航回来", "票价不涨（街巷故事）", "沈 望"],
            ["夜航回来 票价不涨（街巷故事）", "沈 望"],
        ),
        (["夜航回来了（街巷故事）沈 望"], ["夜航回来了（街巷故事）", "沈 望"]),  # a credit on the head's line
        (["林一舟在渡口调研时强调", "把夜航办成便民航线"], ["林一舟在渡口调研时强调", "把夜航办成便民航线"]),
    ],
)
def test_the_lines_of_one_head_are_joined(lines: list[str], heads: list[str]) -> None:
    text = "\n".join([*lines, page(13)])
    assert [passage.text for passage in unwrap(text)][: len(heads) + 1] == [*heads, LATIN]


HEADS = (
    (["望海湾跨海大桥今", "天合龙"], ["临川夜市重新开张", "摊位翻番"], ["老码头空仓库搭起", "一座剧场"]),
    ["望海湾跨海大桥今天合龙", "临川夜市重新开张摊位翻番", "老码头空仓库搭起一座剧场"],
)
"""Heads set at one measure, of which the first breaks off inside a word."""


def test_heads_that_fill_their_measure_go_on() -> None:
    broken, whole = HEADS
    text = "\n".join("\n".join([*head, page(15)]) for head in broken)
    assert [passage.text for passage in unwrap(text) if passage.text not in TEXT] == whole


def test_a_head_with_room_left_is_whole() -> None:
    broken, whole = HEADS
    text = "\n".join("\n".join([*head, page(15)]) for head in (*broken, ["渡轮公司添置", "新船三艘下水"]))
    heads = [passage.text for passage in unwrap(text) if passage.text not in TEXT]
    assert heads == [*whole, "渡轮公司添置", "新船三艘下水"]


def test_a_word_alone_below_a_long_line_is_the_rest_of_the_head() -> None:
    text = "\n".join(["临川航运公司与望海湾渔港签署长期合作", "协议", page(24)])
    assert unwrap(text)[0].text == "临川航运公司与望海湾渔港签署长期合作协议"


def test_a_line_is_short_where_a_code_could_not_be_parted() -> None:
    notice = ["沈某上月在老渡口遗失望海区航运管理处所发的船舶登记证，登记号", "91350000MA2XXXXX4K，声明作废。"]
    assert "".join(notice) in [passage.text for passage in unwrap("\n".join([page(38), *notice, page(38)]))]


def test_a_note_in_brackets_is_no_line_of_the_head_below() -> None:
    note = ["（作者系临川大学航运学院", "副教授、院长）"]
    text = "\n".join([page(15), *note, "渡口的灯为谁而亮", page(15)])
    assert "渡口的灯为谁而亮" in [passage.text for passage in unwrap(text)]


@pytest.mark.parametrize(
    "running",
    [
        ["11/3/25, 9:05 AM 渡轮回来了", "https://example.org/2025/03.html {}/3"],
        ["2025/11/3 09:05", "渡轮回来了", "https://example.org/2025/03.html", "{}/3"],
    ],
)
def test_what_a_browser_prints_on_each_page_is_furniture(running: list[str]) -> None:
    lines = page(15).split("\n")
    third = len(lines) // 3
    parts = [lines[:third], lines[third : 2 * third], lines[2 * third :]]
    text = "\n".join("\n".join([*part, *running]).format(k) for k, part in enumerate(parts, 1))
    passages = unwrap(text)
    assert [passage.text for passage in passages if passage.role is None] == TEXT
    assert sum(passage.role is Role.PAGE_MARK for passage in passages) == 3 * len(running)


def test_an_address_in_the_text_is_none() -> None:
    assert running_lines(lines_of(page(15) + "\nhttps://example.org/2025/03.html")) == {}


def test_an_article_goes_on_over_all_pages_that_break_in_the_middle_of_texts() -> None:
    lines = page(13).split("\n")
    heads = [lines.index(printed(TEXT[k], 13)[0]) for k in (1, 3)]
    marked = [*lines[:3], "— 1 —", *lines[3 : heads[0]], "— 2 —", "新船明年下水", *lines[heads[0] : heads[1] + 2]]
    text = "\n".join([*marked, "— 3 —", *lines[heads[1] + 2 :]])
    marks = [passage for passage in unwrap(text) if passage.role is Role.PAGE_MARK]
    assert [mark.aside for mark in marks] == [True] * 3


@pytest.mark.parametrize("indent", ["", "    "])
def test_a_page_drawn_with_spaces_has_a_margin(indent: str) -> None:
    """Each page stands as far in as its own lines, and an indent is what stands further in."""
    paragraphs = [["渡轮回来了"], *(printed(paragraph, 20, indent=2 * bool(indent)) for paragraph in TEXT)]
    lines = [line if k else indent + line for paragraph in paragraphs for k, line in enumerate(paragraph)]
    third = len(lines) // 3
    first, second = (" " * 6 + line for line in lines[:third]), (" " * 11 + line for line in lines[third:])
    assert [passage.text for passage in unwrap("\n".join(first) + "\n\f" + "\n".join(second))] == ["渡轮回来了", *TEXT]


def test_paragraphs_typed_with_an_indent_stay_indented() -> None:
    text = "\n".join(["渡轮回来了", *("    " + paragraph for paragraph in PARAGRAPHS)])
    assert [passage.indented for passage in unwrap(text)] == [False, *([True] * len(PARAGRAPHS))]


def test_full_lines_that_break_where_print_never_does_are_not_torn() -> None:
    """Some programs set Chinese and heed no rule of where a line breaks."""
    lines = "\n".join(page(15).replace("\n", "") for _ in range(4))
    cut = [line[at : at + 15] for line in lines.split("\n") for at in range(0, len(line), 15)]
    assert all(line.torn is None for line in printed_lines(lines_of("\n".join(cut)), 30))


@given(soup)
@settings(max_examples=100)
def test_no_character_is_lost_or_held_twice(text: str) -> None:
    lines = lines_of(text)
    joined = printed_paragraphs(lines, [26, 22])
    assert len(joined) == len(lines)
    assert not any(joined[:1])
    whole = page(13) + "\n" + text
    passages = unwrap(whole)
    for passage in passages:  # a line's end may stand for a space
        pieces = "".join(whole[start:end] for start, end in passage.ranges)
        assert "".join(passage.text.split()) == "".join(pieces.split())
    held = sorted(span for passage in passages for span in passage.ranges)
    assert all(end <= start for (_, end), (start, _) in pairwise(held))
    assert "".join("".join(whole[start:end] for start, end in held).split()) == "".join(whole.split())


@given(st.integers(10, 30))
def test_reading_what_was_read_changes_nothing(measure: int) -> None:
    once = "\n".join(passage.text for passage in unwrap(page(measure)))
    assert "\n".join(passage.text for passage in unwrap(once)) == once


@pytest.mark.parametrize("measure", [20, 24])
def test_lines_torn_at_every_mark_show_their_measure(measure: int) -> None:
    lines = [line for paragraph in TEXT * 2 for line in printed(paragraph, measure)]
    pieces = [piece for line in lines for piece in re.split("(?<=[，。、；])|(?=[。，“])", line) if piece]
    found = [passage.text for passage in unwrap("\n".join(pieces))]
    assert max(measures_of(lines_of("\n".join(pieces)))) in range(2 * measure - 2, 2 * measure + 1)
    assert sum(text in TEXT for text in found) >= 0.8 * len(TEXT * 2)
