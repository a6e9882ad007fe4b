"""`NAME.md`: CommonMark that a renderer shows as the very text."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from exporter.edition import ArticleKind, Edition, Role
from exporter.markdown import CUT, escape, export_markdown
from exporter.masthead import date_line, number_line, place_line
from exporter.xml_characters import replace_forbidden
from tests.exporter.editions import EDITIONS, ORDINARY, RARE, bind
from tests.exporter.strategies import BLOCK_TEXT, editions

COMMONMARK = MarkdownIt("commonmark")
# GitHub's: tables and strikethrough too.
GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])

# What Markdown reads as markup, in every mixture, among words and marks.
MARKED = st.text(st.sampled_from("\\`*_{}[]()#+-=.!|<>&~:;/\"'\n\t\r 1029aA中，。“”\u3000"), max_size=30)
TRICKY = MARKED.map(str.strip).filter(bool)


def shown(markdown: str, renderer: MarkdownIt = COMMONMARK) -> list[tuple[str, str]]:
    """Return the tag and the text of every heading and paragraph; the tag of its emphasis where it has one."""
    found: list[tuple[str, str]] = []
    tokens = renderer.parse(markdown)
    for opening, inline in pairwise(tokens):
        if inline.type == "inline":
            children = inline.children or []
            tags = [child.tag for child in children if child.type.endswith("_open")]
            found.append(
                ((tags or [opening.tag])[0], "".join(child.content for child in children if child.type == "text"))
            )
    return found


@given(TRICKY | BLOCK_TEXT)
@example("1. 一")
@example("2031) 年")
@example("- 一")
@example("---")
@example("# 井号 #")
@example("&amp; &#42; &copy;")
@example("<script>alert(1)</script>")
@example("[文](网址) ![图](x) **粗** `码` ~~删~~")
@example("http://a.example/x_y_z?b=1&c=2")
@example("末尾的反斜杠\\")
@example("“引号”开头，并以括号结束（完）")
@settings(max_examples=400)
def test_escaped_text_is_shown_as_it_was_in_every_shape(text: str) -> None:
    for renderer in (COMMONMARK, GITHUB):
        for shape in ("{}", "# {}", "## {}", "### {}", "**{}**", "*{}*", "> {}", "> ## {}", "> *{}*"):
            assert [words for _, words in shown(shape.format(escape(text)), renderer)] == [replace_forbidden(text)]


@given(editions())
@settings(max_examples=80)
def test_any_edition_comes_out_of_a_renderer_block_by_block(edition: Edition) -> None:
    assert shown(export_markdown(edition).data.decode()) == blocks_of(edition)


@pytest.mark.parametrize("name", EDITIONS)
def test_an_edition_comes_out_of_a_renderer_block_by_block(name: str) -> None:
    edition = EDITIONS[name]
    assert shown(export_markdown(edition).data.decode()) == blocks_of(edition)


TAGS = {
    Role.KICKER: "strong",
    Role.HEADLINE: "h2",
    Role.SUBTITLE: "strong",
    Role.BYLINE: "em",
    Role.SUBHEAD: "h3",
    Role.CAPTION: "em",
}


def blocks_of(edition: Edition) -> list[tuple[str, str]]:
    """Return the tag and the text of everything that the edition should show."""
    masthead = " ".join(part for part in (date_line(edition.date), number_line(edition.number)) if part)
    lines = [("h1", edition.display_title), ("p", masthead)]
    before = ""
    for article in edition.articles:
        here = place_line(article.page, article.section)
        lines += [("p", here)] if here != before else []
        before = here
        lines += [(TAGS.get(block.role, "p"), block.text) for block in article.blocks]
        lines += [("em", CUT[edition.language])] if article.truncated else []
    return [(tag, replace_forbidden(text.strip())) for tag, text in lines if text.strip()]


def test_a_notice_is_a_quotation_and_nothing_else_is() -> None:
    body = html.fromstring(COMMONMARK.render(export_markdown(ORDINARY).data.decode()))
    (quotation,) = body.xpath("//blockquote")
    notice = next(article for article in ORDINARY.articles if article.kind is ArticleKind.NOTICE)
    assert [child.text_content() for child in quotation] == [block.text for block in notice.blocks]
    assert len(body.xpath("//hr")) == len(ORDINARY.articles) - 1


def test_the_file_reads_well_as_it_is() -> None:
    text = export_markdown(ORDINARY).data.decode()
    assert text.startswith(
        "# 临江晚报\n\n2031年5月18日 星期日 第8642期\n\n第01版 要闻\n\n**全长14.6公里 设站11座**\n\n## 跨江轻轨"
    )
    assert "占过江公交客流的29.70%。" in text
    assert not re.search(r"\n{3}|[ \t]\n", text)
    assert text.endswith("\n")
    assert "\\" not in text
    assert "𠮷祥日報" in export_markdown(RARE).data.decode()


def test_an_edition_without_articles_is_its_title() -> None:
    assert export_markdown(bind([], number="", date=None)).data.decode() == "# 临江晚报\n"
