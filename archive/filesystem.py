"""Reading without following a link, and writing so that it survives a kill or a power cut (Linux).

The archive opens a file only through `open_beneath`, and changes a folder only through this module.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from archive.errors import EnvironmentTrouble

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_AT_ONCE = 12  # files and folders synced at once; more gain nothing
_FOLDER = os.O_RDONLY | os.O_DIRECTORY


def shown(path: str | Path) -> str:
    """Return a path fit for a message: undecodable bytes and control characters are escaped."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


@contextmanager
def environment(zh: str, en: str) -> Iterator[None]:
    """Turn an OSError inside into EnvironmentTrouble that begins with these words and says what to do."""
    try:
        yield
    except OSError as error:
        zh_hint, en_hint = _HINTS.get(error.errno or 0, ("请排除原因后再试", "Remove the cause and try again"))
        reason = f"{error.strerror or error} ({shown(error.filename)})" if error.filename else str(error.strerror)
        raise EnvironmentTrouble(f"{zh}：{reason}。{zh_hint}。", f"{en}: {reason}. {en_hint}.") from error


_FULL = ("档案保持原样；请腾出空间后再试", "The archive is as it was; free some space and try again")
_DENIED = (
    "请检查权限和所有者；文件系统须支持硬链接",
    "Check owner and permissions; the file system must know hard links",
)
_NO_LOCK = (
    "此文件系统不能锁定文件夹；请把档案放在本地文件系统上",
    "This file system cannot lock a folder; keep the archive on a local one",
)
_HINTS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EBADF: _NO_LOCK,
    errno.ENOLCK: _NO_LOCK,
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: ("此文件系统是只读的", "This file system is read-only"),
}


def open_beneath(folder: Path, relative: str) -> BinaryIO:
    """Open a regular file for reading. `relative` is its path below `folder`, its parts joined by `/`.

    No link is followed on the way, so nothing outside `folder` is ever read. Raises OSError where a part is
    missing, a link, or not a regular file; ValueError where the path could climb out.
    """
    *parents, name = parts = relative.split("/")
    if {"", ".", ".."} & set(parts):
        raise ValueError(f"not a path below a folder: {relative!r}")
    here = os.open(folder, _FOLDER)
    try:
        for part in parents:
            deeper = os.open(part, _FOLDER | os.O_NOFOLLOW, dir_fd=here)
            os.close(here)
            here = deeper
        # O_NONBLOCK: opening a pipe that someone put there must not wait for a writer.
        opened = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=here)
    finally:
        os.close(here)
    if not stat.S_ISREG(os.fstat(opened).st_mode):
        os.close(opened)
        raise OSError(errno.EISDIR, "not a regular file", relative)
    return os.fdopen(opened, "rb")


def read_beneath(folder: Path, relative: str) -> bytes:
    """Return the bytes of a file below `folder`; see `open_beneath`."""
    with open_beneath(folder, relative) as file:
        return file.read()


def is_real_folder(path: Path) -> bool:
    """Return whether a folder, and not a link to one, stands at this path."""
    return path.is_dir() and not path.is_symlink()


def identity(folder: Path | str) -> tuple[int, int, int] | None:
    """Return what changes when another folder is exchanged into this place; None where nothing stands there."""
    try:
        found = os.stat(folder)  # noqa: PTH116 (the walk asks for strings)
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino, found.st_ctime_ns


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Hold the one exclusive lock of a folder, waiting for it; the system frees it when the process dies.

    The lock is on the folder itself (flock on its descriptor), so no lock file is left behind.
    """
    descriptor = os.open(folder, _FOLDER)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def holding(folder: Path, *, wait: bool = True) -> Iterator[bool]:
    """Make a folder where it is missing, and hold its lock; yields False where another holds it and we do not wait.

    The holder may remove the folder: who waited for it then makes it anew. A link is refused with OSError.
    """
    while True:
        with suppress(FileExistsError):  # not mkdir(exist_ok=True), which fails where it is removed at that moment
            folder.mkdir()
        with ExitStack() as stack:
            try:
                descriptor = os.open(folder, _FOLDER | os.O_NOFOLLOW)
            except FileNotFoundError:
                continue
            stack.callback(os.close, descriptor)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            found = os.fstat(descriptor)
            if (identity(folder) or ())[:2] == (found.st_dev, found.st_ino):
                yield True
                return


def make_folders(path: Path) -> None:
    """Make a folder with those above it that are missing; on return they are on the disk."""
    missing = [place for place in (path, *path.parents) if not place.exists()]
    path.mkdir(parents=True, exist_ok=True)
    for place in missing:
        sync_folder(place.parent)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that does not exist yet, and its folders; `sync_tree` brings a finished tree to the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)


def copy_new(folder: Path, relative: str, target: Path) -> None:
    """Copy a file below `folder` (see `open_beneath`) to one that does not exist yet; it is on the disk on return.

    The system is asked to forget it, so that who reads it next reads the disk.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with open_beneath(folder, relative) as source, target.open("xb") as file:
        shutil.copyfileobj(source, file, 1 << 20)
        file.flush()
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def files_beneath(folder: Path) -> Iterator[str]:
    """Yield the path of every file below a folder, its parts joined by `/`.

    Links, pipes and devices are refused with OSError: an object has none.
    """
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from (f"{entry.name}/{path}" for path in files_beneath(folder / entry.name))
            elif entry.is_file(follow_symlinks=False):
                yield entry.name
            else:
                raise OSError(errno.ELOOP, "neither a regular file nor a folder", entry.path)


def sync_folder(folder: Path) -> None:
    """Bring a folder's entries to the disk."""
    _sync_all([folder])


def sync_tree(folder: Path, standing: Path | None = None) -> None:
    """Bring a folder to the disk with every file and folder below it.

    Files are left out that stand at the same place below `standing` as well, by `link_tree`, and so are on the disk.
    """
    places: list[Path] = []
    for here, _, names in os.walk(folder):
        other = standing / Path(here).relative_to(folder) if standing else None
        places += [Path(here, name) for name in names if other is None or not _is_same(Path(here, name), other / name)]
        places.append(Path(here))
    _sync_all(places)


def _is_same(file: Path, other: Path) -> bool:
    try:
        return os.path.samestat(file.lstat(), other.lstat())
    except FileNotFoundError:
        return False


def sync_chain(folder: Path, top: Path) -> None:
    """Bring the entries of a folder and of every folder above it up to `top` to the disk.

    Another writer may have made one of them and not brought it there yet, so it is not enough to sync the last.
    """
    above = [place for place in folder.parents if place.is_relative_to(top)]
    _sync_all([folder, *above])


def _sync_all(places: list[Path]) -> None:
    """Bring files and folders to the disk, many at once: then a file system writes its journal once for them all."""

    def sync(place: Path) -> None:
        descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    if len(places) == 1:
        sync(places[0])
        return
    with ThreadPoolExecutor(min(_AT_ONCE, len(places))) as pool:
        list(pool.map(sync, places))  # the list is made for its errors


def link_tree(source: Path, target: Path) -> None:
    """Make `target` a copy of the folder `source` whose files are hard links to the same bytes.

    Links, pipes and devices are refused with OSError: an object has none.
    """
    target.mkdir()
    with os.scandir(source) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                link_tree(Path(entry.path), target / entry.name)
            elif entry.is_file(follow_symlinks=False):
                os.link(entry.path, target / entry.name, follow_symlinks=False)
            else:
                raise OSError(errno.ELOOP, "neither a regular file nor a folder", entry.path)


def exchange(one: Path, other: Path) -> None:
    """Let two folders of one file system change places in one step; there is no moment when either is missing.

    Raises OSError with ENOSYS, EINVAL or ENOTSUP where the system or the file system cannot.
    """
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(other))
    renameat2.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(other))
