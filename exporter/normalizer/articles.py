"""Passages to articles: where one begins, what page it stands on, whether it was cut off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exporter.edition import FURNITURE, ArticleKind, Role
from exporter.normalizer.passage import Passage
from exporter.normalizer.patterns import NOTICE_HEAD, SIGNATURE


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """An article's passages, and the page mark above it, if there is one."""

    passages: tuple[Passage, ...]
    page_mark: Passage | None

    @property
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
        """Whether the source stops in the middle of it: its last paragraph is long and no sentence's end."""
        last = next((p for p in reversed(self.passages) if p.role is Role.PARAGRAPH and not p.closes), None)
        if last is None or last.ends_sentence or last.text.endswith("）"):
            return False
        return last.has_sentence or len(last.text) > 16


def divide(passages: Sequence[Passage]) -> tuple[tuple[ArticleDraft, ...], tuple[Passage, ...]]:
    """Part the passages into articles and furniture.

    An article begins at a passage that `starts` one, and after a mark or note that closed the one before.
    """
    articles: list[ArticleDraft] = []
    furniture: list[Passage] = []
    current: list[Passage] = []
    page_mark: Passage | None = None

    def close() -> None:
        if current:
            articles.append(ArticleDraft(tuple(current), page_mark))
            current.clear()

    for passage in passages:
        if passage.role in FURNITURE:
            furniture.append(passage)
            if passage.role is not Role.JUMP_LINE:
                close()
            if passage.role is Role.PAGE_MARK:
                page_mark = passage
            continue
        if passage.starts:
            close()
        current.append(passage)
    close()
    return tuple(articles), tuple(furniture)
