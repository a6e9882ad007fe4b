"""What a writer does in the proofs, and what an archive must be after each interruption of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.archival_object import ArchivalObject, open_object, open_object_at
from archive.deposit import deposit
from archive.errors import ObjectNotFound
from archive.fixity import verify
from archive.object_import import import_object
from archive.replica import replicate
from archive.storage_root import StorageRoot, create_root
from archive.unpacking import Limits
from archive.withdrawal import purge, restore, withdraw
from tests.archive.archives import CORRECTION, EDITION, ID, NOW, USER, judged, keep, left_overs

Snapshot = dict[str, list[dict[str, bytes]]]
Act = Callable[[StorageRoot], object]


def _neighbour() -> str:
    """Return an id whose object shares the first two folders with ID's, so that it is placed beside it."""
    layout = StorageRoot(Path("/")).layout
    assert layout
    wanted = str(layout.location(ID))[:3]
    candidates = (f"urn:heding:青石晚报:{number}" for number in range(100_000))
    return next(name for name in candidates if str(layout.location(name))[:3] == wanted)


NEIGHBOUR = _neighbour()
OTHER = "urn:heding:青石晚报:2024-06-09"


def _withdraw(root: StorageRoot) -> object:
    return withdraw(root, ID, user=USER, reason="误发", now=NOW)


def _purge(root: StorageRoot) -> object:
    return purge(root, ID, user=USER, reason="法院判决", now=NOW)


def _elsewhere(root: StorageRoot) -> StorageRoot:
    """Return another archive beside this one, with two versions of the same object and one more; made where missing."""
    place = root.path.parent / "elsewhere"
    if not place.exists():
        other = create_root(place)
        keep(other)
        keep(other, CORRECTION)
        keep(other, object_id=NEIGHBOUR)
    return StorageRoot(place)


def _replicate(root: StorageRoot) -> object:
    return list(replicate(_elsewhere(root), root))


def _import(root: StorageRoot) -> object:
    return import_object(root, _elsewhere(root).object_path(ID), Limits())


@dataclass(frozen=True)
class Action:
    """One change of an archive: what was done before it, and the change itself."""

    name: str
    before: tuple[Act, ...]
    act: Act
    removes: bytes = b""  # what must be gone afterwards

    def prepare(self, folder: Path) -> StorageRoot:
        """Make an archive in which the action is next."""
        root = create_root(folder)
        for act in self.before:
            act(root)
        return root


ACTIONS = (
    Action("first deposit", (), keep),
    Action("deposit beside", (keep,), lambda root: keep(root, object_id=NEIGHBOUR)),
    Action("correction", (keep,), lambda root: keep(root, CORRECTION)),
    Action("the same again", (keep,), keep),
    Action("withdrawal", (keep, lambda root: keep(root, CORRECTION)), _withdraw),
    Action("restoration", (keep, _withdraw), lambda root: restore(root, ID, user=USER, message="复核无误", now=NOW)),
    Action("purge", (keep, lambda root: keep(root, CORRECTION)), _purge, CORRECTION["issue.pdf"]),
    Action(
        "deposit after purge",
        (keep, _purge),
        lambda root: deposit(root, ID, EDITION, user=USER, message="重新存入", now=NOW, restore=True),
    ),
    Action("object copied", (_elsewhere, lambda root: keep(root, object_id=NEIGHBOUR)), _replicate),
    Action("copy brought into step", (_elsewhere, keep, lambda root: keep(root, object_id=NEIGHBOUR)), _replicate),
    Action("object imported", (_elsewhere,), _import),
)


def snapshot(root: StorageRoot) -> Snapshot:
    """Return every byte of every version of every object that is listed."""
    return {each.inventory.object_id: _read(each) for each in (open_object_at(root, path) for path in root.objects())}


def read_object(root: StorageRoot, object_id: str) -> list[dict[str, bytes]]:
    """Return every byte of every version of an object, as a reader who asks for it gets them; none where it is not."""
    try:
        return _read(open_object(root, object_id))
    except ObjectNotFound:
        return []


def _read(held: ArchivalObject) -> list[dict[str, bytes]]:
    return [{path: held.read(path, version.number) for path in version.state} for version in held.versions()]


def ids(*snapshots: Snapshot) -> set[str]:
    """Return the ids of all objects in the snapshots."""
    return {object_id for each in snapshots for object_id in each}


def check(root: StorageRoot, where: str, *expected: Snapshot) -> int:
    """Assert that the archive is valid, holds one of the expected, and that the next writer works and cleans up.

    Return which one it holds.
    """
    assert judged(root.path) == [], where
    assert verify(root.path).problems == (), where
    assert snapshot(root) in expected, where
    return check_recovery(root, where, *expected)


def check_recovery(root: StorageRoot, where: str, *expected: Snapshot) -> int:
    """Assert that readers find one of the expected, and that the next writer leaves the archive valid and clean.

    Return which one it was. What was begun without exchange the next writer may finish.
    """
    read = {each: versions for each in ids(*expected) if (versions := read_object(root, each))}
    assert read in expected, where
    keep(root, object_id=OTHER)
    assert left_overs(root) == [], where
    assert judged(root.path) == [], where
    now = snapshot(root)
    assert now.pop(OTHER) == [dict(EDITION)], where
    assert now in expected[expected.index(read) :], where
    return expected.index(read)


class Stage:
    """Fresh copies of the archive in which an action is next, and what it holds before and after."""

    def __init__(self, action: Action, folder: Path) -> None:
        self.action = action
        self._folder = folder
        self._base = action.prepare(folder / "base").path
        done = self.copy()
        self.before = snapshot(done)
        action.act(done)
        self.after = snapshot(done)

    def copy(self) -> StorageRoot:
        """Return an archive as it is before the action."""
        target = self._folder / "copy"
        shutil.rmtree(target, ignore_errors=True)
        return StorageRoot(shutil.copytree(self._base, target))

    def still_there(self, files: Iterable[bytes | None]) -> bool:
        """Return whether any of the files holds what the action removes."""
        return bool(self.action.removes) and any(self.action.removes in data for data in files if data)


def stages() -> Iterator[Stage]:
    """Yield every action with its archive."""
    for action in ACTIONS:
        with in_memory() as folder:
            yield Stage(action, folder)


@contextmanager
def in_memory() -> Iterator[Path]:
    """Give a folder in memory where that can be: a kill is the same there, and fsync is quick."""
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)
