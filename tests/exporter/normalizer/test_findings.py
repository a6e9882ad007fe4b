"""Findings: each is made where it should be, with its place and both wordings, and none on clean text."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.edition import ArticleKind
from exporter.normalizer.findings import FINDERS, MOST
from exporter.normalizer.source_text import decode
from exporter.report.wording import CODES
from tests.exporter.normalizer.texts import read, source_of

BODY = "青石湾的老渡口每天开出十二班船，往返两岸的人比去年多了三成。"
CASES = Path(__file__).parents[2] / "cases"


@pytest.mark.parametrize(
    ("code", "sentence", "quoted"),
    [
        ("lost-character", "船工的孙子\ufffd\ufffd今年上学。", "\ufffd\ufffd"),
        ("lost-character", "作者王〓写了一首诗。", "〓"),
        ("odd-character", "今年⼊夏以来雨水多。", "⼊"),
        ("odd-character", "他说锟斤拷锟斤拷。", "锟斤拷锟斤拷"),
        ("private-use", "地名\ue123湾改名了。", "\ue123"),
        ("impossible-date", "演出定在2月30日举行。", "2月30日"),
        ("wrong-weekday", "集市定在2026年5月12日（星期三）开市。", "2026年5月12日（星期三"),
    ],
)
def test_what_is_wrong_in_the_text_is_found_where_it_stands(code: str, sentence: str, quoted: str) -> None:
    text = f"老渡口开出新航线\n\n{BODY}{sentence}"
    (finding,) = [finding for finding in read(text).provenance.findings if finding.code == code]
    assert text[finding.span.start : finding.span.end] == quoted
    assert finding.zh
    assert finding.en


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("unpaired", "船工说：“今年人多。"),
        ("unpaired", "新船叫《望潮，下月试航。"),
        ("unpaired", "今年人多”，船工说。"),
        ("doubled-mark", "船票两元，。老人免费。"),
        ("doubled-mark", "船票两元，，老人免费。"),
        ("truncated", "船票每张两元，老人和孩子"),
    ],
)
def test_what_is_wrong_in_a_block_is_found(code: str, sentence: str) -> None:
    findings = read(f"老渡口开出新航线\n\n{BODY}{sentence}").provenance.findings
    assert [finding.code for finding in findings] == [code]


@pytest.mark.parametrize(
    "sentence",
    [
        "船工说：“今年人多，‘坐不下’的时候也有。”",
        "要求有三：1）准点；（2）平安；三）便宜。",
        "靠岸的船分三类（甲、乙、B），都要年检。",
        "集市定在2026年5月12日（星期二）开市，2月29日另有一场。",
        "他说：“……那是1940年的事了。”——那年他才六岁。",
        "“船来了！”“快上船！”",
    ],
)
def test_what_is_right_is_no_finding(sentence: str) -> None:
    assert read(f"老渡口开出新航线\n\n{BODY}{sentence}").provenance.findings == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "候船廊在圣彼得广场（St Peter’s Square）旁，教宗（Pope Leo XVI）来过。",
        "剧社上演《5月35日》，散场后还有船。",
        "船期从2026年1\n0月19日起调整，逐日公布。",
    ],
)
def test_nor_is_what_only_looks_wrong(sentence: str) -> None:
    assert read(f"老渡口开出新航线\n\n{BODY}{sentence}").provenance.findings == ()


def test_what_a_headline_is_about_may_stand_before_a_lone_bracket() -> None:
    text = f"足球》望潮队客场取胜\n\n{BODY}\n\n足球》云岭队主场失利\n\n{BODY.replace('十二', '十五')}"
    assert "unpaired" not in {finding.code for finding in read(text).provenance.findings}


def test_a_bracket_at_which_an_article_is_cut_off_is_told_as_that_alone() -> None:
    findings = read(f"老渡口开出新航线\n\n{BODY}\n\n{BODY}船工们在新的候船廊（去年冬天").provenance.findings
    assert [finding.code for finding in findings] == ["truncated"]


def test_a_mark_is_found_where_it_stands() -> None:
    text = f"老渡口开出新航线\n\n{BODY}船票两元,,老人免费。"
    (finding,) = read(text).provenance.findings
    assert finding.code == "doubled-mark"
    assert text[finding.span.start : finding.span.end] == ",,"


def test_a_speech_of_several_paragraphs_opens_its_quotes_with_each() -> None:
    lines = ["老渡口开出新航线", f"船工说：“{BODY}", "“船票两元一张，老人和孩子免费。", "“新的候船廊明年建成。”"]
    text = "\n\n".join(lines)
    assert read(text).provenance.findings == ()
    assert read(text.replace("“", "「").replace("”", "」")).provenance.findings == ()


@pytest.mark.parametrize("path", sorted((CASES / "negative").glob("*.txt")), ids=lambda path: path.stem)
def test_clean_editions_have_nothing_to_look_at_but_their_date_and_notices_alike(path: Path) -> None:
    result = read(decode(path.read_bytes(), path.stem).text)
    notices = [article for article in result.edition.articles if article.kind is ArticleKind.NOTICE]
    alike = {span for article in notices for block in article.blocks for span in block.source}
    told = [f for f in result.provenance.findings if f.code != "similar" or f.span not in alike]
    assert {finding.code for finding in told} <= {"date-unproved"}


def test_of_one_code_so_many_are_told_as_a_person_can_look_through() -> None:
    findings = read(f"老渡口开出新航线\n\n{BODY}" + "\ufffd船" * (MOST + 7)).provenance.findings
    lost = [finding for finding in findings if finding.code == "lost-character"]
    assert len(lost) == MOST
    assert "另有 7 处" in lost[-1].zh
    assert "7 more" in lost[-1].en


def test_every_finder_is_named_once_and_its_codes_have_a_name() -> None:
    assert len(FINDERS) == len(set(FINDERS))
    text = "老渡口\ufffd〓⼊\ue000开出2月30日，，“新航线。（下转第9版）\n\n第4版\n\n" + BODY
    codes = {finding.code for finding in read(source_of(text).text).provenance.findings}
    assert len(codes) >= 6
    assert codes <= set(CODES)


def test_a_break_that_leaves_half_a_word_is_told_and_nothing_made_up_for_it() -> None:
    left, right = f"{BODY}老人们坐在缆", "。他们说，这里的风和从前一样。"
    result = read(f"老渡口开出新航线\n\n{left}\n\n{right}")
    (finding,) = [finding for finding in result.provenance.findings if finding.code == "text-lost"]
    assert finding.span in result.provenance.joins
    assert left + right in {block.text for block in result.edition.blocks()}


def test_a_whole_word_over_a_break_is_no_loss() -> None:
    result = read(f"老渡口开出新航线\n\n{BODY}老人们坐在长椅上，说这里的风景和从\n\n前一样好看，船也还是那几条船。")
    assert result.provenance.joins
    assert not [finding for finding in result.provenance.findings if finding.code == "text-lost"]


def test_a_hyphen_that_may_be_only_the_lines_is_told_unless_the_word_stands_elsewhere() -> None:
    def told(text: str) -> list[str]:
        findings = read(f"老渡口开出新航线\n\n{BODY}{text}").provenance.findings
        return [finding.en for finding in findings if finding.code == "hyphen-at-break"]

    assert "harbour-master" in told("船长（harbour-\nmaster）来了。")[0]
    assert told("船长（harbour-\nmaster）来了，harbour-master又走了。") == []
    assert told("船长（harbour-\nmaster）来了，harbourmaster又走了。") == []


def test_two_hyphens_between_han_are_told_and_stay() -> None:
    result = read(f"老渡口开出新航线\n\n{BODY}东岸--西岸的船来了。")
    assert "东岸--西岸" in "".join(block.text for block in result.edition.blocks())
    assert "unsure-dash" in {finding.code for finding in result.provenance.findings}
