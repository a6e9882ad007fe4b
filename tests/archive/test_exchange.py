"""Bags out and in: outside judges, the same content after a round trip, and nothing unsafe let in."""

from __future__ import annotations

import io
import stat
import tarfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive import bag_tags
from archive.archival_object import open_object
from archive.bag_export import export_bag
from archive.bag_import import read_bag
from archive.deposit import deposit
from archive.digest import digest_of
from archive.errors import ArchiveError, DamagedObject, NotInObject, RefusedImport
from archive.storage_root import StorageRoot, create_root
from archive.unpacking import Limits, unpack
from tests.archive.archives import CORRECTION, EDITION, ID, NOW, USER, judged, keep, stored_files
from tests.judges import need

SMALL = Limits(bytes=1 << 20, entries=50, ratio=50)


@pytest.fixture
def bag(root: StorageRoot, tmp_path: Path) -> Path:
    keep(root)
    keep(root, CORRECTION, message="更正第二版")
    return export_bag(open_object(root, ID), tmp_path / "bag")


def make_bag(folder: Path, files: dict[str, bytes], identifier: str = ID) -> Path:
    """Write a bag with whatever names, as far as the file system takes them."""
    listed = {f"data/{name}": digest_of(data) for name, data in files.items()}
    tags = {
        "bagit.txt": bag_tags.declaration(),
        "bag-info.txt": bag_tags.info([("External-Identifier", identifier)]),
        "manifest-sha512.txt": bag_tags.manifest(listed),
    }
    for name, data in {**{f"data/{name}": data for name, data in files.items()}, **tags}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def test_bagit_python_finds_our_bags_valid(bag: Path) -> None:
    try:
        import bagit  # type: ignore[import-untyped]
    except ImportError:
        need(False, "bagit-python, the outside judge of bags")
    judged_bag = bagit.Bag(str(bag))
    judged_bag.validate()
    size = sum(map(len, CORRECTION.values()))
    assert judged_bag.info == {
        "Source-Organization": "林知远",
        "Contact-Name": "林知远",
        "Contact-Email": "lin@example.org",
        "External-Description": "更正第二版",
        "External-Identifier": ID,
        "Bagging-Date": "2024-06-08",
        "Bag-Size": "0.0 kB",
        "Payload-Oxum": f"{size}.3",
        "Internal-Sender-Identifier": "v2",
    }


def test_a_bag_is_the_same_whenever_it_is_made(root: StorageRoot, bag: Path, tmp_path: Path) -> None:
    again = export_bag(open_object(root, ID), tmp_path / "again")
    assert [path.read_bytes() for path in stored_files(again)] == [path.read_bytes() for path in stored_files(bag)]
    first = export_bag(
        open_object(root, ID), tmp_path / "first", version="v1", elements=[("source-organization", "馆")]
    )
    assert (first / "data/issue.pdf").read_bytes() == EDITION["issue.pdf"]
    assert (first / "bag-info.txt").read_text().startswith("source-organization: 馆\nContact-Name")


def test_what_stands_there_is_left_alone(root: StorageRoot, bag: Path, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="already there"):
        export_bag(open_object(root, ID), bag)
    with pytest.raises(NotInObject):
        export_bag(open_object(root, ID), tmp_path / "new", version="v9")
    (open_object(root, ID).path / "v1/content/source.txt").write_text("damaged")
    with pytest.raises(DamagedObject):
        export_bag(open_object(root, ID), tmp_path / "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bag", "档案"]


def _folder(bag: Path) -> Path:
    return bag


def _zip(bag: Path) -> Path:
    with zipfile.ZipFile(bag.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(bag.rglob("*")):
            packed.write(path, path.relative_to(bag.parent))
    return bag.with_suffix(".zip")


def _tar(bag: Path) -> Path:
    with tarfile.open(bag.with_suffix(".tgz"), "w:gz") as packed:
        packed.add(bag, "./")
    return bag.with_suffix(".tgz")


@pytest.mark.parametrize("packed", [_folder, _zip, _tar])
def test_a_round_trip_keeps_the_content(bag: Path, packed: Callable[[Path], Path], tmp_path: Path) -> None:
    received = read_bag(packed(bag), Limits())
    other = create_root(tmp_path / "other")
    receipt = deposit(other, received.object_id, received.files, user=USER, message="x", now=NOW)
    held = open_object(other, ID)
    assert {path: held.read(path) for path in held.state()} == CORRECTION
    assert not deposit(other, received.object_id, received.files, user=USER, message="x", now=NOW).created
    assert (receipt.version, judged(other.path)) == ("v1", [])


def _damage(bag: Path) -> None:
    (bag / "data/source.txt").write_text("x")


def _fetch(bag: Path) -> None:
    (bag / "fetch.txt").write_text("https://example.org/x - data/source.txt\n")


def _link(bag: Path) -> None:
    (bag / "linked").symlink_to("/etc/hostname")


def _no_id(bag: Path) -> None:
    make_bag(bag, {"source.txt": b"x"}, identifier="")


@pytest.mark.parametrize(
    ("says", "damage"), [("BE11", _damage), ("nothing is ever fetched", _fetch), ("BE18", _link), ("--id", _no_id)]
)
def test_a_bag_with_a_fault_is_refused(tmp_path: Path, says: str, damage: Callable[[Path], None]) -> None:
    bag = make_bag(tmp_path / "bag", {"source.txt": b"y"})
    damage(bag)
    with pytest.raises(RefusedImport, match=says) as refusal:
        read_bag(bag, Limits())
    assert refusal.value.exit_code == 3


@pytest.mark.parametrize(
    "names",
    [["a.txt", "A.TXT"], ["é", "e\u0301"], ["a\\b"], ["a\x07"], ["con\n"], ["straße", "STRASSE"], ["x" * 250 + "福福"]],
)
def test_names_that_some_system_garbles_or_folds_are_refused(tmp_path: Path, names: list[str]) -> None:
    with pytest.raises((RefusedImport, OSError)):
        read_bag(make_bag(tmp_path / "bag", dict.fromkeys(names, b"x")), Limits())


PIECES = [
    "..",
    ".",
    "",
    "/",
    "~",
    "a",
    "A",
    "data",
    "é",
    "e\u0301",
    "\\",
    "\0",
    "\n",
    "%0a",
    "C:",
    "x" * 256,
    "\ud800",
    "福",
]
NAMES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("/".join) | st.text(max_size=8)


def _zipped(names: list[str]) -> Iterator[bytes]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name in names:
            info = zipfile.ZipInfo("placeholder")
            info.filename = info.orig_filename = name.encode("utf-8", "replace").decode()
            packed.writestr(info, b"x")
    yield buffer.getvalue()


def _tarred(names: list[str]) -> Iterator[bytes]:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as packed:
        for name in names:
            info = tarfile.TarInfo(name.encode("utf-8", "replace").decode())
            info.size = 1
            packed.addfile(info, io.BytesIO(b"x"))
    yield buffer.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@example(["../../escape"])
@example(["/etc/escape"])
@given(st.lists(NAMES, min_size=1, max_size=4))
def test_nothing_climbs_out_of_where_it_is_unpacked(names: list[str]) -> None:
    for packed in (*_zipped(names), *_tarred(names)):
        with TemporaryDirectory() as place:
            (Path(place) / "packed").write_bytes(packed)
            inside = Path(place) / "deep" / "inside"
            inside.mkdir(parents=True)
            try:
                unpack(Path(place) / "packed", inside, SMALL)
            except RefusedImport:
                pass
            else:
                for path in inside.rglob("*"):
                    assert not {"", ".", ".."} & set(path.relative_to(inside).parts)
                    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in path.name)
            assert {path.name for path in Path(place).iterdir()} == {"deep", "packed"}
            assert list((Path(place) / "deep").iterdir()) == [inside]


@given(st.lists(NAMES, min_size=1, max_size=4))
def test_what_a_bag_lists_is_kept_under_a_safe_name_or_refused(names: list[str]) -> None:
    with TemporaryDirectory() as place:
        bag = make_bag(Path(place) / "bag", {"source.txt": b"x"})
        lines = "".join(f"{digest_of(b'x')}  data/{name}\n" for name in names).encode("utf-8", "replace")
        with (bag / "manifest-sha512.txt").open("ab") as manifest:
            manifest.write(lines)
        try:
            received = read_bag(bag, SMALL)
        except RefusedImport:
            return
        assert received.files == {"source.txt": b"x"}  # only lines that are blank add nothing


def _special(kind: bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as packed:
        info = tarfile.TarInfo("bag/x")
        info.type, info.linkname = kind, "/etc/hostname"
        packed.addfile(info)
    return buffer.getvalue()


def _zip_link() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        info = zipfile.ZipInfo("x")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(info, "/etc/hostname")
    return buffer.getvalue()


def _zip_bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("big", bytes(3 << 20))
    return buffer.getvalue()


def _tar_bomb() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:xz") as packed:
        for number in range(3):
            info = tarfile.TarInfo(str(number))
            info.size = 1 << 20
            packed.addfile(info, io.BytesIO(bytes(1 << 20)))
    return buffer.getvalue()


def _many() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as packed:
        for number in range(60):
            packed.addfile(tarfile.TarInfo(str(number)))
    return buffer.getvalue()


def _long_header() -> bytes:
    """A file of nothing whose extended header claims a mebibyte and more."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz", format=tarfile.PAX_FORMAT) as packed:
        info = tarfile.TarInfo("x")
        info.pax_headers = {"comment": "x" * (2 << 20)}
        packed.addfile(info)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("says", "packed"),
    [
        ("no plain file", _special(tarfile.SYMTYPE)),
        ("no plain file", _special(tarfile.LNKTYPE)),
        ("no plain file", _special(tarfile.CHRTYPE)),
        ("no plain file", _special(tarfile.FIFOTYPE)),
        ("no plain file", _zip_link()),
        ("too much", _zip_bomb()),
        ("too much", _tar_bomb()),
        ("too much", _many()),
        ("too much", _long_header()),
        ("no sound ZIP or TAR", b"\x1f\x8b" + bytes(50)),
        ("no sound ZIP or TAR", b"not packed at all"),
        ("no sound ZIP or TAR", b""),
        ("no sound ZIP or TAR", _tar_bomb()[:200]),
    ],
)
def test_links_devices_bombs_and_broken_files_are_refused(tmp_path: Path, says: str, packed: bytes) -> None:
    (tmp_path / "packed").write_bytes(packed)
    (tmp_path / "out").mkdir()
    with pytest.raises(RefusedImport, match=says):
        unpack(tmp_path / "packed", tmp_path / "out", SMALL)
    assert sum(path.stat().st_size for path in stored_files(tmp_path / "out")) <= SMALL.bytes + (1 << 20)


def test_a_ratio_is_capped_whatever_the_bytes_allow(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "packed", "w:xz") as packed:
        info = tarfile.TarInfo("zeros")
        info.size = 80 << 20
        packed.addfile(info, io.BytesIO(bytes(80 << 20)))
    (tmp_path / "out").mkdir()
    with pytest.raises(RefusedImport, match="times as large"):
        unpack(tmp_path / "packed", tmp_path / "out", Limits())


def test_a_sparse_file_is_counted_by_its_length(tmp_path: Path) -> None:
    bag = make_bag(tmp_path / "bag", {"source.txt": b"x"})
    with (bag / "data/huge").open("wb") as huge:
        huge.truncate(1 << 40)
    with pytest.raises(RefusedImport, match="too much"):
        read_bag(bag, Limits())
