"""A passage: a block while it is being read; what it is and where it ends are not settled yet."""

from __future__ import annotations

import re

from msgspec import Struct, structs

from exporter.edition import Role

OPENERS = "“‘（《〈「『【〔(["
CLOSERS = "”’）》〉」』】〕)]"
OPEN_TO_CLOSE = dict(zip("“‘（《", "”’）》", strict=True))
SENTENCE_END = "。！？!?…"
PAUSES = "，、；：,;:"
HAN_CLASS = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
HAN = re.compile(f"[{HAN_CLASS}]")
FOLDED = re.compile(r"[\W_][\W_]*")

_SENTENCE_ENDS = frozenset(SENTENCE_END + "；;：:")
_MAY_FOLLOW = frozenset(CLOSERS + "—")
"""What else may end a text that ends as a sentence does."""


def still_open(text: str) -> str:
    """Return the quotes and brackets that are open at the end of the text."""
    return "".join(
        opener for opener, closer in OPEN_TO_CLOSE.items() if opener in text and text.count(opener) > text.count(closer)
    )


def ends_sentence(text: str) -> bool:
    """Return whether a text ends as a sentence or a clause of a list does: with 。！？…… or ； or ：, quotes aside."""
    last = text[-1:]
    if last not in _MAY_FOLLOW:
        return last in _SENTENCE_ENDS
    core = text.rstrip(CLOSERS) or text
    return core[-1:] in _SENTENCE_ENDS or core.endswith("——")


def fold(text: str) -> str:
    """Return the letters and digits of the text alone, by which copies are compared."""
    return FOLDED.sub("", text)


class Passage(Struct, frozen=True, gc=False):
    """A stretch of clean text that stands together.

    `text` is how it reads in simplified script (see `script`), as long as the printed text itself.
    `ranges` are the stretches of the clean text it is made of, in order. `gap`: the number of blank lines before it.
    `indented`: its first line is. `role` is None until a pass has read it. `closes`: it ends an article, as a note on
    the author does. `starts`: it begins one. `seams`: the ranges, by their place in `ranges`, that go on a broken
    paragraph. `kept`: a person wants it kept. `aside`: it is furniture in the middle of a text that goes on over it.
    An edition makes a great many: a struct is made and read in a quarter of the time of a tuple with names.
    """

    text: str
    ranges: tuple[tuple[int, int], ...]
    gap: int = 0
    indented: bool = False
    role: Role | None = None
    closes: bool = False
    starts: bool = False
    seams: tuple[int, ...] = ()
    kept: bool = False
    aside: bool = False

    @property
    def core(self) -> str:
        """The text without the closing quotes and brackets at its end."""
        return self.text.rstrip(CLOSERS)

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence or a clause of a list does."""
        return ends_sentence(self.text)

    @property
    def has_sentence(self) -> bool:
        """Whether a sentence ends inside it."""
        text = self.text
        return len(text) > 24 and (
            text.find("。", 0, -1) >= 0 or text.find("！", 0, -1) >= 0 or text.find("？", 0, -1) >= 0
        )


def between(passage: Passage, start: int, end: int) -> Passage | None:
    """Return what of a passage stands in `[start, end)` of the clean text; None where nothing does."""
    texts: list[str] = []
    ranges: list[tuple[int, int]] = []
    seams: list[int] = []
    at = 0
    for place, (first, last) in enumerate(passage.ranges):
        low, high = max(first, start), min(last, end)
        if low < high:
            if place in passage.seams and ranges:
                seams.append(len(ranges))
            texts.append(passage.text[at + low - first : at + high - first])
            ranges.append((low, high))
        at += last - first
    return structs.replace(passage, text="".join(texts), ranges=tuple(ranges), seams=tuple(seams)) if ranges else None


def trimmed(passage: Passage | None) -> Passage | None:
    """Return a passage without the white space at its ends; None where nothing else is in it."""
    if passage is None or not passage.text.strip():
        return None
    before = len(passage.text) - len(passage.text.lstrip())
    after = len(passage.text) - len(passage.text.rstrip())
    if not before and not after:
        return passage
    (first, _), (_, last) = passage.ranges[0], passage.ranges[-1]
    return between(passage, first + before, last - after)


def together(left: Passage, right: Passage, *, seam: bool = True) -> Passage:
    """Return two pieces as one passage, which is what the left one was; without a seam where it was in one piece."""
    place = len(left.ranges)
    seams = (*left.seams, *((place,) if seam else ()), *(place + other for other in right.seams))
    return structs.replace(left, text=left.text + right.text, ranges=left.ranges + right.ranges, seams=seams)
