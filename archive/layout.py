"""Storage layouts: where an object of an id stands below a storage root (OCFL 1.1, section 4.3, and its extensions).

We make roots of layout 0003; roots that other tools made may have any of these, or none that we can compute. A field
of a layout is a parameter of its extension's config.json, in snake case there, in camel case here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import PurePosixPath
from typing import Any, ClassVar, Protocol

from archive.digest import ALGORITHMS, OCFL_ALGORITHMS, digest_of

_LONGEST_NAME = 255  # bytes, of a file's name on the file systems in use


class Layout(Protocol):
    """A layout with its parameters."""

    extension: ClassVar[str]

    def location(self, object_id: str) -> PurePosixPath | None:
        """Return where the object of this id stands, relative to the root; None where this layout has no place."""


@dataclass(frozen=True, slots=True)
class FlatDirect:
    """Extension 0002: the id is the folder's name."""

    extension: ClassVar[str] = "0002-flat-direct-storage-layout"

    def location(self, object_id: str) -> PurePosixPath | None:
        """Return the place of an object."""
        return _place(object_id)


@dataclass(frozen=True, slots=True)
class HashAndIdTuples:
    """Extension 0003: an id's digest is cut into `number_of_tuples` of `tuple_size` characters; the id comes last."""

    extension: ClassVar[str] = "0003-hash-and-id-n-tuple-storage-layout"
    digest_algorithm: str = "sha256"
    tuple_size: int = 3
    number_of_tuples: int = 3

    def location(self, object_id: str) -> PurePosixPath:
        """Return the place of an object; every id has one."""
        digest = digest_of(_bytes(object_id), self.digest_algorithm)
        name = re.sub(r"[^A-Za-z0-9_-]", lambda found: _percent_encode(found[0]), object_id)
        tuples = _tuples(digest, self.tuple_size, self.number_of_tuples)
        return PurePosixPath(*tuples, name if len(name) <= 100 else f"{name[:100]}-{digest}")


@dataclass(frozen=True, slots=True)
class HashedTuples:
    """Extension 0004: as 0003, with the digest, or what is left of it, in the place of the id."""

    extension: ClassVar[str] = "0004-hashed-n-tuple-storage-layout"
    digest_algorithm: str = "sha256"
    tuple_size: int = 3
    number_of_tuples: int = 3
    short_object_root: bool = False

    def location(self, object_id: str) -> PurePosixPath | None:
        """Return the place of an object; every id has one, unless nothing is left for a short name."""
        digest = digest_of(_bytes(object_id), self.digest_algorithm)
        used = self.tuple_size * self.number_of_tuples if self.short_object_root else 0
        return _place(*_tuples(digest, self.tuple_size, self.number_of_tuples), digest[used:])


@dataclass(frozen=True, slots=True)
class FlatOmitPrefix:
    """Extension 0006: the id without what leads up to the last `delimiter` is the folder's name."""

    extension: ClassVar[str] = "0006-flat-omit-prefix-storage-layout"
    delimiter: str = ""

    def location(self, object_id: str) -> PurePosixPath | None:
        """Return the place of an object."""
        return _place(_without_prefix(object_id, self.delimiter))


@dataclass(frozen=True, slots=True)
class TuplesOmitPrefix:
    """Extension 0007: as 0006, below tuples of that name, which is padded with zeros and may be reversed for them."""

    extension: ClassVar[str] = "0007-n-tuple-omit-prefix-storage-layout"
    delimiter: str = ":"
    tuple_size: int = 3
    number_of_tuples: int = 3
    zero_padding: str = "left"
    reverse_object_root: bool = False

    def location(self, object_id: str) -> PurePosixPath | None:
        """Return the place of an object."""
        name = _without_prefix(object_id, self.delimiter)
        length = self.tuple_size * self.number_of_tuples
        padded = name.rjust(length, "0") if self.zero_padding == "left" else name.ljust(length, "0")
        turned = padded[::-1] if self.reverse_object_root else padded
        return _place(*_tuples(turned, self.tuple_size, self.number_of_tuples), name)


_LAYOUTS = {
    layout.extension: layout for layout in (FlatDirect, HashAndIdTuples, HashedTuples, FlatOmitPrefix, TuplesOmitPrefix)
}


def is_known(extension: str) -> bool:
    """Return whether we can compute locations by this extension."""
    return extension in _LAYOUTS


def parse_layout(extension: str, config: Mapping[str, Any]) -> Layout | None:
    """Return the layout that a config.json describes, None where it is not within the bounds of its extension."""
    kind = _LAYOUTS[extension]
    given = {field.name: config[_camel(field.name)] for field in fields(kind) if _camel(field.name) in config}
    layout = kind(**given)
    sound = all(type(getattr(layout, field.name)) is type(field.default) for field in fields(kind))
    return layout if sound and _is_within_bounds(layout) else None


def config_of(layout: HashAndIdTuples) -> dict[str, Any]:
    """Return what stands in the config.json of a layout."""
    return {"extensionName": layout.extension, **{_camel(key): value for key, value in asdict(layout).items()}}


def _is_within_bounds(layout: Layout) -> bool:
    match layout:
        case HashAndIdTuples(algorithm, size, count) | HashedTuples(algorithm, size, count):
            if algorithm not in OCFL_ALGORITHMS or not (0 <= size <= 32 and 0 <= count <= 32):
                return False
            return (size == 0) == (count == 0) and size * count <= ALGORITHMS[algorithm]().digest_size * 2
        case TuplesOmitPrefix(delimiter, size, count, padding):
            return bool(delimiter) and 1 <= size <= 32 and 1 <= count <= 32 and padding in ("left", "right")
        case FlatOmitPrefix(delimiter):
            return bool(delimiter)
    return True


def _place(*parts: str) -> PurePosixPath | None:
    """Return the parts as a path, None where one of them is no name of a folder."""
    unfit = any(
        part in ("", ".", "..") or "/" in part or "\0" in part or len(_bytes(part)) > _LONGEST_NAME for part in parts
    )
    return None if unfit else PurePosixPath(*parts)


def _without_prefix(object_id: str, delimiter: str) -> str:
    """Return what follows the last delimiter, in either case of its letters; the whole id where it has none."""
    return re.sub(f"(?is)^.*{re.escape(delimiter)}", "", object_id)


def _tuples(text: str, size: int, count: int) -> list[str]:
    return [text[at * size : (at + 1) * size] for at in range(count)]


def _percent_encode(char: str) -> str:
    return "".join(f"%{byte:02x}" for byte in _bytes(char))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _camel(key: str) -> str:
    first, *rest = key.split("_")
    return first + "".join(word.capitalize() for word in rest)
