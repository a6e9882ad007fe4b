"""The most likely reading of a page: states for all its passages at once, by weighed signs under the grammar.

What is certain is not weighed: a mark stays a mark, and a paragraph of whole sentences after a sentence's end is a
paragraph. Such passages part the page into short unsure stretches, each decoded by itself (Viterbi), so the work is
linear in the length of the text, and small.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from struct import Struct

from exporter.normalizer.certainties import options
from exporter.normalizer.evidence import Evidence
from exporter.normalizer.grammar import PREDECESSORS, STATES, State
from exporter.normalizer.passage import Passage

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
POSITIVE = int.from_bytes(FIELDS.pack(*[2**30] * len(STATES)), "little")
"""What no row of weights (see `Model.rows`) is so far below zero that a field of the sum is still negative."""

Lattice = Sequence[tuple[int, ...]]
"""For each passage the states that it can have, as places in STATES."""
Step = tuple[int, tuple[tuple[int, int], ...]]
"""A state, and the ways to it: the place of a state before it among those reached there, and the weight."""


@dataclass(frozen=True)
class Model:
    """Weights: of each sign for each attribute (in the order of ATTRIBUTES), and of each state after another.

    They are hundredths. What is decoded is their sums in whole numbers, so that no order of adding matters.
    """

    signs: Mapping[str, Sequence[float]]
    pairs: Sequence[Sequence[float]]

    @cached_property
    def rows(self) -> dict[str, int]:
        """The weights of each sign for each state, in one integer with a field a state: to add such integers is to add
        all their fields, twenty times as fast as one by one."""
        return {
            sign: sum(
                _hundredths(sum(weights[place] for place in of)) << 32 * state for state, of in enumerate(ATTRIBUTES_OF)
            )
            for sign, weights in self.signs.items()
        }

    @cached_property
    def _steps(self) -> dict[tuple[tuple[int, ...], tuple[int, ...]], tuple[Step, ...]]:
        return {}

    def steps(self, before: tuple[int, ...], after: tuple[int, ...]) -> tuple[Step, ...]:
        """Return the ways from states that are reached to those that are possible next, without what is reached by
        none. (The same few options follow each other all the time: they are looked up.)"""
        key = before, after
        if key not in self._steps:
            steps = ((state, self._ways(before, state)) for state in after)
            self._steps[key] = tuple((state, ways) for state, ways in steps if ways)
        return self._steps[key]

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


def decode(passages: Sequence[Passage], model: Model) -> list[State]:
    """Return the state of each passage."""
    evidence = Evidence(passages)
    lattice = [options(evidence, i) for i in range(len(passages))]
    path = [states[0] for states in lattice]
    for start, end in stretches(lattice):
        path[start:end] = _best(model, evidence, lattice, start, end)
    return [STATES[place] for place in path]


def stretches(lattice: Lattice) -> Iterator[tuple[int, int]]:
    """Yield the unsure stretches `[start, end)`: runs of passages with more than one option, and what bounds them."""
    start = None
    for i, states in enumerate(lattice):
        if len(states) > 1:
            start = max(0, i - 1) if start is None else start
        elif start is not None:
            yield start, i + 1
            start = None
    if start is not None:
        yield start, len(lattice)


def _best(model: Model, evidence: Evidence, lattice: Lattice, start: int, end: int) -> list[int]:
    """Return the best path through a stretch; of equals the one whose last states are preferred (see `PREFERRED`)."""
    reached = lattice[start]
    best = _scores(model, evidence, start, reached)
    back: list[tuple[tuple[int, ...], list[int]]] = []
    for i in range(start + 1, end):
        steps = model.steps(reached, lattice[i])
        came: list[int] = []
        tops: list[int] = []
        for _, ways in steps:
            weights = [best[k] + weight for k, weight in ways]
            tops.append(top := max(weights))
            came.append(ways[weights.index(top)][0])
        back.append((reached, came))
        reached = tuple(state for state, _ in steps)
        best = [top + score for top, score in zip(tops, _scores(model, evidence, i, reached), strict=True)]
    at = best.index(max(best))
    path = [reached[at]]
    for states, came in reversed(back):
        at = came[at]
        path.append(states[at])
    return path[::-1]


def _scores(model: Model, evidence: Evidence, i: int, states: tuple[int, ...]) -> list[int]:
    """Return the weight of the signs at place `i` for each of the states; what is certain needs none."""
    if len(states) == 1:
        return [0]
    total = sum(filter(None, map(model.rows.get, evidence.signs(i))), POSITIVE)
    scores = FIELDS.unpack(total.to_bytes(FIELDS.size, "little"))
    return [scores[state] for state in states]
