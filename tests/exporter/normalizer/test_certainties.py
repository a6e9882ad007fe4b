"""What is joined before anything is weighed: one broken paragraph beyond doubt, and what only looks like one."""

from __future__ import annotations

import pytest

from exporter.edition import Role
from exporter.normalizer.certainties import options
from exporter.normalizer.evidence import Evidence
from exporter.normalizer.grammar import STATES, State
from exporter.normalizer.passage import Passage
from exporter.normalizer.roles import join_certain, read_marks

ABOVE = "渡口的早市六点开张。卖菜的、卖鱼的都把担子搁在石阶上。"


def joined(*lines: str) -> list[str]:
    """Return the passages that are left of these."""
    starts = [sum(map(len, lines[:k])) + k for k in range(len(lines))]
    passages = [Passage(line, ((at, at + len(line)),)) for at, line in zip(starts, lines, strict=True)]
    return [passage.text for passage in join_certain(read_marks(passages))]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "这一年里村里修了码头，添了两条渡船，还把上山的石板路重新铺过，",
            "老人们去镇上看病不必再绕远。",
            id="over a comma",
        ),
        pytest.param(
            "老林在这条河上撑了四十年船。他说起从前的水位、雾天的钟声和江心的",
            "沙洲，像说自家的院子。如今船换成铁壳的，他还在船上。",
            id="inside a sentence",
        ),
        pytest.param(
            "本报临川6月6日电 （记者林一舟）渡口的夏季航班今天开航。今年前五个月，往返两岸的",
            "旅客比去年同期多出三成。",
            id="in the lead",
        ),
        pytest.param("老林把船靠在石阶边上。 本报", "记者 林一舟摄", id="before a caption's credit"),
        pytest.param("今年上半年渡口的客运量同比增长1", "8.2%，其中外地游客占三成。", id="inside a number"),
        pytest.param("渡轮公司的航线通到上游的明溪、临川", "等6个码头，明年还要再加两个。", id="inside a list"),
        pytest.param("渡口管理所值班室主任", "介绍，夏季每天加开两班。", id="before what somebody says"),
        pytest.param(
            "雾散了以后，",
            "第一班船才离开码头。对岸的人已经等了半个多时辰，谁也没有走。",
            id="over a comma of a short line",
        ),
    ],
)
def test_what_stops_in_mid_sentence_goes_on(before: str, after: str) -> None:
    assert joined(ABOVE, before, after) == [ABOVE, before + after]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param((ABOVE, "江上船声近，", "灯前夜雨凉。"), id="verse"),
        pytest.param(
            ("渡口的四十年", "船是渡人的。撑船的人先要渡过自己，才能在雾里听见对岸", "天还没有亮，老林就起来了。"),
            id="a quote above the text",
        ),
        pytest.param(
            (ABOVE, "渡口昨天表彰了十名船工。（名单另发）", "这是第三次表彰。船工们都到了。"), id="a note in brackets"
        ),
        pytest.param(
            (ABOVE, "渡船靠岸，老人们先下船，孩子们在后面排着队。临川旧影", "渡口昨天表彰了十名船工。"), id="a source"
        ),
        pytest.param((ABOVE, "他说：“船还在。”老林笑", "渡口改造明天开工"), id="a headline"),
        pytest.param((ABOVE, "收船时他又看了一眼，从石阶上下来的", "孩子们在渡口等船。林一舟摄"), id="a caption"),
        pytest.param((ABOVE, "渡轮联队主场2比1", "5月8日晚，联队在临川迎来本季最后一战。"), id="a result above a day"),
        pytest.param((ABOVE, "渡口的新班次", "个子最高的船工姓林。他撑了四十年船。"), id="a subhead"),
    ],
)
def test_what_only_looks_broken_stays_apart(lines: tuple[str, ...]) -> None:
    assert joined(*lines) == [*lines]


def evidence_of(*lines: str) -> Evidence:
    """Return what speaks for the roles of these lines."""
    return Evidence(read_marks([Passage(line, ((i, i + 1),)) for i, line in enumerate(lines)]))


def possible(*lines: str) -> list[set[Role]]:
    """Return the roles that each of these lines can have."""
    evidence = evidence_of(*lines)
    return [{STATES[place].role for place in options(evidence, i)} for i in range(len(evidence.passages))]


def test_a_line_that_begins_with_a_dash_is_no_headline() -> None:
    dash, framed = possible("渡口旧事", "——写在渡口改造之前", ABOVE, "——一位船工的四十年——", "渡口旧事", ABOVE)[1:4:2]
    assert Role.HEADLINE not in dash | framed
    assert {Role.SUBTITLE, Role.PARAGRAPH} <= dash
    assert Role.PARAGRAPH not in framed


def test_a_credit_is_a_caption_only_near_a_picture() -> None:
    assert possible("渡口旧事", "本报记者 何 帆", ABOVE)[1] == {Role.BYLINE, Role.PARAGRAPH}
    assert Role.CAPTION in possible("渡口旧事", "本报记者 何 帆", "图为渡口的早市。 林一舟摄", ABOVE)[1]


@pytest.mark.parametrize("line", ["【清晨六时 头班船】", "（二〇三一年五月十八日）"])
def test_a_line_in_brackets_is_no_headline(line: str) -> None:
    assert not {Role.HEADLINE, Role.KICKER} & possible("渡口旧事", ABOVE, line, ABOVE)[2]


def test_a_line_of_two_phrases_over_another_one_is_no_kicker() -> None:
    deck, below = "老渡口重开 两岸往返省半小时", "试营运三个月 票价不变"
    assert Role.KICKER not in possible(deck, below, ABOVE)[0]
    assert Role.KICKER in possible("老渡口重开了", below, ABOVE)[0]
    led = [f"【临川专讯】{ABOVE}", "早市开张", f"【临川专讯】{ABOVE}", "夜航加班", f"【临川专讯】{ABOVE}"]
    assert Role.KICKER not in possible(deck, "票价维持不变", *led)[0]


def test_a_line_with_figures_or_quotes_is_no_credit() -> None:
    assert Role.BYLINE not in possible("渡口旧事", "省下30分钟路程", ABOVE)[1]
    assert Role.BYLINE in possible("渡口旧事", "临川渡轮学会", ABOVE)[1]


def test_a_paper_that_opens_reports_with_lead_words_has_none_without() -> None:
    led = f"【临川专讯】{ABOVE}"
    page: tuple[str, ...] = ("老渡口下月重开", led, "票价不变", ABOVE, "青石湾早市开张", led, "夜航加班到天明", led)
    page += ("船工旧事", "何 雨", ABOVE, "江城渡轮公司改换标志", ABOVE)
    starts = [
        {STATES[place].role for place in options(evidence_of(*page), i) if STATES[place].starts} for i in (2, 4, 8, 11)
    ]
    assert not starts[0]
    assert all(Role.HEADLINE in roles for roles in starts[1:])


def test_how_a_letter_addresses_its_readers_is_no_head() -> None:
    letter = possible("渡口旧事", ABOVE, "致两岸居民的一封信", "亲爱的乡亲们：", ABOVE)
    assert letter[2:4] == [{Role.HEADLINE}, {Role.PARAGRAPH}]


def test_a_commentary_has_a_headline_of_its_own() -> None:
    assert possible("渡口旧事", ABOVE, "临川时评：渡口该不该收费", ABOVE)[2] == {Role.HEADLINE}
    assert Role.SUBHEAD in possible("渡口旧事", ABOVE, "渡口该不该收费", ABOVE)[2]


def test_a_head_in_a_series_begins_no_article() -> None:
    lines = ("船票", ABOVE, "案例一：船票", ABOVE, "案例二：船期", ABOVE, "案例四：早市", ABOVE)
    evidence = evidence_of(*lines)
    starts = [{STATES[place].starts for place in options(evidence, i)} for i in (2, 4, 6)]
    assert starts == [{False}, {False}, {True, False}]


def test_a_summary_below_a_head_is_its_own() -> None:
    assert possible("渡口重开", "导读", ABOVE, "导读", ABOVE)[1:4:2] == [{Role.SUBHEAD}, {Role.HEADLINE}]


def test_where_headlines_are_of_two_phrases_with_a_subtitle_all_are() -> None:
    decks = [
        line
        for head in ("老渡口重开 往返省半小时", "青石早市开张 菜农进城卖菜", "渡轮公司换标 市民都说好看")
        for line in (head, "试行三个月", ABOVE)
    ]
    roles = possible(*decks, "渔港食堂搬家 老顾客寻上门", "味道没有变", ABOVE, "灶台照旧", ABOVE)
    assert roles[9] == {Role.HEADLINE}
    assert roles[10] == {Role.SUBTITLE}
    assert Role.KICKER not in roles[12]
    assert Role.KICKER in possible("渔港食堂搬家 老顾客寻上门", "味道没有变", ABOVE)[0]
    assert Role.SUBHEAD in possible("老渡口的四十年", "何 雨", ABOVE, *decks)[3]


def test_a_line_whose_quote_nobody_closes_is_no_head() -> None:
    assert possible("渡口旧事", ABOVE, "“早到码头、慢慢上船、坐", "夜航加班", ABOVE)[2] == {Role.PARAGRAPH}
    assert Role.HEADLINE in possible("“早到码头", "慢慢上船”", ABOVE)[0]


LED = f"本报讯 {ABOVE}"


@pytest.mark.parametrize(
    ("lines", "place", "settled"),
    [
        pytest.param(("渡口旧事", ABOVE, "夜航加班", LED), 3, State(Role.PARAGRAPH), id="lead words below a head"),
        pytest.param(("渡口旧事", ABOVE), 0, State(Role.HEADLINE, starts=True), id="alone above the first text"),
        pytest.param(
            ("渡口旧事", ABOVE, "□要闻", "夜航加班", ABOVE), 3, State(Role.HEADLINE, starts=True), id="below a section"
        ),
        pytest.param(
            ("渡口旧事", ABOVE, "图为渡口的早市。 林一舟摄", "夜航加班", LED),
            3,
            State(Role.HEADLINE, starts=True),
            id="between a caption and lead words",
        ),
        pytest.param(
            ("渡口旧事", ABOVE, "夜航加班到天明（江上人家）", "何 雨", ABOVE),
            2,
            State(Role.HEADLINE, starts=True),
            id="with its column's name above a name",
        ),
        pytest.param(("夜航加班到天明（江上人家）", "何 雨", ABOVE), 1, State(Role.BYLINE), id="a name below that"),
        pytest.param(
            ("渡口旧事", "——写在改造之前", "本报记者 何 帆", ABOVE), 1, State(Role.SUBTITLE), id="a dash above a credit"
        ),
        pytest.param(
            ("渡口旧事", ABOVE, "简讯", "夜航加班", ABOVE), 3, State(Role.SUBHEAD), id="below short items' head"
        ),
    ],
)
def test_what_stands_around_a_passage_settles_what_it_is(lines: tuple[str, ...], place: int, settled: State) -> None:
    evidence = evidence_of(*lines)
    assert [STATES[k] for k in options(evidence, place)] == [settled]
    left_open = options(evidence, place, settle=False)
    assert len(left_open) > 1
    assert settled in [STATES[k] for k in left_open]


def test_a_head_among_texts_is_not_settled() -> None:
    assert len(possible("渡口旧事", ABOVE, "夜航加班", ABOVE)[2]) > 2
    assert len(possible("渡口旧事", "夜航加班", ABOVE)[0]) > 1


def goes_on(*lines: str) -> list[bool]:
    """Return whether each of these lines can go on the one before it."""
    evidence = evidence_of(*lines)
    return [any(STATES[place].joins for place in options(evidence, i)) for i in range(len(evidence.passages))]


@pytest.mark.parametrize("first", ["老渡口重开", "先看水，再看天，慢慢来……"])
def test_a_text_that_is_cut_off_does_not_go_on_in_the_head_below_it(first: str) -> None:
    cut_off = f"{ABOVE}渡口管理所说，今年还要把下游的两个"
    assert not goes_on("渡口旧事", cut_off, first, "船工学认雾里的钟", "本报记者 何 帆", ABOVE)[2]
    assert goes_on("渡口旧事", cut_off, "码头重新铺过。", "船工学认雾里的钟", "本报记者 何 帆", ABOVE)[2]
    assert goes_on("渡口旧事", f"{cut_off}“", "船工”叫来学认雾里的钟", "夜航加班", "本报记者 何 帆", ABOVE)[2]


CUT = "去年秋天，渡口管理所把两岸的"
WHOLE = "石阶都重新铺过。老人上下船不再怕滑。"


@pytest.mark.parametrize(
    ("before", "after", "can"),
    [
        pytest.param(CUT, WHOLE, True, id="a text"),
        pytest.param("渡口管理所把两岸", WHOLE, False, id="a piece shorter than a line"),
        pytest.param("夜航加班到天明（江上人家）", WHOLE, False, id="a headline with its column's name"),
        pytest.param("简讯", WHOLE, False, id="the head of short items"),
        pytest.param(CUT, LED, False, id="lead words"),
        pytest.param(CUT, "本报记者 何 帆", False, id="a credit"),
    ],
)
def test_what_can_be_a_piece_and_go_on(before: str, after: str, *, can: bool) -> None:
    assert goes_on("渡口旧事", ABOVE, before, after, ABOVE)[3] is can


def test_an_indented_line_goes_on_nothing_where_paragraphs_are_indented() -> None:
    texts = ("渡口旧事", ABOVE, CUT, WHOLE, ABOVE)
    for indented, can in ((True, False), (False, True)):
        passages = [
            Passage(t, ((i, i + 1),), indented=t == ABOVE or (t == WHOLE and indented)) for i, t in enumerate(texts)
        ]
        states = options(Evidence(read_marks(passages)), 3)
        assert any(STATES[place].joins for place in states) is can


def test_what_opens_anew_goes_on_nothing() -> None:
    assert not goes_on("渡口旧事", ABOVE, "老林说他为什么还在船上", "首先是舍不得。他撑了四十年船。", ABOVE)[3]
    assert goes_on("渡口旧事", ABOVE, "老林说他为什么还在船上", "首班船离开以后，他才回家。", ABOVE)[3]


def test_a_credit_below_a_text_that_is_cut_off_stands_below_a_headline() -> None:
    cut_off = f"{ABOVE}渡口管理所说，今年还要把下游的两个"
    assert possible("渡口旧事", cut_off, "学认雾里的钟", "本报记者 何 帆", ABOVE)[3] == {Role.BYLINE}
    assert Role.PARAGRAPH in possible("渡口旧事", ABOVE, "学认雾里的钟", "本报记者 何 帆", ABOVE)[3]
