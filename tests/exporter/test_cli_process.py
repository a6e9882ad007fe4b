"""The command as a process of its own: exit codes, signals, pipes, start-up, and the reader's language."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from exporter.template_set import shipped_sets
from tests.exporter.commands import ENTRY, TEXT, environment, process

ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "青石湾.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A template set that never comes to an end."""
    folder = tmp_path / "endless"
    folder.mkdir()
    for file in (shipped_sets() / "newspaper").iterdir():
        if file.is_file():
            loop = ENDLESS.encode() if file.suffix == ".j2" else b""
            (folder / file.name).write_bytes(loop + file.read_bytes())
    return folder


def test_the_whole_way_by_exit_codes(text: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    assert process("archive", "init", archive).returncode == 0
    assert process("archive", "add", text, "--archive", archive).returncode == 0
    assert process("archive", "verify", archive).returncode == 0
    (kept,) = archive.rglob("source.txt")
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes()[:-1] + b"?")
    assert process("archive", "verify", archive).returncode == 1
    assert process("export", text, "--date", "yesterday").returncode == 2
    assert process("export", tmp_path / "missing.txt", "-o", tmp_path).returncode == 3
    assert process("export", text, "-o", "/proc/out").returncode == 4
    assert process("archive", "list", "--archive", tmp_path / "none").returncode == 5


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("export", "--help"), ("archive", "--help")])
def test_help_is_quick_and_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    script = (
        f"import sys\nfrom exporter.cli import heding\ntry:\n    heding.main({list(arguments)!r})\n"
        "except SystemExit:\n    heavy = {'weasyprint', 'ebooklib', 'rjieba', 'lxml', 'apsw', 'rich', 'jinja2'}\n"
        "    heavy |= {'exporter.normalizer.patterns'}  # a quarter of a second's compiling\n"
        "    print(sorted(heavy & sys.modules.keys()), file=sys.stderr)"
    )
    begun = time.monotonic()
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True)
    assert time.monotonic() - begun < 2  # 0.15 s alone; the machine may be busy
    assert done.stderr == "[]\n"
    assert done.stdout


def test_the_same_text_gives_the_same_bytes_in_any_process(text: Path, tmp_path: Path) -> None:
    for folder, zone in (("1", "UTC"), ("2", "Asia/Shanghai")):
        command = [*ENTRY, "export", str(text), "-o", str(tmp_path / folder), "--title", "青石晚报"]
        subprocess.run(command, env=environment(TZ=zone, PYTHONHASHSEED=folder), check=True, capture_output=True)
    for path in sorted((tmp_path / "1").iterdir()):
        assert path.read_bytes() == (tmp_path / "2" / path.name).read_bytes(), path.name


@pytest.mark.parametrize(
    ("locale", "usage", "error"), [("zh_CN.UTF-8", "用法：", "错误："), ("de_DE.UTF-8", "Usage: ", "error: ")]
)
def test_the_readers_language_is_the_locales(tmp_path: Path, locale: str, usage: str, error: str) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([*ENTRY, *arguments], env=environment(LC_ALL=locale), capture_output=True, check=False)

    assert run("export", "--help").stdout.decode().startswith(usage)
    for wrong in (
        ("export",),
        ("nonsense",),
        ("export", "--nonsense"),
        ("export", "a", "--date", "b"),
        ("export", "a"),
    ):
        assert run(*wrong, "-o", str(tmp_path)).stderr.decode().startswith(error), wrong


def test_an_interrupted_export_says_one_word_and_leaves_nothing(text: Path, tmp_path: Path, endless: Path) -> None:
    out = tmp_path / "out"
    # A shell starts what runs in its background with SIGINT ignored, and the tests may run there.
    command = ["env", "--default-signal=INT", *ENTRY, "export", str(text), "-o", str(out), "--templates", str(endless)]
    with subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, start_new_session=True) as running:
        wait_for_a_worker(running.pid)
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does it: every process of the group
        _, errors = running.communicate(timeout=20)
    assert running.returncode == 130
    assert errors.decode().splitlines() == ["Interrupted."]
    assert list(out.iterdir()) == []


def test_a_killed_export_leaves_no_file_and_no_process(text: Path, tmp_path: Path, endless: Path) -> None:
    out = tmp_path / "out"
    command = [*ENTRY, "export", str(text), "-o", str(out), "--templates", str(endless)]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE) as running:
        wait_for_a_worker(running.pid)
        running.kill()
        assert running.stdout is not None
        assert running.stdout.read() == b""  # ends when the last process that holds the pipe has ended
    assert list(out.iterdir()) == []


def test_a_reader_that_goes_away_is_no_error(text: Path, tmp_path: Path) -> None:
    for arguments in (["--help"], ["normalize", str(text), "-o", str(tmp_path)]):
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run(
            [*ENTRY, *arguments], env=environment(), stdout=writer, stderr=subprocess.PIPE, check=False
        )
        os.close(writer)
        assert (done.returncode, done.stderr) == (141, b"")
    assert (tmp_path / "青石湾.json").exists()


def test_a_layout_library_that_is_missing_points_to_the_doctor(text: Path, tmp_path: Path) -> None:
    """The library is hidden from the dynamic loader, as on a machine that lacks it."""
    (tmp_path / "sitecustomize.py").write_text(
        "import ctypes.util, cffi\n"
        "def missing(*arguments):\n    raise OSError('cannot load library libpango-1.0-0')\n"
        "cffi.FFI.dlopen = missing\n"
    )
    path = os.pathsep.join([str(tmp_path), *sys.path])
    command = [*ENTRY, "export", str(text), "-o", str(tmp_path / "out")]
    done = subprocess.run(command, env=environment(PYTHONPATH=path), capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert "heding doctor" in done.stderr
    assert "Traceback" not in done.stderr


def test_names_that_are_not_unicode_are_read_and_written(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xc4\xea.txt"))
    path.write_text(TEXT, "utf-8")
    command = [*ENTRY, "normalize", str(path), "-o", str(tmp_path / "out"), "--json"]
    done = subprocess.run(command, env=environment(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert [os.fsencode(file.name) for file in (tmp_path / "out").iterdir()] == [b"\xc4\xea.json"]


def wait_for_a_worker(parent: int) -> None:
    """Wait until a process has a worker that has worked for a while: a second of processor time."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
            stat = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
            if int(stat[11]) > os.sysconf("SC_CLK_TCK"):
                return
        time.sleep(0.05)
    raise TimeoutError("no worker began to work")


def shell(line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["sh", "-c", line], capture_output=True, text=True, env=environment(), check=False)


@pytest.mark.parametrize("command", ["normalize {text} -o {out}", "normalize {text} -o {out} --json", "--help"])
def test_a_standard_output_that_is_full_is_an_error_of_the_machine(text: Path, tmp_path: Path, command: str) -> None:
    done = shell(f"{shlex.join(ENTRY)} {command.format(text=text, out=tmp_path / 'out')} > /dev/full")
    assert done.returncode == 4
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_memory_that_a_shell_allows_is_enough_and_never_raised(text: Path, tmp_path: Path) -> None:
    done = shell(f"ulimit -v 2097152; {shlex.join(ENTRY)} normalize {text} -o {tmp_path / 'out'}")
    assert (done.returncode, done.stderr) == (0, "")


def test_an_exit_code_is_all_that_a_full_standard_error_needs(tmp_path: Path) -> None:
    assert shell(f"{shlex.join(ENTRY)} normalize {tmp_path / 'missing.txt'} -o {tmp_path} 2> /dev/full").returncode == 3


def test_closed_streams_take_no_files_place(text: Path, tmp_path: Path) -> None:
    assert shell(f"{shlex.join(ENTRY)} export {text} -o {tmp_path / 'out'} --to json <&- >&- 2>&-").returncode == 0
    assert shell(f"{shlex.join(ENTRY)} export {text} -o {tmp_path / 'usual'} --to json").returncode == 0
    for path in (tmp_path / "usual").iterdir():
        assert (tmp_path / "out" / path.name).read_bytes() == path.read_bytes()
    nothing = shell(f"{shlex.join(ENTRY)} normalize - -o {tmp_path / 'out'} <&-")
    assert nothing.returncode == 3
    assert "empty" in nothing.stderr
