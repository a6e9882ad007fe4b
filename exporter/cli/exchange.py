"""`heding archive export` and `heding archive import`: editions as BagIt bags, and what other archives give."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.errors import ArchiveError, NotAStorageRoot, RefusedImport
from exporter import __version__
from exporter.cli import options, who
from exporter.cli.frame import Command
from exporter.cli.place import find_object, open_archive, readable
from exporter.cli.report import FailureReport, conclude, outcome_json, print_json, print_rows
from exporter.errors import UsageError
from exporter.language import say

if TYPE_CHECKING:
    from archive.archival_object import ArchivalObject
    from archive.deposit import User
    from archive.revision import Receipt
    from archive.storage_root import StorageRoot
    from archive.unpacking import Limits


@dataclass(frozen=True, slots=True)
class BagReport:
    """A bag that was written: the object, its version, and the bag's folder."""

    id: str
    version: str
    path: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of one object: the version that is the newest now, and whether anything was stored."""

    input: str
    id: str
    version: str
    created: bool


@click.command(
    "export",
    cls=Command,
    help=say(
        """把若干期导出为 BagIt 1.0 包（RFC 8493），交给别的机构。

        \b
        只有一期时，DIR 就是这个包；有几期时，每期是 DIR 里的一个包。
        同一版本导出的字节总是相同：Bagging-Date 是该版本的日期。

        \b
        例：heding archive export 2024-06-07 --bag 明溪日报-0607
        """,
        """Export editions as BagIt 1.0 bags (RFC 8493), to hand to others.

        \b
        One edition: DIR is the bag. Several: each is a bag in DIR. The same
        version always gives the same bytes: Bagging-Date is the version's day.

        \b
        Example: heding archive export 2024-06-07 --bag edition-0607
        """,
    ),
)
@click.argument("wanted", metavar="ID...", nargs=-1, required=True)
@click.option(
    "--bag", "target", metavar="DIR", required=True, type=click.Path(path_type=Path), help=say("写到这里。", "Where.")
)
@click.option(
    "--version", metavar="vN", help=say("导出这个版本（缺省：最新）。", "This version (default: the newest).")
)
@click.option(
    "--organization",
    metavar="TEXT",
    callback=options.line,
    default="",
    envvar="HEDING_ORGANIZATION",
    help=say("Source-Organization（缺省：存入者）。", "Source-Organization (default: who deposited)."),
)
@options.archive_folder
@options.as_json
def export_bags(
    wanted: tuple[str, ...],
    target: Path,
    version: str | None,
    organization: str,
    archive_folder: Path | None,
    as_json: bool,
) -> int:
    """Export editions as bags."""
    from archive.bag_export import export_bag
    from archive.tombstone import check_standing

    root = open_archive(archive_folder)
    found = [find_object(root, each) for each in wanted]
    for held in found if version is None else ():
        check_standing(held)
    done: list[BagReport] = []
    failed: list[FailureReport] = []
    for number, held in enumerate(found, 1):
        object_id = held.inventory.object_id
        elements = [
            ("Source-Organization", organization),
            ("Bag-Group-Identifier", target.name if len(found) > 1 else ""),
            ("Bag-Count", f"{number} of {len(found)}" if len(found) > 1 else ""),
            ("Bag-Software-Agent", f"heding {__version__}"),
        ]
        place = target / _folder_name(held) if len(found) > 1 else target
        try:
            path = export_bag(held, place, version=version, elements=[pair for pair in elements if pair[1]])
            done.append(BagReport(object_id, version or held.inventory.head.number, str(path)))
        except ArchiveError as error:
            failed.append(FailureReport(readable(object_id), error.exit_code, error.zh, error.en))
    if as_json:
        print_json(outcome_json("bags", done, failed))
    elif done:
        rows = [[readable(report.id), report.version, report.path] for report in done]
        print_rows(say("标识 版本 包", "id version bag").split(), rows)
    return conclude(len(done), failed, as_json=as_json)


def _folder_name(held: ArchivalObject) -> str:
    """Return a folder's name for an object: its id as people write it, without what some system garbles."""
    return re.sub(r'[\s/\\:*?"<>|%]+', "-", readable(held.inventory.object_id))[:80]


@click.command(
    "import",
    cls=Command,
    help=say(
        """导入别处来的：BagIt 包（文件夹、ZIP、TAR）、OCFL 对象、整个 OCFL 档案。

        \b
        什么都不轻信：先核对每个字节；有链接、越界的路径、大小写或 Unicode
        形式相同的文件名、fetch.txt、超出上限的，一律拒绝，退出码为 3。
        OCFL 对象连同各版本一起存入；包存为一个新版本。

        \b
        例：heding archive import 明溪日报-0607
            heding archive import bag.zip --id urn:heding:明溪日报:2024-06-07
        """,
        """Import what comes from elsewhere: BagIt bags (folder, ZIP, TAR), OCFL objects, whole OCFL archives.

        \b
        Nothing is trusted: every byte is proved; links, paths that climb out,
        names that are one after case folding or Unicode normalization,
        fetch.txt, and what exceeds the limits are refused with exit code 3.
        An OCFL object keeps its versions; a bag becomes one new version.

        \b
        Example: heding archive import edition-0607
                 heding archive import bag.zip --id urn:heding:x:2024-06-07
        """,
    ),
)
@click.argument("sources", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@options.archive_folder
@click.option(
    "--id",
    "object_id",
    metavar="ID",
    default="",
    help=say("用这个标识（仅限一个包）。", "Keep it by this id (one bag only)."),
)
@who.options
@options.restore
@click.option(
    "--max-bytes",
    type=click.IntRange(min=1),
    metavar="N",
    help=say("每个对象的字节上限（缺省 1 GiB）。", "Bytes allowed an object (default 1 GiB)."),
)
@click.option(
    "--max-files",
    type=click.IntRange(min=1),
    metavar="N",
    help=say("每个对象的文件数上限（缺省 100000）。", "Files allowed an object (default 100000)."),
)
@options.as_json
def import_(
    sources: tuple[Path, ...],
    archive_folder: Path | None,
    object_id: str,
    message: str,
    user: str | None,
    address: str | None,
    restore: bool,
    max_bytes: int | None,
    max_files: int | None,
    as_json: bool,
) -> int:
    """Import bags, objects and archives."""
    from archive.unpacking import Limits

    root = open_archive(archive_folder)
    limits = Limits(max_bytes or Limits().bytes, max_files or Limits().entries)
    arrivals, failed = _gather(sources)
    if object_id and (len(sources) != 1 or not all(arrival.is_bag for arrival in arrivals)):
        raise UsageError("--id 只能用于一个包。", "--id is for one bag only.")
    manner = _Manner(limits, object_id, who.person(user, address), message, restore)
    done: list[ImportReport] = []
    for arrival in arrivals:
        try:
            receipt = _take_in(root, arrival, manner)
            name = str(arrival.path)
            done.append(ImportReport(name, receipt.object_id, receipt.version, receipt.created))
        except ArchiveError as error:
            failed.append(FailureReport(str(arrival.path), error.exit_code, error.zh, error.en))
    if as_json:
        print_json(outcome_json("imports", done, failed))
    elif done:
        print_rows(say("标识 版本 状态", "id version state").split(), [_row(report) for report in done])
    return conclude(len(done), failed, as_json=as_json)


@dataclass(frozen=True, slots=True)
class _Arrival:
    """Something to import: a bag (a folder or a packed file), or an OCFL object's folder."""

    path: Path
    is_bag: bool


def _gather(sources: Sequence[Path]) -> tuple[list[_Arrival], list[FailureReport]]:
    """Return what there is to import, and the paths where there is nothing."""
    arrivals: list[_Arrival] = []
    failed: list[FailureReport] = []
    for source in sources:
        try:
            arrivals += _arrivals(source)
        except ArchiveError as error:
            failed.append(FailureReport(str(source), error.exit_code, error.zh, error.en))
    return arrivals, failed


def _arrivals(source: Path) -> Iterator[_Arrival]:
    """Yield what is in a path; of a storage root, every object."""
    from archive.bagit import is_bag
    from archive.hierarchy import is_object
    from archive.storage_root import open_root

    names = [entry.name for entry in source.iterdir()] if source.is_dir() else []
    if not source.is_dir() or is_bag(names):
        yield _Arrival(source, is_bag=True)
    elif is_object(names):
        yield _Arrival(source, is_bag=False)
    else:
        try:
            root = open_root(source)
        except NotAStorageRoot as error:
            raise RefusedImport(
                f"{source} 不是 BagIt 包、OCFL 对象或完好的 OCFL 档案；用 heding archive verify {source} 可看到原因。",
                f"{source} is no bag, OCFL object or sound OCFL archive; heding archive verify {source} says why.",
            ) from error
        yield from (_Arrival(path, is_bag=False) for path in root.objects())


@dataclass(frozen=True, slots=True)
class _Manner:
    """How things are taken in: what they may come to, the id in place of their own, who, why, and where it was gone."""

    limits: Limits
    object_id: str
    person: User
    message: str
    restore: bool


def _take_in(root: StorageRoot, arrival: _Arrival, manner: _Manner) -> Receipt:
    from archive.bag_import import read_bag
    from archive.deposit import deposit
    from archive.object_import import import_object

    if not arrival.is_bag:
        return import_object(root, arrival.path, manner.limits)
    received = read_bag(arrival.path, manner.limits, manner.object_id)
    name = arrival.path.name
    return deposit(
        root,
        received.object_id,
        received.files,
        user=manner.person,
        message=manner.message or received.description or say(f"导入 {name}", f"Import {name}"),
        now=datetime.datetime.now(datetime.UTC),
        restore=manner.restore,
    )


def _row(report: ImportReport) -> list[str]:
    state = say("已存入", "deposited") if report.created else say("已有，内容相同", "there already, the same")
    return [readable(report.id), report.version, state]
