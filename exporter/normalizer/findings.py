"""What a person should look at: noticed, never edited.

A finder is a function of an edition, its record so far (without findings) and its source text; it yields findings.
To add one, write it and name it in FINDERS.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from exporter.edition import Edition, Role, SourceSpan, abridge
from exporter.normalizer.provenance import Finding, Provenance

Finder = Callable[[Edition, Provenance, str], Iterator[Finding]]

PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]+")


def findings_of(edition: Edition, provenance: Provenance, source: str) -> tuple[Finding, ...]:
    """Return the findings on an edition, its record and its source text, in the order of the source."""
    found = [finding for finder in FINDERS for finding in finder(edition, provenance, source)]
    return tuple(sorted(found, key=lambda finding: (finding.span, finding.code)))


def truncated(edition: Edition, _: Provenance, __: str) -> Iterator[Finding]:
    """Find articles that stop in mid-sentence."""
    for article in edition.articles:
        if article.truncated:
            last = article.blocks[-1]
            yield Finding(
                "truncated",
                f"文章在句中中断：“{abridge(article.label)}”末句为“……{last.text[-12:]}”",
                f"the article stops in mid-sentence: {abridge(article.label)}, ending in ……{last.text[-12:]}",
                last.source[-1],
            )


def no_headline(edition: Edition, _: Provenance, __: str) -> Iterator[Finding]:
    """Find articles without a headline."""
    for article in edition.articles:
        if not any(block.role is Role.HEADLINE for block in article.blocks):
            first = article.blocks[0]
            yield Finding(
                "no-headline",
                f"文章没有标题：“{abridge(first.text)}”",
                f"an article without a headline: {abridge(first.text)}",
                first.source[0],
            )


def private_use(_: Edition, __: Provenance, source: str) -> Iterator[Finding]:
    """Find characters of the private use areas, which mean what somebody once agreed on."""
    for match in PRIVATE_USE.finditer(source):
        codes = " ".join(f"U+{ord(c):04X}" for c in match[0])
        yield Finding(
            "private-use",
            f"专用区字符 {codes}，没有通用含义，请对照原版核对",
            f"private-use characters {codes} have no public meaning; check them against the printed page",
            SourceSpan(*match.span()),
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
    no_headline,
    private_use,
    idle_overrule,
)
