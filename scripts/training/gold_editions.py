"""Gold editions as passages with their states: what the model of roles learns from, and is measured by."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exporter.edition import FURNITURE, Role
from exporter.normalizer import lines, roles, script
from exporter.normalizer.grammar import STATES, state_role
from exporter.normalizer.passage import Passage
from exporter.normalizer.passes import clean_text
from exporter.normalizer.source_text import SourceText

OPEN_ROLES = frozenset({Role.PARAGRAPH, Role.SUBHEAD, Role.CAPTION, Role.BYLINE, Role.SUBTITLE})
"""What a block within an article may be where the truth says that its role is open."""


@dataclass(frozen=True)
class Line:
    """A line of an edition that is being set up: a block of an article, or a piece of one (`joins`)."""

    text: str
    role: Role
    article: int | None
    open: bool = False
    joins: bool = False
    gap: int = 0
    indented: bool = False


@dataclass(frozen=True)
class GoldEdition:
    """Passages as the normalizer reads them, and for each the states that are right (places in STATES)."""

    name: str
    passages: tuple[Passage, ...]
    truth: tuple[frozenset[int], ...]


def right_states(role: Role, *, starts: bool, joins: bool, is_open: bool = False) -> frozenset[int]:
    """Return the states that agree with what is known of a passage."""
    roles_ = OPEN_ROLES if is_open and not starts else {role}
    return frozenset(
        place
        for place, state in enumerate(STATES)
        if state.role in roles_ and state.joins == joins and (joins or state.starts == starts)
    )


def as_printed(path: Path) -> GoldEdition:
    """Return an edition as it was damaged; `path` is its NAME.gold.json, beside which NAME.txt stands."""
    gold = json.loads(path.read_text("utf-8"))
    name = path.name.removesuffix(".gold.json")
    raw = path.with_name(name + ".txt").read_bytes().decode("utf-8")
    text = clean_text(SourceText(name, raw, "utf-8", ""))
    owner = {
        k: b for b, block in enumerate(gold["blocks"]) for start, end in block["source"] for k in range(start, end)
    }
    copies = [range(*copy["source"]) for copy in gold["duplicates"]]
    undecided = set(gold.get("undecided", ()))
    passages: list[Passage] = []
    truth: list[frozenset[int]] = []
    last: int | None = None
    seen: set[int] = set()
    for passage in lines.unwrap(script.reading_of(text.text, script.script_of(text.text))):
        spans = text.spans(passage.ranges)
        start, end = spans[0][0], spans[-1][1]
        if any(start in copy for copy in copies) or start not in owner:
            continue
        passages.append(passage)
        joins = owner[start] == last
        right = _right(gold["blocks"][owner[start]], seen, joins=joins)
        if joins and start in undecided:
            right |= _right(gold["blocks"][owner[start]], seen, joins=False)
        truth.append(right)
        last = owner.get(end - 1)
    return _read(name, passages, truth)


def _read(name: str, passages: Sequence[Passage], truth: Sequence[frozenset[int]]) -> GoldEdition:
    """Return passages as they are before they are decoded; one that has been joined is what its first piece is."""
    of = {passage.ranges[0]: right for passage, right in zip(passages, truth, strict=True)}
    joined = roles.join_certain(roles.read_marks(passages))
    return GoldEdition(name, joined, tuple(of[passage.ranges[0]] for passage in joined))


def _right(block: Mapping[str, Any], seen: set[int], *, joins: bool) -> frozenset[int]:
    """Return the states that agree with a gold block; `seen`: the articles that have started."""
    article = block["article"]
    starts = article is not None and article not in seen
    if article is not None:
        seen.add(article)
    is_open = bool(block.get("role_unscored")) and article is not None
    return right_states(state_role(Role(block["role"])), starts=starts, joins=joins, is_open=is_open)


def clean_lines(path: Path) -> list[Line]:
    """Return an edition undamaged, a block a line."""
    return [
        Line(
            block["text"],
            state_role(Role(block["role"])),
            block["article"],
            open=bool(block.get("role_unscored")) and Role(block["role"]) not in FURNITURE,
        )
        for block in json.loads(path.read_text("utf-8"))["blocks"]
    ]


def edition_of(name: str, set_up: Sequence[Line]) -> GoldEdition:
    """Return lines as passages with their truth."""
    language = script.script_of("\n".join(line.text for line in set_up))
    passages: list[Passage] = []
    truth: list[frozenset[int]] = []
    seen: set[int | None] = {None}
    at = 0
    for line in set_up:
        reading = script.reading_of(line.text, language)
        passages.append(Passage(reading, ((at, at + len(reading)),), line.gap, line.indented))
        at += len(reading) + 1
        starts = line.article not in seen and not line.joins
        seen.add(line.article)
        truth.append(right_states(line.role, starts=starts, joins=line.joins, is_open=line.open))
    return _read(name, passages, truth)
