"""Taking an edition out of the archive's lists, bringing it back, and removing its bytes, with a record of who and why.

Each is one step like a deposit. The records are tombstones: archive.tombstone.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from archive.errors import InvalidDeposit
from archive.inventory import User
from archive.revision import Receipt, new_version, revision
from archive.storage_root import StorageRoot
from archive.tombstone import TOMBSTONE, Status, check_standing, make_tombstone, read_tombstone


def withdraw(root: StorageRoot, object_id: str, *, user: User, reason: str, now: datetime) -> Receipt:
    """Make a version that says the edition was withdrawn; what the earlier versions hold stays.

    Raises ObjectNotFound, Gone where it is withdrawn or purged already, and what `deposit` raises.
    """
    _check_reason(reason)
    with revision(root, object_id) as change:
        old = change.standing()
        check_standing(old)
        files = {TOMBSTONE: make_tombstone(old, Status.WITHDRAWN, now, user, reason)}
        return change.add(new_version(now, files, reason, user), files)


def restore(root: StorageRoot, object_id: str, *, user: User, message: str, now: datetime) -> Receipt:
    """Make a version that has again what a withdrawn edition had before.

    Raises ObjectNotFound, InvalidDeposit where it is not withdrawn, Gone where it was purged, and what `deposit`
    raises.
    """
    with revision(root, object_id) as change:
        old = change.standing()
        stone = read_tombstone(old)
        if stone is None:
            raise InvalidDeposit(
                f"{object_id} 没有撤下，不需要恢复。", f"{object_id} is not withdrawn: there is nothing to restore."
            )
        if stone.status is Status.PURGED:
            check_standing(old)
        version = new_version(now, {}, message, user)
        return change.add(replace(version, state=old.state(stone.version)), {})


def purge(root: StorageRoot, object_id: str, *, user: User, reason: str, now: datetime) -> Receipt:
    """Remove every byte of the edition, in all versions; a record of what it was, who removed it and why remains.

    On return the bytes are gone from the archive's folder (what a disk or a backup keeps below is not its affair).
    Raises ObjectNotFound, Gone where it is purged already, DamagedObject where its inventory cannot be read,
    InvalidDeposit, EnvironmentTrouble.
    """
    _check_reason(reason)
    with revision(root, object_id) as change:
        old = change.standing()
        stone = read_tombstone(old)
        if stone and stone.status is Status.PURGED:
            check_standing(old)
        files = {TOMBSTONE: make_tombstone(old, Status.PURGED, now, user, reason)}
        return change.begin(new_version(now, files, reason, user), files)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise InvalidDeposit("请说明原因；它会一直留在记录里。", "say why; the reason stays on record.")
