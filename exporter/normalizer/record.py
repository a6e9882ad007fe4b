"""The normalization record (`provenance.json`): to JSON and back, replayed and rebuilt."""

from __future__ import annotations

from typing import Any

from exporter.edition import Edition
from exporter.normalizer.provenance import Provenance


def to_record(edition: Edition, provenance: Provenance) -> dict[str, Any]:
    """Return the record as plain JSON data (contract 3: source, articles, furniture, removed, changes, findings, gaps)."""
    raise NotImplementedError


def from_record(record: dict[str, Any]) -> tuple[Edition, Provenance]:
    """Read a record back. The edition has neither title, date nor number: those stand in `edition.json`.

    Raises InputError where the record is not one.
    """
    raise NotImplementedError


def rebuild_source(record: dict[str, Any]) -> bytes:
    """Return the source's bytes, rebuilt from the output and the record and checked against the sha256 in it.

    Raises InputError where they do not match.
    """
    raise NotImplementedError
