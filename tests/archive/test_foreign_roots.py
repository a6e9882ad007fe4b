"""Storage roots that other tools made, in every layout that we know and in none: listed, verified and read."""

from __future__ import annotations

import json
import shutil
import tarfile
from pathlib import Path
from typing import Any

import pytest

from archive.archival_object import open_object
from archive.catalogue import list_editions
from archive.deposit import deposit
from archive.errors import NotAStorageRoot, ObjectNotFound
from archive.fixity import verify
from archive.layout import parse_layout
from archive.storage_root import StorageRoot, create_root, open_root
from tests.archive.archives import EDITION, NOW, USER, judged, keep
from tests.judges import need_shared

IDS = ("urn:example:one", "urn:example:two")
LAYOUTS: list[tuple[str, dict[str, Any]]] = [
    ("0002-flat-direct-storage-layout", {}),
    ("0004-hashed-n-tuple-storage-layout", {"tupleSize": 2, "numberOfTuples": 2, "shortObjectRoot": True}),
    ("0006-flat-omit-prefix-storage-layout", {"delimiter": ":"}),
    ("0007-n-tuple-omit-prefix-storage-layout", {"reverseObjectRoot": True}),
    ("0010-differential-n-tuple-omit-prefix-storage-layout", {}),
    ("", {}),
]


def foreign_root(folder: Path, extension: str, config: dict[str, Any]) -> Path:
    """Make a storage root of this layout (none where it is empty) with two objects of one version each."""
    ours = create_root(folder / "ours")
    theirs = folder / "theirs"
    theirs.mkdir()
    (theirs / "0=ocfl_1.1").write_text("ocfl_1.1\n")
    if extension:
        (theirs / "ocfl_layout.json").write_text(json.dumps({"extension": extension, "description": "theirs"}))
    if config:
        (theirs / "extensions" / extension).mkdir(parents=True)
        named = {"extensionName": extension, **config}
        (theirs / "extensions" / extension / "config.json").write_text(json.dumps(named))
    layout = None if extension[:4] in ("0010", "") else parse_layout(extension, config)
    for object_id in IDS:
        place = layout.location(object_id) if layout else Path("any", "where", object_id[-3:])
        assert place
        shutil.copytree(keep(ours, object_id=object_id).path, theirs / place)
    return theirs


@pytest.fixture(params=LAYOUTS, ids=[extension or "none" for extension, _ in LAYOUTS])
def theirs(request: pytest.FixtureRequest, tmp_path: Path) -> StorageRoot:
    return open_root(foreign_root(tmp_path, *request.param))


def test_a_foreign_root_is_listed_verified_and_read(theirs: StorageRoot, tmp_path: Path) -> None:
    report = verify(theirs.path)
    assert (report.intact, report.objects) == (True, 2)
    assert {found.code for found in report.problems} <= {"unknown-layout"}
    assert [entry.object_id for entry in list_editions(theirs, tmp_path / "cache" / "index.sqlite")] == list(IDS)
    assert open_object(theirs, IDS[1]).read("source.txt") == EDITION["source.txt"]
    with pytest.raises(ObjectNotFound):
        open_object(theirs, "urn:example:three")


def test_an_object_out_of_its_place_is_told(theirs: StorageRoot) -> None:
    path = theirs.locate(IDS[0])
    assert path
    path.rename(theirs.path / "elsewhere")
    expected = ["E083"] if theirs.layout else []
    assert [found.code for found in verify(theirs.path).problems if found.code.startswith("E083")] == expected


@pytest.mark.parametrize(("extension", "config"), LAYOUTS[:4], ids=[extension[:4] for extension, _ in LAYOUTS[:4]])
def test_a_root_of_a_known_layout_is_added_to_where_its_layout_says(
    extension: str, config: dict[str, Any], tmp_path: Path
) -> None:
    theirs = open_root(foreign_root(tmp_path, extension, config))
    assert keep(theirs, object_id=IDS[0], files={"source.txt": b"again"}).version == "v2"
    receipt = keep(theirs, object_id="urn:example:three")
    assert theirs.layout
    assert receipt.path == theirs.path / (theirs.layout.location("urn:example:three") or "")
    report = verify(theirs.path)
    assert (report.intact, report.objects) == (True, 3)
    # ocfl-py knows fewer layouts, and warns of our work folder where the layout has no folder for it to lie in
    told = [said for said in judged(theirs.path) if "ocfl_layout.json" not in said and "heding-work" not in said]
    assert told == []


def test_nothing_is_written_to_a_root_whose_layout_is_not_known(tmp_path: Path) -> None:
    theirs = open_root(foreign_root(tmp_path, "", {}))
    with pytest.raises(NotAStorageRoot, match="another tool"):
        deposit(theirs, IDS[0], EDITION, user=USER, message="", now=NOW)


def test_a_root_of_ocfl_1_0_can_be_read_and_is_not_written(tmp_path: Path) -> None:
    root = create_root(tmp_path / "old")
    (root.path / "0=ocfl_1.1").rename(root.path / "0=ocfl_1.0")
    (root.path / "0=ocfl_1.0").write_text("ocfl_1.0\n")
    old = open_root(root.path)
    assert verify(old.path).problems == ()
    with pytest.raises(NotAStorageRoot, match="another tool"):
        keep(old)
    assert judged(old.path) == []


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_the_good_objects_of_the_fixtures_are_read_as_one_root(version: str, tmp_path: Path) -> None:
    with tarfile.open(need_shared("suites/ocfl-fixtures.tar.gz")) as packed:
        packed.extractall(tmp_path, filter="data")
    folder = tmp_path / version / "good-objects"
    (folder / f"0=ocfl_{version}").write_text(f"ocfl_{version}\n")
    root = open_root(folder)
    report = verify(folder)
    assert report.problems == ()
    entries = list_editions(root, tmp_path / "cache" / "index.sqlite")
    assert len(entries) == report.objects == (10 if version == "1.0" else 12)
    for path in root.objects():
        held = open_object(root, json.loads((path / "inventory.json").read_bytes())["id"])
        for number in held.versions():
            assert all(held.read(logical, number.number) is not None for logical in held.state(number.number))


def test_a_mutable_head_is_noted_and_not_read(tmp_path: Path) -> None:
    root = create_root(tmp_path / "root")
    held = keep(root).path
    (held / "extensions/0005-mutable-head/head/content").mkdir(parents=True)
    (held / "extensions/0005-mutable-head/head/inventory.json").write_text("{}")
    report = verify(root.path)
    assert report.intact
    assert [(found.code, found.clause) for found in report.problems] == [("mutable-head", "")]
    assert len(open_object(root, json.loads((held / "inventory.json").read_bytes())["id"]).versions()) == 1
