"""The storage root: how an archive declares itself, and where each object stands (OCFL 1.1, section 4).

We make roots of layout 0003 (`archive.layout`). A root that another tool made can be read in any layout, and without
one: then an object is looked for in every folder.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.digest import digest_of
from archive.errors import InvalidId, NotAStorageRoot, RootExists
from archive.extensions import EXTENSIONS
from archive.filesystem import (
    environment,
    exclusive,
    is_real_folder,
    make_folders,
    read_beneath,
    shown,
    sync_folder,
    sync_tree,
    write_new,
)
from archive.hierarchy import walk
from archive.inventory import INVENTORY, SPECIFICATION
from archive.layout import HashAndIdTuples, Layout, config_of, is_known, parse_layout
from archive.object_id import check_object_id
from archive.problems import UNKNOWN_LAYOUT, Problem, Severity, problem

DECLARATION = "0=ocfl_1.1"
LAYOUT_FILE = "ocfl_layout.json"
CONFIG = "config.json"
OURS = HashAndIdTuples()  # the layout of the roots that we make
READY = "ready"
UNDECLARED = "heding-init"  # the declaration, before it takes its name
_WORK = "heding-work"


@dataclass(frozen=True, slots=True)
class StorageRoot:
    """An archive: the absolute path of its folder, its layout (None where we cannot tell), and what it declares."""

    path: Path
    layout: Layout | None = OURS
    specification: str = SPECIFICATION

    def object_path(self, object_id: str) -> Path:
        """Return where the object of this id stands or would stand.

        Raises InvalidId where it may not be called so, NotAStorageRoot where the archive is not one that we add to.
        """
        check_object_id(object_id)
        if self.layout is None or self.specification != SPECIFICATION:
            raise NotAStorageRoot(
                f"档案 {shown(self.path)} 由别的工具建成（布局或规范版本不同），这里只能读取和核对，不能写入。",
                f"another tool made the archive {shown(self.path)} (its layout or specification is another): here it "
                "can be read and verified, not written.",
            )
        if (location := self.layout.location(object_id)) is None:
            name = shown(object_id)
            raise InvalidId(
                f"按此档案的布局，没有地方存放“{name}”。", f"the layout of this archive has no place for “{name}”."
            )
        return self.path / location

    def locate(self, object_id: str) -> Path | None:
        """Return the folder of the object of this id, whoever named it; None where the archive has no such object."""
        if self.layout is None:
            return next((path for path in self.objects() if object_id == self._id_at(path)), None)
        location = self.layout.location(object_id)
        path = self.path / location if location else None
        return path if path and self._holds(path) else None

    @property
    def work(self) -> Path:
        """Where the next states of objects are built (archive.workspace).

        It lies in the folder of the layout's extension: section 4.4 allows only folders of extensions in `extensions`,
        and validators warn of unknown ones, but nothing is said of what is in them.
        """
        extensions = self.path / EXTENSIONS
        own = extensions / self.layout.extension if self.layout else extensions
        return (own if is_real_folder(own) else extensions) / _WORK

    def work_folder(self, path: Path) -> Path:
        """Return the work folder of the object that stands or will stand at this path."""
        return self.work / digest_of(os.fsencode(path.relative_to(self.path)), "sha256")

    def standing(self, path: Path) -> Path:
        """Return where the object of this place is to be read: there, or where it waits to take its place.

        It waits only where the file system cannot exchange folders, between two renames or after a kill between them.
        """
        waiting = self.work_folder(path) / READY / path.relative_to(self.path)
        return waiting if not path.exists() and waiting.exists() else path

    def _holds(self, path: Path) -> bool:
        # Asked of its place twice: it may have waited and taken it in between.
        return any(os.path.lexists(place) for place in (path, self.standing(path), path))

    def is_at_its_place(self, object_id: str, location: str) -> bool:
        """Return whether the object of this id may stand at `location` below the root, as far as we can tell."""
        return self.layout is None or str(self.layout.location(object_id)) == location

    def _id_at(self, path: Path) -> str | None:
        inventory = _parse(_read(path, INVENTORY))
        object_id = inventory.get("id") if inventory else None
        return object_id if isinstance(object_id, str) else None

    def objects(self) -> Iterator[Path]:
        """Yield the folder of every object, in the order of their paths. No link is followed."""
        return (path for path, code in walk(self.path) if not code)


def create_root(path: Path) -> StorageRoot:
    """Make an empty archive in a new or empty folder. Raises RootExists, EnvironmentTrouble.

    The declaration comes last and by a rename: a folder without it is no archive. What a killed call left is no
    obstacle to the next.
    """
    path = path.absolute()
    _check_vacant(path)
    with environment(f"无法新建档案 {shown(path)}", f"cannot create the archive {shown(path)}"):
        existed = path.exists()
        make_folders(path)
        try:
            with exclusive(path):
                _check_vacant(path)
                _declare(path)
        except OSError:
            if not existed:
                path.rmdir()
            raise
    return StorageRoot(path)


def _check_vacant(path: Path) -> None:
    """Raise RootExists where the folder holds anything but what `_declare` leaves when it is killed."""
    files = {path / name for name in (*_layout_files(), UNDECLARED)}
    steps = files.union(*(file.parents for file in files))
    if path.is_dir():
        if all(found in steps for found in path.rglob("*")):
            return
    elif not os.path.lexists(path):
        return
    raise RootExists(
        f"{shown(path)} 已有内容，不能在那里新建档案。请换一个新的或空的文件夹。",
        f"{shown(path)} already holds something; choose a new or an empty folder for the archive.",
    )


def _declare(path: Path) -> None:
    _unmake(path)
    try:
        for relative, data in _layout_files().items():
            write_new(path / relative, data)
        write_new(path / UNDECLARED, b"ocfl_1.1\n")
        sync_tree(path)
        (path / UNDECLARED).rename(path / DECLARATION)
        sync_folder(path)
    except BaseException:
        _unmake(path)
        raise


def _unmake(path: Path) -> None:
    """Leave a folder as empty as it was before `_declare` failed or was killed in it."""
    for name in (DECLARATION, UNDECLARED, LAYOUT_FILE):
        (path / name).unlink(missing_ok=True)
    if (path / EXTENSIONS).exists():
        shutil.rmtree(path / EXTENSIONS)


def _layout_files() -> dict[str, bytes]:
    """Return the files by which a root of ours declares its layout."""
    declared = {
        "extension": OURS.extension,
        "description": "Hashed Truncated N-tuple Trees with Object ID Encapsulating Directory",
    }
    return {
        f"{EXTENSIONS}/{OURS.extension}/{CONFIG}": _json(config_of(OURS)),
        LAYOUT_FILE: _json(declared),
    }


def open_root(path: Path) -> StorageRoot:
    """Return the archive in this folder. Raises NotAStorageRoot with what to do."""
    root, problems = read_root(path)
    if any(found.code == "E069" for found in problems):
        raise NotAStorageRoot(
            f"{shown(path)} 不是档案。请用 heding archive init {shown(path)} 新建，或检查路径。",
            f"{shown(path)} is no archive. Create one with: heding archive init {shown(path)} - or check the path.",
        )
    problems = tuple(found for found in problems if found.severity is Severity.ERROR)
    if problems or root is None:
        zh = "；".join(f"{found.path}：{found.zh}" for found in problems)
        en = "; ".join(f"{found.path}: {found.en}" for found in problems)
        raise NotAStorageRoot(
            f"无法打开档案 {shown(path)}：{zh}。请从备份恢复所列文件。",
            f"cannot open the archive {shown(path)}: {en}. Restore these files from a backup.",
        )
    return root


def read_root(path: Path) -> tuple[StorageRoot | None, tuple[Problem, ...]]:
    """Read how a folder declares itself: return the archive, or None where that cannot be used, and every problem."""
    path = path.absolute()
    declarations = [name for name in _names(path) if name.startswith("0=")]
    problems = []
    specification = SPECIFICATION
    if len(declarations) != 1:
        problems.append(problem("E076" if declarations else "E069", "", ", ".join(declarations) or DECLARATION))
    elif declarations[0] not in (DECLARATION, "0=ocfl_1.0"):
        problems.append(problem("E079", declarations[0]))
    else:
        specification = declarations[0].removeprefix("0=ocfl_")
        if _read(path, declarations[0]) != f"ocfl_{specification}\n".encode():
            problems.append(problem("E080", declarations[0]))
    layout, found = _read_layout(path)
    problems += found
    unusable = any(found.severity is Severity.ERROR for found in problems)
    return None if unusable else StorageRoot(path, layout, specification), tuple(problems)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def _read(root: Path, relative: str) -> bytes | None:
    try:
        return read_beneath(root, relative)
    except OSError:
        return None  # missing, a link or unreadable: whoever asked reports it by the file's name


def _read_layout(path: Path) -> tuple[Layout | None, tuple[Problem, ...]]:
    """Return the layout that a root declares, None where it declares none or one that we do not know."""
    layouts = [name for name in _names(path / EXTENSIONS) if is_known(name)]
    if LAYOUT_FILE not in _names(path) and not layouts:
        return None, ()
    declared = _parse(_read(path, LAYOUT_FILE))
    if declared is None or not all(isinstance(declared.get(key), str) for key in ("extension", "description")):
        return None, (problem("E070", LAYOUT_FILE),)
    extension = declared["extension"]
    if not is_known(extension):
        return None, (problem("E071" if layouts else UNKNOWN_LAYOUT, LAYOUT_FILE, extension),)
    where = f"{EXTENSIONS}/{extension}/{CONFIG}"
    config = _parse(_read(path, where)) if extension in layouts else {"extensionName": extension}
    layout = parse_layout(extension, config) if config and config.get("extensionName") == extension else None
    return layout, _changed(path) if layout else (problem("E071", where),)


def _changed(path: Path) -> tuple[Problem, ...]:
    """Return the file that is not as we write it while its sister is: no digest guards them."""
    ours = {relative: _read(path, relative) == data for relative, data in _layout_files().items()}
    if not any(ours.values()):
        return ()
    return tuple(
        problem("E070" if relative == LAYOUT_FILE else "E071", relative) for relative, same in ours.items() if not same
    )


def _parse(data: bytes | None) -> dict[str, Any] | None:
    try:
        document = json.loads(data or b"")
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _json(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"
