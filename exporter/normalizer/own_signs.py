"""What speaks for a passage's role by itself: its length and form, what is in it, how it begins and ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from exporter.normalizer.forms import HEAD_FORMS, end_of
from exporter.normalizer.passage import CLOSERS, HAN_CLASS, PAUSES, SENTENCE_END, Passage
from exporter.normalizer.patterns import DECK, HEAD_LENGTH, OPENING, is_credited

LENGTHS = (4, 7, 10, 13, 17, 22, 28, 36, 48, 64, 110)
"""Where the classes of length part, in characters."""
NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,2}[）)、.．](?!\d)"
    r"|第[一二三四五六七八九十百]{1,4}[章节条]|[①-⑳]"
)
SPOKEN = re.compile(rf"[{HAN_CLASS}·]{{1,8}}：")
FUNCTION_WORDS = re.compile("[的了着是在就也都还]")
"""Words that sentences are full of and headlines do without."""
SAYS = re.compile("(?:说|表示|介绍|认为|指出|强调|称|坦言|回应|透露)[，：]")
POSITION = re.compile("[（(](?:[左右前后中](?:[一二三四五六七八九排侧])?|[上下]图?)[）)]|[左右][一二三]|剧照|海报|合影")
"""What people say stands in reports; where they stand, below pictures."""
LONGEST_CAPTION = 110
"""A longer paragraph is no caption without a credit, in characters."""
BOUND = frozenset(CLOSERS + SENTENCE_END + PAUSES)
"""Characters that begin no line."""


def own_signs(passage: Passage, form: str) -> list[str]:
    """Return the signs of a passage that looks like `form`, whatever stands around it."""
    text, end, short = passage.text, end_of(passage), len(passage.text) <= HEAD_LENGTH
    signs = [
        sign
        for sign, holds in (
            ("sentence inside", text.find("。", 0, -1) >= 0),
            ("list comma inside", "、" in text),
            ("semicolon inside", text.find("；", 0, -1) >= 0),
            ("starts bound", text[0] in BOUND),
            ("numbered", NUMBERED.match(text)),
            ("spoken", form not in HEAD_FORMS and SPOKEN.match(text)),
            ("opening", OPENING.match(text)),
            ("photo credit", is_credited(text)),
            ("reporter", len(text) < 40 and "记者" in text),
            ("deck", short and " " in text and DECK.match(text)),
            ("closes", passage.closes),
            ("says", len(text) <= LONGEST_CAPTION and SAYS.search(text)),
            ("position", len(text) <= LONGEST_CAPTION and POSITION.search(text)),
        )
        if holds
    ]
    signs += _shape(form, end, bisect_right(LENGTHS, len(text)))
    if "，" in text:
        signs += ("comma inside", f"comma inside, end {end}")
    if text[0] in "“《（":
        signs.append(f"opens {text[0]}")
    if short:
        signs.append(f"function words {min(3, len(FUNCTION_WORDS.findall(text)))}")
    return signs


@cache
def _shape(form: str, end: str, length: int) -> tuple[str, ...]:
    return f"length {length}", f"form {form}", f"end {end}", f"form {form}, end {end}"
