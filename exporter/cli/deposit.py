"""`heding archive add`."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exporter.cli import making, options, who
from exporter.cli.frame import Command
from exporter.cli.place import open_archive, readable
from exporter.cli.report import conclude, outcome_json, print_json, print_rows
from exporter.cli.work import Pace, open_inputs, refuse_impossible, work_through
from exporter.errors import UsageError
from exporter.language import say
from exporter.masthead import Masthead
from exporter.normalizer.overrules import Ruling
from exporter.production import FORMATS, USUAL, Look, Order, Product
from exporter.reading import PROVENANCE_SUFFIX, Input, Kind, read_file

if TYPE_CHECKING:
    from archive.inventory import User
    from archive.storage_root import StorageRoot

# What an object holds, and the suffix that each file has beside an exported NAME.
LOGICAL_PATHS = {
    PROVENANCE_SUFFIX: "provenance.json",
    ".json": "edition.json",
    ".pdf": "issue.pdf",
    ".epub": "issue.epub",
}
SOURCE = "source.txt"
NONE = "none"
VERSION = re.compile("v[0-9]+")
# Where the files of a folder are kept as they came; SOURCE is then their text, joined, in which the record counts.
PAGES = "source"


@dataclass(frozen=True, slots=True)
class DepositReport:
    """What became of one input: the object, the version that holds it now, and whether that version is new."""

    input: str
    id: str
    version: str
    created: bool
    path: str


def _newest(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Return the version that is expected to be the newest, empty for `none`. Raises BadParameter for what is none."""
    if value is None or VERSION.fullmatch(value):
        return value
    if value == NONE:
        return ""
    raise click.BadParameter(say(f"“{value}”不是版本，例：v3、none", f"{value!r} is no version: v3, none"), ctx, param)


@click.command(
    cls=Command,
    help=say(
        """存入一期。

        \b
        INPUT 是一个文本文件或装着各版文本的文件夹（先整理、排印再存入），
        或一个已导出的 NAME.json（连同旁边的 NAME.provenance.json 和已有的
        PDF、EPUB）。同一内容再存一次，不会产生新版本。

        \b
        例：heding archive add out/明溪日报.json
            heding archive add 0607.txt --title 明溪日报 --date 2024-06-07
        """,
        """Keep an edition.

        \b
        INPUT is a text file or a folder of page texts (normalized and exported
        first), or an exported NAME.json (with NAME.provenance.json and, where
        they are there, PDF and EPUB beside it). Adding the same again makes no
        new version.

        \b
        Example: heding archive add out/edition.json
                 heding archive add 0607.txt --title 明溪日报 --date 2024-06-07
        """,
    ),
)
@options.inputs
@options.archive_folder
@making.masthead
@making.rulings
@making.look
@who.options
@options.restore
@click.option(
    "--expected",
    metavar="vN|none",
    callback=_newest,
    help=say(
        "最新版本是这个才存（none：还没有这一期），否则退出码为 5。",
        "Only where this is the newest version (none: no such edition yet); else exit code 5.",
    ),
)
@options.work
@options.as_json
def add(
    inputs: tuple[str, ...],
    archive_folder: Path | None,
    masthead: Masthead,
    rulings: tuple[Ruling, ...],
    look: Look,
    message: str,
    user: str | None,
    address: str | None,
    restore: bool,
    expected: str | None,
    jobs: int | None,
    time_limit: float,
    as_json: bool,
) -> int:
    """Deposit editions."""
    if expected is not None and len(inputs) > 1:
        raise UsageError(
            "--expected 只属于一期，请逐期运行。", "--expected belongs to one edition: run the command once for each."
        )
    as_made = masthead == Masthead() and look == USUAL
    keep = _Keeper(open_archive(archive_folder), who.person(user, address), message, restore, expected, as_made)
    sources, missing = open_inputs(inputs, masthead, rulings)
    refuse_impossible(look)

    def order(source: Input) -> Order:
        return Order(source, masthead, _formats_to_make(source, as_made=as_made), look, rulings)

    done, failed = work_through(sources, order, keep.deposit, Pace(jobs, time_limit))
    if as_json:
        print_json(outcome_json("deposits", done, missing + failed))
    elif done:
        print_rows(say("标识 版本 状态", "id version state").split(), [_row(report) for report in done])
    return conclude(len(done), missing + failed, as_json=as_json)


@dataclass(frozen=True, slots=True)
class _Keeper:
    """What every deposit of one command shares: the archive, who deposits, and what is said of it.

    `as_made`: what lies beside an exported edition is kept as it is.
    """

    root: StorageRoot
    depositor: User
    message: str
    restore: bool
    expected: str | None
    as_made: bool

    def deposit(self, source: Input, product: Product) -> DepositReport:
        """Keep what was made of an input."""
        from archive.deposit import deposit

        receipt = deposit(
            self.root,
            product.edition.urn,
            _files(source, product, as_made=self.as_made),
            user=self.depositor,
            message=self.message or say(f"存入 {source.label}", f"Deposit {source.label}"),
            now=datetime.datetime.now(datetime.UTC),
            expected=self.expected,
            restore=self.restore,
        )
        return DepositReport(source.argument, receipt.object_id, receipt.version, receipt.created, str(receipt.path))


def _row(report: DepositReport) -> list[str]:
    state = say("已存入", "deposited") if report.created else say("已有，内容相同", "there already, the same")
    return [readable(report.id), report.version, state]


def _formats_to_make(source: Input, *, as_made: bool) -> tuple[str, ...]:
    """Return the formats that do not lie beside an exported edition; for anything else, all."""
    if source.kind is not Kind.EDITION or not as_made:
        return FORMATS
    return tuple(name for name in FORMATS if not _beside(source, f".{name}").is_file())


def _files(source: Input, product: Product, *, as_made: bool) -> dict[str, bytes]:
    """Return what is deposited, by logical path: what was made, else what lies beside the exported edition."""
    made = dict(product.files)
    if source.kind is Kind.EDITION and as_made:
        made[PROVENANCE_SUFFIX] = read_file(source.provenance_path)
    kept = {
        logical: made[suffix] if suffix in made else read_file(_beside(source, suffix))
        for suffix, logical in LOGICAL_PATHS.items()
    }
    pages = {f"{PAGES}/{name}": data for name, data in product.pages.items()}
    return {SOURCE: product.source, **pages, **kept}


def _beside(source: Input, suffix: str) -> Path:
    """Return where a format lies beside an exported edition; beside `edition.json`, got from an archive, as there."""
    got = source.path.name == LOGICAL_PATHS[".json"]
    return source.path.with_name(LOGICAL_PATHS[suffix] if got else source.name + suffix)
