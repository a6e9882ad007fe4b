"""A disk that may be cut off: what a file system has promised of a sequence of changes, and what else it may have done.

The model is harsher than any file system in use. A file's bytes are on the disk only once the file was synced: until
then they may be all there, partly, or not at all. A change of a name (made, linked, removed, renamed, two exchanged) is
done whole or not at all, and is on the disk for certain only once a folder that it touches was synced; until then
changes may reach the disk in any order, except that two of the same name keep theirs.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

Key = tuple[int, str]  # a name in a folder, the folder by its number


@dataclass(frozen=True, eq=False)
class Change:
    """A change of names, done whole or not at all: each name's new file or folder, None where the name goes."""

    entries: tuple[tuple[Key, int | None], ...]


@dataclass
class Disk:
    """Folders and files by number: as the process sees them, and as they are on the disk for certain."""

    seen: dict[int, dict[str, int]] = field(default_factory=dict)
    certain: dict[int, dict[str, int]] = field(default_factory=dict)
    files: dict[int, bytes] = field(default_factory=dict)
    synced: dict[int, bytes] = field(default_factory=dict)
    pending: list[Change] = field(default_factory=list)
    _next: int = 1

    @classmethod
    def of(cls, folder: Path) -> Disk:
        """Return a disk that holds for certain what stands in a folder; the folder is number 0."""
        disk = cls({0: {}}, {0: {}})
        for path in sorted(folder.rglob("*")):
            parent, name = disk.find(str(path.relative_to(folder)))
            number = disk._new(None if path.is_dir() else path.read_bytes())
            if path.is_file():
                disk.synced[number] = disk.files[number]
            disk.seen[parent][name] = disk.certain[parent][name] = number
        return disk

    def find(self, path: str) -> Key:
        """Return the folder and the name that a path stands for now."""
        *parents, name = path.split("/")
        here = 0
        for parent in parents:
            here = self.seen[here][parent]
        return here, name

    def number(self, path: str) -> int:
        """Return the number of what stands at a path now; an empty path is the top."""
        if not path:
            return 0
        folder, name = self.find(path)
        return self.seen[folder][name]

    def make(self, path: str, data: bytes | None = None) -> None:
        """Make a file of these bytes, a folder where there are none."""
        self._change((self.find(path), self._new(data)))

    def link(self, source: str, target: str) -> None:
        """Give a file another name."""
        self._change((self.find(target), self.number(source)))

    def remove(self, path: str) -> None:
        """Remove a name."""
        self._change((self.find(path), None))

    def rename(self, source: str, target: str) -> None:
        """Rename a file or folder; what had the name is gone."""
        self._change((self.find(target), self.number(source)), (self.find(source), None))

    def exchange(self, one: str, other: str) -> None:
        """Let two names change places."""
        self._change((self.find(one), self.number(other)), (self.find(other), self.number(one)))

    def write(self, path: str, data: bytes) -> None:
        """Add bytes to a file's end."""
        self.files[self.number(path)] += data

    def sync(self, path: str) -> None:
        """Make a file's bytes, or a folder's names, certain."""
        number = self.number(path)
        if number in self.files:
            self.synced[number] = self.files[number]
            return
        touching = [change for change in self.pending if any(key[0] == number for key, _ in change.entries)]
        self._settle(self._with_earlier(touching))

    def states(self, chance: random.Random, samples: int) -> Iterator[dict[str, bytes | None]]:
        """Yield what may be on the disk after a power cut now, as paths; a folder has None for its bytes.

        Nothing, everything, each pending change alone, everything but each, and random selections; each with what the
        order of changes of one name demands.
        """
        pending = self.pending
        yield self._state(chance, [])
        yield self._state(chance, pending)
        for change in pending:
            yield self._state(chance, self._with_earlier([change]))
            yield self._state(chance, self._without(change))
        for _ in range(samples):
            share = chance.random()
            yield self._state(chance, self._with_earlier([each for each in pending if chance.random() < share]))

    def _new(self, data: bytes | None) -> int:
        number, self._next = self._next, self._next + 1
        if data is None:
            self.seen[number], self.certain[number] = {}, {}
        else:
            self.files[number], self.synced[number] = data, b""
        return number

    def _change(self, *entries: tuple[Key, int | None]) -> None:
        change = Change(entries)
        _apply(self.seen, change)
        self.pending.append(change)

    def _settle(self, changes: list[Change]) -> None:
        for change in changes:
            _apply(self.certain, change)
        self.pending = [change for change in self.pending if change not in changes]

    def _with_earlier(self, wanted: list[Change]) -> list[Change]:
        """Return the changes with the earlier ones of the same names, in order."""
        chosen: list[Change] = []
        keys: set[Key] = set()
        for change in reversed(self.pending):
            if change in wanted or not keys.isdisjoint(key for key, _ in change.entries):
                chosen.append(change)
                keys.update(key for key, _ in change.entries)
        return chosen[::-1]

    def _without(self, left_out: Change) -> list[Change]:
        """Return all changes but one and the later ones of the same names."""
        keys = {key for key, _ in left_out.entries}
        chosen: list[Change] = []
        for change in self.pending[self.pending.index(left_out) :]:
            if keys.isdisjoint(key for key, _ in change.entries):
                chosen.append(change)
            else:
                keys.update(key for key, _ in change.entries)
        return self.pending[: self.pending.index(left_out)] + chosen

    def _state(self, chance: random.Random, changes: list[Change]) -> dict[str, bytes | None]:
        folders = {number: dict(names) for number, names in self.certain.items()}
        for change in changes:
            _apply(folders, change)
        state: dict[str, bytes | None] = {}
        places = [("", 0)]
        while places:
            prefix, folder = places.pop()
            for name, number in folders[folder].items():
                if number in folders:
                    state[prefix + name] = None
                    places.append((f"{prefix}{name}/", number))
                else:
                    state[prefix + name] = self._bytes(chance, number)
        return state

    def _bytes(self, chance: random.Random, number: int) -> bytes:
        data, certain = self.files[number], self.synced[number]
        if data == certain:
            return data
        return chance.choice((data, certain, data[: len(data) // 2], bytes(len(data))))


def _apply(folders: dict[int, dict[str, int]], change: Change) -> None:
    for (folder, name), number in change.entries:
        if number is None:
            folders[folder].pop(name, None)
        else:
            folders[folder][name] = number
