"""Bags: what is said of each of the Library of Congress's conformance suite, and of bags that are broken here."""

from __future__ import annotations

import hashlib
import os
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import bag_tags
from archive.archival_object import open_object
from archive.bag_export import export_bag
from archive.fixity import verify
from archive.storage_root import StorageRoot, create_root
from tests.archive.archives import EDITION, ID, keep, stored_files
from tests.judges import need_shared

FILES = {**EDITION, "页/100%.txt": "百分之百\n".encode()}


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bags")
    with tarfile.open(need_shared("suites/bagit-conformance.tar.gz")) as packed:
        packed.extractall(folder, filter="data")
    return folder


@pytest.mark.parametrize(
    ("kind", "count", "intact"),
    [("valid", 27, True), ("warning", 6, True), ("invalid", 15, False), ("linux-only", 6, False)],
)
def test_the_conformance_suite_gets_the_right_verdicts(suite: Path, kind: str, count: int, intact: bool) -> None:
    bags = sorted(path for path in suite.glob(f"v*/{kind}/*") if path.is_dir())
    assert len(bags) == count
    reports = {path.relative_to(suite).as_posix(): verify(path) for path in bags}
    assert [name for name, report in reports.items() if report.intact != intact] == []
    if kind == "warning":
        assert [name for name, report in reports.items() if not report.problems] == []


@pytest.fixture
def bag(root: StorageRoot, tmp_path: Path) -> Path:
    keep(root, FILES)
    return export_bag(open_object(root, ID), tmp_path / "bag")


def test_a_bag_of_ours_has_no_problem(bag: Path) -> None:
    report = verify(bag)
    assert report.problems == ()
    assert (report.objects, report.files) == (1, len(FILES) + 3)


def _write(name: str, text: str) -> Callable[[Path], object]:
    return lambda bag: (bag / name).write_text(text)


def _append(name: str, text: str) -> Callable[[Path], object]:
    return lambda bag: (bag / name).write_text((bag / name).read_text() + text)


def _twice(bag: Path) -> None:
    _append("manifest-sha512.txt", f"{'0' * 128}  data/source.txt\n")(bag)


def _link(bag: Path) -> None:
    (bag / "data/source.txt").unlink()
    (bag / "data/source.txt").symlink_to("issue.pdf")


def _second_manifest(bag: Path) -> None:
    digest = hashlib.md5((bag / "data/source.txt").read_bytes()).hexdigest()
    (bag / "manifest-md5.txt").write_text(f"{digest}  data/source.txt\n")


@pytest.mark.parametrize(
    ("code", "path", "damage"),
    [
        ("BE01", "bagit.txt", _write("bagit.txt", "BagIt-Version: 1.0\n")),
        ("BE01", "bagit.txt", _write("bagit.txt", "BagIt-Version: 1.0 \nTag-File-Character-Encoding: UTF-8\n")),
        ("BE01", "bagit.txt", lambda bag: (bag / "bagit.txt").unlink()),
        ("BE02", "bagit.txt", _write("bagit.txt", "BagIt-Version: 7.0\nTag-File-Character-Encoding: UTF-8\n")),
        ("BE03", "bagit.txt", _write("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: base64\n")),
        ("BE03", "bagit.txt", _write("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: punycode\n")),
        ("BE04", "data", lambda bag: (bag / "data").rename(bag / "payload")),
        ("BE05", "", lambda bag: (bag / "manifest-sha512.txt").rename(bag / "manifest-crc32.txt")),
        ("BE06", "bag-info.txt", lambda bag: (bag / "bag-info.txt").write_bytes(b"\xff: x\n")),
        ("BE06", "bag-info.txt", _write("bag-info.txt", "\ufeffSource-Organization: x\n")),
        ("BE07", "manifest-sha512.txt", _append("manifest-sha512.txt", "no digest\n")),
        ("BE07", "manifest-sha512.txt", _append("manifest-sha512.txt", "abc  data/source.txt\n")),
        ("BE08", "manifest-sha512.txt", _twice),
        ("BE09", "data/source.txt", lambda bag: (bag / "data/source.txt").unlink()),
        ("BE10", "data/extra", _write("data/extra", "x")),
        ("BE10", "data/issue.pdf", _second_manifest),
        ("BE11", "data/source.txt", _append("data/source.txt", "x")),
        ("BE11", "bag-info.txt", _append("bag-info.txt", "Contact-Name: x\n")),
        ("BE12", "tagmanifest-sha512.txt", _second_manifest),
        ("BE13", "bag-info.txt", _append("bag-info.txt", "no label\n")),
        ("BE13", "bag-info.txt", _append("bag-info.txt", "Label : value\n")),
        ("BE14", "bag-info.txt", _append("bag-info.txt", "Payload-Oxum: 1.1\n")),
        ("BE15", "fetch.txt", _write("fetch.txt", "nothing\n")),
        ("BE15", "fetch.txt", _write("fetch.txt", "https://example.org/x - data/x\n")),
        ("BE17", "fetch.txt", _write("fetch.txt", "https://example.org/x - bagit.txt\n")),
        ("BE17", "manifest-sha512.txt", _append("manifest-sha512.txt", f"{'0' * 128}  data/../../x\n")),
        ("BE17", "tagmanifest-sha512.txt", _append("tagmanifest-sha512.txt", f"{'0' * 128}  data/x\n")),
        ("BE18", "data/source.txt", _link),
        ("BE18", "data/pipe", lambda bag: os.mkfifo(bag / "data/pipe")),
        ("BW08", "note.txt", _write("note.txt", "x")),
        ("BW07", "", lambda bag: (bag / "tagmanifest-sha512.txt").unlink()),
    ],
)
def test_every_kind_of_damage_to_a_bag_is_named(
    bag: Path, code: str, path: str, damage: Callable[[Path], object]
) -> None:
    damage(bag)
    report = verify(bag)
    assert (code, path) in {(found.code, found.path) for found in report.problems}
    assert report.intact == code.startswith("BW")
    assert all(found.clause.startswith("RFC 8493, ") and found.zh and found.en for found in report.problems)


def test_a_file_yet_to_be_fetched_is_told_apart_from_a_lost_one(bag: Path) -> None:
    (bag / "data/source.txt").unlink()
    (bag / "fetch.txt").write_text("https://example.org/x - data/source.txt\n")
    assert {found.code for found in verify(bag).problems if found.path == "data/source.txt"} == {"BE16"}


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pristine")
    root = create_root(folder / "root")
    keep(root, FILES)
    return export_bag(open_object(root, ID), folder / "bag")


@given(data=st.data())
def test_one_flipped_bit_or_cut_of_a_bag_is_found(data: st.DataObject, pristine: Path) -> None:
    # Nothing vouches for a tag manifest; that its digests may be written in either case hides a flipped bit.
    guarded = [path for path in stored_files(pristine) if path.name != "tagmanifest-sha512.txt"]
    victim = data.draw(st.sampled_from(guarded))
    before = victim.read_bytes()
    bit = data.draw(st.integers(0, len(before) * 8 - 1))
    after = bytearray(before)
    after[bit // 8] ^= 1 << bit % 8
    try:
        victim.write_bytes(after if data.draw(st.booleans()) else before[: bit // 8])
        report = verify(pristine)
        assert victim.relative_to(pristine).as_posix() in {found.path for found in report.errors}
    finally:
        victim.write_bytes(before)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_name_is_read_as_it_was_written(name: str) -> None:
    (entry,) = bag_tags.parse_manifest(bag_tags.manifest({f"data/{name}": "00"}).decode())
    assert isinstance(entry, bag_tags.Entry)
    assert bag_tags.decoded_path(entry.path, strict=True) == f"data/{name}"
