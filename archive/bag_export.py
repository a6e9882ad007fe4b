"""Export: an object's state in one of its versions as a bag (BagIt 1.0, RFC 8493)."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Sequence
from pathlib import Path

from archive import bag_tags
from archive.archival_object import ArchivalObject
from archive.bag_tags import DECLARATION, PAYLOAD
from archive.digest import PREFERRED, digest_of
from archive.errors import ArchiveError
from archive.filesystem import environment, shown, sync_folder, sync_tree, write_new
from archive.inventory import Version
from archive.logical_paths import find_fault
from archive.tombstone import check_standing

Elements = Sequence[tuple[str, str]]


def export_bag(held: ArchivalObject, target: Path, *, version: str | None = None, elements: Elements = ()) -> Path:
    """Write a version (`v2`; None for the newest) as a bag in the new folder `target`; return its path.

    `elements` (label, value) of bag-info.txt are added to what the version tells; a label that is given replaces it.
    The same version always gives the same bytes: Bagging-Date is the day on which the version was made. The bag is
    built beside its place and renamed into it. Raises ArchiveError where something stands there or a file's name
    cannot be written on every system, Gone for the newest version of what was withdrawn or purged, NotInObject,
    DamagedObject, EnvironmentTrouble.
    """
    target = target.absolute()
    if target.exists() or target.is_symlink():
        raise ArchiveError(
            f"{shown(target)} 已存在；请换一个新的文件夹。", f"{shown(target)} is already there; choose a new folder."
        )
    if version is None:
        check_standing(held)
    state = held.state(version)
    if fault := find_fault(state):
        raise ArchiveError(*fault)
    built = target.with_name(f".heding-{secrets.token_hex(8)}")
    with environment(f"无法导出到 {shown(target)}", f"cannot export to {shown(target)}"):
        try:
            _build(held, held.inventory.version(version) if version else held.inventory.head, built, elements)
            sync_tree(built)
            built.rename(target)
        finally:
            shutil.rmtree(built, ignore_errors=True)
        sync_folder(target.parent)
    return target


def _build(held: ArchivalObject, version: Version | None, built: Path, elements: Elements) -> None:
    if version is None:
        raise ValueError("the caller has asked for the state of this version")
    size = 0
    payload: dict[str, str] = {}
    for logical in sorted(version.state):
        data = held.read(logical, version.number)
        size += len(data)
        payload[f"{PAYLOAD}/{logical}"] = digest_of(data)
        write_new(built / PAYLOAD / logical, data)
    given = {label.lower(): (label, value) for label, value in elements}
    own = [given.pop(each[0].lower(), each) for each in _elements(held.inventory.object_id, version, size)]
    tags = {
        DECLARATION: bag_tags.declaration(),
        "bag-info.txt": bag_tags.info([*own, *given.values()]),
        f"manifest-{PREFERRED}.txt": bag_tags.manifest(payload),
    }
    tags[f"tagmanifest-{PREFERRED}.txt"] = bag_tags.manifest({name: digest_of(data) for name, data in tags.items()})
    for name, data in tags.items():
        write_new(built / name, data)


def _elements(object_id: str, version: Version, size: int) -> list[tuple[str, str]]:
    """Return what a version tells of itself in the words of RFC 8493, section 2.2.2."""
    user = version.user
    mail = user.address.removeprefix("mailto:") if user and user.address.startswith("mailto:") else ""
    return [
        ("Source-Organization", user.name if user else ""),
        ("Contact-Name", user.name if user else ""),
        ("Contact-Email", mail),
        ("External-Description", version.message),
        ("External-Identifier", object_id),
        ("Bagging-Date", version.created.date().isoformat()),
        ("Bag-Size", f"{size / 1000:.1f} kB"),
        ("Payload-Oxum", f"{size}.{len(version.state)}"),
        ("Internal-Sender-Identifier", version.number),
    ]
