"""What comes together when lines are joined: Latin words, which want a space, and marks whose sentence is now whole.

A line that holds nothing Chinese says nothing about its marks; once it is known to go on a Chinese sentence, they are
that sentence's. So a text that is read again as it was written out stays as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, pairwise
from operator import itemgetter

from msgspec import structs

from exporter.normalizer import characters
from exporter.normalizer.articles import ArticleDraft
from exporter.normalizer.passage import Passage
from exporter.normalizer.patches import Edit, PatchedText, edited
from exporter.normalizer.quotes import quotes

WIDTH_PASSES: tuple[tuple[str, Callable[[str], Iterable[Edit]]], ...] = (
    ("quote", quotes),
    ("bracket-width", characters.brackets),
    ("mark-width", characters.marks),
)
"""The passes that put one character for another by the sentence it stands in."""
LAST_PASSES = (*WIDTH_PASSES, ("letter-width", characters.letters))
"""Those that are run once lines are joined: full-width letters stay till then, for a line is as wide as it was set."""
JOINED_MARK = re.compile(r"[,;:!?~()]")
ALWAYS = re.compile(f'["{characters.FULL}]')
REACH = 64
"""How much of the text on either side of a break is looked at for the word there."""
TOKEN_END, TOKEN_START = re.compile("[!-~’”]*$"), re.compile("[!-~‘“]*")
WORD_END = re.compile(r"[A-Za-z](?:[’'”\")]*[,;:]?[’'”\")]*|(?P<stop>[.!?][’'”\")]*))$")
WORD_START = re.compile("[(‘'“\"]*[A-Za-z]")
ADDRESS = re.compile(r"://|www\.|[@/\\_=]")
WORD = re.compile("[A-Za-z][A-Za-z]*")
COMPOUND = re.compile("[A-Za-z]+-[A-Za-z]+")
BROKEN_WORD = re.compile(
    rf"-(?<=[A-Za-z]{{2}}-){characters.BLANK}*(?>\r\n|[{characters.LINE_END}]){characters.BLANK}*([a-z]{{2,}})"
)
"""A Latin word with a hyphen where its line ends; the second part begins no name, which would be a compound."""
INDENT = 2
FEWEST_LETTERS = 4
"""From so many Latin letters on, a line has more characters than lines of Han that are as wide."""
FEWEST_LINES = 3
"""Fewer lines of one length prove nothing."""
SOFT_HYPHEN = "\u00ad"


def hyphens(text: str) -> Iterator[Edit]:
    """Take out the hyphen at a line's end inside a Latin word that the text has elsewhere in one piece.

    Where the text has it with its hyphen as well, or not at all, the hyphen stays: it may be the word's own.
    """
    broken = list(BROKEN_WORD.finditer(text))
    if not broken:
        return
    words, compounds = ({w.lower() for w in pattern.findall(text)} for pattern in (WORD, COMPOUND))
    for match in broken:
        first, second = first_part(text, match), match[1].lower()
        if first + second in words and f"{first}-{second}" not in compounds:
            yield match.start(), match.start() + 1, ""


def first_part(text: str, broken: re.Match[str]) -> str:
    """Return what stands of a broken word before its hyphen, in small letters."""
    *_, last = WORD.finditer(text, max(0, broken.start() - REACH), broken.start())
    return last[0].lower()


def with_spaces(drafts: Sequence[ArticleDraft], text: PatchedText) -> tuple[ArticleDraft, ...]:
    """Return the articles with a space between two Latin words that a line's end had parted.

    The first character of white space after the one word stands for the space: it becomes one in `look_again`.
    """
    breaks = _Breaks(text, [passage for draft in drafts for passage in draft.passages if len(passage.ranges) > 1])
    return tuple([breaks.spaced_in(draft) for draft in drafts])


def look_again(passages: Iterable[Passage], text: PatchedText) -> PatchedText:
    """Return the clean text with the marks of joined lines as their whole paragraph has them, and the spaces made;
    full-width letters and digits are narrowed.

    White space that ends a piece of a passage stands for a space. No edit is longer or shorter than what it replaces,
    so that the passages stand where they stood.
    """
    broken = [p for p in passages if len(p.ranges) > 1]
    wide = ALWAYS.search(text.text)
    again = [
        p
        for p in (passages if wide else broken)
        if (len(p.ranges) > 1 and JOINED_MARK.search(p.text)) or (wide and ALWAYS.search(p.text))
    ]
    ends = [end for p in broken for _, end in p.ranges[:-1] if text.text[end - 1].isspace()]
    text = edited(text, [(end - 1, end, " ") for end in sorted(ends)], "wrap")
    places = [at for p in again for at in (*(at for r in p.ranges for at in range(*r)), -1, -1)]
    for rule, width_pass in LAST_PASSES if again else ():
        shown = "".join(text.text[at] if at >= 0 else "\n" for at in places)
        edits = sorted((places[start], places[start] + 1, after) for start, _, after in width_pass(shown))
        text = edited(text, edits, rule)
    return text


@dataclass(frozen=True)
class _Breaks:
    """The breaks inside paragraphs of a text, and what it tells of the words at them."""

    text: PatchedText
    passages: Sequence[Passage]

    def spaced_in(self, draft: ArticleDraft) -> ArticleDraft:
        """Return the article with its spaces."""
        passages = tuple([self._spaced(p) if len(p.ranges) > 1 else p for p in draft.passages])
        return draft if passages == draft.passages else replace(draft, passages=passages)

    def _spaced(self, passage: Passage) -> Passage:
        spaces = [self._wants_space(end, start) for (_, end), (start, _) in pairwise(passage.ranges)]
        if not any(spaces):
            return passage
        lengths = [end - start for start, end in passage.ranges]
        ends = accumulate(lengths)
        pieces = [passage.text[end - length : end] for end, length in zip(ends, lengths, strict=True)]
        return structs.replace(
            passage,
            text="".join(piece + " " * space for piece, space in zip(pieces, [*spaces, False], strict=True)),
            ranges=tuple(
                (start, end + space) for (start, end), space in zip(passage.ranges, [*spaces, False], strict=True)
            ),
        )

    def _wants_space(self, end: int, start: int) -> bool:
        """Return whether two Latin words meet at the break `[end, start)` of the text, and not two halves of one.

        What a person dropped is no break.
        """
        clean = self.text.text
        if not clean[end - 1].isascii() or not clean[start].isascii() or end >= start or not clean[end].isspace():
            return False
        left, right = (
            TOKEN_END.search(clean[max(0, end - REACH) : end]),
            TOKEN_START.match(clean[start : start + REACH]),
        )
        before, after = left[0] if left else "", right[0] if right else ""
        word_end = WORD_END.search(before)
        if not word_end or not WORD_START.match(after) or ADDRESS.search(before) or "@" in after:
            return self._has_space(end, start) and _letter_and_digit(before[-1:], after[:1])
        if word_end["stop"]:
            return self._has_space(end, start) or not after[0].islower()
        return not (before[-1].isalpha() and after[0].isalpha()) or self._are_two(end, start, before, after)

    def _are_two(self, end: int, start: int, before: str, after: str) -> bool:
        """Return whether two runs of letters are two words, as a line's end says where the text shows nothing else."""
        first, second = WORD.findall(before)[-1], WORD.findall(after)[0]
        between = self.text.source[self.text.span(end - 1, end)[1] : self.text.span(start, start + 1)[0]]
        if SOFT_HYPHEN in between or (first + second).lower() in self._words:
            return False
        if self._has_space(end, start) or not self._cut_by_counting:
            return True
        return self._words[first.lower()] > 1 and self._words[second.lower()] > 1

    def _has_space(self, end: int, start: int) -> bool:
        """Return whether a space stands at the line's end, or one alone, which is no indent, before the next line."""
        clean = self.text.text
        return clean[end] == " " or (clean[start - 1] == " " and clean[start - 2] in characters.LINE_END)

    @cached_property
    def _words(self) -> Counter[str]:
        return Counter(word.lower() for word in WORD.findall(self.text.text))

    @cached_property
    def _cut_by_counting(self) -> bool:
        """Whether a program cut the lines at one number of characters, inside words as well, which no printer does."""
        lengths: list[int] = []
        latin: list[int] = []
        for passage in self.passages:
            for place, (start, end) in enumerate(passage.ranges[:-1]):
                lengths.append(end - start + INDENT * (passage.indented and not place))
                if len("".join(WORD.findall(self.text.text, start, end))) >= FEWEST_LETTERS:
                    latin.append(lengths[-1])
        usual, count = max(Counter(lengths).items(), key=itemgetter(1))
        return count >= FEWEST_LINES and 2 * latin.count(usual) > len(latin)


def _letter_and_digit(one: str, other: str) -> bool:
    return (one + other).isalnum() and one.isalpha() != other.isalpha()
