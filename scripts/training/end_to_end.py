"""What the whole normalizer makes of raw text with a given model, by the project's own scorer."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

from exporter.normalizer import roles
from exporter.normalizer.passes import normalize
from exporter.normalizer.record import to_record
from exporter.normalizer.source_text import SourceText
from exporter.normalizer.weights import Model

FIGURES = ("articles", "headlines", "roles", "joins", "truncated", "datelines", "text_error_rate")


def scorer(path: Path) -> ModuleType:
    """Return the scorer, a script outside the project, as a module."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def raw_edition(path: Path) -> tuple[str, dict[str, Any]]:
    """Return an edition's raw text and its truth; `path` is its NAME.gold.json."""
    text = path.with_name(path.name.removesuffix(".gold.json") + ".txt").read_bytes().decode("utf-8")
    return text, json.loads(path.read_text("utf-8"))


def scored(
    judge: ModuleType, name: str, text: str, gold: Mapping[str, Any], model: Model
) -> tuple[Counter[str], Sequence[tuple[str, str]]]:
    """Return the scorer's counts for an edition read with a model, and the errors: their kind, and where."""
    with mock.patch.object(roles, "shipped", return_value=model):
        reading = normalize(SourceText(name, text, "utf-8", ""))
    counts, errors = judge.score_one(text, gold, to_record(reading.edition, reading.provenance))
    return counts, errors


def told(judge: ModuleType, counts: Counter[str]) -> dict[str, float]:
    """Return the figures that the model decides: F1 where there are two sides to it."""
    figures = judge.figures(counts)
    result: dict[str, float] = {}
    for name in FIGURES:
        value = figures[name]
        if isinstance(value, dict):
            if value["true"]:
                result |= {f"{name} {part}": value[part] for part in ("precision", "recall", "f1")}
        elif value is not None:
            result[name] = value
    return {name: round(value, 5 if name == "text_error_rate" else 4) for name, value in result.items()}
