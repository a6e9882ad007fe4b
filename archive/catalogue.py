"""The catalogue: a list of what the archive holds.

Its index is an SQLite file outside the storage root, for speed alone: it can be deleted at any time and comes back
from the archive's own files. An object is read again only where its inventory's file has changed.

What it reads of an edition, `archive.editions` says. An object without a readable `edition.json` is listed by its id
alone; one whose inventory is damaged, by the id that its folder's name stands for. An edition that was withdrawn or
purged is known by its tombstone and listed only to who asks for it.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import apsw

from archive.archival_object import ArchivalObject, open_object_at
from archive.editions import latest_edition
from archive.errors import ArchiveError, DamagedObject, EnvironmentTrouble
from archive.filesystem import environment, shown
from archive.inventory import INVENTORY
from archive.storage_root import StorageRoot
from archive.tombstone import Status, read_tombstone

_BUSY = 10_000  # milliseconds to wait for another process that writes the index
_SCHEMA = 2  # raise it with every change of the table: an index of another schema is made anew


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One object of the archive, by its newest version.

    `title` and `date` (YYYY-MM-DD) are empty and `articles` is 0 where its `edition.json` does not tell. `created` is
    when the version was made (RFC 3339), `bytes` how much content the object stores in all versions together. `status`
    is one of `archive.tombstone.Status`; what was withdrawn or purged has the title and date that it had before. In an
    object whose inventory is damaged only `object_id` is filled, from its folder's name.
    """

    object_id: str
    title: str
    date: str
    articles: int
    version: str
    created: str
    bytes: int
    status: str = Status.HELD


_COLUMNS = tuple(field.name for field in fields(CatalogueEntry))


def list_editions(
    root: StorageRoot, cache: Path, statuses: Collection[Status] = (Status.HELD,)
) -> tuple[CatalogueEntry, ...]:
    """Return what the archive holds, ordered by date, then title, then id; the undated first.

    What was withdrawn or purged is left out, unless `statuses` asks for it.

    `cache` is the index's file; it is made, with its folder, where it is missing or no index. Raises ArchiveError
    where it would lie inside the archive, EnvironmentTrouble where it cannot be written or the archive not be read.
    """
    if cache.resolve().is_relative_to(root.path.resolve()):
        raise ArchiveError(
            f"索引 {shown(cache)} 不能放在档案文件夹之内，请另选位置。",
            f"the index {shown(cache)} must not lie inside the archive; choose another place.",
        )
    with environment(f"无法更新索引 {shown(cache)}", f"cannot update the index {shown(cache)}"):
        cache.parent.mkdir(parents=True, exist_ok=True)
        try:
            entries = _refresh(root, cache)
        except (apsw.NotADBError, apsw.CorruptError):
            cache.unlink()
            entries = _refresh(root, cache)
        except apsw.Error as error:
            raise EnvironmentTrouble(
                f"无法使用索引 {shown(cache)}：{error}。它可以随时删除，会自动重建。",
                f"cannot use the index {shown(cache)}: {error}. It may be deleted at any time; it is made again.",
            ) from error
    return tuple(entry for entry in entries if entry.status in statuses)


def describe(held: ArchivalObject) -> CatalogueEntry:
    """Return the entry of an object."""
    edition, stone = latest_edition(held), read_tombstone(held)
    return CatalogueEntry(
        object_id=held.inventory.object_id,
        title=stone.title if stone else edition.title,
        date=stone.date if stone else edition.date,
        articles=len(edition.articles),
        version=held.inventory.head.number,
        created=held.inventory.head.created.isoformat(timespec="seconds"),
        bytes=sum(_size(held.path / path) for path in held.inventory.content),
        status=stone.status if stone else Status.HELD,
    )


def _refresh(root: StorageRoot, cache: Path) -> tuple[CatalogueEntry, ...]:
    """Bring the index up to the archive's files in one transaction, and read it."""
    with closing(apsw.Connection(str(cache))) as index:
        index.set_busy_timeout(_BUSY)
        index.execute("BEGIN IMMEDIATE")
        if index.execute("PRAGMA user_version").get != _SCHEMA:
            index.execute("DROP TABLE IF EXISTS edition")
            index.execute(f"CREATE TABLE edition (folder PRIMARY KEY, stamp, {', '.join(_COLUMNS)}) WITHOUT ROWID")
            index.execute(f"PRAGMA user_version = {_SCHEMA}")
        known = dict(index.execute("SELECT folder, stamp FROM edition"))
        stamps = {path.relative_to(root.path).as_posix(): _stamp(path) for path in root.objects()}
        places = ", ".join("?" * (len(_COLUMNS) + 2))
        index.executemany(
            "DELETE FROM edition WHERE folder = ?", [(folder,) for folder in known.keys() - stamps.keys()]
        )
        index.executemany(
            f"REPLACE INTO edition VALUES ({places})",  # noqa: S608 (question marks only)
            (
                (folder, stamp, *astuple(_describe_at(root, root.path / folder)))
                for folder, stamp in stamps.items()
                if known.get(folder) != stamp
            ),
        )
        columns = ", ".join(_COLUMNS)
        read = f"SELECT {columns} FROM edition ORDER BY date, title, object_id"  # noqa: S608 (our own names)
        rows: list[tuple[Any, ...]] = index.execute(read).fetchall()
        index.execute("COMMIT")
    return tuple(CatalogueEntry(*row) for row in rows)


def _describe_at(root: StorageRoot, path: Path) -> CatalogueEntry:
    try:
        return describe(open_object_at(root, path))
    except DamagedObject:  # listed none the less; `heding archive verify` says what is wrong with it
        return CatalogueEntry(unquote(path.name), "", "", 0, "", "", 0)


def _stamp(path: Path) -> str:
    """Return what changes with every deposit and with every touch of the inventory's file."""
    try:
        found = (path / INVENTORY).lstat()
    except OSError:
        return "missing"
    return f"{found.st_dev} {found.st_ino} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0
