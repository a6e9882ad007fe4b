"""What `scripts/setup` says on a machine that lacks something. What it installs is tried by hand, on bare machines."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ("cat", "dirname", "echo", "env", "grep", "head", "mktemp", "python3", "rm", "sh", "tail", "xargs")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what setup reads, beside a folder of programs that has no fontconfig, no sudo and an ordinary user."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "setup", tmp_path / "scripts")
    programs = tmp_path / "bin"
    programs.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found
        (programs / tool).symlink_to(found)
    program(tmp_path, "id", "echo 1000")
    program(tmp_path, "apt-get", f'echo "$@" >>{tmp_path}/asked; echo "E: Unable to locate package" >&2; exit 100')
    return tmp_path


def program(checkout: Path, name: str, script: str) -> None:
    path = checkout / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def setup(checkout: Path, *arguments: str, language: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(checkout / "scripts" / "setup"), *arguments],
        capture_output=True,
        check=False,
        env={"PATH": str(checkout / "bin"), "LC_ALL": language, "HOME": os.environ.get("HOME", "/")},
        text=True,
    )


def test_an_ordinary_user_is_told_one_line_to_run(checkout: Path) -> None:
    answer = setup(checkout, "--test")
    assert answer.returncode == 4
    assert answer.stdout == ""
    assert "    sudo apt-get install --no-install-recommends " in answer.stderr
    line = answer.stderr.splitlines()[-1].split()
    assert {"fontconfig", "fonts-noto-cjk", "poppler-utils", "qpdf", "default-jre-headless"} <= set(line)
    assert not (checkout / ".venv").exists()
    assert not (checkout / "asked").exists()


def test_the_same_in_chinese(checkout: Path) -> None:
    answer = setup(checkout, language="zh_CN.UTF-8")
    assert answer.returncode == 4
    assert "请由管理员运行" in answer.stderr
    assert "poppler-utils" not in answer.stderr


def test_without_apt_the_packages_are_named(checkout: Path) -> None:
    (checkout / "bin" / "apt-get").unlink()
    answer = setup(checkout)
    assert answer.returncode == 4
    assert "fonts-noto-cjk" in answer.stderr
    assert "package manager" in answer.stderr


def test_package_lists_are_fetched_only_after_a_failure_and_apt_is_quoted(checkout: Path) -> None:
    program(checkout, "id", "echo 0")
    answer = setup(checkout)
    assert answer.returncode == 4
    assert [line.split()[-1] for line in (checkout / "asked").read_text().splitlines()][-1] == "update"
    assert len((checkout / "asked").read_text().splitlines()) == 2
    assert "E: Unable to locate package" in answer.stderr


@pytest.mark.parametrize(("language", "word"), [("C.UTF-8", "usage"), ("zh_CN.UTF-8", "用法")])
def test_a_wrong_argument_is_a_usage_error(checkout: Path, language: str, word: str) -> None:
    answer = setup(checkout, "--tests", language=language)
    assert answer.returncode == 2
    assert answer.stderr.startswith(word)
