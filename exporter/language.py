"""The language that people are spoken to in: Chinese where the locale says so, else English."""

from __future__ import annotations

import os
from collections.abc import Iterable


def speaks_chinese() -> bool:
    """Return whether the first of LC_ALL, LC_MESSAGES and LANG that is set names Chinese (POSIX precedence)."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value.lower().startswith("zh")
    return False


def say(zh: str, en: str) -> str:
    """Return the wording for the reader's locale."""
    return zh if speaks_chinese() else en


def listed(words: Iterable[str]) -> tuple[str, str]:
    """Return words one after the other, as Chinese and as English writes a list."""
    found = [*words]
    return "、".join(found), ", ".join(found)
