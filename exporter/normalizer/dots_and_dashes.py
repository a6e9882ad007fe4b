"""Runs of dots and dashes as they are typed: …… for `...` and `。。。`, —— for `－－` and `--` (GB/T 15834 4.10, 4.11).

Only where nothing else can be meant: never in code or Latin text, in ranges of numbers, or as leaders of a table. What
a run is depends on what stands beside it, over the ends of lines as well, and on no mark that another pass may widen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exporter.normalizer.characters import BLANK, LINE_END, LINE_ENDS
from exporter.normalizer.passage import HAN
from exporter.normalizer.patches import Edit

ELLIPSIS, DASH = "……", "——"
BREAK = rf"{BLANK}*(?>\r\n|[{LINE_END}]){BLANK}*"
"""A line's end, at which a program that cuts by counting parts runs too."""
DOTS, DASHES = (
    [re.compile(rf"{sign}(?:{sign}++|{BREAK}{sign})++") for sign in map(re.escape, signs)]
    for signs in (".。．·", "-－―─")
)
"""Runs of each sign, apart: `re` passes over a text ten times as fast where it looks for one character."""
COUNTS = {
    ".": (3, 6),
    "．": (3, 6),
    "·": (3, 6),
    "。": (3, 4, 5, 6),
    "-": (2, 4),
    "－": (2,),
    "―": (2,),
    "─": (2,),
}
"""How many of each are an ellipsis or a dash: a row of leaders and a drawn line may have any other number."""
ANY_DOT = frozenset("….。．·・⋯")
ANY_DOT_BUT_STOP = ANY_DOT - {"。"}
LEADS_TO = re.compile(rf"{BLANK}*第?{BLANK}*\d")
"""What a table's leaders lead to: a page."""
CODE = frozenset("/\\_$<>=|#*")
OPENING, CLOSING = "《〈「『【〔", "》〉」』】〕"
RULE = re.compile("[-－—―\u2500-\u257f]")
"""What goes on a dash to a longer one, or to a drawn line."""
BESIDE_DASH = frozenset("，。、；：？！…,;:?!“”‘’\"'《》〈〉「」『』【】〔〕（）()")
"""Marks, of either width, between which and Han two hyphens can be nothing but a dash."""


def dots(text: str) -> Iterator[Edit]:
    """Write …… for runs of dots in Chinese sentences."""
    for run in _runs(DOTS, text):
        start, end = run.start, run.end
        if text[start - 1 : start] in ANY_DOT or text[end : end + 1] in ANY_DOT_BUT_STOP or LEADS_TO.match(text, end):
            continue
        before, before_here = _before(text, start)
        after, after_here = _after(text, end)
        by_before = _ends_chinese(before) and not _in_code(after_here)
        by_after = _begins_chinese(after) and not _in_code(before_here)
        if run.sign == "。" or by_before or by_after:
            yield from run.written(ELLIPSIS)


def dashes(text: str) -> Iterator[Edit]:
    """Write —— for two wide hyphens or bars beside Han, and for two ASCII hyphens between Han and a mark."""
    for run in _runs(DASHES, text):
        (before, before_here), (after, after_here) = _before(text, run.start), _after(text, run.end)
        if (before_here and text[run.start - 1].isspace()) or (after_here and text[run.end].isspace()):
            continue  # set apart by spaces, as an option of a program is
        if _is_ascii_dash(before_here, before, after, run.count) if run.sign == "-" else _is_wide_dash(before, after):
            yield from run.written(DASH)


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of one sign: the stretches of it, one on each line."""

    sign: str
    parts: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.parts[-1][1]

    @property
    def count(self) -> int:
        """How many signs it has."""
        return sum(end - start for start, end in self.parts)

    def written(self, after: str) -> Iterator[Edit]:
        """Yield the edits that write `after` on the line where it begins; the lines' ends stay."""
        for place, (start, end) in enumerate(self.parts):
            yield start, end, "" if place else after


def _runs(patterns: Iterable[re.Pattern[str]], text: str) -> Iterator[_Run]:
    """Yield the runs of as many signs as mean something: over the lines' ends, or else on one line."""
    for match in sorted((m for pattern in patterns for m in pattern.finditer(text)), key=re.Match.start):
        sign = match[0][0]
        found = re.finditer(f"{re.escape(sign)}+", match[0])
        parts = tuple((match.start() + part.start(), match.start() + part.end()) for part in found)
        whole = _Run(sign, parts)
        alone = [run for run in (_Run(sign, (part,)) for part in parts) if run.count in COUNTS[sign]]
        if whole.count in COUNTS[sign] and not (alone and sign == "。"):  # 。 may end a sentence before a run of them
            yield whole
        else:
            yield from alone


def _is_wide_dash(before: str, after: str) -> bool:
    """Return whether two wide signs are a dash: Han beside them, and no further sign of a drawn line."""
    return not RULE.match(before) and not RULE.match(after) and bool(HAN.match(before) or HAN.match(after))


def _is_ascii_dash(before_here: str, before: str, after: str, count: int) -> bool:
    """Return whether ASCII hyphens are a dash. Two between Han may join as well (北京--上海): nobody can tell.

    `before_here` is empty at the start of a line.
    """
    if HAN.match(after):
        return not before_here or before in BESIDE_DASH or (count == 4 and HAN.match(before) is not None)
    return HAN.match(before) is not None and after != "" and after in BESIDE_DASH


def _ends_chinese(character: str) -> bool:
    return bool(character) and (HAN.match(character) is not None or character in CLOSING)


def _begins_chinese(character: str) -> bool:
    return bool(character) and (HAN.match(character) is not None or character in OPENING)


def _in_code(character: str) -> bool:
    """Return whether dots beside this character may be of code, a range, a path or a table."""
    return character.isascii() and (character.isalnum() or character in CODE)


def _before(text: str, start: int) -> tuple[str, str]:
    """Return the first visible character before a place, and the same where it stands on this line; else empty."""
    at = start
    while at and text[at - 1].isspace():
        at -= 1
    found = text[at - 1 : at]
    return found, "" if LINE_ENDS.search(text, at, start) else found


def _after(text: str, end: int) -> tuple[str, str]:
    """Return the first visible character from a place on, and the same where it stands on this line; else empty."""
    at = end
    while at < len(text) and text[at].isspace():
        at += 1
    found = text[at : at + 1]
    return found, "" if LINE_ENDS.search(text, end, at) else found
