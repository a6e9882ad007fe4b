"""Credits (署名): a line that says who wrote a report, in the forms of many papers.

文/晚报记者 林一舟 图/何雨; 明溪日报·明溪网记者 林一舟; 撰文｜林一舟; 林一舟/文; 林一舟 编译; 【记者林一舟临川报道】;
【林一舟／临川报导】; 本刊记者/林一舟（发自临川）; 一苇（专栏作家）.
Such a line is made of nothing but names, offices and deeds. One that tells only who took a picture is a caption's.
All is read in simplified script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from exporter.normalizer.passage import HAN_CLASS
from exporter.normalizer.patterns import SPACED_NAME, SURNAMES, is_name

CREDIT_WORDS = ("本报", "本刊", "本台", "记者", "通讯员", "新华社")
"""How no headline begins that looks like a credit."""
LONGEST = 48
"""No credit's line is longer, in characters."""
HINT = re.compile("记者|通讯员|实习生|文|译|作者|作家|编辑|报[道导]|整理|采写|执笔|撰稿|口述|讲述|来源|稿源")
"""What every credit has something of; most lines have not. (Only where each of the alternatives begins with a character
does `re` pass over the rest fast.)"""
FRAME = re.compile(r"^[□■◇◆○●◎△▲▽▼☆★※] ?|^[【〔\[]|[】〕\]]$")
"""What may stand round a credit; one in round brackets closes a text."""
SOURCE = re.compile(rf" ?(?:来源|稿源)[:：][{HAN_CLASS}·]{{2,12}}$")
OFFICE = re.compile(
    rf"(?:(?:(?![与对向的被给]|在(?!线))[{HAN_CLASS}·《》]){{0,16}}?(?:记者|通讯员|实习生|评论员|特派员|观察员|撰稿人|特约撰稿))(?P<name>[{HAN_CLASS}]{{2,4}})?"
)
SENT = re.compile(rf"[{HAN_CLASS}·]{{0,8}}记者[{HAN_CLASS}]{{2,12}}报[道导]")
"""The inside of 【记者林一舟临川报道】, where nothing parts name and place."""
WRITES = frozenset(
    {"文", "撰文", "撰稿", "作者", "记者", "编译", "译", "采写", "执笔", "整理", "综合整理", "报道", "报导", "综合报道"}
    | {"综合报导", "摄影报道", "专稿", "口述", "讲述"}
)
SHOWS = frozenset({"图", "摄", "摄影", "供图", "制图", "视频"})
HELPS = re.compile(
    rf"策划|统筹|协调|综合|[{HAN_CLASS}]{{0,4}}编辑|[{HAN_CLASS}]{{2,8}}(?:周刊|[日晚早商]报|都市报|新闻|在线|网)"
)
"""Who else had a hand in it, and whose paper the writer is of."""
PERSON = re.compile(rf"[{HAN_CLASS}]{{1,3}}[^\W摄图]|[{HAN_CLASS}]{{1,8}}·[{HAN_CLASS}·]{{1,8}}")
FROM = re.compile(rf"发自[{HAN_CLASS}]{{2,6}}")
PLACED = re.compile(rf"[{HAN_CLASS}]{{2,6}}报[道导]")
"""Where a report is from, beside its writer's name: 林一舟／临川报导."""
PARTS = re.compile(r"[ 、/／╱|｜丨:：‧．•]+")
PEN_NAME = re.compile(
    rf"(?:文|撰文|作者|采写|撰稿|编辑(?=[/／|｜丨])) ?[/／|｜丨:：] ?(?:(?:读者|作家|主笔)[:： ] ?)?"
    rf"[{HAN_CLASS}·]{{2,5}}(?:、[{HAN_CLASS}·]{{2,5}}){{0,4}}"
    rf"|(?:报[导道]|采访|文)[．•·、/／╱](?:摄影|图)[/／╱|｜丨:：][{HAN_CLASS}·]{{2,5}}"
    rf"|[{HAN_CLASS}]{{2,6}}(?:中心|组|部)[/／╱][{HAN_CLASS}]{{2,6}}报[道导]"
    rf"|[{HAN_CLASS}·]{{2,8}}[（(](?:本报|本刊)?专栏(?:作家|作者)[）)]"
    rf"|(?:(?:撰?文|(?:实习)?记者|编辑|主笔|口述|采访|摄影) ?[｜|丨] ?[{HAN_CLASS}·、]{{2,12}}? ?){{2,6}}"
)
IN_BRACKETS = re.compile(r"[【〔](?:撰文|文|作者|采访|摄影|图|译)[:：/／╱|｜][^【】〔〕，。]{2,24}[】〕]")
"""Whoever it is who wrote, be it a society: 【撰文：临川渡轮学会】."""
LONGEST_TAIL = 26
"""No credit behind a text's last sentence is longer, in characters."""
BEHIND = re.compile("[。！？]”? ?([^。！？”]+)$")
PLACE_BEHIND = re.compile(r"[（(](发自[^（）()]+)[）)]$")
PARTED = re.compile("[/／╱|｜丨:：]")
"""What stands between a deed of one character and a name: 文/林一舟, but 文 明 is no credit."""


def is_credit(text: str) -> bool:
    """Return whether a line can be nothing but the credit of one who wrote."""
    if len(text) > LONGEST or "，" in text or "。" in text or not HINT.search(text):
        return False
    if IN_BRACKETS.fullmatch(text):
        return True
    framed = FRAME.sub("", SOURCE.sub("", text))
    if not framed or PEN_NAME.fullmatch(framed) or (framed != text and SENT.fullmatch(framed)):
        return True
    found = set(_kinds(SPACED_NAME.sub(r"\1\2", PLACE_BEHIND.sub(r" \1", framed.strip()))))
    return {"name", "writer"} <= found and "other" not in found and not ("deed" not in found and "picture" in found)


def is_certain_credit(text: str) -> bool:
    """Return whether a line that looks like a credit is no head: 本报记者 林一舟, but not 评论员观察."""
    return text.startswith(CREDIT_WORDS) or is_credit(text)


def ends_credited(text: str) -> bool:
    """Return whether a text ends with its credit, behind its last sentence: …十五分钟。报导．摄影╱林一舟."""
    tail = BEHIND.search(text[-LONGEST_TAIL:])
    return tail is not None and is_credit(tail[1])


def is_signed(text: str) -> bool:
    """Return whether a text ends with who wrote it, be it a bare name: …船没有来。林一舟. After a quote that is the
    speaker's."""
    tail = BEHIND.search(text[-LONGEST_TAIL:])
    return tail is not None and (is_credit(tail[1]) or (tail[0][1] != "”" and is_name(tail[1])))


def _kinds(line: str) -> Iterator[str]:
    """Yield what the parts of a line are: name, writer, deed (of writing), picture, help or other."""
    for part in PARTS.split(line):
        office = OFFICE.fullmatch(part) if part not in WRITES else None
        if office:
            yield "writer"
            if office["name"]:
                yield "name" if _is_person(office["name"]) else "other"
        elif (part in WRITES and (len(part) > 1 or PARTED.search(line))) or (
            PARTED.search(line) and PLACED.fullmatch(part)
        ):
            yield from ("writer", "deed")
        elif part in SHOWS and (len(part) > 1 or PARTED.search(line)):
            yield "picture"
        elif HELPS.fullmatch(part) or FROM.fullmatch(part):
            yield "help"
        else:
            yield "name" if _is_person(part) else "other"


def _is_person(text: str) -> bool:
    return PERSON.fullmatch(text) is not None and ("·" in text or text[0] in SURNAMES)
