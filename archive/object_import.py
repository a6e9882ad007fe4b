"""Import of an OCFL object that another tool made, with all its versions. Nothing in it is trusted."""

from __future__ import annotations

from pathlib import Path

from archive.archival_object import ArchivalObject
from archive.bag_import import check_amount, check_id, refuse
from archive.comparison import Standing, relate
from archive.errors import Conflict, RefusedImport
from archive.filesystem import shown
from archive.fixity import prove
from archive.inventory import Inventory
from archive.logical_paths import find_fault
from archive.object_conformance import Examination
from archive.problems import Severity
from archive.revision import Receipt
from archive.storage_root import StorageRoot
from archive.transfer import inventory_of, transfer
from archive.unpacking import Limits


def import_object(root: StorageRoot, folder: Path, limits: Limits) -> Receipt:
    """Keep the object in this folder, proved, with all its versions as they are; on return it is on the disk.

    Its logs and extensions stay behind, since no inventory vouches for them. Where the archive has the object, its
    history must go on where ours ends; where it is the same, nothing is done. Raises RefusedImport with what is wrong,
    Conflict where the histories differ, NotAStorageRoot, DamagedObject, EnvironmentTrouble.
    """
    check_amount(folder, limits)
    found = prove(folder)
    if errors := tuple(each for each in found.problems if each.severity is Severity.ERROR):
        raise refuse(folder, errors)
    inventory = inventory_of(found)
    check_id(inventory.object_id, folder)
    _check_names(inventory)

    def may(again: Examination, old: ArchivalObject | None) -> bool:
        if again.digest != found.digest:
            raise RefusedImport(f"{shown(folder)} 正被改动。", f"{shown(folder)} is being changed.")
        return old is None or _goes_on(inventory, old)

    path = root.object_path(inventory.object_id)
    created = transfer(folder, root, path, may=may, wholly=False)
    return Receipt(inventory.object_id, inventory.head.number, created, path)


def _check_names(inventory: Inventory) -> None:
    """Raise RefusedImport where a name of any version is not safe on every file system, or not distinct there."""
    for paths in (inventory.content, *(version.state for version in inventory.versions)):
        if fault := find_fault(paths):
            raise RefusedImport(*fault)


def _goes_on(inventory: Inventory, old: ArchivalObject) -> bool:
    """Return whether there is anything new. Raises Conflict where the archive's own history would be lost."""
    standing = relate(inventory, old.inventory)
    if standing in (Standing.BEHIND, Standing.DIVERGED):
        object_id = old.inventory.object_id
        raise Conflict(
            f"档案里的 {object_id} 有要导入的那份所没有的版本；没有导入。",
            f"{object_id} has versions here that what should be imported does not have; it was not imported.",
        )
    return standing is Standing.AHEAD
