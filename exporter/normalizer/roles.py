"""What each passage is. First what can be told from the passage alone, then heads, from what stands around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from exporter.edition import Role
from exporter.normalizer.blocks import LEAD
from exporter.normalizer.passage import HAN_CLASS, Passage

SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛"
    "佘喻裘穆勾芮尉仇麻栾尚商花卓燕冷娄封伊宫蒙宗宣桑诸戚米贝计戈谈应展保伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘"
    "景薄单包司柏宁柯阮桂闵解强柴华车冉房边净阴闫佟艾骆褚巩党满郎冀池敖晏臧郁巫艳沙丰"
    "張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許傅呂蘇盧蔣賈葉閻鐘薑範譚廖鄒陸顧孟龍錢湯賀賴龔龐蘭嚴蘆韋莊關紀車"
)
NAME = f"[{HAN_CLASS}](?: ?[{HAN_CLASS}]){{1,3}}"
REPORTER = re.compile(
    rf"^(?:[{HAN_CLASS}]{{0,12}}?(?:记者|記者|通讯员|通訊員|评论员|評論員|特派员|观察员)[:： ]?)(?!手记|观察|调查|点评|述评|连线)"
    rf"(?:[{HAN_CLASS}·]+(?: [{HAN_CLASS}·]+)*)?(?: ?(?:文/图|文/圖|摄影报道|整理|文|采访整理))?$"
)
PAGE_MARK = re.compile(r"^(?:第 ?[A-Z]?\d{1,3} ?版|[A-Z]\d{1,2} ?版|[A-Z]?\d{1,3} ?版)(?:[:：·／/ ].{0,12})?$")
SECTION_MARK = re.compile(rf"^[□■◇◆○●△▲▽▼☆★][ ]?[{HAN_CLASS}·]{{1,10}}$")
JUMP_LINE = re.compile(r"^[（(]?(?:下转|上接|紧接|轉|下轉)第? ?[A-Z\d一二三四五六七八九十]{1,4} ?版.{0,30}$")
DATELINE = re.compile(r"^[（(][^（）()]{2,40}\d{1,2}日(?:电|讯|電|訊)[^（）()]{0,30}[）)]$")
CREDIT = r"(?:摄|攝|供图|供圖|摄影报道|资料图片|资料照片|图片|提供|素描画|新华社发|影像中国)(?:[（(][^（）()]{1,12}[）)])?。?$"
CAPTION = re.compile(rf"^(?:图为|圖為|上图|下图|左图|右图|图[①-⑳一二三四五六七八九\d]|数据来源[:：])|(?:[。 ”：，]|^).{{0,28}}{CREDIT}")
SIGNATURE = re.compile(r"^(?:声明人|公告人|登报人|启事人|申请人|委托人|通告人|聲明人|啟事人|申明人)[:：].{2,40}$")
NOTICE_HEAD = re.compile(
    rf"^[{HAN_CLASS}]{{0,14}}(?:声明|公告|启事|通告|公示|讣告|聲明|啟事|訃告)(?:书)?(?:[（(].{{1,16}}[）)])?$"
)
CLOSING_NOTE = re.compile(
    r"^[（(](?:作者|本报记者|记者|本报|文字|摘编|来源|原载|执笔|整理|据|.{1,12}整理|.{1,24}参与采写|.{1,20}采访整理).*[）)]$"
    r"|^(?:版式设计|制图|责任编辑|责编|本版责编|本期统筹|本期策划|本版统筹|美编|版式|组稿|策划)[:：].{2,30}$"
)
COLUMN_MARK = re.compile(rf"[（(][{HAN_CLASS}A-Z·•、 “”0-9]{{2,24}}[）)]$")
DECK = re.compile(rf"^.{{4,}}[{HAN_CLASS}”》）％%] [{HAN_CLASS}“《（\dA-Z].{{3,}}$")
HEAD_LENGTH = 64
"""No headline's line, kicker or subhead is longer than this, in characters. Measured on 300 pages: 99 of 100 lie
below 41."""


def read_marks(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Read what can be told from a passage alone: page and section marks, credits, captions, datelines, signatures."""
    return tuple(replace(passage, role=_alone(passage.text), closes=_closes(passage.text)) for passage in passages)


def _alone(text: str) -> Role | None:
    if len(text) > 240:
        return None
    for role, pattern in (
        (Role.PAGE_MARK, PAGE_MARK),
        (Role.SECTION_MARK, SECTION_MARK),
        (Role.JUMP_LINE, JUMP_LINE),
        (Role.DATELINE, DATELINE),
        (Role.SIGNATURE, SIGNATURE),
    ):
        if pattern.match(text):
            return role
    if len(text) <= 60 and REPORTER.match(text):
        return Role.BYLINE
    if CAPTION.search(text):
        return Role.CAPTION
    return None


def _closes(text: str) -> bool:
    return len(text) <= 80 and bool(CLOSING_NOTE.match(text) or SIGNATURE.match(text) or DATELINE.match(text))


def is_name(text: str) -> bool:
    """Return whether the text can be nothing but personal names: 徐 阳; 张志锋; 刘 泉 张云河."""
    parts = re.sub(rf"(?<![{HAN_CLASS}])([{HAN_CLASS}]) ([{HAN_CLASS}])(?![{HAN_CLASS}])", r"\1\2", text).split()
    return bool(parts) and len(parts) <= 6 and all(
        re.fullmatch(f"[{HAN_CLASS}]{{2,4}}", part) and part[0] in SURNAMES for part in parts
    )


def is_head(passage: Passage) -> bool:
    """Return whether the passage, by its own form, can be a headline, kicker, subtitle or subhead."""
    text = passage.text
    if passage.role or passage.closes or len(text) > HEAD_LENGTH or "。" in text:
        return False
    core = passage.core or text
    return core[-1] not in "。；，、：;,:…" or text.endswith("——")


def read_heads(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Read heads: runs of short lines that are no sentences.

    A run begins an article where something says so: a credit among it, a dateline after it, an article cut off or
    closed before it, a column's name in brackets, a deck, a notice. Otherwise its lines are subheads.
    """
    read = list(passages)
    index = 0
    while index < len(read):
        if not (is_head(read[index]) or (index == 0 and read[index].role is Role.BYLINE)):
            if read[index].role is None:
                read[index] = replace(read[index], role=Role.PARAGRAPH)
            index += 1
            continue
        end = index
        while end < len(read) and (is_head(read[end]) or read[end].role is Role.BYLINE):
            end += 1
        read[index:end] = _read_run(read, index, end)
        index = end
    return tuple(read)


def _read_run(read: Sequence[Passage], start: int, end: int) -> list[Passage]:
    run = list(read[start:end])
    first = _article_start(read, start, end)
    if first is None:
        return [_subhead(passage) for passage in run]
    before, heads = run[:first], run[first:]
    return [_subhead(passage) for passage in before] + _heads(heads)


def _subhead(passage: Passage) -> Passage:
    if passage.role is Role.BYLINE or is_name(passage.text):
        return replace(passage, role=Role.PARAGRAPH)
    return replace(passage, role=passage.role or Role.SUBHEAD)


def _article_start(read: Sequence[Passage], start: int, end: int) -> int | None:
    """Return which passage of the run `[start, end)` begins an article, counted from `start`; None where none does."""
    run = read[start:end]
    credit = next((i for i, p in enumerate(run) if i and (p.role is Role.BYLINE or is_name(p.text))), None)
    for i, passage in enumerate(run):
        if NOTICE_HEAD.match(passage.text):
            return i
    if start == 0 or _ends_article(read[start - 1]):
        return 0
    if credit is not None:
        return max(0, credit - 3)
    if end < len(read) and LEAD.match(read[end].text):
        return max(0, len(run) - 3)
    for i, passage in enumerate(run):
        text = passage.text
        if COLUMN_MARK.search(text) or (DECK.match(text) and not is_name(text)):
            return max(0, i - 1) if i and run[i - 1].text.endswith("——") else i
        if i and text.startswith("——"):
            return i - 1
    return None


def _ends_article(passage: Passage) -> bool:
    """Return whether an article ends with this passage: by a note or mark that closes it, or cut off."""
    if passage.role in (Role.PAGE_MARK, Role.SECTION_MARK, Role.SIGNATURE, Role.DATELINE) or passage.closes:
        return True
    return passage.role is Role.PARAGRAPH and not passage.ends_sentence and not passage.text.endswith("）")


def _heads(run: Sequence[Passage]) -> list[Passage]:
    """Give the lines of an article's head their roles: kicker, headline, subtitle, byline, then subheads."""
    lines = 0
    while lines < len(run) and run[lines].role is None and not (lines and is_name(run[lines].text)):
        lines += 1
    lines = min(lines, 3)
    headline = _headline(run[:lines])
    read: list[Passage] = []
    for i, passage in enumerate(run):
        if i < lines:
            role = Role.KICKER if i < headline else Role.HEADLINE if i == headline else Role.SUBTITLE
        elif i == lines and (passage.role is Role.BYLINE or is_name(passage.text)):
            role = Role.BYLINE
        else:
            read.append(_subhead(passage))
            continue
        read.append(replace(passage, role=role, starts=not i))
    return read


def _headline(lines: Sequence[Passage]) -> int:
    """Return which of an article's first lines is its headline."""
    if len(lines) < 2:
        return 0
    for i, passage in enumerate(lines):
        if COLUMN_MARK.search(passage.text) or NOTICE_HEAD.match(passage.text):
            return i
    for i, passage in enumerate(lines[1:], 1):
        if passage.text.startswith("——"):
            return i - 1
    return 1
