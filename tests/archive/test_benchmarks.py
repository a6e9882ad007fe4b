from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_the_benchmarks_run_and_no_time_is_judged() -> None:
    command = [sys.executable, "-m", "tests.benchmarks.archive", "--small"]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], check=True, capture_output=True, text=True)
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["verify", "memory", "deposit", "list"]
