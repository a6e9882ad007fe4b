"""The storage root: how an archive declares itself, and where each object stands (OCFL 1.1, section 4).

Layout: extension 0003-hash-and-id-n-tuple-storage-layout, with the parameters of its config.json.
"""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from archive.digest import ALGORITHMS, digest_of
from archive.errors import InvalidId, NotAStorageRoot, RootExists
from archive.filesystem import environment, read_beneath, shown, sync_folder, sync_tree, write_new
from archive.inventory import INVENTORY
from archive.problems import UNREADABLE, Problem, problem

DECLARATION = "0=ocfl_1.1"
LAYOUT_FILE = "ocfl_layout.json"
LAYOUT_EXTENSION = "0003-hash-and-id-n-tuple-storage-layout"
EXTENSIONS = "extensions"
OBJECT_DECLARATION = "0=ocfl_object_"
_CONFIG = f"{EXTENSIONS}/{LAYOUT_EXTENSION}/config.json"
_LONGEST_ID = 1024  # bytes of UTF-8; OCFL sets no limit, people's patience does


@dataclass(frozen=True, slots=True)
class Layout:
    """The parameters of extension 0003: an id's digest is cut into `number_of_tuples` of `tuple_size` characters."""

    digest_algorithm: str = "sha256"
    tuple_size: int = 3
    number_of_tuples: int = 3

    def location(self, object_id: str) -> PurePosixPath:
        """Return where the object of this id stands, relative to the storage root."""
        digest = digest_of(object_id.encode(), self.digest_algorithm)
        size = self.tuple_size
        tuples = [digest[at * size : (at + 1) * size] for at in range(self.number_of_tuples)]
        name = re.sub(r"[^A-Za-z0-9_-]", lambda found: _percent_encode(found[0]), object_id)
        return PurePosixPath(*tuples, name if len(name) <= 100 else f"{name[:100]}-{digest}")


@dataclass(frozen=True, slots=True)
class StorageRoot:
    """An archive: the absolute path of its folder, and its layout."""

    path: Path
    layout: Layout = Layout()

    def object_path(self, object_id: str) -> Path:
        """Return where the object of this id stands or would stand. Raises InvalidId."""
        check_object_id(object_id)
        return self.path / self.layout.location(object_id)

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
    layout = Layout()
    config = {"extensionName": LAYOUT_EXTENSION, **{_camel(key): value for key, value in asdict(layout).items()}}
    declared = {
        "extension": LAYOUT_EXTENSION,
        "description": "Hashed Truncated N-tuple Trees with Object ID Encapsulating Directory",
    }
    existed = path.exists()
    try:
        with environment(f"无法新建档案 {shown(path)}", f"cannot create the archive {shown(path)}"):
            write_new(path / _CONFIG, _json(config))
            write_new(path / LAYOUT_FILE, _json(declared))
            write_new(path / DECLARATION, b"ocfl_1.1\n")
            sync_tree(path)
            sync_folder(path.parent)
    except BaseException:
        _unmake(path, existed)
        raise
    return StorageRoot(path, layout)


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
    if problems or root is None:
        zh = "；".join(f"{found.path}：{found.zh}" for found in problems)
        en = "; ".join(f"{found.path}: {found.en}" for found in problems)
        raise NotAStorageRoot(
            f"无法打开档案 {shown(path)}：{zh}。请从备份恢复所列文件。",
            f"cannot open the archive {shown(path)}: {en}. Restore these files from a backup.",
        )
    return root


def read_root(path: Path) -> tuple[StorageRoot | None, tuple[Problem, ...]]:
    """Read how a folder declares itself: return the archive, or None where its layout is unknown, and every problem."""
    path = path.absolute()
    declarations = [name for name in _names(path) if name.startswith("0=")]
    problems = []
    if len(declarations) != 1:
        problems.append(problem("E076" if declarations else "E069", "", ", ".join(declarations)))
    elif declarations[0] not in (DECLARATION, "0=ocfl_1.0"):
        problems.append(problem("E079", declarations[0]))
    else:
        contents = _read(path, declarations[0])
        if contents != declarations[0].removeprefix("0=").encode() + b"\n":
            problems.append(problem("E080", declarations[0]))
    layout = _read_layout(path)
    if isinstance(layout, Problem):
        return None, (*problems, layout)
    return StorageRoot(path, layout), tuple(problems)


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


def _read_layout(path: Path) -> Layout | Problem:
    declared = _parse(_read(path, LAYOUT_FILE))
    if declared is None or not all(isinstance(declared.get(key), str) for key in ("extension", "description")):
        return problem("E070", LAYOUT_FILE)
    if declared["extension"] != LAYOUT_EXTENSION:
        return problem("E071", LAYOUT_FILE, declared["extension"])
    config = _parse(_read(path, _CONFIG))
    if config is None or config.get("extensionName") != LAYOUT_EXTENSION:
        return problem("E071", _CONFIG)
    default = Layout()
    layout = Layout(
        config.get("digestAlgorithm", default.digest_algorithm),
        config.get("tupleSize", default.tuple_size),
        config.get("numberOfTuples", default.number_of_tuples),
    )
    return layout if _is_sound(layout) else problem("E071", _CONFIG)


def _is_sound(layout: Layout) -> bool:
    """Return whether the parameters are within the bounds that extension 0003 sets."""
    sizes = (layout.tuple_size, layout.number_of_tuples)
    if layout.digest_algorithm not in tuple(ALGORITHMS) or not all(
        type(size) is int and 0 <= size <= 32 for size in sizes
    ):
        return False
    length = ALGORITHMS[layout.digest_algorithm]().digest_size * 2
    return (sizes[0] == 0) == (sizes[1] == 0) and sizes[0] * sizes[1] <= length


def _parse(data: bytes | None) -> dict[str, Any] | None:
    try:
        document = json.loads(data or b"")
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _json(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"


def _percent_encode(char: str) -> str:
    return "".join(f"%{byte:02x}" for byte in char.encode())


def _camel(key: str) -> str:
    first, *rest = key.split("_")
    return first + "".join(word.capitalize() for word in rest)
