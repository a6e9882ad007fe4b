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


def test_a_caption_over_several_lines_is_one() -> None:
    caption = ["傍晚时分，渡轮靠上北岸的新", "码头，市民排队登船返回南岸", "的家。 林一舟摄（资料图片）"]
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
