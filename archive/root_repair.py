"""The few files by which an archive declares itself, brought back from a second copy: without them it does not open."""

from __future__ import annotations

from pathlib import Path

from archive.archival_object import open_object_at
from archive.errors import DamagedObject, NotAStorageRoot
from archive.extensions import EXTENSIONS
from archive.filesystem import environment, read_beneath, shown, sync_chain, write_new
from archive.hierarchy import walk
from archive.storage_root import CONFIG, LAYOUT_FILE, UNDECLARED, StorageRoot, open_root, read_root


def repair_root(path: Path, there: StorageRoot) -> tuple[str, ...]:
    """Make the archive at `path` declare itself as its copy `there` does; return the files that were mended.

    Nothing is done where it opens as it is. Raises NotAStorageRoot where no object at `path` stands where the layout
    of the copy wants it, so that this is perhaps another archive, or none; EnvironmentTrouble.
    """
    path = path.absolute()
    if read_root(path)[0]:
        return ()
    if not _is_the_same_archive(path, there):
        raise NotAStorageRoot(
            f"{shown(path)} 不像是 {shown(there.path)} 的原件，没有改动。",
            f"{shown(path)} does not look like what {shown(there.path)} is a copy of; nothing was changed.",
        )
    with environment(f"无法修复 {shown(path)}", f"cannot repair {shown(path)}"):
        wanted = {name: read_beneath(there.path, name) for name in _declarations(there)}
        mended = tuple(name for name, data in wanted.items() if not _holds(path, name, data))
        for name in mended:
            _replace(path, name, wanted[name])
        for stray in path.glob("0=*"):
            if stray.name not in wanted:
                stray.unlink()
        sync_chain(path, path)
    open_root(path)
    return mended


def _declarations(root: StorageRoot) -> list[str]:
    config = f"{EXTENSIONS}/{root.layout.extension}/{CONFIG}" if root.layout else ""
    names = [f"0=ocfl_{root.specification}", LAYOUT_FILE, config]
    return [name for name in names if name and (root.path / name).exists()]


def _is_the_same_archive(path: Path, there: StorageRoot) -> bool:
    """Return whether there is an object, and the first that can be opened stands where the copy's layout wants it."""
    here = StorageRoot(path, there.layout, there.specification)
    for place, code in walk(path) if path.is_dir() else ():
        try:
            if not code and open_object_at(here, place):
                return True
        except DamagedObject:
            continue
    return False


def _holds(path: Path, name: str, data: bytes) -> bool:
    try:
        return read_beneath(path, name) == data
    except OSError:
        return False


def _replace(path: Path, name: str, data: bytes) -> None:
    """Let a file be these bytes, in one step."""
    (path / UNDECLARED).unlink(missing_ok=True)
    write_new(path / UNDECLARED, data)
    target = path / name
    target.parent.mkdir(parents=True, exist_ok=True)
    (path / UNDECLARED).replace(target)
    sync_chain(target.parent, path)
