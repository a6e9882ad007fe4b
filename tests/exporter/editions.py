"""Invented editions, bound by hand: no paper, person or place in them exists.

`EDITIONS` maps a name to an edition; the spans of each count in `source_of(edition)`, the text it would have come from.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from exporter.edition import Article, ArticleKind, Block, Dateline, Edition, Role, Source, SourceSpan

TITLE = "临江晚报"
DATE = datetime.date(2031, 5, 18)
NUMBER = "8642"


@dataclass(frozen=True)
class Draft:
    """An article before it has a place in a source: its lines, each with a role."""

    lines: tuple[tuple[Role, str], ...]
    kind: ArticleKind = ArticleKind.NEWS
    dateline: Dateline | None = None
    truncated: bool = False
    page: str = ""
    section: str = ""
    keywords: tuple[str, ...] = ()


def bind(drafts: Iterable[Draft], furniture: Iterable[tuple[Role, str]] = (), **masthead: Any) -> Edition:
    """Return the edition of these articles and then this furniture, one block a line in the source.

    `masthead` gives title, date, number or language where they are not those of the Linjiang paper.
    """
    position = 0
    lines: list[str] = []

    def block(role: Role, text: str) -> Block:
        nonlocal position
        span = SourceSpan(position, position + len(text))
        position = span.end + 1
        lines.append(text)
        return Block(role, text, (span,))

    articles = tuple(
        Article(
            kind=draft.kind,
            blocks=tuple(block(role, text) for role, text in draft.lines),
            dateline=draft.dateline,
            truncated=draft.truncated,
            page=draft.page,
            section=draft.section,
            keywords=draft.keywords,
        )
        for draft in drafts
    )
    marks = tuple(block(role, text) for role, text in furniture)
    data = "\n".join(lines).encode("utf-8", "surrogatepass")
    source = Source("linjiang-2031-05-18", "utf-8", position - 1, hashlib.sha256(data).hexdigest())
    return Edition(articles, source, marks, **{"title": TITLE, "date": DATE, "number": NUMBER, **masthead})


def source_of(edition: Edition) -> str:
    """Return the source text that `bind` thought of."""
    return "\n".join(block.text for block in sorted(edition.blocks(), key=lambda block: block.source[0]))


LEAD = Draft(
    (
        (Role.KICKER, "全长14.6公里 设站11座"),
        (Role.HEADLINE, "跨江轻轨今晨首发 两岸通勤缩短至二十分钟"),
        (Role.SUBTITLE, "首末班车时间、票价与换乘办法公布"),
        (Role.BYLINE, "本报记者 顾望舒 通讯员 齐远帆"),
        (
            Role.PARAGRAPH,
            "本报讯 5月17日清晨6时，第一列跨江轻轨从石桥渡站驶出，沿江堤缓缓提速，在晨雾里越过了临江大桥。"
            "车厢里坐着赶早市的菜农、背书包的学生，也有特意起早来“尝鲜”的老人。",
        ),
        (
            Role.PARAGRAPH,
            "这条线路全长14.6公里，设站11座，平均站距1.4公里，设计时速80公里。首期投用列车12列，每列4节编组，"
            "日均客流预计为1.6万人次，占过江公交客流的29.70%。",
        ),
        (Role.SUBHEAD, "票价两元起 换乘不出站"),
        (
            Role.PARAGRAPH,
            "市轨道交通公司运营部经理麦清和介绍，票价实行分段计程，起步价2元，全程5元。乘客在石桥渡、东麓两站换乘地铁，"
            "不必出站；换乘时间控制在4分钟以内。“我们把闸机从站厅外移到了通道口，”他说，“少走一段路，就少淋一段雨。”",
        ),
        (Role.SUBHEAD, "三处工地 一千多个日夜"),
        (
            Role.PARAGRAPH,
            "建设者用了一千一百余天。最难的一段在江心：水深流急，桥墩只能在枯水期施工。项目总工程师晏致远记得，"
            "2029年冬天，他们在甲板上过了两个元宵节。",
        ),
        (Role.CAPTION, "5月17日，首列跨江轻轨驶过临江大桥。本报记者 林知白 摄"),
    ),
    dateline=Dateline("", "", "5月17日"),
    page="01",
    section="要闻",
    keywords=("轻轨", "换乘", "票价"),
)
BRIEF = Draft(
    (
        (Role.HEADLINE, "云港开通首条冷链专列"),
        (Role.DATELINE, "江河社云港5月16日电"),
        (
            Role.PARAGRAPH,
            "记者从云港物流园获悉，首条通往内陆的冷链专列16日开行。专列载有鲜果和水产共640吨，全程31小时，较公路运输省时近半。",
        ),
        (Role.PARAGRAPH, "园区负责人表示，年内计划开行52列。"),
    ),
    dateline=Dateline("江河社", "云港", "5月16日"),
    page="01",
    section="要闻",
)
COMMENT = Draft(
    (
        (Role.KICKER, "短评"),
        (Role.HEADLINE, "把方便做在细处"),
        (Role.BYLINE, "闻一帆"),
        (
            Role.PARAGRAPH,
            "一条线路好不好，不只看跑得快不快，更看换乘的人走了多少路。把闸机挪几十米，不是大工程，却是用心的工程。",
        ),
        (Role.PARAGRAPH, "城市治理的功夫，多半在这样的细处……愿这份细致，也能用在每一个站台、每一条巷子里。"),
    ),
    page="02",
    section="评论",
)
HEADLESS = Draft(
    ((Role.PARAGRAPH, "另据气象台消息，未来三天我市以多云为主，气温21℃～28℃，偏南风2到3级，适宜出行。"),),
    page="02",
    section="评论",
)
TRUNCATED = Draft(
    (
        (Role.HEADLINE, "老码头边的修表铺"),
        (Role.BYLINE, "本报记者 岑小满"),
        (
            Role.PARAGRAPH,
            "修表铺只有七平方米，柜台上摆着三只座钟。铺主乔守时今年七十一岁，修了五十二年的表，"
            "手里那把镊子已经磨得发亮，",
        ),
    ),
    truncated=True,
    page="03",
    section="人间",
)
PHOTO = Draft(
    (
        (Role.HEADLINE, "荷塘新绿"),
        (Role.CAPTION, "5月15日，市民在南湖公园观荷。南湖今年补植荷花三百余亩，花期将持续至八月。程野渡 摄"),
    ),
    kind=ArticleKind.PHOTO_NEWS,
    page="03",
    section="人间",
)
NOTICE = Draft(
    (
        (Role.HEADLINE, "遗失声明"),
        (Role.PARAGRAPH, "临江市望江路小学遗失财务专用章一枚，编号3501990012345，自即日起声明作废。"),
        (Role.PARAGRAPH, "此前以该印章签署的文件，请于30日内持原件到校核对，逾期不再受理。"),
        (Role.SIGNATURE, "声明人：临江市望江路小学"),
        (Role.SIGNATURE, "2031年5月18日"),
    ),
    kind=ArticleKind.NOTICE,
    page="04",
)
MARKS = (
    (Role.PAGE_MARK, "01 要闻"),
    (Role.PAGE_MARK, "02 评论"),
    (Role.SECTION_MARK, "□专题"),
    (Role.JUMP_LINE, "（下转第03版）"),
)

ORDINARY = bind([LEAD, BRIEF, COMMENT, HEADLESS, TRUNCATED, PHOTO, NOTICE], MARKS)

MARKUP = bind(
    [
        Draft(
            (
                (Role.KICKER, "{{ 7 * 7 }} {% raw %} {# 不是注释 #}"),
                (Role.HEADLINE, '<script>alert("1")</script> & 价格<5元 "引号" \'单引号\' &amp; ]]>'),
                (Role.SUBTITLE, "</h1><!-- 注释 --> <![CDATA[ ?> %} }}"),
                (Role.BYLINE, "O'Neil & <b>伙伴</b>"),
                (Role.PARAGRAPH, "甲&乙公司的股价跌了<10%；&nbsp;不是空格，&#0;也不是；<br/>不换行。"),
                (Role.SUBHEAD, "{{ article.blocks }}"),
                (Role.CAPTION, '<img src="https://example.org/x.png" onerror="x()">'),
                (Role.SIGNATURE, "<!DOCTYPE html>&声明人"),
            ),
            dateline=Dateline("<社>", '"地"&', "6月<6>日"),
            page='<0&1">',
            section="</li>&{{ x }}",
        )
    ],
    title='<i>临江</i> & "晚报"',
    number='<"&8642>',
)
RARE = bind(
    [
        Draft(
            (
                (Role.HEADLINE, "𠮷野家𠀋次郎与𪚥龘𱁬"),
                (Role.BYLINE, "记者 𬎆小满"),
                (
                    Role.PARAGRAPH,
                    "生僻字：𠮷、𡈽、𣘺、𤭢、㐂、䶮、𰻝𰻝面；组合：e\u0301、葛\U000e0100；表情：👨\u200d👩\u200d👧；"
                    "方向：\u200f\u05e2\u05d1\u200e；零宽：甲\u200b乙\u2060丙。",
                ),
                (Role.PARAGRAPH, "私用区：\ue000；兼容：㎡ ㈱ ﹏ ︰；上标：10⁻³；几何：●◆□；全角：ＡＢＣ１２３。"),
            ),
            section="𠮷",
        )
    ],
    title="𠮷祥日報",
    language="zh-Hant",
)
SINGLE = bind([BRIEF])
UNDATED = bind([HEADLESS], title="", date=None, number="")
MANY = bind(
    [
        Draft(
            (
                (Role.HEADLINE, f"第{number}条短讯：街角又开了一家书店"),
                (Role.PARAGRAPH, f"第{number}家书店开在槐树街口，店主说，不图热闹，只图有人坐下来读几页。"),
            ),
            page=f"{number // 10 + 1:02}",
            section=("要闻", "民生", "文化", "")[number // 10 % 4],
        )
        for number in range(120)
    ]
)
EDITIONS = {
    "ordinary": ORDINARY,
    "markup": MARKUP,
    "rare": RARE,
    "single": SINGLE,
    "undated": UNDATED,
    "many": MANY,
}
