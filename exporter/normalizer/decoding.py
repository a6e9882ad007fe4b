"""The most likely reading of a page: states for all its passages at once, by weighed signs under the grammar.

What is certain is not weighed: a mark stays a mark, and a paragraph of whole sentences after a sentence's end is a
paragraph. Such passages part the page into short unsure stretches, each decoded by itself (Viterbi), so the work is
linear in the length of the text, and small.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

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
AGAINST = 100.0
"""What it costs to go against the grammar, which is done only where nothing else is left."""

Lattice = Sequence[Sequence[int]]
"""For each passage the states that it can have, as places in STATES."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights: of each sign for each attribute (in the order of ATTRIBUTES), and of each state after another."""

    signs: Mapping[str, Sequence[float]]
    pairs: Sequence[Sequence[float]]


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
    for i in range(len(lattice) + 1):
        unsure = i < len(lattice) and len(lattice[i]) > 1
        if unsure and start is None:
            start = max(0, i - 1)
        elif not unsure and start is not None:
            yield start, min(len(lattice), i + 1)
            start = None


def _best(model: Model, evidence: Evidence, lattice: Lattice, start: int, end: int) -> list[int]:
    """Return the best path through a stretch."""
    best = dict(zip(lattice[start], _scores(model, evidence, start, lattice[start]), strict=True))
    back: list[dict[int, int]] = []
    for i in range(start + 1, end):
        reached: dict[int, float] = {}
        came: dict[int, int] = {}
        for state, score in zip(lattice[i], _scores(model, evidence, i, lattice[i]), strict=True):
            ways = [(best[b] + model.pairs[b][state], -b) for b in PREDECESSORS[state] if b in best]
            if not ways and not STATES[state].joins:
                ways = [(weight - AGAINST, -b) for b, weight in best.items()]
            if ways:
                weight, place = max(ways)
                reached[state], came[state] = weight + score, -place
        best = reached
        back.append(came)
    path = [max(best, key=lambda state: (best[state], -state))]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def _scores(model: Model, evidence: Evidence, i: int, states: Sequence[int]) -> list[float]:
    """Return the weight of the signs at place `i` for each of the states; what is certain needs none."""
    if len(states) == 1:
        return [0.0]
    known = [weights for sign in evidence.signs(i) if (weights := model.signs.get(sign))]
    total = [sum(column) for column in zip(*known, strict=True)] or [0.0] * len(ATTRIBUTES)
    return [sum(total[place] for place in ATTRIBUTES_OF[state]) for state in states]
