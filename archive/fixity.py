"""Fixity: every byte of an archive, an object or a bag against what vouches for it.

Nothing is opened for writing, no link is followed, and memory does not grow with the archive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from archive.bag_problems import bag_problem
from archive.bagit import examine_bag, is_bag
from archive.digest import file_digests
from archive.extensions import EXTENSIONS
from archive.filesystem import environment, identity, open_beneath, shown
from archive.hierarchy import is_object, walk
from archive.object_conformance import Content, Examination, examine, root_extensions
from archive.problems import UNREADABLE, Problem, Severity, problem
from archive.storage_root import DECLARATION, LAYOUT_FILE, StorageRoot, open_root, read_root


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a verification is: objects done, content files read, bytes read."""

    objects: int = 0
    files: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found of one object: where it stands below the root, its newest version, its inventory's digest.

    `object_id`, `version` and `digest` are empty where the inventory cannot be used. `bytes` counts the content read.
    """

    location: str
    object_id: str
    version: str
    digest: str
    bytes: int
    intact: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification found. `bytes` counts the content read; inventories are read besides."""

    objects: int
    files: int
    bytes: int
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that are more than the specification's advice."""
        return tuple(found for found in self.problems if found.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that are no more than that."""
        return tuple(found for found in self.problems if found.severity is Severity.WARNING)

    @property
    def intact(self) -> bool:
        """Whether nothing is wrong but what the specification merely advises against."""
        return not self.errors


@dataclass(slots=True)
class _Tally:
    """The running counts of one verification, told to whoever watches it."""

    progress: Callable[[Progress], None] | None
    now: Progress = Progress()

    def add(self, objects: int = 0, files: int = 0, read: int = 0) -> None:
        now = self.now
        self.now = Progress(now.objects + objects, now.files + files, now.bytes + read)
        if self.progress:
            self.progress(self.now)


def verify(
    path: Path,
    progress: Callable[[Progress], None] | None = None,
    *,
    wanted: Callable[[str], bool] = lambda location: True,
    proved: Callable[[Proof], None] = lambda proof: None,
) -> Report:
    """Verify a storage root with its objects, the folder of one object, or a bag.

    `progress` is called after every chunk read (a mebibyte at most) and after every object. Of a root, only objects
    are read whose location is `wanted`, and each is told to `proved`; everything beside objects is always checked.
    Raises NotAStorageRoot where the folder is none of the three, EnvironmentTrouble where it cannot be listed.
    """
    path = path.absolute()
    tally = _Tally(progress)
    with environment(f"无法核对 {shown(path)}", f"cannot verify {shown(path)}"):
        names = [entry.name for entry in path.iterdir()] if path.is_dir() else []
        if is_bag(names):
            problems = tuple(_verify_bag(path, tally))
        elif is_object(names):
            problems = _verify_object(path, tally).problems
        else:
            problems = tuple(_verify_root(path, names, tally, wanted, proved))
    return Report(tally.now.objects, tally.now.files, tally.now.bytes, problems)


def prove(folder: Path) -> Examination:
    """Return the examination of one object's folder with everything that is wrong in it, content included."""
    return _verify_object(folder, _Tally(None))


def _verify_root(
    path: Path, names: list[str], tally: _Tally, wanted: Callable[[str], bool], proved: Callable[[Proof], None]
) -> Iterator[Problem]:
    if not {LAYOUT_FILE, EXTENSIONS}.intersection(names) and not any(name.startswith("0=ocfl_") for name in names):
        open_root(path)  # it says what is missing
    root, problems = read_root(path)
    yield from problems
    yield from root_extensions(path)
    for place, code in walk(path):
        location = place.relative_to(path).as_posix()
        if code:
            yield problem(code, location)
        elif wanted(location):
            before = tally.now.bytes
            found = _verify_object(place, tally)
            wrong = [replace(each, path=f"{shown(location)}/{each.path}".rstrip("/")) for each in found.problems]
            wrong += _misplaced(root, location, found, names)
            yield from wrong
            proved(_proof(location, found, tally.now.bytes - before, wrong))


def _misplaced(root: StorageRoot | None, location: str, found: Examination, names: list[str]) -> Iterator[Problem]:
    if found.specification > "1.0" and DECLARATION not in names:
        yield problem("E081", location, found.specification)
    if root and found.inventory and not root.is_at_its_place(found.inventory.object_id, location):
        yield problem("E083", location, found.inventory.object_id)


def _proof(location: str, found: Examination, read: int, problems: list[Problem]) -> Proof:
    intact = not any(each.severity is Severity.ERROR for each in problems)
    if found.inventory is None:
        return Proof(location, "", "", "", read, intact)
    inventory = found.inventory
    return Proof(location, inventory.object_id, inventory.head.number, found.digest, read, intact)


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
        damage = tuple(_verify_content(folder, examination.content, tally, problem))
        if not (damage or examination.problems) or identity(folder) == before:
            tally.add(objects=1)
            return replace(examination, problems=examination.problems + damage)
        tally.now = start


def _verify_bag(folder: Path, tally: _Tally) -> Iterator[Problem]:
    bag = examine_bag(folder)
    yield from bag.problems
    yield from _verify_content(folder, bag.content, tally, bag_problem)
    tally.add(objects=1)


def _verify_content(
    folder: Path, content: Content, tally: _Tally, tell: Callable[[str, str, str], Problem]
) -> Iterator[Problem]:
    for path, claims in content.items():
        try:
            with open_beneath(folder, path) as file:
                digests = file_digests(file, {algorithm for algorithm, _ in claims}, lambda size: tally.add(read=size))
        except OSError as error:
            yield problem(UNREADABLE, path, error.strerror or str(error))
            continue
        tally.add(files=1)
        differing = {code: algorithm for (algorithm, digest), code in claims.items() if digests[algorithm] != digest}
        for code, algorithm in sorted(differing.items()):
            yield tell(code, path, algorithm)
