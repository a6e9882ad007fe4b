"""`heding archive` verify, audit, replicate, repair, export and import, as they are typed."""

from __future__ import annotations

import errno
import json
import shutil
from pathlib import Path
from typing import BinaryIO

import pytest

from archive.filesystem import open_beneath
from archive.storage_root import StorageRoot, create_root
from exporter.cli import gauge
from tests.archive.archives import CORRECTION, EDITION, ID, keep, stored_files
from tests.archive.test_foreign_roots import foreign_root
from tests.exporter.commands import answer, invoke, refusal

OTHER = "urn:heding:明溪日报:2024-06-08"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StorageRoot:
    """An archive with two editions, where the environment says it is; caches and logs apart from the user's."""
    made = create_root(tmp_path / "archive")
    keep(made)
    keep(made, CORRECTION)
    keep(made, object_id=OTHER)
    monkeypatch.setenv("HEDING_ARCHIVE", str(made.path))
    for name in ("CACHE", "STATE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    return made


def damage(root: StorageRoot, object_id: str = ID) -> str:
    path = root.object_path(object_id) / "v1/content/source.txt"
    path.write_text("damaged")
    return path.relative_to(root.path).as_posix()


def test_damage_is_told_with_code_path_and_clause(root: StorageRoot) -> None:
    where = damage(root)
    result = invoke("archive", "verify", "--json")
    assert result.exit_code == 1
    found = answer(result)
    assert [(each["code"], each["path"], each["clause"]) for each in found["problems"]] == [
        ("E092", where, "https://ocfl.io/1.1/spec/#E092")
    ]
    assert (found["intact"], found["warnings"], found["objects"]) == (False, [], 2)
    text = invoke("archive", "verify")
    assert text.exit_code == 1
    assert where in text.stdout
    assert "repair --from" in text.stderr


def test_warnings_stand_apart_and_are_no_failure(root: StorageRoot) -> None:
    (root.object_path(ID) / "extensions/mine").mkdir(parents=True)
    result = invoke("archive", "verify", "--json")
    found = answer(result)
    assert (result.exit_code, found["problems"]) == (0, [])
    assert [each["code"] for each in found["warnings"]] == ["W013"]


def test_a_rolling_audit_takes_what_is_due_and_remembers(root: StorageRoot, tmp_path: Path) -> None:
    (once,) = [answer(invoke("archive", "verify", "--sample", "1", "--json"))["objects"]]
    assert once == 1
    proved = answer(invoke("archive", "audit", "--json"))["objects"]
    assert [bool(each["proved"]) for each in proved] == [False, True]
    assert answer(invoke("archive", "verify", "--since", "1d", "--json"))["objects"] == 1
    assert answer(invoke("archive", "verify", "--since", "1d", "--json"))["objects"] == 0
    keep(root, {**EDITION, "note": b"new"}, OTHER)  # another state, which nobody has proved
    assert answer(invoke("archive", "verify", "--since", "2000-01-01", "--json"))["objects"] == 1
    damage(root)
    assert invoke("archive", "verify").exit_code == 1
    assert answer(invoke("archive", "verify", "--since", "1d", "--json"))["objects"] == 1  # what was found damaged
    (log,) = (tmp_path / "STATE").rglob("audit-*.jsonl")
    with log.open("ab") as torn:
        torn.write(b'{"time": "2024')
    assert invoke("archive", "verify", "--sample", "50%").exit_code == 1
    assert len(answer(invoke("archive", "audit", "--json"))["objects"]) == 2
    lines = log.read_text().splitlines()
    assert json.loads(lines[0]) == {"archive": str(root.path)}
    assert json.loads(lines[-1])["intact"] is False


def test_the_log_lies_outside_the_archive_or_is_not_written(root: StorageRoot, tmp_path: Path) -> None:
    before = stored_files(root.path)
    assert refusal(invoke("archive", "verify", "--log", root.path / "log")).startswith("error: the audit log")
    assert invoke("archive", "verify", "--no-log").exit_code == 0
    assert invoke("archive", "verify", tmp_path / "nowhere").exit_code == 5
    assert invoke("archive", "verify", root.object_path(ID)).exit_code == 0
    assert stored_files(root.path) == before
    assert not (tmp_path / "STATE").exists()


def test_what_the_disk_will_not_give_is_neither_intact_nor_damaged(
    root: StorageRoot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(folder: Path, relative: str) -> BinaryIO:
        if relative.endswith("issue.pdf"):
            raise OSError(errno.EIO, "Input/output error", relative)
        return open_beneath(folder, relative)

    monkeypatch.setattr("archive.fixity.open_beneath", broken)
    result = invoke("archive", "verify", "--json")
    assert result.exit_code == 5
    assert {each["code"] for each in answer(result)["problems"]} == {"unreadable"}
    assert "not finished" in invoke("archive", "verify").stderr
    damage(root)
    assert invoke("archive", "verify").exit_code == 1  # damage that is known outweighs it


@pytest.mark.parametrize(
    "wrong",
    [["--sample", "0"], ["--sample", "101%"], ["--sample", "x"], ["--since", "soon"], ["OBJECT", "--since", "1d"]],
)
def test_a_wrong_audit_is_a_usage_error(root: StorageRoot, wrong: list[str]) -> None:
    arguments = [str(root.object_path(ID)) if each == "OBJECT" else each for each in wrong]
    assert invoke("archive", "verify", *arguments).exit_code == 2


def test_a_second_copy_is_made_compared_and_healed_from(root: StorageRoot, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    first = answer(invoke("archive", "replicate", copy, "--json"))
    assert [each["action"] for each in first["objects"]] == ["copied", "copied"]
    again = invoke("archive", "replicate", copy)
    assert (again.exit_code, again.stdout) == (0, f"{copy}: 0 objects changed, 2 needed nothing.\n")
    assert answer(invoke("archive", "verify", "--against", copy, "--json"))["differences"] == []
    keep(root, {"note": b"new"}, OTHER)
    compared = invoke("archive", "verify", "--against", copy, "--json")
    assert compared.exit_code == 1
    assert [(each["object_id"], each["standing"]) for each in answer(compared)["differences"]] == [(OTHER, "ahead")]
    damage(root)
    healed = invoke("archive", "repair", "--from", copy)
    assert (healed.exit_code, healed.stdout.splitlines()[0].split("\t")[:2]) == (0, ["healed", ID])
    assert invoke("archive", "verify").exit_code == 0
    damage(root, OTHER)  # the copy lacks its newest version
    refused = invoke("archive", "repair", OTHER, "--from", copy, "--json")
    assert refused.exit_code == 1
    assert [each["action"] for each in answer(refused)["objects"]] == ["refused"]


@pytest.mark.parametrize("place", ["archive", "archive/inside", "full"])
def test_a_place_that_is_none_for_a_copy_is_refused(root: StorageRoot, tmp_path: Path, place: str) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine.txt").write_text("mine")
    before = stored_files(tmp_path)
    result = invoke("archive", "replicate", tmp_path / place)
    assert result.exit_code == 5
    refusal(result)
    assert stored_files(tmp_path) == before


def test_bags_go_out_and_come_in(root: StorageRoot, tmp_path: Path) -> None:
    out = answer(
        invoke("archive", "export", ID, OTHER, "--bag", tmp_path / "bags", "--organization", "临川馆", "--json")
    )
    folders = [Path(each["path"]) for each in out["bags"]]
    assert [folder.name for folder in folders] == ["urn-heding-明溪日报-2024-06-07", "urn-heding-明溪日报-2024-06-08"]
    info = (folders[1] / "bag-info.txt").read_text().splitlines()
    assert info[0] == "Source-Organization: 临川馆"
    assert {"Bag-Count: 2 of 2", "Bag-Group-Identifier: bags"} <= set(info)
    single = invoke("archive", "export", "06-07", "--bag", tmp_path / "one", "--version", "v1")
    assert single.stdout == f"{ID}\tv1\t{tmp_path / 'one'}\n"
    assert invoke("archive", "export", ID, "--bag", tmp_path / "one").exit_code == 5
    other = tmp_path / "other"
    assert invoke("archive", "init", other).exit_code == 0
    taken = answer(invoke("archive", "import", *folders, "--archive", other, "--user", "林", "--json"))
    assert [(each["id"], each["created"]) for each in taken["imports"]] == [(ID, True), (OTHER, True)]
    again = answer(invoke("archive", "import", folders[0], "--archive", other, "--json"))
    assert [each["created"] for each in again["imports"]] == [False]
    got = invoke("archive", "get", ID, "-o", tmp_path / "got", "--archive", other)
    assert got.exit_code == 0
    assert {path.name: path.read_bytes() for path in stored_files(tmp_path / "got")} == CORRECTION


def test_what_was_withdrawn_goes_out_by_its_version_and_comes_in_only_when_asked(
    root: StorageRoot, tmp_path: Path
) -> None:
    assert invoke("archive", "export", ID, "--bag", tmp_path / "bag").exit_code == 0
    assert invoke("archive", "withdraw", ID, "--message", "误发", "--yes").exit_code == 0
    assert invoke("archive", "export", ID, "--bag", tmp_path / "gone").exit_code == 5
    assert not (tmp_path / "gone").exists()
    assert invoke("archive", "export", ID, "--bag", tmp_path / "old", "--version", "v1").exit_code == 0
    assert invoke("archive", "import", tmp_path / "bag").exit_code == 5
    (taken,) = answer(invoke("archive", "import", tmp_path / "bag", "--restore", "--json"))["imports"]
    assert (taken["version"], taken["created"]) == ("v4", True)
    assert [each["id"] for each in answer(invoke("archive", "audit", "--json"))["objects"]] != []


def test_a_bad_bag_is_bad_input_and_the_others_go_on(root: StorageRoot, tmp_path: Path) -> None:
    assert invoke("archive", "export", ID, "--bag", tmp_path / "bad").exit_code == 0
    shutil.copytree(tmp_path / "bad", tmp_path / "good")
    (tmp_path / "bad/data/issue.pdf").write_bytes(b"")
    before = {path: path.read_bytes() for path in stored_files(root.path)}
    result = invoke("archive", "import", tmp_path / "bad", tmp_path / "good", "--json")
    assert result.exit_code == 3
    assert [each["created"] for each in answer(result)["imports"]] == [False]
    assert "BE11" in json.loads(result.stderr)["error"]["en"]
    assert {path: path.read_bytes() for path in stored_files(root.path)} == before
    (tmp_path / "plain").write_text("no bag")
    assert refusal(invoke("archive", "import", tmp_path / "plain")).startswith("error: ")
    assert invoke("archive", "import", tmp_path / "plain").exit_code == 3
    assert invoke("archive", "import", tmp_path, "--id", ID).exit_code == 3
    assert invoke("archive", "import", tmp_path / "good", tmp_path / "good", "--id", ID).exit_code == 2
    assert invoke("archive", "import", tmp_path / "good", "--max-files", "3").exit_code == 3
    assert invoke("archive", "import", tmp_path / "none").exit_code == 2


def test_objects_of_another_tool_come_in_with_their_versions(root: StorageRoot, tmp_path: Path) -> None:
    (tmp_path / "foreign").mkdir()
    theirs = foreign_root(tmp_path / "foreign", "0002-flat-direct-storage-layout", {})
    taken = invoke("archive", "import", theirs, "--json")
    assert taken.exit_code == 0
    assert [each["id"] for each in answer(taken)["imports"]] == ["urn:example:one", "urn:example:two"]
    assert invoke("archive", "verify").exit_code == 0
    listed = answer(invoke("archive", "list", "--archive", theirs, "--json"))["editions"]
    assert [each["object_id"] for each in listed] == ["urn:example:one", "urn:example:two"]
    assert invoke("archive", "show", "urn:example:one", "--archive", theirs).exit_code == 0
    assert invoke("archive", "get", "urn:example:one", "-o", tmp_path / "got", "--archive", theirs).exit_code == 0
    assert {path.name: path.read_bytes() for path in stored_files(tmp_path / "got")} == EDITION
    (theirs / "urn:example:two/v1/content/source.txt").write_text("damaged")
    assert invoke("archive", "import", theirs / "urn:example:two").exit_code == 3


def test_an_object_that_goes_on_is_taken_and_one_that_lacks_a_version_is_not(root: StorageRoot, tmp_path: Path) -> None:
    shutil.copytree(root.object_path(ID), tmp_path / "later")
    assert invoke("archive", "init", tmp_path / "other").exit_code == 0
    other = ("--archive", tmp_path / "other")
    keep_elsewhere = StorageRoot(tmp_path / "other")
    keep(keep_elsewhere)
    (taken,) = answer(invoke("archive", "import", tmp_path / "later", *other, "--json"))["imports"]
    assert (taken["version"], taken["created"]) == ("v2", True)
    (same,) = answer(invoke("archive", "import", tmp_path / "later", *other, "--json"))["imports"]
    assert same["created"] is False
    keep(keep_elsewhere, {"note": b"x"})
    assert invoke("archive", "import", tmp_path / "later", *other).exit_code == 5
    assert invoke("archive", "verify", tmp_path / "other").exit_code == 0


def test_names_below_folders_are_got_into_folders(root: StorageRoot, tmp_path: Path) -> None:
    keep(root, {"页/01.txt": "一".encode(), "页/02.txt": "二".encode(), "top": b""}, f"{ID}:pages")
    got = answer(invoke("archive", "get", f"{ID}:pages", "-o", tmp_path / "got", "--json"))["files"]
    assert sorted(Path(each["path"]).relative_to(tmp_path / "got").as_posix() for each in got) == [
        "top",
        "页/01.txt",
        "页/02.txt",
    ]


def test_progress_is_for_terminals_only(monkeypatch: pytest.MonkeyPatch) -> None:
    with gauge.gauge() as show:
        assert show is None
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with gauge.counting() as count:
        count()
