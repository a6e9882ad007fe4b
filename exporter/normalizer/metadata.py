"""Who reports from where and when: datelines, as printed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from exporter.edition import Dateline
from exporter.normalizer.passage import HAN_CLASS
from exporter.normalizer.words import is_word

AGENCY = rf"本[报社刊台网]|[{HAN_CLASS}]{{1,8}}?(?:社|日报|晚报|早报|商报|都市报|报|网|电台|电视台|新闻|通讯)"
DAY = (
    r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日"
    r"|(?:[〇零○一二三四五六七八九]{4}年)?(?:[一二三四五六七八九十]{1,2}月)?[一二三四五六七八九十]{1,3}日"
)
DATELINE = re.compile(
    rf"据?(?P<agency>{AGENCY})(?P<place>[{HAN_CLASS}、/／· ]{{1,24}}?)??(?P<date>{DAY})"
    r"(?:综合外|专)?(?:电|讯|消息|报导|报道)"
)
LONGEST = 64
"""No dateline is longer, in characters."""
OPENERS, CLOSERS = "（(【〔[", "）)】〕]"
AT_END = re.compile(r"[（(【〔\[][^（）()【】〔〕\[\]]{4,48}[）)】〕\]]$")
REPORTER = re.compile(r"记者 ?(?:[^、 ]{2,6}[、 ])*")
NAME_LENGTHS = 3, 2, 4
"""How long personal names are, in characters, the commonest first."""


def dateline_of(texts: Iterable[tuple[str, str]]) -> Dateline | None:
    """Return the dateline that begins one of an article's body texts or stands at its end in brackets, else None.

    `texts` are given as they read in simplified script, and as they are printed.
    """
    for reading, printed in texts:
        match = _dateline(reading)
        if match is None:
            continue
        start, end = match.span("place")
        place = printed[start + _credit(reading[max(start, 0) : max(end, 0)]) : end].strip() if start >= 0 else ""
        return Dateline(printed[slice(*match.span("agency"))], place, printed[slice(*match.span("date"))])
    return None


def _dateline(text: str) -> re.Match[str] | None:
    if "日" in text[:LONGEST] and (match := DATELINE.match(text, text[0] in OPENERS)):
        return match
    note = AT_END.search(text, max(0, len(text) - 50)) if text[-1] in CLOSERS else None
    return DATELINE.match(text, note.start() + 1) if note else None


def _credit(text: str) -> int:
    """Return how many characters before the place name the reporters: 5 of 记者唐一舟临川, 0 where none is named.

    Nothing parts the last name from the place: the place is then what is left of the text that is a word.
    """
    match = REPORTER.match(text)
    if match is None:
        return 0
    rest = text[match.end() :]
    lengths = [length for length in NAME_LENGTHS if len(rest) >= length + 2]
    known = next((length for length in lengths if is_word(rest[length:])), None)
    return match.end() + (known or next(iter(lengths), 0))
