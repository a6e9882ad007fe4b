"""The record of what every pass changed, removed or noticed."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec import Struct

from exporter.edition import SourceSpan


class Change(Struct, frozen=True, gc=False):
    """A stretch `[start, end)` of the source that reads otherwise in the output, and the rules that say so (`a+b`).

    `before` is its text in the source; `after` what stands in its place (empty: taken out). An edition has a great
    many: a struct is made in a sixth of the time of a frozen dataclass.
    """

    rule: str
    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Removal:
    """Stretches of the source that stand in no block, why, and what is kept in their stead.

    `text` is what they read in the source, one after the other; `kept` is empty where nothing stands for them.
    """

    reason: str
    source: tuple[SourceSpan, ...]
    text: str
    kept: tuple[SourceSpan, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What the lines of a masthead or folio say of the edition: `field` is title, date or number.

    `source`: the lines that say so. `proved`: nothing speaks against it, so the edition has it.
    """

    field: str
    value: str
    source: tuple[SourceSpan, ...]
    proved: bool


@dataclass(frozen=True, slots=True)
class Jump:
    """A jump from page to page: the line by which an article leaves, and the one by which its next part arrives.

    `evidence`: what showed that the two belong together (page, title, sentence). Where one of them is None the other
    part was not found, or could not be told from others: `rivals` says from how many.
    """

    leaves: SourceSpan | None
    arrives: SourceSpan | None
    evidence: tuple[str, ...] = ()
    rivals: int = 0


@dataclass(frozen=True, slots=True)
class Overrule:
    """What a person decided otherwise than the normalizer would: an action, and where it applies.

    `action` is one of `exporter.normalizer.overrules.ACTIONS`. `told` is the place as it was written
    (`L12-L15`). `role`: the role to give, empty for other actions. `idle`: it changed nothing.
    """

    action: str
    span: SourceSpan
    told: str
    role: str = ""
    idle: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at: never an edit. `code` is stable, the message is in both languages."""

    code: str
    zh: str
    en: str
    span: SourceSpan


@dataclass(frozen=True, slots=True)
class Provenance:
    """Everything needed to replay the output from the source, or rebuild the source from the output.

    `gaps` are the stretches of white space that stand between blocks and removals: `(start, text)`. `joins` are the
    seams where pieces of a broken paragraph were joined: what of the source lies between the two. `overrules` are the
    decisions of a person that the output follows. `masthead` is what the text says of the edition as a whole, `jumps`
    what became of the jump lines.
    """

    changes: tuple[Change, ...] = ()
    removals: tuple[Removal, ...] = ()
    joins: tuple[SourceSpan, ...] = ()
    findings: tuple[Finding, ...] = ()
    gaps: tuple[tuple[int, str], ...] = ()
    overrules: tuple[Overrule, ...] = ()
    masthead: tuple[Claim, ...] = ()
    jumps: tuple[Jump, ...] = ()
