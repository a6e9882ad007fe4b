from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings

from exporter.edition import ArticleKind, Edition, Role
from exporter.errors import InputError
from exporter.masthead import date_line
from exporter.pdf.document import export_pdf
from exporter.template_set import open_template_set, shipped_sets
from tests.exporter import editions as bound
from tests.exporter.editions import BRIEF, MARKUP, NOTICE, ORDINARY, RARE, SINGLE, UNDATED, Draft, bind
from tests.exporter.pdf.conftest import printed, words
from tests.exporter.strategies import editions
from tests.judges import need

INVISIBLE = re.compile("[\\s\u200b\u2060]")
BRIEFS = bind([BRIEF, NOTICE] * 30)


def bare(text: str) -> str:
    """Return `text` without white space and what nobody sees."""
    return INVISIBLE.sub("", text)


def assert_reads_in_order(edition: Edition, text: str) -> None:
    """Every block's text stands in what was read from the PDF, one after the other as in the edition."""
    folio = bare(edition.display_title + date_line(edition.date))
    sections = "|".join({re.escape(article.section) for article in edition.articles})
    read = re.sub(re.escape(folio) + f"({sections})" + r"第\d+版|今日\d+版", "", bare(text))
    position = 0
    for article in edition.articles:
        for block in article.blocks:
            found = read.find(bare(block.text), position)
            assert found >= 0, block.text
            position = found + len(bare(block.text))


@pytest.mark.parametrize("edition", [ORDINARY, MARKUP, SINGLE, UNDATED, BRIEFS], ids=lambda edition: edition.title)
def test_the_words_are_read_in_order(edition: Edition, tmp_path: Path) -> None:
    text = words(printed(edition), tmp_path)
    assert_reads_in_order(edition, text)
    assert not re.search("[\u200b\u2060\u2e80-\u2fdf]", text)


def test_the_masthead_says_what_is_known(tmp_path: Path) -> None:
    text = bare(words(printed(ORDINARY), tmp_path))
    assert text.startswith("临江晚报2031年5月18日星期日第8642期今日1版要闻全长14.6公里")


def test_an_edition_without_title_date_and_number_leaves_them_away(tmp_path: Path) -> None:
    text = words(printed(UNDATED), tmp_path)
    assert bare(text).startswith("linjiang-2031-05-18今日1版评论另据")
    assert "None" not in text
    assert "星期" not in text
    with pikepdf.open(io.BytesIO(printed(UNDATED))) as pdf:
        assert "/CreationDate" not in pdf.docinfo


def test_a_truncated_article_says_so(tmp_path: Path) -> None:
    assert words(printed(ORDINARY), tmp_path).count("〔原文至此中断〕") == 1


def test_the_folio_line_stands_from_page_two(tmp_path: Path) -> None:
    first, second, *_ = words(printed(BRIEFS), tmp_path).split("\f")
    assert "第1版" not in first
    assert bare("临江晚报 2031年5月18日 星期日 要闻 第2版") in bare(second)


def test_characters_beyond_the_basic_plane_print(tmp_path: Path) -> None:
    text = words(printed(RARE), tmp_path)
    for character in "𠮷𠀋𬎆㐂䶮𰻝":
        assert character in text


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(editions())
def test_any_edition_prints(edition: Edition) -> None:
    export = export_pdf(edition, open_template_set())
    assert (export.media_type, export.suffix) == ("application/pdf", ".pdf")
    with pikepdf.open(io.BytesIO(export.data)) as pdf:
        assert len(pdf.pages) >= 1


def test_a_very_long_block_prints(tmp_path: Path) -> None:
    edition = bind([Draft(((Role.PARAGRAPH, "江水东流，渡轮往返，两岸的人“早出晚归”。" * 500),))])
    assert_reads_in_order(edition, words(printed(edition), tmp_path))


@pytest.mark.parametrize(
    ("head", "lines"),
    [(4, ["遗失公章" * 85]), (4, ["遗失"] * 20), (180, ["遗失公章"]), (4, ["遗失公章" * 400]), (4, ["遗失"] * 90)],
    ids=["whole paragraph", "whole list", "whole head", "long paragraph", "long list"],
)
def test_a_notice_of_any_length_stays_on_its_pages(head: int, lines: list[str], tmp_path: Path) -> None:
    blocks = ((Role.HEADLINE, "声" * head), *((Role.PARAGRAPH, line) for line in lines))
    edition = bind([BRIEF, Draft(blocks, ArticleKind.NOTICE), BRIEF])
    assert_reads_in_order(edition, words(printed(edition), tmp_path))
    with pdfplumber.open(io.BytesIO(printed(edition))) as pdf:
        assert all(0 < char["top"] < char["bottom"] < page.height for page in pdf.pages for char in page.chars)


def test_qpdf_finds_nothing_wrong(issue: bytes, tmp_path: Path) -> None:
    need(shutil.which("qpdf") is not None, "qpdf (apt install qpdf)")
    (tmp_path / "issue.pdf").write_bytes(issue)
    run = subprocess.run(["qpdf", "--check", tmp_path / "issue.pdf"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_metadata(issue: bytes) -> None:
    with pikepdf.open(io.BytesIO(issue)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "临江晚报 2031年5月18日"
        assert str(pdf.docinfo["/Creator"]) == "heding"
        assert str(pdf.docinfo["/Producer"]).startswith("WeasyPrint")
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20310518")
        assert str(pdf.docinfo["/ModDate"]).startswith("D:20310518")
        assert str(pdf.Root.Lang) == "zh-Hans"
        assert bool(pdf.Root.MarkInfo.Marked)
        with pdf.open_metadata() as xmp:
            assert xmp["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"


def test_a_bookmark_for_every_section_and_below_it_for_every_article(issue: bytes) -> None:
    with pikepdf.open(io.BytesIO(issue)) as pdf, pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["要闻", "评论", "人间"]
        below = [entry.title for section in outline.root for entry in section.children]
        assert below == [article.label for article in ORDINARY.articles]


def test_without_sections_a_bookmark_for_every_article() -> None:
    bare_articles = tuple(replace(article, section="") for article in ORDINARY.articles)
    with (
        pikepdf.open(io.BytesIO(printed(replace(ORDINARY, articles=bare_articles)))) as pdf,
        pdf.open_outline() as outline,
    ):
        assert [entry.title for entry in outline.root] == [article.label for article in ORDINARY.articles]


def test_fonts_are_embedded_subsets_of_the_right_region() -> None:
    for edition, region, wrong in (
        (ORDINARY, "SC", "JP|KR|TC|HK"),
        (replace(ORDINARY, language="zh-Hant"), "TC", "JP|KR|SC|HK"),
    ):
        names = []
        with pikepdf.open(io.BytesIO(printed(edition))) as pdf:
            for font in (one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)):
                if font.get("/Type") == "/FontDescriptor":
                    assert {"/FontFile2", "/FontFile3"} & set(font.keys())
                    names.append(str(font.FontName))
        assert names
        assert all(re.match(r"/[A-Z]{6}\+", name) for name in names)
        assert any(name.endswith(region) or f"-{region}-" in name for name in names)
        assert not any(re.search(f"-({wrong})(-|$)", name) for name in names)


def test_the_same_bytes_in_any_process_on_any_day(issue: bytes) -> None:
    code = (
        "import hashlib; from exporter.pdf.document import export_pdf; from tests.exporter.editions import ORDINARY;"
        "from exporter.template_set import open_template_set;"
        "print(hashlib.sha256(export_pdf(ORDINARY, open_template_set()).data).hexdigest())"
    )
    other = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "SOURCE_DATE_EPOCH": "1"}
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=other, cwd=Path.cwd()
    )
    assert run.stdout.strip() == hashlib.sha256(issue).hexdigest()


@pytest.mark.parametrize("name", ["ordinary", "single", "undated", "markup"])
def test_the_default_set_gives_no_warning(name: str, caplog: pytest.LogCaptureFixture) -> None:
    export_pdf(bound.EDITIONS[name], open_template_set())
    assert [record.getMessage() for record in caplog.records if record.levelname != "INFO"] == []


@pytest.mark.parametrize(
    "style",
    [
        "@import 'https://example.org/a.css';",
        "body { background: url(http://127.0.0.1:9/a.png) }",
        "body { background: url(file:///etc/hostname) }",
        "body { background: url(../outside.png) }",
        "body { background: url(missing.png) }",
        "body { background: url(data:image/png;base64,AAAA) }",
    ],
)
def test_a_set_that_names_a_file_outside_its_folder_is_refused(style: str, tmp_path: Path) -> None:
    folder = tmp_path / "set"
    shutil.copytree(shipped_sets() / "newspaper", folder)
    (tmp_path / "outside.png").write_bytes(b"")
    (folder / "print.css").write_text(style, "utf-8")
    with pytest.raises(InputError, match="outside its folder or missing"):
        export_pdf(SINGLE, open_template_set(folder))


def test_a_set_may_use_its_own_files(tmp_path: Path) -> None:
    folder = tmp_path / "集 1"
    shutil.copytree(shipped_sets() / "newspaper", folder)
    css = folder / "print.css"
    (folder / "报头 red.css").write_text(".masthead { color: red }", "utf-8")
    css.write_text('@import "报头 red.css";\n' + css.read_text("utf-8"), "utf-8")
    assert export_pdf(SINGLE, open_template_set(folder)).data


def test_a_number_that_is_no_number_and_a_title_with_controls_print(tmp_path: Path) -> None:
    text = words(printed(replace(SINGLE, title="临江\x01晚报\ufffe", number="特刊")), tmp_path)
    assert "特刊" in text
    assert "第特刊" not in text


def test_characters_that_no_face_has_are_named() -> None:
    odd = bind([Draft(((Role.HEADLINE, "字典里的怪字"), (Role.PARAGRAPH, "谁也没有见过的一个字：\U000eeeee。")))])
    assert "\U000eeeee" in export_pdf(odd, open_template_set()).missing
    assert export_pdf(SINGLE, open_template_set()).missing == ""
