"""What mastheads and folio lines are put together of, as patterns. All is read in simplified script."""

from __future__ import annotations

import re

from exporter.normalizer.passage import HAN_CLASS
from exporter.normalizer.patterns import SURNAMES

DIGIT = "〇零○一二三四五六七八九"
NUMERAL = DIGIT + "十"
ISSUE = r"(?:总)?第 ?(?P<issue>\d{2,6}) ?[号期]"
DAY = (
    rf"(?:(?P<year>\d{{4}}|[{DIGIT}]{{4}})|(?:中华)?民国 ?(?P<republic>\d{{2,3}}|[{DIGIT}]{{2,3}}))"
    rf" ?年 ?(?P<month>\d{{1,2}}|[{NUMERAL}]{{1,2}}) ?月 ?(?P<day>\d{{1,2}}|[{NUMERAL}]{{1,3}}) ?日"
    r"|(?P<iso>\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d))"
)
LUNAR = (
    r"(?:农历|夏历|旧历)? ?(?:岁次)?(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年?)? ?"
    r"[闰正一二三四五六七八九十冬腊]{1,2}月(?:初|十|廿|三十)[一二三四五六七八九十]?日?"
)
WEEKDAY = r"(?:星期|周|礼拜)[一二三四五六日天]|(?<=日)[（(][一二三四五六日][）)]"
LATIN_DAY = (
    r"(?i:\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:january|february|march|april|may|june|july|august|september"
    r"|october|november|december)\b\.?(?: ?\d{1,2}(?:st|nd|rd|th)?\b)?(?:,? ?\d{4})?))"
)
CODE = (
    r"国内统一(?:连续出版物|刊)号[:： ]*(?:CN ?)?\d{2} ?[-—–] ?\d{4}(?:/\w+)?|CN ?\d{2} ?[-—–] ?\d{4}"
    r"|ISSN ?\d{4} ?[-—–] ?\d{3}[\dX]|(?:邮发)?代号[:： ]*\d{1,3} ?[-—–] ?\d{1,4}"
)
PAGE = (
    rf"(?<!见)(?:第 ?)?(?<![0-9A-Z见])(?P<place>[A-Z]?\d{{1,3}}) ?版(?![{HAN_CLASS}]{{0,2}}[权本面])"
    r"|(?<!见)第(?P<han>[一二三四五六七八九十]{1,3})版|头版"
)
OFFICE = (
    "(?:责任|执行|值班|文字|图片|美术|视觉|版面|本版|本期|当班)?(?:编辑|主编|编委|校对|设计)|值班主任|责编|本版责编|美编|图编|版式|组版|排版"
    "|校对|责校|审校|检校|审读|编审|终审|签发|视觉|制图|美术"
)
NO_PERSON = rf"(?:{OFFICE}|要闻|新闻|电话|热线|邮箱|传真|信箱|网址)"
PERSON = rf"(?!{NO_PERSON})[{HAN_CLASS}](?: ?(?!{NO_PERSON})[{HAN_CLASS}]){{1,3}}(?![{HAN_CLASS}])"
STAFF = rf"(?:{OFFICE})(?: ?[:：/／] ?| ){PERSON}(?:[ 、](?=[{''.join(sorted(SURNAMES))}]){PERSON})*"
"""Who made the page, and as what: 责编：林一舟 何雨; 美术编辑／林一舟."""
CONTACT = (
    rf"[{HAN_CLASS}\d]{{0,8}}?(?:热线|电话|来信|传真|邮箱|信箱|网址|QQ群?|(?i:e-?mail))[:：/ ]*"
    r"[!-~（][!-~（）、—]{4,50}|(?:https?://|www\.)[!-~]+|[!-~]+@[!-~]+"
)
NAME = (
    rf"(?<![{HAN_CLASS}])(?:[{HAN_CLASS}]{{0,4}}文汇报|[{HAN_CLASS}]{{2,8}}?(?:晚刊|周刊|时讯|(?<![简播预通公汇捷海情举申年季财战喜板填上呈警回])报)"
    rf"|参考消息|[{HAN_CLASS}]{{2}}周末|[{HAN_CLASS}]{{0,8}}(?:新闻联播|晚间新闻|早间新闻|午间新闻))(?![{HAN_CLASS}])"
)
ISSUED = (
    rf"[主协承]办(?:单位)?[:：]?[{HAN_CLASS}]{{4,24}}|主管[:：][{HAN_CLASS}]{{4,24}}|出版[:：][{HAN_CLASS}]{{4,24}}"
    rf"|(?<![{HAN_CLASS}])(?:[{HAN_CLASS}]{{2,20}}(?:出版|主办|主管)|文字[版稿](?:完整版)?)(?![{HAN_CLASS}])"
)
COUNT = r"(?:今日|本期|共) ?[\d一二三四五六七八九十]{1,3} ?[个张]?版|[A-Z]叠"
LINK = r"上一[版篇期]|下一[版篇期]|版面导航|(?:本版)?标题导航|PDF版"
"""What an electronic paper's page has for its readers to press."""
TOKEN = re.compile(
    rf"(?P<date>{DAY})|(?P<weekday>{WEEKDAY})|(?P<lunar>{LUNAR})|(?P<code>{CODE})|(?P<latin>{LATIN_DAY})"
    rf"|(?P<number>{ISSUE})|(?P<count>{COUNT})|(?P<link>{LINK})|(?P<page>{PAGE})|(?P<staff>{STAFF})|(?P<contact>{CONTACT})"
    rf"|(?P<title>{NAME})|(?P<issued>{ISSUED})"
)
PROOF = re.compile(
    r"[版号N年./：:／ -](?:(?<=版)|(?<=[刊代]号)|(?<=CN)|(?<=ISSN)|(?<=\d{4}[./-])(?=\d{1,2}[./-]\d)"
    r"|(?<=[编校式计图辑委][:：/／ ])|(?<=校对[:：/／ ])"
    rf"|(?<=年)(?= ?[\d{NUMERAL}]{{1,2}} ?月 ?[\d{NUMERAL}]{{1,3}} ?日))"
)
"""What a line that proves has something of, unless it is a BARE_PAGE or a LETTERED_PAGE: most lines have not."""
SEPARATORS = re.compile(r"[\s·|｜/／:：—–\-,，□■◆●★☆▲（）()【】《》\[\]]+")
SECTION = re.compile(rf"[{HAN_CLASS}·•]{{2,8}}")
SECTIONS = (
    "(?:要闻|评论|国际|国内|体育|文化|经济|社会|副刊|广告|综合|时政|理论|生态|教育|健康|科技|财经|法治|民生|专题|特刊|专版|文体|娱乐|旅游|读书|区域"
    "|城事|本地|产经|消费|政治|视点|观点|深度|视觉|公益|公告|港澳台|军事|农业|乡村|人物|艺术|文艺|记录|港闻|焦点|全球|运动|股市|数位|慈善|家庭|社论|中国|两岸|港澳|神州|地方|房产|汽车|证券"
    "|金融|时评|言论|县域|社区|文学|影像|法制|党建|资讯|都市|头条|环球|论坛|文教|影视|生活)(?:新闻|要闻|周刊|专刊|版)?"
    rf"|[{HAN_CLASS}]{{2}}(?:新闻|要闻|副刊)"
)
BARE_PAGE = re.compile(
    rf"[【\[]?(?P<before>[A-Z]?\d{{2}}|[A-Z]\d)[】\]]?[ ·|｜:：]?(?P<section>{SECTIONS})"
    rf"|[【\[]?(?P<first>{SECTIONS})(?:[】\]] ?|[ ·|｜])(?P<after>[A-Z]?\d{{2}}|[A-Z]\d)"
    rf"|(?P<named>[{HAN_CLASS}]{{2,6}}) ?[|｜·/]? ?[A-Z][A-Za-z]{{3,16}} ?[|｜·/]? ?(?P<coded>[A-Z]\d{{2}})"
)
"""A page with its section, which may be any where its English name stands beside it: 众议 Opinion A04."""
NUMBER_FIRST = re.compile(r"[【\[]?[A-Z]?\d")
KNOWN = re.compile(SECTIONS)
NEW_PAGE = re.compile(rf"[A-Z]\d{{1,2}}[ ·|｜]?[{HAN_CLASS}]{{2,6}}|[{HAN_CLASS}]{{2,6}}[ ·|｜][A-Z]\d{{1,2}}")
"""A page with a section not known here. It counts beside lines that prove a masthead: 聚焦 G20 reads the same."""
PLAIN_PAGE = re.compile(r"[A-Z]?\d{2}|[A-Z]\d")
LETTERED_PAGE = re.compile(r"[A-Z]\d{1,2}")
ANY_PAGE = re.compile(r"[A-Z]?\d{1,3}")
"""How a page is written in a line that is surely a folio's without it."""
LATIN = re.compile(r"[A-Za-z.&]{2,}")
LATIN_NAME = re.compile(r"[A-Z][A-Za-z .&-]{4,40}")
PUBLISHER = re.compile(
    r".{2,24}(?:主管|主办|出版|承印)(?:.{0,24}(?:主办|出版|承印))?|.{0,8}(?:天气|多云|晴|阴).{0,30}℃"
)
