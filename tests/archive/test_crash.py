"""A writer killed at any moment, and many writers at once: the archive stays valid, nothing acknowledged is lost."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.archival_object import open_object
from archive.fixity import verify
from archive.storage_root import StorageRoot, create_root
from tests.archive.archives import ID, judged, keep, left_overs

HERE = Path(__file__).parents[2]
ROOTS, KILLS = 6, 10

# Deposits again and again, two objects by turns, and says on its output what was acknowledged.
WRITER = """
import sys, itertools
from pathlib import Path
from archive.storage_root import open_root
from tests.archive.archives import keep
root = open_root(Path(sys.argv[1]))
for turn in itertools.count(int(sys.argv[2])):
    object_id = f"urn:heding:明溪日报:{turn % 7}"
    files = {"source.txt": b"same", "issue.pdf": bytes([turn % 256]) * 30_000, "turn": b"%d" % turn}
    receipt = keep(root, files, object_id)
    print(turn, receipt.version, object_id, flush=True)
"""


def run(code: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, text=True)


def test_a_writer_killed_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    chance = random.Random(20240607)
    found = sum(kill_writers(create_root(tmp_path / str(number)), chance) for number in range(ROOTS))
    assert found, "no kill fell into a deposit: the test proves nothing"


def kill_writers(root: StorageRoot, chance: random.Random) -> int:
    """Kill writers in one archive after another; return how many left a work folder behind."""
    acknowledged: dict[tuple[str, str], int] = {}
    turn = found = 0
    for _ in range(KILLS):
        with run(WRITER, str(root.path), str(turn)) as writer:
            assert writer.stdout
            lines = [writer.stdout.readline()]  # the first deposit; the kill then falls into one of the next
            time.sleep(chance.uniform(0, 0.04))
            writer.send_signal(signal.SIGKILL)
            lines += writer.stdout.readlines()
        for line in lines:
            if line.endswith("\n"):
                number, version, object_id = line.split()
                acknowledged[object_id, version] = int(number)
                turn = max(turn, int(number) + 1)
        turn += 1  # the deposit that was under way may have been done and not told
        report = verify(root.path)
        assert report.problems == ()
        found += bool(left_overs(root))
        assert judged(root.path) == []
    assert len(acknowledged) >= KILLS
    for (object_id, version), told in acknowledged.items():
        held = open_object(root, object_id)
        assert held.read("turn", version) == b"%d" % told
        assert held.read("issue.pdf", version) == bytes([told % 256]) * 30_000
    keep(root)
    assert judged(root.path) == []
    assert left_overs(root) == []
    return found


# Kills a forked writer at each of its steps in turn: at every file or folder that it opens, makes, links, renames or
# removes, first in a new object, then in a correction. Says how many steps there were.
STEPS = """
import itertools, os, signal, sys
from pathlib import Path
from archive.archival_object import open_object
from archive.errors import ObjectNotFound
from archive.fixity import verify
from archive.storage_root import create_root
from tests.archive.archives import CORRECTION, EDITION, ID, judged, keep

WATCHED = {"open", "os.mkdir", "os.link", "os.rename", "os.remove", "os.rmdir", "os.scandir", "ctypes.dlsym"}

def killed_at(step, root, files):
    child = os.fork()
    if not child:
        steps = itertools.count(1)
        def watch(event, _):
            if event in WATCHED and next(steps) == step:
                os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(watch)
        keep(root, files)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL

def read(root):
    try:
        held = open_object(root, ID)
    except ObjectNotFound:
        return None
    return {path: held.read(path) for path in held.state()}

for files, before in ((EDITION, None), (CORRECTION, EDITION)):
    seen, killed, step = set(), True, 0
    while killed:
        step += 1
        root = create_root(Path(sys.argv[1]) / f"{before is None} {step}")
        if before:
            keep(root, before)
        killed = killed_at(step, root, files)
        report = verify(root.path)
        assert report.problems == (), step
        state = read(root)
        assert state in (before, files) if killed else state == files, step
        assert step % 3 or judged(root.path) == [], step
        seen.add(state == files)
        assert keep(root, files).created == (state != files)
        assert verify(root.path).problems == ()
    assert seen == {False, True}
    print(step - 1, flush=True)
"""


def test_a_writer_killed_at_each_of_its_steps_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else tmp_path  # a kill is the same there, and fsync is quick
    with TemporaryDirectory(dir=memory) as folder, run(STEPS, folder) as killer:
        assert killer.stdout
        steps = [int(line) for line in killer.stdout]
        killer.wait()
    assert killer.returncode == 0
    assert len(steps) == 2
    assert min(steps) > 30


CROWD = """
import sys
from pathlib import Path
from archive.storage_root import open_root
from tests.archive.archives import keep
root, name = open_root(Path(sys.argv[1])), sys.argv[2].encode()
for turn in range(10):
    receipt = keep(root, {"source.txt": b"same", "who": name, "turn": b"%d" % turn}, f"urn:heding:明溪日报:{turn % 2}")
    assert receipt.created
    print(receipt.object_id, receipt.version, flush=True)
"""


def test_writers_at_once_lose_and_double_nothing(root: StorageRoot) -> None:
    writers = [run(CROWD, str(root.path), f"writer {number}") for number in range(4)]
    receipts = []
    seen_intact = 0
    while any(writer.poll() is None for writer in writers):  # a reader sees a valid archive at every moment
        report = verify(root.path)
        assert report.intact, report.problems
        seen_intact += 1
    for writer in writers:
        out, _ = writer.communicate()
        assert writer.returncode == 0
        receipts += out.splitlines()
    assert len(set(receipts)) == len(receipts) == 40
    assert seen_intact > 1
    for object_id in ("urn:heding:明溪日报:0", "urn:heding:明溪日报:1"):
        held = open_object(root, object_id)
        assert [version.number for version in held.versions()] == [f"v{number}" for number in range(1, 21)]
        told = {(held.read("who", version.number), held.read("turn", version.number)) for version in held.versions()}
        assert len(told) == 20
    assert verify(root.path).problems == ()
    assert judged(root.path) == []


def test_the_lock_of_a_dead_writer_does_not_block(root: StorageRoot) -> None:
    code = (
        "import sys, time; from pathlib import Path; from archive.filesystem import exclusive\n"
        "with exclusive(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    with run(code, str(root.path)) as holder:
        assert holder.stdout
        holder.stdout.readline()
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    keep(root)
    assert open_object(root, ID).inventory.head.number == "v1"
