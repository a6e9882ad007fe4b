"""Import of a bag: what its manifests prove and nothing else goes in. Nothing in it is trusted.

A bag with any error, with links, with fetch.txt (nothing is ever fetched), or with names that some file system takes
for one is refused, before anything of it is stored.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from archive.bag_tags import FETCH
from archive.bagit import Bag, examine_bag, is_bag
from archive.digest import stream_digests
from archive.errors import InvalidId, RefusedImport
from archive.filesystem import environment, open_beneath, shown
from archive.fixity import verify
from archive.logical_paths import find_fault
from archive.object_id import check_object_id
from archive.problems import Problem, Severity
from archive.unpacking import Limits, unpack


@dataclass(frozen=True, slots=True)
class Received:
    """What a bag brings: the id that its sender gave it, its files by logical path, and its description."""

    object_id: str
    files: Mapping[str, bytes]
    description: str


def read_bag(path: Path, limits: Limits, object_id: str = "") -> Received:
    """Read a bag, a folder or a ZIP or TAR file, every byte proved. `object_id` takes the place of its own.

    Raises RefusedImport with what is wrong, EnvironmentTrouble where the system will not let us read.
    """
    with environment(f"无法读取 {shown(path)}", f"cannot read {shown(path)}"), _unpacked(path, limits) as folder:
        check_amount(folder, limits)
        bag = examine_bag(folder)
        if any(found.severity is Severity.ERROR for found in bag.problems):
            raise refuse(path, verify(folder).errors)  # the damaged files too, by name
        _check(bag, path)
        identifier = object_id or bag.element("External-Identifier")
        check_id(identifier, path)
        proved = {actual: _prove(folder, actual, bag) for actual in bag.content}
        files = {logical: proved[actual] for logical, actual in sorted(bag.payload.items())}
        return Received(identifier, files, bag.element("External-Description"))


def check_amount(folder: Path, limits: Limits) -> None:
    """Raise RefusedImport where a folder holds more bytes or entries than may be; it stops counting there."""
    entries = count = 0
    for here, folders, files in os.walk(folder):
        entries += len(folders) + len(files)
        limits.check(count, entries)
        for name in files:
            count += os.lstat(os.path.join(here, name)).st_size  # noqa: PTH118 (a path object each would be slow)
        limits.check(count, entries)


def refuse(path: Path, problems: tuple[Problem, ...]) -> RefusedImport:
    """Return the error that names the first of what is wrong with what should be imported."""
    zh = "；".join(f"{found.path or '.'}：{found.zh}（{found.code}）" for found in problems[:3])
    en = "; ".join(f"{found.path or '.'}: {found.en} ({found.code})" for found in problems[:3])
    more = len(problems) - 3
    return RefusedImport(
        f"没有导入 {shown(path)}：{zh}{f'；另有 {more} 处' if more > 0 else ''}。请向寄件方重新索取。",
        f"{shown(path)} was not imported: {en}{f'; and {more} more' if more > 0 else ''}. Ask its sender for it again.",
    )


@contextmanager
def _unpacked(path: Path, limits: Limits) -> Iterator[Path]:
    """Give the folder of a bag; one that is a file is unpacked for as long as it is needed."""
    if path.is_dir():
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="heding-") as place:
        unpack(path, Path(place), limits)
        inside = list(Path(place).iterdir())
        names = [entry.name for entry in inside]
        yield inside[0] if len(inside) == 1 and inside[0].is_dir() and not is_bag(names) else Path(place)


def _check(bag: Bag, path: Path) -> None:
    if any(found.path == FETCH for found in bag.problems):
        raise RefusedImport(
            f"{shown(path)} 里有 {FETCH}：这里从不下载。请让寄件方补全后去掉它。",
            f"{shown(path)} has a {FETCH}: nothing is ever fetched here. Ask for a complete bag without it.",
        )
    if not bag.payload:
        raise RefusedImport(f"{shown(path)} 是空的。", f"{shown(path)} is empty.")
    if fault := find_fault(bag.payload):
        raise RefusedImport(*fault)


def check_id(object_id: str, path: Path) -> None:
    """Raise RefusedImport where what comes from `path` may not be called so."""
    try:
        check_object_id(object_id)
    except InvalidId as error:
        raise RefusedImport(
            f"{shown(path)} 没有可用的标识：{error.zh}请用 --id 给出（仅限 BagIt 包）。",
            f"{shown(path)} has no id that could be used: {error.en} Give one with --id (bags only).",
        ) from error


def _prove(folder: Path, path: str, bag: Bag) -> bytes:
    """Return the bytes of a file, proved against every manifest that lists it."""
    with open_beneath(folder, path) as file:
        data = file.read()
    claims = bag.content[path]
    digests = stream_digests((data,), {algorithm for algorithm, _ in claims})
    if any(digests[algorithm] != digest for algorithm, digest in claims):
        raise RefusedImport(
            f"没有导入：{shown(path)} 与清单不符（BE11）。请向寄件方重新索取。",
            f"not imported: {shown(path)} is not what its manifest says (BE11). Ask its sender for it again.",
        )
    return data
