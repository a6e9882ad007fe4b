"""What stands on top of the report: how much was done by which rule, and what needs a person's eyes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exporter.language import say
from exporter.normalizer.provenance import Provenance
from exporter.report.parts import Note, Row, Section
from exporter.report.wording import ACTIONS, CODES, KINDS, REASONS, name, rule_name, shown


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something of a kind was done or noticed, and how often by each rule (wording, count)."""

    kind: str
    label: str
    count: int
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """Something that a person should look at or know: the note, and the row that it stands at."""

    note: Note
    row: Row


@dataclass(frozen=True, slots=True)
class Alike:
    """Changes that are alike, told once: how they read before and after, how many there are, and where the first is."""

    before: str
    after: str
    count: int
    row: Row


def tallies_of(provenance: Provenance) -> tuple[Tally, ...]:
    """Return the counts of a record, the most pressing first."""
    counted: dict[str, Counter[str]] = {
        "finding": Counter(name(CODES, finding.code) for finding in provenance.findings),
        "removed": Counter(name(REASONS, removal.reason) for removal in provenance.removals),
        "join": Counter(
            {
                say("断开的段落", "broken paragraphs"): len(provenance.joins),
                say("转版", "jumps"): sum(1 for jump in provenance.jumps if jump.leaves and jump.arrives),
            }
        ),
        "overrule": Counter(name(ACTIONS, overrule.action) for overrule in provenance.overrules),
        "change": Counter(rule_name(change.rule) for change in provenance.changes),
    }
    return tuple(
        Tally(kind, name(KINDS, kind), parts.total(), tuple((k, n) for k, n in parts.most_common() if n))
        for kind, parts in counted.items()
    )


def items_of(sections: Sequence[Section], kind: str) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    """Return the rows with notes of a kind, by what the notes are called, in the order of the edition."""
    items: dict[str, list[Item]] = {}
    for item in _items(sections, kind):
        items.setdefault(item.note.label, []).append(item)
    return tuple((label, tuple(listed)) for label, listed in items.items())


def alike_of(sections: Sequence[Section]) -> tuple[tuple[str, tuple[Alike, ...]], ...]:
    """Return the changes by the rules that made them, those alike as one, the commonest first."""
    firsts: dict[tuple[str, str, str], Row] = {}
    counts: Counter[tuple[str, str, str]] = Counter()
    for row in (row for section in sections for row in section.rows):
        for change in row.changes:
            alike = change.rule, change.before, change.after
            firsts.setdefault(alike, row)
            counts[alike] += 1
    rules: dict[str, list[Alike]] = {}
    for (rule, before, after), count in counts.most_common():
        row = firsts[rule, before, after]
        rules.setdefault(rule_name(rule), []).append(Alike(shown(before), shown(after), count, row))
    return tuple((rule, tuple(listed)) for rule, listed in rules.items())


def draft_of(sections: Sequence[Section]) -> str:
    """Return a NAME.toml with all that a person may decide otherwise, each in a line of its own that a # takes out.

    It is TOML as it is, and once any # before a place is deleted.
    """
    actions: dict[str, dict[str, str]] = {}
    for section in sections:
        if section.remedy:
            actions.setdefault(section.remedy.action, {})[section.remedy.entry] = section.title
        for row in section.rows:
            for note in row.notes:
                if note.remedy:
                    actions.setdefault(note.remedy.action, {})[note.remedy.entry] = f"{note.label} {note.text}"
    return "\n".join(
        f"{action} = [\n" + "".join(f"# {entry},  # {' '.join(why.split())}\n" for entry, why in places.items()) + "]"
        for action, places in actions.items()
    )


def _items(sections: Sequence[Section], kind: str) -> Iterator[Item]:
    for section in sections:
        for row in section.rows:
            yield from (Item(note, row) for note in row.notes if note.kind == kind)
