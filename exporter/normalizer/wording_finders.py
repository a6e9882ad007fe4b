"""Finders that read the text itself: characters that look wrong, marks without a partner, days that do not exist."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from exporter.edition import Block, Edition, Role, SourceSpan
from exporter.normalizer.joined import BROKEN_WORD, first_part
from exporter.normalizer.passage import HAN_CLASS
from exporter.normalizer.private_use import PRIVATE_USE
from exporter.normalizer.provenance import Change, Finding, Provenance
from exporter.normalizer.record import located

LATIN = "\u00c2\u00c3\u00e2-\u00ef"
"""What UTF-8 read as Latin-1 has before other signs."""
ODD = re.compile(
    f"[\ufffd\u2e80-\u2fdf〓锟烫屯{LATIN}]"
    "(?:(?P<lost>(?<=\ufffd)\ufffd*)|(?P<radical>(?<=[\u2e80-\u2fdf])[\u2e80-\u2fdf]*)|(?P<blank>(?<=〓)〓*)"
    "|(?P<garbled>(?<=锟)斤拷(?:锟斤拷)*|(?<=烫)烫烫+|(?<=屯)屯屯+"
    f"|(?<=[{LATIN}])[\u0080-\u00bf\u2018-\u2122]{{1,2}}(?:[{LATIN}][\u0080-\u00bf\u2018-\u2122]{{1,2}})+))"
)
ODD_WORDS = {
    "lost": ("解码前已丢失的字符 {}", "characters lost before this text was made: {}"),
    "radical": ("部首符号 {}，看似汉字而不是", "radicals {} that look like characters and are none"),
    "garbled": ("像是乱码：{}", "this looks garbled: {}"),
    "blank": ("缺字符号 {}，请对照原版补上", "a sign for a missing character {}: see the printed page"),
}
PAIRS = dict(zip("“‘（《〈「『【〔", "”’）》〉」』】〕", strict=True))
OPENERS = {closer: opener for opener, closer in PAIRS.items()}
PAIRED = re.compile(f"[{''.join(PAIRS)}{''.join(OPENERS)}]")
DEEPEST = 16
"""How many quotes and brackets may stand within each other."""
QUOTES = frozenset("“‘「『")
ALONE = re.compile(
    r"(?:^|(?<=[，。；：、\s])(?<![A-Za-z]\s))[（(]?[0-9一二三四五六七八九十a-zA-Z]{1,3}[）)]"  # a list's number: 1）
    r"|(?<=[A-Za-z])’"  # an apostrophe: St Peter’s
    r"|^[^《》“「，。]{1,6}》"  # what a headline is about, as Taiwan's papers set it: 足球》
)
"""Closers that need no opener."""
DOUBLED_MARK = re.compile("[，、；：。](?<![，、；：。]{2})[，、；：。](?![，、；：。])")
UNSURE_DASH = re.compile(f"--(?<=[{HAN_CLASS}]--)(?=[{HAN_CLASS}])")
DAY = re.compile(
    r"(?P<month>\d(?<!\d\d)(?<!\d[\r\n]\d)(?<!《\d)\d?)月(?P<day>\d{1,2})日(?!》)(?:[（(]?(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天]))?"
)
MONTH = re.compile(r"月(?=\d{1,2}日)")
YEAR = re.compile(r"(\d{4})年")


def odd_characters(_: Edition, __: Provenance, source: str) -> Iterator[Finding]:
    """Find characters that stand for lost ones, radicals in place of characters, and wrongly decoded text."""
    for match in ODD.finditer(source):
        zh, en = ODD_WORDS[match.lastgroup or "lost"]
        code = "lost-character" if match.lastgroup in ("lost", "blank") else "odd-character"
        yield Finding(code, zh.format(match[0]), en.format(match[0]), SourceSpan(*match.span()))


def private_use(_: Edition, provenance: Provenance, source: str) -> Iterator[Finding]:
    """Find characters of the private use areas that no table knows: they mean what somebody once agreed on."""
    known = {change.start for change in provenance.changes if "private-use" in change.rule}
    for match in PRIVATE_USE.finditer(source):
        if known.issuperset(range(*match.span())):
            continue
        codes = " ".join(f"U+{ord(c):04X}" for c in match[0])
        yield Finding(
            "private-use",
            f"专用区字符 {codes}，没有通用含义，请对照原版核对",
            f"private-use characters {codes} have no public meaning; check them against the printed page",
            SourceSpan(*match.span()),
        )


def broken_words(_: Edition, provenance: Provenance, source: str) -> Iterator[Finding]:
    """Find hyphens at a line's end that may be the word's own or the line's: nothing in the text says which."""
    taken_out = {change.start for change in provenance.changes if "hyphen" in change.rule}
    for match in BROKEN_WORD.finditer(source):
        whole = f"{first_part(source, match)}-{match[1]}"
        if match.start() not in taken_out and whole not in source.lower():
            yield Finding(
                "hyphen-at-break",
                f"行末的连字符可能是断行所加：{whole}",
                f"the hyphen at a line's end may be only the line's: {whole}",
                SourceSpan(match.start(), match.start() + 1),
            )


def _matches(pattern: re.Pattern[str], edition: Edition) -> Iterator[tuple[Block, re.Match[str]]]:
    """Yield the places of a pattern in an edition. Most have none: one search says so, thousands would."""
    blocks = [*edition.blocks()]
    if pattern.search("\n".join([block.text for block in blocks])):
        for block in blocks:
            for match in pattern.finditer(block.text):
                yield block, match


def _around(text: str, match: re.Match[str]) -> str:
    """Return a match with a few characters on either side."""
    return text[max(0, match.start() - 8) : match.end() + 8]


def unsure_dashes(edition: Edition, provenance: Provenance, _: str) -> Iterator[Finding]:
    """Find two hyphens between Han, which may be a dash or may join two names (GB/T 15834 4.10, 4.13)."""
    for block, match in _matches(UNSURE_DASH, edition):
        around = _around(block.text, match)
        yield Finding(
            "unsure-dash",
            f"“--”是破折号还是连接号？……{around}……",
            f"two hyphens, a dash or a joining sign? ……{around}……",
            located(block, provenance.changes, *match.span()),
        )


def unpaired(edition: Edition, provenance: Provenance, _: str) -> Iterator[Finding]:
    """Find quotes and brackets without a partner in their article (GB/T 15834 4.8, 4.9).

    A speech of several paragraphs opens its quotes with each and closes them with the last; an article that was cut
    off closes nothing.
    """
    changes = provenance.changes
    for article in edition.articles:
        still_open: list[tuple[str, Block]] = []
        last = article.blocks[-1] if article.truncated else None
        for block in article.blocks:
            opened, strays = _unpaired_in(block.text)
            if not (opened or strays or still_open):
                continue
            for mark in strays:
                if mark in "”’」』" and still_open and still_open[-1][0] == OPENERS[mark]:
                    still_open.pop()
                else:
                    yield _unpaired(mark, block, changes)
            if still_open and block.text.startswith(still_open[-1][0]):
                still_open.pop()
            if block is last:
                continue
            if block.role is not Role.PARAGRAPH or not QUOTES.issuperset(opened):
                yield from (_unpaired(mark, block, changes) for mark in opened)
            else:
                still_open += ((mark, block) for mark in opened)
        if not article.truncated:
            yield from (_unpaired(mark, block, changes) for mark, block in still_open)


def _unpaired_in(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the openers of a text that nothing in it closes, and the closers that nothing opens; each once."""
    unpaired = _unpaired_of("".join(PAIRED.findall(text)))
    return _unpaired_of("".join(PAIRED.findall(ALONE.sub("", text)))) if unpaired[1] else unpaired


@lru_cache(maxsize=1000)
def _unpaired_of(marks: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the same for marks alone. (Most paragraphs have none, or one of a few dozen sequences of them.)"""
    opened: list[str] = []
    strays: list[str] = []
    for mark in marks:
        if mark in PAIRS:
            opened.append(mark)
        elif opened and opened[-1] == OPENERS[mark]:
            opened.pop()
        elif OPENERS[mark] in (near := opened[-DEEPEST:]):
            del opened[len(opened) - 1 - near[::-1].index(OPENERS[mark]) :]
        else:
            strays.append(mark)
    return tuple(dict.fromkeys(opened)), tuple(dict.fromkeys(strays))


def _unpaired(mark: str, block: Block, changes: Sequence[Change]) -> Finding:
    at = block.text.find(mark) if mark in OPENERS else block.text.rfind(mark)
    around = block.text[max(0, at - 8) : at + 9]
    wording = f"……{around}……"
    span = located(block, changes, at, at + 1)
    return Finding("unpaired", f"{mark} 没有配对：{wording}", f"{mark} has no partner: {wording}", span)


def doubled_marks(edition: Edition, provenance: Provenance, _: str) -> Iterator[Finding]:
    """Find two marks side by side where Chinese writes one."""
    for block, match in _matches(DOUBLED_MARK, edition):
        around = _around(block.text, match)
        yield Finding(
            "doubled-mark",
            f"标点重叠 {match[0]}：……{around}……",
            f"two marks side by side {match[0]}: ……{around}……",
            located(block, provenance.changes, *match.span()),
        )


def impossible_days(edition: Edition, _: Provenance, source: str) -> Iterator[Finding]:
    """Find days that no calendar has, and weekdays that are not those of their date."""
    for match in _days(source):
        dated = YEAR.fullmatch(source, max(0, match.start() - 5), match.start())
        year = int(dated[1]) if dated else edition.date.year if edition.date else None
        span = SourceSpan((dated or match).start(), match.end())
        printed = source[span.start : span.end]
        try:
            day = datetime.date(year or 2024, int(match["month"]), int(match["day"]))
        except ValueError:
            yield Finding(
                "impossible-date",
                f"没有这一天：{printed}",
                f"there is no such day: {printed}",
                span,
            )
            continue
        if match["weekday"] and year and "一二三四五六日".find(match["weekday"].replace("天", "日")) != day.weekday():
            right = "一二三四五六日"[day.weekday()]
            yield Finding(
                "wrong-weekday",
                f"{day.isoformat()} 是星期{right}，原文作“{printed}”",
                f"{day.isoformat()} was a {day:%A}; the text has {printed}",
                span,
            )


def _days(source: str) -> Iterator[re.Match[str]]:
    """Yield the days of a text. They are looked for from 月 back, for a digit takes long to find."""
    for month in MONTH.finditer(source):
        at = month.start()
        if match := DAY.match(source, max(0, at - 2)) or DAY.match(source, max(0, at - 1)):
            yield match
