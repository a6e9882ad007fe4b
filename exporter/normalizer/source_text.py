"""Bytes to text: the decoded source that every span counts in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceText:
    """The source as decoded: the text without its byte order mark, and what the bytes were.

    `name` is the input's stem, `encoding` a Python codec name that turns `text` back into the very bytes
    (`utf-8-sig` where there was a BOM), `sha256` the digest of the bytes.
    """

    name: str
    text: str
    encoding: str
    sha256: str


def decode(data: bytes, name: str) -> SourceText:
    """Decode by evidence. Raises InputError where the bytes are empty, too many or no text."""
    raise NotImplementedError
