"""Extensions of objects and storage roots: which ones are registered, and what is wrong in a folder of them.

The list is that of the OCFL Extensions community, whose registry has no other form. Of an object with a mutable head
(0005) only the finished versions are read: the head is in a state that OCFL itself does not know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archive.problems import MUTABLE_HEAD, Problem, problem

EXTENSIONS = "extensions"
_MUTABLE = "0005-mutable-head"
REGISTERED_EXTENSIONS = frozenset(
    {
        "0001-digest-algorithms",
        "0002-flat-direct-storage-layout",
        "0003-hash-and-id-n-tuple-storage-layout",
        "0004-hashed-n-tuple-storage-layout",
        _MUTABLE,
        "0006-flat-omit-prefix-storage-layout",
        "0007-n-tuple-omit-prefix-storage-layout",
        "0008-schema-registry",
        "0009-digest-algorithms",
        "0010-differential-n-tuple-omit-prefix-storage-layout",
        "0011-direct-clean-path-layout",
        "0012-hash-and-no-prefix-id-n-tuple-storage-layout",
        "initial",
    }
)


def in_object(names: Mapping[str, bool]) -> Iterator[Problem]:
    """Yield what is wrong in an object's folder of extensions (section 3.9), by its names, True for folders."""
    yield from _in_folder(names, "E067", "W013")
    if names.get(_MUTABLE):
        yield problem(MUTABLE_HEAD, f"{EXTENSIONS}/{_MUTABLE}")


def in_root(names: Mapping[str, bool]) -> Iterator[Problem]:
    """Yield what is wrong in a storage root's folder of extensions (section 4.4), by its names, True for folders."""
    return _in_folder(names, "E112", "W016")


def _in_folder(names: Mapping[str, bool], stray: str, unregistered: str) -> Iterator[Problem]:
    for name, is_folder in names.items():
        if not is_folder:
            yield problem(stray, f"{EXTENSIONS}/{name}")
        elif name not in REGISTERED_EXTENSIONS:
            yield problem(unregistered, f"{EXTENSIONS}/{name}")
