"""Heads that print sets over several lines, put together: what one line leaves open the next one goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from exporter.normalizer.forms import form_of
from exporter.normalizer.passage import Passage, together
from exporter.normalizer.patterns import HEAD_LENGTH
from exporter.normalizer.roles import read_marks
from exporter.normalizer.seams import signs

BELOW = 12
"""In how many passages below a head the characters across its break are looked for: there they are words."""
FIRST = frozenset({"head", "column", "long", "dash"})
FURTHER = FIRST - {"dash"}
"""What the first line of a head looks like, and what the others do: a dash begins a subtitle of its own."""
GOES_ON = frozenset(
    {"word across", "open closes", "pause", "bound end", "bound start", "latin across", "number across"}
)
"""Signs that the one line of a head is not its end."""
LONGEST = 28
"""No line of a head that ends with a pause is longer, in characters."""
SAYS = re.compile("(?:强调|指出|表示|介绍|认为|要求)$")
"""How a kicker ends: what is said is the headline."""
BRACKETED = re.compile(r"[（(][^（）()]{2,24}[）)]")


def joined_heads(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the passages, the lines of one head joined."""
    read = read_marks(passages)
    forms = [_head_form(passage) for passage in read]
    joined: list[Passage] = []
    for i, passage in enumerate(passages):
        if (
            i
            and forms[i - 1]
            and forms[i] in FURTHER
            and _goes_on(joined[-1].text, passage.text, passages[i + 1 : i + BELOW])
        ):
            joined[-1] = together(joined[-1], passage, seam=False)
        else:
            joined.append(passage)
    return tuple(joined)


def _head_form(passage: Passage) -> str:
    """Return the form of a passage that may be a line of a head, which may end with a pause; else nothing."""
    form = form_of(passage) if passage.role is None else ""
    if form == "clause" and len(passage.text) <= LONGEST and passage.text[-1] in "，、：":
        return "head"
    return form if form in FIRST else ""


def _goes_on(before: str, after: str, below: Sequence[Passage]) -> bool:
    if len(before) + len(after) > HEAD_LENGTH or SAYS.search(before):
        return False
    if BRACKETED.fullmatch(after):
        return True
    if not GOES_ON.isdisjoint(signs(before, after)):
        return True
    across = before[-2:] + after[0], before[-1] + after[:2]
    return any(piece in passage.text for passage in below for piece in across)
