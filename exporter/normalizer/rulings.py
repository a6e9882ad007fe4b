"""What a person decides otherwise than the normalizer: passages kept, dropped, joined, parted, given a role.

A ruling is read from the command line or a file, becomes an `Overrule` once the source's lines are known, and is then
applied to passages (see `overrules`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from exporter.normalizer.places import Places
from exporter.normalizer.provenance import Overrule

KEEP, DROP = "keep", "drop"
ACTIONS = (KEEP, DROP, "part", "join", "role", "article", "no-article")


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
