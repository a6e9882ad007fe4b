"""Train the model of roles: exporter/normalizer/roles.json.

usage: python scripts/training/train_roles.py FOLDER[=WEIGHT]... [-o FILE] [--test FOLDER]... [--folds N]

Each FOLDER holds NAME.txt and NAME.gold.json (the form that the project's scorer reads). An edition's name begins
with its date; the figures in the file are cross-validated by date over all the folders, and on the folders given by
--test, on which nothing is trained. Needs numpy and scipy (pip install numpy scipy).
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import manners
from crf import ROUNDS, fit, problem_of
from gold_editions import GoldEdition, as_printed, clean_lines, edition_of

from exporter.normalizer.decoding import decode
from exporter.normalizer.grammar import STATES
from exporter.normalizer.weights import Model

COPIES, MIXED = 2, 1.0
"""How many copies in other manners an edition gets, and pages mixed from several, of as many editions."""
AUGMENTED_UP_TO = 1.0
"""Only folders of this weight or less are set up in other manners."""


def learn(paths: Sequence[tuple[Path, float]], seed: int = 1) -> Model:
    """Return a model trained on gold editions, each with its weight, and on copies of them in other manners."""
    rng = random.Random(seed)  # noqa: S311 - the same model every time
    clean = [(path.name, clean_lines(path)) for path, weight in paths if weight <= AUGMENTED_UP_TO]
    copies = [(name, manners.varied(lines, rng)) for _ in range(COPIES) for name, lines in clean]
    pages = int(MIXED * len(clean)) if len(clean) >= 3 else 0
    drawn = ([lines for _, lines in rng.sample(clean, 3)] for _ in range(pages))
    copies += [("mixed", manners.varied(manners.mixed(editions, rng), rng)) for editions in drawn]
    editions = [(as_printed(path), weight) for path, weight in paths]
    editions += [(edition_of(name, lines), 1.0) for name, lines in copies if lines]
    return fit(problem_of(editions))


def figures(editions: Sequence[GoldEdition], model: Model) -> Counter[str]:
    """Count what the model gets right and wrong: starts of articles, joins, roles, by passage."""
    counts: Counter[str] = Counter()
    for edition in editions:
        for state, right in zip(decode(edition.passages, model), edition.truth, strict=True):
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


def cross_validated(paths: Sequence[tuple[Path, float]], folds: int) -> dict[str, dict[str, float]]:
    """Return figures by folder, each edition read by a model that saw no edition of its date."""
    dates = sorted({path.name[:10] for path, _ in paths})
    counts: dict[str, Counter[str]] = {}
    for fold in range(folds):
        held = {date for k, date in enumerate(dates) if k % folds == fold}
        model = learn([(path, weight) for path, weight in paths if path.name[:10] not in held])
        for path, _ in paths:
            if path.name[:10] in held:
                counts.setdefault(path.parent.name, Counter()).update(figures([as_printed(path)], model))
    return {folder: told(counted) for folder, counted in sorted(counts.items())}


def main() -> None:
    """Read the command line, train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", metavar="FOLDER[=WEIGHT]")
    parser.add_argument("-o", "--output", type=Path, default=Path("exporter/normalizer/roles.json"))
    parser.add_argument("--test", action="append", type=Path, default=[])
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    weights = {folder: float(weight or 1) for folder, _, weight in (f.partition("=") for f in options.folders)}
    paths = [(path, weight) for folder, weight in weights.items() for path in sorted(Path(folder).glob("*.gold.json"))]
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
        "cross-validated by date": cross_validated(paths, options.folds) if options.folds > 1 else {},
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
    print(json.dumps({name: data[name] for name in ("cross-validated by date", "tested on")}, indent=1))


if __name__ == "__main__":
    main()
