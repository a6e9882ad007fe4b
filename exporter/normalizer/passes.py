"""The passes, in their order, and the one function that runs them and keeps the record."""

from __future__ import annotations

import gc
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from exporter.edition import FURNITURE, Edition
from exporter.errors import InputError
from exporter.normalizer import (
    articles,
    assembly,
    characters,
    dots_and_dashes,
    folio,
    glyphs,
    joined,
    jump_lines,
    jumps,
    lines,
    overrules,
    pages,
    repeats,
    roles,
    script,
)
from exporter.normalizer.assembly import Reading
from exporter.normalizer.passage import Passage
from exporter.normalizer.patches import Edit, PatchedText, edited
from exporter.normalizer.private_use import private_use
from exporter.normalizer.provenance import Overrule, Provenance
from exporter.normalizer.source_text import SourceText

CharacterPass = Callable[[str], Iterable[Edit]]
PassagePass = Callable[[Sequence[Passage]], tuple[Passage, ...]]

CHARACTER_PASSES: tuple[tuple[str, CharacterPass], ...] = (
    ("private-use", private_use),
    ("radical", glyphs.radicals),
    ("ligature", glyphs.ligatures),
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
PASSAGE_PASSES: tuple[PassagePass, ...] = (
    roles.read_marks,
    roles.join_certain,
    roles.read_roles,
)


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
    for rule, character_pass in CHARACTER_PASSES:
        text = edited(text, character_pass(text.text), rule)
        if len(text.changes) > MOST_CHANGES:
            raise InputError(
                f"{source.name}：要改的超过 {MOST_CHANGES} 处。一期报纸远没有这么多，"
                "请检查是否选错了文件，或分期处理。",
                f"{source.name}: more than {MOST_CHANGES} changes to make. No edition has so many: is it the right "
                "file, or several in one?",
            )
    return text


@contextmanager
def _no_collections() -> Iterator[None]:
    """Let Python's collector of cycles rest: a reading is a great deal of frozen data, which has none.

    It would go through all of it again and again: 2 % of the time of 50 kB of text, 10 % of that of 5 MB.
    """
    rests = not gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not rests:
            gc.enable()


@_no_collections()
def normalize(source: SourceText, ruled: Sequence[Overrule] = ()) -> Normalization:
    """Turn raw text into an edition, as a person's overrules want it.

    Raises InputError where the text holds nothing but white space, or nothing is left of it, or more paragraphs than
    any edition has.
    """
    text = clean_text(source)
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
    passages, dropped = overrules.without(found, overrules.to_drop(ruled, text))
    if not passages:
        raise InputError(f"{source.name}：没有文字，只有空白。", f"{source.name}: nothing but white space in it.")
    told: list[Overrule] = []
    read_file = cache(_read_file)  # where articles are read again, most files of a folder are as they were

    def articles_of(passages: Sequence[Passage]) -> repeats.Reading:
        passages = [*chain.from_iterable(map(read_file, _files(passages, bounds)))]
        settled, told[:] = overrules.overruled(passages, dropped, ruled, text)
        return articles.divide(settled)

    drafts, furniture, repeated = repeats.part_repeats(overrules.with_kept(passages, ruled, text), articles_of)
    drafts, furniture, links = jumps.follow(drafts, furniture, lambda draft: assembly.place_of(draft, text, source)[0])
    drafts = joined.with_spaces(drafts, text)
    text = joined.look_again([*(p for draft in drafts for p in draft.passages), *furniture], text)
    reading = Reading(source, text, language, drafts, furniture, repeated, dropped, links, tuple(told))
    return Normalization(*assembly.assemble(reading))


def _lines(text: str, start: int, end: int) -> Sequence[Passage]:
    """Return the passages of one file of the source, `[start, end)` of the text, its folio and jump lines marked."""
    passages = lines.unwrap(text[start:end])
    if start:
        passages = tuple(
            replace(passage, ranges=tuple((start + first, start + last) for first, last in passage.ranges))
            for passage in passages
        )
    return jump_lines.set_apart(folio.set_apart(passages))


def _files(passages: Sequence[Passage], bounds: Sequence[tuple[int, int]]) -> Iterator[tuple[Passage, ...]]:
    """Yield the passages of each file, by where the files end."""
    at = 0
    for _, end in bounds:
        until = bisect_left(passages, end, lo=at, key=lambda passage: passage.ranges[0][0])
        yield tuple(passages[at:until])
        at = until


def _read_file(passages: tuple[Passage, ...]) -> list[Passage]:
    """Read the passages of a file; the first that is no furniture begins an article."""
    asides = [passage for passage in passages if passage.aside]
    if asides:
        passages = tuple(passage for passage in passages if not passage.aside)
    for passage_pass in PASSAGE_PASSES if passages else ():
        passages = passage_pass(passages)
    first = next((i for i, passage in enumerate(passages) if passage.role not in FURNITURE), len(passages))
    settled = [replace(passage, starts=True) if i == first else passage for i, passage in enumerate(passages)]
    return _with_asides(settled, asides) if asides else settled


def _with_asides(passages: Sequence[Passage], asides: Sequence[Passage]) -> list[Passage]:
    """Return the passages with the furniture that a text goes on over: each before the next article that begins."""
    merged: list[Passage] = []
    waiting = deque(asides)
    for passage in passages:
        while waiting and passage.starts and waiting[0].ranges[0] < passage.ranges[0]:
            merged.append(waiting.popleft())
        merged.append(passage)
    return [*merged, *waiting]
