"""The language that people are spoken to in: Chinese where the locale says so, else English."""

from __future__ import annotations

import os


def speaks_chinese() -> bool:
    """Return whether the first of LC_ALL, LC_MESSAGES and LANG that is set names Chinese (POSIX precedence)."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value.lower().startswith("zh")
    return False


def say(zh: str, en: str) -> str:
    """Return the wording for the reader's locale."""
    return zh if speaks_chinese() else en
