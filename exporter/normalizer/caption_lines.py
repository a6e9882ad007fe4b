"""Captions that print sets over several lines, put together.

They are set in smaller type than the text, so their lines fill a measure of their own, and too few lines have it to
show it. What shows them is how they begin (图为……) or end: with who took the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from exporter.normalizer.columns import half_ems
from exporter.normalizer.passage import Passage, ends_sentence, together
from exporter.normalizer.patterns import PICTURE, is_credited, is_name
from exporter.normalizer.words import word_across

MOST = 6
"""More lines than this, and it is no caption."""
RAGGED = 3
"""By how much, in half ems, the full lines of a caption differ: print squeezes and stretches them."""
NARROWEST = 14
"""Full lines are no narrower, in half ems."""


def joined_captions(passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages of printed text, the lines of one caption joined."""
    joined: list[Passage] = []
    at = 0
    while at < len(passages):
        end = _end_of_caption(passages, at)
        joined.append(reduce(lambda left, right: together(left, right, seam=False), passages[at:end]))
        at = end
    return joined


def _end_of_caption(passages: Sequence[Passage], start: int) -> int:
    """Return where the caption ends that begins with a passage; the next place where none of several lines does."""
    first = passages[start]
    width = half_ems(first.text)
    is_picture = PICTURE.match(first.text) is not None
    below = passages[start + 1].text if start + 1 < len(passages) else ""
    if len(first.ranges) > 1 or width < NARROWEST or not (is_picture or _may_begin(first.text, below)):
        return start + 1
    text = first.text
    for end in range(start + 1, min(start + MOST, len(passages))):
        line, before = passages[end], passages[end - 1]
        if is_credited(text) or len(line.ranges) > 1 or half_ems(line.text) > width + RAGGED:
            break
        if half_ems(before.text) < width - RAGGED or line.gap or is_name(line.text):
            break
        text += line.text
        if is_credited(text) or is_credited(line.text):
            return end + 1
        if is_picture and half_ems(line.text) < width - RAGGED:
            return end + 1 if ends_sentence(line.text) else start + 1
    return start + 1


def _may_begin(text: str, below: str) -> bool:
    """Return whether a line may be the first of a caption: that of a head says no more than its part of a sentence, and
    no word of it goes on in a caption below."""
    if "，" in text or "。" in text or "、" in text or "（" in text or text.endswith("在"):
        return True
    return bool(below) and is_credited(below) and word_across(text, below)
