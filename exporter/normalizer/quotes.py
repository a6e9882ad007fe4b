"""Straight quotes of Chinese sentences, in pairs: "…" to “…”, and '…' inside it to ‘…’ (GB/T 15834-2011 4.8).

A text that quotes with 「」 gets these, and 『』 inside. Straight quotes that do not pair, or are of Latin text or of
code, stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from exporter.normalizer.characters import LINE_END, LINE_ENDS, PARAGRAPH_END
from exporter.normalizer.passage import HAN_CLASS
from exporter.normalizer.patches import Edit

STRAIGHT = re.compile('"')
INNER = re.compile("(?<![A-Za-z0-9])'|'(?![A-Za-z0-9])")
CHINESE = re.compile(f"[{HAN_CLASS}。、《》…]")
"""What shows that a quote is Chinese: nothing that a pass makes itself."""
REACH = 400
"""How far, in code points, a quote may go on over the ends of lines."""
AFTER_OPENER = frozenset("，。、；：！？,.;:!?）)》」』 \t\u3000" + LINE_END)
"""What never follows an opening quote."""
BEFORE_CLOSER = frozenset("（(《「『：: \t\u3000" + LINE_END)
"""What never stands before a closing quote."""


def quotes(text: str) -> Iterator[Edit]:
    """Set straight quotes of Chinese sentences as curved ones, or as corner brackets where the text has these."""
    corners = text.count("「") > text.count("“")
    outer, inner = ("「」", "『』") if corners else ("“”", "‘’")
    for opener, closer in _pairs(text):
        if not _is_chinese(text, opener, closer):
            continue
        yield opener, opener + 1, outer[0]
        singles = [match.start() for match in INNER.finditer(text, opener + 1, closer)]
        if len(singles) % 2 == 0:
            yield from ((at, at + 1, inner[place % 2]) for place, at in enumerate(singles))
        yield closer, closer + 1, outer[1]


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the pairs of straight quotes, opener and closer, of each run of quotes that pairs as a whole."""
    for run in _runs(text):
        pairs = list(zip(run[::2], run[1::2], strict=False))
        if len(run) % 2 == 0 and all(_faces(text, opener, closer) for opener, closer in pairs):
            yield from pairs


def _runs(text: str) -> Iterator[Sequence[int]]:
    """Yield the quotes of each line, and of the lines after it where one is open at its end."""
    run: list[int] = []
    for match in STRAIGHT.finditer(text):
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
    """Return whether the two can be an opening and a closing quote, by what stands within them."""
    return closer > opener + 1 and text[opener + 1] not in AFTER_OPENER and text[closer - 1] not in BEFORE_CLOSER


def _is_chinese(text: str, opener: int, closer: int) -> bool:
    """Return whether Chinese stands within the quotes or beside them."""
    beside = text[max(0, opener - 1) : opener] + text[closer + 1 : closer + 2]
    return CHINESE.search(text, opener, closer) is not None or CHINESE.search(beside) is not None
