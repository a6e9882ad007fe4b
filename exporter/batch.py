"""Many editions at once: worker processes, each under a time limit; one failure does not stop the others.

Layout keeps its memory and a template can loop for ever, so the work is done in processes of their own, started by
spawn, which can be ended without harm: a worker only computes, its caller writes.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import resource
import signal
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic, TypeVar

from exporter.errors import HedingError, MachineError

# Seconds allowed an edition. A day's issue of 25 kB takes 2 s; 1.1 MB, far beyond any, took 167 s on two busy cores
# (measured). `--time-limit` says otherwise.
TIME_LIMIT = 180.0
# The largest address space of a worker, in bytes. A template that produces text without end would else fill the
# machine's memory long before the time limit.
MEMORY_LIMIT = 4 * 1024**3
# The exit code of a fault of our own (EX_SOFTWARE of sysexits.h): it is neither the input's nor the machine's.
FAULT = 70

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Failure:
    """A task that could not be done: why, in both languages, and the exit code it asks for."""

    zh: str
    en: str
    exit_code: int

    @classmethod
    def of(cls, error: HedingError) -> Failure:
        """Return the failure that an error stands for."""
        return cls(error.zh, error.en, error.exit_code)


@dataclass(slots=True)
class _Worker(Generic[Task]):
    """A process, our end of the pipe to it, and the task it is on with the moment (monotonic, s) it must be done."""

    process: BaseProcess
    pipe: Connection
    number: int = -1
    deadline: float = 0.0

    def give(self, number: int, task: Task, time_limit: float) -> None:
        self.number, self.deadline = number, time.monotonic() + time_limit
        # A worker that died before it took the task shows itself as the end of its pipe, in `_outcome`.
        with contextlib.suppress(BrokenPipeError):
            self.pipe.send(task)

    def end(self) -> int | None:
        """Kill the process, wait until it is gone, and return its exit code (-N: by signal N)."""
        self.process.kill()
        self.process.join()
        self.pipe.close()
        return self.process.exitcode


def cores() -> int:
    """Return how many processor cores this process may use."""
    return len(os.sched_getaffinity(0))


def run(
    work: Callable[[Task], Result], tasks: Sequence[Task], *, jobs: int, time_limit: float = TIME_LIMIT
) -> Generator[tuple[int, Result | Failure], None, None]:
    """Do `work` on every task in up to `jobs` processes; yield (task's number, its result or Failure) as they come.

    `work` is a module's function, tasks and results can be pickled. A task that takes more than `time_limit`
    seconds, or whose process dies, is a Failure, and a fresh process goes on with the next. Closing the generator
    ends every process.
    """
    waiting = deque(enumerate(tasks))
    workers: list[_Worker[Task]] = []
    try:
        while waiting or workers:
            while waiting and len(workers) < jobs:
                worker: _Worker[Task] = _start(work)
                workers.append(worker)
                worker.give(*waiting.popleft(), time_limit)
            for worker in _ready(workers):
                number = worker.number
                outcome, alive = _outcome(worker, time_limit)
                if alive and waiting:
                    worker.give(*waiting.popleft(), time_limit)
                else:
                    worker.end()
                    workers.remove(worker)
                yield number, outcome
    finally:
        for worker in workers:
            worker.end()


def _ready(workers: Sequence[_Worker[Task]]) -> Iterator[_Worker[Task]]:
    """Wait, then yield the workers that have answered, have died, or are over their time."""
    patience = max(0.0, min(worker.deadline for worker in workers) - time.monotonic())
    answered = set(wait([worker.pipe for worker in workers], patience))
    now = time.monotonic()
    for worker in list(workers):
        if worker.pipe in answered or now >= worker.deadline:
            yield worker


def _outcome(worker: _Worker[Task], time_limit: float) -> tuple[Any, bool]:
    """Return what a ready worker's task came to, and whether the worker can take another."""
    if not worker.pipe.poll():
        return _overdue(time_limit), False
    try:
        return worker.pipe.recv(), True
    except (EOFError, ConnectionResetError):
        return _died(worker.end()), False


def _start(work: Callable[[Task], Result]) -> _Worker[Task]:
    """Start a worker. It is born with SIGINT blocked: at Ctrl-C the caller ends it, and it says nothing."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(work, theirs), daemon=True)
    resource_tracker.ensure_running()  # else start() begins with it, and it would unblock the signal again
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    theirs.close()
    return _Worker(process, ours)


def _serve(work: Callable[[Task], Result], pipe: Connection) -> None:
    """Be a worker: take tasks and answer them until the caller closes the pipe or is gone."""
    threading.Thread(target=_follow_parent, daemon=True).start()
    _limit_memory()
    while True:
        try:
            task = pipe.recv()
        except EOFError:
            return
        pipe.send(_attempt(work, task))


def _limit_memory() -> None:
    """Take no more memory than MEMORY_LIMIT, nor than whoever started this process allows (ulimit -v)."""
    given = [limit for limit in resource.getrlimit(resource.RLIMIT_AS) if limit != resource.RLIM_INFINITY]
    limit = min([MEMORY_LIMIT, *given])
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _follow_parent() -> None:
    """End this process when its parent ends, however that came about: nobody is left working for nobody."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _attempt(work: Callable[[Task], Result], task: Task) -> Result | Failure:
    try:
        return work(task)
    except HedingError as error:
        return Failure.of(error)
    except MemoryError:
        return Failure.of(
            MachineError(
                "内存不足：这一期超出了限额。请检查输入和模板集，或把文本分成几期。",
                "out of memory: this edition takes more than is allowed. "
                "Check the input and the template set, or split the text into several editions.",
            )
        )
    except Exception as error:  # noqa: BLE001  a fault of ours must not take the other editions with it
        place = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})"
        return Failure(
            f"heding 自身出错：{what}。请把这一行和输入文件报告给我们。",
            f"a fault in heding itself: {what}. Please report this line together with the input.",
            FAULT,
        )


def _overdue(time_limit: float) -> Failure:
    return Failure.of(
        MachineError(
            f"{time_limit:g} 秒内没有完成，已停止。请检查模板集有无死循环，或用 --time-limit 放宽时限。",
            f"not done within {time_limit:g} s, so it was stopped. Does a template loop for ever? "
            "Allow more with --time-limit.",
        )
    )


def _died(exit_code: int | None) -> Failure:
    return Failure.of(
        MachineError(
            f"处理进程意外终止（{exit_code}），可能是内存不足。请减少 --jobs 后重试。",
            f"the working process ended unexpectedly ({exit_code}), perhaps for want of memory. Try fewer --jobs.",
        )
    )
