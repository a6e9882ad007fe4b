"""The inventory: what an object holds, in every version (OCFL 1.1, section 3.5). It never touches content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from archive.digest import PREFERRED
from archive.inventory_rules import find_problems
from archive.problems import Problem, Severity, problem

INVENTORY = "inventory.json"
CONTENT = "content"
SPECIFICATION = "1.1"


@dataclass(frozen=True, slots=True)
class User:
    """Who made a version. `address` is a URI such as `mailto:…`, or empty."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an object: `number` is its folder's name (`v2`), `state` maps logical paths to digests.

    `created` is aware of its time zone; `user` and `message` are absent (None, empty) where others left them out.
    """

    number: str
    created: datetime
    state: Mapping[str, str]
    message: str = ""
    user: User | None = None


@dataclass(frozen=True, slots=True)
class Inventory:
    """A valid inventory. Digests are in lower case; `manifest` maps each to the content paths that hold its bytes.

    `versions` is in order, the oldest first. `fixity` maps an algorithm to content paths to digests.
    """

    object_id: str
    versions: tuple[Version, ...]
    manifest: Mapping[str, tuple[str, ...]]
    specification: str = SPECIFICATION
    digest_algorithm: str = PREFERRED
    content_directory: str = CONTENT
    content_directory_is_set: bool = False
    fixity: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def head(self) -> Version:
        """The newest version."""
        return self.versions[-1]

    @property
    def content(self) -> dict[str, str]:
        """The digest of every content path."""
        return {path: digest for digest, paths in self.manifest.items() for path in paths}

    def version(self, number: str) -> Version | None:
        """Return the version of this number (`v2`), or None."""
        return next((version for version in self.versions if version.number == number), None)

    def with_version(self, version: Version, new_content: Mapping[str, tuple[str, ...]]) -> Inventory:
        """Return the inventory with one more version, whose new content is added to the manifest."""
        return replace(
            self, versions=(*self.versions, version), manifest=MappingProxyType({**self.manifest, **new_content})
        )

    def to_json(self) -> bytes:
        """Return the inventory as it is stored: the same inventory always gives the same bytes."""
        document = {
            "id": self.object_id,
            "type": f"https://ocfl.io/{self.specification}/spec/#inventory",
            "digestAlgorithm": self.digest_algorithm,
            "head": self.head.number,
            "manifest": {digest: sorted(paths) for digest, paths in sorted(self.manifest.items())},
            "versions": {version.number: _version_to_json(version) for version in self.versions},
        }
        return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"


def version_number(count: int) -> str:
    """Return the number of an object's version by its place, from 1, as we write it: without padding."""
    return f"v{count}"


def sidecar_name(algorithm: str) -> str:
    """Return the name of the file that holds an inventory's digest (section 3.7)."""
    return f"{INVENTORY}.{algorithm}"


def sidecar(digest: str) -> bytes:
    """Return the contents of an inventory's sidecar (section 3.7)."""
    return f"{digest} {INVENTORY}\n".encode()


def parse_inventory(data: bytes, where: str) -> tuple[Inventory | None, tuple[Problem, ...]]:
    """Read an inventory that nobody vouches for.

    Returns the inventory, or None where it breaks a MUST, and every problem in it; `where` is the path that the
    problems name.
    """
    try:
        document = json.loads(data.decode(), object_pairs_hook=_without_doubles, parse_constant=_refuse_constant)
        json.dumps(document, ensure_ascii=False).encode()  # a lone surrogate is no text
    except (ValueError, RecursionError) as error:
        return None, (problem("E033", where, str(error)),)
    if not isinstance(document, dict):
        return None, (problem("E033", where, type(document).__name__),)
    problems = tuple(problem(code, where, detail) for code, detail in find_problems(document))
    if any(found.severity is Severity.ERROR for found in problems):
        return None, problems
    return _build(document), problems


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = dict(pairs)
    if len(keys) != len(pairs):
        raise ValueError("a key stands twice in one JSON object")
    return keys


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _build(document: dict[str, Any]) -> Inventory:
    """Make an inventory of a document in which `find_problems` found no error."""
    return Inventory(
        object_id=document["id"],
        versions=tuple(
            _build_version(number, document["versions"][number])
            for number in sorted(document["versions"], key=lambda number: int(number[1:]))
        ),
        manifest=_by_digest(document["manifest"]),
        specification=document["type"].split("/")[3],
        digest_algorithm=document["digestAlgorithm"],
        content_directory=document.get("contentDirectory", CONTENT),
        content_directory_is_set="contentDirectory" in document,
        fixity=MappingProxyType(
            {algorithm: _by_digest(block) for algorithm, block in document.get("fixity", {}).items()}
        ),
    )


def _by_digest(block: dict[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({digest.lower(): tuple(paths) for digest, paths in block.items()})


def _build_version(number: str, entry: dict[str, Any]) -> Version:
    user = entry.get("user")
    return Version(
        number=number,
        created=datetime.fromisoformat(entry["created"].upper()),
        state=MappingProxyType({path: digest.lower() for digest, paths in entry["state"].items() for path in paths}),
        message=entry.get("message", ""),
        user=User(user["name"], user.get("address", "")) if user else None,
    )


def _version_to_json(version: Version) -> dict[str, Any]:
    paths_of: dict[str, list[str]] = {}
    for path, digest in sorted(version.state.items()):
        paths_of.setdefault(digest, []).append(path)
    entry: dict[str, Any] = {
        "created": version.created.isoformat(),
        "message": version.message,
        "state": dict(sorted(paths_of.items())),
    }
    if version.user:
        entry["user"] = {"name": version.user.name}
        if version.user.address:
            entry["user"]["address"] = version.user.address
    return entry
