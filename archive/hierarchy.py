"""The storage hierarchy: every object below a storage root, and whatever does not belong there (OCFL 1.1, 4.2)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path

from archive.extensions import EXTENSIONS
from archive.filesystem import identity
from archive.inventory import INVENTORY
from archive.problems import UNREADABLE

OBJECT_DECLARATION = "0=ocfl_object_"


class _Kind(Enum):
    FOLDER = 1
    LINK = 2
    OTHER = 3


def walk(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield every object's folder with an empty code, and every stray below the root with its validation code.

    In the order of paths, without following a link. The files of the root itself are their own business (E087).
    """
    top = os.fspath(root)  # paths as strings: this is the loop that a listing of the whole archive waits for
    waiting = [(f"{top}/{name}", kind) for name, kind in _entries(top) if name != EXTENSIONS]
    while waiting:
        path, kind = waiting.pop()
        if kind is _Kind.LINK:
            yield Path(path), "E090"
        elif kind is _Kind.OTHER:
            if os.path.dirname(path) != top:  # noqa: PTH120
                yield Path(path), "E072"
        else:
            try:
                entries = _entries(path)
            except OSError:
                yield Path(path), UNREADABLE
                continue
            if is_object(name for name, _ in entries):
                yield Path(path), ""
            elif entries:
                waiting += [(f"{path}/{name}", kind) for name, kind in entries]
            else:
                yield Path(path), "E073"


def is_object(names: Iterable[str]) -> bool:
    """Return whether a folder with these entries is an object's, even one that lacks its declaration."""
    return any(name.startswith((OBJECT_DECLARATION, INVENTORY)) for name in names)


def _entries(folder: str) -> list[tuple[str, _Kind]]:
    """Return what is in a folder, the last name first: `walk` takes them from the end.

    It is listed afresh where an object was exchanged into its place meanwhile.
    """
    while True:
        before = identity(folder)
        with os.scandir(folder) as found:
            entries = sorted(((entry.name, _kind(entry)) for entry in found), key=lambda entry: entry[0], reverse=True)
        if is_object(name for name, _ in entries) or identity(folder) == before:
            return entries


def _kind(entry: os.DirEntry[str]) -> _Kind:
    if entry.is_symlink():
        return _Kind.LINK
    return _Kind.FOLDER if entry.is_dir(follow_symlinks=False) else _Kind.OTHER
