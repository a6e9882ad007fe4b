"""The passes, in their order, and the one function that runs them and keeps the record."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from msgspec import structs

from exporter.edition import Edition
from exporter.errors import InputError
from exporter.normalizer import (
    articles,
    assembly,
    characters,
    dots_and_dashes,
    folio,
    glyphs,
    gutters,
    joined,
    jump_lines,
    jumps,
    lines,
    overrules,
    pages,
    repeats,
    script,
)
from exporter.normalizer.assembly import Reading
from exporter.normalizer.characters import UNSEEN
from exporter.normalizer.passage import Passage
from exporter.normalizer.patches import Edit, PatchedText, edited
from exporter.normalizer.private_use import PRIVATE, private_use
from exporter.normalizer.provenance import Overrule, Provenance
from exporter.normalizer.reader import Reader
from exporter.normalizer.source_text import SourceText

CharacterPass = Callable[[str], Iterable[Edit]]

CHARACTER_PASSES: tuple[tuple[str, CharacterPass], ...] = (
    ("private-use", private_use),
    ("radical", glyphs.radicals),
    ("ligature", glyphs.ligatures),
    ("mark-form", glyphs.forms),
    ("invisible", characters.invisible),
    ("spread", glyphs.spread),
    ("doubled", glyphs.doubled),
    ("space", characters.spaces),
    ("gap", characters.gaps),
    ("ellipsis", dots_and_dashes.dots),
    ("dash", dots_and_dashes.dashes),
    ("hyphen", joined.hyphens),
    *joined.WIDTH_PASSES,
)
RARE_SIGNS = {
    "private-use": PRIVATE,
    "radical": glyphs.RADICAL.pattern,
    "ligature": glyphs.LIGATURE.pattern,
    "mark-form": glyphs.FORM.pattern,
    "invisible": UNSEEN,
}
"""What some passes look for, and most texts have none of: one search says so for all."""
RARE = re.compile("|".join(RARE_SIGNS.values()))

MOST_PASSAGES = 60_000
"""Ten times the paragraphs of the fattest edition: a mistake, that would keep a machine busy for minutes."""
MOST_CHANGES = 500_000
"""Four times what the largest input has where one character in 25 is changed, as in a real edition whose marks all came
out as ASCII. The record of more would fill the memory."""


@dataclass(frozen=True, slots=True)
class Normalization:
    """What comes out of the normalizer: the edition, and the record of how it came about."""

    edition: Edition
    provenance: Provenance


def clean_text(source: SourceText) -> PatchedText:
    """Return the source's text as the character passes leave it. Raises InputError where they would change too much."""
    text = PatchedText(source.text, source.text)
    later = _letters_to_narrow(source.text)
    rare = _rare(source.text)
    for rule, character_pass in CHARACTER_PASSES:
        sign = RARE_SIGNS.get(rule)
        if sign and not re.search(sign, rare):
            continue
        before, text = text, edited(text, character_pass(text.text), rule)
        if sign is PRIVATE and text is not before:  # a private character may stand for another of these
            rare = _rare(text.text)
        if len(text.changes) + later > MOST_CHANGES:
            raise InputError(
                f"{source.name}：要改的超过 {MOST_CHANGES} 处。一期报纸远没有这么多，"
                "请检查是否选错了文件，或分期处理。",
                f"{source.name}: more than {MOST_CHANGES} changes to make. No edition has so many: is it the right "
                "file, or several in one?",
            )
    return text


def _rare(text: str) -> str:
    """Return the rare signs that a text has, each once."""
    return "".join({match[0] for match in RARE.finditer(text)})


def _letters_to_narrow(text: str) -> int:
    """Return how many letters and digits are narrowed once lines are joined, where that may be too many."""
    return sum(map(len, characters.FULL_PART.findall(text))) if len(text) > MOST_CHANGES else 0


@contextmanager
def _no_collections() -> Iterator[None]:
    """Let Python's collector of cycles rest: a reading is a great deal of frozen data, which has none.

    It would go through all of it again and again: 2 % of the time of 50 kB of text, 10 % of that of 5 MB. What was made
    is old to it afterwards, or it would go through all of it then.
    """
    rests = not gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not rests:
            gc.freeze()
            gc.unfreeze()
            gc.enable()


@_no_collections()
def normalize(source: SourceText, ruled: Sequence[Overrule] = ()) -> Normalization:
    """Turn raw text into an edition, as a person's overrules want it.

    Raises InputError where the text holds nothing but white space, or nothing is left of it, or more paragraphs than
    any edition has.
    """
    order = gutters.order_of(source.text, [page.span for page in source.pages])
    asked = overrules.in_order(ruled, order) if order else ruled
    text = clean_text(replace(source, text=order.text) if order else source)
    language = script.script_of(text.text)
    read = script.reading_of(text.text, language)
    bounds = pages.bounds(source, text)
    found = [passage for start, end in bounds for passage in _lines(read, start, end)]
    if len(found) > MOST_PASSAGES:
        raise InputError(
            f"{source.name}：超过 {MOST_PASSAGES} 段。一期报纸远没有这么多，请检查是否选错了文件，或分期处理。",
            f"{source.name}: more than {MOST_PASSAGES} paragraphs. No edition has so many: is it the right file, "
            "or several in one?",
        )
    passages, dropped = overrules.without(found, overrules.to_drop(asked, text))
    if not passages:
        raise InputError(f"{source.name}：没有文字，只有空白。", f"{source.name}: nothing but white space in it.")
    told: list[Overrule] = []
    reader = Reader([end for _, end in bounds])

    def articles_of(passages: Sequence[Passage]) -> repeats.Reading:
        settled, told[:] = overrules.overruled(reader.read(passages), dropped, asked, text)
        return articles.divide(settled)

    drafts, furniture, repeated = repeats.part_repeats(overrules.with_kept(passages, asked, text), articles_of)
    drafts, furniture, links = jumps.follow(drafts, furniture, lambda draft: assembly.place_of(draft, text, source)[0])
    drafts = joined.with_spaces(drafts, text)
    text = joined.look_again([*(p for draft in drafts for p in draft.passages), *furniture], text)
    answers = overrules.answered(ruled, told, order) if order else tuple(told)
    reading = Reading(source, text, language, drafts, furniture, repeated, dropped, links, answers, order)
    return Normalization(*assembly.assemble(reading))


def _lines(text: str, start: int, end: int) -> Sequence[Passage]:
    """Return the passages of one file of the source, `[start, end)` of the text, its folio and jump lines marked."""
    passages = lines.unwrap(text[start:end])
    if start:
        passages = tuple(
            structs.replace(passage, ranges=tuple((start + first, start + last) for first, last in passage.ranges))
            for passage in passages
        )
    return jump_lines.set_apart(folio.set_apart(passages))
