"""How newspapers word their credits, marks, notices and datelines: the patterns that a line is known by."""

from __future__ import annotations

import re

from exporter.normalizer.passage import HAN_CLASS

_AGENCY = rf"(?:本[报社刊网台]|[{HAN_CLASS}]{{1,8}}?(?:社|报|网|台|在线|客户端|新闻))"
_DAY = r"(?:\d+|[一二三四五六七八九十]+)日"
LEAD = re.compile(
    rf"[（(【〔]?(?:据?{_AGENCY}.{{0,24}}?{_DAY}(?:专?电|讯|消息)"
    rf"|据?{_AGENCY}(?:讯|消息|专电|专讯|特稿|综合消息)(?![{HAN_CLASS}])"
    rf"|[{HAN_CLASS}]{{1,3}}报讯[（( ]|本报[{HAN_CLASS}]{{2,6}}讯[（( ]"
    rf"|[{HAN_CLASS}]{{2,4}}(?<![通资简快短喜音信电要视])讯 ?(?:[（(]|(?=记者|通讯员|\d+[月日]|昨|日前|近日|今))"
    rf"|[{HAN_CLASS}]{{2,4}}社(?:(?:快讯|急电|短讯)[:：]|[{HAN_CLASS}]{{0,6}}电 )"
    rf"|(?:本报|[{HAN_CLASS}]{{2,6}}[社报])?记者[{HAN_CLASS}·○]{{2,8}}[/／╱][{HAN_CLASS}]{{0,8}}报[导道]"
    rf"|[{HAN_CLASS}]{{0,8}}记者[^，。：:]{{2,30}}报[道导][:：])"
    rf"|[【〔][{HAN_CLASS}A-Za-z0-9.]{{1,20}}(?:[讯电]|报[道导])[】〕]"
    rf"|[【〔（(][{HAN_CLASS}、·/／╱ ]{{2,24}}报[道导][】〕）)](?=[{HAN_CLASS}\d“])"
    rf"|[（(][{HAN_CLASS}\d/／]{{2,14}}(?:综合|日|专)电[）)](?=.)"
    rf"|[{HAN_CLASS}·]{{2,12}}[/／╱][{HAN_CLASS}]{{2,6}}报[道导][ {HAN_CLASS}]"
    rf"|[{HAN_CLASS}]{{2,6}}{_DAY}(?:专|综合)?电[ （(]"
    rf"|[（(][{HAN_CLASS}0-9]{{1,12}}讯[）)](?=.)|【[{HAN_CLASS}]{{2,6}}网】(?=[（(])"
    rf"|[（(][{HAN_CLASS}]{{2,8}}(?:中文网|[日晚早]报|电台)(?:报[道导])?[）)](?=[{HAN_CLASS}\d“])"
    rf"|[【（(][{HAN_CLASS}]{{0,8}}记者[{HAN_CLASS}、 ]{{2,16}}发自[{HAN_CLASS}]{{2,6}}[】）)]"
    rf"|[【（(][{HAN_CLASS}]{{0,14}}记者[{HAN_CLASS}、·/／╱ ]{{2,30}}[】）)](?=[{HAN_CLASS}\d“])"
    rf"|综合(?:外电|[{HAN_CLASS}]{{2,6}}[社报])[^，。]{{0,8}}报[道导]"
)
"""How a report begins: 本报北京6月6日电, 本报讯（记者…）, 〔记者王某／台北报导〕, 【明溪讯】, （明溪4日讯）昨日."""
HOUSE_LEAD = re.compile(rf"[【〔（(][{HAN_CLASS}0-9、·/／╱ ]{{1,24}}(?:[讯电]|报[道导])[】〕）)]")
"""With lead words in brackets a paper opens all reports: 【明溪专讯】, 〔记者王某／台北报导〕, （明溪4日讯）."""
SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛"
    "佘喻裘穆勾芮尉仇麻栾尚商花卓燕冷娄封伊宫蒙宗宣桑诸戚米贝计戈谈应展保伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘"
    "景薄单包司柏宁柯阮桂闵解强柴华车冉房边净阴闫佟艾骆褚巩党满郎冀池敖晏臧郁巫艳沙丰"
)
SPACED_NAME = re.compile(rf"(?<![{HAN_CLASS}])([{HAN_CLASS}]) ([{HAN_CLASS}])(?![{HAN_CLASS}])")
NAMES = re.compile(
    rf"(?:[{HAN_CLASS}]{{2,10}}[省市区县州旗镇乡村] )?"
    rf"(?:[{HAN_CLASS}] [{HAN_CLASS}]{{1,2}}|[{HAN_CLASS}]{{2,4}}|[{HAN_CLASS}]{{1,6}}(?:·[{HAN_CLASS}]{{1,6}})+)"
    rf"(?: (?:[{HAN_CLASS}] [{HAN_CLASS}]|[{HAN_CLASS}]{{2,4}}|[{HAN_CLASS}]{{1,6}}(?:·[{HAN_CLASS}]{{1,6}})+)){{0,5}}"
)
_BULLET = "[□■◇◆○●◎△▲▽▼☆★]"
_NAME = rf"[{HAN_CLASS}○]{{1,6}}(?:·[{HAN_CLASS}]{{1,6}})*"
REPORTER = re.compile(
    rf"^(?:{_BULLET} ?)?(?:[{HAN_CLASS}]{{0,12}}?(?:记者|通讯员|评论员|特派员|观察员)[:： ]?)"
    rf"(?!手记|观察|调查|点评|述评|连线)"
    rf"(?:{_NAME})?(?:[ 、]{_NAME})*(?: ?(?:文/图|摄影报道|整理|文|采访整理))?$"
    rf"|^[〔（【]?(?:[{HAN_CLASS}]{{2,6}})?记者{_NAME}(?:[、 ]{_NAME})*[/／╱][{HAN_CLASS}]{{0,8}}报[导道][〕）】]?$"
)
"""A credit on a line of its own: 本报记者 林 一舟; □ 记者 林一舟; 记者王某／台北报导."""
AGENCY = re.compile(rf"^据?[{HAN_CLASS}]{{2,4}}社(?:发|供图|电)?$")
PAGE_MARK = re.compile(
    r"^(?:第 ?)?[A-Z]?\d{1,3} ?版(?:[:：·／/ ].{0,12})?$"
    r"|^[^，。]{0,24}\d{4}年\d{1,2}月\d{1,2}日[^，。]{0,12}星期[一二三四五六日天][^，。]{0,24}$"  # the folio (报眉)
    r"|^[-—–] ?\d{1,3} ?[-—–]$|^[A-Z]\d{1,2}$"  # a page's number
)
STANDING_HEAD = re.compile(
    r"^(?:图片(?:报道|新闻)|今日导读|导 ?读|来 ?论|征 ?集|征稿启事|欢迎赐稿"
    r"|[今明]日天气|天气预报|(?:[今明]日)?电视节目(?:预告|表)?|[今明]日电视|股市行情|收盘行情|(?:昨日|最新)赛果)$"
)
ROUNDUP = re.compile(
    rf"^[{HAN_CLASS}·]{{0,6}}"
    r"(?:简 ?讯|快 ?讯|短 ?讯|要讯|速递|速览|速读|扫描|集锦|播报|一句话新闻|新闻速记|短波|点击)$"
)
"""The head of a column of short items, each of which has a head of its own: 国际简讯, 环球扫描."""
SECTION_MARK = re.compile(rf"^{_BULLET} ?[{HAN_CLASS}·]{{1,10}}$")
JUMP_LINE = re.compile(r"^[（(]?(?:下转|上接|紧接)第? ?[A-Z\d一二三四五六七八九十]{1,4} ?版.{0,30}$")
DATELINE = re.compile(r"^[（(][^（）()]{2,40}\d{1,2}日(?:电|讯)[^（）()]{0,30}[）)]$")
CREDIT = re.compile(
    r"(?:摄|供图|摄影报道|资料图片?|资料照片|图片|提供|素描画|新华社发|影像中国)"
    r"(?:[（(][^（）()]{1,12}[）)])?。?$"
)
PICTURE = re.compile(
    r"(?:图为|上图|下图|左图|右图|图[①-⑳一二三四五六七八九\d]|(?:数据|资料|图片|照片|图表)来源[:：｜|丨])"
    r"|(?:《[^》]{2,40}》|“[^”]{2,20}”系列丛书)[:：][^。]{2,60}出版。?$"
    r"|(?:电影|电视剧|纪录片|话剧|动画片)?《[^》]{1,40}》(?:第[^，。]{1,3}[季部集])?(?:剧照|海报|书影|封面|截图)$"
    r"|(?:图源?|图片|摄影|供图|插图|漫画) ?[｜|丨/／:：] ?[^，。！？]{1,20}$"
)
"""How a caption begins, or is worded below a still or a book's cover (《渡口旧事》：林一舟著；江城出版社出版。), or
where it says nothing but who took the picture (图/何帆)."""
DRAWN = re.compile(rf"(?:^|[。 ”])([{HAN_CLASS}]) ?[{HAN_CLASS}]{{1,2}}(?:绘|[绘作画][（(][^（）()]{{2,16}}[）)])$")
"""Who drew a picture: 林一舟绘; 林一舟作（新华社发）."""
LONGEST_CREDIT = 19
"""In characters, with a bracket after it."""
CREDITED = re.compile(rf"(?:[。 ”：，]|^).{{0,28}}{CREDIT.pattern}")
SOURCE_END = re.compile(r"(?:社|照片|截图|图片|制图|资料|Facebook|脸书|微博)[）)]?$|来源[:：]")
SOURCED = re.compile(
    r"[。！？][”）]? ?(?:(?:照片|图片)来源[:：].{1,20}"
    r"|(?:美联|法新|路透|合众|俄新|塔斯|共同|中央|(?<! )中新|(?<! )新华|韩联|欧新)社"
    r"|[^。，！？：]{0,20}(?:照片|截图|图片|制图|Facebook|脸书|微博))$"
    rf"|^[{HAN_CLASS}A-Za-z ]{{1,8}}(?:截图|制图)$|^《[^》]{{2,16}}》(?:报道)?截图$"
    rf"|[。！？][”）]? ?(?:视觉中国|[{HAN_CLASS}]{{2,4}}[社网报])资料$"
    r"|[（(][^（）()]{0,16}(?:图片|照片|截图)[）)]$"
)
"""Where a picture comes from, behind the caption's own sentence: 渡船靠岸。美联社; …。照片来源：渡轮公司Facebook."""
CREDIT_ENDS = "摄图道供片画发国社k书博绘影照料）)"
CREDIT_HINT = re.compile("来源|图[/／╱:：]|片[/／╱:：]|影[/／╱:：]")
"""All that tells of a picture ends with one of those characters, or has one of these words in it: asked first, as most
texts have neither."""
CREDITED_WITHIN = 64
"""How far from its end a credited caption shows its credit, in characters."""
CREDIT_IN_BRACKETS = re.compile(
    r"[（(][^（）()]{0,20}(?:摄影?|供图|提供|翻摄[^（）()]{0,12}|(?:资料|档案)照片?|[撷截]?取自[^（）()]{1,16})[）)]。?$"
    r"|[（(](?:图源?|图片|摄影|供图) ?[｜|丨/／:：][^（）()]{1,16}[）)]$"
    r"|。[（(](?:(?:路透|法新|美联|欧新|彭博|中央)社?|海峡时报|联合早报|互联网|档案照)[）)]$"
)
"""Who took a picture, in brackets: 渡船靠岸。（记者林一舟摄）; （资料照）; （取自临川渡轮脸书）."""
CREDIT_BEHIND = re.compile(
    rf"(?:[。！？”] ?|^)(?:[{HAN_CLASS}，、 ]{{0,18}}(?:[/／╱]摄影|(?:资料|档案)照片?)"
    rf"|[{HAN_CLASS}]{{2,6}}报系资料照片?[，、／/ ]?(?:记者)?[{HAN_CLASS}]{{2,4}}[/／╱]?摄影"
    rf"|(?:图|照片|摄影)[/／╱:：] ?[^。，]{{2,16}})$"
)
CREDIT_BEHIND_END = re.compile("影$|照片?$|图[/／╱:：]|照片[/／╱:：]|摄影[/／╱:：]")
"""Who took a picture, behind the caption's own sentence: 渡船靠岸。图／临川渡轮; …。记者林一舟／摄影; …。档案照."""
PLACED = re.compile(r"[（(](?:[左右前后中][一二三四五六七八九排侧起左右\d、和]{0,3}|[上下左右]图)[）)](?=.)")
"""Where on a picture someone stands: 林一舟（左）与何雨（右二）. At its end it may count a headline's parts: （中）."""
LONGEST_PLACED = 110
"""A longer text that says where someone stands is a report, in characters."""
SIGNATURE = re.compile(r"^(?:声明人|公告人|登报人|启事人|申请人|委托人|通告人|申明人)[:：].{2,40}$")
NOTICE_HEAD = re.compile(
    rf"^【?[{HAN_CLASS}]{{0,14}}(?:声明|公告|启事|通告|公示|讣告|布告|催告|(?:停[水电气航运]|会议|缴费|催款|送达|搬迁)通知)(?:书)?】?(?:[（(].{{1,16}}[）)])?$"
)
OPENING = re.compile(
    rf"^(?:\d{{4}}年)?(?:\d{{1,2}}月)?\d{{1,2}}日"
    rf"|^(?:近日|日前|昨日|昨天|昨晚|今天|今日|今年|连日来|眼下|目前|记者|据[{HAN_CLASS}]{{2,12}}(?:报导|报道|消息))"
    rf"[{HAN_CLASS}，（]"
)
"""How the first sentence of a report often begins: with its day."""
CLOSING_NOTE = re.compile(
    r"^[（(][^（）()]{2,40}见第[^（）()]{1,6}版[）)]$"
    r"|^[（(](?:综合本报|作者|本报记者|记者|本报|文字|摘编|来源|原载|执笔|整理|据|本期|本版|统筹|策划|责编|.{1,12}整理|.{1,24}参与采写|.{1,20}采访整理).*[）)]$"
    r"|^(?:[^。，：:]{0,12}(?:邮箱|热线|投稿方式)|版式设计|制图|责任编辑|责编|本版责编|本期统筹|本期策划|本版统筹|美编|版式|组稿|策划)[:：].{2,60}$"
    r"|^(?:监制|制片人|编导|校对|审核|素材来源) ?[:：｜|丨].{2,40}$"
)
COLUMN_FRONT = re.compile(r"^【[^】]{2,16}】.{2,}|^[^｜|︱]{2,8}[｜|︱].{4,}")
COMMENTARY = re.compile(
    rf"(?:【[^】]{{2,12}}】)?[{HAN_CLASS}]{{0,6}}(?:快评|时评|短评|锐评|社论|评论员文章)[:：].{{4,}}"
)
"""How a commentary is headed: 临川时评：渡口该不该收费. Of 18 such lines in seven papers all are headlines."""
SALUTATION = re.compile(r"(?:(?:亲爱|尊敬|敬爱)的|各位|广大)[^。，！？]{1,24}[:：]$")
"""How a letter addresses its readers: no head."""
COLUMN_MARK = re.compile(rf"[（(][{HAN_CLASS}A-Z·•、 “”0-9]{{2,24}}[）)]$")
DECK = re.compile(rf"^.{{4,}}[{HAN_CLASS}”》）％%] [{HAN_CLASS}“《（\dA-Z].{{3,}}$")
HEAD_LENGTH = 64
"""No headline's line, kicker or subhead is longer than this, in characters. Measured on 300 pages: 99 of 100 lie
below 41."""


def is_credited(text: str) -> bool:
    """Return whether the text ends with who took, drew or gave a picture: 林一舟摄; 新华社发（何帆摄）; …。美联社."""
    end = text[-LONGEST_CREDIT:]
    if end.rstrip("。")[-1:] not in CREDIT_ENDS and not CREDIT_HINT.search(end):
        return False
    if CREDIT.search(end) and CREDITED.search(text[-CREDITED_WITHIN:]):
        return True
    if end.rstrip("。")[-1:] in ("）", ")") and CREDIT_IN_BRACKETS.search(text[-CREDITED_WITHIN:]):
        return True
    if CREDIT_BEHIND_END.search(end) and CREDIT_BEHIND.search(text[-CREDITED_WITHIN:]):
        return True
    if SOURCE_END.search(end) and SOURCED.search(text[-CREDITED_WITHIN:]):
        return True
    drawn = DRAWN.search(text[-CREDITED_WITHIN:]) if text[-1] in "绘）)" else None
    return drawn is not None and drawn[1] in SURNAMES


def tells_places(text: str) -> bool:
    """Return whether a text says where on a picture someone stands: of 150 in six papers all but one are captions."""
    return len(text) <= LONGEST_PLACED and PLACED.search(text) is not None and ("，" in text or text[-1] in "。”）)")


def is_name(text: str) -> bool:
    """Return whether the text can be nothing but personal names: 徐 阳; 张志锋; 刘 泉 张云河; 安娜·彼得."""
    if len(text) > 40 or not NAMES.fullmatch(text):
        return False
    parts = SPACED_NAME.sub(r"\1\2", text).split()
    return all("·" in part or part[0] in SURNAMES or SPACED_NAME.fullmatch(text) is not None for part in parts)
