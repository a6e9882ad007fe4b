"""The short forms of the proofs in `tests/archive/proofs`; `sh scripts/prove` runs the long ones.

Each runs in a process of its own, for they fork. What they would find is shown too: broken writers are caught.
"""

from __future__ import annotations

import functools
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from archive.archival_object import open_object
from archive.storage_root import StorageRoot
from tests.archive.archives import ID, keep
from tests.judges import need

HERE = Path(__file__).parents[2]


def run(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, *arguments], cwd=HERE, stdout=subprocess.PIPE, text=True)


@functools.cache
def traces() -> bool:
    """Return whether a process may be traced here: on x86-64, and where the system does not forbid it."""
    code = "from tests.archive.proofs.tracer import GO, trace; trace(lambda: None, lambda call: GO)"
    with run("-c", f"import platform; assert platform.machine() == 'x86_64'; {code}") as process:
        process.wait()
    return process.returncode == 0


def need_tracer() -> None:
    need(traces(), "ptrace on x86-64")


@pytest.mark.parametrize(
    ("proof", "extent", "says"),
    [
        ("kill", 29, "kills"),  # every 29th system call
        ("fail", 37, "refused"),
        ("cut", 0, "states"),
        ("random", 25, "left something"),
        ("crowd", 16, "versions"),  # as many updates as shared ids: each writer comes round to every one
    ],
)
def test_nothing_is_lost(proof: str, extent: int, says: str) -> None:
    need_tracer()
    with run("-m", "tests.archive.proofs", proof, str(extent)) as process:
        assert process.stdout
        out = process.stdout.read()
    assert process.returncode == 0
    assert says in out


# A writer with one fault, and the proof that must see it.
BROKEN = """
import logging, os, sys
from unittest import mock
from archive import filesystem, workspace
from tests.archive.proofs.actions import stages
from tests.archive.proofs.kill import kill_everywhere
from tests.archive.proofs.power_loss import cut_everywhere

def forgetful_sync(folder, standing):
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            filesystem.sync_folder(path)

def two_renames(one, other):
    gone = one.with_name("gone")
    other.rename(gone)
    one.rename(other)
    gone.rename(one)

FAULTS = {
    "files are not synced": ("archive.workspace.sync_tree", forgetful_sync, cut_everywhere),
    "nothing is synced": ("archive.workspace.sync_tree", lambda folder, standing: None, cut_everywhere),
    "the place is not synced": ("archive.workspace.sync_chain", lambda folder, top: None, cut_everywhere),
    "two renames for one": ("archive.workspace.exchange", two_renames, kill_everywhere),
}
logging.disable(logging.INFO)
target, fault, proof = FAULTS[sys.argv[1]]
with mock.patch(target, fault):
    for stage in stages():
        if stage.action.name != "correction":
            continue
        try:
            proof(stage, 2, exchange=True)
        except AssertionError:
            print("caught")
"""


@pytest.mark.parametrize(
    "fault", ["files are not synced", "nothing is synced", "the place is not synced", "two renames for one"]
)
def test_a_broken_writer_is_caught(fault: str) -> None:
    need_tracer()
    with run("-c", BROKEN, fault) as process:
        assert process.stdout
        assert process.stdout.read() == "caught\n"


def test_the_lock_of_a_dead_writer_does_not_block(root: StorageRoot) -> None:
    code = (
        "import sys, time; from pathlib import Path; from archive.storage_root import open_root\n"
        "from archive.workspace import workspace; from tests.archive.archives import ID\n"
        "root = open_root(Path(sys.argv[1]))\n"
        "with workspace(root, root.object_path(ID)): print('held', flush=True); time.sleep(60)"
    )
    with run("-c", code, str(root.path)) as holder:
        assert holder.stdout
        holder.stdout.readline()
        keep(root, object_id=ID + "x")  # another object's writer does not wait
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    keep(root)
    assert open_object(root, ID).inventory.head.number == "v1"
