"""What may be deposited: names that every file system keeps apart, a named user, an object that we can write again."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping

from archive.archival_object import ArchivalObject, damaged
from archive.digest import PREFERRED
from archive.errors import InvalidDeposit
from archive.filesystem import read_beneath, shown
from archive.inventory import INVENTORY, SPECIFICATION, User, version_number
from archive.logical_paths import find_fault
from archive.tombstone import TOMBSTONE


def check_successor(old: ArchivalObject, state: Mapping[str, str]) -> None:
    """Refuse an object that we could not write again as it is, and prove the stored content that the new state uses.

    Raises InvalidDeposit, DamagedObject.
    """
    inventory = old.inventory
    stored = json.loads(read_beneath(old.path, INVENTORY))
    newest, following = (version_number(len(inventory.versions) + more) for more in (0, 1))
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


def check_user(user: User, message: str) -> None:
    """Raise InvalidDeposit unless the user has a name, the address is a URI or empty, and all is text."""
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


def check_files(files: Mapping[str, bytes]) -> None:
    """Raise InvalidDeposit unless there are files, and each name is safe and distinct on every file system."""
    if not files:
        raise InvalidDeposit("没有要存入的文件。", "there are no files to deposit.")
    if TOMBSTONE in files:
        raise InvalidDeposit(
            f"{TOMBSTONE} 这个文件名留给撤下和清除的记录。",
            f"the name {TOMBSTONE} is kept for the records of what was withdrawn or purged.",
        )
    if fault := find_fault(files):
        raise InvalidDeposit(*fault)
