"""What a person decides otherwise than the normalizer: passages kept, dropped, joined, parted, given a role.

A ruling is read from the command line or a file (`Ruling`), becomes an `Overrule` once the source's lines are known,
and is applied to passages: `keep` and `drop` before anything else is read, the others once everything is, so that each
changes what it names and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from msgspec import structs

from exporter.edition import FURNITURE, Role, SourceSpan
from exporter.normalizer.order import Order
from exporter.normalizer.passage import Passage, between, fold, together, trimmed
from exporter.normalizer.patches import PatchedText
from exporter.normalizer.places import Places
from exporter.normalizer.provenance import Overrule

KEEP, DROP = "keep", "drop"
Stretch = tuple[int, int]
"""`[start, end)` of the clean text."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision as a person wrote it: an action, a place (see `places`), and where it was written, for errors.

    `role`: the role to give, empty for other actions.
    """

    action: str
    place: str
    where: str
    role: str = ""


def resolve(rulings: Iterable[Ruling], places: Places) -> tuple[Overrule, ...]:
    """Return the rulings with the stretches of the source that they name. Raises InputError for a place it lacks."""
    return tuple(Overrule(r.action, places.span(r.place, r.where), r.place, r.role) for r in rulings)


def in_order(overrules: Iterable[Overrule], order: Order) -> tuple[Overrule, ...]:
    """Return the overrules of a text that is read in another order than it stands in, stretch by stretch of it."""
    return tuple(
        replace(overrule, span=SourceSpan(*stretch))
        for overrule in overrules
        for stretch in _stretches(overrule, order)
    )


def answered(overrules: Iterable[Overrule], told: Iterable[Overrule], order: Order) -> tuple[Overrule, ...]:
    """Return the overrules as a person gave them, marked by what became of their stretches (see `in_order`)."""
    rest = iter(told)
    return tuple(replace(o, idle=all(_answers(o, rest, order))) for o in overrules)


def _answers(overrule: Overrule, told: Iterator[Overrule], order: Order) -> list[bool]:
    """Return for each stretch of an overrule whether it changed nothing."""
    return [next(told).idle for _ in _stretches(overrule, order)]


def _stretches(overrule: Overrule, order: Order) -> Sequence[Stretch]:
    """Return where what an overrule names stands in the text as it is read: a line may have parts of several columns,
    of which what is neither kept nor dropped is the first."""
    found = order.stretches(overrule.span.start, overrule.span.end) or [(0, 0)]
    return found if overrule.action in (KEEP, DROP) else found[:1]


def to_drop(overrules: Iterable[Overrule], text: PatchedText) -> tuple[Stretch, ...]:
    """Return what these overrules want dropped of the clean text, in its order, stretches that touch as one."""
    merged: list[Stretch] = []
    for start, end in sorted(text.place(o.span.start, o.span.end) for o in overrules if o.action == DROP):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def touches(passage: Passage, named: Stretch) -> bool:
    """Return whether something of the passage stands in this stretch."""
    return any(first < named[1] and named[0] < last for first, last in passage.ranges)


def without(passages: Sequence[Passage], named: Sequence[Stretch]) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """Return the passages without what stands in these stretches, and that."""
    if not named:
        return tuple(passages), ()
    kept: list[Passage] = []
    dropped: list[Passage] = []
    for passage in passages:
        rest: Passage | None = passage
        for start, end in named:
            if rest is None or not touches(rest, (start, end)):
                continue
            if gone := trimmed(between(rest, start, end)):
                dropped.append(gone)
            rest = _healed(between(rest, 0, start), between(rest, end, rest.ranges[-1][1]))
        if rest := trimmed(rest):
            kept.append(rest)
    return tuple(kept), tuple(dropped)


def _healed(left: Passage | None, right: Passage | None) -> Passage | None:
    """Return what stands on both sides of what was dropped as one, with one space where there were two."""
    if left is None or right is None:
        return left or right
    if left.text[-1].isspace():
        right = trimmed(right)
    return left if right is None else together(left, right, seam=False)


def with_kept(passages: Sequence[Passage], overrules: Iterable[Overrule], text: PatchedText) -> tuple[Passage, ...]:
    """Return the passages, those marked that these overrules want kept though they say again what others do."""
    named = [text.place(o.span.start, o.span.end) for o in overrules if o.action == KEEP]
    if not named:
        return tuple(passages)
    return tuple(structs.replace(p, kept=True) if any(touches(p, place) for place in named) else p for p in passages)


def overruled(
    passages: Sequence[Passage], dropped: Sequence[Passage], overrules: Iterable[Overrule], text: PatchedText
) -> tuple[tuple[Passage, ...], tuple[Overrule, ...]]:
    """Return the passages, all read, as these overrules want them, one after the other.

    The overrules come back too, those marked that changed nothing; `dropped` is what they took out before.
    """
    ruled = tuple(passages)
    told: list[Overrule] = []
    for overrule in overrules:
        named = text.place(overrule.span.start, overrule.span.end)
        if overrule.action == DROP:
            idle = not any(touches(passage, named) for passage in dropped)
        elif overrule.action == KEEP:
            idle = not any(touches(passage, named) and _says_again(passage, ruled) for passage in ruled)
        else:
            before = ruled
            ruled = ON_PASSAGES[overrule.action](ruled, named, overrule.role)
            idle = ruled == before
        told.append(replace(overrule, idle=idle))
    return ruled, tuple(told)


def _says_again(passage: Passage, passages: Iterable[Passage]) -> bool:
    """Return whether another passage says all that this one does, so that it would have gone as a repeat."""
    text = fold(passage.text)
    return any(text in fold(other.text) for other in passages if other is not passage)


def _join(passages: tuple[Passage, ...], named: Stretch, _: str) -> tuple[Passage, ...]:
    """Join the first passage that begins here to the one before it, whatever belongs to the page between them."""
    at = _first(passages, named)
    before = next((i for i in range(at - 1, -1, -1) if passages[i].role not in FURNITURE), None)
    if before is None:
        return passages
    one = together(passages[before], passages[at])
    return (*passages[:before], one, *passages[before + 1 : at], *passages[at + 1 :])


def _part(passages: tuple[Passage, ...], named: Stretch, _: str) -> tuple[Passage, ...]:
    """Part the passage in which a line begins here, before that line."""
    for i, passage in enumerate(passages):
        place = next((first for first, last in passage.ranges[1:] if named[0] <= first < named[1]), None)
        if place is None and passage.ranges[0][0] < named[0] < passage.ranges[-1][1]:
            place = named[0]
        if place is None:
            continue
        left = trimmed(between(passage, 0, place))
        right = trimmed(between(passage, place, passage.ranges[-1][1]))
        if left and right:
            return (*passages[:i], left, structs.replace(right, starts=False), *passages[i + 1 :])
    return passages


def _begin(passages: tuple[Passage, ...], named: Stretch, role: str) -> tuple[Passage, ...]:
    """Begin an article here; what was a subhead is its headline."""
    if not any(named[0] <= p.ranges[0][0] < named[1] for p in passages):
        passages = _part(passages, named, role)
    at = _first(passages, named)
    if at < 0:
        return passages
    first = passages[at]
    head = Role.HEADLINE if first.role is Role.SUBHEAD else first.role
    return (*passages[:at], structs.replace(first, starts=True, role=head), *passages[at + 1 :])


def _go_on(passages: tuple[Passage, ...], named: Stretch, _: str) -> tuple[Passage, ...]:
    """Begin no article here; what was a headline is a subhead."""
    return tuple(
        structs.replace(p, starts=False, role=Role.SUBHEAD if p.role is Role.HEADLINE else p.role)
        if named[0] <= p.ranges[0][0] < named[1]
        else p
        for p in passages
    )


def _give_role(passages: tuple[Passage, ...], named: Stretch, role: str) -> tuple[Passage, ...]:
    """Give every passage that stands here this role."""
    return tuple(structs.replace(p, role=Role(role)) if touches(p, named) else p for p in passages)


def _first(passages: tuple[Passage, ...], named: Stretch) -> int:
    """Return which passage is the first to begin here; -1 where none does."""
    return next((i for i, p in enumerate(passages) if named[0] <= p.ranges[0][0] < named[1]), -1)


ON_PASSAGES: dict[str, Callable[[tuple[Passage, ...], Stretch, str], tuple[Passage, ...]]] = {
    "part": _part,
    "join": _join,
    "role": _give_role,
    "article": _begin,
    "no-article": _go_on,
}
ACTIONS = (KEEP, DROP, *ON_PASSAGES)
