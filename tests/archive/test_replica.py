"""A second copy: kept in step, never overwritten, and healed from; killed anywhere, both archives stay valid."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.archival_object import open_object
from archive.comparison import Standing, compare
from archive.errors import ArchiveError, NotAStorageRoot
from archive.fixity import verify
from archive.replica import Action, Outcome, repair, replicate
from archive.root_repair import repair_root
from archive.storage_root import StorageRoot, create_root, open_root
from archive.withdrawal import purge
from tests.archive.archives import CORRECTION, EDITION, ID, NOW, USER, judged, keep, stored_files

HERE = Path(__file__).parents[2]
OTHER = "urn:heding:明溪日报:2024-06-08"


@pytest.fixture
def copy(tmp_path: Path) -> StorageRoot:
    return create_root(tmp_path / "副本")


def actions(outcomes: list[Outcome]) -> dict[str, Action]:
    return {outcome.object_id: outcome.action for outcome in outcomes}


def snapshot(root: StorageRoot) -> dict[str, bytes]:
    return {path.relative_to(root.path).as_posix(): path.read_bytes() for path in stored_files(root.path)}


def test_a_copy_is_brought_and_kept_in_step(root: StorageRoot, copy: StorageRoot) -> None:
    keep(root)
    keep(root, object_id=OTHER)
    assert actions(list(replicate(root, copy))) == {ID: Action.COPIED, OTHER: Action.COPIED}
    assert snapshot(copy) == snapshot(root)
    keep(root, CORRECTION)
    assert actions(list(replicate(root, copy))) == {ID: Action.UPDATED, OTHER: Action.IN_STEP}
    assert snapshot(copy) == snapshot(root)
    assert verify(copy.path).problems == ()
    assert judged(copy.path) == []


def test_content_that_is_there_is_not_copied_again(root: StorageRoot, copy: StorageRoot) -> None:
    keep(root)
    list(replicate(root, copy))
    held = copy.object_path(ID) / "v1/content/issue.pdf"
    inode = held.stat().st_ino
    keep(root, CORRECTION)
    list(replicate(root, copy))
    assert held.stat().st_ino == inode
    # Where what is there is damaged, none of it is used.
    held.write_bytes(b"%PDF-1.7 worse")
    keep(root, EDITION)
    assert actions(list(replicate(root, copy))) == {ID: Action.UPDATED}
    assert snapshot(copy) == snapshot(root)


def test_a_damaged_object_is_never_copied(root: StorageRoot, copy: StorageRoot) -> None:
    keep(root)
    list(replicate(root, copy))
    keep(root, CORRECTION)
    keep(root, object_id=OTHER)
    for object_id in (ID, OTHER):
        (root.object_path(object_id) / "v1/content/source.txt").write_text("damaged")
    before = snapshot(copy)
    outcomes = list(replicate(root, copy))
    assert actions(outcomes) == {ID: Action.DAMAGED, OTHER: Action.DAMAGED}
    assert all("source.txt" in outcome.en for outcome in outcomes)
    assert snapshot(copy) == before


def test_a_copy_that_is_ahead_or_has_another_history_is_told_and_left(root: StorageRoot, copy: StorageRoot) -> None:
    keep(root)
    keep(root, object_id=OTHER)
    list(replicate(root, copy))
    keep(copy, CORRECTION)
    keep(root, {"a": b"1"}, OTHER)
    keep(copy, {"a": b"2"}, OTHER)
    keep(copy, object_id=f"{ID}:only")
    before = snapshot(copy), snapshot(root)
    expected = {ID: Action.AHEAD_THERE, OTHER: Action.DIVERGED, f"{ID}:only": Action.ONLY_THERE}
    assert actions(list(replicate(root, copy))) == expected
    assert (snapshot(copy), snapshot(root)) == before


def test_what_was_purged_is_purged_in_the_copy_only_when_asked(root: StorageRoot, copy: StorageRoot) -> None:
    keep(root)
    list(replicate(root, copy))
    purge(root, ID, user=USER, reason="法院判决", now=NOW)
    assert actions(list(replicate(root, copy))) == {ID: Action.PURGED_HERE}
    assert (copy.object_path(ID) / "v1/content/source.txt").exists()
    assert list(repair(root, copy)) == [Outcome(*_place(root), Action.INTACT)]
    assert actions(list(replicate(root, copy, purge=True))) == {ID: Action.UPDATED}
    assert snapshot(copy) == snapshot(root)
    assert not any(EDITION["source.txt"] in data for data in snapshot(copy).values())


def _place(root: StorageRoot) -> tuple[str, str]:
    return root.object_path(ID).relative_to(root.path).as_posix(), ID


def test_archives_of_different_layouts_are_no_copies(root: StorageRoot, tmp_path: Path) -> None:
    (tmp_path / "flat").mkdir()
    (tmp_path / "flat/0=ocfl_1.1").write_text("ocfl_1.1\n")
    with pytest.raises(ArchiveError, match="heding archive import"):
        list(compare(root, open_root(tmp_path / "flat")))


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(data)


def _linked(held: Path) -> None:
    (held / "v1/content/source.txt").unlink()
    (held / "v1/content/source.txt").symlink_to("/etc/hostname")


@pytest.mark.parametrize(
    "damage",
    [
        lambda held: _flip(held / "v2/content/issue.pdf"),
        lambda held: _flip(held / "inventory.json"),
        lambda held: _flip(held / "v1/inventory.json"),
        lambda held: _flip(held / "inventory.json.sha512"),
        lambda held: (held / "v1/content/source.txt").unlink(),
        lambda held: (held / "0=ocfl_object_1.1").unlink(),
        lambda held: shutil.rmtree(held / "v1"),
        lambda held: (held / "extra").write_text("x"),
        lambda held: [path.unlink() for path in held.glob("*") if path.is_file()],
        _linked,
    ],
)
def test_damage_is_healed_from_a_good_copy(
    root: StorageRoot, copy: StorageRoot, damage: Callable[[Path], object]
) -> None:
    keep(root)
    keep(root, CORRECTION)
    keep(root, object_id=OTHER)
    list(replicate(root, copy))
    before = snapshot(root)
    damage(root.object_path(ID))
    assert not verify(root.path).intact
    outcomes = {outcome.location: outcome.action for outcome in repair(root, copy)}
    assert outcomes[_place(root)[0]] is Action.HEALED
    assert sorted(outcomes.values()) == [Action.HEALED, Action.INTACT]
    assert snapshot(root) == snapshot(copy) == before
    assert judged(root.path) == []


def test_a_bad_copy_heals_nothing(root: StorageRoot, copy: StorageRoot) -> None:
    keep(root)
    list(replicate(root, copy))
    for store in (root, copy):
        _flip(store.object_path(ID) / "v1/content/source.txt")
    before = snapshot(root), snapshot(copy)
    (outcome,) = repair(root, copy)
    assert (outcome.action, "cannot be used either" in outcome.en) == (Action.DAMAGED, True)
    assert (snapshot(root), snapshot(copy)) == before


@pytest.mark.parametrize("lost", ["", "inventory.json"])
def test_a_copy_that_lacks_a_version_heals_nothing(root: StorageRoot, copy: StorageRoot, lost: str) -> None:
    keep(root)
    list(replicate(root, copy))
    keep(root, CORRECTION)
    _flip(root.object_path(ID) / "v1/content/source.txt")
    if lost:  # then the folder of the version tells it
        for path in root.object_path(ID).rglob(lost):
            path.unlink()
    before = snapshot(root)
    (outcome,) = repair(root, copy)
    assert (outcome.action, snapshot(root)) == (Action.REFUSED, before)


def test_another_object_at_the_same_place_heals_nothing(root: StorageRoot, copy: StorageRoot) -> None:
    keep(root)
    shutil.rmtree(copy.path / copy.object_path(ID).relative_to(copy.path).parts[0], ignore_errors=True)
    other = keep(copy, object_id=OTHER).path
    copy.object_path(ID).parent.mkdir(parents=True)
    other.rename(copy.object_path(ID))
    _flip(root.object_path(ID) / "v1/content/source.txt")
    before = snapshot(root)
    (outcome,) = repair(root, copy)
    assert (outcome.action in (Action.REFUSED, Action.DAMAGED), snapshot(root)) == (True, before)


def test_what_is_missing_comes_back_only_when_it_is_named(root: StorageRoot, copy: StorageRoot) -> None:
    keep(root)
    list(replicate(root, copy))
    shutil.rmtree(root.path / _place(root)[0].split("/")[0])
    assert list(repair(root, copy)) == []
    (pair,) = compare(root, copy)
    assert pair.standing is Standing.ONLY_THERE
    assert actions(list(repair(root, copy, wanted=lambda location: location == _place(root)[0]))) == {ID: Action.HEALED}
    assert open_object(root, ID).read("source.txt") == EDITION["source.txt"]


@pytest.mark.parametrize("damaged", ["0=ocfl_1.1", "ocfl_layout.json", "extensions"])
def test_the_declarations_of_an_archive_are_brought_back(root: StorageRoot, copy: StorageRoot, damaged: str) -> None:
    keep(root)
    list(replicate(root, copy))
    before = snapshot(root)
    if damaged == "extensions":
        shutil.rmtree(root.path / damaged)
        (root.path / "0=ocfl_1.1").rename(root.path / "0=ocfl_1.2")
    else:
        (root.path / damaged).write_text("x")
    assert repair_root(root.path, copy)
    assert snapshot(root) == before
    assert repair_root(root.path, copy) == ()
    assert judged(root.path) == []


def test_no_folder_is_declared_an_archive_that_is_none(root: StorageRoot, copy: StorageRoot, tmp_path: Path) -> None:
    keep(copy)
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain/notes.txt").write_text("mine")
    for place in (tmp_path / "plain", tmp_path / "nowhere"):
        with pytest.raises(NotAStorageRoot):
            repair_root(place, copy)
    assert [path.name for path in (tmp_path / "plain").iterdir()] == ["notes.txt"]


# Brings the copy into step and heals it, again and again, for a killer: `here`, `there`, and what to do.
WORKER = """
import sys
from pathlib import Path
from archive.replica import repair, replicate
from archive.storage_root import open_root
here, there = (open_root(Path(name)) for name in sys.argv[1:3])
print("begun", flush=True)
list(replicate(here, there) if sys.argv[3] == "replicate" else repair(there, here))
"""


@pytest.mark.parametrize("what", ["replicate", "repair"])
def test_killed_anywhere_both_archives_stay_valid(tmp_path: Path, what: str) -> None:
    chance = random.Random(20240607)
    here, there = create_root(tmp_path / "here"), create_root(tmp_path / "there")
    ids = [f"{ID}:{number}" for number in range(8)]
    for object_id in ids:
        keep(here, {"source.txt": object_id.encode(), "issue.pdf": bytes(200_000)}, object_id)
    if what == "repair":
        list(replicate(here, there))
    killed = 0
    for turn in range(8):
        broken = [there.object_path(object_id) for object_id in ids] if what == "repair" else []
        for path in broken:
            if verify(path).intact:
                _flip(path / "v1/content/issue.pdf")
        if what == "replicate":
            keep(here, {"source.txt": f"{turn}".encode(), "issue.pdf": bytes(200_000)}, ids[turn])
        command = [sys.executable, "-c", WORKER, str(here.path), str(there.path), what]
        with subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, text=True) as worker:
            assert worker.stdout
            worker.stdout.readline()
            time.sleep(chance.uniform(0.001, 0.06))
            worker.send_signal(signal.SIGKILL)
        killed += worker.returncode == -signal.SIGKILL
        assert verify(here.path).problems == ()
        damaged = [found for found in verify(there.path).errors if "issue.pdf" not in found.path]
        assert damaged == []  # beside the bits that were flipped here, nothing is wrong
        if what == "replicate":
            assert verify(there.path).intact
    assert killed, "no kill fell into the work: the test proves nothing"
    list(replicate(here, there) if what == "replicate" else repair(there, here))
    assert {pair.standing for pair in compare(here, there)} == {Standing.SAME}
    assert verify(there.path).problems == ()
    assert judged(there.path) == judged(here.path) == []
