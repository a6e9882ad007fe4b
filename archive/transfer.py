"""Bringing a whole object from elsewhere: proved where it is, copied, proved again, and put in its place in one step.

How that step is made is the affair of `archive.workspace`: whenever it is killed, the archive holds the old state of
the object or the new one, and nothing in between.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from archive.archival_object import ArchivalObject, open_object_at
from archive.errors import ArchiveError, DamagedObject
from archive.filesystem import copy_new, environment, files_beneath, identity, link_tree, shown
from archive.fixity import prove
from archive.inventory import INVENTORY, Inventory, sidecar_name
from archive.object_conformance import Examination
from archive.problems import Severity
from archive.storage_root import StorageRoot
from archive.workspace import workspace

Check = Callable[[Examination, ArchivalObject | None], bool]


def transfer(
    source: Path,
    root: StorageRoot,
    path: Path,
    *,
    may: Check,
    wholly: bool = True,
    replaces_damage: bool = False,
    erases: bool = False,
) -> bool:
    """Let a copy of the object in the folder `source` stand at `path` in an archive; return whether it was changed.

    Once the source is proved, and under the lock of the object, `may` is asked with the source's examination and the
    object that stands there (None where none does, or where it `replaces_damage`): it returns whether to go on, or
    raises. `wholly`: every file of the object is copied, else only what its inventories vouch for, without logs and
    extensions. `erases`: the bytes of what stood there are gone on return, and not only when a next writer comes.

    Raises DamagedObject where the source is not intact, EnvironmentTrouble; then the archive is as it was.
    """
    trouble = environment(f"无法复制到 {shown(path)}", f"cannot copy to {shown(path)}")
    with trouble, workspace(root, path) as space:
        while True:
            before, stamp = identity(source), space.stamp()
            found = intact(source)
            old = None if stamp is None or replaces_damage else open_object_at(root, path)
            if not may(found, old):
                return False
            if _build(source, found, old, space.next, wholly=wholly):
                space.put(stamp)
                if erases:
                    space.erase()
                return True
            if identity(source) == before:
                raise ArchiveError(
                    f"{shown(path)} 的副本与原件不符，没有就位。请检查目标磁盘后重试。",
                    f"the copy at {shown(path)} is not what was copied, and was not put in place. Check that disk.",
                )


def intact(folder: Path) -> Examination:
    """Return the examination of an object that has no error. Raises DamagedObject that names the first one."""
    found = prove(folder)
    wrong = next((each for each in found.problems if each.severity is Severity.ERROR), None)
    if wrong:
        where = shown(folder / wrong.path)
        raise DamagedObject(
            f"{where} 已损坏：{wrong.zh}（{wrong.code}）。", f"{where} is damaged: {wrong.en} ({wrong.code})."
        )
    return found


def inventory_of(found: Examination) -> Inventory:
    """Return the inventory of an object that was found intact."""
    if found.inventory is None:
        raise ValueError("an intact object has an inventory")
    return found.inventory


def _build(source: Path, found: Examination, old: ArchivalObject | None, target: Path, *, wholly: bool) -> bool:
    """Build a copy, of what is there already by links where that is as good; return whether it is proved."""
    for start in (old, None) if old else (None,):
        with suppress(FileNotFoundError):  # the source was exchanged meanwhile
            files = [path for path in files_beneath(source) if wholly or _is_vouched(path, found)]
            if start:
                link_tree(start.path, target)
                for path in set(files_beneath(target)) - _kept(files, start):
                    (target / path).unlink()
            _copy(source, files, target)
            if _is_proved(target, found.digest):
                return True
        shutil.rmtree(target, ignore_errors=True)  # what was there already is damaged: none of it is used
    return False


def _is_vouched(path: str, found: Examination) -> bool:
    return path in found.content or path.startswith("0=") or path.rsplit("/", 1)[-1].startswith(INVENTORY)


def _kept(files: list[str], old: ArchivalObject) -> set[str]:
    """Return what need not be copied: files whose bytes are told by an inventory."""
    own = {INVENTORY, sidecar_name(old.inventory.digest_algorithm)}
    return set(files) & {*old.inventory.content, *(f"{v.number}/{name}" for v in old.versions() for name in own)}


def _copy(folder: Path, files: Iterable[str], target: Path) -> None:
    for path in files:
        if not (target / path).exists():
            copy_new(folder, path, target / path)


def _is_proved(target: Path, digest: str) -> bool:
    found = prove(target)
    return found.digest == digest and all(each.severity is Severity.WARNING for each in found.problems)
