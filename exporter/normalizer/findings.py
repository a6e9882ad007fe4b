"""What a person should look at: noticed, never edited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exporter.edition import Edition, Role, SourceSpan, abridge
from exporter.normalizer.provenance import Finding

PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]+")


def findings_of(edition: Edition, source: str) -> tuple[Finding, ...]:
    """Return the findings on an edition and its source text, in the order of the source."""
    found = [*_articles(edition), *_private_use(source)]
    return tuple(sorted(found, key=lambda finding: (finding.span, finding.code)))


def _articles(edition: Edition) -> Iterator[Finding]:
    for article in edition.articles:
        first, last = article.blocks[0], article.blocks[-1]
        if article.truncated:
            yield Finding(
                "truncated",
                f"文章在句中中断：“{abridge(article.label)}”末句为“……{last.text[-12:]}”",
                f"the article stops in mid-sentence: {abridge(article.label)}, ending in ……{last.text[-12:]}",
                last.source[-1],
            )
        if not any(block.role is Role.HEADLINE for block in article.blocks):
            yield Finding(
                "no-headline",
                f"文章没有标题：“{abridge(first.text)}”",
                f"an article without a headline: {abridge(first.text)}",
                first.source[0],
            )


def _private_use(source: str) -> Iterator[Finding]:
    for match in PRIVATE_USE.finditer(source):
        codes = " ".join(f"U+{ord(c):04X}" for c in match[0])
        yield Finding(
            "private-use",
            f"专用区字符 {codes}，没有通用含义，请对照原版核对",
            f"private-use characters {codes} have no public meaning; check them against the printed page",
            SourceSpan(*match.span()),
        )
