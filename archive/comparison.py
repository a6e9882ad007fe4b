"""Two archives beside each other: which objects are the same, and whose history goes on where the other ends."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from archive.archival_object import ArchivalObject, open_object_at
from archive.errors import ArchiveError, DamagedObject
from archive.filesystem import shown
from archive.inventory import Inventory
from archive.storage_root import StorageRoot
from archive.tombstone import Status, read_tombstone


class Standing(StrEnum):
    """How an object here stands to the one at the same place there."""

    SAME = "same"
    ONLY_HERE = "only-here"
    ONLY_THERE = "only-there"
    AHEAD = "ahead"  # here has all versions of there, and more
    BEHIND = "behind"
    DIVERGED = "diverged"  # neither history begins with the other
    PURGED = "purged"  # purged here, and still held there
    DAMAGED_HERE = "damaged-here"  # its inventory cannot be used
    DAMAGED_THERE = "damaged-there"


@dataclass(frozen=True, slots=True)
class Pair:
    """An object by its location below both roots; `object_id` is empty where no inventory tells it."""

    location: str
    object_id: str
    standing: Standing


def compare(here: StorageRoot, there: StorageRoot) -> Iterator[Pair]:
    """Yield how every object that either archive holds stands, in the order of locations, by the inventories alone.

    Raises ArchiveError where the two are laid out differently.
    """
    if (here.layout, here.specification) != (there.layout, there.specification):
        raise ArchiveError(
            f"{shown(here.path)} 和 {shown(there.path)} 布局不同，不能互为副本；请用 heding archive import。",
            f"{shown(here.path)} and {shown(there.path)} are laid out differently and cannot be copies of "
            "each other; use heding archive import.",
        )
    before: tuple[str, ...] = ("",)
    for parts in heapq.merge(_locations(here), _locations(there)):
        if parts[: len(before)] != before:  # else a version that looks like an object, in one that lost its inventory
            yield _pair(here, there, Path(*parts))
            before = parts


def relate(here: Inventory, there: Inventory) -> Standing:
    """Return how the history here stands to the one there: SAME, AHEAD, BEHIND or DIVERGED."""
    ours, theirs = here.versions, there.versions
    common = min(len(ours), len(theirs))
    same_object = (here.object_id, here.digest_algorithm) == (there.object_id, there.digest_algorithm)
    if not same_object or ours[:common] != theirs[:common]:
        return Standing.DIVERGED
    if len(ours) == len(theirs):
        return Standing.SAME
    return Standing.AHEAD if len(ours) > len(theirs) else Standing.BEHIND


def _locations(root: StorageRoot) -> Iterator[tuple[str, ...]]:
    return (path.relative_to(root.path).parts for path in root.objects())


def _pair(here: StorageRoot, there: StorageRoot, location: Path) -> Pair:
    ours, theirs = _held(here, location), _held(there, location)
    object_id = next((held.inventory.object_id for held in (ours, theirs) if isinstance(held, ArchivalObject)), "")
    return Pair(location.as_posix(), object_id, _standing(ours, theirs))


def _standing(ours: ArchivalObject | DamagedObject | None, theirs: ArchivalObject | DamagedObject | None) -> Standing:
    if ours is None:
        return Standing.ONLY_THERE
    if theirs is None:
        return Standing.ONLY_HERE
    if isinstance(ours, DamagedObject):
        return Standing.DAMAGED_HERE
    if isinstance(theirs, DamagedObject):
        return Standing.DAMAGED_THERE
    standing = relate(ours.inventory, theirs.inventory)
    return Standing.PURGED if standing is Standing.DIVERGED and was_purged(ours, theirs.inventory) else standing


def was_purged(held: ArchivalObject, before: Inventory) -> bool:
    """Return whether an object is the record that one of this history was purged. Not where the record is damaged."""
    try:
        stone = read_tombstone(held)
    except DamagedObject:
        return False
    if stone is None or stone.status is not Status.PURGED or held.inventory.object_id != before.object_id:
        return False
    recorded = [(former.version, former.files) for former in stone.versions]
    return recorded[: len(before.versions)] == [(version.number, dict(version.state)) for version in before.versions]


def _held(root: StorageRoot, location: Path) -> ArchivalObject | DamagedObject | None:
    path = root.path / location
    if not path.exists() and not root.standing(path).exists():
        return None
    try:
        return open_object_at(root, path)
    except DamagedObject as error:
        return error
