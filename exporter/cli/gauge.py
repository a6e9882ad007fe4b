"""Long work on an archive, watched: what is done and how fast, on a terminal only."""

from __future__ import annotations

import contextlib
import itertools
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from exporter.cli.report import size
from exporter.language import say

if TYPE_CHECKING:
    from archive.fixity import Progress


@contextlib.contextmanager
def gauge() -> Iterator[Callable[[Progress], None] | None]:
    """Show objects, files, bytes and throughput on standard error; yield what to call, None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn, TransferSpeedColumn

    columns = SpinnerColumn(), TextColumn("{task.description}"), TransferSpeedColumn(), TimeElapsedColumn()
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say("核对", "checking"), total=None)
        yield lambda now: bar.update(
            task,
            completed=now.bytes,
            description=say(
                f"已核对 {now.objects} 个对象，{now.files} 个文件，{size(now.bytes)}",
                f"checked {now.objects} objects, {now.files} files, {size(now.bytes)}",
            ),
        )


@contextlib.contextmanager
def counting() -> Iterator[Callable[[], None]]:
    """Show how many objects are done, on standard error; yield what to call after each."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console

    done = itertools.count(1)
    with Console(stderr=True).status(say("开始……", "starting …")) as status:

        def show() -> None:
            number = next(done)
            status.update(say(f"已处理 {number} 个对象", f"{number} objects done"))

        yield show
