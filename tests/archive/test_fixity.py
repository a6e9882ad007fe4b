from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import NotAStorageRoot
from archive.fixity import Progress, verify
from archive.storage_root import StorageRoot, create_root
from tests.archive.archives import CORRECTION, EDITION, keep, stored_files
from tests.archive.proofs.corruption import DAMAGES, corrupt
from tests.judges import need

OTHER = "urn:heding:明溪日报:2024-06-08"


def test_an_intact_archive_is_counted(root: StorageRoot) -> None:
    keep(root)
    keep(root, CORRECTION)
    keep(root, {"source.txt": b"other"}, OTHER)
    steps: list[Progress] = []
    report = verify(root.path, steps.append)
    assert report.intact
    assert report.problems == ()
    size = sum(path.stat().st_size for path in stored_files(root.path) if "content" in path.parts)
    assert (report.objects, report.files, report.bytes) == (2, 5, size)
    assert steps[-1] == Progress(2, 5, size)
    assert steps == sorted(steps, key=lambda step: (step.bytes, step.files, step.objects))


def test_one_object_can_be_verified(root: StorageRoot) -> None:
    receipt = keep(root)
    assert verify(receipt.path).objects == 1
    (receipt.path / "v1" / "content" / "issue.pdf").unlink()
    (found,) = verify(receipt.path).problems
    assert (found.code, found.path) == ("E092", "v1/content/issue.pdf")
    assert found.zh
    assert found.en


@pytest.mark.parametrize("name", ["missing", "empty", "file"])
def test_what_is_no_archive_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("")
    with pytest.raises(NotAStorageRoot):
        verify(tmp_path / name)


def _in_root(relative: str, text: str = "x") -> Callable[[Path, Path], str]:
    def damage(root: Path, _: Path) -> str:
        (root / relative).parent.mkdir(parents=True, exist_ok=True)
        (root / relative).write_text(text)
        return relative

    return damage


def _in_object(relative: str) -> Callable[[Path, Path], str]:
    def damage(root: Path, held: Path) -> str:
        (held / relative).parent.mkdir(parents=True, exist_ok=True)
        (held / relative).write_text("x")
        return str((held / relative).relative_to(root))

    return damage


def _remove(relative: str) -> Callable[[Path, Path], str]:
    def damage(root: Path, _: Path) -> str:
        (root / relative).unlink()
        return relative

    return damage


def _swap_content(root: Path, held: Path) -> str:
    one, other = held / "v1/content/source.txt", held / "v1/content/edition.json"
    data = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(data)
    return str(one.relative_to(root))


def _move_object(root: Path, held: Path) -> str:
    (root / "000").mkdir()
    held.rename(root / "000" / held.name)
    return f"000/{held.name}"


def _link(root: Path, held: Path) -> str:
    target = held / "v1/content/issue.pdf"
    elsewhere = root.parent / "outside.pdf"
    target.rename(elsewhere)
    target.symlink_to(elsewhere)
    return str(target.relative_to(root))


def _link_version(root: Path, held: Path) -> str:
    (held / "v1").rename(root.parent / "v1")
    (held / "v1").symlink_to(root.parent / "v1")
    return str((held / "v1").relative_to(root))


def _pipe(root: Path, held: Path) -> str:
    (held / "v1/content/issue.pdf").unlink()
    os.mkfifo(held / "v1/content/issue.pdf")
    return str((held / "v1/content/issue.pdf").relative_to(root))


def _stale_sidecar(root: Path, held: Path) -> str:
    shutil.copy(held / "v1/inventory.json.sha512", held / "inventory.json.sha512")
    return str((held / "inventory.json").relative_to(root))


def _stale_inventory(root: Path, held: Path) -> str:
    for name in ("inventory.json", "inventory.json.sha512"):
        shutil.copy(held / "v1" / name, held / name)
    return str((held / "v2").relative_to(root))


def _empty_folder(root: Path, held: Path) -> str:
    (held / "v1/content/empty").mkdir()
    return str((held / "v1/content/empty").relative_to(root))


def _stray_empty(root: Path, _: Path) -> str:
    (root / "fff" / "empty").mkdir(parents=True)
    return "fff/empty"


def _wrong_declaration(root: Path, held: Path) -> str:
    (held / "0=ocfl_object_1.1").write_text("ocfl_object_1.0\n")
    return str((held / "0=ocfl_object_1.1").relative_to(root))


def _two_declarations(root: Path, held: Path) -> str:
    (held / "0=ocfl_object_1.0").write_text("ocfl_object_1.0\n")
    return str(held.relative_to(root))


def _no_declaration(root: Path, held: Path) -> str:
    (held / "0=ocfl_object_1.1").unlink()
    return str(held.relative_to(root))


@pytest.mark.parametrize(
    ("code", "damage"),
    [
        ("E092", _swap_content),
        ("E083", _move_object),
        ("E090", _link),
        ("E090", _link_version),
        ("E001", _pipe),
        ("E060", _stale_sidecar),
        ("E046", _stale_inventory),
        ("E024", _empty_folder),
        ("E073", _stray_empty),
        ("E007", _wrong_declaration),
        ("E003", _two_declarations),
        ("E003", _no_declaration),
        ("E001", _in_object("stray.txt")),
        ("E015", _in_object("v1/stray.txt")),
        ("E023", _in_object("v1/content/stray.txt")),
        ("E046", _in_object("v7/stray.txt")),
        ("W002", _in_object("v1/other/stray.txt")),
        ("E067", _in_object("extensions/stray.txt")),
        ("W013", _in_object("extensions/mine/stray.txt")),
        ("E072", _in_root("abc/def/stray.txt")),
        ("E112", _in_root("extensions/stray.txt")),
        ("E069", _remove("0=ocfl_1.1")),
        ("E070", _remove("ocfl_layout.json")),
        ("E080", _in_root("0=ocfl_1.1")),
        ("E076", _in_root("0=ocfl_1.0")),
    ],
)
def test_every_kind_of_damage_is_named(root: StorageRoot, code: str, damage: Callable[[Path, Path], str]) -> None:
    held = keep(root).path
    keep(root, CORRECTION)
    path = damage(root.path, held)
    report = verify(root.path)
    assert report.intact == code.startswith("W")
    places = {found.path for found in report.problems if found.code == code}
    expected = {"E069": "", "E076": "", "W002": str(Path(path).parent), "W013": str(Path(path).parent)}
    if code == "E046":  # it is the version's folder that is missing or too many
        expected[code] = "/".join(Path(path).parts[:5])
    assert expected.get(code, path) in places


def test_a_left_over_of_a_killed_writer_is_a_warning(root: StorageRoot) -> None:
    (root.path / "extensions" / "other").mkdir()
    (found,) = verify(root.path).problems
    assert (found.code, found.path) == ("W016", "extensions/other")


def test_a_folder_that_cannot_be_listed_is_a_problem_among_others(root: StorageRoot) -> None:
    keep(root)
    locked = keep(root, object_id=OTHER).path / "v1" / "content"
    locked.chmod(0)
    code = (
        "import sys, pathlib; from archive.fixity import verify\n"
        "report = verify(pathlib.Path(sys.argv[1]))\n"
        "print(report.objects, report.intact, *(f'{found.code} {found.path}' for found in report.problems))"
    )
    command = [sys.executable, "-c", code, str(root.path)]
    if os.geteuid() == 0:  # to whom nothing is locked, until it gives up that right
        need(shutil.which("setpriv") is not None, "setpriv (util-linux)")
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *command]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    locked.chmod(0o755)
    assert done.stdout.split() == ["2", "False", "unreadable", locked.relative_to(root.path).as_posix()]


def test_names_that_are_no_text_are_shown(root: StorageRoot) -> None:
    held = keep(root).path
    (Path(os.fsdecode(os.fsencode(held) + b"/v1/content/\xff\x1b[31m"))).write_bytes(b"")
    (found,) = verify(root.path).problems
    assert found.path.endswith("v1/content/\\xff\\x1b[31m")


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = create_root(tmp_path_factory.mktemp("pristine") / "档案")
    for files in (EDITION, CORRECTION, {"页/01.txt": b"one", "source.txt": EDITION["source.txt"]}):
        keep(root, files)
    keep(root, EDITION, OTHER)
    return root.path


@given(data=st.data())
def test_one_change_of_any_file_of_an_object_is_found(data: st.DataObject, pristine: Path) -> None:
    victims = [path for path in stored_files(pristine) if any("urn" in part for part in path.parts)]
    victim = data.draw(st.sampled_from(victims))
    before = victim.read_bytes()
    how = data.draw(st.sampled_from(["flip", "flip", "flip", "cut", "grow", "remove", "rename", "extra"]))
    extra = victim.with_name(victim.name + "~")
    try:
        if how == "flip" and before:
            bit = data.draw(st.integers(0, len(before) * 8 - 1))
            after = bytearray(before)
            after[bit // 8] ^= 1 << bit % 8
            victim.write_bytes(after)
        elif how == "cut" and before:
            victim.write_bytes(before[: data.draw(st.integers(0, len(before) - 1))])
        elif how == "grow":
            victim.write_bytes(before + data.draw(st.binary(min_size=1, max_size=3)))
        elif how == "remove":
            victim.unlink()
        elif how == "rename":
            victim.rename(extra)
        else:
            extra.write_bytes(before)
        report = verify(pristine)
        assert not report.intact
        named = {found.path for found in report.problems}
        changed = victim.relative_to(pristine)
        # A lost declaration is told of the object's folder, a lost sidecar of its inventory.
        places = {str(changed), str(changed.parent), str(changed).removesuffix(".sha512")}
        if extra.exists():
            places.add(str(extra.relative_to(pristine)))
        assert named & places, named
    finally:
        victim.write_bytes(before)
        extra.unlink(missing_ok=True)
    assert verify(pristine).problems == ()


def test_an_archive_that_cannot_be_written_can_be_verified(root: StorageRoot) -> None:
    """Every file that verification opens is opened for reading only, as the system's own trace of its calls tells."""
    keep(root)
    code = (
        "import sys, pathlib; opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(args) if event in WATCHED else None)\n"
        "from archive.fixity import verify\n"
        "opened.clear(); verify(pathlib.Path(sys.argv[1]))\n"
        "import os; assert opened; bad = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND\n"
        "assert all(isinstance(a[2], int) and not a[2] & bad for a in opened if len(a) == 3), opened\n"
        "assert not [a for a in opened if len(a) != 3], opened\n"
    )
    watched = '{"open", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.truncate", "os.utime"}'
    command = [sys.executable, "-B", "-c", code.replace("WATCHED", watched), str(root.path)]
    subprocess.run(command, check=True, cwd=Path(__file__).parents[2])


def test_memory_does_not_grow_with_a_file(root: StorageRoot) -> None:
    keep(root, {"big.pdf": bytes(96 << 20)})
    code = (
        "import sys, pathlib, resource; from archive.fixity import verify\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "assert verify(pathlib.Path(sys.argv[1])).bytes == 96 << 20\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    command = [sys.executable, "-c", code, str(root.path)]
    grown = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert int(grown.stdout) < 16 << 10  # kibibytes
    shutil.rmtree(root.path)


def test_damage_of_any_kind_anywhere_is_found_and_named() -> None:
    found = corrupt(60)
    assert found.keys() == DAMAGES.keys()
    assert found.total() == 60
