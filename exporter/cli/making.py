"""Options about an edition in the making. Those that belong together come to a command as one value."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from exporter.cli.options import day, line, places
from exporter.language import say
from exporter.masthead import Masthead
from exporter.normalizer.overrules import Ruling
from exporter.pdf.geometry import Layout
from exporter.production import Look

Decorator = Callable[[Any], Any]


def _as_one(name: str, make: Callable[..., Any], takes: Sequence[str], *options: Decorator) -> Decorator:
    """Return a decorator that adds options, and gives what `make` makes of the values it `takes` to the command."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def gathered(*args: Any, **values: Any) -> Any:
            made = make(**{taken: values.pop(taken) for taken in takes})
            return command(*args, **{name: made}, **values)

        for option in reversed(options):
            gathered = option(gathered)
        return gathered

    return decorate


def _look(templates: Path | None, embed_fonts: bool, writing_mode: str, **layout: Any) -> Look:
    return Look(templates, Layout(**layout), embed_fonts, writing_mode == "vertical")


def _rulings(keep: Sequence[str], drop: Sequence[str]) -> tuple[Ruling, ...]:
    return tuple(
        Ruling(action, place, f"--{action}") for action, places in (("keep", keep), ("drop", drop)) for place in places
    )


masthead = _as_one(
    "masthead",
    Masthead,
    ("title", "date", "number"),
    click.option(
        "--title",
        metavar="TEXT",
        callback=line,
        default="",
        help=say("报名，如 明溪日报。", "The paper's name."),
    ),
    click.option("--date", callback=day, metavar="YYYY-MM-DD", help=say("出版日期。", "The day it came out.")),
    click.option(
        "--number", metavar="TEXT", callback=line, default="", help=say("期号，如 12345。", "The issue's number.")
    ),
)
"""Adds --title, --date and --number; they come as `masthead`, a Masthead."""

rulings = _as_one(
    "rulings",
    _rulings,
    ("keep", "drop"),
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
    click.option(
        "--drop",
        metavar="SPAN",
        multiple=True,
        callback=places,
        help=say("去掉这一处，可重复；写法同 --keep。", "Drop this; repeatable, written as for --keep."),
    ),
)
"""Adds --keep and --drop; they come as `rulings`."""

look = _as_one(
    "look",
    _look,
    ("templates", "page", "columns", "size", "large", "crop_marks", "region", "embed_fonts", "writing_mode"),
    click.option(
        "--templates",
        metavar="NAME|DIR",
        type=click.Path(path_type=Path),
        help=say(
            "模板集的名字或文件夹（缺省：newspaper；见 heding templates list）。",
            "A template set's name or folder (default: newspaper; see heding templates list).",
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
    click.option(
        "--columns",
        type=click.IntRange(min=1),
        metavar="N",
        help=say("每版几栏（缺省：纸张容得下几个 13 字的基本栏）。", "Columns (default: as many of 13 ems as fit)."),
    ),
    click.option(
        "--size",
        type=float,
        metavar="PT",
        help=say("正文字号，磅（缺省：9，即小五）。", "The body's size in points (default: 9)."),
    ),
    click.option("--large", is_flag=True, help=say("大字版。", "A large-print edition.")),
    click.option("--crop-marks", is_flag=True, help=say("PDF 加裁切线和出血。", "Crop marks and bleed in the PDF.")),
    click.option(
        "--region",
        type=click.Choice(("TW", "HK")),
        default="TW",
        help=say("繁体报纸用台湾或香港的字形（缺省：TW）。", "Faces of a traditional edition (default: TW)."),
    ),
    click.option(
        "--embed-fonts",
        is_flag=True,
        help=say("EPUB 内嵌宋体和黑体，只含所用的字。", "Embed Song and Hei in the EPUB, cut to what it uses."),
    ),
    click.option(
        "--writing-mode",
        type=click.Choice(("horizontal", "vertical")),
        default="horizontal",
        help=say("EPUB 横排或直排（缺省：横排）。", "How lines run in the EPUB (default: horizontal)."),
    ),
)
"""Adds --templates, --page, --columns, --size, --large, --crop-marks and --region for the PDF, --embed-fonts and
--writing-mode for the EPUB; they come as `look`, a Look."""
