"""`heding archive verify`."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.errors import ArchiveError
from exporter.cli import options
from exporter.cli.frame import Command, tell
from exporter.cli.place import location
from exporter.cli.report import print_json, print_rows, size, ticker
from exporter.language import say

if TYPE_CHECKING:
    from archive.fixity import Report
    from archive.problems import Problem

DAMAGED = 1


@click.command(
    "verify",
    cls=Command,
    help=say(
        """核对档案（或 PATH 处的一个对象）的每个字节。

        \b
        完好退出码为 0；有损坏为 1，并说明是哪个文件；未能核对完为 5。
        例：heding archive verify
        """,
        """Check every byte of the archive, or of the one object at PATH.

        \b
        Exit code 0: intact; 1: damaged, and every damaged file is named;
        5: it could not be finished.
        Example: heding archive verify
        """,
    ),
)
@click.argument("path", metavar="[PATH]", required=False, type=click.Path(path_type=Path))
@options.archive_folder
@options.as_json
def verify(path: Path | None, archive_folder: Path | None, as_json: bool) -> int:
    """Verify the archive."""
    from archive.fixity import verify as check

    place = path or location(archive_folder)
    with ticker() as tick:
        report = check(place, lambda now: tick(_checked(now.objects, now.files, now.bytes)))
    if as_json:
        counts = {"objects": report.objects, "files": report.files, "bytes": report.bytes}
        problems = [dataclasses.asdict(found) for found in report.problems]
        print_json({"archive": str(place), "intact": report.intact, **counts, "problems": problems})
    elif report.problems:
        print_rows(say("代码 文件 问题", "code file problem").split(), [_problem(found) for found in report.problems])
    checked = _checked(report.objects, report.files, report.bytes)
    if report.intact:
        if not as_json:
            click.echo(say(f"完好：{checked}。", f"intact: {checked}."))
        return 0
    return _not_intact(report, checked, as_json=as_json)


def _not_intact(report: Report, checked: str, *, as_json: bool) -> int:
    """Say that files are damaged, or that some could not be read, so that nobody knows; return the exit code."""
    from archive.problems import UNREADABLE, Severity

    errors = {found.code for found in report.problems if found.severity is Severity.ERROR}
    if errors == {UNREADABLE}:
        return tell(
            f"没有核对完：上列文件无法读取（{checked}）。请检查权限和磁盘后重试。",
            f"not finished: the files above cannot be read ({checked}). Check permissions and disk, and try again.",
            ArchiveError.exit_code,
            as_json=as_json,
        )
    return tell(
        f"档案有损坏（{checked}）。请从备份恢复上列文件。",
        f"the archive is damaged ({checked}). Restore the files above from a backup.",
        DAMAGED,
        as_json=as_json,
    )


def _checked(objects: int, files: int, read: int) -> str:
    return say(
        f"已核对 {objects} 期，{files} 个文件，{size(read)}", f"checked {objects} editions, {files} files, {size(read)}"
    )


def _problem(found: Problem) -> list[str]:
    return [found.code, found.path, say(found.zh, found.en)]
