"""What kind of article one says that it is: by the label in its head, its credit, or the name of its page."""

from __future__ import annotations

import re
from collections.abc import Iterable

from exporter.edition import ArticleKind, Role
from exporter.normalizer.passage import HAN_CLASS, Passage
from exporter.normalizer.patterns import STANDING_HEAD

_BEFORE = "[:：|｜丨／/》]"
LABELS = (
    (ArticleKind.ADVERTISEMENT, "广告", "广告"),
    (ArticleKind.LETTER, "读者来信|群众来信|来信|来函照登|来函", "读者来信|来信"),
    (ArticleKind.INTERVIEW, "访谈|专访|对话|问答|答记者问", "访谈|对话"),
    (
        ArticleKind.COMMENTARY,
        "社论|社评|时评|短评|快评|锐评|微评|漫评|述评|评论员观察|现场评论|评论员文章|评论|言论",
        "社论|社评|时评|评论|言论",
    ),
)
"""Kinds, the words of a label that say so, and the names of pages whose articles are of that kind; the first counts."""
LABELLED = tuple(
    (
        kind,
        re.compile(
            rf"^(?:{words}) ?{_BEFORE}"  # 社论：…
            rf"|[（(【〔\[][{HAN_CLASS}·]{{0,6}}(?:{words})[）)】〕\]]$"  # …（明溪时评）
            rf"|^[【〔\[][{HAN_CLASS}·]{{0,6}}(?:{words})[】〕\]]|^(?:{words})$"
        ),
        re.compile(pages),
    )
    for kind, words, pages in LABELS
)
WORDS = re.compile("|".join(words for _, words, _ in LABELS))
"""What every label has of: few heads do."""
COMMENTATOR = re.compile("评论员|社评|社论")
ASKED = re.compile("^(?:专访|对话)|答记者问$|^——专访")
HEADS = frozenset({Role.KICKER, Role.HEADLINE, Role.SUBTITLE})


def labelled(passages: Iterable[Passage], section: str) -> ArticleKind:
    """Return the kind that an article's head says, or the page of this name that it stands on; NEWS where neither does.

    All are given as they read in simplified script.
    """
    byline = Role.BYLINE
    heads = [passage.text for passage in passages if passage.role in HEADS]
    bylines = [passage.text for passage in passages if passage.role is byline]
    if WORDS.search("\n".join(heads)):
        for kind, label, _ in LABELLED:
            if any(label.search(head) for head in heads):
                return kind
        if any(ASKED.search(line) for head in heads for line in head.split()):
            return ArticleKind.INTERVIEW
    if any(COMMENTATOR.search(byline) for byline in bylines):
        return ArticleKind.COMMENTARY
    if not section or any(STANDING_HEAD.match(head) for head in heads):
        return ArticleKind.NEWS
    return next((kind for kind, _, pages in LABELLED if pages.fullmatch(section)), ArticleKind.NEWS)
