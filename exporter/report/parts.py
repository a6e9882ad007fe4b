"""What the report is made of: sections, rows, pieces of text, notes, and the remedies that a person may write."""

from __future__ import annotations

import json
from dataclasses import dataclass

from exporter.normalizer.provenance import Change


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of one kind: `mark` is empty, `changed`, `seam`, `wrap`, `gone` or `finding`; `title` explains it."""

    text: str
    mark: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Remedy:
    """What a person may write in NAME.toml: an action (`part`, `role.headline`) and the place (`L12`)."""

    action: str
    place: str

    @property
    def entry(self) -> str:
        """The place as it stands in a list: `"L12"`. TOML escapes in strings as JSON does."""
        return json.dumps(self.place, ensure_ascii=False)

    @property
    def line(self) -> str:
        """The whole line: `part = ["L12"]`."""
        return f"{self.action} = [{self.entry}]"


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be said about a row: a kind (a key of KINDS), what it is called, and the wording.

    `remedy`: what a person writes who decides otherwise, where there is one thing to write.
    """

    kind: str
    label: str
    text: str = ""
    remedy: Remedy | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A block or a removal: where it stands, what it is, how it read before and reads after, and what is to be said.

    `after` is empty where it reads as before. `kinds`: the keys of KINDS that it is shown under. `changes`: those of
    the record that were made in it.
    """

    anchor: str
    lines: str
    role: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    notes: tuple[Note, ...]
    kinds: tuple[str, ...]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """An article, or what belongs to none: its rows in the order of the source, and what the record says of it.

    `remedy`: what a person writes for whom no article begins here.
    """

    anchor: str
    title: str
    traits: tuple[str, ...]
    rows: tuple[Row, ...]
    remedy: Remedy | None = None
