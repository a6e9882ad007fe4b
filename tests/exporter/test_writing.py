from __future__ import annotations

import errno
import os
import resource
import signal
import stat
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.errors import HedingError, InputError, MachineError, UsageError
from exporter.writing import prepare_folder, write_set


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_set_is_written_whole_and_leaves_nothing_else(tmp_path: Path) -> None:
    files = {"a.pdf": b"pdf", "a.json": b"{}"}
    assert write_set(tmp_path, files) == (tmp_path / "a.pdf", tmp_path / "a.json")
    assert contents(tmp_path) == files


def test_files_have_the_mode_that_the_users_mask_gives(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        write_set(tmp_path, {"a": b"1"})
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


def test_the_same_bytes_are_no_conflict_and_are_left_alone(tmp_path: Path) -> None:
    write_set(tmp_path, {"a": b"1"})
    os.utime(tmp_path / "a", (0, 0))
    write_set(tmp_path, {"a": b"1", "b": b"2"})
    assert (tmp_path / "a").stat().st_mtime == 0
    assert contents(tmp_path) == {"a": b"1", "b": b"2"}


def test_other_bytes_are_replaced_only_by_force(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"theirs")
    with pytest.raises(UsageError, match="--force") as caught:
        write_set(tmp_path, {"a": b"1", "b": b"2"})
    assert str(tmp_path / "b") in caught.value.zh
    assert contents(tmp_path) == {"b": b"theirs"}
    write_set(tmp_path, {"a": b"1", "b": b"2"}, force=True)
    assert contents(tmp_path) == {"a": b"1", "b": b"2"}


@pytest.mark.parametrize("target", ["elsewhere", "nowhere"])
def test_a_link_is_replaced_itself_and_never_followed(tmp_path: Path, target: str) -> None:
    (tmp_path / "elsewhere").write_bytes(b"theirs")
    (tmp_path / "a").symlink_to(tmp_path / target)
    with pytest.raises(UsageError):
        write_set(tmp_path, {"a": b"1"})
    write_set(tmp_path, {"a": b"1"}, force=True)
    assert contents(tmp_path) == {"a": b"1", "elsewhere": b"theirs"}


def test_a_name_may_lead_into_a_folder_below(tmp_path: Path) -> None:
    write_set(tmp_path, {"source/02.txt": b"two", "b/c/d": b"d"})
    assert (tmp_path / "source" / "02.txt").read_bytes() == b"two"
    assert (tmp_path / "b" / "c" / "d").read_bytes() == b"d"


def test_a_link_below_is_not_followed_and_nothing_is_left_behind(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    (folder / "link").symlink_to(elsewhere)
    with pytest.raises(UsageError):
        write_set(folder, {"a/b": b"b", "link/c": b"c"})
    assert list(folder.iterdir()) == [folder / "link"]
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("name", ["../a", "/etc/a", "b/../a", "b//a", "./a", "..", ".", "", "a\0"])
def test_a_name_that_climbs_out_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(InputError):
        write_set(folder, {name: b"1"})
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_where_a_file_should_go_undoes_the_set(tmp_path: Path, force: bool) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "c").mkdir()
    with pytest.raises(UsageError) as caught:
        write_set(tmp_path, {"a": b"new", "b": b"2", "c": b"3"}, force=force)
    assert str(tmp_path / "c") in caught.value.en
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "c"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_folder_that_is_gone_is_the_machines_refusal(tmp_path: Path) -> None:
    with pytest.raises(MachineError):
        write_set(tmp_path / "gone", {"a": b"1"})


def test_a_file_in_place_of_the_folder_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"theirs")
    for folder in (tmp_path / "out", tmp_path / "out" / "deeper"):
        with pytest.raises(UsageError, match="not a folder"):
            prepare_folder(folder)


@pytest.mark.parametrize("folder", ["/proc/heding", "/proc", "/sys/heding"])
def test_a_folder_that_cannot_be_written_to_is_known_beforehand(folder: str) -> None:
    if not os.path.ismount(f"/{folder.split('/')[1]}"):
        pytest.skip(f"{folder} is on no file system of the kernel's own here")
    with pytest.raises(MachineError, match=folder):
        prepare_folder(Path(folder))


def test_a_full_disk_leaves_what_was_there(small_disk: Path) -> None:
    write_set(small_disk, {"a": b"old"})
    with pytest.raises(MachineError) as caught:
        write_set(small_disk, {"a": b"new", "b": b"2" * 100_000}, force=True)
    assert isinstance(caught.value.__cause__, OSError)
    assert caught.value.__cause__.errno == errno.ENOSPC
    assert str(small_disk / "b") in caught.value.zh
    assert contents(small_disk) == {"a": b"old"}


def test_a_read_only_disk_is_the_machines_refusal(small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(MachineError, match="Read-only"):
        prepare_folder(small_disk)
    with pytest.raises(MachineError, match="Read-only"):
        write_set(small_disk, {"a": b"1"})


def test_a_limit_on_the_size_of_files_leaves_what_was_there(tmp_path: Path) -> None:
    script = "from exporter.writing import *\nwrite_set(Path('.'), {'a': b'1', 'b': b'2' * 100_000})"
    result = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "MachineError" in result.stderr
    assert contents(tmp_path) == {}


def test_a_process_killed_at_any_moment_leaves_whole_files_under_their_names(tmp_path: Path) -> None:
    """Old or new, each whole: the writer goes back and forth between two states until it is killed."""
    script = textwrap.dedent("""
        import itertools
        from pathlib import Path
        from exporter.writing import write_set
        for turn in itertools.count():
            write_set(Path('.'), {name: b'%d' % (turn % 2) * 300_000 for name in 'abc'}, force=True)
            print(turn, flush=True)
    """)
    whole = {b"0" * 300_000, b"1" * 300_000}
    for round_number in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", script],
            cwd=tmp_path,
            env={"PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.003 * round_number)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert all((tmp_path / name).read_bytes() in whole for name in "abc")


@given(
    st.dictionaries(st.sampled_from("abcd"), st.binary(max_size=3)),
    st.dictionaries(st.sampled_from("abcd"), st.binary(max_size=3)),
    st.booleans(),
)
def test_all_of_the_set_or_none_of_it(
    tmp_path_factory: pytest.TempPathFactory, there: dict[str, bytes], files: dict[str, bytes], force: bool
) -> None:
    folder = tmp_path_factory.mktemp("set")
    for name, data in there.items():
        (folder / name).write_bytes(data)
    conflict = any(there.get(name, data) != data for name, data in files.items())
    try:
        write_set(folder, files, force=force)
    except HedingError:
        assert conflict
        assert not force
        assert contents(folder) == there
    else:
        assert force or not conflict
        assert contents(folder) == there | files
