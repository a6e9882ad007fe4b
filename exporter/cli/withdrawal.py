"""`heding archive withdraw`, `restore` and `purge`."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exporter.cli import options, who
from exporter.cli.frame import Command
from exporter.cli.options import Decorated
from exporter.cli.place import find_object, open_archive, readable
from exporter.cli.report import print_json, size
from exporter.errors import UsageError
from exporter.language import say

if TYPE_CHECKING:
    from archive.archival_object import ArchivalObject
    from archive.revision import Receipt

DECLINED = 1


def _change(command: Decorated) -> Decorated:
    """Add what all three take: ID, --archive, who and why, --yes, --json."""
    yes = click.option("--yes", is_flag=True, help=say("不再询问。", "Do not ask."))
    for option in (options.as_json, yes, who.options, options.archive_folder, click.argument("wanted", metavar="ID")):
        command = option(command)
    return command


@click.command(
    "withdraw",
    cls=Command,
    help=say(
        """撤下一期：不再列出，但各版本仍保存，随时可以恢复。--message 说明原因，会一直留在记录里。

        \b
        例：heding archive withdraw 2024-06-07 --message 第三版图片侵权
        """,
        """Withdraw an edition: it is listed no more, but all its versions stay. --message, the reason, stays on record.

        \b
        Example: heding archive withdraw 2024-06-07 --message "a picture on page 3 is not ours"
        """,
    ),
)
@_change
def withdraw(
    wanted: str,
    archive_folder: Path | None,
    message: str,
    user: str | None,
    address: str | None,
    yes: bool,
    as_json: bool,
) -> int:
    """Withdraw an edition."""
    from archive import withdrawal
    from archive.tombstone import check_standing

    _need_reason(message)
    root = open_archive(archive_folder)
    found = find_object(root, wanted)
    check_standing(found)
    if not yes and not _confirm(say(f"撤下 {_named(found)}？", f"Withdraw {_named(found)}?")):
        return DECLINED
    receipt = withdrawal.withdraw(
        root, found.inventory.object_id, user=who.person(user, address), reason=message, now=_now()
    )
    return _report(receipt, say("已撤下", "withdrawn"), as_json=as_json)


@click.command(
    "restore",
    cls=Command,
    help=say(
        """恢复撤下的一期：内容与撤下之前相同。

        \b
        例：heding archive restore 2024-06-07 --message 已获授权
        """,
        """Bring a withdrawn edition back, as it was before.

        \b
        Example: heding archive restore 2024-06-07 --message "we have the rights now"
        """,
    ),
)
@_change
def restore(
    wanted: str,
    archive_folder: Path | None,
    message: str,
    user: str | None,
    address: str | None,
    yes: bool,
    as_json: bool,
) -> int:
    """Restore an edition."""
    from archive import withdrawal

    root = open_archive(archive_folder)
    found = find_object(root, wanted)
    if not yes and not _confirm(say(f"恢复 {_named(found)}？", f"Restore {_named(found)}?")):
        return DECLINED
    why = message or say("恢复", "Restored")
    receipt = withdrawal.restore(
        root, found.inventory.object_id, user=who.person(user, address), message=why, now=_now()
    )
    return _report(receipt, say("已恢复", "restored"), as_json=as_json)


@click.command(
    "purge",
    cls=Command,
    help=say(
        """清除一期：所有版本的内容都删掉，找不回来；只留下曾有过什么、何时、谁、为何清除的记录。

        \b
        其他副本和备份不受影响。若只是不再公开，请用 withdraw。
        例：heding archive purge 2024-06-07 --message 法院判决
        """,
        """Purge an edition: all its bytes go for good; a record stays of what it was, who purged it and why.

        \b
        Other copies and backups are not touched. To hide it only, use withdraw.
        Example: heding archive purge 2024-06-07 --message "ordered by the court"
        """,
    ),
)
@_change
def purge(
    wanted: str,
    archive_folder: Path | None,
    message: str,
    user: str | None,
    address: str | None,
    yes: bool,
    as_json: bool,
) -> int:
    """Purge an edition."""
    from archive import withdrawal
    from archive.catalogue import describe

    _need_reason(message)
    root = open_archive(archive_folder)
    found = find_object(root, wanted)
    count, held = len(found.versions()), size(describe(found).bytes)
    question = say(
        f"清除 {_named(found)}？{count} 个版本、{held} 将被删除，无法恢复。",
        f"Purge {_named(found)}? {count} versions, {held}, will be removed for good.",
    )
    if not yes and not _confirm(question):
        return DECLINED
    receipt = withdrawal.purge(
        root, found.inventory.object_id, user=who.person(user, address), reason=message, now=_now()
    )
    return _report(receipt, say("已清除", "purged"), as_json=as_json)


def _need_reason(message: str) -> None:
    if not message:
        raise UsageError(
            "请用 --message 说明原因；它会一直留在记录里。", "say why with --message; the reason stays on record."
        )


def _confirm(question: str) -> bool:
    """Ask on the terminal. Raises UsageError where nobody is there to answer."""
    if not sys.stdin.isatty():
        raise UsageError(
            "这一步要先问过人：请在终端里运行，或加 --yes。", "this asks first: run it at a terminal, or add --yes."
        )
    if click.confirm(question, err=True):
        return True
    click.echo(say("没有改动。", "Nothing was changed."), err=True)
    return False


def _named(found: ArchivalObject) -> str:
    return f"{readable(found.inventory.object_id)} {found.inventory.head.number}"


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _report(receipt: Receipt, done: str, *, as_json: bool) -> int:
    if as_json:
        print_json({"id": receipt.object_id, "version": receipt.version, "path": str(receipt.path)})
    else:
        click.echo(f"{done}: {readable(receipt.object_id)} {receipt.version}")
    return 0
