"""Where the archive is, and how an edition in it is named on the command line."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from exporter.errors import UsageError

if TYPE_CHECKING:
    from archive.archival_object import ArchivalObject
    from archive.catalogue import CatalogueEntry
    from archive.storage_root import StorageRoot
    from archive.tombstone import Status


def location(folder: Path | None) -> Path:
    """Return where the archive is: as named, else in the user's data folder."""
    if folder is not None:
        return folder
    from platformdirs import user_data_path

    return user_data_path("heding") / "archive"


def open_archive(folder: Path | None) -> StorageRoot:
    """Open the archive, and finish what a killed writer left. Raises NotAStorageRoot where there is none."""
    from archive.storage_root import open_root
    from archive.workspace import recover

    root = open_root(location(folder))
    recover(root)
    return root


def catalogue(root: StorageRoot, statuses: Collection[Status] | None = None) -> tuple[CatalogueEntry, ...]:
    """Return what the archive holds: the editions of these statuses, else those neither withdrawn nor purged.

    The index lies in the user's cache folder, one file an archive.
    """
    from platformdirs import user_cache_path

    from archive.catalogue import list_editions
    from archive.tombstone import Status

    cache = user_cache_path("heding") / f"catalogue-{_key(root.path)}.sqlite"
    return list_editions(root, cache, statuses or (Status.HELD,))


def audit_log(place: Path) -> Path:
    """Return where the audit log of an archive is: in the user's state folder, one file an archive."""
    from platformdirs import user_state_path

    return user_state_path("heding") / f"audit-{_key(place.absolute())}.jsonl"


def _key(place: Path) -> str:
    return hashlib.sha256(os.fsencode(place)).hexdigest()[:16]


def readable(object_id: str) -> str:
    """Return an id as people write it: what is percent-encoded in a URN, in its own characters."""
    return unquote(object_id)


def find_object(root: StorageRoot, wanted: str) -> ArchivalObject:
    """Return the object of this id, or the one whose id holds it, percent-encoded or as people write it.

    What was withdrawn or purged is found too.
    Raises UsageError where several do, ObjectNotFound where none does.
    """
    from archive.archival_object import open_object

    return open_object(root, _complete(root, wanted))


def find_location(root: StorageRoot, wanted: str) -> str:
    """Return where such an object stands below the root, even one that cannot be opened; raises as `find_object`."""
    from archive.archival_object import not_found

    path = root.locate(_complete(root, wanted))
    if path is None:
        raise not_found(root, wanted)
    return path.relative_to(root.path).as_posix()


def _complete(root: StorageRoot, wanted: str) -> str:
    """Return the whole id of which `wanted` is a part, or `wanted` itself where it is one or part of none."""
    from archive.tombstone import Status

    if root.locate(wanted) is not None:
        return wanted
    ids = [entry.object_id for entry in catalogue(root, tuple(Status))]
    matches = [i for i in ids if readable(i) == wanted] or [i for i in ids if wanted in i or wanted in readable(i)]
    if len(matches) > 1:
        some = " ".join(map(readable, matches[:5]))
        raise UsageError(
            f"“{wanted}”对得上 {len(matches)} 期，请写得更完整：{some}",
            f"{wanted!r} fits {len(matches)} editions, say more of the id: {some}",
        )
    return matches[0] if matches else wanted
