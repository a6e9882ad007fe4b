"""The storage root: how an archive declares itself, and where each object stands (OCFL 1.1, section 4).

We make roots of layout 0003 (`archive.layout`). A root that another tool made can be read in any layout, and without
one: then an object is looked for in every folder.
"""

from __future__ import annotations

import json
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.errors import InvalidId, NotAStorageRoot, RootExists
from archive.extensions import EXTENSIONS
from archive.filesystem import environment, read_beneath, shown, sync_folder, sync_tree, write_new
from archive.inventory import INVENTORY, SPECIFICATION
from archive.layout import HashAndIdTuples, Layout, config_of, is_known, parse_layout
from archive.problems import UNKNOWN_LAYOUT, UNREADABLE, Problem, Severity, problem

DECLARATION = "0=ocfl_1.1"
LAYOUT_FILE = "ocfl_layout.json"
CONFIG = "config.json"
OBJECT_DECLARATION = "0=ocfl_object_"
OURS = HashAndIdTuples()  # the layout of the roots that we make
_LONGEST_ID = 1024  # bytes of UTF-8; OCFL sets no limit, people's patience does


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
        return path if path and (path.exists() or path.is_symlink()) else None

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

    The declaration is written last: a folder without it is no archive.
    """
    path = path.absolute()
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise RootExists(
            f"{shown(path)} 已有内容，不能在那里新建档案。请换一个新的或空的文件夹。",
            f"{shown(path)} already holds something; choose a new or an empty folder for the archive.",
        )
    existed = path.exists()
    try:
        with environment(f"无法新建档案 {shown(path)}", f"cannot create the archive {shown(path)}"):
            for relative, data in _layout_files().items():
                write_new(path / relative, data)
            write_new(path / DECLARATION, b"ocfl_1.1\n")
            sync_tree(path)
            sync_folder(path.parent)
    except BaseException:
        _unmake(path, existed)
        raise
    return StorageRoot(path)


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


def _unmake(path: Path, existed: bool) -> None:
    """Leave a folder as it was before `create_root` failed in it."""
    if not path.is_dir():
        return
    for name in (DECLARATION, LAYOUT_FILE):
        (path / name).unlink(missing_ok=True)
    if (path / EXTENSIONS).exists():
        shutil.rmtree(path / EXTENSIONS)
    if not existed:
        path.rmdir()


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
        problems.append(problem("E076" if declarations else "E069", "", ", ".join(declarations)))
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


def walk(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield every object's folder with an empty code, and every stray below the root with its validation code.

    In the order of paths, without following a link. The files of the root itself are its own business (E087).
    """
    folders = [path for path in _children(root) if path.name != EXTENSIONS or path.parent != root]
    while folders:
        path = folders.pop()
        if path.is_symlink():
            yield path, "E090"
        elif not path.is_dir():
            if path.parent != root:
                yield path, "E072"
        else:
            try:
                children = _children(path)
            except OSError:
                yield path, UNREADABLE
                continue
            if is_object([child.name for child in children]):
                yield path, ""
            elif children:
                folders += children
            else:
                yield path, "E073"


def is_object(names: list[str]) -> bool:
    """Return whether a folder with these entries is an object's, even one that lacks its declaration."""
    return any(name.startswith((OBJECT_DECLARATION, INVENTORY)) for name in names)


def check_object_id(object_id: str) -> None:
    """Raise InvalidId unless the id is fit to name an object for long.

    It is not empty, neither padded nor over-long (1,024 bytes of UTF-8), has no control character, and is in NFC,
    so that two ids that look the same are the same.
    """
    if not object_id or object_id != object_id.strip():
        fault = "不能为空，首尾不能有空白", "must not be empty nor begin or end with white space"
    elif any(unicodedata.category(char) in ("Cc", "Cs") for char in object_id):
        fault = "不能含控制字符", "must hold no control character"
    elif len(object_id.encode()) > _LONGEST_ID:
        fault = f"不能超过 {_LONGEST_ID} 字节", f"must not be longer than {_LONGEST_ID} bytes"
    elif not unicodedata.is_normalized("NFC", object_id):
        fault = "必须是 Unicode NFC 形式", "must be in Unicode's NFC"
    else:
        return
    name = shown(object_id[:80].encode("utf-8", "backslashreplace").decode())
    raise InvalidId(f"对象标识“{name}”不合用：{fault[0]}。", f"the object id “{name}” cannot be used: it {fault[1]}.")


def _children(folder: Path) -> list[Path]:
    """Return the entries of a folder, the last name first: `walk` takes them from the end."""
    return [folder / name for name in reversed(_names(folder))]


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
