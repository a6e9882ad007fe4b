"""Outside judges: what a test does where one is missing."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def need(condition: bool, what: str) -> None:
    """Go on where the condition holds; else skip with a sentence, or fail in CI, where no judge may be missing."""
    if condition:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI must have {what}")
    pytest.skip(f"needs {what}")


def load_judges() -> ModuleType:
    """Return `scripts/judges.py`, the judges over whole folders, as a module."""
    path = Path(__file__).resolve().parents[1] / "scripts" / "judges.py"
    specification = importlib.util.spec_from_file_location("judges", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def need_shared(path: str) -> Path:
    """Return a file or folder of the material shared among developers; skip where it is absent, in CI too."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"needs ../shared/{path}")
    return found
