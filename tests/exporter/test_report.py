"""The report: everything that was done or noticed stands in it, escaped, in a page that needs nothing beside it."""

from __future__ import annotations

import html
import re
import textwrap
from itertools import zip_longest

import pytest
from hypothesis import assume, given, settings
from lxml import etree

from exporter.corrections import Corrections, parse_corrections
from exporter.errors import InputError
from exporter.masthead import Masthead
from exporter.normalizer.overrules import Ruling, resolve
from exporter.normalizer.pages import join_pages
from exporter.normalizer.passes import CHARACTER_PASSES, Normalization, normalize
from exporter.normalizer.places import Places
from exporter.normalizer.record import rebuild_text
from exporter.normalizer.source_text import SourceText
from exporter.report import make_report
from exporter.report.rows import rows_of
from exporter.report.summary import alike_of, draft_of
from exporter.report.wording import RULES
from tests.exporter.normalizer.texts import soup, source_of

REPEATED = "渡口的石阶是一百多年前修的,今年春天重新垫平,又添了一间候船的小屋,屋里放着两排长椅。"
TEXT = "\n".join(
    [
        "青石湾老渡口<b>开出</b>新航线 & {{ 7 * 7 }}",
        "本报讯 入夏以来,老渡口每天开出十二班船。往返两岸的人比去年多了",
        "三成,船工们都很高兴。",
        REPEATED,
        REPEATED,
        "码头\u200b的钟又响了,听见\ue000的人都停下脚步。",
    ]
)
OUTSIDE = re.compile(r"""(?:src|href|action)\s*=\s*["'](?!#)|url\(|@import|<script|\son\w+=""", re.IGNORECASE)


def page_of(source: SourceText, *rulings: Ruling) -> tuple[Normalization, str]:
    result = normalize(source, resolve(rulings, Places(source.text, source.pages)))
    return result, make_report(result.edition, result.provenance, source.text).decode()


def test_the_page_is_well_formed_and_refers_to_nothing_outside() -> None:
    _, page = page_of(source_of(TEXT))
    etree.fromstring(page.partition("\n")[2].encode())
    assert OUTSIDE.search(page) is None


def test_markup_in_the_text_is_text() -> None:
    _, page = page_of(source_of(TEXT))
    assert "<b>开出</b>" not in page
    assert html.escape("<b>开出</b>") in page
    assert "{{ 7 * 7 }}" in page


def test_every_link_leads_to_a_row() -> None:
    _, page = page_of(source_of(TEXT))
    identifiers = re.findall(r'\bid="([^"]+)"', page)
    assert len(identifiers) == len(set(identifiers))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(identifiers)


def test_columns_that_stand_side_by_side_are_told_in_the_order_in_which_they_are_read() -> None:
    paragraphs = [
        f"{who}说，青石湾的老渡口今年重新修过，两岸的人过江方便多了，往来的船也多了三成。" for who in "甲乙丙丁"
    ]
    lines = [
        "老渡口开出新航线",
        *(line for text in paragraphs for line in textwrap.wrap(text, 13, initial_indent="  ")),
    ]
    half = (len(lines) + 1) // 2
    rows = zip_longest(lines[:half], lines[half:], fillvalue="")
    result, _ = page_of(source_of("\n".join(f"{left:22}{right}".rstrip() for left, right in rows)))
    (section,) = rows_of(result.edition, result.provenance, rebuild_text(result.edition, result.provenance))
    read = ["".join(piece.text for piece in row.before if piece.mark != "wrap") for row in section.rows]
    assert read == [lines[0], *paragraphs]
    assert not any(note.kind == "join" for row in section.rows for note in row.notes)


def test_every_removal_join_change_and_finding_is_told_with_its_line() -> None:
    result, page = page_of(source_of(TEXT), Ruling("drop", "L6", "here"), Ruling("keep", "L5", "here"))
    sections = rows_of(result.edition, result.provenance, TEXT)
    notes = [(row.lines, note.kind) for section in sections for row in section.rows for note in row.notes]
    assert ("L2-L3", "join") in notes
    assert ("L6", "removed") in notes
    assert ("L6", "finding") in notes
    assert ("L5", "overrule") in notes
    changed = [row.lines for section in sections for row in section.rows if "change" in row.kinds]
    assert changed == ["L2-L3", "L4", "L5"]
    assert all(f">{lines}<" in page for lines, _ in notes)


def test_a_join_of_latin_words_over_a_break_is_told() -> None:
    text = "青石湾老渡口开出新航线\n\n渡轮改名“Naoero\n\nHarbour”（音译为瑙埃罗港），船工们很高兴。往返的人多了。"
    result = normalize(source_of(text))
    notes = [note for s in rows_of(result.edition, result.provenance, text) for row in s.rows for note in row.notes]
    assert len([note for note in notes if note.kind == "join"]) == len(result.provenance.joins) == 1


def test_before_and_after_are_the_source_and_the_edition() -> None:
    result, _ = page_of(source_of(TEXT))
    sections = rows_of(result.edition, result.provenance, TEXT)
    after = ["".join(piece.text for piece in row.after) for section in sections for row in section.rows if row.after]
    texts = {block.text for block in result.edition.blocks()}
    assert set(after) <= texts
    assert "码头的钟又响了，听见\ue000的人都停下脚步。" in after


def test_what_cannot_be_seen_is_named() -> None:
    _, page = page_of(source_of(TEXT))
    assert "[U+200B]" in page


def test_every_rule_has_a_name() -> None:
    assert {rule for rule, _ in CHARACTER_PASSES} <= set(RULES)


def test_beside_each_decision_stands_what_to_write_to_decide_otherwise() -> None:
    _, page = page_of(source_of(TEXT))
    assert "keep = [&#34;L5&#34;]" in page
    assert "part = [&#34;L3&#34;]" in page


def test_the_draft_is_a_file_of_corrections_as_it_is_and_line_by_line() -> None:
    result = normalize(source_of(TEXT))
    draft = draft_of(rows_of(result.edition, result.provenance, TEXT))
    assert parse_corrections(draft.encode(), "a.toml") == Corrections(Masthead())
    rulings = parse_corrections(re.sub('^# (?=")', "", draft, flags=re.MULTILINE).encode(), "a.toml").rulings
    assert {(ruling.action, ruling.place) for ruling in rulings} == {("keep", "L5"), ("part", "L3")}
    overruled = normalize(source_of(TEXT), resolve(rulings, Places(TEXT)))
    assert not any(overrule.idle for overrule in overruled.provenance.overrules)
    assert not overruled.provenance.joins
    assert not overruled.provenance.removals


@given(soup)
@settings(max_examples=40)
def test_whatever_the_text_all_that_the_draft_offers_can_be_decided(text: str) -> None:
    try:
        result = normalize(source_of(text))
    except InputError:
        assume(False)
        raise
    draft = draft_of(rows_of(result.edition, result.provenance, text))
    rulings = parse_corrections(re.sub('^# (?=")', "", draft, flags=re.MULTILINE).encode(), "a.toml").rulings
    resolve(rulings, Places(text))


def test_changes_that_are_alike_are_told_once_with_their_count() -> None:
    result = normalize(source_of(TEXT))
    told = dict(alike_of(rows_of(result.edition, result.provenance, TEXT)))
    marks = next(listed for rule, listed in told.items() if "marks" in rule or "标点" in rule)
    assert [(one.before, one.after, one.count) for one in marks] == [(",", "，", TEXT.count(","))]
    assert sum(one.count for listed in told.values() for one in listed) == len(result.provenance.changes)


def test_lines_of_a_folder_are_named_with_their_file() -> None:
    files = [("01版.txt", TEXT.encode()), ("02版.txt", b"Short notice, long line\n" + REPEATED.encode())]
    _, page = page_of(join_pages(files, "0607"))
    assert ">01版.txt:L4<" in page
    assert ">02版.txt:L2<" in page


@pytest.mark.parametrize(("locale", "wording"), [("zh_CN.UTF-8", "请过目"), ("C.UTF-8", "For your eyes")])
def test_it_speaks_the_readers_language(monkeypatch: pytest.MonkeyPatch, locale: str, wording: str) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert wording in page_of(source_of(TEXT))[1]


@given(soup)
@settings(max_examples=40)
def test_any_text_gives_a_well_formed_page_with_a_row_for_every_block(text: str) -> None:
    try:
        result, page = page_of(source_of(text))
    except InputError:
        assume(False)
        raise
    etree.fromstring(page.partition("\n")[2].encode())
    rows = sum(len(section.rows) for section in rows_of(result.edition, result.provenance, text))
    assert rows == len(list(result.edition.blocks())) + len(result.provenance.removals)
