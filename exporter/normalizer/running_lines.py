"""What runs along in text out of PDF and is no text of an article: folio lines, page numbers, contents lists.

Such lines stand wherever a page ends, in the middle of a paragraph too, so they are found before lines are unwrapped.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import structs

from exporter.edition import Role
from exporter.normalizer.columns import Line
from exporter.normalizer.folio import LONGEST, is_mark, read_folio
from exporter.normalizer.forms import form_of
from exporter.normalizer.passage import Passage

FEWEST_OF_BROWSER = 2
"""So many lines of a browser stand on each page."""
BESIDE = 2
"""So many lines beside a folio line may be more of it: the paper's name, the page's number."""
NUMBER = re.compile(r"[-—·– ]{0,3}[A-Z]?\d{1,3}[-—·– ]{0,3}")
DASHED = re.compile(r"[-—–·] ?\d{1,3} ?[-—–·]")
"""How a page's number stands alone."""
OF_PAGES = re.compile(r"\d{1,3} ?/ ?\d{1,3}")
"""Which of how many pages."""
DIGITS = re.compile(r"\d+")
BROWSER = re.compile(
    rf"(?:https?|file)://\S+(?: {OF_PAGES.pattern})?"
    r"|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}[,，]? ?\d{1,2}[:：]\d{2}(?: ?[AP]M)?(?: .+)?"
)
"""What a browser prints at the head and the foot of each page: the address, the time and the title."""
PAGE = r"(?:第 ?)?[A-Z]?\d{1,3} ?版"
ENTRY = re.compile(rf"{PAGE}[ :：·|｜▶►>]{{1,3}}\S.{{3,}}|\S.{{3,}}[ .…·(（▶►>]{{1,8}}(?:详?见)?{PAGE}[)）]?")
"""A line of a contents list: a page, and what stands there."""
INSIDE_ENTRY = re.compile(rf"[ …]{PAGE} ")
CONTENTS_HEAD = re.compile(r"(?:今日|本期|本报|内容|要闻|新闻|重点)?(?:导 ?读|提 ?要|目 ?录|看 ?点)")
NO_ENTRY = re.compile("[。；]")


def running_lines(lines: Sequence[Line]) -> dict[int, Role]:
    """Return which lines, by their place, are furniture, and what they are: page marks, or a list of contents."""
    marks = dict.fromkeys(_folios(lines), Role.PAGE_MARK)
    return marks | dict.fromkeys(_contents(lines), Role.SECTION_MARK)


def _folios(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the folio lines, and beside them the names and numbers that belong to them."""
    proved = [i for i, line in enumerate(lines) if is_mark(line.text) or DASHED.fullmatch(line.text)]
    proved += _numbers(lines)
    said = Counter(DIGITS.sub("0", line.text) for line in lines)
    proved += _browsers(lines)
    for i in proved:
        yield i
        for step in (-1, 1):
            for k in range(i + step, i + step * (BESIDE + 1), step):
                if not 0 <= k < len(lines) or not _belongs(lines[k].text, said):
                    break
                yield k


def _browsers(lines: Sequence[Line]) -> list[int]:
    """Return the lines that a browser prints on each page, if there are as many of them as on two pages."""
    found = [i for i, line in enumerate(lines) if BROWSER.fullmatch(line.text)]
    return found if len(found) >= 2 * FEWEST_OF_BROWSER else []


def _numbers(lines: Sequence[Line]) -> list[int]:
    """Return the lines that are nothing but pages' numbers: every line of digits alone, where each counts one on from
    the one before it, or the one at the text's end or beginning."""
    alone = [i for i, line in enumerate(lines) if len(line.text) <= 3 and line.text.isdecimal()]
    counts_on = all(int(lines[b].text) == int(lines[a].text) + 1 for a, b in pairwise(alone))
    is_at_edge = len(alone) == 1 and alone[0] in (0, len(lines) - 1)
    return alone if counts_on and (len(alone) > 1 or is_at_edge) else []


def _belongs(text: str, said: Counter[str]) -> bool:
    """Return whether a line beside a folio line is more of it: its parts alone, a number, or what every page says."""
    if not read_folio(text).rest:
        return True
    if NUMBER.fullmatch(text) or OF_PAGES.fullmatch(text):
        return True
    return len(text) <= LONGEST and said[DIGITS.sub("0", text)] > 2


def _contents(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines of contents lists: the list's head and its entries, or several entries one after the other."""
    run: list[int] = []
    for i, line in enumerate((*lines, None)):
        text = line.text if line and len(line.text) <= LONGEST else ""
        if not run and CONTENTS_HEAD.fullmatch(text):
            run = [i]
        elif (ENTRY.fullmatch(text) or (run and INSIDE_ENTRY.search(text))) and not NO_ENTRY.search(text):
            run.append(i)
        else:
            yield from run if len(run) > 1 else ()
            run = []


def set_among(passages: Sequence[Passage], marks: Sequence[Passage]) -> list[Passage]:
    """Return passages and furniture in their order; furniture that a text goes on over stands aside.

    A text goes on where a paragraph spans the furniture, or where none of the heads that an article begins with
    follows it, but a paragraph. Where it does at every other place, the pages are no pages of a paper, each with
    articles of its own, but what a text was broken into as it was printed: it may go on over them all.
    """
    starts = [passage.ranges[0] for passage in passages]
    places = [bisect_left(starts, mark.ranges[0]) for mark in marks]
    inside = {place: _goes_on(passages, place, mark) for place, mark in zip(places, marks, strict=True)}
    inner = [goes_on for place, goes_on in inside.items() if 0 < place < len(passages)]
    flows = 2 * sum(inner) >= len(inner)
    placed = [
        structs.replace(mark, aside=0 < place < len(passages) and (flows or inside[place]))
        for place, mark in zip(places, marks, strict=True)
    ]
    return sorted((*passages, *placed), key=lambda passage: passage.ranges[0])


def _goes_on(passages: Sequence[Passage], place: int, mark: Passage) -> bool:
    """Return whether a text goes on over a mark that stands before the passage at a place."""
    if not 0 < place < len(passages):
        return False
    return passages[place - 1].ranges[-1] > mark.ranges[0] or form_of(passages[place]) == "body"
