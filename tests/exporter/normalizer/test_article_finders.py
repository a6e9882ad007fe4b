"""Findings about articles as wholes: each told once, where it stands, and nothing of an article that is whole."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import replace

import pytest

from exporter.edition import Article, ArticleKind, Block, Dateline, Edition, Role, Source, SourceSpan
from exporter.normalizer.findings import findings_of
from exporter.normalizer.provenance import Jump, Overrule, Provenance

HEAD = "老渡口开出新航线"
WHOLE = "青石湾的老渡口每天开出十二班船，往返两岸的人比去年多了三成。"
CUT = "青石湾的老渡口每天开出十二班船。往返两岸的人比去年多了三成，船工们"


def edition_of(*articles: tuple[tuple[Role, str], ...], kind: ArticleKind = ArticleKind.NEWS) -> tuple[Edition, str]:
    """Return an edition of articles of these blocks, and its source, in which a line is a block."""
    source = ""
    made = []
    for blocks in articles:
        read = []
        for role, text in blocks:
            read.append(Block(role, text, (SourceSpan(len(source), len(source) + len(text)),)))
            source += text + "\n"
        made.append(Article(kind, tuple(read)))
    return Edition(tuple(made), Source("a", "utf-8", len(source), "0" * 64)), source


def codes(edition: Edition, source: str, provenance: Provenance | None = None) -> Counter[str]:
    return Counter(finding.code for finding in findings_of(edition, provenance or Provenance(), source))


def article(*paragraphs: str, head: str = HEAD) -> tuple[tuple[Role, str], ...]:
    return ((Role.HEADLINE, head), *((Role.PARAGRAPH, text) for text in paragraphs))


def test_an_unfinished_paragraph_is_told_at_the_one_below_it() -> None:
    edition, source = edition_of(article(WHOLE, CUT, "每到傍晚就收工。"))
    (finding,) = findings_of(edition, Provenance(), source)
    assert finding.code == "open-paragraph"
    assert source[finding.span.start : finding.span.end] == "每到傍晚就收工。"


@pytest.mark.parametrize(
    "blocks",
    [
        article(WHOLE, WHOLE.removesuffix("。") + "：", WHOLE),
        article("一条渡船连着两岸几代人的日子，也连着一座镇子的昨天和今天", WHOLE),  # editors set it above the text
        article(WHOLE, "往返两岸的人", "也有从远处来的", "看潮的人。"),  # lines of verse
        article(WHOLE, CUT),  # it is the article that was cut off
    ],
)
def test_what_is_finished_or_short_or_last_is_none(blocks: tuple[tuple[Role, str], ...]) -> None:
    assert not codes(*edition_of(blocks))["open-paragraph"]


def test_where_many_articles_are_broken_the_columns_are_said_to_be_mixed_once() -> None:
    broken = article(WHOLE, CUT, WHOLE)
    assert codes(*edition_of(*[broken] * 3, ((Role.HEADLINE, "山里的书屋亮着灯"),)))["columns-mixed"] == 1
    assert "open-paragraph" not in codes(*edition_of(*[broken] * 4))
    few = codes(*edition_of(*[article(WHOLE)] * 27, *[broken] * 3))
    assert few["open-paragraph"] == 3
    assert "columns-mixed" not in few


def test_a_headline_without_a_text_and_one_that_is_too_long_are_told() -> None:
    assert codes(*edition_of(((Role.HEADLINE, HEAD), (Role.BYLINE, "本报记者 林一舟")))) == {"no-text": 1}
    assert codes(*edition_of(article(WHOLE, head="渡" * 61))) == {"long-headline": 1}
    assert codes(*edition_of(article(WHOLE, head="渡" * 60))) == {}


def test_a_notice_that_stands_twice_is_told_and_one_in_another_name_is_not() -> None:
    def notice(name: str) -> tuple[tuple[Role, str], ...]:
        return (Role.HEADLINE, "声明"), (Role.PARAGRAPH, f"{name}遗失船员证一本，声明作废。")

    kind = ArticleKind.NOTICE
    assert codes(*edition_of(notice("何某"), notice("林某"), kind=kind))["notice-twice"] == 0
    assert codes(*edition_of(notice("何某"), notice("林某"), notice("何某"), kind=kind))["notice-twice"] == 1


def test_an_article_that_leaves_for_a_page_that_is_not_there_is_told_once() -> None:
    edition, source = edition_of(article(CUT))
    line = "（下转第二版）"
    jump = Jump(SourceSpan(len(source), len(source) + len(line)), None)
    cut = replace(edition, articles=(replace(edition.articles[0], truncated=True),))
    assert codes(cut, source) == {"truncated": 1}
    assert codes(cut, source + line, Provenance(jumps=(jump,))) == {"jump-unmatched": 1}


def test_a_part_that_a_jump_line_brings_needs_no_headline() -> None:
    edition, source = edition_of(((Role.PARAGRAPH, WHOLE),))
    assert codes(edition, source) == {"no-headline": 1}
    line = "（上接第一版）\n"
    moved = Block(Role.PARAGRAPH, WHOLE, (SourceSpan(len(line), len(line) + len(WHOLE)),))
    there = replace(edition, articles=(Article(ArticleKind.NEWS, (moved,)),))
    jump = Jump(None, SourceSpan(0, len(line) - 1))
    assert codes(there, line + source, Provenance(jumps=(jump,))) == {"jump-unmatched": 1}


def test_what_a_person_parted_is_not_told() -> None:
    edition, source = edition_of(article(WHOLE, CUT, "每到傍晚就收工。"))
    start = source.index("每到傍晚")
    ruled = Provenance(overrules=(Overrule("part", SourceSpan(start, start + 9), "L4"),))
    assert codes(edition, source, ruled) == {}


@pytest.mark.parametrize(
    ("pages", "missing"),
    [
        (("01", "02", "04"), "3"),
        (("A1", "A2", "A4", "1", "2", "3"), "A3"),
        (("01", "02", "03"), ""),
        (("01", "05", "12"), ""),  # somebody has chosen them
        (("", "", ""), ""),
    ],
)
def test_a_page_missing_in_a_run_is_told(pages: tuple[str, ...], missing: str) -> None:
    edition, source = edition_of(*(article(WHOLE) for _ in pages))
    paged = [replace(one, page=page) for one, page in zip(edition.articles, pages, strict=True)]
    found = findings_of(replace(edition, articles=tuple(paged)), Provenance(), source)
    assert [f.zh.rpartition("没有第 ")[2].partition(" ")[0] for f in found if f.code == "pages-missing"] == (
        [missing] if missing else []
    )


@pytest.mark.parametrize(
    ("edition_day", "dateline", "late"),
    [
        ("2026-05-12", "5月13日", True),
        ("2026-05-12", "5月12日", False),
        ("2026-01-01", "12月31日", False),
        ("2026-12-31", "1月1日", True),
        ("2026-05-12", "11月30日", False),  # of the year before
        ("2026-05-12", "13日", False),
        ("2026-05-12", "2月30日", False),
    ],
)
def test_a_dateline_after_the_edition_is_told(edition_day: str, dateline: str, late: bool) -> None:
    edition, source = edition_of(article(f"本报青石湾{dateline}电 {WHOLE}"))
    first = replace(edition.articles[0], dateline=Dateline("本报", "青石湾", dateline))
    dated = replace(edition, articles=(first,), date=datetime.date.fromisoformat(edition_day))
    assert codes(dated, source)["dateline-late"] == late
