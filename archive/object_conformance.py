"""What OCFL demands of an object's folder and of its inventories among each other (OCFL 1.0 and 1.1, section 3).

It lists folders and reads inventories; `archive.fixity` then reads the content that is expected here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from archive import extensions
from archive.digest import CONTENT_ALGORITHMS, digest_of
from archive.extensions import EXTENSIONS
from archive.filesystem import is_real_folder, read_beneath
from archive.inventory import INVENTORY, Inventory, parse_inventory, sidecar_name
from archive.problems import UNREADABLE, Problem, problem

SPECIFICATIONS = ("1.0", "1.1")


# What is claimed of each file that should be read: (algorithm, digest) → the code of the problem where it is another.
Content = Mapping[str, Mapping[tuple[str, str], str]]


@dataclass(frozen=True, slots=True)
class Examination:
    """What an object's structure shows: its problems (paths relative to the object), its declared specification.

    `content` holds the files that stand in the object and should, each with what some inventory claims of it. It is
    empty, and `inventory` None, where the root inventory cannot be used. `digest` is that of the root inventory.
    """

    problems: tuple[Problem, ...]
    specification: str = ""
    inventory: Inventory | None = None
    content: Content = field(default_factory=dict)
    digest: str = ""


def examine(folder: Path) -> Examination:
    """Examine an object's folder without reading its content. Raises OSError where a folder cannot be listed."""
    problems: list[Problem] = []
    names = _list(folder, "", problems)
    specification = _declared(folder, names, problems)
    if INVENTORY not in names:
        problems += [*_strays(names, None), problem("E063", INVENTORY)]
        return Examination(tuple(problems), specification)
    stored, inventory = _inventory(folder, INVENTORY, problems)
    problems += _sidecar(folder, "", names, stored, inventory)
    problems += _strays(names, inventory)
    problems += extensions.in_object(_list_extensions(folder, problems))
    if inventory is None:
        return Examination(tuple(problems), specification)
    if specification and inventory.specification != specification:
        problems.append(problem("E038", INVENTORY, inventory.specification))
    problems += [problem("E046", version.number) for version in inventory.versions if version.number not in names]
    present = [version.number for version in inventory.versions if is_real_folder(folder / version.number)]
    expected = {path: {(inventory.digest_algorithm, digest): "E092"} for path, digest in inventory.content.items()}
    _expect_fixity(inventory, expected)
    found: set[str] = set()
    earlier = "1.0"
    for number in present:
        found |= _content_files(folder, number, inventory, problems)
        older = _version_inventory(folder, number, inventory, stored, problems)
        if older is not None:
            if older.specification < earlier:
                problems.append(problem("E103", f"{number}/{INVENTORY}", older.specification))
            earlier = older.specification
            for path, digest in older.content.items():
                expected.setdefault(path, {})[older.digest_algorithm, digest] = "E092"
            _expect_fixity(older, expected)
    problems += _cut_sidecars(folder, present)
    listed = inventory.content
    problems += [problem("E023", path) for path in sorted(found - listed.keys())]
    problems += [problem("E092", path) for path in sorted(expected.keys() - found)]
    content = {path: expected[path] for path in sorted(found & expected.keys())}
    digest = digest_of(stored, inventory.digest_algorithm)
    return Examination(tuple(problems), specification, inventory, content, digest)


def _list(folder: Path, prefix: str, problems: list[Problem]) -> dict[str, bool]:
    """Return the names in a folder, True for folders; what is neither file nor folder is a problem and left out."""
    names = {}
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False):
                names[entry.name] = True
            elif entry.is_file(follow_symlinks=False):
                names[entry.name] = False
            else:
                problems.append(problem("E090" if entry.is_symlink() else "E001", prefix + entry.name))
    return names


def _declared(folder: Path, names: dict[str, bool], problems: list[Problem]) -> str:
    """Return the specification that the object declares, empty where it does not (section 3.3.1)."""
    declarations = [name for name in names if name.startswith("0=")]
    if len(declarations) != 1:
        problems.append(problem("E003", "", ", ".join(declarations) or f"0=ocfl_object_{SPECIFICATIONS[-1]}"))
    specification = ""
    for name in declarations:
        specification = name.removeprefix("0=ocfl_object_")
        if specification not in SPECIFICATIONS:
            problems.append(problem("E006", name))
            specification = ""
        elif _bytes(folder, name, problems) != f"ocfl_object_{specification}\n".encode():
            problems.append(problem("E007", name))
    return specification


def _strays(names: dict[str, bool], inventory: Inventory | None) -> Iterator[Problem]:
    """Yield what does not belong in an object's folder (section 3.3)."""
    versions = {version.number for version in inventory.versions} if inventory else set()
    algorithms = (inventory.digest_algorithm,) if inventory else CONTENT_ALGORITHMS
    files = {INVENTORY, *map(sidecar_name, algorithms)}
    for name, is_folder in names.items():
        looks_like_version = re.fullmatch(r"v\d+", name, re.ASCII) is not None
        if not is_folder:
            if name not in files and not name.startswith("0="):
                yield problem("E001", name)
        elif name in ("logs", EXTENSIONS) or name in versions or (looks_like_version and inventory is None):
            continue
        else:
            yield problem("E046" if looks_like_version else "E001", name)


def root_extensions(folder: Path) -> list[Problem]:
    """Return what is wrong in a storage root's folder of extensions."""
    problems: list[Problem] = []
    return [*extensions.in_root(_list_extensions(folder, problems)), *problems]


def _list_extensions(folder: Path, problems: list[Problem]) -> dict[str, bool]:
    inside = folder / EXTENSIONS
    return _list(inside, f"{EXTENSIONS}/", problems) if is_real_folder(inside) else {}


def _inventory(folder: Path, where: str, problems: list[Problem]) -> tuple[bytes, Inventory | None]:
    """Read an inventory: return its bytes, and itself where it is sound."""
    stored = _bytes(folder, where, problems)
    if stored is None:
        return b"", None
    inventory, found = parse_inventory(stored, where)
    problems += found
    return stored, inventory


def _sidecar(
    folder: Path, prefix: str, names: dict[str, bool], stored: bytes, inventory: Inventory | None
) -> Iterator[Problem]:
    """Yield what is wrong with the sidecar of an inventory (section 3.7)."""
    candidates = (inventory.digest_algorithm,) if inventory else CONTENT_ALGORITHMS
    algorithm = next((candidate for candidate in candidates if sidecar_name(candidate) in names), None)
    if algorithm is None:
        yield problem("E058", prefix + INVENTORY)
        return
    where = prefix + sidecar_name(algorithm)
    unread: list[Problem] = []
    written = _bytes(folder, where, unread)
    yield from unread
    if written is None:
        return
    if not (match := re.fullmatch(rb"([0-9a-f]+|[0-9A-F]+)[ \t]+inventory\.json\n?", written)):
        yield problem("E061", where)
    elif match[1].decode().lower() != digest_of(stored, algorithm):
        yield problem("E060", prefix + INVENTORY, sidecar_name(algorithm))


def _cut_sidecars(folder: Path, versions: list[str]) -> Iterator[Problem]:
    """Yield the sidecars without a final newline where others of the object have one.

    The specification asks for none, so only their disagreement shows that one was cut off.
    """
    ends: dict[str, bool] = {}
    for prefix in ("", *(f"{number}/" for number in versions)):
        for where in (prefix + sidecar_name(algorithm) for algorithm in CONTENT_ALGORITHMS):
            if (written := _bytes(folder, where, [])) is not None:
                ends[where] = written.endswith(b"\n")
    if any(ends.values()):
        yield from (problem("E061", where) for where, ended in ends.items() if not ended)


def _version_inventory(
    folder: Path, number: str, inventory: Inventory, stored: bytes, problems: list[Problem]
) -> Inventory | None:
    """Check a version's own folder and inventory; return the inventory where it is sound (section 3.8)."""
    names = _list(folder / number, f"{number}/", problems)
    own: Inventory | None = None
    expected_files: set[str] = set()
    if INVENTORY not in names:
        problems.append(problem("W010", f"{number}/{INVENTORY}"))
    else:
        where = f"{number}/{INVENTORY}"
        unseen: list[Problem] = []
        own_stored, own = _inventory(folder, where, unseen)
        problems += _sidecar(folder, f"{number}/", names, own_stored, own)
        expected_files = {INVENTORY, sidecar_name(own.digest_algorithm if own else inventory.digest_algorithm)}
        if own_stored != stored:  # else its faults are the root inventory's, and told there
            problems += unseen
        if number != inventory.head.number:
            problems += _compare(own, number, inventory) if own else ()
        elif own_stored != stored:
            problems.append(problem("E064", where))
    for name, is_folder in names.items():
        if is_folder and name != inventory.content_directory:
            problems.append(problem("W002", f"{number}/{name}"))
        elif not is_folder and name not in expected_files:
            problems.append(problem("E015", f"{number}/{name}"))
    return own


def _compare(older: Inventory, number: str, inventory: Inventory) -> Iterator[Problem]:
    """Yield where a version's inventory is not the root inventory as it was then (sections 3.5, 3.8)."""
    where = f"{number}/{INVENTORY}"
    if older.object_id != inventory.object_id:
        yield problem("E037", where, older.object_id)
    if older.head.number != number:
        yield problem("E040", where, older.head.number)
    if inventory.content_directory_is_set and not older.content_directory_is_set:
        yield problem("E019", where)
    if older.content_directory != inventory.content_directory:
        yield problem("E020", where, older.content_directory)
    until = {version.number for version in inventory.versions[: len(older.versions)]}
    for path in inventory.content.keys() - older.content.keys():
        if path.split("/")[0] in until:
            yield problem("E023", path, where)
    yield from _compare_versions(older, where, inventory)


def _compare_versions(older: Inventory, where: str, inventory: Inventory) -> Iterator[Problem]:
    for version in older.versions:
        now = inventory.version(version.number)
        if now is None or not _same_state(older, version.state, inventory, now.state):
            yield problem("E066", where, version.number)
        elif (version.created, version.message, version.user) != (now.created, now.message, now.user):
            yield problem("W011", where, version.number)


def _same_state(older: Inventory, then: Mapping[str, str], inventory: Inventory, now: Mapping[str, str]) -> bool:
    """Return whether two states hold the same; where the digest algorithms differ, by the files they point to."""
    if older.digest_algorithm == inventory.digest_algorithm:
        return then == now
    return then.keys() == now.keys() and all(
        set(older.manifest[digest]) <= set(inventory.manifest[now[path]]) for path, digest in then.items()
    )


def _expect_fixity(inventory: Inventory, expected: dict[str, dict[tuple[str, str], str]]) -> None:
    for algorithm, block in inventory.fixity.items():
        for digest, paths in block.items():
            for path in paths:
                expected.setdefault(path, {}).setdefault((algorithm, digest), "E093")


def _content_files(folder: Path, number: str, inventory: Inventory, problems: list[Problem]) -> set[str]:
    """Return the content paths of a version's files (section 3.4); links and empty folders are problems."""
    top = f"{number}/{inventory.content_directory}"
    files: set[str] = set()
    if not is_real_folder(folder / top):
        return files
    pending = [top]
    while pending:
        here = pending.pop()
        count = len(problems)
        names = _list(folder / here, f"{here}/", problems)
        if not names and len(problems) == count:
            problems.append(problem("W003" if here == top else "E024", here))
        pending += [f"{here}/{name}" for name, is_folder in names.items() if is_folder]
        files |= {f"{here}/{name}" for name, is_folder in names.items() if not is_folder}
    return files


def _bytes(folder: Path, relative: str, problems: list[Problem]) -> bytes | None:
    try:
        return read_beneath(folder, relative)
    except OSError as error:
        problems.append(problem(UNREADABLE, relative, error.strerror or str(error)))
        return None
