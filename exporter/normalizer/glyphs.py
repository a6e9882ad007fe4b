"""What a PDF's fonts and spacing make of its characters, put right: radicals, ligatures, spread and doubled lines.

A font often draws one glyph for two characters, and the file then names the wrong one of them: ⽂ (Kangxi radical,
U+2F42) for 文, ⻢ for 马, ﬁ for fi. Big type is set with space between its characters, or, where there is no bold face,
printed twice, a hair apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from exporter.normalizer.characters import BLANK, LINE_END
from exporter.normalizer.passage import CLOSERS, HAN, HAN_CLASS, OPENERS, PAUSES, SENTENCE_END
from exporter.normalizer.patches import Edit
from exporter.normalizer.patterns import is_name

_SUPPLEMENT = (
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)
"""CJK radicals supplement, and the unified ideographs (Unicode 15, EquivalentUnifiedIdeograph.txt)."""
RADICALS = dict(zip(*_SUPPLEMENT, strict=True)) | {
    chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)
}
RADICAL = re.compile("[\u2e80-\u2fd5]")
IN_A_WORD = re.compile(f"[{HAN_CLASS}][\u2e80-\u2fd5]|[\u2e80-\u2fd5][{HAN_CLASS}]")
FEWEST_RADICALS = 5
"""From how many of them inside words on they are a font's doing. A text about radicals names one or two."""
LIGATURE = re.compile("[\ufb00-\ufb06]")
_FORMS = (
    "︐︑︒︓︔︕︖︗︘︙︱︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈﹐﹑﹔﹕﹖﹗﹙﹚﹛﹜﹝﹞",
    "，、。：；！？〖〗…—（）｛｝〔〕【】《》〈〉「」『』［］，、；：？！（）｛｝〔〕",
)
FORMS = dict(zip(*_FORMS, strict=True))
"""Marks as vertical type draws them, and small ones (Unicode 15, U+FE10–FE6B), and those of horizontal type. U+FE30
stays: Unicode calls it a leader, and Big5 texts print it for a colon."""
FORM = re.compile("[\ufe10-\ufe19\ufe31-\ufe5e]")
VERTICAL = re.compile("[\ufe10-\ufe19\ufe35-\ufe48]|\ufe31\ufe31")
"""What only vertical type has. Without it a lone ︱ is the bar that Hong Kong papers part the topic of a head with."""
BAR = "\ufe31"

_MARKS = f"[{re.escape(OPENERS + CLOSERS + SENTENCE_END + PAUSES)}]{{0,2}}"
_TOKEN = rf"{_MARKS}(?:[^\s]|[0-9A-Za-z.%]+){_MARKS}"
SPREAD = re.compile(rf"\n{BLANK}*(?=\S{{1,5}} )(?P<line>{_TOKEN}(?: {{1,4}}{_TOKEN}){{3,}})(?={BLANK}*(?:\n|$))")
"""A line of which every character stands alone. The narrowest of its gaps is the spacing, a wider one parts words. A
Latin word or a number may stand among them as one."""
WORD = re.compile("[0-9A-Za-z.%]{2}")
FEWEST_ALONE = 8
"""So many Han characters stand alone, at the least, where words do as well: it is print that filled a line."""
DOUBLED = re.compile(rf"\n{BLANK}*(?P<line>(?:(\S)\2){{4,}})(?={BLANK}*(?:\n|$))")
MOSTLY = 0.6
"""The share of Han characters from which on a line is Chinese, and no row of figures."""


def radicals(text: str) -> Iterator[Edit]:
    """Write the unified ideograph for a radical, where a font's table put radicals into words."""
    if RADICAL.search(text) and sum(1 for _ in IN_A_WORD.finditer(text)) >= FEWEST_RADICALS:
        for match in RADICAL.finditer(text):
            yield (match.start(), match.end(), RADICALS.get(match[0], match[0]))


def ligatures(text: str) -> Iterator[Edit]:
    """Write the letters of a Latin ligature (U+FB00–FB06)."""
    for match in LIGATURE.finditer(text):
        yield (match.start(), match.end(), unicodedata.normalize("NFKC", match[0]))


def forms(text: str) -> Iterator[Edit]:
    """Write the marks of vertical type (︵﹁︒) as those of horizontal lines (GB/T 15834-2011 5.2), and small ones."""
    found = list(FORM.finditer(text))
    vertical = bool(found) and VERTICAL.search(text) is not None
    for match in found:
        if vertical or match[0] != BAR:
            yield (match.start(), match.end(), FORMS.get(match[0], match[0]))


def spread(text: str) -> Iterator[Edit]:
    """Close the gaps of a line that is set with space between its characters. Names (王 某 李 某) are none."""
    for start, line in _lines_like(SPREAD, text):
        if not is_name(re.sub(" +", " ", line)) and (not WORD.search(line) or len(HAN.findall(line)) >= FEWEST_ALONE):
            gaps = list(re.finditer(" +", line))
            narrow = min(len(gap[0]) for gap in gaps)
            yield from ((start + gap.start(), start + gap.end(), "") for gap in gaps if len(gap[0]) == narrow)


def doubled(text: str) -> Iterator[Edit]:
    """Take out the second print of a line whose characters all stand twice, as bold type that is none leaves them."""
    for start, line in _lines_like(DOUBLED, text):
        if len(set(line)) > 2:
            yield from ((start + at, start + at + 1, "") for at in range(1, len(line), 2))


def _lines_like(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text that a pattern describes, if they are Chinese, with their places.

    It looks for one kind of line end: `re` passes over a text ten times as fast where it looks for one character.
    """
    for end in LINE_END[1:]:
        text = text.replace(end, LINE_END[0])
    for match in pattern.finditer("\n" + text):
        if _is_chinese(match["line"]):
            yield match.start("line") - 1, match["line"]


def _is_chinese(line: str) -> bool:
    return len(HAN.findall(line)) >= MOSTLY * len("".join(line.split()))
