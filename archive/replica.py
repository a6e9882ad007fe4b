"""A second copy of an archive: kept in step, and the place from which damage is healed.

`replicate` brings over what is new here and proved, and never overwrites: where the copy has versions that are not
here, or another history, it is told and left alone. `repair` goes the other way for one object that is damaged here,
and only where the good one over there is the same object and lacks nothing that this one had.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from archive.archival_object import ArchivalObject, open_object_at
from archive.comparison import Pair, Standing, compare, relate, was_purged
from archive.digest import digest_of
from archive.errors import ArchiveError, Conflict, DamagedObject
from archive.filesystem import read_beneath, shown
from archive.fixity import prove
from archive.inventory import INVENTORY, Inventory, parse_inventory, sidecar, sidecar_name
from archive.object_conformance import Examination
from archive.problems import Severity
from archive.storage_root import StorageRoot, create_root, open_root
from archive.transfer import inventory_of, transfer


class Action(StrEnum):
    """What became of an object. All but the first five need somebody who looks at it."""

    IN_STEP = "in-step"
    INTACT = "intact"
    COPIED = "copied"
    UPDATED = "updated"
    HEALED = "healed"
    AHEAD_THERE = "ahead-there"
    DIVERGED = "diverged"
    PURGED_HERE = "purged-here"
    ONLY_THERE = "only-there"
    DAMAGED = "damaged"  # here or there, as the reason says
    REFUSED = "refused"


DONE = (Action.IN_STEP, Action.INTACT, Action.COPIED, Action.UPDATED, Action.HEALED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an object, and why (empty where the action says it all)."""

    location: str
    object_id: str
    action: Action
    zh: str = ""
    en: str = ""


_LEFT_ALONE = {
    Standing.SAME: Action.IN_STEP,
    Standing.BEHIND: Action.AHEAD_THERE,
    Standing.DIVERGED: Action.DIVERGED,
    Standing.ONLY_THERE: Action.ONLY_THERE,
}


def open_copy(here: StorageRoot, path: Path) -> StorageRoot:
    """Return the second copy in this folder; where nothing is there, an empty one is made that is laid out as here.

    Raises NotAStorageRoot, RootExists, ArchiveError where the archive itself is meant, or another tool's is to be
    copied for the first time.
    """
    one, other = path.resolve(), here.path.resolve()
    if one.is_relative_to(other) or other.is_relative_to(one):
        raise ArchiveError(
            f"{shown(path)} 和档案互相包含，不能作副本。",
            f"{shown(path)} and the archive lie inside each other: no place for a copy.",
        )
    if path.is_dir() and any(entry.name.startswith("0=") for entry in path.iterdir()):
        return open_root(path)
    if here != StorageRoot(here.path):
        raise ArchiveError(
            f"{shown(here.path)} 由别的工具建成；请先用那个工具在 {shown(path)} 建一个布局相同的空档案。",
            f"another tool made {shown(here.path)}: first make an empty archive of the same layout at {shown(path)} "
            "with it.",
        )
    return create_root(path)


def replicate(here: StorageRoot, there: StorageRoot, *, purge: bool = False) -> Iterator[Outcome]:
    """Bring the copy `there` into step, object by object, in the order of their places; yield what became of each.

    What was purged here is purged there only with `purge`. It can be killed at any time and run again. Raises
    ArchiveError where the two are laid out differently, EnvironmentTrouble where the copy cannot be written.
    """
    for pair in compare(here, there):
        match pair.standing:
            case Standing.ONLY_HERE:
                yield _bring(here, there, pair, Action.COPIED)
            case Standing.AHEAD:
                yield _bring(here, there, pair, Action.UPDATED)
            case Standing.PURGED if purge:
                yield _bring(here, there, pair, Action.UPDATED)
            case Standing.PURGED:
                yield _left(pair, Action.PURGED_HERE, "加 --purge 可在副本里同样清除", "--purge removes it there too")
            case Standing.DAMAGED_HERE:
                yield _left(pair, Action.DAMAGED, "这里的已损坏；请用 repair", "damaged here; run repair")
            case Standing.DAMAGED_THERE:
                zh, en = "副本已损坏；请在副本一侧用 repair --from", "damaged there; run repair --from on that side"
                yield _left(pair, Action.DAMAGED, zh, en)
            case standing:
                yield _left(pair, _LEFT_ALONE[standing])


def _left(pair: Pair, action: Action, zh: str = "", en: str = "") -> Outcome:
    return Outcome(pair.location, pair.object_id, action, zh, en)


def _bring(here: StorageRoot, there: StorageRoot, pair: Pair, action: Action) -> Outcome:
    def may(found: Examination, old: ArchivalObject | None) -> bool:
        if old is None:
            return True
        standing = relate(inventory_of(found), old.inventory)
        return standing is Standing.AHEAD or (pair.standing is Standing.PURGED and _is_purge(here, pair, old))

    try:
        erases = pair.standing is Standing.PURGED
        done = transfer(here.path / pair.location, there, there.path / pair.location, may=may, erases=erases)
    except DamagedObject as error:
        return _left(pair, Action.DAMAGED, error.zh, error.en)
    return _left(pair, action if done else Action.IN_STEP)


def _is_purge(here: StorageRoot, pair: Pair, old: ArchivalObject) -> bool:
    return was_purged(open_object_at(here, here.path / pair.location), old.inventory)


def repair(here: StorageRoot, there: StorageRoot, *, wanted: Callable[[str], bool] | None = None) -> Iterator[Outcome]:
    """Heal every object here that is damaged from the copy `there`; yield what became of each.

    `wanted` says by its location which objects are meant: then those too that are missing here. Nothing `there` is
    changed. Raises ArchiveError where the two are laid out differently, EnvironmentTrouble.
    """
    for pair in compare(here, there):
        if wanted is None and pair.standing is Standing.ONLY_THERE:
            continue  # it may never have been here, or have been removed on purpose
        if wanted is None or wanted(pair.location):
            yield _repair(here, there, pair)


def _repair(here: StorageRoot, there: StorageRoot, pair: Pair) -> Outcome:
    path = here.path / pair.location
    if path.exists() and all(each.severity is Severity.WARNING for each in prove(path).problems):
        return _left(pair, Action.INTACT)
    if pair.standing is Standing.ONLY_HERE:
        return _left(pair, Action.DAMAGED, "这里的已损坏，副本里没有它", "damaged here, and the copy does not have it")

    def may(found: Examination, _: ArchivalObject | None) -> bool:
        _check_successor(here, pair, inventory_of(found))
        return True

    try:
        transfer(there.path / pair.location, here, path, may=may, replaces_damage=True)
    except Conflict as error:
        return _left(pair, Action.REFUSED, error.zh, error.en)
    except DamagedObject as error:
        return _left(pair, Action.DAMAGED, f"副本也不能用：{error.zh}", f"the copy cannot be used either: {error.en}")
    return _left(pair, Action.HEALED)


def _check_successor(here: StorageRoot, pair: Pair, good: Inventory) -> None:
    """Raise Conflict unless the good object is the damaged one, with every version that this had.

    That is told by the place, by every inventory of the damaged one that can still be read, and by the folders of its
    versions.
    """
    folder = here.path / pair.location
    if not here.is_at_its_place(good.object_id, pair.location):
        raise Conflict(f"副本里的是另一个对象：{good.object_id}", f"the copy holds another object: {good.object_id}")
    numbers = [name.name for name in folder.iterdir() if re.fullmatch(r"v\d+", name.name)] if folder.is_dir() else []
    known = [inventory for number in ("", *numbers) if (inventory := _readable(folder, number))]
    versions = {int(number[1:]) for number in numbers}
    if any(relate(good, inventory) not in (Standing.SAME, Standing.AHEAD) for inventory in known) or any(
        number > len(good.versions) for number in versions
    ):
        raise Conflict(
            "副本缺少这里的版本，或历史不同；没有改动。请人工比较两份",
            "the copy lacks a version that is here, or its history is another; nothing was changed. Compare them",
        )


def _readable(folder: Path, number: str) -> Inventory | None:
    """Return an inventory of a damaged object, None where it is missing or not what its sidecar says."""
    try:
        data = read_beneath(folder, f"{number}/{INVENTORY}".lstrip("/"))
        inventory, _ = parse_inventory(data, INVENTORY)
        if inventory is None:
            return None
        algorithm = inventory.digest_algorithm
        told = read_beneath(folder, f"{number}/{sidecar_name(algorithm)}".lstrip("/"))
    except OSError:
        return None
    return inventory if told.split() == sidecar(digest_of(data, algorithm)).split() else None
