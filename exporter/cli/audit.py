"""`heding archive audit`, and the options of rolling audits."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exporter.cli import options
from exporter.cli.frame import Command
from exporter.cli.place import audit_log, catalogue, open_archive, readable
from exporter.cli.report import print_json, print_rows
from exporter.language import say

if TYPE_CHECKING:
    from archive.audit_log import Sample

_DAYS = re.compile(r"(\d{1,5})d")
_SAMPLE = re.compile(r"(\d{1,9})(%?)")


def since_when(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime.datetime | None:
    """Return the moment that a day (2026-05-01) or a number of days (30d) stands for."""
    if value and (match := _DAYS.fullmatch(value)):
        return datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=int(match[1]))
    date = options.day(ctx, param, value)
    return datetime.datetime.combine(date, datetime.time()).astimezone() if date else None


def how_many(ctx: click.Context, param: click.Parameter, value: str | None) -> Sample | None:
    """Return how many objects `20` or `5%` are."""
    from archive.audit_log import Sample

    if value is None:
        return None
    match = _SAMPLE.fullmatch(value)
    if not match or int(match[1]) == 0 or (match[2] and int(match[1]) > 100):
        message = say(f"“{value}”不是数量，例：20、5%", f"{value!r} is no number of objects, for example: 20 or 5%")
        raise click.BadParameter(message, ctx, param)
    return Sample(share=int(match[1]) / 100) if match[2] else Sample(count=int(match[1]))


def audit_log_file(command: options.Decorated) -> options.Decorated:
    """Add --log."""
    return click.option(
        "--log",
        metavar="FILE",
        type=click.Path(path_type=Path),
        envvar="HEDING_AUDIT_LOG",
        help=say("核对记录（缺省：用户状态文件夹）。", "The audit log (default: in your user state folder)."),
    )(command)


@click.command(
    "audit",
    cls=Command,
    help=say(
        """列出每个对象上次核对完好的时间，从未核对和最久没有核对的在先。

        \b
        例：heding archive audit
        """,
        """List when each object was last proved intact; never and least recently proved come first.

        \b
        Example: heding archive audit
        """,
    ),
)
@options.archive_folder
@audit_log_file
@options.as_json
def audit(archive_folder: Path | None, log: Path | None, as_json: bool) -> None:
    """List what was proved when."""
    from archive.audit_log import last_proved
    from archive.tombstone import Status

    root = open_archive(archive_folder)
    book = log or audit_log(root.path)
    times = last_proved(root, book)
    ids = {root.locate(entry.object_id): entry.object_id for entry in catalogue(root, tuple(Status))}
    due = sorted(times, key=lambda location: (times[location] is not None, str(times[location]), location))
    if as_json:
        objects = [{"id": ids.get(root.path / at, ""), "path": at, "proved": _moment(times[at])} for at in due]
        print_json({"archive": str(root.path), "log": str(book), "objects": objects})
        return
    never = say("从未", "never")
    print_rows(
        say("核对完好 标识", "proved id").split(),
        [[_moment(times[at]) or never, readable(ids.get(root.path / at, at))] for at in due],
    )
    click.echo(say(f"记录：{book}", f"log: {book}"))


def _moment(time: datetime.datetime | None) -> str:
    return time.astimezone().isoformat(" ", "seconds") if time else ""
