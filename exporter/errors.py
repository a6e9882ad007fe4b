"""The errors that end a command, each with its exit code.

    HedingError
    ├── UsageError    2  the command was called wrongly
    ├── InputError    3  what came in cannot be read as what it should be
    └── MachineError  4  the machine lacks a font or a library, or refuses a file
                         (disk full, folder not writable)

The archive has its own tree (`archive.errors`, exit code 5; exit code 1 is no error but the answer "no").
Every error says what is wrong, where, and what to do, in both languages; the command line picks one.
"""

from __future__ import annotations

from typing import ClassVar


class HedingError(Exception):
    """A failure that a user can act on. `zh` and `en` say the same: what, where, what to do."""

    exit_code: ClassVar[int] = 1

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


class UsageError(HedingError):
    """The command was called wrongly."""

    exit_code = 2


class InputError(HedingError):
    """What came in cannot be read as what it should be."""

    exit_code = 3


class MachineError(HedingError):
    """The machine lacks a font or a library, or refuses to read or write a file."""

    exit_code = 4
