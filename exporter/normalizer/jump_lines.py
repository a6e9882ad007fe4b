"""Jump lines (转版): 下转第4版 and 上接第1版, alone on a line or at a paragraph's end or start. In simplified."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec import structs

from exporter.edition import Role
from exporter.normalizer.pages import normal
from exporter.normalizer.passage import HAN_CLASS, Passage, between, trimmed

ARROWS = "▶►▷▸→➤>》☞◀◄◁◂←<《☜※★▲▼■□◆● "
NUMBER = r"[A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3}|头"
LEAVES, ARRIVES = "下转|文转|转下|接转|续转", "上接|紧接|文接|续接|接自"
SIGNS = rf"[{ARROWS}]*"
TITLE = (
    r"[ ，,:：·]{0,2}(?:《(?P<titled>[^》]{2,44})》|“(?P<quoted>[^”]{2,40})”)(?:一文)?"
    rf"|[ ，,:：·]{{1,2}}(?:(?P<words>[{HAN_CLASS}]{{5,20}})|[{HAN_CLASS}]{{2,4}})"
)
"""What a jump line may say after the page: how the article is called, or, in two to four characters, the section."""
LINE = re.compile(
    rf"{SIGNS}[（(【\[]?{SIGNS}(?:(?P<leaves>{LEAVES}|转)|(?P<arrives>{ARRIVES}|接))至?(?: ?第)? ?(?P<page>{NUMBER})"
    rf"(?:[、/](?:{NUMBER}))?(?P<word> ?[版页])?[①-⑳]?(?:{TITLE})?{SIGNS}[）)】\]]?{SIGNS}"
)
AT_END = re.compile(rf"[（(【\[]?{SIGNS}(?:{LEAVES})[^，。；！？]{{1,40}}$")
AT_START = re.compile(
    rf"[（(【\[]{SIGNS}(?:{ARRIVES}|接)[^）)】\]，。；]{{1,50}}[）)】\]]"
    rf"|{SIGNS}(?:{ARRIVES})(?: ?第)? ?(?:{NUMBER}) ?版{SIGNS}"
)
LONGEST = 60
"""No jump line is longer, in characters."""


@dataclass(frozen=True, slots=True)
class JumpLine:
    """What a jump line says: whether the text leaves here for another page or arrives from one; title as it quotes."""

    leaves: bool
    page: str
    title: str


def read_jump(text: str) -> JumpLine | None:
    """Return what a line says, if it is a jump line and nothing else. 转 or 接 alone wants 版, or a page like A3."""
    match = LINE.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        return None
    verb = match["leaves"] or match["arrives"]
    if len(verb) == 1 and not match["word"] and not match["page"][0].isalpha():
        return None
    title = match["titled"] or match["quoted"] or match["words"] or ""
    return JumpLine(match["leaves"] is not None, normal(match["page"]), title)


def set_apart(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the passages, jump lines marked; one that stands at a paragraph's end or start is parted from it."""
    pieces: list[Passage] = []
    for passage in passages:
        if "转" in passage.text or "接" in passage.text:
            pieces += _parted(passage)
        else:
            pieces.append(passage)
    return tuple(pieces)


def _parted(passage: Passage) -> Iterator[Passage]:
    if read_jump(passage.text):
        yield structs.replace(passage, role=Role.JUMP_LINE)
        return
    start = AT_START.match(passage.text) if "接" in passage.text else None
    end = AT_END.search(passage.text, max(0, len(passage.text) - LONGEST)) if "转" in passage.text[-LONGEST:] else None
    first = start.end() if start and _says(start[0], leaves=False) else 0
    last = max(first, end.start()) if end and _says(end[0], leaves=True) else len(passage.text)
    yield from _piece(passage, 0, first, Role.JUMP_LINE)
    yield from _piece(passage, first, last, passage.role)
    yield from _piece(passage, last, len(passage.text), Role.JUMP_LINE)


def _says(text: str, *, leaves: bool) -> bool:
    jump = read_jump(text.strip())
    return jump is not None and jump.leaves is leaves


def _piece(passage: Passage, first: int, last: int, role: Role | None) -> Iterator[Passage]:
    """Yield `[first, last)` of a passage's own text, if there is anything in it."""
    if (first, last) == (0, len(passage.text)):
        yield passage
    elif first < last and (piece := trimmed(between(passage, _offset(passage, first), _offset(passage, last)))):
        yield structs.replace(piece, role=role)


def _offset(passage: Passage, at: int) -> int:
    """Return where a place in a passage's own text stands in the clean text."""
    for start, end in passage.ranges:
        if at <= end - start:
            return start + at
        at -= end - start
    return passage.ranges[-1][1]
