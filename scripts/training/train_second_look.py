"""Train the second look at heads: exporter/normalizer/second_look.json.

usage: python scripts/training/train_second_look.py FOLDER[=WEIGHT]... [--first FOLDER[=WEIGHT]...] [-o FILE]
       [--models FOLDER] [--score FILE]

It learns from pages as they are first read by models that saw nothing of their day: these learn from the folders given
by --first (else from all), once for each fold of the dates, and are kept in the folder given by --models. With --score
the figures in the file are of the whole normalizer without and with the second look, whose tables saw nothing of the
day either. Needs numpy and scipy.
"""

from __future__ import annotations

import argparse
import json
import random
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path

import manners
import numpy as np
from crf import Array
from end_to_end import scored, scorer, told
from gold_editions import GoldEdition, as_printed, clean_lines, edition_of
from scipy.optimize import minimize
from train_roles import learn, paths_of, prints, weights_of

from exporter.normalizer.decoding import first_reading, read_first
from exporter.normalizer.evidence import Evidence
from exporter.normalizer.grammar import STATES
from exporter.normalizer.second_look import CUTS
from exporter.normalizer.weights import Model

FOLDS, COPIES, WEIGHT_OF_COPY = 4, 4, 0.5
"""How many folds; how many copies in other manners an edition of a folder of --first gets, and what these weigh."""
MISSED = 1.2
"""What a start weighs beside what is none: one that is missed costs its headline too."""
PENALTY = 3.0
"""Of the square of each step from one class to the next. 1 to 12 do about as well."""

Tables = dict[str, list[float]]
Row = tuple[float, bool, dict[str, float], float]
"""An open head: what the first reading tells for a start, whether it is one, its signs, its weight."""
Paths = Sequence[tuple[Path, float]]


def rows_of(edition: GoldEdition, model: Model, weight: float) -> Iterator[Row]:
    """Yield what there is to learn from an edition as a model reads it first."""
    evidence = Evidence(edition.passages)
    first = first_reading(evidence, *read_first(evidence, model))
    for i in sorted(first.unsure):
        starts = {STATES[place].starts for place in edition.truth[i]}
        if len(starts) == 1:
            starting = starts.pop()
            yield first.beliefs[i], starting, first.signs(i), weight * (MISSED if starting else 1)


def fit(rows: Sequence[Row]) -> Tables:
    """Return the tables that make what is right likeliest (logistic regression; what is weighed are the steps from each
    class to the next, so that neighbours weigh alike)."""
    beliefs, starts, weights = (np.array([row[k] for row in rows], float) for k in (0, 1, 3))
    steps = [np.ones(len(rows))]
    for name, cuts in CUTS.items():
        values = np.array([signs[name] for _, _, signs, _ in rows])
        steps += [(values >= cut).astype(float) for cut in cuts]
    matrix, is_step = np.array(steps).T, np.arange(len(steps)) > 0

    def objective(values: Array) -> tuple[float, Array]:
        total = beliefs + matrix @ values
        wrong = weights * (1 / (1 + np.exp(-total)) - starts)
        lost = weights @ np.logaddexp(0, np.where(starts > 0, -total, total))
        penalized = values * is_step
        return lost + PENALTY * penalized @ penalized, matrix.T @ wrong + 2 * PENALTY * penalized

    values = [*minimize(objective, np.zeros(len(steps)), jac=True, method="L-BFGS-B").x]
    base, at, tables = values[0] / len(CUTS), 1, Tables()
    for name, cuts in CUTS.items():
        tables[name] = [round(float(weight), 2) for weight in base + np.cumsum([0.0, *values[at : at + len(cuts)]])]
        at += len(cuts)
    return tables


def fold_of(date: str, dates: Sequence[str]) -> int:
    """Return the fold of a date: by turns among the dates that the models learn from, any for others."""
    return dates.index(date) % FOLDS if date in dates else zlib.crc32(date.encode()) % FOLDS


def model_of(fold: int, first: Paths, kept: Path) -> Model:
    """Return the model that saw nothing of a fold's dates, as it is kept, else trained and kept."""
    file = kept / f"fold{fold}.json"
    if not file.exists():
        dates = sorted({path.name[:10] for path, _ in first})
        model = learn([(path, weight) for path, weight in first if fold_of(path.name[:10], dates) != fold])
        file.write_text(json.dumps({"signs": model.signs, "pairs": model.pairs}, ensure_ascii=False), "utf-8")
    data = json.loads(file.read_text("utf-8"))
    return Model(data["signs"], data["pairs"])


def read_fold(fold: int, paths: Paths, copied: Sequence[Path], model: Model) -> list[Row]:
    """Return the rows of a fold's editions, and of copies of some of them in other manners."""
    rng = random.Random(fold)  # noqa: S311 - the same copies every time
    rows = [row for path, weight in paths for row in rows_of(as_printed(path), model, weight)]
    for lines in chain.from_iterable(repeat([clean_lines(path) for path in copied], COPIES)):
        set_up = manners.varied(lines, rng)
        rows += rows_of(edition_of("copy", set_up), model, WEIGHT_OF_COPY) if set_up else ()
    return rows


def score_fold(paths: Paths, model: Model, tables: Tables, score: Path) -> dict[str, Counter[str]]:
    """Return the scorer's counts by kind of print, without and with the second look."""
    judge, counts = scorer(score), dict[str, Counter[str]]()
    for path, _ in paths:
        for kind, (text, gold) in prints(path):
            for which, used in (("first", model), ("second", replace(model, second=tables))):
                counted = scored(judge, path.name, text, gold, used)[0]
                counts.setdefault(f"{kind}, {which} look", Counter()).update(counted)
    return counts


def main() -> None:
    """Read the command line, train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", metavar="FOLDER[=WEIGHT]")
    parser.add_argument("--first", nargs="+", metavar="FOLDER[=WEIGHT]")
    parser.add_argument("-o", "--output", type=Path, default=Path("exporter/normalizer/second_look.json"))
    parser.add_argument("--models", type=Path, default=Path("models"))
    parser.add_argument("--score", type=Path, help="the project's scorer: with it the figures are cross-validated")
    given = parser.parse_args()
    weights, weights_first = weights_of(given.folders), weights_of(given.first or given.folders)
    paths, first = paths_of(weights), paths_of(weights_first)
    dates = sorted({path.name[:10] for path, _ in first})
    folds = [[(p, weight) for p, weight in paths if fold_of(p.name[:10], dates) == fold] for fold in range(FOLDS)]
    learnt = {path for path, _ in first}
    copied = [[path for path, _ in fold if path in learnt] for fold in folds]
    given.models.mkdir(exist_ok=True)
    with ProcessPoolExecutor(2) as workers:
        models = [*workers.map(model_of, range(FOLDS), repeat(first), repeat(given.models))]
        rows = [*workers.map(read_fold, range(FOLDS), folds, copied, models)]
        counts: dict[str, Counter[str]] = {}
        if given.score:
            tables = [fit([*chain(*rows[:fold], *rows[fold + 1 :])]) for fold in range(FOLDS)]
            for counted in workers.map(score_fold, folds, models, tables, repeat(given.score)):
                for kind, of_kind in counted.items():
                    counts.setdefault(kind, Counter()).update(of_kind)
    data = {
        "about": "Weights of the classes of signs of the second look (see second_look.py), made by "
        "scripts/training/train_second_look.py.",
        "trained on": {Path(folder).name: weight for folder, weight in weights.items()},
        "first read by models of": {Path(folder).name: weight for folder, weight in weights_first.items()},
        "open heads": sum(map(len, rows)),
        "cross-validated by date": {
            kind: told(scorer(given.score), counted) for kind, counted in sorted(counts.items())
        },
        "tables": fit([*chain(*rows)]),
    }
    lines = (f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in data.items())
    given.output.write_text("{" + ",\n".join(lines) + "}\n", "utf-8")
    print(json.dumps(data, indent=1))


if __name__ == "__main__":
    main()
