"""An object: what stands in each of its versions, and its content, proved while it is read."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from archive.digest import digest_of
from archive.errors import DamagedObject, Gone, NotInObject, ObjectNotFound
from archive.filesystem import identity, read_beneath, shown
from archive.inventory import INVENTORY, Inventory, Version, parse_inventory, sidecar, sidecar_name
from archive.problems import UNREADABLE, Severity, problem
from archive.storage_root import StorageRoot


@dataclass(frozen=True, slots=True)
class ArchivalObject:
    """An object as it was when it was opened; a later deposit does not change it."""

    root: StorageRoot
    path: Path
    inventory: Inventory

    def versions(self) -> tuple[Version, ...]:
        """Return every version, the oldest first."""
        return self.inventory.versions

    def state(self, version: str | None = None) -> Mapping[str, str]:
        """Return what stands in a version (`v2`; None for the newest): logical paths and their sha512 digests.

        Raises NotInObject where there is no such version.
        """
        if version is None:
            return self.inventory.head.state
        if found := self.inventory.version(version):
            return found.state
        name, newest = self.inventory.object_id, self.inventory.head.number
        raise NotInObject(
            f"{name} 没有版本 {shown(version)}；最新是 {newest}。",
            f"{name} has no version {shown(version)}; the newest is {newest}.",
        )

    def read(self, logical_path: str, version: str | None = None) -> bytes:
        """Return the bytes of a file in a version, which are proved against its digest.

        Raises NotInObject where there is no such file or version, DamagedObject where the bytes are not those that
        were deposited, are missing, or stand behind a link.
        """
        digest = self.state(version).get(logical_path)
        if digest is None:
            name, number = self.inventory.object_id, version or self.inventory.head.number
            raise NotInObject(
                f"{name} 的 {number} 里没有 {shown(logical_path)}。",
                f"{name} has no {shown(logical_path)} in {number}.",
            )
        return self.content(digest)

    def content(self, digest: str) -> bytes:
        """Return the bytes of this digest of the manifest, proved. Raises DamagedObject; Gone where they were purged.

        A writer may exchange the object's folder while it is read: then it is read again.
        """
        while True:
            place, _ = before = _whereabouts(self.root, self.path)
            try:
                return self._read(place, digest)
            except DamagedObject:
                if _whereabouts(self.root, self.path) == before:
                    self._check_purged(digest)
                    raise

    def _read(self, place: Path, digest: str) -> bytes:
        content_path = self.inventory.manifest[digest][0]
        try:
            data = read_beneath(self.root.path, f"{place.relative_to(self.root.path)}/{content_path}")
        except FileNotFoundError as error:
            raise damaged(self.path / content_path, "E092") from error
        except OSError as error:
            raise damaged(self.path / content_path, UNREADABLE, error.strerror or str(error)) from error
        if digest_of(data, self.inventory.digest_algorithm) != digest:
            raise damaged(self.path / content_path, "E092")
        return data

    def _check_purged(self, digest: str) -> None:
        """Raise Gone where the object has been purged since it was opened."""
        with suppress(DamagedObject):
            if digest not in open_object_at(self.root, self.path).inventory.manifest:
                raise Gone(
                    f"{self.inventory.object_id} 刚刚被清除。",
                    f"{self.inventory.object_id} has just been purged.",
                )


def open_object(root: StorageRoot, object_id: str) -> ArchivalObject:
    """Return the object of this id. Raises ObjectNotFound, DamagedObject."""
    path = root.locate(object_id)
    if path is None:
        raise not_found(root, object_id)
    return open_object_at(root, path)


def open_object_at(root: StorageRoot, path: Path) -> ArchivalObject:
    """Return the object in this folder below the storage root. Raises DamagedObject where its inventory is not sound.

    A deposit may exchange the folder while it is read, so that inventory and sidecar are of two versions: then the
    folder is read again.
    """
    while True:
        place, _ = before = _whereabouts(root, path)
        try:
            return _open(root, path, place)
        except OSError as error:
            if _whereabouts(root, path) == before:
                raise damaged(path / INVENTORY, UNREADABLE, error.strerror or str(error)) from error
        except DamagedObject:
            if _whereabouts(root, path) == before:
                raise


def not_found(root: StorageRoot, object_id: str) -> ObjectNotFound:
    """Return the error that the archive has no such object."""
    name = shown(object_id[:80].encode("utf-8", "backslashreplace").decode())
    return ObjectNotFound(
        f"档案 {shown(root.path)} 里没有 {name}。用 heding archive list 可看到所有标识。",
        f"the archive {shown(root.path)} has no {name}. heding archive list shows every id.",
    )


def damaged(path: Path, code: str, detail: str = "") -> DamagedObject:
    """Return the error that names this file, what is wrong with it (an OCFL validation code) and what to do."""
    found = problem(code, "", detail)
    return DamagedObject(
        f"{shown(path)} 已损坏：{found.zh}（{code}）。请运行 heding archive verify，并从备份恢复。",
        f"{shown(path)} is damaged: {found.en} ({code}). Run heding archive verify, and restore it from a backup.",
    )


def _whereabouts(root: StorageRoot, path: Path) -> tuple[Path, object]:
    """Return where an object is to be read now, and what changes when another state takes that place."""
    place = root.standing(path)
    return place, identity(place)


def _open(root: StorageRoot, path: Path, place: Path) -> ArchivalObject:
    location = place.relative_to(root.path).as_posix()
    data = read_beneath(root.path, f"{location}/{INVENTORY}")
    inventory, problems = parse_inventory(data, INVENTORY)
    if inventory is None:
        raise damaged(path / INVENTORY, next(found.code for found in problems if found.severity is Severity.ERROR))
    algorithm = inventory.digest_algorithm
    if (
        read_beneath(root.path, f"{location}/{sidecar_name(algorithm)}").split()
        != sidecar(digest_of(data, algorithm)).split()
    ):
        raise damaged(path / INVENTORY, "E060", sidecar_name(algorithm))
    if not root.is_at_its_place(inventory.object_id, path.relative_to(root.path).as_posix()):
        raise damaged(path, "E083", inventory.object_id)
    return ArchivalObject(root, path, inventory)
