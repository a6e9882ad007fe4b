from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import unicodedata
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.archival_object import open_object
from archive.deposit import User, deposit
from archive.digest import digest_of
from archive.errors import ArchiveError, DamagedObject, EnvironmentTrouble, InvalidDeposit
from archive.fixity import verify
from archive.storage_root import StorageRoot, create_root
from tests.archive.archives import CORRECTION, EDITION, ID, NOW, USER, judged, keep, left_overs, stored_files
from tests.judges import need


def test_a_deposit_is_read_back_and_judged_valid(root: StorageRoot) -> None:
    receipt = keep(root)
    assert (receipt.version, receipt.created, receipt.path) == ("v1", True, root.object_path(ID))
    held = open_object(root, ID)
    assert {path: held.read(path) for path in held.state()} == EDITION
    assert judged(root.path) == []


def test_a_correction_is_a_new_version_that_stores_only_what_is_new(root: StorageRoot) -> None:
    keep(root)
    receipt = keep(root, CORRECTION, message="更正")
    assert (receipt.version, receipt.created) == ("v2", True)
    assert [path.name for path in stored_files(receipt.path / "v2" / "content")] == ["issue.pdf"]
    held = open_object(root, ID)
    assert held.read("issue.pdf") == CORRECTION["issue.pdf"]
    assert held.read("issue.pdf", "v1") == EDITION["issue.pdf"]
    assert [(version.number, version.message) for version in held.versions()] == [("v1", "存入"), ("v2", "更正")]
    assert held.versions()[0].user == USER
    assert held.versions()[0].created == NOW
    assert judged(root.path) == []


def test_what_is_there_already_makes_no_version(root: StorageRoot) -> None:
    keep(root)
    before = {path: path.stat().st_ino for path in stored_files(root.path)}
    receipt = keep(root, dict(reversed(EDITION.items())), message="again")
    assert (receipt.version, receipt.created) == ("v1", False)
    assert {path: path.stat().st_ino for path in stored_files(root.path)} == before
    assert judged(root.path) == []


def test_going_back_to_an_earlier_state_stores_nothing(root: StorageRoot) -> None:
    for files in (EDITION, CORRECTION, EDITION):
        receipt = keep(root, files)
    assert receipt.version == "v3"
    assert not (receipt.path / "v3" / "content").exists()
    assert open_object(root, ID).read("issue.pdf") == EDITION["issue.pdf"]
    assert judged(root.path) == []


def test_equal_files_are_stored_once(root: StorageRoot) -> None:
    receipt = keep(root, {"甲.txt": b"same", "页/乙.txt": b"same", "丙.txt": b""})
    assert [path.name for path in stored_files(receipt.path / "v1" / "content")] == ["丙.txt", "甲.txt"]
    assert open_object(root, ID).read("页/乙.txt") == b"same"
    assert judged(root.path) == []


def test_the_same_deposits_give_the_same_bytes(root: StorageRoot, tmp_path: Path) -> None:
    other = create_root(tmp_path / "other")
    for archive in (root, other):
        keep(archive)
        keep(archive, CORRECTION)
    assert [path.read_bytes() for path in stored_files(root.path)] == [
        path.read_bytes() for path in stored_files(other.path)
    ]


def test_nothing_but_the_object_is_left(root: StorageRoot) -> None:
    keep(root)
    receipt = keep(root, CORRECTION)
    assert [path.name for path in (root.path / "extensions").iterdir()] == ["0003-hash-and-id-n-tuple-storage-layout"]
    assert all(path.stat().st_nlink == 1 for path in stored_files(receipt.path))


def test_logs_and_extensions_of_an_object_outlive_a_correction(root: StorageRoot) -> None:
    receipt = keep(root)
    (receipt.path / "logs").mkdir()
    (receipt.path / "logs" / "audit.txt").write_text("checked")
    keep(root, CORRECTION)
    assert (receipt.path / "logs" / "audit.txt").read_text() == "checked"


@pytest.mark.parametrize(
    "names",
    [
        (),
        ("",),
        ("/a",),
        ("a/",),
        ("a//b",),
        ("../a",),
        ("a/../b",),
        ("./a",),
        ("a\\b",),
        ("a\x00",),
        ("a\nb",),
        ("\udc80",),
        ("页" * 100,),
        ("Issue.pdf", "issue.pdf"),
        ("é.txt", unicodedata.normalize("NFD", "é.txt")),
        ("Straße", "STRASSE"),
        ("a", "a/b"),
        ("A", "a/b/c"),
    ],
)
def test_unfit_names_are_refused(root: StorageRoot, names: tuple[str, ...]) -> None:
    with pytest.raises(InvalidDeposit) as refused:
        keep(root, dict.fromkeys(names, b"x"))
    assert refused.value.zh.encode()
    assert list(root.objects()) == []


@pytest.mark.parametrize("user", [User(""), User(" "), User("林", "lin@example.org")])
def test_unfit_users_are_refused(root: StorageRoot, user: User) -> None:
    with pytest.raises(InvalidDeposit):
        deposit(root, ID, EDITION, user=user, message="", now=NOW)


def test_an_address_may_be_left_out(root: StorageRoot) -> None:
    deposit(root, ID, EDITION, user=User("林"), message="", now=NOW)
    assert "W008" in judged(root.path)[0]
    assert verify(root.path).intact


@pytest.mark.parametrize(("user", "message"), [(User("\udc80"), ""), (USER, "\ud800")])
def test_what_is_no_text_is_refused(root: StorageRoot, user: User, message: str) -> None:
    with pytest.raises(InvalidDeposit):
        deposit(root, ID, EDITION, user=user, message=message, now=NOW)
    assert list(root.objects()) == []


def test_what_another_tool_left_half_done_is_not_built_upon(root: StorageRoot) -> None:
    stray = keep(root).path / "v2" / "content" / "stray"
    stray.parent.mkdir(parents=True)
    stray.write_text("half")
    with pytest.raises(DamagedObject, match="E046"):
        keep(root, CORRECTION)


def test_a_time_without_zone_is_the_callers_fault(root: StorageRoot) -> None:
    with pytest.raises(ValueError, match="time zone"):
        deposit(root, ID, EDITION, user=USER, message="", now=datetime(2024, 6, 8))  # noqa: DTZ001


def test_damaged_content_is_not_relied_on(root: StorageRoot) -> None:
    receipt = keep(root)
    damaged = receipt.path / "v1" / "content" / "source.txt"
    damaged.write_bytes(b"?" * damaged.stat().st_size)
    for files in (EDITION, CORRECTION):
        with pytest.raises(DamagedObject, match=r"source\.txt"):
            keep(root, files)
    assert keep(root, {"issue.pdf": b"new"}).version == "v2"


def test_an_object_of_another_make_is_left_alone(root: StorageRoot) -> None:
    receipt = keep(root)
    inventory = json.loads((receipt.path / "inventory.json").read_bytes())
    inventory["contentDirectory"] = "stuff"
    text = json.dumps(inventory).replace("/content/", "/stuff/").encode()
    (receipt.path / "inventory.json").write_bytes(text)
    (receipt.path / "inventory.json.sha512").write_text(f"{digest_of(text)} inventory.json\n")
    (receipt.path / "v1" / "content").rename(receipt.path / "v1" / "stuff")
    with pytest.raises(InvalidDeposit, match="not written by heding"):
        keep(root, CORRECTION)


def test_links_on_the_way_are_refused(root: StorageRoot, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (root.path / root.object_path(ID).relative_to(root.path).parts[0]).symlink_to(outside)
    with pytest.raises(DamagedObject, match="E090"):
        keep(root)
    assert list(outside.iterdir()) == []


def test_a_link_for_the_work_folder_is_not_followed(root: StorageRoot, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("mine")
    root.work.symlink_to(outside)
    with pytest.raises(EnvironmentTrouble):
        keep(root)
    assert (outside / "precious").read_text() == "mine"


def test_a_link_in_the_object_stops_a_correction(root: StorageRoot, tmp_path: Path) -> None:
    receipt = keep(root)
    (tmp_path / "secret").write_text("secret")
    (receipt.path / "v1" / "content" / "more").symlink_to(tmp_path / "secret")
    with pytest.raises(EnvironmentTrouble):
        keep(root, CORRECTION)
    assert open_object(root, ID).inventory.head.number == "v1"
    assert left_overs(root) == []


def test_left_overs_of_a_killed_writer_are_cleared(root: StorageRoot) -> None:
    left = root.work / "another" / "next" / "file"
    left.parent.mkdir(parents=True)
    left.write_text("half")
    keep(root)
    assert left_overs(root) == []


def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    need(os.geteuid() == 0, "root, to mount a small file system")
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(small)], check=False)
    if mounted.returncode:
        pytest.skip("needs the right to mount a tmpfs")
    try:
        root = create_root(small)
        keep(root)
        for files in ({"big": os.urandom(1 << 20)}, {**EDITION, "a": os.urandom(1 << 17), "b": os.urandom(1 << 17)}):
            for object_id in (ID, "urn:heding:明溪日报:2024-06-08"):
                before = {path: path.read_bytes() for path in stored_files(small)}
                with pytest.raises(EnvironmentTrouble, match="free some space"):
                    keep(root, files, object_id)
                assert {path: path.read_bytes() for path in stored_files(small)} == before
        assert judged(small) == []
        assert keep(root, CORRECTION).version == "v2"
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_a_file_too_large_changes_nothing(root: StorageRoot) -> None:
    keep(root)
    code = (
        "import sys, resource; from tests.archive.archives import *; from archive.storage_root import open_root\n"
        "from pathlib import Path; from archive.errors import EnvironmentTrouble\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))\n"
        "try: keep(open_root(Path(sys.argv[1])), {'big': bytes(20_000)})\n"
        "except EnvironmentTrouble as error: print(error)"
    )
    command = [sys.executable, "-B", "-c", code, str(root.path)]
    done = subprocess.run(command, capture_output=True, check=True, text=True, cwd=Path(__file__).parents[2])
    assert "File too large" in done.stdout
    assert open_object(root, ID).inventory.head.number == "v1"
    assert left_overs(root) == []
    assert judged(root.path) == []


NAMES = st.sampled_from(["source.txt", "issue.pdf", "页/01.txt", "页/02.txt", "a b.json"])
STATES = st.dictionaries(NAMES, st.sampled_from([b"", b"one", b"two", "三".encode() * 50]), min_size=1)
IDS = st.sampled_from([ID, "urn:heding:明溪日报:2024-06-08", "urn:heding:" + "长" * 60 + ":2024-06-08"])


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deposits=st.lists(st.tuples(IDS, STATES), min_size=1, max_size=8))
def test_any_sequence_of_deposits_reads_back(
    deposits: list[tuple[str, dict[str, bytes]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any") / "档案"
    root = create_root(folder)
    history: dict[str, list[dict[str, bytes]]] = {}
    for object_id, files in deposits:
        states = history.setdefault(object_id, [])
        receipt = keep(root, files, object_id)
        assert receipt.created == (not states or states[-1] != files)
        if receipt.created:
            states.append(files)
        assert receipt.version == f"v{len(states)}"
    for object_id, states in history.items():
        held = open_object(root, object_id)
        assert [
            {path: held.read(path, version.number) for path in version.state} for version in held.versions()
        ] == states
    report = verify(folder)
    assert report.problems == ()
    assert report.objects == len(history)
    assert judged(folder) == []
    shutil.rmtree(folder)


@given(names=st.lists(st.text(max_size=12), max_size=4))
@settings(max_examples=150)
def test_any_names_are_kept_or_refused(names: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("names") / "a"
    root = create_root(folder)
    files = {name: name.encode("utf-8", "replace") for name in names}
    try:
        keep(root, files)
    except InvalidDeposit:
        assert list(root.objects()) == []
    except ArchiveError as error:  # no other refusal is expected
        pytest.fail(error.en)
    else:
        held = open_object(root, ID)
        assert {path: held.read(path) for path in held.state()} == files
        assert verify(folder).problems == ()
    shutil.rmtree(folder)
