"""Mastheads (报头), folio lines (报眉) and page marks: which lines they are, and what they prove of the edition.

They are put together of few things: the paper's name, a date with its weekday, the issue's number, the publication
number (国内统一连续出版物号), a page with its section, who edited it. A line that is made of these alone, and of enough
of them, is one; a date by itself is none, for a notice is signed with one. All is read in simplified script.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from exporter.edition import Role
from exporter.normalizer.pages import han_number
from exporter.normalizer.passage import HAN_CLASS, Passage

LONGEST = 100
"""No masthead's or folio's line is longer, in characters."""
HEAD_LINES = 10
"""How many lines at the head of a page may make its masthead."""
NUMERAL = "〇零○一二三四五六七八九十"
ISSUE = r"(?:总)?第 ?(?P<issue>\d{2,6}) ?[号期]"
DAY = (
    rf"(?P<year>\d{{4}}|[〇零○一二三四五六七八九]{{4}}) ?年 ?(?P<month>\d{{1,2}}|[{NUMERAL}]{{1,2}}) ?月 ?"
    rf"(?P<day>\d{{1,2}}|[{NUMERAL}]{{1,3}}) ?日|(?P<iso>\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}(?!\d))"
)
LUNAR = (
    r"(?:农历|夏历)?(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年?)?[闰正一二三四五六七八九十冬腊]{1,2}月"
    r"(?:初|十|廿|三十)[一二三四五六七八九十]?"
)
CODE = (
    r"国内统一(?:连续出版物|刊)号[:： ]*(?:CN ?)?\d{2} ?[-—–] ?\d{4}(?:/\w+)?|CN ?\d{2} ?[-—–] ?\d{4}"
    r"|(?:邮发)?代号[:： ]*\d{1,3} ?[-—–] ?\d{1,4}"
)
PAGE = (
    rf"(?<!见)(?:第 ?)?(?<![0-9A-Z见])(?P<place>[A-Z]?\d{{1,3}}) ?版(?![{HAN_CLASS}]{{0,2}}[权本面])"
    r"|(?<!见)第(?P<han>[一二三四五六七八九十]{1,3})版|头版"
)
STAFF = (
    r"(?:责任编辑|责编|本版编辑|编辑|美编|版式|校对|组版|主编|视觉|值班编委|值班主任|邮箱|电子邮箱|电话|热线)[:：/ ]+"
    rf"[{HAN_CLASS}A-Za-z0-9@. -]{{2,32}}|(?:https?://|www\.)[!-~]+|[!-~]+@[!-~]+"
)
NAME = (
    rf"(?<![{HAN_CLASS}])[{HAN_CLASS}]{{2,8}}?"
    r"(?:日报|晚报|晨报|早报|时报|商报|周报|导报|新报|快报|都市报|青年报|农民报|晚刊|周刊)"
    rf"(?![{HAN_CLASS}])"
)
TOKEN = re.compile(
    rf"(?P<date>{DAY})|(?P<weekday>(?:星期|周|礼拜)[一二三四五六日天])|(?P<lunar>{LUNAR})|(?P<code>{CODE})"
    rf"|(?P<number>{ISSUE})|(?P<count>(?:今日|本期|共)[\d一二三四五六七八九十]{{1,3}}[个张]?版)"
    rf"|(?P<page>{PAGE})|(?P<staff>{STAFF})|(?P<title>{NAME})"
)
PROOF = re.compile(
    rf"版|[刊代]号|CN|\d{{4}}[-./]|年 ?[\d{NUMERAL}]{{1,2}} ?月"
    rf"|^[A-Z]?\d\d?[ ·|｜]?[{HAN_CLASS}]{{2,4}}$|[{HAN_CLASS}][ ·|｜]?[A-Z]?\d\d?$"
)
"""What a line that proves has something of: a page, a code or a date; most lines of a page have not."""
SEPARATORS = re.compile(r"[\s·|｜/／:：—–\-,，。□■◆●★☆▲（）()【】《》\[\]]+")
SECTION = re.compile(rf"[{HAN_CLASS}·•]{{2,8}}")
SECTIONS = (
    "要闻|评论|国际|国内|体育|文化|经济|社会|副刊|广告|综合|时政|理论|生态|教育|健康|科技|财经|法治|民生|专题|特刊|专版|文体|娱乐|旅游|读书|区域"
    "|城事|本地|产经|消费|政治|视点|观点|深度|视觉|公益|公告|港澳台|军事|农业|乡村|人物|艺术|文艺|记录|综合新闻|国际新闻|本地新闻|体育新闻"
)
BARE_PAGE = re.compile(
    rf"(?P<before>[A-Z]?\d{{2}}|[A-Z]\d)[ ·|｜]?(?P<section>{SECTIONS})"
    rf"|(?P<first>{SECTIONS})[ ·|｜](?P<after>[A-Z]?\d{{2}}|[A-Z]\d)"
)
KNOWN = re.compile(SECTIONS)
PLAIN_PAGE = re.compile(r"[A-Z]?\d{2}|[A-Z]\d")
LATIN_NAME = re.compile(r"[A-Z][A-Za-z .&-]{4,40}")
PUBLISHER = re.compile(
    r".{2,24}(?:主管|主办|出版|承印)(?:.{0,24}(?:主办|出版|承印))?|.{0,8}(?:天气|多云|晴|阴).{0,30}℃"
)
HAN_DIGITS = dict(zip("〇零○一二三四五六七八九", "000123456789", strict=True))


@dataclass(frozen=True, slots=True)
class Folio:
    """What a masthead's or folio's line says; what it does not say is empty or None.

    `weekday` counts from Monday, 0. `title` is where the name stands in the line. `rest`: what is left of the line
    beside all this.
    """

    date: datetime.date | None = None
    weekday: int | None = None
    title: tuple[int, int] | None = None
    number: str = ""
    page: str = ""
    section: str = ""
    coded: bool = False
    rest: str = ""

    @property
    def proves(self) -> bool:
        """Whether a line of these is surely a masthead's or a folio's."""
        if self.rest:
            return False
        dated = self.date is not None
        return bool(self.page or self.coded or (dated and (self.weekday is not None or self.title or self.number)))

    @property
    def bare(self) -> bool:
        """Whether a page is all it says: so say the lines of a summary (导读) too, of other pages."""
        return bool(self.page) and not (self.section or self.date or self.title or self.number or self.coded)

    @property
    def agrees(self) -> bool:
        """Whether the weekday, where there is one, is that of the date."""
        return self.date is None or self.weekday is None or self.date.weekday() == self.weekday


def read_folio(text: str) -> Folio:
    """Return what a line says as a masthead or folio line."""
    if len(text) > LONGEST:
        return Folio(rest=text)
    if bare := BARE_PAGE.fullmatch(text):
        return Folio(page=bare["before"] or bare["after"], section=bare["section"] or bare["first"])
    folio = Folio()
    rest: list[str] = []
    at = 0
    for match in TOKEN.finditer(text):
        rest.append(text[at : match.start()])
        at = match.end()
        folio = _with(folio, match)
    rest.append(text[at:])
    left = [part for piece in rest for part in SEPARATORS.split(piece) if part]
    if folio.date and not folio.page:
        folio = replace(folio, page=next((part for part in left if PLAIN_PAGE.fullmatch(part)), ""))
        left = [part for part in left if part != folio.page]
    if folio.page and len(left) == 1 and _is_section(left[0], text):
        return replace(folio, section=left[0])
    return replace(folio, rest=" ".join(left))


def _is_section(name: str, line: str) -> bool:
    """Return whether this may be the section of a page: a known one, or words set apart from the page's number."""
    apart = SEPARATORS.search(line[max(0, line.find(name) - 1)]) is not None
    return SECTION.fullmatch(name) is not None and (apart or line.startswith(name) or KNOWN.fullmatch(name) is not None)


def _with(folio: Folio, match: re.Match[str]) -> Folio:
    """Return what a line says with one more of its parts; the first of a kind counts."""
    match match.lastgroup:
        case "date" | "day" | "iso":
            return replace(folio, date=folio.date or _date(match))
        case "weekday":
            return replace(folio, weekday="一二三四五六日".find(match[0][-1].replace("天", "日")))
        case "number" | "issue":
            return replace(folio, number=folio.number or match["issue"])
        case "page" | "place" | "han":
            page = match["place"] or (str(han_number(match["han"])) if match["han"] else "1")
            return replace(folio, page=folio.page or page)
        case "title":
            return replace(folio, title=folio.title or match.span())
        case "code":
            return replace(folio, coded=True)
    return folio


def _date(match: re.Match[str]) -> datetime.date | None:
    if match["iso"]:
        parts = re.split(r"[-./]", match["iso"])
    else:
        year = "".join(HAN_DIGITS.get(c, c) for c in match["year"])
        parts = [year, *(part if part.isascii() else str(han_number(part)) for part in (match["month"], match["day"]))]
    try:
        return datetime.date(*map(int, parts))
    except ValueError:
        return None


def set_apart(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the passages of a page, those marked that are its masthead, folio lines and page marks.

    At the head of the page a name, a number or a publisher that stands alone counts as well, beside lines that prove
    a masthead. A page's number alone counts where the text begins with one.
    """
    head: list[Folio] = []
    for passage in passages[:HEAD_LINES]:
        folio = read_folio(passage.text)
        if not _may_be_head(passage.text, folio):
            break
        head.append(folio)
    if not any(folio.proves for folio in head):
        head = []
    numbered = any(folio.bare for folio in head or [read_folio(passage.text) for passage in passages[:1]])
    return tuple(
        replace(passage, role=Role.PAGE_MARK) if i < len(head) or _proves(passage.text, numbered) else passage
        for i, passage in enumerate(passages)
    )


def _proves(text: str, numbered: bool) -> bool:
    """Return whether a line is surely a masthead's or a folio's, in a text that a page's number alone may part."""
    if len(text) > LONGEST or not PROOF.search(text):
        return False
    folio = read_folio(text)
    return folio.proves and (numbered or not folio.bare)


def _may_be_head(text: str, folio: Folio) -> bool:
    return not folio.rest or PUBLISHER.fullmatch(text) is not None or LATIN_NAME.fullmatch(text) is not None
