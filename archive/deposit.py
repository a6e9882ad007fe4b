"""Depositing: a new object, or a new version of one, in one step that is either done or never happened.

OCFL's own way of adding a version (write the version's folder, then the root inventory, then its sidecar) leaves an
invalid object in between. Here the object's next state is built whole beside it, brought to the disk, and put in its
place by one system call: rename for a new object, renameat2(RENAME_EXCHANGE) for a new version. At every moment, and
after a kill or a power cut at any moment, the object is valid and either the old or the new one.

The next state is built in `extensions/heding-work`: the one place that is always on the archive's file system, even
where the archive is itself a mount point, and that validators leave alone (section 4.4; at most a warning, W016, for
as long as a deposit lasts). What a killed writer left there the next writer removes, under the archive's one lock.

The content of earlier versions is hard-linked into the next state, not copied: content is never written again, the
old folder goes as soon as the new one stands, and copying would use space and carry on a damage unseen.
"""

from __future__ import annotations

import errno
import json
import re
import shutil
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from archive.archival_object import ArchivalObject, damaged, open_object
from archive.digest import PREFERRED, digest_of
from archive.errors import InvalidDeposit
from archive.extensions import EXTENSIONS
from archive.filesystem import (
    environment,
    exchange,
    exclusive,
    is_real_folder,
    link_tree,
    read_beneath,
    shown,
    sync_folder,
    sync_tree,
    write_new,
)
from archive.inventory import CONTENT, INVENTORY, SPECIFICATION, Inventory, User, Version, sidecar, sidecar_name
from archive.logical_paths import find_fault
from archive.storage_root import OBJECT_DECLARATION, StorageRoot

WORK = "heding-work"

__all__ = ["Receipt", "User", "deposit"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a deposit came to: the version that now holds the files, and whether it was made just now."""

    object_id: str
    version: str
    created: bool
    path: Path


def deposit(
    root: StorageRoot, object_id: str, files: Mapping[str, bytes], *, user: User, message: str, now: datetime
) -> Receipt:
    """Keep these files, by logical path, as the newest state of the object; on return they are safe on the disk.

    The files replace those of the version before. Where they are the same, no version is made. `now` is aware of
    its time zone and is kept to the second. Raises InvalidId, InvalidDeposit, DamagedObject, EnvironmentTrouble;
    then the archive is as it was.
    """
    path = root.object_path(object_id)
    _check_files(files)
    _check_user(user, message)
    if now.tzinfo is None:
        raise ValueError("now must be aware of its time zone")
    state = MappingProxyType({logical: digest_of(data) for logical, data in sorted(files.items())})
    trouble = environment(f"无法存入 {object_id}", f"cannot deposit {object_id}")
    with trouble, exclusive(root.path), _work_folder(root) as work:
        _check_place(root, path)
        old = open_object(root, object_id) if path.exists() else None
        if old:
            _check_old(old, state)
            if state == old.inventory.head.state:
                return Receipt(object_id, old.inventory.head.number, False, path)
        before = old.inventory if old else Inventory(object_id, (), MappingProxyType({}))
        version = Version(_number(len(before.versions) + 1), now.replace(microsecond=0), state, message, user)
        added = _new_content(version, before)
        inventory = before.with_version(version, {digest: (content,) for digest, content in added.items()})
        content = {added[state[logical]]: data for logical, data in files.items() if state[logical] in added}
        if old:
            _replace(old, inventory, content, work)
        else:
            _place(root, path, inventory, content, work)
        return Receipt(object_id, version.number, True, path)


def _number(count: int) -> str:
    return f"v{count}"


def _new_content(version: Version, before: Inventory) -> dict[str, str]:
    """Return the content path of every digest that the object does not hold yet; equal files share one."""
    added: dict[str, str] = {}
    for logical, digest in version.state.items():
        if digest not in before.manifest:
            added.setdefault(digest, f"{version.number}/{CONTENT}/{logical}")
    return added


def _place(root: StorageRoot, path: Path, inventory: Inventory, content: Mapping[str, bytes], work: Path) -> None:
    """Build a new object with the folders that lead to it, and rename the topmost missing one into place.

    So no empty folder ever stands in the archive (E073).
    """
    parts = path.relative_to(root.path).parts
    depth = next(depth for depth in range(1, len(parts) + 1) if not root.path.joinpath(*parts[:depth]).exists())
    built = work.joinpath(*parts)
    write_new(built / f"{OBJECT_DECLARATION}{SPECIFICATION}", f"ocfl_object_{SPECIFICATION}\n".encode())
    _write_version(built, inventory, content)
    sync_tree(work)
    target = root.path.joinpath(*parts[:depth])
    work.joinpath(*parts[:depth]).rename(target)
    sync_folder(target.parent)


def _replace(old: ArchivalObject, inventory: Inventory, content: Mapping[str, bytes], work: Path) -> None:
    """Build the object with one more version, and exchange it for the old one."""
    built = work / old.path.name
    link_tree(old.path, built)
    for name in (INVENTORY, sidecar_name(PREFERRED)):
        (built / name).unlink()
    _write_version(built, inventory, content)
    sync_tree(work)
    exchange(built, old.path)
    sync_folder(old.path.parent)


def _write_version(built: Path, inventory: Inventory, content: Mapping[str, bytes]) -> None:
    for content_path, data in content.items():
        write_new(built / content_path, data)
    stored = inventory.to_json()
    for folder in (built / inventory.head.number, built):
        write_new(folder / INVENTORY, stored)
        write_new(folder / sidecar_name(PREFERRED), sidecar(digest_of(stored)))


@contextmanager
def _work_folder(root: StorageRoot) -> Iterator[Path]:
    """Give an empty work folder and remove it in the end, with whatever a killed writer left in it before.

    Only under the archive's lock.
    """
    work = root.path / EXTENSIONS / WORK
    if not is_real_folder(work.parent):
        raise NotADirectoryError(errno.ENOTDIR, "not a folder", str(work.parent))
    if work.exists() or work.is_symlink():
        shutil.rmtree(work)
    work.mkdir()
    try:
        yield work
    finally:
        with environment(
            f"无法清理 {shown(work)}，但档案内容无损", f"cannot remove {shown(work)}, though no edition is harmed"
        ):
            shutil.rmtree(work)


def _check_place(root: StorageRoot, path: Path) -> None:
    """Raise DamagedObject where a link or a file stands on the way to an object."""
    for place in (*reversed(path.relative_to(root.path).parents[:-1]), path.relative_to(root.path)):
        found = root.path / place
        if (found.exists() or found.is_symlink()) and not is_real_folder(found):
            raise damaged(found, "E090")


def _check_old(old: ArchivalObject, state: Mapping[str, str]) -> None:
    """Refuse an object that we could not write again as it is, and prove the stored content that the new state uses."""
    inventory = old.inventory
    stored = json.loads(read_beneath(old.path, INVENTORY))
    newest, following = (_number(len(inventory.versions) + more) for more in (0, 1))
    made = (inventory.specification, inventory.digest_algorithm, inventory.head.number)
    if made != (SPECIFICATION, PREFERRED, newest) or stored != json.loads(inventory.to_json()):
        raise InvalidDeposit(
            f"{inventory.object_id} 不是 heding 写成的，追加版本会丢失其中的信息；请用原来的工具更正它。",
            f"{inventory.object_id} was not written by heding, and a new version would lose some of what it records; "
            "correct it with the tool that made it.",
        )
    if (old.path / following).exists():  # another tool stopped half-way
        raise damaged(old.path / following, "E046")
    for digest in set(state.values()) & inventory.manifest.keys():
        old.content(digest)


def _check_user(user: User, message: str) -> None:
    if any(unicodedata.category(char) == "Cs" for char in user.name + user.address + message):
        raise InvalidDeposit(
            "存入者或说明里有无法解码的字符；请检查终端的字符编码。",
            "the user or the message holds characters that could not be decoded; check your terminal's encoding.",
        )
    if not user.name.strip():
        raise InvalidDeposit("存入者的姓名不能为空。", "the name of who deposits must not be empty.")
    if user.address and not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:\S+", user.address):
        raise InvalidDeposit(
            f"存入者的地址“{shown(user.address)}”不是 URI；电子邮件请写成 mailto:…。",
            f"the address “{shown(user.address)}” is no URI; write an e-mail address as mailto:….",
        )


def _check_files(files: Mapping[str, bytes]) -> None:
    """Raise InvalidDeposit unless there are files, and each name is safe and distinct on every file system."""
    if not files:
        raise InvalidDeposit("没有要存入的文件。", "there are no files to deposit.")
    if fault := find_fault(files):
        raise InvalidDeposit(*fault)
