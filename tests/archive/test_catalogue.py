from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from archive.catalogue import CatalogueEntry, list_editions
from archive.errors import ArchiveError, EnvironmentTrouble
from archive.storage_root import StorageRoot
from tests.archive.archives import ID, NOW, keep


def edition(title: str, date: str, articles: int) -> dict[str, bytes]:
    item = {
        "headlines": [{"value": title}],
        "versionCreated": f"{date}T00:00:00Z",
        "associations": [{"type": "text"}] * articles,
    }
    return {"edition.json": json.dumps(item).encode(), "source.txt": b"12345"}


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "catalogue.sqlite"


def test_editions_are_listed_by_date_and_title(root: StorageRoot, cache: Path) -> None:
    assert list_editions(root, cache) == ()
    kept = [("清流晚报", "2024-06-07", 3), ("明溪日报", "2024-06-08", 9), ("明溪日报", "2024-06-07", 8)]
    for title, date, articles in kept:
        keep(root, edition(title, date, articles), f"urn:heding:{title}:{date}")
    listed = list_editions(root, cache)
    assert [(entry.title, entry.date, entry.articles) for entry in listed] == [kept[2], kept[0], kept[1]]
    size = sum(map(len, edition(*kept[2]).values()))
    assert listed[0] == CatalogueEntry(ID, "明溪日报", "2024-06-07", 8, "v1", NOW.isoformat(), size)


def test_the_index_follows_the_archive(root: StorageRoot, cache: Path) -> None:
    keep(root, edition("明溪日报", "2024-06-07", 1))
    list_editions(root, cache)
    path = keep(root, edition("明溪日报（更正）", "2024-06-07", 2)).path
    (entry,) = list_editions(root, cache)
    assert (entry.title, entry.articles, entry.version) == ("明溪日报（更正）", 2, "v2")
    path.rename(root.path.parent / "gone")
    assert list_editions(root, cache) == ()


def test_the_index_alone_is_read_where_nothing_changed(root: StorageRoot, cache: Path) -> None:
    path = keep(root, edition("明溪日报", "2024-06-07", 1)).path
    first = list_editions(root, cache)
    content = path / "v1" / "content" / "edition.json"
    content.unlink()  # unseen by the index, which looks at inventories; fixity is not its business
    assert list_editions(root, cache) == first
    cache.unlink()
    (entry,) = list_editions(root, cache)
    assert (entry.title, entry.object_id) == ("", ID)


@pytest.mark.parametrize("contents", [b"", b"no database at all" * 100, b"SQLite format 3\x00" + os.urandom(5000)])
def test_an_index_that_is_none_is_made_again(root: StorageRoot, cache: Path, contents: bytes) -> None:
    keep(root, edition("明溪日报", "2024-06-07", 1))
    cache.parent.mkdir()
    cache.write_bytes(contents)
    assert [entry.title for entry in list_editions(root, cache)] == ["明溪日报"]
    assert [entry.title for entry in list_editions(root, cache)] == ["明溪日报"]


@pytest.mark.parametrize(
    "contents",
    [
        b"",
        b"[]",
        b"[" * 200_000,
        b'{"headlines": {}, "versionCreated": 3, "associations": "many"}',
        b'{"headlines": [7], "versionCreated": "yesterday"}',
        b'{"headlines": [{"value": null}], "versionCreated": "2024-99-99"}',
    ],
)
def test_an_edition_that_tells_nothing_is_listed(root: StorageRoot, cache: Path, contents: bytes) -> None:
    keep(root, {"edition.json": contents})
    (entry,) = list_editions(root, cache)
    assert (entry.object_id, entry.title, entry.date, entry.articles) == (ID, "", "", 0)


def test_a_lone_surrogate_in_a_title_does_not_stop_the_list(root: StorageRoot, cache: Path) -> None:
    keep(root, {"edition.json": b'{"headlines": [{"value": "\\ud800"}]}'})
    assert list_editions(root, cache)[0].title == "?"


def test_a_damaged_object_is_listed(root: StorageRoot, cache: Path) -> None:
    (keep(root).path / "inventory.json").write_text("{")
    assert list_editions(root, cache) == (CatalogueEntry(ID, "", "", 0, "", "", 0),)


def test_the_index_stays_outside_the_archive(root: StorageRoot) -> None:
    with pytest.raises(ArchiveError, match="inside the archive"):
        list_editions(root, root.path / "catalogue.sqlite")


def test_an_index_that_cannot_be_written_is_said(root: StorageRoot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for cache in (tmp_path / "file" / "catalogue.sqlite", tmp_path):
        with pytest.raises((EnvironmentTrouble, ArchiveError)):
            list_editions(root, cache)
