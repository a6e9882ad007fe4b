"""What a person should look at: noticed, never edited.

A finder is a function of an edition, its record so far (without findings) and its source text; it yields findings.
To add one, write it and name it in FINDERS.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from exporter.edition import Edition
from exporter.normalizer.article_finders import (
    no_headline,
    notices_twice,
    odd_headlines,
    open_paragraphs,
    truncated,
)
from exporter.normalizer.masthead_finders import (
    date_hint,
    doubtful_masthead,
    late_datelines,
    lost_jump,
    missing_pages,
    page_differs,
)
from exporter.normalizer.provenance import Finding, Provenance
from exporter.normalizer.script import reading_of
from exporter.normalizer.seams import may_lack
from exporter.normalizer.similar_finder import similar
from exporter.normalizer.wording_finders import (
    broken_words,
    doubled_marks,
    impossible_days,
    odd_characters,
    private_use,
    unpaired,
    unsure_dashes,
)

MOST = 200
"""How many findings of one code a person can look through; a text that has more is wrong as a whole."""
AROUND = 12
"""How many characters on either side of a break are shown."""
Finder = Callable[[Edition, Provenance, str], Iterator[Finding]]


def findings_of(edition: Edition, provenance: Provenance, source: str) -> tuple[Finding, ...]:
    """Return the findings on an edition, its record and its source text, in the order of the source.

    Of one code no more than MOST are told one by one; how many there are besides is told with the last.
    """
    found = [finding for finder in FINDERS for finding in finder(edition, provenance, source)]
    found.sort(key=lambda finding: (finding.span, finding.code))
    counts: Counter[str] = Counter()
    told: list[Finding] = []
    for finding in found:
        counts[finding.code] += 1
        if counts[finding.code] <= MOST:
            told.append(finding)
    lasts = {finding.code: place for place, finding in enumerate(told)}
    for code, more in ((code, count - MOST) for code, count in counts.items() if count > MOST):
        last = told[lasts[code]]
        told[lasts[code]] = replace(last, zh=f"{last.zh}（另有 {more} 处）", en=f"{last.en} ({more} more)")
    return tuple(told)


def text_lost(edition: Edition, provenance: Provenance, source: str) -> Iterator[Finding]:
    """Find breaks inside a paragraph at which characters may be lost; nothing is made up for them."""
    for seam in provenance.joins:
        before = source[max(0, seam.start - AROUND) : seam.start].rpartition("\n")[2]
        after = source[seam.end : seam.end + AROUND].partition("\n")[0]
        if before and after and may_lack(*(reading_of(text, edition.language) for text in (before, after))):
            yield Finding(
                "text-lost",
                f"断开处可能缺字：“……{before}｜{after}……”，请对照原版核对",
                f"characters may be lost at the break: ……{before}|{after}……; check them against the printed page",
                seam,
            )


def idle_overrule(_: Edition, provenance: Provenance, __: str) -> Iterator[Finding]:
    """Find decisions of a person that changed nothing."""
    for overrule in provenance.overrules:
        if overrule.idle:
            yield Finding(
                "overrule-idle",
                f"人工裁定 {overrule.action} {overrule.told} 没有起作用：那里没有它能改变的东西",
                f"the decision {overrule.action} {overrule.told} changed nothing: nothing there is to change",
                overrule.span,
            )


FINDERS: tuple[Finder, ...] = (
    truncated,
    text_lost,
    no_headline,
    odd_headlines,
    open_paragraphs,
    notices_twice,
    lost_jump,
    unpaired,
    doubled_marks,
    broken_words,
    unsure_dashes,
    impossible_days,
    similar,
    odd_characters,
    private_use,
    date_hint,
    late_datelines,
    doubtful_masthead,
    page_differs,
    missing_pages,
    idle_overrule,
)
