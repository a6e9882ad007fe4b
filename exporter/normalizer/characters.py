"""Character passes: each says what it would edit in the text it is shown, and nothing else.

Width and punctuation follow GB/T 15834-2011 (Chinese sentences take full-width marks, brackets in pairs). NFKC is not
used: it would turn …… into dots and ㎡ into m2. Space between Han and Latin is the renderer's work, not the text's.

A pattern that is looked for in all of a text begins with one class of characters, and looks back from there: `re`
passes over the rest of the text four to eighty times as fast as where it has to look back first.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain

from exporter.normalizer.passage import HAN_CLASS
from exporter.normalizer.patches import Edit

LINE_END = "\n\r\v\f\x85\u2028\u2029"
CHINESE = re.compile(f"[{HAN_CLASS}。、“”‘’《》〈〉【】〔〕「」『』—…·％]")
"""What shows that a sentence is Chinese. Marks that these passes make themselves are no evidence: a text once cleaned
would else be read otherwise than before."""
WIDENED = frozenset(",;:!?~()，；：！？～（）")
UNSEEN = (
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
INVISIBLE = re.compile(f"{UNSEEN}{UNSEEN}*")
BLANK = "[\t\x1c-\x1f \xa0\u1680\u2000-\u200a\u202f\u205f\u3000]"
"""White space that ends no line: all that `\\s` has beside these, spelled out, for so `re` passes over text faster."""
FULL = "０-９Ａ-Ｚａ-ｚ"
FULL_RUN = re.compile(f"[{FULL}](?:[{FULL}]|(?:[．／＠＆＿＋－：，]|：／／)(?=[{FULL}]))*")
FULL_PART = re.compile(f"[{FULL}]+")
NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
BETWEEN_DIGITS = re.compile(r"(?<=\d)：(?=\d)|(?<![\d，])(?:\d{1,3}(?:，\d{3})+)(?![\d，])")
JOINT = re.compile(r"(?<=[A-Za-z])：／／|(?<=[0-9A-Za-z])[．／＠＆＿＋](?=[0-9A-Za-z])|(?<=[A-Za-z])－|－(?=[A-Za-z])")
INNER_SPACE = re.compile(rf"{BLANK}(?<=\S{BLANK})(?:(?<! )|(?={BLANK})){BLANK}*(?=\S)")
"""White space within a line, but for a single plain space."""

GAPS = (
    (re.compile(f" (?<=[{HAN_CLASS}] )(?=[0-9A-Za-z])"), re.compile(f"[0-9A-Za-z](?<=[{HAN_CLASS}].)")),
    (re.compile(f" (?<=[0-9A-Za-z%％] )(?=[{HAN_CLASS}])"), re.compile(f"[0-9A-Za-z%％](?=[{HAN_CLASS}])")),
)
"""Where a space stands between Han and Latin, and where none does: before the Latin, and after it."""
FEWEST_GAPS, GAP_SHARE = 20, 0.8
"""From how many spaces between Han and Latin on, and what share of the places where they meet, print made them."""
OTHER_SHARE = 0.3
"""From what share on it made those on the one side where it surely made those on the other."""

WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "~": "～"}
MARK = re.compile(f"[,;:!?~](?:(?<={CHINESE.pattern}.)|(?={CHINESE.pattern})|())")
"""A mark; as a group where it stands beside nothing Chinese, so that more must be looked at."""
BRACKETS = re.compile(r"\("), re.compile(r"\)")
LETTER = "A-Za-z\u00c0-\u024f\u0370-\u052f\u0600-\u06ff\u0f00-\u0fff\u1800-\u18af\uac00-\ud7a3"
"""Letters whose marks have a space after them: Latin, Greek, Cyrillic, Arabic, Tibetan, Mongolian, Hangul."""
LATIN_RUN = re.compile(
    r"(?:https?://|www\.|(?<![\w.+-])[0-9A-Za-z_.+-]{1,64}@)[!-~]+"
    rf"|(?<![{LETTER}'’.-])[{LETTER}][{LETTER}'’.-]*(?:[,;:!?]? [{LETTER}(][{LETTER}'’.,;:!?()-]*)+"
)
QUOTED_RUN = re.compile(rf"[“‘「『][{LETTER}][{LETTER}'’.,;:!?()-]*(?: [{LETTER}0-9'’.,;:!?()-]+)+$")
"""A quote of words in such a script, up to its last mark: “Hello, world!” keeps it, as its sentence does."""
QUOTE_ENDS = frozenset("”’」』")
CODE_COLON = re.compile(r"[A-Za-z]:[\\/]|[0-9A-Za-z]::(?![^\x00-\x7f])|::[0-9A-Za-z]")
"""The colon of a path (C:\\), of a name in code, of an IPv6 address (2001:db8::1)."""
HAN_ADDRESS = re.compile(
    r"(?:://|www\.)(?:[^\s，。、；：！？“”（）,;:!?~]|\?(?=[0-9A-Za-z])|(?<=[!-~])[,;:!~](?=[0-9A-Za-z]))*$"
)
"""An address up to a mark in it, where it holds Han: www.example.org/渡口?day=1."""
LINE_ENDS = re.compile(f"[{LINE_END}]")
PARAGRAPH_END = re.compile(rf"(?>\r\n|[{LINE_END}])[^\S{LINE_END}]*[{LINE_END}]")
"""A line end and a blank line: no sentence goes on over these."""
NEIGHBOUR_REACH = 24
SENTENCE_REACH = 40
PAIR_REACH = 300
"""How far, in code points, a bracket's partner is looked for."""


def invisible(text: str) -> Iterator[Edit]:
    """Take out control characters, zero-width spaces, soft hyphens and direction marks.

    Joiners (U+200C, U+200D) and variation selectors stay: they choose glyphs. Line ends are not touched.
    """
    for match in INVISIBLE.finditer(text):
        yield match.start(), match.end(), ""


def narrowed(text: str) -> str:
    """Return the text with full-width letters and digits as ASCII ones: as long as it was."""
    return FULL_PART.sub(_narrow, text)


def _narrow(part: re.Match[str]) -> str:
    return part[0].translate(NARROW)


def letters(text: str) -> Iterator[Edit]:
    """Narrow full-width letters and digits (Ａ１), with the points and signs within their runs.

    Digits take half the body of a Han character (GB/T 15835-2011), Latin letters their own width. A dash between
    digits stays: it is that of a range. Half-width kana are not touched. Every edit is of one character.
    """
    for match in FULL_RUN.finditer(text):
        run = narrowed(match[0])
        for joint in (BETWEEN_DIGITS, JOINT):
            run = joint.sub(_narrow, run)
        for place, (before, after) in enumerate(zip(match[0], run, strict=True), match.start()):
            if before != after:
                yield place, place + 1, after


def spaces(text: str) -> Iterator[Edit]:
    """Make one plain space of every run of white space inside a line, and of tabs and ideographic spaces there.

    White space at the ends of lines is no text and not touched.
    """
    for match in INNER_SPACE.finditer(text):
        yield match.start(), match.end(), " "


def gaps(text: str) -> Iterator[Edit]:
    """Take out the spaces between Han and Latin where nearly every place has one: a typesetter's gap (CLREQ 3.2.2).

    Text out of PDF has them, on both sides of the Latin or, as some tools see gaps, on one, or on the other side only
    here and there. Where only some places have one on either side, a space may be the writer's: it stays.
    """
    sides: list[tuple[float, list[Edit]]] = []
    for gap, none in GAPS:
        found: list[Edit] = [(match.start(), match.end(), "") for match in gap.finditer(text)]
        if len(found) >= FEWEST_GAPS:
            sides.append((len(found) / (len(found) + len(none.findall(text))), found))
    if any(share >= GAP_SHARE for share, _ in sides):
        yield from sorted(chain.from_iterable(found for share, found in sides if share >= OTHER_SHARE))


def brackets(text: str) -> Iterator[Edit]:
    """Widen ASCII brackets in pairs, where Chinese stands inside a pair or beside it (GB/T 15834 4.9).

    A pair may be parted by the ends of lines, but not by a blank one.
    """
    wide: list[int] = []
    open_at: deque[int] = deque()
    for at in sorted(match.start() for bracket in BRACKETS for match in bracket.finditer(text)):
        while open_at and (at - open_at[0] > PAIR_REACH or PARAGRAPH_END.search(text, open_at[-1], at)):
            wide += _wide_alone(text, [open_at.popleft()])
        if text[at] == "(":
            open_at.append(at)
        elif open_at:
            opener = open_at.pop()
            if CHINESE.search(text, opener, at) or _beside_chinese(text, opener) or _beside_chinese(text, at):
                wide += (opener, at)
        else:
            wide += _wide_alone(text, [at])
    for at in sorted([*wide, *_wide_alone(text, open_at)]):
        yield at, at + 1, "（" if text[at] == "(" else "）"


def _wide_alone(text: str, brackets: Iterable[int]) -> list[int]:
    """Return which of the brackets that have no partner stand beside Chinese."""
    return [at for at in brackets if _beside_chinese(text, at)]


def marks(text: str) -> Iterator[Edit]:
    """Widen ASCII commas, colons, semicolons, question and exclamation marks of Chinese sentences, and ~ of ranges.

    Thousands (1,270), times and ratios (22:00, 1:1), addresses and paths, and sentences in Latin and other letters keep
    theirs (GB/T 15834 4.4, 4.7).
    A sentence is as much of it as stands on the mark's own line: what stands on the others may be another paragraph.
    Where they prove to be one, the mark is looked at again (see `joined`).
    """
    run_end = 0
    kept: list[tuple[int, int]] = []
    for match in MARK.finditer(text):
        mark, at = match[0], match.start()
        if mark in ":?!" and _is_foreign(text, at):
            continue
        if match.lastindex:
            if at >= run_end:
                run_end, kept = _latin_run(text, at, run_end)
            while kept and kept[-1][1] <= at:
                kept.pop()
            if (kept and kept[-1][0] <= at) or not _stands_in_chinese(text, at):
                continue
        yield at, at + 1, WIDE[mark]


def _is_foreign(text: str, at: int) -> bool:
    """Return whether a mark beside Chinese is of a quoted sentence in another script, of code or of an address."""
    after = text[at + 1 : at + 2]
    if after in QUOTE_ENDS:
        return QUOTED_RUN.search(text[max(0, at - PAIR_REACH) : at + 1]) is not None
    if not after.isascii():
        return False
    if text[at] == ":":
        return any(m.start() <= at < m.end() for m in CODE_COLON.finditer(text, max(0, at - 2), at + 3))
    return after.isalnum() and HAN_ADDRESS.search(text[max(0, at - PAIR_REACH) : at]) is not None


def _latin_run(text: str, at: int, after: int) -> tuple[int, list[tuple[int, int]]]:
    """Return where the stretch without Chinese round a mark ends, and the addresses and Latin sentences in it.

    The last of them comes first. The stretch begins no sooner than `after`.
    """
    start = at
    while start > after and not CHINESE.match(text[start - 1]):
        start -= 1
    chinese = CHINESE.search(text, at)
    end = chinese.start() if chinese else len(text)
    runs = LATIN_RUN.finditer(text, start, end)
    return end, [(run.start(), run.start() + len(run[0].rstrip(",;:!?~()'’.-"))) for run in runs][::-1]


def _neighbours(text: str, at: int) -> tuple[str, str]:
    """Return what stands before and after a place; empty where nothing does within reach.

    Spaces and the marks that are widened here are passed over; the ends of lines are not.
    """
    before, after = at - 1, at + 1
    while before > at - NEIGHBOUR_REACH and before >= 0 and _passed_over(text[before]):
        before -= 1
    while after < at + NEIGHBOUR_REACH and after < len(text) and _passed_over(text[after]):
        after += 1
    return (text[before] if before >= 0 else ""), (text[after] if after < len(text) else "")


def _passed_over(character: str) -> bool:
    return character in WIDENED or (character.isspace() and character not in LINE_END)


def _beside_chinese(text: str, at: int) -> bool:
    if not CHINESE.search(text, max(0, at - NEIGHBOUR_REACH), at + NEIGHBOUR_REACH + 1):
        return False
    return any(CHINESE.match(c) for c in _neighbours(text, at) if c)


def _stands_in_chinese(text: str, at: int) -> bool:
    if text[at] == "~":
        before, after = _neighbours(text, at)
        if before.isdigit() and after.isdigit():
            return True
    if not CHINESE.search(text, max(0, at - SENTENCE_REACH), at + SENTENCE_REACH):
        return False
    near = text[max(0, at - 1) : at + 2]
    if len(near) == 3 and (near[0] + near[2]).isalnum() and (near.isascii() or (near[0] + near[2]).isalpha()):
        return False
    if _beside_chinese(text, at):
        return True
    before_it = LINE_ENDS.split(text[max(0, at - SENTENCE_REACH) : at])[-1]
    after_it = LINE_ENDS.split(text[at + 1 : at + SENTENCE_REACH], maxsplit=1)[0]
    return CHINESE.search(before_it + after_it) is not None
