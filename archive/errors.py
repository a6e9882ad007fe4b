"""The errors of the archive; every one ends a command with exit code 5, but a refused import with 3: bad input.

    ArchiveError
    ├── NotAStorageRoot      the folder is no archive, or not one that we can read
    ├── RootExists           an archive cannot be created in a folder that holds something
    ├── InvalidId            an object may not be called so
    ├── InvalidDeposit       files, user or version cannot be deposited
    ├── Conflict             somebody else changed the object first
    ├── Gone                 the edition was withdrawn, or purged
    ├── RefusedImport        what is to be imported is damaged, unsafe, or not what it says
    ├── ObjectNotFound       no object has this id
    ├── NotInObject          the object has no such version or file
    ├── DamagedObject        what is stored is not what its inventory says
    └── EnvironmentTrouble   the machine refused: disk full, no permission, a file system without what we need

Damage that `archive.fixity` finds is its answer, not an error.
"""

# ruff: noqa: N818 (the names say what happened, in the words of the archive; "Error" would add nothing)

from __future__ import annotations

from typing import ClassVar


class ArchiveError(Exception):
    """A failure that a user can act on. `zh` and `en` say the same: what, where, what to do."""

    exit_code: ClassVar[int] = 5

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


class NotAStorageRoot(ArchiveError):
    """The folder is no archive, or not one that we can read."""


class RootExists(ArchiveError):
    """An archive cannot be created in a folder that holds something."""


class InvalidId(ArchiveError):
    """An object may not be called so."""


class InvalidDeposit(ArchiveError):
    """Files, user or version cannot be deposited."""


class Conflict(ArchiveError):
    """Somebody else changed the object first."""


class Gone(ArchiveError):
    """The edition was withdrawn, or purged."""


class RefusedImport(ArchiveError):
    """What is to be imported is damaged, unsafe, or not what it says."""

    exit_code: ClassVar[int] = 3


class ObjectNotFound(ArchiveError):
    """No object has this id."""


class NotInObject(ArchiveError):
    """The object has no such version or file."""


class DamagedObject(ArchiveError):
    """What is stored is not what its inventory says."""


class EnvironmentTrouble(ArchiveError):
    """The machine refused: disk full, no permission, a file system without what we need."""
