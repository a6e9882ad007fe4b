from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from archive import withdrawal
from archive.archival_object import open_object
from archive.catalogue import list_editions
from archive.deposit import deposit
from archive.errors import Gone, InvalidDeposit, ObjectNotFound
from archive.fixity import verify
from archive.storage_root import StorageRoot
from archive.tombstone import TOMBSTONE, Status, check_standing, read_tombstone
from tests.archive.archives import CORRECTION, EDITION, ID, NOW, USER, judged, keep, left_overs, stored_files
from tests.archive.test_catalogue import edition

WHOLE = {"status": "purged", "created": "", "user": {"name": ""}, "reason": "", "version": "v1", "versions": []}
WRONG = [("versions", [7]), ("versions", [{}]), ("versions", 3), ("user", "林"), ("title", ["x"]), ("date", 7)]
HOSTILE = [json.dumps({**WHOLE, key: value}).encode() for key, value in WRONG]
SCHEMA = json.loads((Path(withdrawal.__file__).parent / "schemas" / "tombstone-1.schema.json").read_bytes())


def withdraw(root: StorageRoot, reason: str = "图片侵权") -> None:
    withdrawal.withdraw(root, ID, user=USER, reason=reason, now=NOW)


def restore(root: StorageRoot) -> None:
    withdrawal.restore(root, ID, user=USER, message="已获授权", now=NOW)


def purge(root: StorageRoot, reason: str = "法院判决") -> None:
    withdrawal.purge(root, ID, user=USER, reason=reason, now=NOW)


def revive(root: StorageRoot, files: Mapping[str, bytes] = EDITION) -> str:
    return deposit(root, ID, files, user=USER, message="重新存入", now=NOW, restore=True).version


def record(root: StorageRoot) -> dict[str, Any]:
    """Return the newest version's tombstone, checked against its schema."""
    found: dict[str, Any] = json.loads(open_object(root, ID).read(TOMBSTONE))
    jsonschema.validate(found, SCHEMA)
    return found


def test_what_is_withdrawn_stays_with_a_tombstone(root: StorageRoot) -> None:
    keep(root)
    keep(root, CORRECTION)
    withdraw(root)
    held = open_object(root, ID)
    assert held.inventory.head.number == "v3"
    assert held.inventory.head.message == "图片侵权"
    assert list(held.state()) == [TOMBSTONE]
    assert held.read("issue.pdf", "v1") == EDITION["issue.pdf"]
    assert held.read("issue.pdf", "v2") == CORRECTION["issue.pdf"]
    told = record(root)
    assert (told["status"], told["user"]["name"], told["version"]) == ("withdrawn", USER.name, "v2")
    with pytest.raises(Gone, match="图片侵权"):
        check_standing(held)
    assert judged(root.path) == []


def test_what_is_withdrawn_comes_back_as_it_was(root: StorageRoot) -> None:
    keep(root)
    withdraw(root)
    restore(root)
    held = open_object(root, ID)
    assert held.inventory.head.number == "v3"
    assert {path: held.read(path) for path in held.state()} == EDITION
    assert not (held.path / "v3" / "content").exists(), "its content is there already"
    assert read_tombstone(held) is None
    assert judged(root.path) == []


def test_what_is_purged_leaves_a_record_and_no_byte(root: StorageRoot) -> None:
    keep(root, object_id="urn:heding:明溪日报:2024-06-08")
    keep(root)
    keep(root, {**CORRECTION, "secret": b"must not stay"}, message="更正")
    withdraw(root)
    purge(root)
    assert not any(b"must not stay" in path.read_bytes() for path in stored_files(root.path))
    held = open_object(root, ID)
    assert [version.number for version in held.versions()] == ["v1"]
    told = record(root)
    assert (told["status"], told["reason"], told["version"]) == ("purged", "法院判决", "v3")
    assert [(version["version"], version["message"]) for version in told["versions"]] == [
        ("v1", "存入"),
        ("v2", "更正"),
        ("v3", "图片侵权"),
    ]
    assert sorted(told["versions"][1]["files"]) == ["edition.json", "issue.pdf", "secret", "source.txt"]
    assert left_overs(root) == []
    assert verify(root.path).problems == ()
    assert judged(root.path) == []


def test_an_id_is_not_used_again_unseen(root: StorageRoot) -> None:
    keep(root)
    for remove, word in ((withdraw, "withdrawn"), (purge, "purged")):
        remove(root)
        for files in (EDITION, CORRECTION):
            with pytest.raises(Gone, match=word):
                keep(root, files)
    assert revive(root) == "v2"
    assert open_object(root, ID).read(TOMBSTONE, "v1")
    purge(root, "再次判决")
    told = record(root)
    assert told["reason"] == "再次判决"
    assert told["earlier"]["reason"] == "法院判决"
    assert judged(root.path) == []


def test_what_was_withdrawn_can_be_corrected_into_the_open(root: StorageRoot) -> None:
    keep(root)
    withdraw(root)
    assert revive(root, CORRECTION) == "v3"
    assert read_tombstone(open_object(root, ID)) is None


def test_what_cannot_be_is_refused(root: StorageRoot) -> None:
    for act in (withdraw, restore, purge):
        with pytest.raises(ObjectNotFound):
            act(root)
    keep(root)
    with pytest.raises(InvalidDeposit, match="nothing to restore"):
        restore(root)
    for remove in (withdraw, purge):
        for reason in ("", " "):
            with pytest.raises(InvalidDeposit, match="why"):
                remove(root, reason)
    with pytest.raises(ValueError, match="time zone"):
        withdrawal.withdraw(root, ID, user=USER, reason="x", now=datetime(2024, 6, 8))  # noqa: DTZ001
    withdraw(root)
    with pytest.raises(Gone):
        withdraw(root)
    purge(root)
    for act in (withdraw, restore, purge):
        with pytest.raises(Gone):
            act(root)
    with pytest.raises(InvalidDeposit, match=TOMBSTONE):
        keep(root, {TOMBSTONE: b"{}"}, "urn:heding:明溪日报:2024-06-09")


@pytest.mark.parametrize("contents", [b"", b"[]", b"{}", b'{"status": "eaten"}', b"[" * 100_000, *HOSTILE])
def test_another_programs_file_of_that_name_is_no_tombstone(
    root: StorageRoot, monkeypatch: pytest.MonkeyPatch, contents: bytes
) -> None:
    monkeypatch.setattr("archive.deposit.check_files", lambda files: None)
    keep(root, {TOMBSTONE: contents})
    assert read_tombstone(open_object(root, ID)) is None


def test_a_reader_is_told_that_the_edition_went(root: StorageRoot) -> None:
    keep(root)
    held = open_object(root, ID)
    withdraw(root)
    assert held.read("source.txt") == EDITION["source.txt"]
    purge(root)
    with pytest.raises(Gone, match="purged"):
        held.read("source.txt")


def test_only_what_is_held_is_listed(root: StorageRoot, tmp_path: Path) -> None:
    cache = tmp_path / "catalogue.sqlite"
    keep(root, edition("明溪日报", "2024-06-07", 8))
    keep(root, edition("青石晚报", "2024-06-07", 3), "urn:heding:青石晚报:2024-06-07")
    for act, status in (
        (withdraw, Status.WITHDRAWN),
        (restore, Status.HELD),
        (withdraw, Status.WITHDRAWN),
        (purge, Status.PURGED),
    ):
        act(root)
        held = 2 if status is Status.HELD else 1
        assert len(list_editions(root, cache)) == held
        (entry,) = [each for each in list_editions(root, cache, [status]) if each.object_id == ID]
        assert (entry.title, entry.date, entry.status) == ("明溪日报", "2024-06-07", status)
    assert len(list_editions(root, cache, list(Status))) == 2
