"""Passages to articles: where one begins, what page it stands on, whether it was cut off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

from msgspec import structs

from exporter.edition import FURNITURE, ArticleKind, Role
from exporter.normalizer.credits import is_credit, is_signed
from exporter.normalizer.folio import read_folio
from exporter.normalizer.jump_lines import read_jump
from exporter.normalizer.listings import is_row
from exporter.normalizer.notices import signed
from exporter.normalizer.own_signs import FUNCTION_WORDS
from exporter.normalizer.passage import Passage, still_open
from exporter.normalizer.patterns import LEAD, NOTICE_HEAD, SIGNATURE, is_credited

LONGEST_LINE = 16
"""A longer paragraph is no line of verse, in characters."""
LONGEST_VERSE = 24
"""Nor is a paragraph that stands below a longer one."""
NO_SENTENCE = re.compile('：[!-~、 ]+$|[a-z]\\.["”)]?$|^[!-~ ]+$')
"""How a line ends that gives a number or an address, or a sentence in Latin script."""
BRACKET = re.compile("[ ：:]*(?:（[^（）]*）)?")
"""What may stand behind lead words, and is no sentence."""
SHOWN = re.compile(
    "[。！？”][^。！？”]{0,20}(?:记者|通讯员|摄影|(?:图片?|照片?|提供)$|[图照]片?(?:由|[撷截摘]?自|来源|[/／╱：]))[^。！？”]{0,20}$"
)
"""What a credit behind the last sentence has in it, in whatever form."""
JUMP_HEADS = frozenset({Role.KICKER, Role.HEADLINE, Role.SUBTITLE, Role.SUBHEAD})
"""What may stand right above a jump line by which an article arrives: its headline again, or some of it."""


@dataclass(frozen=True)
class ArticleDraft:
    """An article's passages, and the page mark above it, if there is one.

    `leaves` is the jump line by which it goes on elsewhere, `arrives` the one by which it comes from elsewhere.
    """

    passages: tuple[Passage, ...]
    page_mark: Passage | None
    leaves: Passage | None = None
    arrives: Passage | None = None

    @cached_property
    def kind(self) -> ArticleKind:
        """What the article is, by its headline and by what it is made of."""
        headline = next((p.text for p in self.passages if p.role is Role.HEADLINE), "")
        if NOTICE_HEAD.match(headline) or any(SIGNATURE.match(p.text) for p in self.passages):
            return ArticleKind.NOTICE
        roles = [p.role for p in self.passages]
        if Role.CAPTION in roles and roles.count(Role.PARAGRAPH) <= 1:
            return ArticleKind.PHOTO_NEWS
        return ArticleKind.NEWS

    @property
    def truncated(self) -> bool:
        """Whether the source stops in the middle of it: its last paragraph is long and no sentence's end.

        An article that goes on on another page is cut off where the source lacks that page.
        """
        if self.leaves:
            return True
        upwards = (p for p in reversed(self.passages) if p.role is Role.PARAGRAPH and not p.closes)
        last, above = next(upwards, None), next(upwards, None)
        return last is not None and not last.ends_sentence and _is_cut_off(above, last.text)


def _is_cut_off(above: Passage | None, text: str) -> bool:
    """Return whether a text that ends an article and is no sentence's end stops in the middle of one; `above` stands
    before it."""
    if still_open(text):
        return True
    if text.endswith("）"):
        lead = LEAD.match(text)
        return lead is not None and BRACKET.fullmatch(text, lead.end()) is not None
    if is_row(text) or NO_SENTENCE.search(text) or _says_who(text):
        return False
    if len(text) > LONGEST_LINE:
        return True
    in_prose = above is None or len(above.text) > LONGEST_VERSE  # else it may be a line of verse
    return in_prose and ("，" in text or FUNCTION_WORDS.search(text, 0, len(text) - 1) is not None)


def _says_who(text: str) -> bool:
    """Return whether a text is a credit or ends with one: who wrote it, who took or gave a picture."""
    return is_credit(text) or is_credited(text) or is_signed(text) or SHOWN.search(text) is not None


def divide(passages: Sequence[Passage]) -> tuple[tuple[ArticleDraft, ...], tuple[Passage, ...]]:
    """Part the passages into articles and furniture.

    An article begins at a passage that `starts` one, and after a mark or note that closed the one before. A jump line
    closes one that leaves for another page; one that arrives begins above it, with what stands there of its head.
    """
    division = _Division()
    furniture: list[Passage] = []
    for passage in passages:
        if passage.role not in FURNITURE:
            division.take(passage)
        else:
            furniture.append(passage)
            division.stop_at(passage)
    division.close()
    return tuple(division.articles), tuple(furniture)


class _Division:
    """The articles so far, and the passages of the one that is being read."""

    def __init__(self) -> None:
        self.articles: list[ArticleDraft] = []
        self.page_mark: Passage | None = None
        self._current: list[Passage] = []
        self._arrives: Passage | None = None

    def take(self, passage: Passage) -> None:
        """Add a passage; a part that has just arrived begins no second article."""
        if passage.starts and not (self._arrives and self._only_head()):
            self.close()
        self._current.append(passage)

    def stop_at(self, furniture: Passage) -> None:
        """Close the article at a mark or a jump line."""
        jump = read_jump(furniture.text) if furniture.role is Role.JUMP_LINE else None
        if jump and jump.leaves:
            self.leave(furniture)
        elif jump:
            self.arrive(furniture)
        elif furniture.role is not Role.JUMP_LINE:
            self.close()
        if furniture.role is Role.PAGE_MARK and read_folio(furniture.text).page:
            self.page_mark = furniture

    def leave(self, line: Passage) -> None:
        """Close the article, which goes on elsewhere. Its last line is no subhead: that has its text below it."""
        if self._current and self._current[-1].role is Role.SUBHEAD:
            self._current[-1] = structs.replace(self._current[-1], role=Role.PARAGRAPH)
        self.close(line)

    def arrive(self, line: Passage) -> None:
        """Begin a part of an article that stands elsewhere, with the heads right above the jump line."""
        heads = [*takewhile(lambda passage: passage.role in JUMP_HEADS, reversed(self._current))][::-1]
        del self._current[len(self._current) - len(heads) :]
        self.close()
        self._current, self._arrives = heads, line

    def close(self, leaves: Passage | None = None) -> None:
        """Close the article that is being read, if there is one."""
        if self._current:
            draft = ArticleDraft(tuple(self._current), self.page_mark, leaves, self._arrives)
            if draft.kind is ArticleKind.NOTICE:
                draft = replace(draft, passages=signed(draft.passages))
            self.articles.append(draft)
            self._current, self._arrives = [], None

    def _only_head(self) -> bool:
        return all(passage.role in JUMP_HEADS for passage in self._current)
