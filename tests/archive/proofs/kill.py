"""A writer killed before and after system calls that change the file system: the archive is the old or the new one."""

from __future__ import annotations

import errno
import signal
from collections.abc import Callable

from archive.errors import NotAStorageRoot
from archive.storage_root import create_root, open_root
from tests.archive.archives import judged
from tests.archive.proofs.actions import Stage, check, check_recovery, in_memory
from tests.archive.proofs.performance import DONE, perform
from tests.archive.proofs.tracer import GO, KILL, Call, Order


def kill_everywhere(stage: Stage, stride: int, *, exchange: bool) -> tuple[int, int]:
    """Kill at every `stride`-th call; return how many kills there were, and how many left the new state.

    Where folders can be exchanged the archive must be valid as it is; else after the next writer.
    """
    news = 0

    def prepare() -> tuple[Callable[[], object], Callable[[str, bool], None]]:
        root = stage.copy()

        def judge(where: str, acknowledged: bool) -> None:
            nonlocal news
            allowed = (stage.after,) if acknowledged else (stage.before, stage.after)
            held = (check if exchange else check_recovery)(root, f"{stage.action.name}, {where}", *allowed)
            news += allowed[held] == stage.after
            if acknowledged:
                files = (path.read_bytes() for path in root.path.rglob("*") if path.is_file())
                assert not stage.still_there(files), "purged bytes are still there"

        return lambda: stage.action.act(root), judge

    return _kill(prepare, stride, exchange=exchange), news


def kill_creation(stride: int) -> int:
    """Kill while an archive is created; return how many kills there were."""
    with in_memory() as folder:
        numbers = iter(range(1_000_000))

        def prepare() -> tuple[Callable[[], object], Callable[[str, bool], None]]:
            place = folder / str(next(numbers)) / "archive"

            def judge(where: str, acknowledged: bool) -> None:
                try:
                    root = open_root(place)
                except NotAStorageRoot:
                    assert not acknowledged, where
                    root = create_root(place)
                assert judged(root.path) == [], where

            return lambda: create_root(place), judge

        return _kill(prepare, stride, exchange=True)


def _kill(
    prepare: Callable[[], tuple[Callable[[], object], Callable[[str, bool], None]]], stride: int, *, exchange: bool
) -> int:
    """Kill what `prepare` gives before and after its calls in turn, and have each end judged; return how many."""
    kills = 0
    for moment in ("before", "after"):
        number = 0
        while True:
            number += stride
            act, judge = prepare()
            ended, said = _killed_at(act, number, moment, exchange=exchange)
            if ended != -signal.SIGKILL:
                assert (ended, said) == (0, DONE)
                break
            judge(f"killed {moment} call {number}", said == DONE)
            kills += 1
    return kills


def _killed_at(act: Callable[[], object], number: int, moment: str, *, exchange: bool) -> tuple[int, bytes]:
    calls: list[Call] = []

    def before(call: Call) -> Order:
        calls.append(call)
        if moment == "before" and len(calls) == number:
            return KILL
        return GO if exchange or call.name != "renameat2" else Order(error=errno.EINVAL)

    def after(call: Call, result: int) -> Order:
        # By the call itself: another thread's may have begun since.
        return KILL if moment == "after" and len(calls) >= number and call is calls[number - 1] else GO

    return perform(act, before, after)
