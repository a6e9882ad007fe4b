"""The most likely reading of a page: states for all its passages at once, by weighed signs under the grammar.

What is certain is not weighed: a mark stays a mark, and a paragraph of whole sentences after a sentence's end is a
paragraph. Such passages part the page into short unsure stretches, each decoded by itself (Viterbi), so the work is
linear in the length of the text, and small.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import add

from exporter.normalizer.certainties import options
from exporter.normalizer.evidence import Evidence
from exporter.normalizer.grammar import STATES, State
from exporter.normalizer.weights import Model, Weights

Lattice = Sequence[tuple[int, ...]]
"""For each passage the states that it can have, as places in STATES."""
NOTHING = (0,) * len(STATES)
"""What a certain passage weighs."""


def decode(evidence: Evidence, model: Model) -> list[State]:
    """Return the state of each passage."""
    lattice = [options(evidence, i) for i in range(len(evidence.passages))]
    path = [states[0] for states in lattice]
    for start, end in stretches(lattice):
        weights = [model.weigh(evidence.signs(i)) if len(lattice[i]) > 1 else NOTHING for i in range(start, end)]
        path[start:end] = best_path(model, lattice[start:end], weights)
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


def best_path(model: Model, lattice: Lattice, weights: Sequence[Weights]) -> list[int]:
    """Return the best path through a lattice; of equals the one whose last states are preferred (see `PREFERRED`)."""
    reached, best = lattice[0], [weights[0][state] for state in lattice[0]]
    passed: list[tuple[tuple[int, ...], list[int], tuple[Weights, ...]]] = []
    for states, scores in zip(lattice[1:], weights[1:], strict=True):
        now, steps = model.steps(reached, states)
        passed.append((reached, best, steps))
        best = [max(map(add, best, step)) + scores[state] for state, step in zip(now, steps, strict=True)]
        reached = now
    at = best.index(max(best))
    path = [reached[at]]
    for states, before, steps in reversed(passed):
        ways = [*map(add, before, steps[at])]
        at = ways.index(max(ways))
        path.append(states[at])
    return path[::-1]
