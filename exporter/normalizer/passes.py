"""The passes, in their order, and the one function that runs them and keeps the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from exporter.edition import Edition
from exporter.errors import InputError
from exporter.normalizer import articles, assembly, blocks, characters, lines, repeats, roles, script
from exporter.normalizer.passage import Passage
from exporter.normalizer.patches import Edit, PatchedText, edited
from exporter.normalizer.provenance import Provenance
from exporter.normalizer.source_text import SourceText

CharacterPass = Callable[[str], Iterable[Edit]]
PassagePass = Callable[[Sequence[Passage]], tuple[Passage, ...]]

CHARACTER_PASSES: tuple[tuple[str, CharacterPass], ...] = (
    ("invisible", characters.invisible),
    ("space", characters.spaces),
    ("bracket-width", characters.brackets),
    ("mark-width", characters.marks),
)
PASSAGE_PASSES: tuple[PassagePass, ...] = (
    roles.read_marks,
    blocks.join,
    roles.read_heads,
)


@dataclass(frozen=True, slots=True)
class Normalization:
    """What comes out of the normalizer: the edition, and the record of how it came about."""

    edition: Edition
    provenance: Provenance


def normalize(source: SourceText) -> Normalization:
    """Turn raw text into an edition. Raises InputError where the text holds nothing but white space."""
    text = PatchedText(source.text, source.text)
    for rule, character_pass in CHARACTER_PASSES:
        text = edited(text, character_pass(text.text), rule)
    language = script.script_of(text.text)
    passages = lines.unwrap(script.reading_of(text.text, language))
    if not passages:
        raise InputError(f"{source.name}：没有文字，只有空白。", f"{source.name}: nothing but white space in it.")
    drafts, furniture, repeated = repeats.part_repeats(passages, _read)
    return Normalization(*assembly.assemble(source, text, language, drafts, furniture, repeated))


def _read(passages: Sequence[Passage]) -> repeats.Reading:
    """Read passages as articles and furniture."""
    for passage_pass in PASSAGE_PASSES:
        passages = passage_pass(passages)
    return articles.divide(passages)
