"""Depositing: a new object, or a new version of one, in one step that is either done or never happened.

How the step is made, and who may make it when, is the affair of `archive.workspace`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from archive.deposit_rules import check_files
from archive.errors import Conflict
from archive.inventory import User, Version
from archive.revision import Receipt, new_version, revision
from archive.storage_root import StorageRoot
from archive.tombstone import check_standing

__all__ = ["Receipt", "User", "deposit"]


def deposit(
    root: StorageRoot,
    object_id: str,
    files: Mapping[str, bytes],
    *,
    user: User,
    message: str,
    now: datetime,
    expected: str | None = None,
    restore: bool = False,
) -> Receipt:
    """Keep these files, by logical path, as the newest state of the object; on return they are safe on the disk.

    The files replace those of the version before. Where they are the same, no version is made. `now` is aware of
    its time zone and is kept to the second. `expected` is the version that the caller knows as the newest, empty for
    an object that should not be there yet. `restore` allows an edition that was withdrawn or purged.

    Raises InvalidId, InvalidDeposit, Conflict where `expected` is not the newest, Gone, DamagedObject,
    EnvironmentTrouble; then the archive is as it was, unless the error says that only the disk is in doubt.
    """
    check_files(files)
    version = new_version(now, files, message, user)
    while True:
        try:
            return _deposit(root, object_id, version, files, expected, restore=restore)
        except Conflict:  # with another tool: our own writers wait for each other
            if expected is not None:
                raise


def _deposit(
    root: StorageRoot,
    object_id: str,
    version: Version,
    files: Mapping[str, bytes],
    expected: str | None,
    *,
    restore: bool,
) -> Receipt:
    with revision(root, object_id, expected) as change:
        if change.old is None:
            return change.begin(version, files)
        if not restore:
            check_standing(change.old)
        if change.old.state() == version.state:
            return change.keep()
        return change.add(version, files)
