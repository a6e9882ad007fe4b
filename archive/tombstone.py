"""The tombstone: what stands in the place of an edition that was withdrawn or purged, and says who did it and why.

It is the one file of a version, `tombstone.json`:

    tombstone   1, the version of this shape
    status      "withdrawn": the earlier versions are still held; "purged": their bytes are gone
    id          the object's id
    created     when it was done (RFC 3339)
    user        who did it: name, and address where there is one
    reason      why
    title, date the edition's, by the last version that had one; absent where that does not tell
    version     the last version before
    versions    of a purged object: what each of its versions was: version, created, user, message, and files, the
                sha512 digest of every logical path
    earlier     of an object that was purged, deposited anew and purged again: the record of the time before

A withdrawn object has it as its newest version. A purged object begins anew with it: so the record stands where the
edition stood, is held by fixity as everything else, and keeps the id from being used again unseen.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import unquote

from archive.archival_object import ArchivalObject
from archive.editions import latest_edition
from archive.errors import Gone
from archive.inventory import User, Version

TOMBSTONE = "tombstone.json"


class Status(StrEnum):
    """Whether an edition is held, was withdrawn, or was purged."""

    HELD = "held"
    WITHDRAWN = "withdrawn"
    PURGED = "purged"


@dataclass(frozen=True, slots=True)
class FormerVersion:
    """What a version of a purged edition was: `created` as RFC 3339, `files` the digest of every logical path."""

    version: str
    created: str
    user: str
    message: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A tombstone as read: who removed the edition, when (RFC 3339) and why; `version` is the last one before.

    `versions` tells what each version of a purged edition was.
    """

    status: Status
    created: str
    user: str
    reason: str
    title: str
    date: str
    version: str
    versions: tuple[FormerVersion, ...]


def make_tombstone(old: ArchivalObject, status: Status, now: datetime, user: User, reason: str) -> bytes:
    """Return the file that says what becomes of the object; the same always gives the same bytes."""
    edition = latest_edition(old)
    record: dict[str, Any] = {
        "tombstone": 1,
        "status": status.value,
        "id": old.inventory.object_id,
        "created": now.replace(microsecond=0).isoformat(),
        "user": _user(user),
        "reason": reason,
        **{key: value for key, value in (("title", edition.title), ("date", edition.date)) if value},
        "version": old.inventory.head.number,
    }
    if status is Status.PURGED:
        record["versions"] = [_version(version) for version in old.versions()]
        first = old.versions()[0].number
        if read_tombstone(old, first):
            record["earlier"] = json.loads(old.read(TOMBSTONE, first))
    return json.dumps(record, ensure_ascii=False, indent=2).encode() + b"\n"


def read_tombstone(held: ArchivalObject, version: str | None = None) -> Tombstone | None:
    """Return the tombstone that a version is (`v2`; None for the newest); None where it is an edition.

    Raises DamagedObject.
    """
    if held.state(version).keys() != {TOMBSTONE}:
        return None
    try:
        record = json.loads(held.read(TOMBSTONE, version))
        return Tombstone(
            status=Status(record["status"]),
            created=_text(record["created"]),
            user=_text(record["user"]["name"]),
            reason=_text(record["reason"]),
            title=_text(record.get("title", "")),
            date=_text(record.get("date", "")),
            version=_text(record["version"]),
            versions=tuple(_former(former) for former in record.get("versions", ())),
        )
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        return None  # another program's file of this name


def check_standing(held: ArchivalObject) -> None:
    """Raise Gone where the edition was withdrawn or purged, with who did it, when and why."""
    stone = read_tombstone(held)
    if stone is None:
        return
    name = unquote(held.inventory.object_id)
    told = f"{stone.created}, {stone.user}: {stone.reason}"
    if stone.status is Status.WITHDRAWN:
        raise Gone(
            f"{name} 已撤下（{told}）。旧版本仍可用 --version {stone.version} 取出；恢复请用 heding archive restore。",
            f"{name} was withdrawn ({told}). Its versions can still be had, as with --version {stone.version}; "
            "heding archive restore brings it back.",
        )
    raise Gone(
        f"{name} 已清除（{told}），内容不在了。要重新存入，请用 heding archive add --restore。",
        f"{name} was purged ({told}), its content is gone. To deposit it anew: heding archive add --restore.",
    )


def _former(record: dict[str, Any]) -> FormerVersion:
    return FormerVersion(
        version=_text(record["version"]),
        created=_text(record["created"]),
        user=_text(record["user"].get("name", "")),
        message=_text(record["message"]),
        files={_text(path): _text(digest) for path, digest in record["files"].items()},
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value.encode("utf-8", "replace").decode()  # a lone surrogate is no text


def _version(version: Version) -> dict[str, Any]:
    return {
        "version": version.number,
        "created": version.created.isoformat(),
        "user": _user(version.user),
        "message": version.message,
        "files": dict(sorted(version.state.items())),
    }


def _user(user: User | None) -> dict[str, str]:
    if user is None:
        return {}
    return {"name": user.name, "address": user.address} if user.address else {"name": user.name}
