"""What OCFL 1.0 and 1.1 demand of an inventory by itself (section 3.5), each rule under its validation code.

In goes the parsed JSON object; out come pairs of a code and the thing concerned. Nothing is taken on trust: every
value may be of any JSON type. A rule of 1.1 that only made 1.0 clearer is applied to both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Any

from archive.digest import CONTENT_ALGORITHMS, OCFL_ALGORITHMS, is_digest

Finding = tuple[str, str]

_KEYS = {"id", "type", "digestAlgorithm", "head", "contentDirectory", "fixity", "manifest", "versions"}
_VERSION_KEYS = {"created", "state", "message", "user"}
_USER_KEYS = {"name", "address"}
_TYPE = re.compile(r"https://ocfl\.io/1\.[01]/spec/#inventory")
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.+", re.DOTALL)


def find_problems(document: dict[str, Any]) -> Iterator[Finding]:
    """Yield what is wrong in an inventory; codes that begin with W are warnings."""
    yield from _head_block(document)
    yield from (("E102", key) for key in document.keys() - _KEYS)
    algorithm = document.get("digestAlgorithm")
    if algorithm not in CONTENT_ALGORITHMS:
        yield "E025", str(algorithm)
        return  # no digest below can be judged
    manifest, versions = document.get("manifest"), document.get("versions")
    if "manifest" not in document:
        yield "E041", "manifest"
    elif not isinstance(manifest, dict):
        yield "E106", ""
    if "versions" not in document:
        yield "E041", "versions"
    elif not isinstance(versions, dict):
        yield "E044", ""
    if not isinstance(manifest, dict) or not isinstance(versions, dict):
        return
    yield from _sequence(versions, document.get("head"))
    yield from _manifest(manifest, versions, algorithm, document.get("contentDirectory", "content"))
    for number, version in versions.items():
        yield from _version(number, version, manifest)
    yield from _unused(manifest, versions)
    if "fixity" in document:
        yield from _fixity(document["fixity"], manifest)


def _head_block(document: dict[str, Any]) -> Iterator[Finding]:
    for key in ("id", "type", "digestAlgorithm", "head"):
        if key not in document:
            yield "E036", key
    object_id = document.get("id", "unknown:id")
    if not isinstance(object_id, str) or not object_id:
        yield "E037", str(object_id)
    elif not _URI.fullmatch(object_id):
        yield "W005", object_id
    kind = document.get("type")
    if "type" in document and not (isinstance(kind, str) and _TYPE.fullmatch(kind)):
        yield "E038", str(kind)
    if document.get("digestAlgorithm") == "sha256":
        yield "W004", ""
    folder = document.get("contentDirectory", "content")
    if folder in (".", ".."):
        yield "E018", folder
    elif not isinstance(folder, str) or not folder or "/" in folder:
        yield "E017", str(folder)


def _sequence(versions: dict[str, Any], head: Any) -> Iterator[Finding]:
    """Version numbers (section 3.1): 1, 2, 3 …, all padded alike or not at all, the last of them `head`."""
    if not versions:
        yield "E008", ""
        return
    if odd := [number for number in versions if not re.fullmatch(r"v[0-9]{1,9}", number)]:
        yield from (("E046", number) for number in odd)
        return
    ordered = sorted(versions, key=lambda number: int(number[1:]))
    numbers = [int(number[1:]) for number in ordered]
    if numbers[0] != 1:
        yield "E009", ordered[0]
    elif numbers != list(range(1, len(numbers) + 1)):
        yield "E010", ", ".join(ordered)
    padded = ordered[0].startswith("v0")
    if padded:
        yield "W001", ordered[0]
        yield from (("E011", number) for number in ordered if not number.startswith("v0"))
        if not ordered[-1].startswith("v0"):
            yield "E013", ordered[-1]
    if any(number.startswith("v0") != padded or (padded and len(number) != len(ordered[0])) for number in ordered):
        yield "E012", ", ".join(ordered)
    if head is not None and head != ordered[-1]:
        yield "E040", str(head)


def _manifest(manifest: dict[str, Any], versions: dict[str, Any], algorithm: str, folder: Any) -> Iterator[Finding]:
    yield from _digest_block(manifest, algorithm, malformed=("E025", "E092"), doubled="E096")
    paths = list(_paths(manifest))
    for path in paths:
        yield from _content_path(path)
        version, _, rest = path.partition("/")
        if version not in versions or not rest.startswith(f"{folder}/"):
            yield "E042", path
    yield from (("E101", path) for path in _conflicts(paths))


def _digest_block(block: dict[str, Any], algorithm: str, malformed: tuple[str, str], doubled: str) -> Iterator[Finding]:
    """A block of digests, each with its paths; `malformed` are the codes for a bad digest and for bad paths."""
    seen = set()
    for digest, paths in block.items():
        if not is_digest(algorithm, digest):
            yield malformed[0], digest
        if digest.lower() in seen:
            yield doubled, digest
        seen.add(digest.lower())
        if not isinstance(paths, list) or not paths or not all(isinstance(path, str) for path in paths):
            yield malformed[1], digest


def _content_path(path: str) -> Iterator[Finding]:
    if path.startswith("/") or path.endswith("/"):
        yield "E100", path
    if {"", ".", ".."} & set(path.strip("/").split("/")):
        yield "E099", path


def _version(number: str, version: Any, manifest: dict[str, Any]) -> Iterator[Finding]:
    if not isinstance(version, dict):
        yield "E047", number
        return
    yield from (("E102", f"{number}: {key}") for key in version.keys() - _VERSION_KEYS)
    yield from (("E048", f"{number}: {key}") for key in ("created", "state") if key not in version)
    if "created" in version and not _is_time(version["created"]):
        yield "E049", f"{number}: {version['created']}"
    if "message" not in version:
        yield "W007", f"{number}: message"
    elif not isinstance(version["message"], str):
        yield "E094", number
    if "user" not in version:
        yield "W007", f"{number}: user"
    else:
        yield from _user(number, version["user"])
    if "state" in version:
        yield from _state(number, version["state"], manifest)


def _is_time(created: Any) -> bool:
    if not isinstance(created, str) or not _RFC_3339.fullmatch(created):
        return False
    try:
        datetime.fromisoformat(created.upper())
    except ValueError:
        return False
    return True


def _user(number: str, user: Any) -> Iterator[Finding]:
    if not isinstance(user, dict) or not isinstance(user.get("name"), str):
        yield "E054", number
        return
    yield from (("E102", f"{number}: user.{key}") for key in user.keys() - _USER_KEYS)
    address = user.get("address")
    if "address" not in user:
        yield "W008", number
    elif not isinstance(address, str):
        yield "E054", f"{number}: address"
    elif not _URI.fullmatch(address):
        yield "W009", f"{number}: {address}"


def _state(number: str, state: Any, manifest: dict[str, Any]) -> Iterator[Finding]:
    if not isinstance(state, dict):
        yield "E050", number
        return
    for digest, paths in state.items():
        if digest not in manifest:
            yield "E050", f"{number}: {digest}"
        if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
            yield "E050", f"{number}: {digest}"
    logical = list(_paths(state))
    for path in logical:
        if path.startswith("/") or path.endswith("/"):
            yield "E053", f"{number}: {path}"
        if {"", ".", ".."} & set(path.strip("/").split("/")):
            yield "E052", f"{number}: {path}"
    yield from (("E095", f"{number}: {path}") for path in _conflicts(logical))


def _unused(manifest: dict[str, Any], versions: dict[str, Any]) -> Iterator[Finding]:
    states = (version.get("state") for version in versions.values() if isinstance(version, dict))
    used = set(chain.from_iterable(state for state in states if isinstance(state, dict)))
    yield from (("E107", digest) for digest in manifest if digest not in used)


def _fixity(fixity: Any, manifest: dict[str, Any]) -> Iterator[Finding]:
    if not isinstance(fixity, dict):
        yield "E111", ""
        return
    listed = set(_paths(manifest))
    for algorithm, block in fixity.items():
        if algorithm not in OCFL_ALGORITHMS:
            yield "E056", algorithm
            continue
        if not isinstance(block, dict):
            yield "E057", algorithm
            continue
        yield from _digest_block(block, algorithm, malformed=("E057", "E057"), doubled="E097")
        for path in _paths(block):
            yield from _content_path(path)
            if path not in listed:
                yield "E093", path


def _paths(block: dict[str, Any]) -> Iterator[str]:
    """Yield the paths of a block of digests, as far as they are strings in lists."""
    for paths in block.values():
        if isinstance(paths, list):
            yield from (path for path in paths if isinstance(path, str))


def _conflicts(paths: list[str]) -> Iterator[str]:
    """Yield paths that stand twice, and paths that are also a folder of another path."""
    folders = {
        "/".join(parts[:depth]) for parts in (path.split("/") for path in paths) for depth in range(1, len(parts))
    }
    seen = set()
    for path in paths:
        if path in seen or path in folders:
            yield path
        seen.add(path)
