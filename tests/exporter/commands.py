"""Running the command in tests: in this process where that is enough, in one of its own where it is not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from exporter.cli import heding

ENTRY = [sys.executable, "-c", "from exporter.cli import main; main()"]

_REPEATED = (
    "渡口的石阶是一百多年前修的,今年春天重新垫平,又添了一间候船的小屋。小屋里放着两排长椅,墙上挂着各班船的时刻。"
)
TEXT = "\n\n".join(
    [
        "青石湾老渡口开出新航线",
        "——十二班船连起两岸人家",
        "本报讯(记者 苏望舒)入夏以来,青石湾的老渡口每天开出十二班船,往返两岸的人比去年多了三成。船工们说,"
        "从前只有赶集的日子才坐得满,如今平日里也有不少孩子坐船上学。",
        _REPEATED,
        _REPEATED,
        "云岭小学的书屋亮到八点",
        "本报讯 每到傍晚,云岭小学的书屋就亮起灯来。孩子们在这里读书、写字,等着从田里回来的父母。",
        "老师们轮流守在书屋里,夜里八点熄灯,再把孩子一个个送回家。校长说,这件事会一直做下去。",
    ]
)


def invoke(*arguments: str | Path, text: bytes | None = None, **environment: str) -> Result:
    """Run `heding` in this process (its workers are processes none the less)."""
    return CliRunner().invoke(heding, [str(argument) for argument in arguments], input=text, env=environment)


def process(*arguments: str | Path, text: bytes | None = None, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run `heding` as a process of its own."""
    command = [*ENTRY, *map(str, arguments)]
    done = subprocess.run(command, input=text, capture_output=True, env=environment(), check=False, **options)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def environment(**more: str) -> dict[str, str]:
    """Return this environment, with the packages under test on the path."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONWARNINGS": "error", **more}


def answer(result: Result) -> dict[str, Any]:
    """Return the JSON object that a command printed."""
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


def refusal(result: Result) -> str:
    """Return the one line on standard error, without a traceback behind it, and nothing on standard output."""
    lines = result.stderr.splitlines()
    assert len([line for line in lines if not line.startswith("For usage")]) == 1, result.stderr
    assert lines[0].startswith("error: ")
    return lines[0]
