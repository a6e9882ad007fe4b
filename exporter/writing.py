"""Writing a set of files: nothing overwritten unasked, nothing half-written, all of the set or none of it."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path

from exporter.errors import HedingError, InputError, MachineError, UsageError
from exporter.language import listed


def prepare_folder(folder: Path) -> None:
    """Make the folder that outputs go to, so that a wrong one is known before the work begins.

    Raises UsageError where a file stands in its place, MachineError where it can be neither made nor written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise _refused(folder, error) from error


def write_set(folder: Path, files: Mapping[str, bytes], *, force: bool = False) -> tuple[Path, ...]:
    """Write `files` (name → bytes) into `folder`, which must exist; return their paths in the given order.

    A name may lead into a folder below (`source/02.txt`), which is made where it is missing.
    A file that is there already with the same bytes is left as it is. One with other bytes is replaced only under
    `force`. Every file is first written whole under a hidden name in the same folder and synced, then the set is
    renamed into place: a failure, at any point before the last rename, puts back what was there. A process killed
    while writing leaves at most hidden files `.heding-*`.
    Raises InputError for a name that leads elsewhere, UsageError where a file would be overwritten,
    MachineError where the system refuses.
    """
    for name in files:
        if not _leads_below(name):
            raise InputError(f"不是合法的文件名：{name!r}", f"not a plain file name: {name!r}")
    paths = {name: folder / name for name in files}
    try:
        fresh = {path: files[name] for name, path in paths.items() if not _same(path, files[name])}
    except OSError as error:
        raise _refused(folder, error) from error
    if not force and (taken := [path for path in fresh if os.path.lexists(path)]):
        zh, en = listed(map(str, taken))
        raise UsageError(
            f"文件已存在，内容不同：{zh}。请加 --force 覆盖，或用 -o 换一个文件夹。",
            f"already there, with other content: {en}. Overwrite with --force, or choose another folder with -o.",
        )
    _write_all(folder, fresh)
    return tuple(paths.values())


def _leads_below(name: str) -> bool:
    """Return whether a name is a plain relative path, written without detours."""
    return "\0" not in name and not {"", ".", ".."} & set(name.split("/"))


def _same(path: Path, data: bytes) -> bool:
    """Return whether `path` is a regular file that holds exactly `data`."""
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def _write_all(folder: Path, files: Mapping[Path, bytes]) -> None:
    """Stage every file, then rename them all into place; on any failure put back what was there."""
    at = folder
    undo = contextlib.ExitStack()
    try:
        with contextlib.ExitStack() as leftovers, undo:
            staged = []
            for at, data in files.items():
                staged.append((_stage(folder, data, leftovers), at))
            for temporary, at in staged:
                _make_parents(at, folder, undo)
                _set_aside(at, folder, undo, leftovers)
                temporary.replace(at)
            undo.pop_all()  # every file stands: from here on nothing is taken back
        for parent in {folder, *(path.parent for path in files)} if files else ():
            _sync_folder(parent)
    except OSError as error:
        raise _refused(at, error) from error


def _stage(folder: Path, data: bytes, leftovers: contextlib.ExitStack) -> Path:
    """Write `data` under a hidden name in `folder` and sync it; return its path. The user's umask holds."""
    temporary = _hidden(folder)
    leftovers.callback(temporary.unlink, missing_ok=True)
    with temporary.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    return temporary


def _hidden(folder: Path) -> Path:
    return folder / f".heding-{secrets.token_hex(8)}"


def _make_parents(path: Path, folder: Path, undo: contextlib.ExitStack) -> None:
    """Make the folders between `folder` and `path` that are missing. A link among them is no folder of ours."""
    for below in reversed(path.relative_to(folder).parents[:-1]):
        parent = folder / below
        if parent.is_symlink():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(parent))
        if not parent.is_dir():
            parent.mkdir()
            undo.callback(parent.rmdir)


def _set_aside(path: Path, folder: Path, undo: contextlib.ExitStack, leftovers: contextlib.ExitStack) -> None:
    """Remember what stands at `path`, by a second hard link, so that `undo` can put it back.

    A file system without hard links cannot: there the set is all or nothing only where nothing is replaced.
    """
    if not os.path.lexists(path):
        undo.callback(path.unlink, missing_ok=True)
        return
    kept = _hidden(folder)
    try:
        os.link(path, kept, follow_symlinks=False)
    except OSError as error:
        if error.errno in {errno.EPERM, errno.ENOTSUP, errno.ENOSYS} and not path.is_dir():
            return
        raise
    leftovers.callback(kept.unlink, missing_ok=True)
    undo.callback(kept.replace, path)


def _sync_folder(folder: Path) -> None:
    """Make the renames last. Some file systems (SMB) know no sync of a folder and say EINVAL: nothing to do there."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
    finally:
        os.close(handle)


def _refused(path: Path, error: OSError) -> HedingError:
    """Return the error to raise where the system will not write to `path`."""
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return UsageError(
            f"不是文件夹：{path}。请用 -o 另选一个文件夹。", f"not a folder: {path}. Choose another with -o."
        )
    if isinstance(error, IsADirectoryError) or (path.is_dir() and error.errno == errno.EPERM):
        return UsageError(
            f"同名文件夹占用了文件的位置：{path}。请移开它，或用 -o 另选一个文件夹。",
            f"a folder stands where a file should go: {path}. Move it, or choose another folder with -o.",
        )
    reason = error.strerror or str(error)
    zh, en = f"无法写入 {path}：{reason}。", f"cannot write {path}: {reason}."
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return MachineError(zh + "磁盘空间不足或超出限额，请清理后重试。", en + " Make room and try again.")
    return MachineError(
        zh + "请检查权限，或用 -o 另选一个文件夹。", en + " Check its permissions, or choose another with -o."
    )
