"""`heding doctor`."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import click

from exporter.cli import options
from exporter.cli.frame import Command, tell
from exporter.cli.report import print_json, print_rows
from exporter.errors import MachineError
from exporter.language import say

if TYPE_CHECKING:
    from exporter.doctor import Check


@click.command(
    cls=Command,
    help=say(
        """检查本机：字体和程序库是否齐备，各有何用，如何安装。

        \b
        例：heding doctor
        必需之物有缺时，退出码为 4。
        """,
        """Look at this machine: which fonts and libraries are there, what for, and how to get them.

        \b
        Example: heding doctor
        Exit code 4 where something required is missing.
        """,
    ),
)
@options.as_json
def doctor(as_json: bool) -> int:
    """Examine the machine."""
    from exporter.doctor import examine

    checks = examine()
    lacking = [check for check in checks if check.required and not check.present]
    if as_json:
        print_json({"checks": [dataclasses.asdict(check) for check in checks]})
    else:
        print_rows(
            [
                say("名称", "name"),
                say("状态", "state"),
                say("用途", "needed for"),
                say("版本或安装办法", "found, or how to get it"),
            ],
            [_row(check) for check in checks],
        )
        if not lacking:
            click.echo(say("必需之物齐备。", "Everything required is here."))
    if lacking:
        names = [check.name for check in lacking]
        return tell(
            f"缺少必需之物：{'、'.join(names)}。安装办法见上。",
            f"required and missing: {', '.join(names)}. How to get them stands above.",
            MachineError.exit_code,
            as_json=as_json,
        )
    return 0


def _row(check: Check) -> list[str]:
    absent = say("缺少，必需", "missing, required") if check.required else say("没有，可选", "absent, optional")
    needed_for = say(check.needed_for_zh, check.needed_for_en)
    how_to_get = say(check.how_to_get_zh, check.how_to_get_en)
    state = say("有", "present") if check.present else absent
    return [check.name, state, needed_for, check.found if check.present else how_to_get]
