"""What the archive reads of an edition: `edition.json` by its published shape (IPTC ninjs 3.1).

Of the edition: `headlines` (the first one's value is its title), `versionCreated` (the first ten characters are its
date), `altIds` with role "issue-number", and `associations`, the articles in reading order. Of an article: `headlines`
by role, `by`, `located`, `infoSources`, `subjects` with rel "section", `altIds` with role "print-page", `genres`, and
the body in `text/plain`, one paragraph a line. What is not there or not of that shape is empty: the archive keeps named
bytes, and an edition that another program wrote is none the worse for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from archive.archival_object import ArchivalObject
from archive.errors import DamagedObject

EDITION = "edition.json"


@dataclass(frozen=True, slots=True)
class Article:
    """An article: each part as printed, empty where it has none; `paragraphs` is its body."""

    kicker: str = ""
    headline: str = ""
    subtitle: str = ""
    byline: str = ""
    dateline: str = ""
    section: str = ""
    page: str = ""
    kind: str = ""
    paragraphs: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What the article is called in a list: its headline, else how it begins."""
        return self.headline or (self.paragraphs[0][:20] if self.paragraphs else "")


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition: `date` is YYYY-MM-DD; everything is empty where `edition.json` does not tell."""

    title: str = ""
    date: str = ""
    number: str = ""
    articles: tuple[Article, ...] = ()


def edition_of(held: ArchivalObject, version: str | None = None) -> Edition:
    """Return the edition in a version (`v2`; None for the newest); an empty one where there is none to be read."""
    if EDITION not in held.state(version):
        return Edition()
    try:
        return read_edition(held.read(EDITION, version))
    except DamagedObject:
        return Edition()


def latest_edition(held: ArchivalObject) -> Edition:
    """Return the edition in the newest version that has one: a withdrawn edition's last."""
    with_edition = (version.number for version in reversed(held.versions()) if EDITION in version.state)
    return edition_of(held, next(with_edition, None))


def read_edition(data: bytes) -> Edition:
    """Read `edition.json`."""
    try:
        item = json.loads(data)
    except (ValueError, RecursionError):
        return Edition()
    if not isinstance(item, dict):
        return Edition()
    return Edition(
        title=next((_text(headline, "value") for headline in _objects(item, "headlines")), ""),
        date=_date(_text(item, "versionCreated")),
        number=_by(item, "altIds", "role", "issue-number", "value"),
        articles=tuple(_article(article) for article in _objects(item, "associations")),
    )


def _article(item: dict[str, Any]) -> Article:
    body = _by(item, "bodies", "contentType", "text/plain", "value")
    agency, place = _by(item, "infoSources", "role", "agency", "name"), _text(item, "located")
    return Article(
        kicker=_by(item, "headlines", "role", "kicker", "value"),
        headline=_by(item, "headlines", "role", "main", "value"),
        subtitle=_by(item, "headlines", "role", "subtitle", "value"),
        byline=_text(item, "by"),
        dateline=" ".join(part for part in (agency, place) if part),
        section=_by(item, "subjects", "rel", "section", "name"),
        page=_by(item, "altIds", "role", "print-page", "value"),
        kind=next((_text(genre, "name") for genre in _objects(item, "genres")), ""),
        paragraphs=tuple(body.split("\n")) if body else (),
    )


def _objects(item: dict[str, Any], key: str) -> Iterator[dict[str, Any]]:
    """Yield the JSON objects in a list; what is no list has none."""
    entries = item.get(key)
    return (entry for entry in entries if isinstance(entry, dict)) if isinstance(entries, list) else iter(())


def _by(item: dict[str, Any], key: str, name: str, wanted: str, value: str) -> str:
    """Return the value of the entry whose `name` is as wanted."""
    return next((_text(entry, value) for entry in _objects(item, key) if entry.get(name) == wanted), "")


def _text(item: dict[str, Any], key: str) -> str:
    """Return a text, without the lone surrogates that JSON can spell but nothing can print."""
    value = item.get(key)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _date(moment: str) -> str:
    try:
        return date.fromisoformat(moment[:10]).isoformat()
    except ValueError:
        return ""
