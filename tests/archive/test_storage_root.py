from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from archive.errors import EnvironmentTrouble, InvalidId, NotAStorageRoot, RootExists
from archive.layout import HashAndIdTuples
from archive.storage_root import StorageRoot, create_root, open_root
from tests.archive.archives import judged, keep


def test_a_new_archive_is_valid_and_opens(tmp_path: Path) -> None:
    made = create_root(tmp_path / "a" / "b")
    assert open_root(tmp_path / "a" / "b") == made
    assert list(made.objects()) == []
    assert judged(made.path) == []


def test_an_empty_folder_becomes_an_archive(tmp_path: Path) -> None:
    assert open_root(create_root(tmp_path).path).layout == HashAndIdTuples("sha256", 3, 3)


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(RootExists, match="empty"):
        create_root(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("path", ["missing", "."])
def test_what_is_no_archive_says_how_to_make_one(tmp_path: Path, path: str) -> None:
    with pytest.raises(NotAStorageRoot, match="heding archive init"):
        open_root(tmp_path / path)


@pytest.mark.parametrize(
    ("name", "contents", "says"),
    [
        ("0=ocfl_1.1", "ocfl_1.0\n", "0=ocfl_1.1"),
        ("ocfl_layout.json", "[" * 100_000, "ocfl_layout.json"),
        ("ocfl_layout.json", '{"extension": "0003-hash-and-id-n-tuple-layout", "description": ""}', "layout"),
        ("extensions/0003-hash-and-id-n-tuple-storage-layout/config.json", "{}", "config.json"),
        (
            "extensions/0003-hash-and-id-n-tuple-storage-layout/config.json",
            '{"extensionName": "0003-hash-and-id-n-tuple-storage-layout", "tupleSize": 30, "digestAlgorithm": "md5"}',
            "config.json",
        ),
        (
            "extensions/0003-hash-and-id-n-tuple-storage-layout/config.json",
            '{"extensionName": "0003-hash-and-id-n-tuple-storage-layout", "digestAlgorithm": ["md5"]}',
            "config.json",
        ),
    ],
)
def test_a_broken_declaration_is_named(root: StorageRoot, name: str, contents: str, says: str) -> None:
    (root.path / name).write_text(contents)
    with pytest.raises(NotAStorageRoot, match=says):
        open_root(root.path)


@pytest.mark.parametrize("object_id", ["", " a", "a ", "a\nb", "a\x00", "\ud800", "福" * 400, "e\u0301"])
def test_unfit_ids_are_refused(root: StorageRoot, object_id: str) -> None:
    with pytest.raises(InvalidId):
        root.object_path(object_id)


def test_objects_come_in_the_order_of_their_paths(root: StorageRoot) -> None:
    ids = [f"urn:heding:明溪日报:2024-06-{day:02}" for day in range(1, 20)]
    for object_id in ids:
        keep(root, object_id=object_id)
    assert list(root.objects()) == sorted(root.object_path(object_id) for object_id in ids)


def test_objects_are_not_looked_for_behind_links(root: StorageRoot, tmp_path: Path) -> None:
    other = create_root(tmp_path / "other")
    (other.path / "x").mkdir()
    receipt = keep(other)
    (root.path / "abc").symlink_to(receipt.path.parent, target_is_directory=True)
    assert list(root.objects()) == []


def test_a_full_disk_leaves_no_half_archive(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from archive.storage_root import create_root\n"
        "from archive.errors import EnvironmentTrouble\n"
        "try: create_root(pathlib.Path(sys.argv[1]))\n"
        "except EnvironmentTrouble as error: print(error.zh)"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, str(tmp_path / "档案")],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
        capture_output=True,
        check=True,
        text=True,
        env={"PYTHONUTF8": "1"},
        cwd=Path(__file__).parents[2],
    )
    assert "无法新建档案" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_root_that_cannot_be_made_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentTrouble):
        create_root(tmp_path / "file" / "档案")
