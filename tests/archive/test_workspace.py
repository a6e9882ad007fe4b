from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from archive.archival_object import open_object
from archive.deposit import deposit
from archive.digest import digest_of
from archive.errors import Conflict, EnvironmentTrouble
from archive.filesystem import sync_tree
from archive.fixity import verify
from archive.storage_root import READY, StorageRoot, create_root, open_root
from archive.workspace import recover, workspace
from tests.archive.archives import CORRECTION, EDITION, ID, NOW, USER, judged, keep, left_overs, stored_files


def spoil(folder: Path) -> None:
    """Change an inventory as another tool might, so that the object is another, and valid."""
    inventory = folder / "inventory.json"
    newest = folder / "v1" / "inventory.json"
    for path in (inventory, newest):
        path.write_bytes(path.read_bytes() + b"\n")
        path.with_name("inventory.json.sha512").write_text(f"{digest_of(path.read_bytes())} inventory.json\n")


def test_where_folders_cannot_be_exchanged_two_renames_do(root: StorageRoot, monkeypatch: pytest.MonkeyPatch) -> None:
    def cannot(one: Path, other: Path) -> None:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    monkeypatch.setattr("archive.workspace.exchange", cannot)
    keep(root)
    assert keep(root, CORRECTION).version == "v2"
    assert open_object(root, ID).read("issue.pdf", "v1") == EDITION["issue.pdf"]
    assert left_overs(root) == []
    assert judged(root.path) == []


def test_a_failed_second_rename_brings_the_old_state_back(root: StorageRoot, monkeypatch: pytest.MonkeyPatch) -> None:
    def cannot(one: Path, other: Path) -> None:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    real = Path.rename
    place = root.object_path(ID)

    def fails_at(self: Path, target: Path) -> Path:
        if target == place and READY in self.parts:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(self, target)

    keep(root)
    before = {path: path.read_bytes() for path in stored_files(root.path)}
    monkeypatch.setattr("archive.workspace.exchange", cannot)
    monkeypatch.setattr(Path, "rename", fails_at)
    with pytest.raises(EnvironmentTrouble):
        keep(root, CORRECTION)
    monkeypatch.undo()
    assert {path: path.read_bytes() for path in stored_files(root.path)} == before
    assert left_overs(root) == []


@pytest.mark.parametrize("finish", [recover, lambda root: keep(root, object_id=ID + "x")])
def test_what_waits_for_its_place_is_read_there_and_put_in_it(root: StorageRoot, finish: object) -> None:
    place = keep(root).path
    waiting = root.work_folder(place) / READY / place.relative_to(root.path)
    waiting.parent.mkdir(parents=True)
    held = open_object(root, ID)
    place.rename(waiting)
    assert held.read("source.txt") == open_object(root, ID).read("source.txt") == EDITION["source.txt"]
    assert callable(finish)
    finish(root)
    assert place.is_dir()
    assert left_overs(root) == []
    assert verify(root.path).problems == ()


def test_what_changed_meanwhile_is_not_overwritten(root: StorageRoot) -> None:
    place = keep(root).path
    with workspace(root, place) as space:
        stamp = space.stamp()
        spoil(place)
        (space.next / "v1").mkdir(parents=True)
        with pytest.raises(Conflict):
            space.put(stamp)
    assert open_object(root, ID).read("source.txt") == EDITION["source.txt"]
    assert left_overs(root) == []


def test_a_deposit_reads_again_what_changed_meanwhile(root: StorageRoot, monkeypatch: pytest.MonkeyPatch) -> None:
    place = keep(root).path
    pending = [place]

    def meddle(folder: Path, standing: Path) -> None:
        sync_tree(folder, standing)
        if pending:
            spoil(pending.pop())

    monkeypatch.setattr("archive.workspace.sync_tree", meddle)
    assert keep(root, CORRECTION).version == "v2"
    assert not pending
    assert verify(root.path).problems == ()


@pytest.mark.parametrize(("expected", "fits"), [("v1", True), ("v2", False), ("", False), (None, True)])
def test_who_knows_another_version_is_told(root: StorageRoot, expected: str | None, fits: bool) -> None:
    keep(root)

    def correct() -> str:
        return deposit(root, ID, CORRECTION, user=USER, message="更正", now=NOW, expected=expected).version

    if fits:
        assert correct() == "v2"
    else:
        with pytest.raises(Conflict, match="v1"):
            correct()
        assert open_object(root, ID).inventory.head.number == "v1"


def test_an_object_that_should_not_be_there(root: StorageRoot) -> None:
    with pytest.raises(Conflict):
        deposit(root, ID, EDITION, user=USER, message="", now=NOW, expected="v1")
    assert deposit(root, ID, EDITION, user=USER, message="存入", now=NOW, expected="").version == "v1"


@pytest.mark.parametrize(
    "left",
    [
        (),
        ("extensions/0003-hash-and-id-n-tuple-storage-layout/config.json",),
        ("extensions/0003-hash-and-id-n-tuple-storage-layout/config.json", "ocfl_layout.json", "heding-init"),
    ],
)
def test_an_archive_half_made_is_made(tmp_path: Path, left: tuple[str, ...]) -> None:
    for name in left:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("half")
    root = create_root(tmp_path)
    assert open_root(tmp_path) == root
    assert judged(tmp_path) == []
