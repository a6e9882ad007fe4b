from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from exporter.batch import FAULT, Failure, run
from exporter.errors import InputError

Task = str | float


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the workers import this module, as they must import whatever they do."""
    monkeypatch.syspath_prepend(Path(__file__).resolve().parents[2])


def work(task: Task) -> str:
    """What the workers do: the first word of the task says how it ends."""
    match task:
        case float():
            time.sleep(task)
            return "slept"
        case "refuse":
            raise InputError("不行", "no")
        case "break":
            raise ValueError("broken")
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "fill":
            return str(len(bytearray(10**11)))
        case "loop":
            while True:
                pass
    return str(task).upper()


def outcomes(tasks: list[Task], jobs: int, time_limit: float = 30.0) -> list[str | Failure]:
    found: dict[int, str | Failure] = dict(run(work, tasks, jobs=jobs, time_limit=time_limit))
    return [found[number] for number in range(len(tasks))]


@pytest.mark.parametrize("jobs", [1, 3])
def test_one_failure_does_not_stop_the_others(jobs: int) -> None:
    tasks: list[Task] = ["a", "refuse", "b", "break", "c", "die", "d", "fill", "e"]
    a, refused, b, broken, c, died, d, filled, e = outcomes(tasks, jobs)
    assert [a, b, c, d, e] == ["A", "B", "C", "D", "E"]
    assert refused == Failure("不行", "no", 3)
    assert isinstance(broken, Failure)
    assert (broken.exit_code, "ValueError: broken (test_batch.py:" in broken.en) == (FAULT, True)
    assert isinstance(died, Failure)
    assert (died.exit_code, "-9" in died.en) == (4, True)
    assert isinstance(filled, Failure)
    assert (filled.exit_code, "memory" in filled.en) == (4, True)


def test_a_task_over_its_time_is_stopped_and_the_next_goes_on() -> None:
    begun = time.monotonic()
    overdue, done = outcomes(["loop", "b"], 1, time_limit=2.0)
    assert isinstance(overdue, Failure)
    assert (overdue.exit_code, "2 s" in overdue.en) == (4, True)
    assert done == "B"
    assert time.monotonic() - begun < 10


def test_results_come_as_they_are_done_and_tasks_run_beside_each_other() -> None:
    tasks: list[Task] = [3.0, "b", "c"]
    assert [number for number, _ in run(work, tasks, jobs=2)] == [1, 2, 0]


def test_no_tasks_are_no_work() -> None:
    assert outcomes([], 4) == []


def test_closing_the_work_ends_its_processes() -> None:
    with closing(run(work, ["a", "loop", "loop"], jobs=3)) as results:
        assert next(results) == (0, "A")
        assert len(children()) >= 2
    assert not any(is_spawned(child) for child in children())


def test_it_works_beside_the_main_thread() -> None:
    found: list[tuple[int, str | Failure]] = []
    thread = threading.Thread(target=lambda: found.extend(run(work, ["a"], jobs=1)))
    thread.start()
    thread.join()
    assert found == [(0, "A")]


def test_nobody_goes_on_working_when_the_caller_is_killed(tmp_path: Path) -> None:
    (tmp_path / "caller.py").write_text(
        textwrap.dedent("""
            from exporter.batch import run

            def loop(task):
                print(task, flush=True)
                while True:
                    pass

            if __name__ == "__main__":
                list(run(loop, ["begun"], jobs=1))
        """)
    )
    environment = {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(tmp_path / "caller.py")]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as caller:
        assert caller.stdout is not None
        assert caller.stdout.readline() == b"begun\n"
        caller.kill()
        # The pipe ends when the last process that holds it has ended: the worker.
        assert caller.stdout.read() == b""


def children() -> list[int]:
    tasks = Path("/proc/self/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def is_spawned(process: int) -> bool:
    return b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()
