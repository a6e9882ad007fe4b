"""Digests: which ones OCFL knows, how they are written, and how they are taken of a stream."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from typing import BinaryIO, Protocol

CHUNK = 1 << 20  # bytes read at once: memory does not grow with a file


class RunningDigest(Protocol):
    """What hashlib's objects have in common, as far as we use it."""

    @property
    def digest_size(self) -> int:
        """The length of the digest in bytes."""

    def update(self, data: bytes, /) -> None:
        """Go on with these bytes."""

    def hexdigest(self) -> str:
        """Return the digest of all bytes so far in lower-case hexadecimal."""


def _blake2b(bits: int) -> Callable[[], RunningDigest]:
    return lambda: hashlib.blake2b(digest_size=bits // 8)


ALGORITHMS: Mapping[str, Callable[[], RunningDigest]] = {
    "md5": lambda: hashlib.md5(usedforsecurity=False),
    "sha1": lambda: hashlib.sha1(usedforsecurity=False),
    "sha224": hashlib.sha224,
    "sha256": hashlib.sha256,
    "sha384": hashlib.sha384,
    "sha512": hashlib.sha512,
    "blake2b-160": _blake2b(160),
    "blake2b-256": _blake2b(256),
    "blake2b-384": _blake2b(384),
    "blake2b-512": _blake2b(512),
}
PREFERRED = "sha512"  # what we write
# OCFL 1.1, section 3.4, and extension 0009-digest-algorithms as far as hashlib has them.
OCFL_ALGORITHMS = ("md5", "sha1", "sha256", "sha512", "blake2b-160", "blake2b-256", "blake2b-384", "blake2b-512")
BAG_ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")  # RFC 8493, section 2.4
CONTENT_ALGORITHMS = ("sha512", "sha256")  # what may address content (section 3.4)


def is_digest(algorithm: str, text: str) -> bool:
    """Return whether `text` is written as a digest of this algorithm: hexadecimal of its length, in either case."""
    length = ALGORITHMS[algorithm]().digest_size * 2
    return re.fullmatch(rf"[0-9a-fA-F]{{{length}}}", text) is not None


def digest_of(data: bytes, algorithm: str = PREFERRED) -> str:
    """Return the digest of bytes in lower-case hexadecimal."""
    return stream_digests((data,), (algorithm,))[algorithm]


def file_digests(
    file: BinaryIO, algorithms: Iterable[str], progress: Callable[[int], None] | None = None
) -> dict[str, str]:
    """Read an open file to its end once and return its digest for every algorithm.

    `progress` is called with the size of every chunk, in bytes.
    """

    def chunks() -> Iterable[bytes]:
        while chunk := file.read(CHUNK):
            if progress:
                progress(len(chunk))
            yield chunk

    return stream_digests(chunks(), algorithms)


def stream_digests(chunks: Iterable[bytes], algorithms: Iterable[str]) -> dict[str, str]:
    """Return the digests of the chunks put together, one for every algorithm, in lower-case hexadecimal."""
    hashes = {algorithm: ALGORITHMS[algorithm]() for algorithm in algorithms}
    for chunk in chunks:
        for running in hashes.values():
            running.update(chunk)
    return {algorithm: running.hexdigest() for algorithm, running in hashes.items()}
