"""Train the model of roles: exporter/normalizer/roles.json.

usage: python scripts/training/train_roles.py FOLDER[=WEIGHT]... [-o FILE] [--test FOLDER]... [--score FILE --folds N]

Each FOLDER holds NAME.txt and NAME.gold.json (the form that the project's scorer reads). An edition's name begins
with its date. With --score the figures in the file are cross-validated by date: every edition is read from raw text by
the whole normalizer, but for its second look at heads, with a model that saw nothing of its day, as it came and printed
in the manners of other papers.
Nothing is trained on the folders given by --test. Needs numpy and scipy (pip install numpy scipy).
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import Any

import manners
from crf import ROUNDS, fit, mean, problem_of
from end_to_end import raw_edition, scored, scorer
from end_to_end import told as whole
from gold_editions import GoldEdition, as_printed, clean_lines, edition_of
from printed import MANNERS, printed

from exporter.normalizer.decoding import decode
from exporter.normalizer.evidence import Evidence
from exporter.normalizer.grammar import STATES
from exporter.normalizer.weights import Model

COPIES, MIXED, WEIGHT_OF_COPY = 3, 1.5, 0.8
"""How many copies in other manners an edition gets, pages mixed from several, and what these weigh beside it."""
DRAWS = 5
"""How many models the shipped one is the mean of."""
DATED = re.compile(r"\d{4}-\d{2}-\d{2}")
AUGMENTED_UP_TO = 1.0
"""Only folders of this weight or less are set up in other manners."""


def learn(paths: Sequence[tuple[Path, float]]) -> Model:
    """Return a model trained on gold editions, each with its weight, and on copies of them in other manners.

    It is the mean of several, each with copies of its own: one draw's luck moves another paper's figures by .04.
    """
    return mean([_learn(paths, seed) for seed in range(DRAWS)])


def _learn(paths: Sequence[tuple[Path, float]], seed: int) -> Model:
    rng = random.Random(seed)  # noqa: S311 - the same model every time
    clean = [(path.name, clean_lines(path), weight) for path, weight in paths if weight <= AUGMENTED_UP_TO]
    copies = [(name, manners.varied(lines, rng), weight) for _ in range(COPIES) for name, lines, weight in clean]
    pages = int(MIXED * len(clean)) if len(clean) >= 3 else 0
    for drawn in (rng.sample(clean, 3) for _ in range(pages)):
        page = manners.varied(manners.mixed([lines for _, lines, _ in drawn], rng), rng)
        copies.append(("mixed", page, min(weight for *_, weight in drawn)))
    editions = [(as_printed(path), weight) for path, weight in paths]
    editions += [(edition_of(name, lines), weight * WEIGHT_OF_COPY) for name, lines, weight in copies if lines]
    return fit(problem_of(editions))


def figures(editions: Sequence[GoldEdition], model: Model) -> Counter[str]:
    """Count what the model gets right and wrong: starts of articles, joins, roles, by passage."""
    counts: Counter[str] = Counter()
    for edition in editions:
        for state, right in zip(decode(Evidence(edition.passages), model), edition.truth, strict=True):
            allowed = [STATES[place] for place in right]
            for trait in ("starts", "joins"):
                wanted = {getattr(other, trait) for other in allowed}
                if len(wanted) == 1:
                    counts[f"{trait} {wanted.pop():d}{getattr(state, trait):d}"] += 1
            counts["passages"] += 1
            counts["roles"] += state.joins or state.role in {other.role for other in allowed}
    return counts


def told(counts: Counter[str]) -> dict[str, float]:
    """Return counts as precision and recall, and the share of passages with the right role."""
    result = {"passages": float(counts["passages"]), "roles": counts["roles"] / max(1, counts["passages"])}
    for trait in ("starts", "joins"):
        both, made, missed = (counts[f"{trait} {pair}"] for pair in ("11", "01", "10"))
        result[f"{trait} precision"] = both / max(1, both + made)
        result[f"{trait} recall"] = both / max(1, both + missed)
    return {name: round(value, 4) for name, value in result.items()}


Counts = dict[str, Counter[str]]


def cross_validated(
    paths: Sequence[tuple[Path, float]], folds: int, score: Path, errors: Path | None
) -> dict[str, dict[str, float]]:
    """Return figures of the whole normalizer by folder, each edition read by a model that saw no edition of its date;
    and of the editions that have a date printed in other manners. The errors are written to a file, a line each."""
    dates = sorted({path.name[:10] for path, _ in paths})
    held = [frozenset(dates[fold::folds]) for fold in range(folds)]
    counts: Counts = {}
    wrong: list[str] = []
    with ProcessPoolExecutor(2) as workers:
        for counted, found in workers.map(_fold, repeat(paths), held, repeat(score)):
            for kind, of_kind in counted.items():
                counts.setdefault(kind, Counter()).update(of_kind)
            wrong += found
    if errors:
        errors.write_text("".join(wrong), "utf-8")
    return {kind: whole(scorer(score), counted) for kind, counted in sorted(counts.items())}


def _fold(paths: Sequence[tuple[Path, float]], held: Set[str], score: Path) -> tuple[Counts, list[str]]:
    """Return the counts by kind, and the errors, of the editions of the dates that are held back."""
    judge, counts, wrong = scorer(score), Counts(), list[str]()
    model = learn([(path, weight) for path, weight in paths if path.name[:10] not in held])
    for path in (path for path, _ in paths if path.name[:10] in held):
        for kind, (text, gold) in prints(path):
            counted, found = scored(judge, path.name, text, gold, model)
            counts.setdefault(kind, Counter()).update(counted)
            wrong += [f"{kind}\t{path.name}\t{what}\t{where!r}\n" for what, where in found]
    return counts, wrong


def prints(path: Path) -> Iterator[tuple[str, tuple[str, dict[str, Any]]]]:
    """Yield an edition as it came and, if its name begins with a date, in other manners: the kind, text and truth."""
    folder = path.parent.name
    yield folder, raw_edition(path)
    if DATED.match(path.name):
        lines = clean_lines(path)
        yield from ((f"{folder}, {kind}", printed(path.name, lines, manner)) for kind, manner in MANNERS.items())


def weights_of(folders: Sequence[str]) -> dict[str, float]:
    """Return the folders of a command line, each with its weight."""
    return {folder: float(weight or 1) for folder, _, weight in (f.partition("=") for f in folders)}


def paths_of(weights: Mapping[str, float]) -> list[tuple[Path, float]]:
    """Return the gold editions of folders, each with its folder's weight."""
    return [(path, weight) for folder, weight in weights.items() for path in sorted(Path(folder).glob("*.gold.json"))]


def main() -> None:
    """Read the command line, train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", metavar="FOLDER[=WEIGHT]")
    parser.add_argument("-o", "--output", type=Path, default=Path("exporter/normalizer/roles.json"))
    parser.add_argument("--test", action="append", type=Path, default=[])
    parser.add_argument("--score", type=Path, help="the project's scorer: with it the figures are cross-validated")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--errors", type=Path, help="where the errors of the folds are written")
    options = parser.parse_args()
    weights = weights_of(options.folders)
    paths = paths_of(weights)
    model = learn(paths)
    tests = {
        folder.name: told(figures([as_printed(p) for p in folder.glob("*.gold.json")], model))
        for folder in options.test
    }
    data = {
        "about": "Weights of signs for roles (see weights.py), made by scripts/training/train_roles.py.",
        "trained on": {Path(folder).name: weight for folder, weight in weights.items()},
        "editions": len(paths),
        "rounds": ROUNDS,
        "draws": DRAWS,
        "folds": options.folds if options.score else 0,
        "cross-validated by date, whole editions": (
            cross_validated(paths, options.folds, options.score, options.errors) if options.score else {}
        ),
        "tested on": tests,
        "pairs": model.pairs,
        "signs": model.signs,
    }
    rows = (
        f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in data.items()
        if name != "signs"
    )
    signs = ",\n".join(
        f"{json.dumps(sign, ensure_ascii=False)}: {json.dumps(row)}" for sign, row in model.signs.items()
    )
    options.output.write_text("{" + ",\n".join(rows) + ',\n"signs": {\n' + signs + "\n}}\n", "utf-8")
    print(json.dumps({name: data[name] for name in ("cross-validated by date, whole editions", "tested on")}, indent=1))


if __name__ == "__main__":
    main()
