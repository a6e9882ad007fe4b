"""`heding archive verify`."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.errors import ArchiveError
from exporter.cli import options
from exporter.cli.audit import audit_log_file, how_many, since_when
from exporter.cli.frame import Command, tell
from exporter.cli.gauge import gauge
from exporter.cli.place import audit_log, location, readable
from exporter.cli.replica import standing_name
from exporter.cli.report import print_json, print_rows, size
from exporter.errors import UsageError
from exporter.language import say

if TYPE_CHECKING:
    from archive.audit_log import Sample
    from archive.comparison import Pair
    from archive.fixity import Proof, Report
    from archive.problems import Problem

DAMAGED = 1


@click.command(
    "verify",
    cls=Command,
    help=say(
        """核对每个字节：整个档案，或 PATH 处的档案、一个对象、一个 BagIt 包。

        \b
        完好退出码为 0；有损坏为 1，并说明是哪个文件、违反哪一条；未能核对完为 5。
        核对不写档案；每个对象何时核对过，记在档案之外（见 heding archive audit）。

        \b
        例：heding archive verify
            heding archive verify --since 30d --sample 5%
            heding archive verify --against /mnt/副本
        """,
        """Check every byte of the archive, or of the archive, the object or the BagIt bag at PATH.

        \b
        Exit code 0: intact; 1: damaged, every damaged file is named with the
        clause; 5: it could not be finished. Nothing of the archive is written;
        when each object was proved is kept elsewhere (see heding archive audit).

        \b
        Example: heding archive verify
                 heding archive verify --since 30d --sample 5%
                 heding archive verify --against /mnt/copy
        """,
    ),
)
@click.argument("path", metavar="[PATH]", required=False, type=click.Path(path_type=Path))
@options.archive_folder
@click.option(
    "--since",
    metavar="DATE|Nd",
    callback=since_when,
    help=say(
        "只核对这天以来（或 N 天内）没有核对过的，如 2026-05-01、30d。",
        "Only what was not proved since that day, or for N days: 2026-05-01, 30d.",
    ),
)
@click.option(
    "--sample",
    metavar="N|P%",
    callback=how_many,
    help=say("只核对这么多，最久没有核对的在先。", "Only so many, the least recently proved first."),
)
@click.option(
    "--against",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help=say("再核对这份副本，并比较两份。", "Verify this copy too, and compare the two."),
)
@audit_log_file
@click.option("--no-log", is_flag=True, help=say("不写核对记录。", "Write no audit log."))
@options.as_json
def verify(
    path: Path | None,
    archive_folder: Path | None,
    since: datetime.datetime | None,
    sample: Sample | None,
    against: Path | None,
    log: Path | None,
    no_log: bool,
    as_json: bool,
) -> int:
    """Verify an archive, an object or a bag."""
    place = path or location(archive_folder)
    is_root = _is_root(place)
    if not is_root and (since or sample or against):
        raise UsageError(
            "--since、--sample、--against 只用于整个档案。", "--since, --sample and --against are for whole archives."
        )
    known = log or audit_log(place)
    pairs = _differences(place, against) if against else []
    reports = {place: _prove(place, known if is_root and not no_log else None, _Due(known, since, sample))}
    if against:
        reports[against] = _prove(against, None, None)
    if as_json:
        first, *second = [_as_json(where, report) for where, report in reports.items()]
        differences = {"against": second[0], "differences": list(map(dataclasses.asdict, pairs))} if second else {}
        print_json({**first, **differences})
    codes = [_tell(where, report, as_json=as_json) for where, report in reports.items()]
    if pairs:
        codes.append(_tell_differences(pairs, as_json=as_json))
    return min(filter(None, codes), default=0)  # known damage outweighs what could not be read


def _is_root(place: Path) -> bool:
    """Return whether the folder declares itself as an archive, in whatever way, and is no object and no bag."""
    from archive.bagit import is_bag
    from archive.extensions import EXTENSIONS
    from archive.hierarchy import is_object
    from archive.storage_root import LAYOUT_FILE

    names = [entry.name for entry in place.iterdir()] if place.is_dir() else []
    declares = any(name.startswith("0=") or name in (LAYOUT_FILE, EXTENSIONS) for name in names)
    return declares and not is_bag(names) and not is_object(names)


@dataclasses.dataclass(frozen=True, slots=True)
class _Due:
    """What a rolling audit takes: by which log, not proved since when, and how many."""

    log: Path
    since: datetime.datetime | None
    sample: Sample | None


def _prove(place: Path, book: Path | None, due: _Due | None) -> Report:
    """Verify a place; `book` is the audit log to add to."""
    from archive import audit_log as audit
    from archive.fixity import verify as check
    from archive.storage_root import StorageRoot

    wanted: Callable[[str], bool] = _everything
    if due and (due.since or due.sample):
        wanted = audit.choose(StorageRoot(place.absolute()), due.log, due.since, due.sample).__contains__
    with gauge() as show:
        if book is None:
            return check(place, show, wanted=wanted)
        with audit.recording(book, place) as writer:

            def note(proof: Proof) -> None:
                writer.record(proof, datetime.datetime.now(datetime.UTC))

            return check(place, show, wanted=wanted, proved=note)


def _everything(_: str) -> bool:
    return True


def _differences(place: Path, against: Path) -> list[Pair]:
    from archive.comparison import Standing, compare
    from archive.storage_root import open_root

    return [pair for pair in compare(open_root(place), open_root(against)) if pair.standing is not Standing.SAME]


def _as_json(place: Path, report: Report) -> dict[str, Any]:
    return {
        "archive": str(place),
        "intact": report.intact,
        "objects": report.objects,
        "files": report.files,
        "bytes": report.bytes,
        "problems": list(map(dataclasses.asdict, report.errors)),
        "warnings": list(map(dataclasses.asdict, report.warnings)),
    }


def _tell(place: Path, report: Report, *, as_json: bool) -> int:
    """Print what was found in a place; return its exit code.

    Where files could not be read and nothing else is wrong, nobody knows: that is 5.
    """
    from archive.problems import UNREADABLE

    checked = _checked(report)
    if report.problems and not as_json:
        print_rows(say("代码 文件 问题 条款", "code file problem clause").split(), list(map(_row, report.problems)))
    if report.intact:
        if not as_json:
            click.echo(say(f"完好：{place}，{checked}。", f"intact: {place}, {checked}."))
        return 0
    if {found.code for found in report.errors} == {UNREADABLE}:
        return tell(
            f"没有核对完：上列文件无法读取（{place}，{checked}）。请检查权限和磁盘后重试。",
            f"not finished: the files above cannot be read ({place}, {checked}). Check permissions and disk, and "
            "try again.",
            ArchiveError.exit_code,
            as_json=as_json,
        )
    return tell(
        f"{place} 有损坏（{checked}）。有副本时可用 heding archive repair --from 副本 修复，否则请从备份恢复上列文件。",
        f"{place} is damaged ({checked}). With a second copy: heding archive repair --from COPY; else restore the "
        "files above from a backup.",
        DAMAGED,
        as_json=as_json,
    )


def _tell_differences(pairs: list[Pair], *, as_json: bool) -> int:
    if not as_json:
        rows = [[standing_name(pair.standing), readable(pair.object_id or pair.location)] for pair in pairs]
        print_rows(say("差别 标识", "difference id").split(), rows)
    return tell(
        f"两份有 {len(pairs)} 处不同。可用 heding archive replicate 让副本跟上。",
        f"the two differ in {len(pairs)} objects. heding archive replicate brings the copy into step.",
        DAMAGED,
        as_json=as_json,
    )


def _checked(report: Report) -> str:
    return say(
        f"已核对 {report.objects} 个对象，{report.files} 个文件，{size(report.bytes)}",
        f"checked {report.objects} objects, {report.files} files, {size(report.bytes)}",
    )


def _row(found: Problem) -> list[str]:
    return [found.code, found.path or ".", say(found.zh, found.en), found.clause]
