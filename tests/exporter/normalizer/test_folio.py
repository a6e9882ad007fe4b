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
        ("A3 焦点", "A3", "焦点"),
        ("众议 Opinion A04", "A04", "众议"),
        ("经济·人物 02 责编:林一舟 版式:何雨", "02", "经济"),
        ("2026.5.12 暖流 3 责任编辑:林一舟", "3", "暖流"),
        ("明溪日报 2026年5月12日 星期二 人间灯火", "", "人间灯火"),
        ("思想 2026年5月12日 星期二 编辑 林一舟 电话 67890000", "", "思想"),
        ("2026年5月12日 星期二 第3版", "3", ""),
        ("2026年5月12日 星期二 03版 要闻 责编：林一舟", "03", "要闻"),
        ("2026年5月12日 明溪日报 社会 | 05", "05", "社会"),
        ("2026-05-12 明溪晚报 A03版", "A03", ""),
        ("B13", "B13", ""),
        ("【02】要闻", "02", "要闻"),
        ("[要闻] 02", "02", "要闻"),
        ("A03：要闻", "A03", "要闻"),
        ("第A03版：要闻 上一版 下一版", "A03", "要闻"),
        ("4 2026年5月12日 星期二 要闻", "4", "要闻"),
        ("2026年5月12日 星期二 要闻 02", "02", "要闻"),
        ("明溪早报 2026年5月12日 星期二 要闻 3", "3", "要闻"),
        ("2 综合新闻 2026年5月12日 星期二 责编 林一舟", "2", "综合新闻"),
        ("2026年5月12日 星期二 责任编辑：林一舟 何雨 4 要闻", "4", "要闻"),
        (
            "2026年5月12日 星期二 编辑/林一舟 校对/何雨 电话/（000）12345678 E-mail:a@mingxi.example 要闻 02",
            "02",
            "要闻",
        ),
        ("A8 2026年5月12日（星期二） 责任编辑：林一舟 香港新闻 MINGXI EVENING POST", "A8", "香港新闻"),
        ("国内新闻 B13", "B13", "国内新闻"),
        ("2026年5月12日 星期二 A08 责编：林一舟 美编：何 雨", "A08", ""),
        ("2026.5.12 星期二 责任编辑/林一舟 视觉设计/何雨 3版", "3", ""),
        ("第六版 责任编辑：林一舟", "6", ""),
        ("中华民国一一五年5月12日 星期二 B12 国际", "B12", "国际"),
        ("B4 港闻 青石新闻 2026年5月12日 星期二", "B4", "港闻"),
        ("2026年5月12日（二） A6 港闻", "A6", "港闻"),
        ("TUESDAY MAY 12, 2026 2026年5月12日 星期二 A1", "A1", ""),
        ("丙午年三月廿六日 2026年5月12日 A03", "A03", ""),
        ("2026年5月12日 本版编辑：林一舟 E-mail：a@mingxi.example 电话：0000-12345678 A09", "A09", ""),
    ],
)
def test_page_marks_of_many_forms_are_read(line: str, page: str, section: str) -> None:
    folio = read_folio(line)
    assert (folio.proves, folio.page, folio.section) == (True, page, section)


@pytest.mark.parametrize(
    "line",
    [
        "责编：林一舟 版式：何 雨 校对：陈思",
        "责编 林一舟 何雨 美编 陈思",
        "责任编辑／林一舟 美术编辑／何雨",
        "编辑：林一舟 邮箱：a@mingxi.example 版式：何雨",
        "第10286号（今日8版）",
        "明溪日报社出版 第10286号（今日8版）",
        "2026年5月12日 星期二 总第56期 主办：明溪县融媒体中心",
        "上一版 下一版",
        "上一篇 下一篇",
    ],
)
def test_a_line_of_who_made_the_page_or_how_to_leaf_through_it_is_a_mark(line: str) -> None:
    assert read_folio(line).proves


@pytest.mark.parametrize(
    ("line", "title", "date"),
    [
        ("明溪时讯 2026年5月12日 星期二 乡村 A6", "明溪时讯", DAY),
        ("青石周末 2026年5月12日 第4版", "青石周末", DAY),
        ("临川新闻联播 2026年5月12日", "临川新闻联播", DAY),
        ("《临川新闻联播》文字稿 2026年5月12日 星期二", "临川新闻联播", DAY),
        ("中华民国115年5月12日／星期二／政治新闻／B12", "", DAY),
        ("中华民国一〇七年五月十二日 星期六 A1", "", datetime.date(2018, 5, 12)),
    ],
)
def test_a_folio_line_tells_the_papers_name_and_day(line: str, title: str, date: datetime.date) -> None:
    folio = read_folio(line)
    assert (line[slice(*folio.title or (0, 0))], folio.date) == (title, date)


@pytest.mark.parametrize(
    "line",
    [
        "2026年5月12日",
        "2026年5月12日14",
        "时间：2026年5月12日 星期二",
        "2026年5月12日 星期二 9:00",
        "会议 2026年5月12日 星期二 30人",
        "[5] 《明溪日报》（临川），2026年5月12日。",
        "翻开下一篇章",
        "临川新闻联播主播何雨 2026年5月12日",
        "临川大学主办",
        "地点：渡口 2026年5月12日 星期二",
        "明溪日报 2026年5月12日 星期二 林一舟 摄",
        "聚焦 opinion 04",
        "2026年5月12日 星期二 渡口开航",
        "每日简报 2026年5月12日",
        "编辑：林一舟",
        "编辑 出版 发行",
        "校对：林一舟先生说 视觉",
        "设计：林一舟建筑事务所 视觉：好",
        "电话：0000-12345678 邮箱：a@mingxi.example",
        "聚焦 G20",
        "民国二十六年，老渡口通航",
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


def test_lines_of_a_head_stand_beside_one_that_proves_it() -> None:
    lines = ["突发 A08", "港闻", "2026年5月12日 星期二", "责编：林一舟 美编：何雨"]
    result = read("\n".join([*lines, ARTICLE]))
    assert [block.text for block in result.edition.furniture] == lines
    alone = read(f"突发 A08\n\n{ARTICLE}")
    assert alone.edition.furniture == ()


def test_a_name_that_is_not_known_for_a_papers_stands_in_a_masthead_that_has_a_code() -> None:
    lines = ["2026年5月12日", "星期二", "明溪通讯", "明溪通讯社出版", "国内统一刊号：CN31-0099  邮发代号：31-22"]
    result = read("\n".join([*lines, ARTICLE]))
    printed = [*lines[:-1], "国内统一刊号：CN31-0099 邮发代号：31-22"]
    assert [block.text for block in result.edition.furniture] == printed
    uncoded = read("\n".join([*lines[:4], "2026年5月12日 星期二", ARTICLE]))
    assert [block.text for block in uncoded.edition.furniture] == ["2026年5月12日 星期二"]


def test_a_folio_line_never_goes_on_in_the_line_after_it() -> None:
    text = "青石湾的老渡口每天开出十二班船，往返两岸的人比去年\n多了三成，船工说这是十年来最忙的一个夏天，新船也要下\n"
    mark = "明溪通讯 2026年5月12日 星期二 乡村新闻 第05版"
    result = read(f"　　{text}水了。\n　　{text}水了。\n{mark}\n　　{text}水了。\n")
    assert [block.text for block in result.edition.furniture] == [mark]


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
