"""The model of roles: what each sign weighs for each state, and each state after another."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from struct import Struct

from exporter.normalizer.grammar import PREDECESSORS, STATES
from exporter.normalizer.second_look import CUTS

ATTRIBUTES: tuple[str, ...] = (*dict.fromkeys(str(state.role) for state in STATES), "starts", "joins")
"""What signs speak for or against: a role, that an article starts, that a passage goes on the one before it."""
ATTRIBUTES_OF = tuple(
    tuple(
        place
        for place, name in enumerate(ATTRIBUTES)
        if name == str(state.role) or (name == "starts" and state.starts) or (name == "joins" and state.joins)
    )
    for state in STATES
)
"""For each state its attributes, as places in ATTRIBUTES."""
AGAINST = -10_000
"""The weight, in hundredths, of going against the grammar, which is done only where nothing else is left,"""
NEVER = -(10**9)
"""and of what is not done even then."""
FIELDS = Struct(f"<{len(STATES)}i")
"""How the weights of a sign for each state lie in one integer (see `Model.rows`)."""
FOR_JOINS = 40
"""By how much, in hundredths, going on is favoured over standing apart: the model by itself finds too few breaks. On
60 pages and eighteen sets of other papers twice as much gains breaks, but joins wrongly nearly as many."""
BASE = int.from_bytes(FIELDS.pack(*(2**30 + FOR_JOINS * state.joins for state in STATES)), "little")
"""What every sum of such integers begins with: that no field of it is negative, and what is favoured."""

Weights = tuple[int, ...]
"""A weight for each state, in hundredths."""
Steps = tuple[tuple[int, ...], tuple[Weights, ...]]
"""States that can be reached, and what the step to each weighs from each of those that were reached before."""


@dataclass(frozen=True)
class Model:
    """Weights: of each sign for each attribute (in the order of ATTRIBUTES), and of each state after another.

    They are told to hundredths, and added as whole numbers: in whatever order, the sums are the same.
    """

    signs: Mapping[str, Sequence[float]]
    pairs: Sequence[Sequence[float]]
    second: Mapping[str, Sequence[float]] = field(default_factory=dict)
    """What each class of each sign of the second look weighs for a start (see `second_look`)."""

    @cached_property
    def rows(self) -> dict[str, int]:
        """What each sign weighs for each state, in one integer with a field a state: to add such integers is to add
        all their fields, twenty times as fast as one by one."""
        return {
            sign: sum(
                _hundredths(sum(weights[place] for place in of)) << 32 * state for state, of in enumerate(ATTRIBUTES_OF)
            )
            for sign, weights in self.signs.items()
        }

    def weigh(self, signs: Iterable[str]) -> Weights:
        """Return what the signs together weigh for each state, all by the same amount too much."""
        total = sum(filter(None, map(self.rows.get, signs)), BASE)
        return FIELDS.unpack(total.to_bytes(FIELDS.size, "little"))

    def tell(self, signs: Mapping[str, float]) -> float:
        """Return what the signs of a second look tell for a start, above what the first reading told."""
        return sum(self.second[name][bisect_right(CUTS[name], value)] for name, value in signs.items())

    @cached_property
    def _steps(self) -> dict[tuple[tuple[int, ...], tuple[int, ...]], Steps]:
        return {}

    def steps(self, before: tuple[int, ...], after: tuple[int, ...]) -> Steps:
        """Return which of the states `after` can be reached from those `before`, and how. (The same few options follow
        each other all the time: they are looked up.)"""
        steps = self._steps.get((before, after))
        if steps is None:
            ways = {state: self._step(before, state) for state in after}
            reached = tuple(state for state, step in ways.items() if step)
            steps = self._steps[before, after] = reached, tuple(ways[state] for state in reached)
        return steps

    def _step(self, before: tuple[int, ...], state: int) -> Weights:
        allowed = [b in PREDECESSORS[state] for b in before]
        if STATES[state].joins and not any(allowed):
            return ()
        other = NEVER if any(allowed) else AGAINST
        return tuple(
            _hundredths(self.pairs[b][state]) + (0 if holds else other)
            for b, holds in zip(before, allowed, strict=True)
        )


def _hundredths(weight: float) -> int:
    return round(100 * weight)


@cache
def shipped() -> Model:
    """Return the model that the package ships. `roles.json` says what it was trained on, and how well it does."""
    data = json.loads(files("exporter.normalizer").joinpath("roles.json").read_text("utf-8"))
    second = json.loads(files("exporter.normalizer").joinpath("second_look.json").read_text("utf-8"))
    return Model(data["signs"], data["pairs"], second["tables"])
