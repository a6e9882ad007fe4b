"""What BagIt demands of a bag's folder (RFC 8493, and the drafts 0.93 to 0.97): found without reading the payload.

`archive.fixity` then reads the content that is expected here, the payload and the tag files.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from archive import bag_tags
from archive.bag_problems import bag_problem
from archive.bag_tags import DECLARATION, FETCH, PAYLOAD, Declaration
from archive.digest import BAG_ALGORITHMS, is_digest
from archive.filesystem import read_beneath
from archive.logical_paths import folded_name
from archive.object_conformance import Content
from archive.problems import Problem

_MANIFEST = re.compile(r"(?P<tag>tag)?manifest-(?P<algorithm>[a-z0-9]+)\.txt")
_INFO = ("bag-info.txt", "package-info.txt")  # the second until draft 0.95
_SYSTEM_FILES = {".ds_store", "thumbs.db", "desktop.ini", ".spotlight-v100", ".trashes", ".fseventsd"}


@dataclass(frozen=True, slots=True)
class Bag:
    """What a bag's structure shows: its problems, the elements of bag-info.txt, and the content to be read.

    `payload` maps the paths of the files below `data/`, without it, to those in the folder; the two differ only
    where a file system changed the name.
    """

    problems: tuple[Problem, ...]
    info: tuple[tuple[str, str], ...] = ()
    payload: Mapping[str, str] = field(default_factory=dict)
    content: Content = field(default_factory=dict)

    def element(self, label: str) -> str:
        """Return the value of an element of bag-info.txt (in either case), empty where it has none."""
        return next((value for name, value in self.info if name.lower() == label.lower()), "")


def is_bag(names: list[str]) -> bool:
    """Return whether a folder with these entries is a bag's, even one that lacks its declaration."""
    return DECLARATION in names or (PAYLOAD in names and any(map(_MANIFEST.fullmatch, names)))


def examine_bag(folder: Path) -> Bag:
    """Examine a bag's folder without reading its payload. Raises OSError where a folder cannot be listed."""
    problems: list[Problem] = []
    sizes = _files(folder, problems)
    declared = _declaration(folder, sizes, problems)
    if declared is None:
        return Bag(tuple(problems))
    if not (folder / PAYLOAD).is_dir():
        problems.append(bag_problem("BE04", PAYLOAD))
    reading = _Reading(folder, declared, sizes, problems)
    listed = reading.manifests()
    content, payload, lost = reading.claims(listed)
    reading.check_payload(listed, content)
    reading.check_tag_manifests(listed, content)
    elements = reading.info()
    reading.check_oxum(elements, lost)
    return Bag(tuple(dict.fromkeys(problems)), elements, payload, content)


def _files(folder: Path, problems: list[Problem]) -> dict[str, int]:
    """Return the size of every file below the folder, by its path; links and special files are problems."""
    sizes: dict[str, int] = {}
    pending = [""]
    while pending:
        prefix = pending.pop()
        with os.scandir(folder / prefix) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                path = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{path}/")
                elif entry.is_file(follow_symlinks=False):
                    sizes[path] = entry.stat(follow_symlinks=False).st_size
                else:
                    problems.append(bag_problem("BE18", path))
    return sizes


def _declaration(folder: Path, sizes: Mapping[str, int], problems: list[Problem]) -> Declaration | None:
    declared = None
    if DECLARATION in sizes:
        declared = bag_tags.parse_declaration(read_beneath(folder, DECLARATION))
    if declared is None:
        problems.append(bag_problem("BE01", DECLARATION))
    elif declared.version not in bag_tags.VERSIONS:
        problems.append(bag_problem("BE02", DECLARATION, declared.version))
    elif not bag_tags.is_text_encoding(declared.encoding):
        problems.append(bag_problem("BE03", DECLARATION, declared.encoding))
    else:
        return declared
    return None


@dataclass(frozen=True, slots=True)
class _Manifest:
    """A manifest: for each file that it lists, by its decoded path, its digest."""

    name: str
    algorithm: str
    is_tag: bool
    digests: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Reading:
    """The reading of one bag; what is wrong is added to `problems`."""

    folder: Path
    declared: Declaration
    sizes: Mapping[str, int]
    problems: list[Problem]

    def note(self, code: str, path: str, detail: str = "") -> None:
        self.problems.append(bag_problem(code, path, detail))

    def text(self, name: str) -> str:
        """Return the text of a tag file, empty where it is none."""
        text = bag_tags.decode(read_beneath(self.folder, name), self.declared.encoding)
        if text is None or text.startswith("\ufeff"):
            self.note("BE06", name)
            return ""
        return text

    def manifests(self) -> list[_Manifest]:
        """Read every manifest whose algorithm we know."""
        found = []
        for name in sorted(self.sizes):
            if not (match := _MANIFEST.fullmatch(name)):
                continue
            if match["algorithm"] in BAG_ALGORITHMS:
                digests = self._digests(name, match["algorithm"], is_tag=bool(match["tag"]))
                found.append(_Manifest(name, match["algorithm"], bool(match["tag"]), digests))
            else:
                self.note("BW09", name)
        if all(manifest.is_tag for manifest in found):
            self.note("BE05", "")
        if not any(manifest.is_tag for manifest in found):
            self.note("BW07", "")
        return found

    def _digests(self, name: str, algorithm: str, *, is_tag: bool) -> dict[str, str]:
        digests: dict[str, str] = {}
        for entry in bag_tags.parse_manifest(self.text(name)):
            if isinstance(entry, str) or not is_digest(algorithm, entry.digest):
                self.note("BE07", name, entry if isinstance(entry, str) else entry.path)
                continue
            if entry.starred:
                self.note("BW02", name, entry.path)
            if (path := self._path(entry.path, name, is_tag=is_tag)) is None:
                continue
            if path in digests:
                is_lawful = digests[path] == entry.digest and not self.declared.is_strict
                self.note("BW01" if is_lawful else "BE08", name, path)
            digests.setdefault(path, entry.digest)
        folded: dict[str, str] = {}
        for path in sorted(digests):
            if (other := folded.setdefault(folded_name(path), path)) != path:
                self.note("BW05", name, f"{other}, {path}")
        return digests

    def _path(self, written: str, where: str, *, is_tag: bool) -> str | None:
        """Return the path that a manifest or fetch.txt writes so; None, with a problem, where it is out of bounds."""
        path = bag_tags.decoded_path(written, strict=self.declared.is_strict)
        if path not in self.sizes and written in self.sizes:  # many tools never encode %
            self.note("BW11", where, written)
            path = written
        if path.startswith("./"):
            self.note("BW03", where, written)
            path = path.removeprefix("./")
        parts = path.split("/")
        climbs = path.startswith(("/", "~")) or "\0" in path or {"", ".", ".."} & set(parts)
        if climbs or (parts[0] == PAYLOAD) == is_tag or (len(parts) == 1 and not is_tag):
            self.note("BE17", where, written)
            return None
        return path

    def claims(self, manifests: list[_Manifest]) -> tuple[Content, dict[str, str], list[str]]:
        """Return what the manifests claim of which file, the payload's files by their listed names, and lost files.

        Lost files are those of operating systems, which come and go by themselves: a warning only.
        """
        content: dict[str, dict[tuple[str, str], str]] = {}
        payload: dict[str, str] = {}
        named: set[str] = set()
        lost: list[str] = []
        by_fold = {folded_name(path): path for path in self.sizes}
        to_fetch = self._to_fetch(manifests)
        for manifest in manifests:
            for path, digest in manifest.digests.items():
                actual = path if path in self.sizes else by_fold.get(folded_name(path))
                if is_system := path.rsplit("/", 1)[-1].lower() in _SYSTEM_FILES:
                    self.note("BW06", path)
                if actual is not None:
                    if actual != path:
                        self.note("BW04", actual, path)
                    content.setdefault(actual, {})[manifest.algorithm, digest] = "BE11"
                    if not manifest.is_tag and (actual == path or actual not in named):
                        payload[path.removeprefix(f"{PAYLOAD}/")] = actual
                        named.add(actual)
                elif is_system:
                    lost.append(path)
                else:
                    self.note("BE16" if path in to_fetch else "BE09", path, manifest.name)
        return content, payload, lost

    def _to_fetch(self, manifests: list[_Manifest]) -> set[str]:
        if FETCH not in self.sizes:
            return set()
        self.note("BW10", FETCH)
        paths = set()
        for written, malformed in bag_tags.parse_fetch(self.text(FETCH)):
            if malformed:
                self.note("BE15", FETCH, malformed)
            elif path := self._path(written, FETCH, is_tag=False):
                paths.add(path)
                if any(path not in manifest.digests for manifest in manifests if not manifest.is_tag):
                    self.note("BE15", FETCH, written)
        return paths

    def check_payload(self, manifests: list[_Manifest], content: Content) -> None:
        """Check that every payload file is listed: by every manifest, before 1.0 by any."""
        for path in filter(_is_payload, self.sizes):
            claimed = {algorithm for algorithm, _ in content.get(path, {})}
            if not claimed:
                self.note("BE10", path)
            elif self.declared.is_strict:
                for manifest in manifests:
                    if not manifest.is_tag and manifest.algorithm not in claimed:
                        self.note("BE10", path, manifest.name)

    def check_tag_manifests(self, manifests: list[_Manifest], content: Content) -> None:
        """Check that tag manifests list no tag manifest, in 1.0 every payload manifest, at best the rest."""
        tag_manifests = [manifest for manifest in manifests if manifest.is_tag]
        kept = [manifest.name for manifest in manifests if not manifest.is_tag]
        for manifest in tag_manifests:
            missing = [name for name in kept if name not in manifest.digests] if self.declared.is_strict else []
            for path in [*filter(_is_tag_manifest, manifest.digests), *missing]:
                self.note("BE12", manifest.name, path)
        for path in self.sizes if tag_manifests else ():
            if path not in content and not _is_payload(path) and not _is_tag_manifest(path):
                self.note("BW08", path)

    def info(self) -> tuple[tuple[str, str], ...]:
        """Read bag-info.txt, where there is one."""
        elements = []
        for name in (name for name in _INFO if name in self.sizes):
            for element in bag_tags.parse_info(self.text(name), strict=self.declared.is_strict):
                if isinstance(element, str):
                    self.note("BE13", name, element)
                else:
                    elements.append(element)
        return tuple(elements)

    def check_oxum(self, elements: tuple[tuple[str, str], ...], lost: list[str]) -> None:
        """Check Payload-Oxum (section 2.2.2), except where files of operating systems are lost anyway."""
        sizes = [size for path, size in self.sizes.items() if _is_payload(path)]
        oxums = [value for label, value in elements if label.lower() == "payload-oxum"]
        if not lost and any(oxum != f"{sum(sizes)}.{len(sizes)}" for oxum in oxums):
            self.note("BE14", _INFO[0], f"{', '.join(oxums)} != {sum(sizes)}.{len(sizes)}")


def _is_payload(path: str) -> bool:
    return path.startswith(f"{PAYLOAD}/")


def _is_tag_manifest(path: str) -> bool:
    return re.fullmatch(r"tagmanifest-.*\.txt", path) is not None
