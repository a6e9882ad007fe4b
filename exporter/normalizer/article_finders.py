"""Finders about articles as wholes: cut off, without a head or a text, broken in two, read out of mixed columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from exporter.edition import Article, ArticleKind, Block, Edition, Role, SourceSpan, abridge
from exporter.normalizer.passage import HAN_CLASS, fold
from exporter.normalizer.provenance import Finding, Provenance

OPEN = re.compile(f"[{HAN_CLASS}A-Za-z0-9，、]")
"""How a text ends that goes on: not with a mark that ends a sentence, nor with what closes a quote or a credit."""
CLOSED = frozenset("。！？”")
SHORTEST_OPEN = 20
"""Characters below which a paragraph is some line of a list, a table or a poem."""
LONGEST_HEADLINE = 60
"""Characters of a headline, all its lines together: of 1,400 articles read on real pages three have more."""
MIXED = 4
"""So many broken articles make an edition one of mixed columns, where they are a share of MIXED_SHARE of all."""
MIXED_SHARE = 0.15
TEXT = frozenset({Role.PARAGRAPH, Role.CAPTION, Role.SUBHEAD, Role.SIGNATURE})
SENTENCE = ("。", "！", "？")


def truncated(edition: Edition, provenance: Provenance, source: str) -> Iterator[Finding]:
    """Find articles that stop in mid-sentence; where a jump line leads on from there, that line is told."""
    leaves = {jump.leaves.start for jump in provenance.jumps if jump.leaves}
    for article in edition.articles:
        if not article.truncated:
            continue
        last = article.blocks[-1]
        if not last.text.endswith(SENTENCE) and _next(source, last.source[-1].end) not in leaves:
            yield Finding(
                "truncated",
                f"文章在句中中断：“{abridge(article.label)}”末句为“……{last.text[-12:]}”",
                f"the article stops in mid-sentence: {abridge(article.label)}, ending in ……{last.text[-12:]}",
                last.source[-1],
            )


def no_headline(edition: Edition, provenance: Provenance, source: str) -> Iterator[Finding]:
    """Find articles without a headline; a part that a jump line brings from another page needs none."""
    arrives = {_next(source, jump.arrives.end) for jump in provenance.jumps if jump.arrives}
    for article in edition.articles:
        first = article.blocks[0]
        if not any(block.role is Role.HEADLINE for block in article.blocks) and first.source[0].start not in arrives:
            yield Finding(
                "no-headline",
                f"文章没有标题：“{abridge(first.text)}”",
                f"an article without a headline: {abridge(first.text)}",
                first.source[0],
            )


def odd_headlines(edition: Edition, _: Provenance, __: str) -> Iterator[Finding]:
    """Find headlines with nothing below them, and those so long that two may be in one."""
    for article in edition.articles:
        headline = next((block for block in article.blocks if block.role is Role.HEADLINE), article.blocks[0])
        if _is_alone(article):
            yield Finding(
                "no-text",
                f"标题下没有正文：“{abridge(article.label)}”",
                f"a headline without a text: {abridge(article.label)}",
                headline.source[0],
            )
        elif len(article.headline) > LONGEST_HEADLINE:
            yield Finding(
                "long-headline",
                f"标题有 {len(article.headline)} 字，可能并进了别的标题或正文：“{abridge(article.headline)}”",
                f"a headline of {len(article.headline)} characters, two in one or some text? "
                f"{abridge(article.headline)}",
                headline.source[0],
            )


def open_paragraphs(edition: Edition, provenance: Provenance, _: str) -> Iterator[Finding]:
    """Find paragraphs that stop in mid-sentence with more of the article below, or say that columns were mixed.

    Where a great share of the articles are broken so, or have no text, it is the order of the text that is wrong: then
    that is told once. What a person parted is as they want it.
    """
    parted = {overrule.span.start for overrule in provenance.overrules if overrule.action == "part"}
    broken = [pair for article in edition.articles for pair in _open_in(article)]
    alone = [article for article in edition.articles if _is_alone(article)]
    cut = [article for article in edition.articles if article.truncated]
    unfinished = len(broken) + len(cut)
    if unfinished > 1 and unfinished + len(alone) >= max(MIXED, MIXED_SHARE * len(edition.articles)):
        first = broken[0][0] if broken else cut[0].blocks[-1]
        yield Finding(
            "columns-mixed",
            f"像是并排的栏被混在了一起：{len(broken)} 段没有写完，{len(cut)} 篇中断，{len(alone)} 个标题没有正文。"
            "文字若取自 PDF，请改用 pypdfium2 或 pdftotext -raw 重新取出（见 README）",
            f"columns seem to have been mixed: {len(broken)} paragraphs unfinished, {len(cut)} articles cut off, "
            f"{len(alone)} headlines without a text. "
            "If the text comes out of a PDF, take it out anew with pypdfium2 or "
            "pdftotext -raw (see README)",
            first.source[0],
        )
        return
    for left, right in broken:
        if right.source[0].start in parted:
            continue
        yield Finding(
            "open-paragraph",
            f"段落没有写完，没有与下一段接上：“……{left.text[-12:]}｜{right.text[:12]}……”",
            f"a paragraph is unfinished and not joined to the next: ……{left.text[-12:]}|{right.text[:12]}……",
            right.source[0],
        )


def notices_twice(edition: Edition, _: Provenance, __: str) -> Iterator[Finding]:
    """Find notices printed twice: a notice is never taken out as a repeat, so a person is asked."""
    seen: dict[str, Article] = {}
    for article in edition.articles:
        if article.kind is ArticleKind.NOTICE:
            text = fold("".join(block.text for block in article.blocks))
            first, last = article.blocks[0].source[0], article.blocks[-1].source[-1]
            if seen.setdefault(text, article) is not article:
                yield Finding(
                    "notice-twice",
                    f"同一则声明、公告印了两遍，都保留了：“{abridge(article.blocks[-1].text)}”",
                    f"a notice that stands twice; both were kept: {abridge(article.blocks[-1].text)}",
                    SourceSpan(first.start, max(first.end, last.end)),  # it may end higher up, in the next column
                )


def _is_alone(article: Article) -> bool:
    """Return whether an article has heads and no text."""
    return not any(block.role in TEXT for block in article.blocks)


def _open_in(article: Article) -> Iterator[tuple[Block, Block]]:
    """Yield the unfinished paragraphs of an article, each with the block below it.

    The first paragraph may be what editors set above the text, a sentence that ends without a mark.
    """
    if article.kind is ArticleKind.NOTICE:
        return
    started, paragraph = False, Role.PARAGRAPH
    for left, right in pairwise(article.blocks):
        if left.role is not paragraph:
            continue
        if left.text[-1] in CLOSED:  # nearly all are
            started = True
            continue
        goes_on = len(left.text) > SHORTEST_OPEN and right.role in TEXT and OPEN.match(left.text[-1])
        if goes_on and (started or any(mark in left.text for mark in SENTENCE)):
            yield left, right
        started = True


def _next(source: str, at: int) -> int:
    """Return where the text goes on after `at`: the first character from there that is no white space."""
    while at < len(source) and source[at].isspace():
        at += 1
    return at
