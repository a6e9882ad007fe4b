"""The most likely reading of a page: states for all its passages at once, by weighed signs under the grammar.

What is certain is not weighed: a mark stays a mark, and a paragraph of whole sentences after a sentence's end is a
paragraph. Such passages part the page into short unsure stretches, each decoded by itself (Viterbi), so the work is
linear in the length of the text, and small.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import add

from msgspec import Struct

from exporter.edition import Role
from exporter.normalizer.certainties import options
from exporter.normalizer.evidence import Evidence
from exporter.normalizer.grammar import STATES, State
from exporter.normalizer.second_look import OPEN, SURE, FirstReading, first_lines
from exporter.normalizer.weights import Model, Weights

Lattice = Sequence[tuple[int, ...]]
"""For each passage the states that it can have, as places in STATES."""
NOTHING = (0,) * len(STATES)
"""What a certain passage weighs."""
STARTING = frozenset(place for place, state in enumerate(STATES) if state.starts)
HEADS = STARTING | {STATES.index(State(Role.SUBHEAD))}
"""The states of which a second look may tell otherwise: what was read as text is none of its matter."""


class Reached(Struct, frozen=True, gc=False):
    """The states of a passage that can be reached, what the best path to each weighs, and the steps to each."""

    states: tuple[int, ...]
    best: list[int]
    steps: Sequence[Weights]


@dataclass(frozen=True, slots=True)
class Stretch:
    """An unsure stretch: the place of its first passage, what each of its passages can be, weighs and is reached by."""

    start: int
    lattice: Lattice
    weights: list[Weights]
    trace: list[Reached]


def decode(evidence: Evidence, model: Model) -> list[State]:
    """Return the state of each passage: as first read, but for heads of which a second look tells otherwise."""
    path, read = read_first(evidence, model)
    if model.second:
        first = first_reading(evidence, path, read)
        for stretch in read:
            again = _look_again(stretch, first, model)
            path[stretch.start : stretch.start + len(again)] = again
    return [STATES[place] for place in path]


def read_first(evidence: Evidence, model: Model) -> tuple[list[int], list[Stretch]]:
    """Return the most likely states, as places in STATES, and the unsure stretches."""
    lattice = [options(evidence, i) for i in range(len(evidence.passages))]
    path = [states[0] for states in lattice]
    read: list[Stretch] = []
    for start, end in stretches(lattice):
        weights = [
            model.weigh(evidence.signs(i, lattice[i])) if len(lattice[i]) > 1 else NOTHING for i in range(start, end)
        ]
        stretch = Stretch(start, lattice[start:end], weights, traced(model, lattice[start:end], weights))
        path[start:end] = way_back(stretch.trace)
        read.append(stretch)
    return path, read


def first_reading(evidence: Evidence, path: Sequence[int], read: Sequence[Stretch]) -> FirstReading:
    """Return what a second look starts from: for each first line of a head by how much the best reading in which it
    starts an article is better than the best one in which it does not."""
    starts = [i for i, state in enumerate(path) if state in STARTING]
    firsts = set(first_lines(evidence.forms))
    beliefs = dict.fromkeys(firsts.intersection(starts), SURE)
    for stretch in read:
        beliefs |= _beliefs(
            stretch, [i for i in range(stretch.start, stretch.start + len(stretch.trace)) if i in firsts]
        )
    beliefs = dict(sorted(beliefs.items()))
    unsure = frozenset(i for i, belief in beliefs.items() if abs(belief) < OPEN and path[i] in HEADS)
    return FirstReading(evidence, beliefs, starts, unsure)


def _beliefs(stretch: Stretch, heads: Sequence[int]) -> Iterator[tuple[int, float]]:
    """Yield for heads of a stretch by how much the best path that starts an article there is the better one."""
    onward: Sequence[int] = [0] * len(stretch.trace[-1].states)
    for k in range(len(stretch.trace) - 1, heads[0] - stretch.start - 1 if heads else len(stretch.trace), -1):
        reached = stretch.trace[k]
        starting, others = _parted(reached.states)
        if starting and others and stretch.start + k in heads:
            whole = [*map(add, reached.best, onward)]
            yield stretch.start + k, (max([whole[p] for p in starting]) - max([whole[p] for p in others])) / 100
        if len(reached.states) == 1:  # what all paths weigh onward makes no difference
            onward = reached.steps[0] if k else []
        else:
            then = [after + stretch.weights[k][state] for after, state in zip(onward, reached.states, strict=True)]
            onward = [max(map(add, steps, then)) for steps in zip(*reached.steps, strict=True)]


@cache
def _parted(states: tuple[int, ...], /) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the places of the states that start an article, and of the others."""
    starting = tuple(place for place, state in enumerate(states) if state in STARTING)
    return starting, tuple(place for place in range(len(states)) if place not in starting)


def _look_again(stretch: Stretch, first: FirstReading, model: Model) -> list[int]:
    """Return the best path through a stretch if another than before: what a second look tells of its heads is added to
    what starting weighs."""
    open_ = [k for k in range(len(stretch.trace)) if stretch.start + k in first.unsure]
    told = {k: model.tell(first.signs(stretch.start + k)) for k in open_}
    beliefs = {k: first.beliefs[stretch.start + k] for k in open_}
    if all((beliefs[k] > 0) == (beliefs[k] + weight > 0) for k, weight in told.items()):
        return []
    weights = stretch.weights[:]
    for k, weight in told.items():
        weights[k] = tuple(w + round(100 * weight) * (s in STARTING) for s, w in enumerate(weights[k]))
    return best_path(model, stretch.lattice, weights)


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
    return way_back(traced(model, lattice, weights))


def traced(model: Model, lattice: Lattice, weights: Sequence[Weights]) -> list[Reached]:
    """Return how each passage of a lattice is reached best."""
    reached, best = lattice[0], [weights[0][state] for state in lattice[0]]
    trace = [Reached(reached, best, ())]
    for states, scores in zip(lattice[1:], weights[1:], strict=True):
        reached, steps = model.steps(reached, states)
        best = [max(map(add, best, step)) + scores[state] for state, step in zip(reached, steps, strict=True)]
        trace.append(Reached(reached, best, steps))
    return trace


def way_back(trace: Sequence[Reached]) -> list[int]:
    """Return the best path that a trace tells of."""
    at = trace[-1].best.index(max(trace[-1].best))
    path = [trace[-1].states[at]]
    for before, after in pairwise(reversed(trace)):
        ways = [*map(add, after.best, before.steps[at])]
        at = ways.index(max(ways))
        path.append(after.states[at])
    return path[::-1]
