"""Notices: who gives notice, and when, is their signature."""

from __future__ import annotations

from exporter.edition import ArticleKind, Role
from tests.exporter.normalizer.texts import read

NEWS = "老渡口开出新航线\n本报记者 林一舟\n青石湾的老渡口每天开出十二班船，往返两岸的人比去年多了三成。\n"
BODY = "经股东会决议，注册资本由500万元减至100万元，请债权人自公告之日起45日内申报债权。"


def test_the_name_and_the_day_at_a_notices_end_are_its_signature() -> None:
    end = ["联系人：何某甲 电话：0000-12345678", "临川县老渡口航运有限公司", "2026年5月12日"]
    text = NEWS + "\n".join(["减资公告", BODY, *end, "停电通知", "5月14日蓼溪村停电检修。", "临川县供电公司"]) + "\n"
    news, notice, power = read(text).edition.articles
    assert [a.kind for a in (news, notice, power)] == [ArticleKind.NEWS, ArticleKind.NOTICE, ArticleKind.NOTICE]
    assert [(block.role, block.text) for block in notice.blocks] == [
        (Role.HEADLINE, "减资公告"),
        (Role.PARAGRAPH, BODY),
        (Role.PARAGRAPH, end[0]),
        (Role.SIGNATURE, end[1]),
        (Role.SIGNATURE, end[2]),
    ]
    assert [block.role for block in power.blocks] == [Role.HEADLINE, Role.PARAGRAPH, Role.SIGNATURE]


def test_a_notice_that_names_nobody_at_its_end_has_no_signature() -> None:
    text = NEWS + "遗失声明\n何某甲遗失临川县建设局收据一张，号码0012345，声明作废。\n"
    notice = read(text).edition.articles[1]
    assert [block.role for block in notice.blocks] == [Role.HEADLINE, Role.PARAGRAPH]


def test_in_a_report_a_day_or_a_name_on_a_line_stays_what_it_is_read_as() -> None:
    roles = {
        block.role for block in read(NEWS + "临川县老渡口航运有限公司\n2026年5月12日\n").edition.articles[0].blocks
    }
    assert Role.SIGNATURE not in roles
