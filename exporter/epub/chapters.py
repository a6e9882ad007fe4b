"""The articles of an edition as chapters of a book, and the pages (版) and groups that they stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from exporter.edition import Article, Edition, Role, abridge
from exporter.masthead import place_line
from exporter.text_parts import dateline_parts
from exporter.word_count import word_count
from exporter.xml_characters import replace_forbidden

UNTITLED = {"zh-Hans": "无题", "zh-Hant": "無題"}
SUMMARY_LENGTH = 90
"""Code points of a summary at the most: three lines on a telephone."""

# The end of a sentence (GB/T 15834, 4.1 to 4.3) with the marks that close round it.
_SENTENCE = re.compile(r".*?[。！？!?]+[”’」』）》]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the paper: its label (`第02版`) and the id of the mark where it begins in the book."""

    label: str
    mark: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """An article as a chapter.

    `title` is never empty; `place` is where it stands in the paper (`第02版 评论`) or empty; `begins` is the page that
    begins with it, None where none does; `summary` is its first sentence, empty where it has no text; `words` counts
    as Chinese editors do (exporter.word_count).
    """

    file: str
    title: str
    place: str
    begins: Page | None
    summary: str
    words: int
    article: Article


@dataclass(frozen=True, slots=True)
class Group:
    """Successive chapters that stand in one place of the paper; `title` is empty where the source names none."""

    title: str
    chapters: tuple[Chapter, ...]


def chapters_of(edition: Edition) -> tuple[Chapter, ...]:
    """Return the chapters in reading order. A page begins where an article is the first to stand on it."""
    pages: dict[str, Page] = {}
    chapters = []
    for number, article in enumerate(edition.articles, 1):
        label = place_line(one_line(article.page), "")
        begins = Page(label, f"page-{len(pages) + 1}") if label and label not in pages else None
        if begins:
            pages[label] = begins
        chapters.append(
            Chapter(
                file=f"article-{number:03}.xhtml",
                title=one_line(article.label) or UNTITLED[edition.language],
                place=place_line(one_line(article.page), one_line(article.section)),
                begins=begins,
                summary=summary(article),
                words=sum(word_count(block.text) for block in article.blocks if block.role is not Role.CAPTION),
                article=article,
            )
        )
    return tuple(chapters)


def groups_of(chapters: Sequence[Chapter]) -> tuple[Group, ...]:
    """Return the chapters parted where one stands elsewhere in the paper than the one before."""
    return tuple(Group(place, tuple(members)) for place, members in groupby(chapters, attrgetter("place")))


def summary(article: Article) -> str:
    """Return the first sentence of an article's text without its dateline; a caption speaks where there is no text."""
    for role in (Role.PARAGRAPH, Role.CAPTION):
        text = next((block.text for block in article.blocks if block.role is role), "")
        if text:
            rest = one_line(dateline_parts(text)[1])
            sentence = _SENTENCE.match(rest)
            return _shorten(sentence[0] if sentence else rest)
    return ""


def _shorten(sentence: str) -> str:
    """Return a sentence, ended with …… after its last whole clause that fits where it is too long for a summary."""
    if len(sentence) <= SUMMARY_LENGTH:
        return sentence
    end = max(sentence.rfind(mark, SUMMARY_LENGTH // 2, SUMMARY_LENGTH) for mark in "，；：、")
    return abridge(sentence, end if end > 0 else SUMMARY_LENGTH)


def one_line(text: str) -> str:
    """Return `text` as a title can hold it: without forbidden characters, line breaks and padding."""
    return " ".join(replace_forbidden(text).split())
