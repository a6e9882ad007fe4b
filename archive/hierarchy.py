"""The storage hierarchy: every object below a storage root, and whatever does not belong there (OCFL 1.1, 4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archive.extensions import EXTENSIONS
from archive.filesystem import identity
from archive.inventory import INVENTORY
from archive.problems import UNREADABLE

OBJECT_DECLARATION = "0=ocfl_object_"


def walk(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield every object's folder with an empty code, and every stray below the root with its validation code.

    In the order of paths, without following a link. The files of the root itself are its own business (E087).
    """
    folders = [root / name for name in reversed(_names(root)) if name != EXTENSIONS]
    while folders:
        path = folders.pop()
        if path.is_symlink():
            yield path, "E090"
        elif not path.is_dir():
            if path.parent != root:
                yield path, "E072"
        else:
            try:
                names = _names(path)
            except OSError:
                yield path, UNREADABLE
                continue
            if is_object(names):
                yield path, ""
            elif names:
                folders += [path / name for name in reversed(names)]
            else:
                yield path, "E073"


def is_object(names: list[str]) -> bool:
    """Return whether a folder with these entries is an object's, even one that lacks its declaration."""
    return any(name.startswith((OBJECT_DECLARATION, INVENTORY)) for name in names)


def _names(folder: Path) -> list[str]:
    """Return the names in a folder, listed afresh where an object was exchanged into its place meanwhile."""
    while True:
        before = identity(folder)
        names = sorted(path.name for path in folder.iterdir())
        if is_object(names) or identity(folder) == before:
            return names
