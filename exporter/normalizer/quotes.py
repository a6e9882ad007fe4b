"""Straight quotes of Chinese sentences, in pairs: "…" to “…”, and '…' inside it to ‘…’ (GB/T 15834-2011 4.8).

A text that quotes with 「」 gets these, and 『』 inside. Straight quotes that do not pair, or are of Latin text or of
code, stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from exporter.normalizer.characters import LINE_END, LINE_ENDS, PARAGRAPH_END
from exporter.normalizer.passage import HAN_CLASS
from exporter.normalizer.patches import Edit

DOUBLE = re.compile('"')
SINGLE = re.compile("'(?:(?<![A-Za-z0-9]')|(?![A-Za-z0-9]))")
"""A single quote that is no apostrophe and parts no feet from inches."""
CHINESE = re.compile(f"[{HAN_CLASS}。、《》…]")
"""What shows that a quote is Chinese: nothing that a pass makes itself."""
APOSTROPHE = re.compile("[A-Za-z0-9]")
"""What makes a single quote beside it an apostrophe: the students' 和 '96春晚."""
INTRODUCED = re.compile(f"[{HAN_CLASS}][,:，：]?$")
CODE = re.compile("[a-z_]=$")
"""What stands before a quote of code or of markup: lang="…"."""
REACH = 400
"""How far, in code points, a quote may go on over the ends of lines."""
AFTER_OPENER = frozenset("，。、；：！？,.;:!?）)》」』 \t\u3000" + LINE_END)
"""What never follows an opening quote."""
BEFORE_CLOSER = frozenset("（(《「『：: \t\u3000" + LINE_END)
"""What never stands before a closing quote."""


def quotes(text: str) -> Iterator[Edit]:
    """Set straight quotes of Chinese sentences as curved ones, or as corner brackets where the text has these."""
    if '"' not in text and "'" not in text:
        return
    corners = text.count("「") > text.count("“")
    outer, inner = ("「」", "『』") if corners else ("“”", "‘’")
    edits: list[Edit] = []
    for pattern, written in ((DOUBLE, outer), (SINGLE, inner)):
        for pair in _pairs(pattern, text):
            if _is_chinese(text, *pair):
                edits += ((at, at + 1, sign) for at, sign in zip(pair, written, strict=True))
    yield from sorted(edits)


def _pairs(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield the pairs of straight quotes, opener and closer, of each run of quotes that pairs as a whole.

    Where a run over several lines does not, each line is taken by itself, as it will be where it proves a paragraph.
    """
    for run in _runs(pattern, text):
        yield from _paired(text, run) or (pair for line in _by_line(text, run) for pair in _paired(text, line))


def _by_line(text: str, run: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield the quotes of a run that stand on each line."""
    bounds = [0, *(i for i in range(1, len(run)) if LINE_ENDS.search(text, run[i - 1], run[i])), len(run)]
    yield from (run[start:end] for start, end in pairwise(bounds))


def _paired(text: str, run: Sequence[int]) -> list[tuple[int, int]]:
    """Return the quotes of a run as pairs; none where not all of them can be."""
    pairs = list(zip(run[::2], run[1::2], strict=False))
    return pairs if len(run) % 2 == 0 and all(_faces(text, opener, closer) for opener, closer in pairs) else []


def _runs(pattern: re.Pattern[str], text: str) -> Iterator[Sequence[int]]:
    """Yield the quotes of each line, and of the lines after it where one is open at its end."""
    run: list[int] = []
    for match in pattern.finditer(text):
        at = match.start()
        if run:
            over = LINE_ENDS.search(text, run[-1], at) is not None
            still_open = len(run) % 2 == 1 and at - run[-1] <= REACH and not PARAGRAPH_END.search(text, run[-1], at)
            if over and not still_open:
                yield run
                run = []
        run.append(at)
    if run:
        yield run


def _faces(text: str, opener: int, closer: int) -> bool:
    """Return whether the two can be an opening and a closing quote, by what stands within and beside them."""
    if closer == opener + 1 or text[opener + 1] in AFTER_OPENER or text[closer - 1] in BEFORE_CLOSER:
        return False
    before, last, after = text[max(0, opener - 1) : opener], text[closer - 1], text[closer + 1 : closer + 2]
    if text[opener] == "'":
        return not APOSTROPHE.match(before) and not APOSTROPHE.match(after)
    return not (before.isdecimal() and last.isdecimal())  # inches: 55"的和65"的


def _is_chinese(text: str, opener: int, closer: int) -> bool:
    """Return whether Chinese stands within the quotes or beside them, or introduces them, and they are none of code."""
    before = text[max(0, opener - 2) : opener]
    if CODE.search(before):
        return False
    return bool(
        CHINESE.search(text, opener, closer)
        or CHINESE.match(text, closer + 1)
        or CHINESE.match(before[-1:])
        or INTRODUCED.search(before)
    )
