"""The one way in which an archive changes: an object's next state is built beside it and takes its place in one step.

OCFL's own way of adding a version (write the version's folder, then the root inventory, then its sidecar) leaves an
invalid object in between. Here the next state is built whole in a work folder, brought to the disk, and put in place
by one system call: rename for a new object, renameat2(RENAME_EXCHANGE) for another state of one. At every moment, and
after a kill or a power cut at any moment, the object is valid and either the old or the new one.

**One lock an object.** Each object has a work folder of its own (`StorageRoot.work_folder`); a lock on it is the lock
of the object, so that writers of different objects do not wait for each other. The system frees the lock of a writer
that dies, and what it left every next writer, of whatever object, finishes or removes. The work folders lie inside the
storage root because that is the one place that is always on the archive's file system, even where the archive is a
mount point; validators look at no more than the names in `extensions`.

**Where folders cannot be exchanged** (ENOSYS, EINVAL, ENOTSUP: some network and FUSE file systems) two renames take
the place of one: the old state out, the new one in. Before them the finished state is renamed to `ready`: that name is
the journal. Whoever finds it without a living writer rolls forward; until then `StorageRoot.standing` reads it there.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from archive.archival_object import damaged
from archive.digest import digest_of
from archive.errors import Conflict, EnvironmentTrouble
from archive.filesystem import (
    exchange,
    holding,
    is_real_folder,
    read_beneath,
    shown,
    sync_chain,
    sync_folder,
    sync_tree,
)
from archive.hierarchy import walk
from archive.inventory import INVENTORY
from archive.storage_root import READY, StorageRoot

NEXT = "next"
OLD = "old"
_NO_EXCHANGE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)
_TAKEN = (errno.ENOTEMPTY, errno.EEXIST)


@dataclass(frozen=True, slots=True)
class Workspace:
    """The right to change one object: `path` is where it stands or will stand, `folder` the work folder, ours alone."""

    root: StorageRoot
    path: Path
    folder: Path

    @property
    def next(self) -> Path:
        """Where the caller builds the object's next state; its parents are there, itself it is not."""
        return self.folder / NEXT / self.path.relative_to(self.root.path)

    def stamp(self) -> str | None:
        """Return what tells one state from another: the inventory's digest, empty where it cannot be read.

        None where no object stands.
        """
        if not self.path.exists():
            return None
        try:
            return digest_of(read_beneath(self.root.path, f"{self.path.relative_to(self.root.path)}/{INVENTORY}"))
        except OSError:
            return ""

    def put(self, stamp: str | None) -> None:
        """Let the next state take the place of the one that had this stamp; on return it is safe on the disk.

        Raises Conflict where something else stands there by now: our writers never do that, other tools may.
        OSError before the change; EnvironmentTrouble where the change was made but perhaps did not reach the disk.
        """
        sync_tree(self.folder / NEXT, self.root.path)
        if self.stamp() != stamp:
            raise _conflict(self.path)
        if stamp is None:
            self._place()
        else:
            self._replace()
        self.confirm()

    def confirm(self) -> None:
        """Bring to the disk that the object stands where it stands; a writer may have died before it did."""
        try:
            sync_chain(self.path.parent, self.root.path)
        except OSError as error:
            raise EnvironmentTrouble(
                f"{shown(self.path)} 已就位，但未能确认写到磁盘：{error.strerror}。请检查磁盘，再存一次。",
                f"{shown(self.path)} is in place, but perhaps not on the disk: {error.strerror}. "
                "Check the disk and deposit it again.",
            ) from error

    def erase(self) -> None:
        """Remove the replaced state's bytes for good, which otherwise may wait for a next writer.

        Raises EnvironmentTrouble where they are not all gone, or perhaps not from the disk.
        """
        try:
            for name in (NEXT, OLD):
                if (self.folder / name).exists():
                    shutil.rmtree(self.folder / name)
            sync_folder(self.folder)
        except OSError as error:
            raise EnvironmentTrouble(
                f"{shown(self.path)} 的记录已就位，但旧的内容未能全部删除：{error.strerror}。下一次存入时会再删。",
                f"the record of {shown(self.path)} is in place, but not all of its old bytes could be removed: "
                f"{error.strerror}. The next deposit tries again.",
            ) from error

    def _place(self) -> None:
        """Rename the topmost folder that is missing into place, so that no empty one ever stands there (E073)."""
        parts = self.path.relative_to(self.root.path).parts
        for depth in range(1, len(parts) + 1):
            target = self.root.path.joinpath(*parts[:depth])
            if target.exists():
                continue
            try:
                os.rename(self.folder.joinpath(NEXT, *parts[:depth]), target)  # noqa: PTH104 (Path.rename checks less)
            except OSError as error:
                if error.errno not in _TAKEN:
                    raise
                continue  # another writer has just made it; ours goes inside
            return
        raise _conflict(self.path)

    def _replace(self) -> None:
        try:
            exchange(self.next, self.path)
        except OSError as error:
            if error.errno not in _NO_EXCHANGE:
                raise
            self._replace_in_two_steps()

    def _replace_in_two_steps(self) -> None:
        ready, old = self.folder / READY, self.folder / OLD
        (self.folder / NEXT).rename(ready)
        try:
            sync_chain(self.folder, self.root.path)  # the journal, before the first of the two steps
            _roll_forward(self.root, self.folder)
        except OSError:
            if old.exists() and not self.path.exists():
                old.rename(self.path)
            if self.path.exists() and not old.exists():
                ready.rename(self.folder / NEXT)
            raise


@contextmanager
def workspace(root: StorageRoot, path: Path) -> Iterator[Workspace]:
    """Hold the lock of the object that stands or will stand at this path, and give what it takes to change it.

    Waits for another writer of the same object. Raises OSError, and DamagedObject where a link stands on the way.
    """
    _check_place(root, path)
    root.work.mkdir(parents=True, exist_ok=True)
    if not is_real_folder(root.work):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(root.work))
    folder = root.work_folder(path)
    with holding(folder):
        recover(root)
        _clear(root, folder)
        space = Workspace(root, path, folder)
        space.next.parent.mkdir(parents=True)
        try:
            yield space
        finally:
            _leave(root, folder)


def recover(root: StorageRoot) -> None:
    """Finish and remove what killed writers left, as far as we may; what living ones hold is left alone."""
    for folder in root.work.iterdir() if is_real_folder(root.work) else ():
        # Where we may not (a read-only disk, another user's folder) nothing is lost: readers see the right state, and
        # the writer of that very object says what is in its way.
        with suppress(OSError), holding(folder, wait=False) as held:
            if held:
                _leave(root, folder)


def _leave(root: StorageRoot, folder: Path) -> None:
    """Remove a work folder that we hold. What cannot be removed harms no object; a next writer tries again."""
    with suppress(OSError):
        _clear(root, folder)
        folder.rmdir()


def _clear(root: StorageRoot, folder: Path) -> None:
    if (folder / READY).exists():
        _roll_forward(root, folder)
    for left in folder.iterdir():
        shutil.rmtree(left)


def _roll_forward(root: StorageRoot, folder: Path) -> None:
    """Do what is left of the two steps: the old state out of its place, the ready one in."""
    ready, old = folder / READY, folder / OLD
    for waiting in (path for path, code in walk(ready) if not code):
        path = root.path / waiting.relative_to(ready)
        if path.exists():
            path.rename(old)
        waiting.rename(path)
        sync_chain(path.parent, root.path)
    shutil.rmtree(ready)


def _check_place(root: StorageRoot, path: Path) -> None:
    """Raise DamagedObject where a link or a file stands on the way to an object."""
    for place in (*reversed(path.relative_to(root.path).parents[:-1]), path.relative_to(root.path)):
        found = root.path / place
        if (found.exists() or found.is_symlink()) and not is_real_folder(found):
            raise damaged(found, "E090")


def _conflict(path: Path) -> Conflict:
    return Conflict(
        f"{shown(path)} 刚被别的程序改动，没有存入；请再试一次。",
        f"{shown(path)} was changed by somebody else just now, and nothing was deposited; try again.",
    )
