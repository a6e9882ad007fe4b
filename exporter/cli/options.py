"""Options that several commands share, and the types of their values."""

from __future__ import annotations

import calendar
import datetime
import functools
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from exporter.batch import TIME_LIMIT
from exporter.language import say
from exporter.normalizer.places import is_place
from exporter.pdf.geometry import Layout

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


def masthead(command: Decorated) -> Decorated:
    """Add --title, --date and --number."""
    for option in (
        click.option(
            "--number", metavar="TEXT", callback=line, default="", help=say("期号，如 12345。", "The issue's number.")
        ),
        click.option("--date", callback=day, metavar="YYYY-MM-DD", help=say("出版日期。", "The day it came out.")),
        click.option(
            "--title",
            metavar="TEXT",
            callback=line,
            default="",
            help=say("报名，如 明溪日报。", "The paper's name."),
        ),
    ):
        command = option(command)
    return command


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


def templates(command: Decorated) -> Decorated:
    """Add --templates."""
    return click.option(
        "--templates",
        metavar="NAME|DIR",
        type=click.Path(path_type=Path),
        help=say(
            "模板集的名字或文件夹（缺省：newspaper；见 heding templates list）。",
            "A template set's name or folder (default: newspaper; see heding templates list).",
        ),
    )(command)


def layout(command: Decorated) -> Decorated:
    """Add --page, --columns, --size, --large, --crop-marks and --region, all about the PDF; they come as a Layout."""
    names = ("page", "columns", "size", "large", "crop_marks", "region")

    @functools.wraps(command)
    def gathered(*args: Any, **kwargs: Any) -> Any:
        asked = Layout(**{name: kwargs.pop(name) for name in names})
        return command(*args, layout=asked, **kwargs)

    for option in (
        click.option(
            "--region",
            type=click.Choice(("TW", "HK")),
            default="TW",
            help=say("繁体报纸用台湾或香港的字形（缺省：TW）。", "Faces of a traditional edition (default: TW)."),
        ),
        click.option(
            "--crop-marks", is_flag=True, help=say("PDF 加裁切线和出血。", "Crop marks and bleed in the PDF.")
        ),
        click.option("--large", is_flag=True, help=say("大字版。", "A large-print edition.")),
        click.option(
            "--size",
            type=float,
            metavar="PT",
            help=say("正文字号，磅（缺省：9，即小五）。", "The body's size in points (default: 9)."),
        ),
        click.option(
            "--columns",
            type=click.IntRange(min=1),
            metavar="N",
            help=say(
                "每版几栏（缺省：纸张容得下几个 13 字的基本栏）。", "Columns (default: as many of 13 ems as fit)."
            ),
        ),
        click.option(
            "--page",
            default="",
            metavar="PAGE",
            help=say(
                "纸张：a4（缺省）、a3、tabloid（四开）、broadsheet（对开），或模板集自己的。",
                "Paper: a4 (default), a3, tabloid, broadsheet, or one of the template set's own.",
            ),
        ),
    ):
        gathered = option(gathered)
    return cast("Decorated", gathered)


def book(command: Decorated) -> Decorated:
    """Add --embed-fonts and --writing-mode, which are about the EPUB."""
    for option in (
        click.option(
            "--writing-mode",
            type=click.Choice(("horizontal", "vertical")),
            default="horizontal",
            help=say("EPUB 横排或直排（缺省：横排）。", "How lines run in the EPUB (default: horizontal)."),
        ),
        click.option(
            "--embed-fonts",
            is_flag=True,
            help=say("EPUB 内嵌宋体和黑体，只含所用的字。", "Embed Song and Hei in the EPUB, cut to what it uses."),
        ),
    ):
        command = option(command)
    return command


def overrules(command: Decorated) -> Decorated:
    """Add --keep and --drop."""
    for option in (
        click.option(
            "--drop",
            metavar="SPAN",
            multiple=True,
            callback=places,
            help=say("去掉这一处，可重复；写法同 --keep。", "Drop this; repeatable, written as for --keep."),
        ),
        click.option(
            "--keep",
            metavar="SPAN",
            multiple=True,
            callback=places,
            help=say(
                "这一处不算重复，保留；可重复。SPAN 是原文的行（L12、L12-L15；文件夹里写作 02版.txt:L12），"
                "或码点区间（1034-1090）。",
                "This is no repeat: keep it; repeatable. SPAN is lines of the source (L12, L12-L15; in a folder "
                "02版.txt:L12) or code points (1034-1090).",
            ),
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
