"""The history of an object: who made each version, when and why, and what it changed, down to the article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from archive.archival_object import ArchivalObject
from archive.edition_diff import EditionDiff, compare_editions
from archive.editions import EDITION, Edition, read_edition
from archive.errors import DamagedObject
from archive.inventory import Version
from archive.tombstone import Status, Tombstone, read_tombstone


class Event(StrEnum):
    """What a version was made for."""

    DEPOSITED = "deposited"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    PURGED = "purged"


@dataclass(frozen=True, slots=True)
class FileChanges:
    """The logical paths that a version added, removed, or holds with other bytes."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A version in the history. Its changes are against the last version before that was an edition.

    `edition` says what changed in the edition: None for a first deposit, a tombstone, and where `edition.json` is not
    there or damaged in either version. `articles` counts the articles of this version. `tombstone` is what the version
    is where the edition was withdrawn or purged.
    """

    version: Version
    event: Event
    files: FileChanges
    articles: int
    edition: EditionDiff | None
    tombstone: Tombstone | None = None


def history_of(held: ArchivalObject) -> tuple[Chapter, ...]:
    """Return the history, the oldest version first. Raises DamagedObject where a tombstone cannot be read."""
    chapters = []
    last: Version | None = None  # that was an edition
    stone: Tombstone | None = None
    edition: Edition | None = None
    for version in held.versions():
        before, stone = stone, read_tombstone(held, version.number)
        if stone:
            event = Event.WITHDRAWN if stone.status is Status.WITHDRAWN else Event.PURGED
            chapters.append(Chapter(version, event, FileChanges((), (), ()), 0, None, stone))
            continue
        now = _edition(held, version)
        changes = compare_editions(edition, now) if edition and now else None
        files = compare_states(last.state if last else {}, version.state)
        chapters.append(Chapter(version, _event(last, before), files, len(now.articles) if now else 0, changes))
        last, edition = version, now
    return tuple(chapters)


def compare_versions(held: ArchivalObject, old: str, new: str) -> tuple[FileChanges, EditionDiff]:
    """Return what changed between two versions (`v1`, `v2`). Raises NotInObject, DamagedObject."""
    before, after = (_read(held, number) for number in (old, new))
    return compare_states(held.state(old), held.state(new)), compare_editions(before, after)


def compare_states(old: Mapping[str, str], new: Mapping[str, str]) -> FileChanges:
    """Return what differs between two states."""
    return FileChanges(
        added=tuple(sorted(new.keys() - old.keys())),
        removed=tuple(sorted(old.keys() - new.keys())),
        changed=tuple(sorted(path for path in old.keys() & new.keys() if old[path] != new[path])),
    )


def _event(last: Version | None, before: Tombstone | None) -> Event:
    if before:
        return Event.RESTORED if before.status is Status.WITHDRAWN else Event.DEPOSITED
    return Event.CORRECTED if last else Event.DEPOSITED


def _edition(held: ArchivalObject, version: Version) -> Edition | None:
    """Return the edition in a version; None where there is none, or it is damaged: that is for `verify` to tell."""
    try:
        return _read(held, version.number) if EDITION in version.state else None
    except DamagedObject:
        return None


def _read(held: ArchivalObject, number: str) -> Edition:
    return read_edition(held.read(EDITION, number)) if EDITION in held.state(number) else Edition()
