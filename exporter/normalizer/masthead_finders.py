"""Finders about the edition as a whole: its date where the text does not prove one, its pages, its jump lines."""

from __future__ import annotations

import contextlib
import datetime
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from operator import itemgetter

from exporter.edition import Edition, SourceSpan, abridge
from exporter.language import listed
from exporter.normalizer.claims import FIELDS
from exporter.normalizer.pages import file_at, normal, numbers_of
from exporter.normalizer.provenance import Finding, Provenance

OTHERS = 4
"""How many other wordings of a masthead are told."""
NAMED_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.年]?(\d{1,2})[-_.月]?(\d{1,2})日?(?!\d)")
LATEST = datetime.timedelta(days=60)
"""A dateline further after the edition's day is one of the year before."""
PAGE = re.compile(r"([A-Z]?)0*(\d{1,3})")
MOST_MISSING = 3
"""So many times as many pages are there as are missing, or somebody has chosen them."""
DATELINE_DAY = re.compile(r"(?:(\d{1,2})月)?(\d{1,2})日")


def doubtful_masthead(_: Edition, provenance: Provenance, __: str) -> Iterator[Finding]:
    """Find what mastheads and folio lines say differently, or against the calendar."""
    values: dict[str, list[str]] = {}
    for claim in provenance.masthead:
        values.setdefault(claim.field, []).append(claim.value)
    for claim in provenance.masthead:
        if not claim.proved:
            zh, en = FIELDS[claim.field]
            others = listed(value for value in values[claim.field][:OTHERS] if value != claim.value)
            against = ("与星期不符", "against its weekday")
            if others[0]:
                against = f"别处是 {others[0]}", f"elsewhere {others[1]}"
            yield Finding(
                "masthead-doubtful",
                f"这里的{zh}是 {claim.value}，{against[0]}；没有采用",
                f"the {en} here is {claim.value}, {against[1]}; it is not taken",
                claim.source[0],
            )


def date_hint(edition: Edition, _: Provenance, __: str) -> Iterator[Finding]:
    """Say what the day of an edition might be that does not say it: by its file's name and its datelines."""
    named = _named(edition)
    hints = [*_hints(edition, named)] if edition.date is None and edition.articles else []
    if hints:
        line = f"date = {named.isoformat()}" if named else ""
        examples = (f"（{line}）", f" ({line})") if named else ("", "")
        zh, en = "；".join(hint[0] for hint in hints), "; ".join(hint[1] for hint in hints)
        start = edition.articles[0].blocks[0].source[0].start
        yield Finding(
            "date-unproved",
            f"原文没有写明出版日期：{zh}。请用 --date 或 NAME.toml 指明{examples[0]}",
            f"the text does not say the day of the edition: {en}. Give it with --date or in NAME.toml{examples[1]}",
            SourceSpan(start, start + 1),  # it is about no words in particular
        )


def _named(edition: Edition) -> datetime.date | None:
    """Return the day that the name of the source, or of a file of it, says."""
    names = [edition.source.name, *(page.name for page in edition.source.pages)]
    return next(filter(None, map(_named_day, names)), None)


def _hints(edition: Edition, named: datetime.date | None) -> Iterator[tuple[str, str]]:
    """Yield what speaks for a day, in both languages."""
    if named:
        yield f"文件名写着 {named.isoformat()}", f"the file's name says {named.isoformat()}"
    days = Counter(a.dateline.date for a in edition.articles if a.dateline and DATELINE_DAY.search(a.dateline.date))
    if days:
        latest = max(days, key=_month_and_day)
        yield (
            f"最晚的电头是 {latest}（{days[latest]} 篇），日报多在次日见报",
            f"the latest dateline is {latest} ({days[latest]} articles), and a daily comes out the day after",
        )


def _named_day(name: str) -> datetime.date | None:
    for match in NAMED_DAY.finditer(name):
        try:
            return datetime.date(*map(int, match.groups()))
        except ValueError:
            continue
    return None


def _month_and_day(day: str) -> tuple[int, int]:
    match = DATELINE_DAY.search(day)
    return (int(match[1] or 0), int(match[2])) if match else (0, 0)


def late_datelines(edition: Edition, _: Provenance, __: str) -> Iterator[Finding]:
    """Find datelines of days after that of the edition: one of the two is wrong."""
    if edition.date is None:
        return
    for article in edition.articles:
        match = DATELINE_DAY.search(article.dateline.date) if article.dateline else None
        if match is None:
            continue
        day = _nearest_day(match, edition.date)
        if day and datetime.timedelta() < day - edition.date <= LATEST:
            block = next(block for block in article.blocks if match[0] in block.text)
            yield Finding(
                "dateline-late",
                f"电头是 {match[0]}，晚于出版日期 {edition.date}：“{abridge(article.label)}”",
                f"the dateline is of {day}, after the day of the edition, {edition.date}: {abridge(article.label)}",
                block.source[0],
            )


def _nearest_day(match: re.Match[str], near: datetime.date) -> datetime.date | None:
    """Return the day of a dateline in the year in which it is nearest to another; None where it names no month."""
    if not match[1]:
        return None
    days = []
    for year in (near.year - 1, near.year, near.year + 1):
        with contextlib.suppress(ValueError):
            days.append(datetime.date(year, int(match[1]), int(match[2])))
    return min(days, key=lambda day: abs(day - near), default=None)


def page_differs(edition: Edition, _: Provenance, __: str) -> Iterator[Finding]:
    """Find articles whose page mark says another page than their file's name."""
    pages = edition.source.pages
    numbers = numbers_of([page.name for page in pages])
    told: set[str] = set()
    for article in edition.articles:
        first = article.blocks[0].source[0]
        file = file_at(pages, first.start)
        number = numbers[file.name] if file else ""
        if file and number and file.name not in told and normal(number) != normal(article.page):
            told.add(file.name)
            yield Finding(
                "page-differs",
                f"文件 {file.name} 里的版面标记是第{article.page}版，以标记为准",
                f"the page mark in {file.name} says page {article.page}; it goes before the file's name",
                first,
            )


def missing_pages(edition: Edition, _: Provenance, __: str) -> Iterator[Finding]:
    """Find pages that are not in an edition which has nearly all from its first to its last; A1 is another run than 1.

    Somebody who has only some pages of an edition knows that.
    """
    runs: dict[str, set[int]] = {}
    for article in edition.articles:
        if match := PAGE.fullmatch(article.page):
            runs.setdefault(match[1], set()).add(int(match[2]))
    for letter, pages in runs.items():
        missing = sorted(set(range(min(pages), max(pages))) - pages)
        if missing and len(pages) >= MOST_MISSING * len(missing):
            zh, en = listed(f"{letter}{page}" for page in missing)
            start = edition.articles[0].blocks[0].source[0].start
            yield Finding(
                "pages-missing",
                f"{letter}{min(pages)} 版到 {letter}{max(pages)} 版之间没有第 {zh} 版的文字",
                f"of the pages from {letter}{min(pages)} to {letter}{max(pages)} there is no text of {en}",
                SourceSpan(start, start + 1),
            )


def lost_jump(edition: Edition, provenance: Provenance, source: str) -> Iterator[Finding]:
    """Find jump lines whose other part was not found, or could not be told from others."""
    starts = sorted((article.blocks[0].source[0].start, article.label) for article in edition.articles)
    for jump in provenance.jumps:
        span = jump.leaves or jump.arrives
        if span is None or (jump.leaves and jump.arrives):
            continue
        line = source[span.start : span.end]
        place = bisect_right(starts, span.start, key=itemgetter(0)) - (1 if jump.leaves else 0)
        label = abridge(starts[min(max(place, 0), len(starts) - 1)][1]) if starts else ""
        if jump.rivals:
            yield Finding(
                "jump-ambiguous",
                f"{line}：另一部分有 {jump.rivals} 处可能，未接（{label}）",
                f"{line}: its other part may be any of {jump.rivals}; not joined ({label})",
                span,
            )
        else:
            yield Finding(
                "jump-unmatched",
                f"{line}：没有找到另一部分（{label}）",
                f"{line}: its other part was not found ({label})",
                span,
            )
