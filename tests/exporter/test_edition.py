"""The model: what it refuses, and what it says of itself."""

from __future__ import annotations

import dataclasses
from urllib.parse import unquote

import pytest
from msgspec import structs

from exporter.edition import FURNITURE, Article, ArticleKind, Block, Role, SourceSpan, abridge
from tests.exporter.editions import (
    COMMENT,
    EDITIONS,
    HEADLESS,
    LEAD,
    MARKS,
    ORDINARY,
    SINGLE,
    UNDATED,
    bind,
    source_of,
)

SPAN = SourceSpan(0, 4)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 2)])
def test_a_span_runs_forward(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        SourceSpan(start, end)


@pytest.mark.parametrize("text", ["", " ", "\n", " 前", "后 ", "\u3000缩进"])
def test_a_block_is_neither_empty_nor_padded(text: str) -> None:
    with pytest.raises(ValueError, match="neither empty nor padded"):
        Block(Role.PARAGRAPH, text, (SPAN,))


def test_a_block_has_a_source() -> None:
    with pytest.raises(ValueError, match="has a source"):
        Block(Role.PARAGRAPH, "无源之水", ())


def test_an_article_has_a_block() -> None:
    with pytest.raises(ValueError, match="at least one block"):
        Article(ArticleKind.NEWS, ())


@pytest.mark.parametrize("role", sorted(FURNITURE))
def test_furniture_stands_outside_articles(role: Role) -> None:
    with pytest.raises(ValueError, match="outside articles"):
        Article(ArticleKind.NEWS, (Block(role, "02 评论", (SPAN,)),))


def test_an_article_tells_its_parts() -> None:
    article = ORDINARY.articles[0]
    assert article.kicker == "全长14.6公里 设站11座"
    assert article.headline == article.label == "跨江轻轨今晨首发 两岸通勤缩短至二十分钟"
    assert article.subtitle == "首末班车时间、票价与换乘办法公布"
    assert article.byline == "本报记者 顾望舒 通讯员 齐远帆"
    assert [block.role for block in article.body] == [
        Role.PARAGRAPH, Role.PARAGRAPH, Role.SUBHEAD, Role.PARAGRAPH, Role.SUBHEAD, Role.PARAGRAPH, Role.CAPTION,
    ]  # fmt: skip


def test_the_lines_of_a_deck_are_parted_by_a_space() -> None:
    block = Block(Role.HEADLINE, "上行", (SPAN,))
    assert Article(ArticleKind.NEWS, (block, structs.replace(block, text="下行"))).headline == "上行 下行"


def test_an_article_without_a_headline_is_called_by_its_beginning() -> None:
    assert bind([HEADLESS]).articles[0].label == "另据气象台消息，未来三天我市以多云为……"


def test_abridging_leaves_no_mark_before_the_ellipsis() -> None:
    assert abridge("短句。") == "短句。"
    assert abridge("一二三，四五六", 4) == "一二三……"


def test_an_edition_is_named_by_publication_and_date() -> None:
    assert ORDINARY.urn == "urn:heding:%E4%B8%B4%E6%B1%9F%E6%99%9A%E6%8A%A5:2031-05-18"
    assert ORDINARY.display_title == "临江晚报"
    overseas = dataclasses.replace(ORDINARY, title="临江 晚报（海外版）")
    assert unquote(overseas.urn) == "urn:heding:临江-晚报-海外版:2031-05-18"
    assert overseas.urn.isascii()
    assert dataclasses.replace(ORDINARY, title="《》").urn == "urn:heding:untitled:2031-05-18"


def test_an_edition_without_title_or_date_is_named_by_its_source() -> None:
    by_digest = f"urn:heding:sha256:{SINGLE.source.sha256}"
    assert dataclasses.replace(SINGLE, title="").urn == by_digest
    assert dataclasses.replace(SINGLE, date=None).urn == by_digest
    assert UNDATED.display_title == "linjiang-2031-05-18"


def test_blocks_are_those_of_the_articles_and_then_the_furniture() -> None:
    texts = [block.text for block in bind([LEAD, COMMENT], MARKS).blocks()]
    assert texts == [text for _, text in (*LEAD.lines, *COMMENT.lines)] + [text for _, text in MARKS]


@pytest.mark.parametrize("name", EDITIONS)
def test_the_spans_of_the_invented_editions_count_in_their_source(name: str) -> None:
    edition = EDITIONS[name]
    text = source_of(edition)
    assert len(text) == edition.source.characters
    for block in edition.blocks():
        assert "".join(text[span.start : span.end] for span in block.source) == block.text
