"""The book: what a reader finds in it, and that it is the same book every time. Its judges: test_epub_judges."""

from __future__ import annotations

import dataclasses
import io
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree

from exporter.edition import Edition, Role
from exporter.epub import export_epub
from exporter.epub.chapters import summary
from exporter.errors import InputError
from exporter.front_page import FrontPage
from exporter.template_set import TemplateSet, open_template_set, shipped_sets
from tests.exporter.editions import BRIEF, EDITIONS, HEADLESS, LEAD, MANY, MARKUP, ORDINARY, PHOTO, UNDATED, Draft, bind
from tests.exporter.strategies import editions

NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
    "epub": "http://www.idpf.org/2007/ops",
}
SET = open_template_set()
FRONT = FrontPage(b"a picture", 1131, 1600, ("跨江轻轨今晨首发 两岸通勤缩短至二十分钟", "云港开通首条冷链专列"))


def book_of(edition: Edition, template_set: TemplateSet = SET, **style: Any) -> dict[str, bytes]:
    """Return the files of the edition's book by name."""
    with zipfile.ZipFile(io.BytesIO(export_epub(edition, template_set, **style).data)) as book:
        return {PurePosixPath(name).name: book.read(name) for name in book.namelist()}


def find(data: bytes, path: str) -> list[Any]:
    """Return what an XPath finds; the data must be well-formed XML."""
    return list(etree.fromstring(data).xpath(path, namespaces=NAMES))


def text_of(data: bytes, path: str) -> list[str]:
    return ["".join(element.itertext()) for element in find(data, path)]


def test_an_article_is_a_chapter_with_its_words_in_order() -> None:
    book = book_of(ORDINARY)
    for number, article in enumerate(ORDINARY.articles, 1):
        chapter = book[f"article-{number:03}.xhtml"]
        words = text_of(chapter, "//h:article")[0]
        positions = [words.find(block.text) for block in article.blocks]
        assert -1 not in positions
        assert positions == sorted(positions)
        assert text_of(chapter, "//h:title") == [article.label]


def test_heads_and_subheads_are_headings() -> None:
    chapter = book_of(ORDINARY)["article-001.xhtml"]
    assert text_of(chapter, "//h:h1") == ["跨江轻轨今晨首发 两岸通勤缩短至二十分钟"]
    assert text_of(chapter, "//h:h2") == ["票价两元起 换乘不出站", "三处工地 一千多个日夜"]
    assert find(chapter, "//h:html/@lang") == ["zh-Hans"]
    assert text_of(chapter, "//h:p[@class='folio']") == ["第01版 要闻 · 2031年5月18日 星期日"]


def test_a_truncated_article_says_so_and_no_other_does() -> None:
    book = book_of(ORDINARY)
    told = [name for name, data in book.items() if name.startswith("article") and "原文至此中断" in data.decode()]
    assert told == ["article-005.xhtml"]


def test_the_navigation_leads_to_every_article_under_its_page() -> None:
    nav = book_of(ORDINARY)["nav.xhtml"]
    parts = "//h:nav[@epub:type='toc']/h:ol/h:li[h:ol]"
    assert text_of(nav, f"{parts}/h:a") == ["第01版 要闻", "第02版 评论", "第03版 人间", "第04版"]
    assert find(nav, f"{parts}/h:a/@href") == [f"article-{number:03}.xhtml" for number in (1, 3, 5, 7)]
    assert find(nav, "//h:nav[@epub:type='toc']//h:li[not(h:ol)]/h:a/@href") == [
        "cover.xhtml",
        "contents.xhtml",
        *(f"article-{number:03}.xhtml" for number in range(1, 8)),
    ]
    assert text_of(nav, "//h:ol/h:li[h:a='第02版 评论']/h:ol//h:a") == [
        "把方便做在细处",
        "另据气象台消息，未来三天我市以多云为……",
    ]


def test_the_landmarks_lead_to_cover_contents_and_text() -> None:
    nav = book_of(ORDINARY)["nav.xhtml"]
    assert find(nav, "//h:nav[@epub:type='landmarks']//h:a/@epub:type") == ["cover", "toc", "bodymatter"]
    package = book_of(ORDINARY)["content.opf"]
    assert find(package, "//opf:guide/opf:reference/@href") == ["cover.xhtml", "contents.xhtml", "article-001.xhtml"]


def test_the_page_list_leads_to_where_each_page_of_the_paper_begins() -> None:
    book = book_of(bind([LEAD, BRIEF, HEADLESS, PHOTO, LEAD]))
    pages = "//h:nav[@epub:type='page-list']//h:a"
    assert text_of(book["nav.xhtml"], pages) == ["第01版", "第02版", "第03版"]
    for target, label in zip(find(book["nav.xhtml"], f"{pages}/@href"), ("第01版", "第02版", "第03版"), strict=True):
        file, _, mark = target.partition("#")
        assert find(book[file], f"//h:span[@epub:type='pagebreak' and @id='{mark}']/@aria-label") == [label]
    assert sum(data.count(b"doc-pagebreak") for data in book.values()) == 3
    source = text_of(book["content.opf"], "//opf:meta[@property='pageBreakSource']")
    assert source == ["临江晚报 2031年5月18日 第8642期"]


def test_a_paper_without_page_marks_has_no_page_list_and_claims_none() -> None:
    book = book_of(UNDATED)
    plain = book_of(bind([dataclasses.replace(LEAD, page="", section="")]))
    assert find(book["nav.xhtml"], "//h:nav[@epub:type='page-list']")
    assert not find(plain["nav.xhtml"], "//h:nav[@epub:type='page-list']")
    assert b"pageBreak" not in plain["content.opf"]
    assert b"pageNavigation" not in plain["content.opf"]


def test_a_chapter_leads_to_its_neighbours_and_to_its_place_in_the_contents() -> None:
    book = book_of(ORDINARY)
    ways = {name: find(data, "//h:nav[@class='turn']//h:a/@href") for name, data in book.items() if "article" in name}
    assert ways["article-001.xhtml"] == ["article-002.xhtml", "contents.xhtml#to-article-001"]
    assert ways["article-002.xhtml"] == [
        "article-003.xhtml",
        "article-001.xhtml",
        "contents.xhtml#to-article-002",
    ]
    assert ways["article-007.xhtml"] == ["article-006.xhtml", "contents.xhtml#to-article-007"]
    targets = find(book["contents.xhtml"], "//h:li/@id")
    assert targets == [f"to-article-{number:03}" for number in range(1, 8)]


def test_the_contents_tell_of_every_article_who_wrote_it_how_long_it_is_and_what_it_begins_with() -> None:
    contents = book_of(ORDINARY)["contents.xhtml"]
    assert text_of(contents, "//h:h2") == ["第01版 要闻", "第02版 评论", "第03版 人间", "第04版"]
    assert text_of(contents, "//h:p[@class='entry']") == [article.label for article in ORDINARY.articles]
    assert text_of(contents, "//h:li[3]/h:p[@class='measure'] | //h:li[1]/h:p[@class='measure']")[:2] == [
        "本报记者 顾望舒 通讯员 齐远帆 362字",
        "闻一帆 92字",
    ]
    assert text_of(contents, "//h:p[@class='summary']")[:2] == [
        "5月17日清晨6时，第一列跨江轻轨从石桥渡站驶出，沿江堤缓缓提速，在晨雾里越过了临江大桥。",
        "记者从云港物流园获悉，首条通往内陆的冷链专列16日开行。",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“真的来了！”她说。车门开了。", "“真的来了！”"),
        ("没有句号的一行", "没有句号的一行"),
        ("长" * 60 + "，" + "句" * 60 + "。", "长" * 60 + "……"),
        ("无" * 100, "无" * 90 + "……"),
        ("本报讯 （记者 顾望舒）江上起雾了。渡船停航。", "江上起雾了。"),
    ],
)
def test_a_summary_is_the_first_sentence(text: str, said: str) -> None:
    assert summary(bind([Draft(((Role.HEADLINE, "江雾"), (Role.PARAGRAPH, text)))]).articles[0]) == said


def test_the_summary_of_a_picture_is_its_caption_and_of_a_bare_headline_nothing() -> None:
    assert summary(bind([PHOTO]).articles[0]) == "5月15日，市民在南湖公园观荷。"
    assert summary(bind([Draft(((Role.HEADLINE, "江雾"),))]).articles[0]) == ""


def test_the_ncx_tells_what_the_navigation_tells() -> None:
    book = book_of(ORDINARY)
    nav = text_of(book["nav.xhtml"], "//h:nav[@epub:type='toc']//h:a")
    assert text_of(book["toc.ncx"], "//ncx:navLabel/ncx:text") == nav
    assert all(source in book for source in find(book["toc.ncx"], "//ncx:content/@src"))


def test_articles_without_a_page_stand_in_the_navigation_itself() -> None:
    drafts = [dataclasses.replace(draft, page="", section="") for draft in (LEAD, HEADLESS)]
    nav = book_of(bind(drafts))["nav.xhtml"]
    assert not find(nav, "//h:li/h:ol")
    assert len(find(nav, "//h:nav[@epub:type='toc']/h:ol/h:li")) == 4


def test_the_cover_shows_the_masthead_and_the_first_headlines() -> None:
    cover = book_of(MANY)["cover.xhtml"]
    assert text_of(cover, "//h:h1") == ["临江晚报"]
    assert text_of(cover, "//h:p[@class='issue']/h:span") == ["2031年5月18日 星期日", "第8642期"]
    assert text_of(cover, "//h:li") == [article.headline for article in MANY.articles[:6]]
    assert text_of(cover, "//h:p[@class='count']") == ["本期共 120 篇"]


def test_a_deck_keeps_its_lines() -> None:
    book = book_of(ORDINARY)
    for name, path in (("cover.xhtml", "//h:li[1]//h:span"), ("article-001.xhtml", "//h:h1/h:span")):
        assert text_of(book[name], path) == ["跨江轻轨今晨首发 ", "两岸通勤缩短至二十分钟"]


def test_the_package_describes_the_edition() -> None:
    package = book_of(ORDINARY)["content.opf"]
    assert text_of(package, "//dc:title") == ["临江晚报 2031年5月18日"]
    assert text_of(package, "//dc:identifier") == [ORDINARY.urn]
    assert text_of(package, "//dc:creator | //dc:publisher") == ["临江晚报", "临江晚报"]
    assert text_of(package, "//dc:date") == ["2031-05-18"]
    assert text_of(package, "//opf:meta[@property='dcterms:modified']") == ["2031-05-18T00:00:00Z"]
    assert text_of(package, "//opf:meta[@property='group-position']") == ["8642"]
    assert find(package, "/opf:package/@xml:lang") == ["zh-Hans"]
    assert find(package, "//opf:itemref/@idref")[:3] == ["cover", "contents", "article-001"]


def test_the_book_is_one_of_a_series_the_newspaper() -> None:
    package = book_of(ORDINARY)["content.opf"]
    assert text_of(package, "//opf:meta[@property='belongs-to-collection']") == ["临江晚报"]
    refined = {
        name: text_of(package, f"//opf:meta[@refines='#publication' and @property='{name}']")
        for name in ("collection-type", "dcterms:identifier", "group-position")
    }
    assert refined == {
        "collection-type": ["series"],
        "dcterms:identifier": ["urn:heding:%E4%B8%B4%E6%B1%9F%E6%99%9A%E6%8A%A5"],
        "group-position": ["8642"],
    }
    worded = book_of(dataclasses.replace(ORDINARY, number="总第8642期"))["content.opf"]
    assert not find(worded, "//opf:meta[@property='group-position']")


def test_the_subjects_are_the_first_keywords_of_every_article_then_the_second() -> None:
    words = (("轻轨", "通勤"), ("冷链", "轻轨"), (), ("天气",), ("修表", "码头"), ("荷花",), ("声明\x07",))
    articles = tuple(
        dataclasses.replace(article, keywords=keywords)
        for article, keywords in zip(ORDINARY.articles, words, strict=True)
    )
    package = book_of(dataclasses.replace(ORDINARY, articles=articles))["content.opf"]
    expected = ["轻轨", "冷链", "天气", "修表", "荷花", "声明\ufffd", "通勤", "码头"]
    assert text_of(package, "//dc:subject") == expected


def test_the_cover_is_the_front_page_with_its_headlines_in_words() -> None:
    book = book_of(ORDINARY, front_page=FRONT)
    assert book["front-page.png"] == FRONT.picture
    assert find(book["cover.xhtml"], "//h:img/@alt") == [
        "临江晚报 2031年5月18日 星期日 第8642期 头版。"
        "标题：跨江轻轨今晨首发 两岸通勤缩短至二十分钟；云港开通首条冷链专列。"
    ]
    assert find(book["content.opf"], "//opf:item[@properties='cover-image']/@href") == ["front-page.png"]
    assert find(book["content.opf"], "//opf:meta[@name='cover']/@content") == ["front-page"]
    assert "alternativeText" in text_of(book["content.opf"], "//opf:meta[@property='schema:accessibilityFeature']")
    assert b"alternativeText" not in book_of(ORDINARY)["content.opf"]


def test_vertical_writing_runs_from_right_to_left_with_short_numbers_upright() -> None:
    book = book_of(dataclasses.replace(ORDINARY, language="zh-Hant"), vertical=True)
    assert find(book["content.opf"], "//opf:spine/@page-progression-direction") == ["rtl"]
    assert find(book["article-001.xhtml"], "//h:link/@href") == ["epub.css", "epub-vertical.css"]
    assert b"writing-mode: vertical-rl" in book["epub-vertical.css"]
    upright = text_of(book["article-001.xhtml"], "//h:article//h:span[@class='upright']")
    assert upright == ["11", "17", "11", "80", "12", "17"]  # not 14.6, 29.70, 2029
    level = book_of(dataclasses.replace(ORDINARY, language="zh-Hant"))
    for name in level:
        if name.startswith("article-"):
            assert text_of(book[name], "//h:article") == text_of(level[name], "//h:article")
            assert not find(level[name], "//h:span[@class='upright']")
    assert not find(level["content.opf"], "//opf:spine/@page-progression-direction")


def test_a_book_in_traditional_characters_speaks_in_them() -> None:
    book = book_of(dataclasses.replace(ORDINARY, language="zh-Hant"), front_page=FRONT)
    assert text_of(book["contents.xhtml"], "//h:title") == ["目錄"]
    assert "頭版" in find(book["cover.xhtml"], "//h:img/@alt")[0]
    assert "目錄" in text_of(book["toc.ncx"], "//ncx:navLabel/ncx:text")
    said = text_of(book["content.opf"], "//opf:meta[@property='schema:accessibilitySummary']")[0]
    assert "閱讀順序" in said


def test_an_edition_without_title_and_date_claims_neither() -> None:
    package = book_of(UNDATED)["content.opf"]
    assert text_of(package, "//dc:title") == ["linjiang-2031-05-18"]
    assert not find(package, "//dc:creator | //dc:publisher | //dc:date")
    assert text_of(package, "//opf:meta[@property='dcterms:modified']") == ["2007-09-11T00:00:00Z"]


def test_text_never_becomes_markup() -> None:
    book = book_of(MARKUP)
    chapter = book["article-001.xhtml"]
    assert text_of(chapter, "//h:h1") == [MARKUP.articles[0].headline]
    for name in ("article-001.xhtml", "cover.xhtml", "contents.xhtml", "nav.xhtml"):
        assert not find(book[name], "//h:script | //h:img | //h:b | //h:i | //comment()")


def test_a_book_without_articles_has_its_cover() -> None:
    book = book_of(dataclasses.replace(ORDINARY, articles=()))
    assert find(book["nav.xhtml"], "//h:nav[@epub:type='toc']//h:a/@href") == ["cover.xhtml", "contents.xhtml"]


def test_the_zip_is_as_the_container_format_asks() -> None:
    data = export_epub(ORDINARY, SET).data
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        entries = book.infolist()
    assert entries[0].filename == "mimetype"
    assert entries[0].compress_type == zipfile.ZIP_STORED
    assert not entries[0].extra
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_a_template_set_without_a_cover_is_bad_input(tmp_path: Path) -> None:
    folder = tmp_path / "set"
    shutil.copytree(shipped_sets() / "newspaper", folder)
    (folder / "cover.xhtml.j2").unlink()
    with pytest.raises(InputError, match=r"cover\.xhtml\.j2"):
        export_epub(ORDINARY, open_template_set(folder))


@given(editions())
@settings(max_examples=100)
def test_any_edition_makes_well_formed_documents(edition: Edition) -> None:
    book = book_of(edition)
    for name, data in book.items():
        if name.endswith((".xhtml", ".opf", ".ncx", ".xml")):
            etree.fromstring(data)
    assert len([name for name in book if name.startswith("article-")]) == len(edition.articles)
    assert export_epub(edition, SET) == export_epub(edition, SET)
    vertical = book_of(edition, vertical=True, front_page=FRONT)
    for name in book:
        if name.startswith("article-"):
            assert text_of(vertical[name], "//h:article") == text_of(book[name], "//h:article")


def test_the_same_book_in_any_process(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from exporter.epub import export_epub\n"
        "from exporter.template_set import open_template_set\n"
        "from tests.exporter.editions import EDITIONS\n"
        "for edition in EDITIONS.values():\n"
        "    sys.stdout.buffer.write(export_epub(edition, open_template_set()).data)\n"
    )
    root = Path(__file__).resolve().parents[2]
    here = b"".join(export_epub(edition, SET).data for edition in EDITIONS.values())
    for seed, zone in (("1", "Pacific/Kiritimati"), ("2", "America/Los_Angeles")):
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(root), "LC_ALL": "C"}
        there = subprocess.run(
            [sys.executable, "-c", script], cwd=root, env=environment, check=True, capture_output=True
        )
        assert there.stdout == here
