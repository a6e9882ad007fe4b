"""The model of roles: what each sign weighs for each state, and each state after another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from struct import Struct

from exporter.normalizer.grammar import PREDECESSORS, STATES

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
"""The weight, in hundredths, of going against the grammar, which is done only where nothing else is left."""
FIELDS = Struct(f"<{len(STATES)}i")
"""How the weights of a sign for each state lie in one integer (see `Model.rows`)."""
POSITIVE = int.from_bytes(FIELDS.pack(*[2**30] * len(STATES)), "little")
"""Added to a sum of such integers, that no field of it is negative."""

Weights = tuple[int, ...]
"""A weight for each state, in hundredths."""
Step = tuple[int, tuple[tuple[int, int], ...]]
"""A state, and the ways to it: the place of a state before it among those reached there, and the weight."""


@dataclass(frozen=True)
class Model:
    """Weights: of each sign for each attribute (in the order of ATTRIBUTES), and of each state after another.

    They are told to hundredths, and added as whole numbers: in whatever order, the sums are the same.
    """

    signs: Mapping[str, Sequence[float]]
    pairs: Sequence[Sequence[float]]

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
        total = sum(filter(None, map(self.rows.get, signs)), POSITIVE)
        return FIELDS.unpack(total.to_bytes(FIELDS.size, "little"))

    def bounds(self, signs: Iterable[str]) -> tuple[Weights, Weights]:
        """Return the least and the most that one of these signs, or none of them, can weigh for each state."""
        nothing = self.weigh(())
        columns = [*zip(nothing, *(self.weigh((sign,)) for sign in signs), strict=True)]
        return tuple(min(c) - c[0] for c in columns), tuple(max(c) - c[0] for c in columns)

    @cached_property
    def _steps(self) -> dict[tuple[tuple[int, ...], tuple[int, ...]], tuple[Step, ...]]:
        return {}

    def steps(self, before: tuple[int, ...], after: tuple[int, ...]) -> tuple[Step, ...]:
        """Return the ways from states that are reached to those that are possible next, without what is reached by
        none. (The same few options follow each other all the time: they are looked up.)"""
        steps = self._steps.get((before, after))
        if steps is None:
            ways = ((state, self._ways(before, state)) for state in after)
            steps = self._steps[before, after] = tuple(step for step in ways if step[1])
        return steps

    def _ways(self, before: tuple[int, ...], state: int) -> tuple[tuple[int, int], ...]:
        ways = [(k, _hundredths(self.pairs[b][state])) for k, b in enumerate(before)]
        allowed = tuple((k, weight) for k, weight in ways if before[k] in PREDECESSORS[state])
        if allowed or STATES[state].joins:
            return allowed
        return tuple((k, weight + AGAINST) for k, weight in ways)


def _hundredths(weight: float) -> int:
    return round(100 * weight)


@cache
def shipped() -> Model:
    """Return the model that the package ships. `roles.json` says what it was trained on, and how well it does."""
    data = json.loads(files("exporter.normalizer").joinpath("roles.json").read_text("utf-8"))
    return Model(data["signs"], data["pairs"])
