"""An object's next state: the object as it is with one more version, or an object anew, built and put in its place.

The content of earlier versions is hard-linked into the next state, not copied: content is never written again, the
old folder goes as soon as the new one stands, and copying would use space and carry on a damage unseen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from archive.archival_object import ArchivalObject, not_found, open_object_at
from archive.deposit_rules import check_successor, check_user
from archive.digest import PREFERRED, digest_of
from archive.errors import Conflict
from archive.filesystem import environment, link_tree, write_new
from archive.hierarchy import OBJECT_DECLARATION
from archive.inventory import (
    CONTENT,
    INVENTORY,
    SPECIFICATION,
    Inventory,
    User,
    Version,
    sidecar,
    sidecar_name,
    version_number,
)
from archive.storage_root import StorageRoot
from archive.workspace import Workspace, workspace


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a change came to: the object's newest version, and whether it was made just now."""

    object_id: str
    version: str
    created: bool
    path: Path


@dataclass(frozen=True, slots=True)
class Revision:
    """The right to give one object its next state, once: `old` is the object as it stands, None where none does."""

    object_id: str
    old: ArchivalObject | None
    _space: Workspace
    _stamp: str | None

    def standing(self) -> ArchivalObject:
        """Return the object as it stands. Raises ObjectNotFound where none does."""
        if self.old is None:
            raise not_found(self._space.root, self.object_id)
        return self.old

    def keep(self) -> Receipt:
        """Leave the object as it is, proved, and make sure that it is on the disk: its writer may have died before.

        Raises ObjectNotFound, DamagedObject.
        """
        old = self.standing()
        check_successor(old, old.state())
        self._space.confirm()
        return Receipt(self.object_id, old.inventory.head.number, False, self._space.path)

    def add(self, version: Version, files: Mapping[str, bytes]) -> Receipt:
        """Add a version, whose number is given here; `files` holds at least what the object does not hold yet.

        Raises ObjectNotFound, InvalidDeposit where the object was not written by heding, DamagedObject.
        """
        old, folder = self.standing(), self._space.next
        check_successor(old, version.state)
        numbered = replace(version, number=version_number(len(old.versions()) + 1))
        link_tree(old.path, folder)
        for name in (INVENTORY, sidecar_name(PREFERRED)):
            (folder / name).unlink()
        _write_version(folder, old.inventory, numbered, files)
        return self._put(numbered)

    def begin(self, version: Version, files: Mapping[str, bytes]) -> Receipt:
        """Let the object begin with this version, whatever stood there before; its bytes are removed for good."""
        folder = self._space.next
        first = replace(version, number=version_number(1))
        write_new(folder / f"{OBJECT_DECLARATION}{SPECIFICATION}", f"ocfl_object_{SPECIFICATION}\n".encode())
        _write_version(folder, Inventory(self.object_id, (), MappingProxyType({})), first, files)
        receipt = self._put(first)
        if self.old:
            self._space.erase()
        return receipt

    def _put(self, version: Version) -> Receipt:
        self._space.put(self._stamp)
        return Receipt(self.object_id, version.number, True, self._space.path)


@contextmanager
def revision(root: StorageRoot, object_id: str, expected: str | None = None) -> Iterator[Revision]:
    """Hold the object's lock and read it as it stands.

    `expected` is the version that the caller knows as the newest, empty for an object that should not be there; where
    it is given and wrong, Conflict is raised. Raises InvalidId, DamagedObject, EnvironmentTrouble.
    """
    path = root.object_path(object_id)
    trouble = environment(f"无法改动 {object_id}", f"cannot change {object_id}")
    with trouble, workspace(root, path) as space:
        stamp = space.stamp()
        old = None if stamp is None else open_object_at(root, path)
        newest = old.inventory.head.number if old else ""
        if expected not in (None, newest):
            raise Conflict(
                f"{object_id} 的最新版本是 {newest or '无'}，不是 {expected or '无'}：别人先改过了。请先看过再存。",
                f"the newest version of {object_id} is {newest or 'none'}, not {expected or 'none'}: somebody changed "
                "it first. Look at it, then deposit again.",
            )
        yield Revision(object_id, old, space, stamp)


def new_version(now: datetime, files: Mapping[str, bytes], message: str, user: User) -> Version:
    """Return the version that these files make, its number still to be given; the time is kept to the second.

    Raises InvalidDeposit, and ValueError where `now` is not aware of its time zone.
    """
    check_user(user, message)
    if now.tzinfo is None:
        raise ValueError("now must be aware of its time zone")
    state = MappingProxyType({logical: digest_of(data) for logical, data in sorted(files.items())})
    return Version("", now.replace(microsecond=0), state, message, user)


def _write_version(folder: Path, before: Inventory, version: Version, files: Mapping[str, bytes]) -> None:
    added: dict[str, tuple[str, ...]] = {}
    for logical, digest in version.state.items():
        if digest not in before.manifest and digest not in added:  # equal files are stored once
            added[digest] = (f"{version.number}/{CONTENT}/{logical}",)
            write_new(folder / added[digest][0], files[logical])
    stored = before.with_version(version, added).to_json()
    for place in (folder / version.number, folder):
        write_new(place / INVENTORY, stored)
        write_new(place / sidecar_name(PREFERRED), sidecar(digest_of(stored)))
