"""`heding archive`: the group of its commands, `init` and `list`."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from exporter.cli import options
from exporter.cli.audit import audit
from exporter.cli.deposit import add
from exporter.cli.exchange import export_bags, import_
from exporter.cli.frame import Group
from exporter.cli.history import diff, history
from exporter.cli.place import catalogue, location, open_archive, readable
from exporter.cli.replica import repair, replicate
from exporter.cli.report import print_json, print_rows, size
from exporter.cli.retrieve import get, show
from exporter.cli.verify import verify
from exporter.cli.withdrawal import purge, restore, withdraw
from exporter.language import say


@click.group(
    cls=Group,
    help=say(
        """档案：保存每一期，并能证明完好无损（OCFL 1.1）。

        \b
        档案所在依次取自：--archive、环境变量 HEDING_ARCHIVE、用户数据文件夹。

        \b
        例：heding archive init
            heding archive add out/明溪日报.json
            heding archive list
            heding archive verify
        """,
        """The archive: keeps every edition, and can prove that it lost nothing (OCFL 1.1).

        \b
        Where it is: --archive, else HEDING_ARCHIVE, else your user data folder.

        \b
        Example: heding archive init
                 heding archive add out/edition.json
                 heding archive list
                 heding archive verify
        """,
    ),
)
def archive() -> None:
    """Hold the archive's commands."""


@archive.command(
    "init",
    help=say(
        """新建档案（缺省在用户数据文件夹）。

        \b
        例：heding archive init /srv/heding
        """,
        """Create an archive (by default in your user data folder).

        \b
        Example: heding archive init /srv/heding
        """,
    ),
)
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path), envvar="HEDING_ARCHIVE")
@options.as_json
def create(folder: Path | None, as_json: bool) -> None:
    """Create an archive."""
    from archive.storage_root import create_root

    root = create_root(location(folder))
    if as_json:
        print_json({"archive": str(root.path)})
    else:
        click.echo(say(f"已新建档案：{root.path}", f"created the archive: {root.path}"))


archive.add_command(add)


@archive.command(
    "list",
    help=say(
        """列出档案中的每一期；撤下的和清除的不在其中。

        \b
        例：heding archive list --json
            heding archive list --withdrawn
        """,
        """List the editions in the archive, without those that were withdrawn or purged.

        \b
        Example: heding archive list --json
                 heding archive list --withdrawn
        """,
    ),
)
@click.option("--withdrawn", is_flag=True, help=say("改为列出撤下的。", "List those that were withdrawn instead."))
@click.option("--purged", is_flag=True, help=say("改为列出清除的。", "List those that were purged instead."))
@options.archive_folder
@options.as_json
def list_(withdrawn: bool, purged: bool, archive_folder: Path | None, as_json: bool) -> None:
    """List the editions."""
    from archive.tombstone import Status

    asked = ((withdrawn, Status.WITHDRAWN), (purged, Status.PURGED))
    entries = catalogue(open_archive(archive_folder), [status for wanted, status in asked if wanted])
    if as_json:
        print_json({"editions": [dataclasses.asdict(entry) for entry in entries]})
        return
    headings = say("日期 报名 文章 版本 大小 标识", "date title articles version size id").split()
    print_rows(
        headings,
        [
            [entry.date, entry.title, str(entry.articles), entry.version, size(entry.bytes), readable(entry.object_id)]
            for entry in entries
        ],
    )


_COMMANDS = (
    show,
    get,
    history,
    diff,
    withdraw,
    restore,
    purge,
    export_bags,
    import_,
    verify,
    audit,
    replicate,
    repair,
)
for _command in _COMMANDS:
    archive.add_command(_command)
