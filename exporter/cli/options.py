"""Options that several commands share, and the types of their values."""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from exporter.batch import TIME_LIMIT
from exporter.language import say
from exporter.normalizer.places import is_place

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

_DATE = re.compile(r"([12]\d{3})(?:-(\d{1,2})-(\d{1,2})|年(\d{1,2})月(\d{1,2})日)")


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime.date | None:
    """Return a day given as 2024-06-07 or 2024年6月7日. Raises BadParameter with an example where it is none."""
    if value is None:
        return None
    if match := _DATE.fullmatch(value.strip()):
        year, month, day = (int(part) for part in match.groups() if part)
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
            return datetime.date(year, month, day)
    raise click.BadParameter(
        say(f"“{value}”不是日期，例：2024-06-07 或 2024年6月7日", f"{value!r} is no date, for example: 2024-06-07"),
        ctx,
        param,
    )


def line(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """Return a line of text as it can stand in a masthead: in NFC, without white space at its ends.

    Raises BadParameter where it holds control characters, line ends, or bytes that are not Unicode.
    """
    if any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in value):
        raise click.BadParameter(
            say(f"{value!r} 含有控制字符", f"{value!r} holds control characters or bytes that are no text"), ctx, param
        )
    return unicodedata.normalize("NFC", value.strip())


def places(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Return places in a source as they were written. Raises BadParameter for what is none."""
    for place in value:
        if not is_place(place):
            raise click.BadParameter(
                say(
                    f"“{place}”不是位置，例：L12、L12-L15、1034-1090", f"{place!r} is no place: L12, L12-L15, 1034-1090"
                ),
                ctx,
                param,
            )
    return value


def inputs(command: Decorated) -> Decorated:
    """Add the argument INPUT..."""
    return click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)(command)


def output_folder(command: Decorated) -> Decorated:
    """Add -o, the current folder by default."""
    return click.option(
        "-o",
        "--output",
        metavar="DIR",
        type=click.Path(path_type=Path),
        default=Path(),
        help=say("输出到这个文件夹（缺省：当前文件夹）。", "Where the files go (default: the current folder)."),
    )(command)


def work(command: Decorated) -> Decorated:
    """Add --jobs and --time-limit."""
    for option in (
        click.option(
            "--time-limit",
            type=click.FloatRange(min=0, min_open=True),
            default=TIME_LIMIT,
            metavar="SECONDS",
            help=say(
                f"每期的时限，秒（缺省 {TIME_LIMIT:g}）。", f"Seconds allowed an edition (default {TIME_LIMIT:g})."
            ),
        ),
        click.option(
            "--jobs",
            type=click.IntRange(min=1),
            metavar="N",
            help=say("同时处理几期（缺省：处理器核数）。", "Editions at once (default: the processor's cores)."),
        ),
    ):
        command = option(command)
    return command


def report(command: Decorated) -> Decorated:
    """Add --report."""
    return click.option(
        "--report",
        is_flag=True,
        help=say(
            "另写 NAME.report.html：每处改动、去除、接合和疑点，前后对照。",
            "Write NAME.report.html too: every change, removal, join and finding, before and after.",
        ),
    )(command)


def force(command: Decorated) -> Decorated:
    """Add --force."""
    return click.option(
        "--force", is_flag=True, help=say("覆盖已有的不同文件。", "Overwrite files that are there and differ.")
    )(command)


def as_json(command: Decorated) -> Decorated:
    """Add --json."""
    return click.option(
        "--json",
        "as_json",
        is_flag=True,
        help=say("结果以 JSON 输出，错误以 JSON 写到标准错误。", "Print the result as JSON, errors as JSON on stderr."),
    )(command)


def archive_folder(command: Decorated) -> Decorated:
    """Add --archive; `open_archive` says where the archive is without it."""
    return click.option(
        "--archive",
        "archive_folder",
        metavar="DIR",
        type=click.Path(path_type=Path),
        envvar="HEDING_ARCHIVE",
        help=say(
            "档案所在（缺省：HEDING_ARCHIVE，或用户数据文件夹）。",
            "The archive (default: HEDING_ARCHIVE, or your user data).",
        ),
    )(command)


def version(command: Decorated) -> Decorated:
    """Add --version, which names a version of an object in the archive."""
    return click.option(
        "--version", metavar="vN", help=say("取这个版本（缺省：最新）。", "This version (default: the newest).")
    )(command)


def restore(command: Decorated) -> Decorated:
    """Add --restore, for what is deposited though it was withdrawn or purged."""
    return click.option(
        "--restore",
        is_flag=True,
        help=say("已撤下或清除的一期也存入。", "Deposit what was withdrawn or purged, too."),
    )(command)
