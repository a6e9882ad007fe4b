from __future__ import annotations

import os
from pathlib import Path

import pytest

from archive.archival_object import open_object
from archive.errors import DamagedObject, NotInObject, ObjectNotFound
from archive.storage_root import StorageRoot
from tests.archive.archives import CORRECTION, EDITION, ID, keep


def test_what_is_not_there_is_said(root: StorageRoot) -> None:
    with pytest.raises(ObjectNotFound, match="heding archive list"):
        open_object(root, ID)
    for unfit in ("", "\ud800", "\0", "a" * 5000):
        with pytest.raises(ObjectNotFound):
            open_object(root, unfit)
    keep(root)
    held = open_object(root, ID)
    with pytest.raises(NotInObject, match="v9"):
        held.state("v9")
    with pytest.raises(NotInObject, match=r"no\.pdf"):
        held.read("no.pdf")


def test_an_open_object_outlives_a_correction(root: StorageRoot) -> None:
    keep(root)
    held = open_object(root, ID)
    keep(root, CORRECTION)
    assert {path: held.read(path) for path in held.state()} == EDITION


@pytest.mark.parametrize("how", ["flip", "cut", "remove", "link", "folder", "pipe"])
def test_reading_proves_the_bytes(root: StorageRoot, tmp_path: Path, how: str) -> None:
    content = keep(root).path / "v1" / "content" / "source.txt"
    data = content.read_bytes()
    content.unlink()
    if how == "flip":
        content.write_bytes(bytes([data[0] ^ 1]) + data[1:])
    elif how == "cut":
        content.write_bytes(data[:-1])
    elif how == "link":  # the bytes behind it are right, and still it is no file of the archive
        (tmp_path / "outside").write_bytes(data)
        content.symlink_to(tmp_path / "outside")
    elif how == "folder":
        content.mkdir()
    elif how == "pipe":
        os.mkfifo(content)
    with pytest.raises(DamagedObject, match=r"source\.txt"):
        open_object(root, ID).read("source.txt")
    assert open_object(root, ID).read("issue.pdf") == EDITION["issue.pdf"]


def test_a_linked_folder_is_not_read_through(root: StorageRoot, tmp_path: Path) -> None:
    receipt = keep(root)
    moved = (receipt.path / "v1").rename(tmp_path / "v1")
    (receipt.path / "v1").symlink_to(moved)
    with pytest.raises(DamagedObject):
        open_object(root, ID).read("source.txt")


@pytest.mark.parametrize(
    "contents", [b"", b"{", b"[]", b"\xff", b"[" * 200_000, b'{"id": "\\ud800"}', b'{"a":1,"a":1}']
)
def test_an_inventory_that_is_none_is_damage(root: StorageRoot, contents: bytes) -> None:
    (keep(root).path / "inventory.json").write_bytes(contents)
    with pytest.raises(DamagedObject, match=r"inventory\.json"):
        open_object(root, ID)


def test_an_object_in_anothers_place_is_damage(root: StorageRoot) -> None:
    one = keep(root).path
    other = keep(root, object_id=ID + "x").path
    spare = one.with_name("spare")
    one.rename(spare)
    other.rename(one)
    spare.rename(other)
    with pytest.raises(DamagedObject, match="E083"):
        open_object(root, ID)
