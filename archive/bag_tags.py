"""The text of a bag's tag files, read and written (RFC 8493, section 2). No file is touched here.

Older drafts (0.93 to 0.97) are read with the freedoms they gave; what is written is BagIt 1.0.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

DECLARATION = "bagit.txt"
PAYLOAD = "data"
FETCH = "fetch.txt"
VERSION = "1.0"
VERSIONS = ("0.93", "0.94", "0.95", "0.96", "0.97", VERSION)

_NOTATIONS = ("idna", "punycode", "unicode-escape", "raw-unicode-escape")

_STRICT = re.compile(r"BagIt-Version: (?P<version>\d+\.\d+)\nTag-File-Character-Encoding: (?P<encoding>[^\s:]+)\n?")
_FREE = re.compile(
    r"BagIt-Version[ \t]*:[ \t]*(?P<version>\d+\.\d+)[ \t]*\n"
    r"Tag-File-Character-Encoding[ \t]*:[ \t]*(?P<encoding>[^\s:]+)[ \t]*\n?"
)
_ENTRY = re.compile(r"(?P<digest>[0-9a-fA-F]+)[ \t]+(?P<star>\*?)(?P<path>.*)")
_TAG = re.compile(r"(?P<label>[^\s:](?:[^:]*[^\s:])?): (?P<value>.*)")
_FREE_TAG = re.compile(r"(?P<label>[^\s:](?:[^:]*[^\s:])?)[ \t]*:[ \t]*(?P<value>.*)")
_FETCH = re.compile(r"(?P<url>[A-Za-z][A-Za-z0-9+.-]*:\S*)[ \t]+(?P<length>\d+|-)[ \t]+(?P<path>.+)")


@dataclass(frozen=True, slots=True)
class Declaration:
    """What bagit.txt declares; `encoding` may be one that nobody knows."""

    version: str
    encoding: str

    @property
    def is_strict(self) -> bool:
        """Whether the bag must keep to BagIt 1.0."""
        return self.version not in VERSIONS[:-1]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a manifest: a digest in lower case, a path as it is written, and whether md5sum's asterisk led it."""

    digest: str
    path: str
    starred: bool = False


def parse_declaration(data: bytes) -> Declaration | None:
    """Read bagit.txt, which is UTF-8 without a byte-order mark. Return None where it is malformed."""
    try:
        text = _with_newlines(data.decode())
    except UnicodeDecodeError:
        return None
    if match := _STRICT.fullmatch(text):
        return Declaration(match["version"], match["encoding"])
    if (match := _FREE.fullmatch(text)) and not (found := Declaration(match["version"], match["encoding"])).is_strict:
        return found
    return None


def is_text_encoding(name: str) -> bool:
    """Return whether text is encoded so; Python's own notations are not, and some of them take very long to decode."""
    try:
        "".encode(name)
        return codecs.lookup(name).name not in _NOTATIONS
    except (LookupError, ValueError):
        return False


def decode(data: bytes, encoding: str) -> str | None:
    """Return a tag file's text with its line ends as newlines; None where it is not text in this encoding.

    A byte-order mark is part of the text unless the encoding needs one (section 2.3).
    """
    try:
        return _with_newlines(data.decode(encoding))
    except (UnicodeError, ValueError):
        return None


def parse_manifest(text: str) -> Iterator[Entry | str]:
    """Yield the entries of a manifest, and malformed lines as they are."""
    for line in _lines(text):
        match = _ENTRY.fullmatch(line)
        yield Entry(match["digest"].lower(), match["path"], bool(match["star"])) if match and match["path"] else line


def parse_info(text: str, *, strict: bool) -> Iterator[tuple[str, str] | str]:
    """Yield label and value of every element of bag-info.txt, in order, and malformed lines as they are."""
    pending: tuple[str, str] | None = None
    for line in _lines(text):
        if pending and line[0] in " \t":
            pending = pending[0], f"{pending[1]} {line.strip()}"
            continue
        if pending:
            yield pending
        match = (_TAG if strict else _FREE_TAG).fullmatch(line)
        pending = (match["label"], match["value"].strip()) if match else None
        if not match:
            yield line
    if pending:
        yield pending


def parse_fetch(text: str) -> Iterator[tuple[str, str]]:
    """Yield the path of every line of fetch.txt, with an empty second string; or an empty path with a bad line."""
    for line in _lines(text):
        match = _FETCH.fullmatch(line)
        yield (match["path"], "") if match else ("", line)


def decoded_path(path: str, *, strict: bool) -> str:
    """Return the name of the file that a manifest writes as `path`: line ends, and in 1.0 `%`, are percent-encoded."""
    return re.sub("%0a|%0d|%25" if strict else "%0a|%0d", lambda found: chr(int(found[0][1:], 16)), path, flags=re.I)


def encoded_path(path: str) -> str:
    """Return how a manifest of BagIt 1.0 writes a file's name."""
    return re.sub("[%\r\n]", lambda found: f"%{ord(found[0]):02X}", path)


def declaration() -> bytes:
    """Return a bagit.txt of BagIt 1.0."""
    return f"BagIt-Version: {VERSION}\nTag-File-Character-Encoding: UTF-8\n".encode()


def manifest(digests: Mapping[str, str]) -> bytes:
    """Return a manifest of files, by their paths relative to the bag, with their digests; sorted."""
    return "".join(f"{digest}  {encoded_path(path)}\n" for path, digest in sorted(digests.items())).encode()


def info(elements: Iterable[tuple[str, str]]) -> bytes:
    """Return a bag-info.txt of the elements that have a value, each on one line."""
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in elements if value.strip()).encode()


def _with_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]
