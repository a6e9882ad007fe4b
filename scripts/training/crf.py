"""A conditional random field over signs, under the normalizer's own grammar and certainties.

It is trained on what the normalizer leaves open, and on nothing else: the unsure stretches of the editions. Training
needs numpy and scipy; reading with the model that comes out does not.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the matrices are small: threads would only wait for each other

import numpy as np
from gold_editions import GoldEdition
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from exporter.normalizer.certainties import options
from exporter.normalizer.decoding import stretches
from exporter.normalizer.evidence import Evidence
from exporter.normalizer.grammar import PREDECESSORS, STATES
from exporter.normalizer.weights import ATTRIBUTES, ATTRIBUTES_OF, Model

Array: TypeAlias = NDArray[np.float64]
MANY = len(STATES)
FEWEST = 3
"""A sign seen less often gets no weight."""
PENALTY = 4.0
"""Of the square of each weight: what keeps the model from learning pages by heart. 2 to 5 do about as well."""
COST_OF_JOIN, COST_OF_START = 2.0, 0.2
"""By how much a wrong join, or start of an article, must lose (softmax margin): a wrong join costs a reader more than
a missed one."""
LEAST = 0.1
"""A sign that weighs less for every attribute is left out: two in three are, mostly words that heads end with."""
ROUNDS = 100

GRAMMAR = np.zeros((MANY, MANY))
for _after, _befores in enumerate(PREDECESSORS):
    GRAMMAR[list(_befores), _after] = 1
HAS = np.array([[float(a in of) for of in ATTRIBUTES_OF] for a in range(len(ATTRIBUTES))])
"""Which attribute (row) each state (column) has."""
COST = np.array([COST_OF_JOIN * state.joins + COST_OF_START * state.starts for state in STATES])


@dataclass
class Problem:
    """The unsure stretches of editions, a row a passage. `possible` and `right` mark states, `steps` the rows that
    stand first, second, … in their stretches, longest stretches first; `weight` is each row's."""

    names: list[str]
    signs: csr_matrix
    possible: Array
    right: Array
    weight: Array
    steps: list[NDArray[np.int64]]
    ends: NDArray[np.int64]


def problem_of(editions: Sequence[tuple[GoldEdition, float]]) -> Problem:
    """Return what there is to learn from editions, each with its weight."""
    signs: list[list[str]] = []
    possible: list[Sequence[int]] = []
    right: list[Sequence[int]] = []
    weights: list[float] = []
    spans: list[tuple[int, int]] = []
    for edition, weight in editions:
        evidence = Evidence(edition.passages)
        lattice = [options(evidence, i, settle=False) for i in range(len(edition.passages))]
        for start, end in stretches(lattice):
            spans.append((len(signs), len(signs) + end - start))
            for i in range(start, end):
                signs.append(evidence.signs(i, lattice[i]) if len(lattice[i]) > 1 else [])
                possible.append(lattice[i])
                right.append([state for state in lattice[i] if state in edition.truth[i]] or lattice[i])
                weights.append(weight)
    counts = Counter(sign for row in signs for sign in row)
    names = sorted(sign for sign, count in counts.items() if count >= FEWEST)
    place = {name: k for k, name in enumerate(names)}
    cells = [(row, place[sign]) for row, of_row in enumerate(signs) for sign in of_row if sign in place]
    rows, columns = zip(*cells, strict=True)
    spans.sort(key=lambda span: span[0] - span[1])
    starts, ends = np.array(spans).T
    lengths = ends - starts
    return Problem(
        names,
        csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(signs), len(names))),
        _marked(possible),
        _marked(right),
        np.array(weights),
        [starts[lengths > step] + step for step in range(lengths.max())],
        ends - 1,
    )


def _marked(rows: Sequence[Sequence[int]]) -> Array:
    marked = np.zeros((len(rows), MANY))
    for row, states in enumerate(rows):
        marked[row, list(states)] = 1
    return marked


def _expected(problem: Problem, scores: Array, pairs: Array, allowed: Array) -> tuple[float, Array, Array]:
    """Return log Z, and how often each row has each state and each pair of states occurs, over the allowed paths."""
    top = np.where(allowed > 0, scores, -np.inf).max(axis=1)
    local = np.where(allowed > 0, np.exp(np.minimum(scores - top[:, None], 50)), 0.0)
    step = GRAMMAR * np.exp(pairs) + 1e-30  # no path is quite impossible: what is right may be against the grammar
    alpha, beta, scale = np.zeros_like(local), np.zeros_like(local), np.zeros(len(local))
    for number, rows in enumerate(problem.steps):
        reached = local[rows] if number == 0 else (alpha[rows - 1] @ step) * local[rows]
        scale[rows] = reached.sum(axis=1) + 1e-300
        alpha[rows] = reached / scale[rows][:, None]
    beta[problem.ends] = 1.0
    pair_counts = np.zeros((MANY, MANY))
    for rows in reversed(problem.steps[1:]):
        onward = beta[rows] * local[rows] / scale[rows][:, None]
        beta[rows - 1] = onward @ step.T
        pair_counts += (alpha[rows - 1] * problem.weight[rows][:, None]).T @ onward * step
    states = alpha * beta
    states *= (problem.weight / (states.sum(axis=1) + 1e-300))[:, None]
    return float(((np.log(scale) + top) * problem.weight).sum()), states, pair_counts


def fit(problem: Problem) -> Model:
    """Return the model that makes the right paths likeliest."""
    shape = (len(problem.names), len(ATTRIBUTES))
    size = shape[0] * shape[1]
    cost = (1 - problem.right) * problem.possible * COST

    def objective(values: Array) -> tuple[float, Array]:
        weights, pairs = values[:size].reshape(shape), values[size:].reshape(MANY, MANY)
        scores = problem.signs @ weights @ HAS
        z, states, counts = _expected(problem, scores + cost, pairs, problem.possible)
        z_right, states_right, counts_right = _expected(problem, scores, pairs, problem.right)
        slope = problem.signs.T @ ((states - states_right) @ HAS.T)
        slope_pairs = (counts - counts_right) * GRAMMAR
        slopes = np.concatenate([slope.ravel(), slope_pairs.ravel()]) + 2 * PENALTY * values
        return z - z_right + PENALTY * float(values @ values), slopes

    start = np.zeros(size + MANY * MANY)
    values = minimize(objective, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
    signs = dict(zip(problem.names, values[:size].reshape(shape).tolist(), strict=True))
    return Model(signs, values[size:].reshape(MANY, MANY).tolist())


def mean(models: Sequence[Model]) -> Model:
    """Return the mean of models, to hundredths, without the signs that weigh next to nothing in it."""
    names = sorted(set().union(*(model.signs for model in models)))
    nothing = (0.0,) * len(ATTRIBUTES)
    signs = {name: np.mean([model.signs.get(name, nothing) for model in models], axis=0).round(2) for name in names}
    return Model(
        {name: weights.tolist() for name, weights in signs.items() if abs(weights).max() >= LEAST},
        np.mean([model.pairs for model in models], axis=0).round(2).tolist(),
    )
