"""An edition that is written out and read again is the same: its text, its roles, where its articles begin."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.edition import Edition
from exporter.normalizer.passes import normalize
from exporter.normalizer.source_text import decode
from tests.exporter.normalizer.test_lines import PARAGRAPHS, wrapped
from tests.exporter.normalizer.test_passes import GOLDEN, NEGATIVE, plain
from tests.exporter.normalizer.texts import read

KICKERS = ("停航九年之后", "客流比去年多了三成")
HEADS = (
    "老渡口昨天重新开航",
    "候船室添了新座位",
    "旧船票展览下周开幕",
    "“江上书屋”每周开放三天",
    "夜航试行一个月 末班船延到十一点",
)
CREDITS = ("本报记者 林一舟", "何 帆", "本报讯记者何雨")
SUBHEADS = ("船票两年不涨价", "老人学生免票", "新船用上电动机")
NUMERALS = "一二三四五"
NARROW = str.maketrans("，：；？！（）", ",:;?!()")
BY_ITS_LINES = "pdf-pages"
"""A list of contents is known there by the lines of print, which a text that is written out has no more."""


def layout(edition: Edition) -> tuple[Sequence[tuple[str, str]], Sequence[str]]:
    """Return the roles and texts of the blocks, in the source's order, and how the articles begin."""
    blocks = sorted(edition.blocks(), key=lambda block: block.source[0])
    return [(block.role, block.text) for block in blocks], [article.blocks[0].text for article in edition.articles]


@st.composite
def articles(draw: st.DrawFn, number: str) -> list[str]:
    """Draw the lines of an article: heads, a credit, paragraphs that no other article has, perhaps a subhead."""
    heads = [
        *draw(st.lists(st.sampled_from(KICKERS), max_size=1)),
        draw(st.sampled_from(HEADS)),
        *draw(st.lists(st.sampled_from(CREDITS), max_size=1)),
    ]
    body = draw(st.lists(st.sampled_from(PARAGRAPHS), min_size=2, unique=True))
    body = [f"{number}号码头的消息：{paragraph}" for paragraph in body]
    return [*heads, body[0], *draw(st.lists(st.sampled_from(SUBHEADS), max_size=1)), *body[1:]]


@st.composite
def editions(draw: st.DrawFn) -> str:
    """Draw the text of an edition, in one of the ways that texts come, its marks full-width or not."""
    count = draw(st.integers(1, len(NUMERALS)))
    lines = [line for number in NUMERALS[:count] for line in draw(articles(number))]
    style = draw(st.sampled_from(["blank", "line", "wrapped"]))
    if style == "wrapped":
        lines = ["\u3000\u3000" + "\n".join(wrapped(line, 13, 2)) if len(line) > 20 else line for line in lines]
    text = ("\n\n" if style == "blank" else "\n").join(lines)
    return text.translate(NARROW) if draw(st.booleans()) else text


@given(editions())
@settings(max_examples=60)
def test_an_invented_edition_is_read_twice_the_same(text: str) -> None:
    once = read(text).edition
    assert layout(read(plain(once)).edition) == layout(once)


CASES = [path for path in (*GOLDEN, *NEGATIVE) if path.stem != BY_ITS_LINES]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_cases_are_read_twice_the_same(path: Path) -> None:
    once = normalize(decode(path.read_bytes(), path.stem)).edition
    assert layout(read(plain(once)).edition) == layout(once)
