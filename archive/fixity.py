"""Fixity: every byte of an archive against its inventories. Nothing is opened for writing, no link is followed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from archive.digest import file_digests
from archive.extensions import EXTENSIONS
from archive.filesystem import environment, identity, open_beneath, shown
from archive.hierarchy import is_object, walk
from archive.object_conformance import Examination, examine, root_extensions
from archive.problems import UNREADABLE, Problem, Severity, problem
from archive.storage_root import (
    DECLARATION,
    LAYOUT_FILE,
    open_root,
    read_root,
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a verification is: objects done, content files read, bytes read."""

    objects: int = 0
    files: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification found. `bytes` counts the content read; inventories are read besides."""

    objects: int
    files: int
    bytes: int
    problems: tuple[Problem, ...]

    @property
    def intact(self) -> bool:
        """Whether nothing is wrong but what the specification merely advises against."""
        return not any(found.severity is Severity.ERROR for found in self.problems)


class _Tally:
    """The running counts of one verification, told to whoever watches it."""

    def __init__(self, progress: Callable[[Progress], None] | None) -> None:
        self.now = Progress()
        self._progress = progress

    def add(self, objects: int = 0, files: int = 0, read: int = 0) -> None:
        now = self.now
        self.now = Progress(now.objects + objects, now.files + files, now.bytes + read)
        if self._progress:
            self._progress(self.now)


def verify(path: Path, progress: Callable[[Progress], None] | None = None) -> Report:
    """Verify a storage root with all its objects, or the folder of one object.

    `progress` is called after every chunk read (a mebibyte at most) and after every object. Raises NotAStorageRoot
    where the folder is neither, EnvironmentTrouble where it cannot be listed.
    """
    path = path.absolute()
    tally = _Tally(progress)
    with environment(f"无法核对 {shown(path)}", f"cannot verify {shown(path)}"):
        names = [entry.name for entry in path.iterdir()] if path.is_dir() else []
        found = _verify_object(path, tally).problems if is_object(names) else _verify_root(path, names, tally)
        problems = tuple(found)
    return Report(tally.now.objects, tally.now.files, tally.now.bytes, problems)


def _verify_root(path: Path, names: list[str], tally: _Tally) -> Iterator[Problem]:
    if not {LAYOUT_FILE, EXTENSIONS}.intersection(names) and not any(name.startswith("0=ocfl_") for name in names):
        open_root(path)  # it says what is missing
    root, problems = read_root(path)
    yield from problems
    yield from root_extensions(path)
    for place, code in walk(path):
        location = place.relative_to(path).as_posix()
        if code:
            yield problem(code, location)
            continue
        found = _verify_object(place, tally)
        yield from (replace(each, path=f"{shown(location)}/{each.path}".rstrip("/")) for each in found.problems)
        if found.specification > "1.0" and DECLARATION not in names:
            yield problem("E081", location, found.specification)
        if root and found.inventory and not root.is_at_its_place(found.inventory.object_id, location):
            yield problem("E083", location, found.inventory.object_id)


def _verify_object(folder: Path, tally: _Tally) -> Examination:
    """Examine one object and read its content.

    Where something is wrong and a deposit exchanged the folder in the meantime, what was seen may be of two
    versions: then it is seen afresh.
    """
    while True:
        before, start = identity(folder), tally.now
        try:
            examination = examine(folder)
        except OSError as error:
            where = Path(error.filename or folder).relative_to(folder).as_posix().removeprefix(".")
            examination = Examination((problem(UNREADABLE, where, error.strerror or str(error)),))
        damage = tuple(_verify_content(folder, examination, tally))
        if not (damage or examination.problems) or identity(folder) == before:
            tally.add(objects=1)
            return replace(examination, problems=examination.problems + damage)
        tally.now = start


def _verify_content(folder: Path, examination: Examination, tally: _Tally) -> Iterator[Problem]:
    for path, claims in examination.content.items():
        try:
            with open_beneath(folder, path) as file:
                digests = file_digests(file, {algorithm for algorithm, _ in claims}, lambda size: tally.add(read=size))
        except OSError as error:
            yield problem(UNREADABLE, path, error.strerror or str(error))
            continue
        tally.add(files=1)
        for code in sorted({code for (algorithm, digest), code in claims.items() if digests[algorithm] != digest}):
            yield problem(code, path)
