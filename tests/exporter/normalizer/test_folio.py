"""Mastheads, folio lines and page marks: which lines they are, and what they prove."""

from __future__ import annotations

import datetime

import pytest

from exporter.masthead import Masthead
from exporter.normalizer.claims import put_on
from exporter.normalizer.folio import read_folio
from exporter.normalizer.pages import join_pages
from exporter.normalizer.passes import Normalization, normalize
from tests.exporter.normalizer.texts import read

DAY = datetime.date(2026, 5, 12)
ARTICLE = "老渡口开出新航线\n\n本报讯 入夏以来，青石湾的老渡口每天开出十二班船，往返两岸的人比去年多了三成。"
HEAD = [
    "明溪日报",
    "MINGXI DAILY",
    "2026年5月12日 星期二",
    "农历丙午年三月廿六 第10286期",
    "国内统一连续出版物号 CN 31-0099",
    "今日8版",
]


@pytest.mark.parametrize(
    ("line", "page", "section"),
    [
        ("第05版：评论", "05", "评论"),
        ("第 5 版 国际新闻", "5", "国际新闻"),
        ("A3 版", "A3", ""),
        ("T02版 · 专题", "T02", "专题"),
        ("第三版", "3", ""),
        ("头版", "1", ""),
        ("05 要闻", "05", "要闻"),
        ("要闻 A05", "A05", "要闻"),
        ("2026年5月12日 星期二 第3版", "3", ""),
        ("2026年5月12日 星期二 03版 要闻 责编：林一舟", "03", "要闻"),
        ("2026年5月12日 明溪日报 社会 | 05", "05", "社会"),
        ("2026-05-12 明溪晚报 A03版", "A03", ""),
    ],
)
def test_page_marks_of_many_forms_are_read(line: str, page: str, section: str) -> None:
    folio = read_folio(line)
    assert (folio.proves, folio.page, folio.section) == (True, page, section)


@pytest.mark.parametrize(
    "line",
    [
        "2026年5月12日",
        "明溪日报",
        "第10286期",
        "3版权威发布",
        "第3版本周见报",
        "5月12日，老渡口开航",
        "05 新航线",
        "第三版修订方案公布",
        "2026年5月12日 老渡口开出新航线",
        "据明溪日报2026年5月12日报道",
        "（相关报道见第六版）",
        "（全文见3版）",
    ],
)
def test_a_line_that_says_more_or_less_is_no_mark(line: str) -> None:
    assert not read_folio(line).proves


def proved(result: Normalization) -> tuple[str, datetime.date | None, str]:
    return result.edition.title, result.edition.date, result.edition.number


def codes(result: Normalization) -> list[str]:
    return [finding.code for finding in result.provenance.findings]


def test_a_masthead_proves_title_date_and_number() -> None:
    result = read("\n".join([*HEAD, "", ARTICLE]))
    assert proved(result) == ("明溪日报", DAY, "10286")
    assert [block.text for block in result.edition.furniture] == HEAD
    assert [article.headline for article in result.edition.articles] == ["老渡口开出新航线"]
    assert codes(result) == []


def test_a_title_that_no_masthead_stands_by_is_a_headline() -> None:
    result = read("明溪日报\n\n" + ARTICLE)
    assert result.edition.furniture == ()
    assert proved(result) == ("", None, "")


def test_a_pages_number_alone_is_a_mark_only_where_the_text_begins_with_one() -> None:
    summary = read(f"第01版：要闻\n\n{ARTICLE}\n\n导读\n\n山里的书屋亮着灯\n\n第九版\n\n夜市添了读书角\n\n第七版")
    assert [block.text for block in summary.edition.furniture] == ["第01版：要闻"]
    numbered = read(f"第一版\n\n{ARTICLE}\n\n第二版\n\n{ARTICLE.replace('渡口', '码头')}")
    assert [article.page for article in numbered.edition.articles] == ["1", "2"]


def test_a_date_against_its_weekday_is_doubted() -> None:
    result = read("2026年5月12日 星期三 第3版\n\n" + ARTICLE)
    assert result.edition.date is None
    assert "masthead-doubtful" in codes(result)


def test_two_dates_prove_neither_and_one_stale_line_among_many_nothing_else() -> None:
    lines = ["2026年5月12日 星期二 第{}版", "2026年5月11日 星期一 第9版"]
    two = read(f"{lines[0].format(1)}\n\n{ARTICLE}\n\n{lines[1]}\n\n{ARTICLE}")
    assert two.edition.date is None
    assert codes(two).count("masthead-doubtful") == 2
    files = [(f"{n}.txt", f"{lines[0].format(n)}\n{ARTICLE}{n}".encode()) for n in range(1, 5)]
    many = normalize(join_pages([*files, ("9.txt", f"{lines[1]}\n{ARTICLE}".encode())], "x"))
    assert many.edition.date == DAY
    assert codes(many).count("masthead-doubtful") == 1


def test_what_a_person_gives_goes_before_what_the_text_proves() -> None:
    result = read("\n".join([*HEAD, "", ARTICLE]))
    given = Masthead(date=datetime.date(2026, 5, 13), number="第10286期")
    edition, provenance = put_on(given, result.edition, result.provenance)
    assert (edition.title, edition.date, edition.number) == ("明溪日报", given.date, "第10286期")
    assert [finding.code for finding in provenance.findings] == ["masthead-differs"]
    assert put_on(given, edition, provenance) == (edition, provenance)


def test_where_no_day_is_proved_a_finding_says_what_it_might_be_until_a_person_gives_one() -> None:
    result = read("老渡口开出新航线\n\n本报临江5月11日电 入夏以来，青石湾的老渡口每天开出十二班船。")
    (finding,) = result.provenance.findings
    assert finding.code == "date-unproved"
    assert "5月11日" in finding.zh
    _, provenance = put_on(Masthead(date=DAY), result.edition, result.provenance)
    assert provenance.findings == ()


@pytest.mark.parametrize("name", ["2026-05-12-03.txt", "20260512_03.txt", "明溪日报2026年5月12日第3版.txt"])
def test_a_day_in_a_files_name_is_a_hint(name: str) -> None:
    result = normalize(join_pages([(name, ARTICLE.encode())], "pages"))
    assert result.edition.date is None
    (finding,) = result.provenance.findings
    assert "2026-05-12" in finding.en


def test_a_traditional_masthead_is_printed_as_it_stands() -> None:
    result = read(
        "明溪日報 2026年5月12日 星期二 第03版 評論\n\n" + "這個週末，臨江的夜市擺出了書架，來往的人都會說好。" * 3
    )
    assert proved(result) == ("明溪日報", DAY, "")
    assert [(article.page, article.section) for article in result.edition.articles] == [("03", "評論")]
