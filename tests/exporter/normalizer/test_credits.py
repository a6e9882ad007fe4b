"""Credits on lines of their own, in the forms of many papers."""

from __future__ import annotations

import pytest

from exporter.edition import Role
from exporter.normalizer.credits import ends_credited, is_credit, is_signed
from tests.exporter.normalizer.texts import read

CREDITS = [
    "江城日报记者 林一舟 江城日报通讯员 何 雨",
    "江城早报全媒体记者 林一舟",
    "文/晚报记者 林一舟 图/晚报记者 何雨",
    "文/图 江城晚报记者 林一舟",
    "■本报记者 林一舟 何雨 文/摄",
    "实习生 林一舟",
    "文 | 林一舟",
    "撰文/林一舟 摄影/何雨",
    "作者：林一舟",
    "文：一苇",
    "记者／林一舟",
    "【记者林一舟临川报道】",
    "明溪日报·明溪网记者 林一舟",
    "江城青年报记者 林一舟 来源：江城青年报",
    "编译：林一舟",
    "林一舟/文",
    "林一舟 何雨 整理",
    "本报记者 林一舟/文 何雨/图",
    "本报记者 林一舟 发自临川",
    "作者 安娜·彼得",
    "作者：江城在线记者 林一舟",
    "作者：江城人物周刊 林一舟",
    "作者：林一舟、何雨",
    "《江城周刊》特约撰稿 林一舟",
    "本刊记者/林一舟（发自临川）",
    "江经记者 林一舟 江经编辑 何雨",
    "【林一舟／临川报导】",
    "报导‧摄影/林一舟",
    "编辑｜林一舟",
    "撰文|林一舟编辑|何雨",
    "记者｜林一舟 编辑｜何雨",
    "文 | 读者：一苇",
    "口述：林一舟 整理：何雨",
    "来源：临川新闻",
    "一苇（专栏作家）",
    "报导．摄影╱仲一舟",
    "【撰文：临川渡轮学会】",
    "体育中心／综合报导",
]


@pytest.mark.parametrize("line", CREDITS)
def test_a_line_of_names_and_of_what_they_did_is_a_credit(line: str) -> None:
    assert is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "本报记者 林一舟 摄",
        "本报记者 林一舟摄",
        "图/何雨",
        "（本报记者林一舟、何雨）",
        "林一舟。 本报记者 何雨摄",
        "文明实践",
        "文 明",
        "文旅融合",
        "策划 统筹",
        "综合报道",
        "整理房间",
        "记者手记",
        "在临川与江城记者谈话",
        "记者从会上获悉",
        "作者：系临川大学教授",
        "一线采写 张榜",
        "文/图 青石湾",
        "编辑：林一舟",
        "临川报道",
        "渡口 临川报道",
        "一苇（作家）谈渡口",
        "林一舟 何雨",
    ],
)
def test_a_line_that_says_more_or_less_is_none(line: str) -> None:
    assert not is_credit(line)


@pytest.mark.parametrize("line", CREDITS)
def test_what_stands_above_a_credit_is_the_headline_of_an_article(line: str) -> None:
    text = "青石湾的老渡口每天开出十二班船，往返两岸的人比去年多了三成。市交通局打算再添两个停靠点，把蓼溪也连进来。"
    other = "每到傍晚，云岭小学的书屋就亮起灯来。书屋是去年冬天由村民和老师一起动手建成的，夜里八点熄灯。"
    page = f"山里的书屋亮着灯\n本报记者 何 雨\n　　{other}\n老渡口开出新航线\n{line}\n　　{text}\n"
    articles = read(page).edition.articles
    assert [article.headline for article in articles] == ["山里的书屋亮着灯", "老渡口开出新航线"]
    assert [block.role for block in articles[1].blocks[:2]] == [Role.HEADLINE, Role.BYLINE]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("船只要十五分钟，“比绕道快得多。”报导．摄影╱林一舟", True),
        ("船只要十五分钟。文：何雨", True),
        ("船只要十五分钟。何雨说", False),
        ("报导．摄影╱林一舟", False),
    ],
)
def test_a_text_may_end_with_its_credit(text: str, ends: bool) -> None:
    assert ends_credited(text) is ends


@pytest.mark.parametrize(
    ("paragraph", "signed"),
    [
        ("九件小事已经办成。 本报记者 林一舟", True),
        ("船没有来，老人还在等。林一舟", True),
        ("“船没有来，再等等。”林一舟", False),
        ("船没有来，老人还在等。他们", False),
    ],
)
def test_a_paragraph_may_end_with_who_wrote_it(paragraph: str, signed: bool) -> None:
    assert is_signed(paragraph) is signed
