"""Other manners of setting up the same articles, so that a model does not learn one paper's.

With or without bylines, lead words, kickers, decks, columns' names and marks; set apart by blank lines, indents or
nothing; with columns of short items; broken, cut off, without a headline.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from gold_editions import Line

from exporter.edition import Role
from exporter.normalizer.grammar import MARK
from exporter.normalizer.patterns import LEAD

LEAD_WORDS = re.compile(f"(?:{LEAD.pattern})[：:]?(?: ?（[^（）]{{2,40}}）)?[：: ]*")
COLUMN = re.compile(r" ?（[^（）]{2,24}）$")
CREDIT = re.compile(r" *[^。 ]{0,12}(?:摄|供图|资料图片)(?:（[^（）]{1,12}）)?。?$")
TOPIC = re.compile(r"[^。！？“”：；]{12,36}(?=。)")
PAPERS = ("本报讯", "晚报讯", "商报讯", "日报消息", "电视台消息", "新闻网讯", "早报讯")
NAMES = ("王小川", "李 静", "陈立新", "赵雪", "周 明", "刘海燕", "孙 浩")
SECTIONS = ("□专题", "■综合", "◆副刊", "□要闻", "●文体")
ROUNDUPS = ("国内快讯", "国际简讯", "环球速览", "简讯", "要闻速递", "城事播报", "财经短讯")
HEADS = frozenset({Role.KICKER, Role.HEADLINE, Role.SUBTITLE})
OPTIONAL = {
    Role.BYLINE: 0.4,
    Role.KICKER: 0.5,
    Role.SUBTITLE: 0.6,
    Role.CAPTION: 0.7,
    Role.SUBHEAD: 0.75,
    Role.SIGNATURE: 0.5,
    Role.DATELINE: 0.6,
    MARK: 0.5,
}
"""Roles that not every paper has, and how many editions in the training keep them. Notices go with signatures."""
BARE = frozenset({Role.SUBHEAD, Role.SIGNATURE})
"""What a transcript keeps of these,"""
PLAIN = frozenset({Role.KICKER, Role.SUBTITLE, Role.CAPTION, Role.SUBHEAD})
"""and what a page without credits does."""
BRIEFS = 0.2
"""How many editions are columns of briefs, each an article of its own."""


@dataclass(frozen=True)
class Manner:
    """How one edition is set up. `columns`: where a column's name stands: after the headline, before it, nowhere.
    `leads`: lead words as they are, none, or `paper` at the head of every report."""

    kept: frozenset[Role]
    leads: str
    paper: str
    columns: str
    decks: str
    credits: bool


def _manner(rng: random.Random) -> Manner:
    bare = rng.random() < 0.25
    kept = (
        rng.choice((BARE, PLAIN))
        if bare
        else frozenset(role for role, share in OPTIONAL.items() if rng.random() < share)
    )
    return Manner(
        kept,
        leads=rng.choice(("strip", "strip", "add") if bare else ("keep", "strip", "strip", "add")),
        paper=rng.choice(PAPERS),
        columns="none" if bare else rng.choice(("after", "after", "none", "none", "before")),
        decks=rng.choice(("space", "comma", "close")),
        credits=rng.random() < 0.6,
    )


def varied(lines: Sequence[Line], rng: random.Random) -> list[Line]:
    """Return the edition in another manner, chosen at random."""
    manner = _manner(rng)
    articles = [list(group) for _, group in groupby(lines, key=lambda line: line.article)]
    if rng.random() < 0.3 and len(articles) > 3:
        start = rng.randrange(len(articles) - 2)
        articles = articles[start : start + rng.randint(2, 6)]
    articles = [set_up for article in articles if (set_up := _article(article, manner, rng))]
    if rng.random() < 0.3:
        rng.shuffle(articles)
    if rng.random() < BRIEFS:
        articles = [_brief(article, rng) for article in articles]
    elif rng.random() < 0.35:
        articles = _with_roundup(articles, rng)
    if rng.random() < 0.25:
        articles = _with_marks(articles, rng)
    return _laid_out(_damaged(articles, rng), rng)


def mixed(editions: Sequence[Sequence[Line]], rng: random.Random) -> list[Line]:
    """Return articles of several editions as one page, in any order."""
    articles: list[list[Line]] = []
    for n, lines in enumerate(editions):
        for key, group in groupby(lines, key=lambda line: line.article):
            articles.append([replace(line, article=None if key is None else key + 1000 * n) for line in group])
    rng.shuffle(articles)
    return [line for article in articles[: rng.randint(4, 14)] for line in article]


def _article(article: Sequence[Line], manner: Manner, rng: random.Random) -> list[Line]:
    roles = {line.role for line in article}
    if Role.SIGNATURE in roles:
        return list(article) if Role.SIGNATURE in manner.kept else []
    kept = [line for line in article if line.role not in OPTIONAL or line.role in manner.kept]
    long_subheads = rng.random() < 0.4
    lead = next((line for line in kept if line.role is Role.PARAGRAPH), None)
    set_up: list[Line] = []
    for line in kept:
        text = line.text
        if line.role in HEADS:
            text = _head(line, manner)
        elif line.role is Role.SUBHEAD and long_subheads:
            text = _longer(text, article, rng)
        elif line.role is Role.CAPTION and not manner.credits:
            text = CREDIT.sub("", text) or text
        elif line is lead and manner.leads != "keep":
            text = LEAD_WORDS.sub("", text, count=1) or text
            if manner.leads == "add" and Role.BYLINE not in roles and rng.random() < 0.85:
                name = f"（记者{rng.choice(NAMES)}）" if rng.random() < 0.5 else rng.choice(("", " ", "："))
                text = manner.paper + name + text
        set_up.append(replace(line, text=text))
    return set_up


def _head(line: Line, manner: Manner) -> str:
    """Return a line of a deck as this manner has it."""
    text = line.text
    column = COLUMN.search(text)
    if column and manner.columns != "after" and len(text) > len(column[0]):
        text = text.removesuffix(column[0])
        if manner.columns == "before" and line.role is Role.HEADLINE:
            text = f"【{column[0].strip(' （）')}】{text}"
    if manner.decks != "space" and len(text) > 12:
        text = text.replace(" ", "，" if manner.decks == "comma" else "")
    return text


def _longer(subhead: str, article: Sequence[Line], rng: random.Random) -> str:
    """Return a subhead as papers that like them long would have it: two in one, or a paragraph's first sentence."""
    if rng.random() < 0.4:
        return subhead + "，" + rng.choice([line.text for line in article if line.role is Role.SUBHEAD])
    topics = [found[0] for line in article if line.role is Role.PARAGRAPH and (found := TOPIC.match(line.text))]
    return rng.choice(topics) if topics else subhead


def _brief(article: list[Line], rng: random.Random) -> list[Line]:
    """Return an article of which only a paragraph or two are printed, if it is no notice."""
    paragraphs = [line for line in article if line.role is Role.PARAGRAPH]
    dropped = {*paragraphs[rng.choice((1, 1, 1, 2, 2, 3)) :], *(line for line in article if line.role is Role.SUBHEAD)}
    is_notice = any(line.role is Role.SIGNATURE for line in article)
    return article if is_notice else [line for line in article if line not in dropped]


def _with_roundup(articles: list[list[Line]], rng: random.Random) -> list[list[Line]]:
    """Set some neighbouring articles as the short items of one column."""
    start = rng.randrange(len(articles)) if articles else 0
    end = start + rng.randint(3, 7)
    led = rng.random() < 0.4
    items: list[Line] = []
    for article in articles[start:end]:
        head = next((line for line in article if line.role is Role.HEADLINE), None)
        body = [line for line in article if line.role is Role.PARAGRAPH and not line.open and len(line.text) > 30]
        if head is None or not body or any(line.role is Role.SIGNATURE for line in article):
            continue
        first = body[0].text if led else LEAD_WORDS.sub("", body[0].text, count=1) or body[0].text
        more = rng.choice((0, 0, 0, 0, 1, 2)) if led else rng.random() < 0.1
        items += [replace(head, role=Role.SUBHEAD), replace(body[0], text=first), *body[1 : 1 + more]]
    if len(items) < 4:
        return articles
    number = items[0].article
    roundup = [Line(rng.choice(ROUNDUPS), Role.HEADLINE, number), *(replace(item, article=number) for item in items)]
    return [*articles[:start], roundup, *articles[end:]]


def _with_marks(articles: list[list[Line]], rng: random.Random) -> list[list[Line]]:
    marked: list[list[Line]] = []
    for article in articles:
        marked.append(article)
        if rng.random() < 0.5:
            marked.append([Line(rng.choice(SECTIONS), MARK, None)])
    return marked


def _damaged(articles: Sequence[list[Line]], rng: random.Random) -> list[Line]:
    """Break paragraphs, cut articles off, take headlines away."""
    breaks, cuts, headless = rng.choice((0.0, 0.03, 0.08)), rng.choice((0.0, 0.05, 0.2)), rng.choice((0.0, 0.0, 0.1))
    damaged: list[Line] = []
    for n, article in enumerate(articles):
        last = n + 1 == len(articles)
        lines = _cut_off(article, rng) if not last and rng.random() < cuts else article
        if rng.random() < headless and any(LEAD.match(line.text) for line in lines):
            lines = [line for line in lines if line.role not in HEADS | {Role.BYLINE}]
        for line in lines:
            damaged += _broken(line, rng) if rng.random() < breaks else (line,)
    return damaged


def _cut_off(article: list[Line], rng: random.Random) -> list[Line]:
    places = [i for i, line in enumerate(article) if line.role is Role.PARAGRAPH and len(line.text) > 24]
    if not places:
        return article
    last = rng.choice(places)
    text = article[last].text
    text = text[: rng.randint(8, len(text) - 4)].rstrip("。！？”…；：） ")
    return [*article[:last], replace(article[last], text=text, open=False)]


def _broken(line: Line, rng: random.Random) -> tuple[Line, ...]:
    """Return a paragraph in two pieces, now and then without the characters at the break."""
    if line.role is not Role.PARAGRAPH or len(line.text) <= 40:
        return (line,)
    place = rng.randint(10, len(line.text) - 10)
    lost = rng.randint(1, 3) if rng.random() < 0.25 else 0
    left, right = line.text[:place], line.text[place + lost :]
    if left[-1] in "。！？”…；：） " or right[0] == " ":
        return (line,)
    return replace(line, text=left, open=False), replace(line, text=right, open=False, joins=True)


def _laid_out(lines: Sequence[Line], rng: random.Random) -> list[Line]:
    """Set articles apart by blank lines, paragraphs by blank lines or indents, or not at all."""
    gap, apart, indented = rng.choice((0, 1, 1)), rng.random() < 0.15, rng.random() < 0.2
    flush_heads = rng.random() < 0.6
    laid_out: list[Line] = []
    last: int | None = None
    for line in lines:
        is_flush = line.joins or (flush_heads and line.role in HEADS | {Role.BYLINE})
        more = apart and line.article != last
        laid_out.append(replace(line, gap=gap + more, indented=indented and not is_flush))
        last = line.article
    return laid_out
