"""`heding archive replicate` and `heding archive repair`."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exporter.cli import options
from exporter.cli.frame import Command, tell
from exporter.cli.gauge import counting
from exporter.cli.place import find_location, location, open_archive, readable
from exporter.cli.report import print_json, print_rows
from exporter.language import say

if TYPE_CHECKING:
    from archive.comparison import Standing
    from archive.replica import Action, Outcome
    from archive.storage_root import StorageRoot

NOT_DONE = 1


def standing_name(standing: Standing) -> str:
    """Return how an object here stands to the copy's, in the reader's language."""
    return say(
        {
            "same": "相同",
            "only-here": "副本里没有",
            "only-there": "只有副本里有",
            "ahead": "副本落后",
            "behind": "副本更新",
            "diverged": "历史不同",
            "purged": "这里已清除，副本里还有",
            "damaged-here": "这里的清单已损坏",
            "damaged-there": "副本的清单已损坏",
        }[standing.value],
        standing.value.replace("-", " "),
    )


def _action_name(action: Action) -> str:
    return say(
        {
            "in-step": "已是最新",
            "intact": "完好",
            "copied": "已复制",
            "updated": "已更新",
            "healed": "已修复",
            "ahead-there": "副本更新，未动",
            "diverged": "历史不同，未动",
            "purged-here": "这里已清除，副本未动",
            "only-there": "只有副本里有，未动",
            "damaged": "有损坏，未动",
            "refused": "不能修复，未动",
        }[action.value],
        action.value.replace("-", " "),
    )


@click.command(
    "replicate",
    cls=Command,
    help=say(
        """让另一块磁盘上的第二份档案跟上这一份；TO 不存在时新建。

        \b
        只复制新的，先核对原件，复制后再核对，逐个对象整个就位；随时可中断，再运行即继续。
        不用坏的盖好的；副本更新或历史不同的，只报告，不改动。
        退出码：0 已跟上；1 有没能跟上的；5 无法写入。

        \b
        例：heding archive replicate /mnt/第二份
        """,
        """Keep a second copy of the archive in step, on another disk; it is made where TO is not there.

        \b
        Only what is new is copied: proved before, proved after, an object at a
        time. It can be stopped at any moment and run again. Nothing good is
        overwritten: where the copy is ahead or has another history it is told.
        Exit code: 0 in step; 1 something is not; 5 it cannot be written.

        \b
        Example: heding archive replicate /mnt/second
        """,
    ),
)
@click.argument("to", metavar="TO", type=click.Path(path_type=Path))
@options.archive_folder
@click.option(
    "--purge",
    is_flag=True,
    help=say("这里已清除的，在副本里也清除。", "Purge there too what was purged here."),
)
@options.as_json
def replicate(to: Path, archive_folder: Path | None, purge: bool, as_json: bool) -> int:
    """Bring the copy into step."""
    from archive import replica

    here = open_archive(archive_folder)
    there = replica.open_copy(here, to)
    return _conclude(replica.replicate(here, there, purge=purge), there, as_json=as_json)


@click.command(
    "repair",
    cls=Command,
    help=say(
        """从完好的副本修复这里损坏的对象；给出 ID 时只修复这些，缺失的也会补回。

        \b
        副本中的那个先经核对，必须是同一个对象，且这里有过的版本一个不少；副本从不被改动。
        档案的声明文件（0=ocfl_1.1 等）丢失或损坏时，也从副本补回。
        退出码：0 全部完好；1 有没能修复的；5 无法写入。

        \b
        例：heding archive repair --from /mnt/第二份
        """,
        """Heal what is damaged here from a good copy; with ID only these, and those that are missing.

        \b
        The good one is proved first, and must be the same object with every
        version that was here. The copy is never changed. The files by which the
        archive declares itself (0=ocfl_1.1 and others) are brought back too.
        Exit code: 0 all is intact; 1 something could not be healed; 5 it cannot
        be written.

        \b
        Example: heding archive repair --from /mnt/second
        """,
    ),
)
@click.argument("wanted", metavar="[ID]...", nargs=-1)
@click.option(
    "--from",
    "source",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
    help=say("第二份档案。", "The second copy."),
)
@options.archive_folder
@options.as_json
def repair(wanted: tuple[str, ...], source: Path, archive_folder: Path | None, as_json: bool) -> int:
    """Heal from a copy."""
    from archive import replica
    from archive.root_repair import repair_root
    from archive.storage_root import open_root

    there = open_root(source)
    for name in repair_root(location(archive_folder), there):
        click.echo(say(f"已补回：{name}", f"brought back: {name}"), err=True)
    here = open_archive(archive_folder)
    places = {find_location(there, each) for each in wanted}
    outcomes = replica.repair(here, there, wanted=places.__contains__ if places else None)
    return _conclude(outcomes, here, as_json=as_json)


def _conclude(outcomes: Iterator[Outcome], changed: StorageRoot, *, as_json: bool) -> int:
    """Print what became of every object, and return the exit code; what needed nothing is only counted."""
    from archive.replica import DONE, Action

    quiet = 0
    told: list[Outcome] = []
    with counting() as count:
        for outcome in outcomes:
            count()
            if outcome.action in (Action.IN_STEP, Action.INTACT):
                quiet += 1
            else:
                told.append(outcome)
    open_matters = [outcome for outcome in told if outcome.action not in DONE]
    if as_json:
        print_json({"archive": str(changed.path), "unchanged": quiet, "objects": list(map(dataclasses.asdict, told))})
    else:
        rows = [[_action_name(o.action), readable(o.object_id or o.location), say(o.zh, o.en)] for o in told]
        if rows:
            print_rows(say("结果 标识 说明", "result id reason").split(), rows)
        changes = len(told) - len(open_matters)
        click.echo(
            say(
                f"{changed.path}：{changes} 个对象有改动，{quiet} 个不必动。",
                f"{changed.path}: {changes} objects changed, {quiet} needed nothing.",
            )
        )
    if not open_matters:
        return 0
    return tell(
        f"有 {len(open_matters)} 个对象没有动，请逐个查看。",
        f"{len(open_matters)} objects were left alone: look at each of them.",
        NOT_DONE,
        as_json=as_json,
    )
