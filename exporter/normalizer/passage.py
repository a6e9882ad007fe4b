"""A passage: a block while it is being read; what it is and where it ends are not settled yet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from exporter.edition import Role

OPENERS = "“‘（《〈「『【〔(["
CLOSERS = "”’）》〉」』】〕)]"
SENTENCE_END = "。！？!?…"
PAUSES = "，、；：,;:"
HAN_CLASS = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

_TRAILING_CLOSERS = re.compile(f"[{re.escape(CLOSERS)}]+$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of clean text that stands together.

    `text` is how it reads in simplified script (see `script`), as long as the printed text itself.
    `ranges` are the stretches of the clean text it is made of, in order. `gap`: the
    number of blank lines before it. `role` is None until a pass has read it. `closes`: it ends an article, as a
    note on the author does. `starts`: it begins one. `seams`: the ranges, by their place in `ranges`, that go on a
    broken paragraph.
    """

    text: str
    ranges: tuple[tuple[int, int], ...]
    gap: int = 0
    role: Role | None = None
    closes: bool = False
    starts: bool = False
    seams: tuple[int, ...] = ()

    @property
    def core(self) -> str:
        """The text without the closing quotes and brackets at its end."""
        return _TRAILING_CLOSERS.sub("", self.text)

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence or a clause of a list does: with 。！？…… or ； or ：, quotes aside."""
        core = self.core or self.text
        return core[-1] in SENTENCE_END + "；;：:" or core.endswith("——")

    @property
    def has_sentence(self) -> bool:
        """Whether a sentence ends inside it."""
        return any(mark in self.text[:-1] for mark in "。！？") and len(self.text) > 24
