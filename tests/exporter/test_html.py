"""`NAME.html`: one page, whole in itself, well-formed as XML and without fault as HTML."""

from __future__ import annotations

import re
from typing import Any

import pytest
import tinyhtml5.parser
from hypothesis import given, settings
from lxml import etree

from exporter.edition import Edition
from exporter.html import export_html
from exporter.template_set import open_template_set
from exporter.xml_characters import replace_forbidden
from tests.exporter.editions import EDITIONS, MANY, MARKUP, ORDINARY, UNDATED
from tests.exporter.strategies import editions

SET = open_template_set()
XHTML = {"h": "http://www.w3.org/1999/xhtml"}


def page_of(edition: Edition) -> str:
    return export_html(edition, SET).data.decode()


def find(page: str, path: str) -> list[Any]:
    return list(etree.fromstring(page.encode()).xpath(path, namespaces=XHTML))


def texts(page: str, path: str) -> list[str]:
    return ["".join(element.itertext()) for element in find(page, path)]


def faults(page: str) -> set[str]:
    """Return the codes of the parse errors that the HTML standard sees in a page."""
    parser = tinyhtml5.parser.HTMLParser()
    parser.parse(page)
    return {code for _, code, _ in parser.errors}


@pytest.mark.parametrize("name", EDITIONS)
def test_the_page_is_html_without_fault_and_xml(name: str) -> None:
    page = page_of(EDITIONS[name])
    assert faults(page) == set()
    anchors = find(page, "//@id")
    assert len(anchors) == len(set(anchors))
    assert {link.removeprefix("#") for link in find(page, "//h:a/@href")} <= set(anchors)


def test_a_fault_would_be_seen() -> None:
    assert faults("<!DOCTYPE html><html><title>x</title><p></div>")


@pytest.mark.parametrize("name", EDITIONS)
def test_every_block_stands_on_the_page_in_order(name: str) -> None:
    edition = EDITIONS[name]
    articles = texts(page_of(edition), "//h:main/h:article")
    for article, text in zip(edition.articles, articles, strict=True):
        at = 0
        for block in article.blocks:
            at = text.index(block.text, at) + len(block.text)


@given(editions())
@settings(max_examples=60)
def test_any_edition_is_a_page(edition: Edition) -> None:
    page = page_of(edition)
    assert faults(page) <= {"invalid-codepoint"}  # a control character or a noncharacter of the text's own
    for article, text in zip(edition.articles, texts(page, "//h:main/h:article"), strict=True):
        assert all(plain(block.text) in text for block in article.blocks)


def plain(text: str) -> str:
    """Return text as it comes out of an XML parser (XML 1.0, 2.11: line ends)."""
    return re.sub("\r\n?", "\n", replace_forbidden(text))


def test_the_page_needs_nothing_beside_it() -> None:
    page = page_of(MARKUP)
    assert find(page, "//h:link | //h:script | //h:img | //h:iframe | //h:object | //@src | //@style") == []
    (style,) = texts(page, "//h:style")
    assert not re.search(r"@import|url\(|//", style)
    assert all(link.startswith("#") for link in find(page, "//@href"))


def test_the_contents_lead_to_every_article() -> None:
    page = page_of(ORDINARY)
    assert texts(page, "//h:nav//h:a") == [article.label for article in ORDINARY.articles]
    assert find(page, "//h:nav//h:a/@href") == [f"#{anchor}" for anchor in find(page, "//h:article/@id")]
    assert texts(page, "//h:nav/h:h3") == ["第01版 要闻", "第02版 评论", "第03版 人间", "第04版"]
    assert texts(page, "//h:p[@class='place']") == ["第01版 要闻", "第02版 评论", "第03版 人间", "第04版"]


def test_the_masthead_and_the_head_of_the_page() -> None:
    page = page_of(ORDINARY)
    assert texts(page, "//h:title") == ["临江晚报2031年5月18日"] or texts(page, "//h:title") == [
        "临江晚报 2031年5月18日"
    ]
    assert texts(page, "//h:header[@class='masthead']/h:h1") == ["临江晚报"]
    assert find(page, "//h:time/@datetime") == ["2031-05-18"]
    assert find(page, "/h:html/@lang") == ["zh-Hans"]
    assert find(page_of(UNDATED), "//h:time") == []
    assert find(page_of(EDITIONS["rare"]), "/h:html/@lang") == ["zh-Hant"]


def test_heads_are_steps_and_a_cut_article_says_so() -> None:
    page = page_of(ORDINARY)
    assert len(find(page, "//h:h1")) == 1
    heads = find(page, "//h:main//*[starts-with(local-name(), 'h')]")
    assert {etree.QName(head).localname for head in heads} == {"header", "h2", "h3"}
    assert find(page, "//h:p[@class='truncated']/../@id") == ["article-005"]


def test_the_same_page_again_and_a_long_one() -> None:
    assert export_html(MANY, SET) == export_html(MANY, SET)
    assert len(find(page_of(MANY), "//h:article")) == len(MANY.articles)
