"""Several files as the pages of one edition: in order, one source, and had back byte for byte."""

from __future__ import annotations

import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.errors import InputError
from exporter.normalizer.pages import bytes_of_pages, in_order, join_pages, natural_order, number_of, numbers_of
from exporter.normalizer.passes import normalize
from exporter.normalizer.record import from_record, rebuild_text, to_record

PAGES = (
    (
        "第1版.txt",
        "老渡口开出新航线\n\n本报讯 入夏以来，青石湾的老渡口每天开出十二班船，往返两岸的人比去年多了三成。\n",
    ),
    ("第2版.txt", "山里的书屋亮着灯\n\n本报讯 每到傍晚，云岭小学的书屋就亮起灯来，孩子们在这里读书写字。\n"),
    ("第10版.txt", "夜市添了读书角\n\n本报讯 这个周末，临江夜市的一角摆出了书架，路过的人坐下来就可以看书。\n"),
)


@pytest.mark.parametrize(
    "names",
    [
        ["page1.txt", "page2.txt", "page10.txt"],
        ["A1.txt", "A2.txt", "A10.txt", "B1.txt", "B12.txt"],
        ["头版.txt", "第二版.txt", "第三版.txt", "第十版.txt", "第十一版.txt", "第二十一版.txt"],
        ["要闻01版.txt", "国际02版.txt", "评论03版.txt"],
        ["2026-05-12-01.txt", "2026-05-12-02.txt", "2026-05-12-11.txt"],
        ["要闻.txt", "评论.txt"],
    ],
)
def test_pages_follow_as_they_do_in_print(names: list[str]) -> None:
    files = [(name, b"") for name in names]
    shuffled = random.Random(1).sample(files, len(files))
    assert in_order(shuffled) == files


@pytest.mark.parametrize(
    ("stem", "page"),
    [
        ("第05版", "05"),
        ("05版：评论", "05"),
        ("A1要闻", "A1"),
        ("a12", "A12"),
        ("page2", "2"),
        ("PAGE_11", "11"),
        ("p10", "10"),
        ("2026-05-12-03", "03"),
        ("20260512_A03", "A03"),
        ("明溪日报2026年5月12日第3版", "3"),
        ("头版", "1"),
        ("第二十三版", "23"),
        ("01 要闻", "01"),
        ("要闻", ""),
        ("2026-05-12", ""),
    ],
)
def test_a_files_name_says_which_page_it_is(stem: str, page: str) -> None:
    assert number_of(stem) == page


def test_names_that_would_say_one_page_twice_say_none() -> None:
    assert numbers_of(["01版.txt", "1版.txt"]) == {"01版.txt": "", "1版.txt": ""}


@given(st.lists(st.integers(0, 10**6), unique=True))
def test_numbers_in_names_are_ordered_as_numbers(numbers: list[int]) -> None:
    names = [f"第{number}版.txt" for number in numbers]
    assert sorted(names, key=natural_order) == [f"第{number}版.txt" for number in sorted(numbers)]


@pytest.mark.parametrize(
    "encodings", [("utf-8",) * 3, ("utf-8-sig", "gb18030", "utf-16"), ("gb18030",) * 3, ("utf-16-be",) * 3]
)
def test_the_bytes_of_every_page_come_back_from_the_record(encodings: tuple[str, ...]) -> None:
    mark = {"utf-16-be": codecs.BOM_UTF16_BE}
    files = [
        (name, mark.get(encoding, b"") + text.encode(encoding))
        for (name, text), encoding in zip(PAGES, encodings, strict=True)
    ]
    result = normalize(join_pages(files[::-1], "0607"))
    edition, provenance = from_record(to_record(result.edition, result.provenance))
    text = rebuild_text(edition, provenance)
    assert text == "\n\n".join(text for _, text in PAGES)
    assert bytes_of_pages(edition.source, text) == dict(files)
    assert [page.name for page in edition.source.pages] == [name for name, _ in PAGES]


def test_an_article_stands_on_the_page_whose_file_holds_it_and_no_paragraph_crosses_pages() -> None:
    files = [
        ("01版.txt", "湾区新航线\n\n本报讯 渡轮每天开出十二班，".encode()),
        ("02版.txt", "往返两岸的人多了三成。".encode()),
    ]
    edition = normalize(join_pages(files, "0607")).edition
    assert [article.page for article in edition.articles] == ["01", "02"]


@pytest.mark.parametrize(("data", "says"), [(b" \n", "empty"), (b"", "empty"), (b"\xff\xfe\x00\x00\xd8", "utf-16")])
def test_a_page_that_cannot_be_read_is_named(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says) as caught:
        join_pages([("01版.txt", "好。".encode()), ("02版.txt", data)], "0607")
    assert "0607/02版.txt" in caught.value.zh
