"""The audit log: when each object of an archive was last proved, and with what result.

A file of JSON lines outside the archive, since verification opens nothing of the archive for writing. It is only ever
added to, a line at once. After a kill its last line may be cut: readers pass over it, and the next line begins afresh.
Its first line names the archive.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

from archive.digest import CONTENT_ALGORITHMS
from archive.errors import ArchiveError
from archive.filesystem import environment, make_folders, read_beneath, shown, sync_folder
from archive.fixity import Proof
from archive.inventory import sidecar_name
from archive.storage_root import StorageRoot

_SYNC = 1.0  # seconds at most for which a proof may be lost in a power cut


@dataclass(frozen=True, slots=True)
class Entry:
    """When an object was last proved intact (aware of its time zone), and in which state: its inventory's digest."""

    time: datetime
    digest: str


@dataclass(frozen=True, slots=True)
class Sample:
    """How many objects a rolling audit takes: a number, or a share of all, above 0 and up to 1."""

    count: int = 0
    share: float = 0.0

    def of(self, total: int) -> int:
        """Return how many that are of so many; a share is rounded up, so that every audit proves something."""
        return self.count or math.ceil(self.share * total)


@dataclass(slots=True)
class _Writer:
    descriptor: int
    synced: float = 0.0

    def write(self, record: Mapping[str, Any]) -> None:
        os.write(self.descriptor, json.dumps(record, ensure_ascii=False).encode() + b"\n")
        if monotonic() - self.synced > _SYNC:
            os.fsync(self.descriptor)
            self.synced = monotonic()

    def record(self, proof: Proof, now: datetime) -> None:
        """Add what was found of an object."""
        self.write(
            {
                "time": now.isoformat(timespec="seconds"),
                "id": proof.object_id,
                "path": proof.location,
                "version": proof.version,
                "inventory": proof.digest,
                "bytes": proof.bytes,
                "intact": proof.intact,
            }
        )


@contextmanager
def recording(log: Path, root: Path) -> Iterator[_Writer]:
    """Open the log of an archive to add to it; what was added is on the disk in the end, whatever happens.

    Raises ArchiveError where it would lie inside the archive, EnvironmentTrouble where it cannot be written.
    """
    if log.resolve().is_relative_to(root.resolve()):
        raise ArchiveError(
            f"核对记录 {shown(log)} 不能放在档案文件夹之内，请用 --log 另选位置。",
            f"the audit log {shown(log)} must not lie inside the archive; choose another place with --log.",
        )
    with environment(f"无法写核对记录 {shown(log)}", f"cannot write the audit log {shown(log)}"):
        make_folders(log.parent)
        descriptor = os.open(log, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
        try:
            writer = _Writer(descriptor)
            if size := os.fstat(descriptor).st_size:
                if os.pread(descriptor, 1, size - 1) != b"\n":
                    os.write(descriptor, b"\n")
            else:
                writer.write({"archive": shown(root.absolute())})
                sync_folder(log.parent)
            yield writer
        finally:
            os.fsync(descriptor)
            os.close(descriptor)


def read_log(log: Path) -> dict[str, Entry]:
    """Return when the object at each location was proved intact, unless it was found damaged since.

    Nothing where there is no log. Raises EnvironmentTrouble.
    """
    proved: dict[str, Entry] = {}
    with environment(f"无法读核对记录 {shown(log)}", f"cannot read the audit log {shown(log)}"):
        if not log.exists():
            return proved
        with log.open("rb") as lines:
            for location, entry in filter(None, map(_parse, lines)):
                if entry is None:
                    proved.pop(location, None)
                else:
                    proved[location] = entry
    return proved


def last_proved(root: StorageRoot, log: Path) -> dict[str, datetime | None]:
    """Return, for every object's location, when it was last proved in the state in which it is now; None if never.

    Raises EnvironmentTrouble.
    """
    proved = read_log(log)
    times: dict[str, datetime | None] = {}
    for path in root.objects():
        location = path.relative_to(root.path).as_posix()
        entry = proved.get(location)
        times[location] = entry.time if entry and entry.digest == _digest(root, location) else None
    return times


def choose(root: StorageRoot, log: Path, since: datetime | None, sample: Sample | None) -> frozenset[str]:
    """Return the locations of the objects that are due, those that were never or least recently proved first.

    `since`: only objects that were not proved since then. `sample`: how many at most. Raises EnvironmentTrouble.
    """
    last = last_proved(root, log)
    long_ago = datetime.min.replace(tzinfo=UTC)
    due = [location for location, time in last.items() if since is None or time is None or time < since]
    due.sort(key=lambda location: (last[location] or long_ago, location))
    return frozenset(due[: sample.of(len(last))] if sample else due)


def _parse(line: bytes) -> tuple[str, Entry | None] | None:
    """Return a location and its proof, None in the proof's place where it was damaged; None for any other line."""
    try:
        record = json.loads(line)
        time = datetime.fromisoformat(record["time"])
        return record["path"], Entry(time, record["inventory"]) if record["intact"] else None
    except (ValueError, LookupError, TypeError):
        return None


def _digest(root: StorageRoot, location: str) -> str:
    """Return the digest that stands in an object's sidecar, empty where none can be read."""
    for algorithm in CONTENT_ALGORITHMS:
        with suppress(OSError, ValueError, IndexError):
            return read_beneath(root.path, f"{location}/{sidecar_name(algorithm)}").split()[0].decode()
    return ""
