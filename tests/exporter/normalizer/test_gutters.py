"""Columns that stand side by side are read one after the other, and what stands in columns but is no text is left."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import zip_longest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.normalizer.gutters import MOST_ROWS, order_of
from exporter.normalizer.overrules import Ruling, resolve
from exporter.normalizer.pages import join_pages
from exporter.normalizer.passes import Normalization, normalize
from exporter.normalizer.places import Places
from exporter.normalizer.record import from_record, rebuild_text, replay, to_record
from tests.exporter.normalizer.texts import owners, read, source_of

FERRY = (
    "青石湾的老渡口昨天开出新航线，每天十二班船往返两岸，船票每张两元，老人和孩子免费乘坐，学生凭证件半价。",
    "船工何阿满在渡口撑了三十年船，他说从前过江要等上半个钟头，如今岸边立起电子牌，下一班船几点开一看就知道。",
    "渡轮公司说，候船室的长椅下个月换新，雨天也能坐着等船，夜里的路灯亮到十一点，末班船开走以后再关。",
    "沿岸的几家茶馆也跟着热闹起来，老板娘周桂兰添了六张桌子，从早到晚都坐着等船的人，茶水卖得比去年多了一倍。",
)
BOOKS = (
    "云岭乡的书屋上个月延长了开放时间，每到傍晚就亮起灯来，孩子们在这里读书写字，等着从田里回来的父母。",
    "管书屋的是退休教师林一舟，他把自己的两千册藏书搬了过来，又托城里的学生寄来新书，分门别类摆满三面墙。",
    "乡里打算再办两间这样的书屋，一间设在河对岸的石门村，一间设在山顶的茶场，书籍每个季度轮换一次。",
    "村民赵小满每周都来借书，她种的十几亩果树用上了书里学来的办法，今年的收成比往年好，还教会了左邻右舍。",
)
FERRY_HEAD, BOOKS_HEAD = "老渡口开出新航线", "山里的书屋亮着灯"
WIDTH = 18


def column(head: str, paragraphs: Sequence[str], width: int = WIDTH) -> list[str]:
    """Return a head and paragraphs as the lines of a column, two spaces before each paragraph."""
    return [head, *(line for text in paragraphs for line in textwrap.wrap(text, width, initial_indent="  "))]


def beside(*columns: Sequence[str], width: int = WIDTH, gap: int = 6) -> list[str]:
    """Return the lines of a page on which these columns stand side by side."""
    return ["".join(f"{line:{width + gap}}" for line in row).rstrip() for row in zip_longest(*columns, fillvalue="")]


def page(*lines: str) -> str:
    return "\n".join(lines) + "\n"


TWO = page(*beside(column(FERRY_HEAD, FERRY), column(BOOKS_HEAD, BOOKS)))


def texts(result: Normalization) -> list[list[str]]:
    return [[block.text for block in article.blocks] for article in result.edition.articles]


def holds(text: str, result: Normalization) -> None:
    """Assert that a record accounts for every character of a text."""
    assert all(count == 1 for count, c in zip(owners(result, text), text, strict=True) if not c.isspace())
    assert rebuild_text(result.edition, result.provenance) == text
    for block in result.edition.blocks():
        assert replay(text, block, result.provenance) == block.text
    assert from_record(to_record(result.edition, result.provenance)) == (result.edition, result.provenance)


def test_two_columns_are_read_one_after_the_other() -> None:
    result = read(TWO)
    assert texts(result) == [[FERRY_HEAD, *FERRY], [BOOKS_HEAD, *BOOKS]]
    holds(TWO, result)


def test_a_text_goes_on_from_one_column_to_the_next() -> None:
    lines = column(FERRY_HEAD, (*FERRY, *BOOKS))
    third = len(lines) // 3 + 1
    text = page(*beside(lines[:third], lines[third : 2 * third], lines[2 * third :]))
    result = read(text)
    assert texts(result) == [[FERRY_HEAD, *FERRY, *BOOKS]]
    holds(text, result)


def test_a_head_over_the_columns_parts_what_stands_above_it_from_what_stands_below() -> None:
    above, below = column("", FERRY)[1:], column("", BOOKS)[1:]
    over = "云岭乡的三间书屋每到傍晚都亮起灯来孩子们都爱去那里"
    halves = (
        (lines[: (len(lines) + 1) // 2] for lines in (above, below)),
        (lines[(len(lines) + 1) // 2 :] for lines in (above, below)),
    )
    (first, third), (second, fourth) = halves
    text = page(FERRY_HEAD, *beside(first, second), "", f"      {over}", "", *beside(third, fourth))
    assert texts(read(text)) == [[FERRY_HEAD, *FERRY], [over, *BOOKS]]


def test_lines_may_stand_at_heights_of_their_own() -> None:
    """Where the columns' lines do not stand level, each has a row of its own."""
    rows = beside(column(FERRY_HEAD, FERRY), column(BOOKS_HEAD, BOOKS))
    split = [
        part
        for k, row in enumerate(rows)
        for part in ([row] if k % 3 else [row[: WIDTH + 6], " " * (WIDTH + 6) + row[WIDTH + 6 :]])
    ]
    assert texts(read(page(*split))) == [[FERRY_HEAD, *FERRY], [BOOKS_HEAD, *BOOKS]]


def test_a_folio_line_goes_through_no_gutter() -> None:
    folio = "临川日报          2031年5月6日 星期二          第3版"
    result = read(page(folio, "", *TWO.splitlines()))
    assert [block.text for block in result.edition.furniture] == ["临川日报 2031年5月6日 星期二 第3版"]
    assert result.edition.articles[0].page == "3"
    assert texts(result) == [[FERRY_HEAD, *FERRY], [BOOKS_HEAD, *BOOKS]]


def test_each_page_has_columns_of_its_own() -> None:
    wide = column(BOOKS_HEAD, BOOKS, 24)
    middle = (len(wide) + 1) // 2
    text = page(*beside(column(FERRY_HEAD, FERRY[:2]), column("船票降到两元", FERRY[2:]))) + "\f"
    text += page(*beside(wide[:middle], wide[middle:], width=24))
    result = read(text)
    assert texts(result) == [[FERRY_HEAD, *FERRY[:2]], ["船票降到两元", *FERRY[2:]], [BOOKS_HEAD, *BOOKS]]
    holds(text, result)


def flowing(head: str, paragraphs: Sequence[str]) -> str:
    """Return a page of two columns, of which the second goes on the first."""
    lines = column(head, paragraphs)
    middle = (len(lines) + 1) // 2
    return page(*beside(lines[:middle], lines[middle:]))


def test_the_files_of_a_folder_are_parted_apart() -> None:
    files = [("01.txt", flowing(FERRY_HEAD, FERRY).encode()), ("02.txt", flowing(BOOKS_HEAD, BOOKS).rstrip().encode())]
    source = join_pages(files, "pages")
    result = normalize(source)
    assert [article.page for article in result.edition.articles] == ["01", "02"]
    assert texts(result) == [[FERRY_HEAD, *FERRY], [BOOKS_HEAD, *BOOKS]]
    assert rebuild_text(result.edition, result.provenance) == source.text


@pytest.mark.parametrize(
    "lines",
    [
        [f"{'渡货渔游驳拖'[k % 6]}船      {k}艘      {'东西'[k % 2]}岸码头" for k in range(14)],
        [f"林一舟{k}      何阿满      周桂兰      赵小满" for k in range(12)],
        [f"青石湾的水{k}      云岭上的风" for k in range(12)],
        ["    " + text for text in (*FERRY, *BOOKS)],
    ],
    ids=["table", "names", "verse", "indented"],
)
def test_what_is_no_column_of_text_is_left_as_it_stands(lines: list[str]) -> None:
    assert order_of(page(*lines)) is None


def test_a_text_may_end_without_a_line_end() -> None:
    level = beside(column(FERRY_HEAD, FERRY), column(BOOKS_HEAD, BOOKS))
    longer = beside(column(FERRY_HEAD, FERRY), column(BOOKS_HEAD, BOOKS)[:-2])
    for rows in level, longer, level[:-1]:
        text = page(*rows)
        assert texts(read(text.rstrip())) == texts(read(text))
        holds(text.rstrip(), read(text.rstrip()))


def test_no_page_is_as_long_as_a_whole_file_of_rows() -> None:
    rows = TWO.splitlines()
    assert order_of(page(*rows * (MOST_ROWS // len(rows)))) is not None
    assert order_of(page(*rows * (MOST_ROWS // len(rows) + 1))) is None


def ruled(*rulings: Ruling) -> Normalization:
    source = source_of(TWO)
    return normalize(source, resolve(rulings, Places(source.text)))


def test_a_line_that_is_dropped_goes_with_its_part_of_every_column() -> None:
    result = ruled(Ruling("drop", "L1", "here"))
    assert not any(head in "".join(text) for text in texts(result) for head in (FERRY_HEAD, BOOKS_HEAD))
    assert [(o.told, o.span.start, o.idle) for o in result.provenance.overrules] == [("L1", 0, False)]
    holds(TWO, result)


def test_other_rulings_on_a_line_are_of_its_first_column() -> None:
    result = ruled(Ruling("role", "L1", "here", "kicker"))
    assert result.edition.articles[0].kicker == FERRY_HEAD
    assert BOOKS_HEAD in [article.headline for article in result.edition.articles]
    start = TWO.index(BOOKS_HEAD)
    result = ruled(Ruling("role", f"{start}-{start + len(BOOKS_HEAD)}", "here", "kicker"))
    assert [article.kicker for article in result.edition.articles] == ["", BOOKS_HEAD]


WORDS = st.sampled_from([*FERRY, *BOOKS, FERRY_HEAD, "abc 12,3", "“", "”", "…", "--", "（", ")", "\u3000", "\t", ""])
COLUMN = st.lists(st.lists(WORDS, max_size=3).map(lambda words: "".join(words)[:40]), min_size=6, max_size=30)


@given(st.lists(COLUMN, min_size=2, max_size=4), st.integers(0, 30), st.sampled_from(["\n", "\r\n", ""]))
def test_whatever_stands_side_by_side_nothing_is_lost(columns: list[list[str]], width: int, end: str) -> None:
    text = "\n".join(beside(*columns, width=width, gap=4)) + end
    order = order_of(text)
    if order:
        assert len(order.text) == len(text)
        assert [order.text[k] for k in range(len(text)) if not order.text[k].isspace()] == [
            text[order.place(k)] for k in range(len(text)) if not order.text[k].isspace()
        ]
    if text.strip():
        holds(text, read(text))
