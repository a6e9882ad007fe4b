"""Power cuts: after every call of an action, every kind of state that the disk may then be in.

`tests.archive.proofs.disk` says what a file system may do with what was not synced.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from archive.storage_root import StorageRoot, create_root, open_root
from tests.archive.archives import CORRECTION, ID, judged, keep
from tests.archive.proofs.actions import NEIGHBOUR, Act, Stage, check, check_recovery, in_memory, read_object, snapshot
from tests.archive.proofs.disk import Disk
from tests.archive.proofs.performance import DONE, perform
from tests.archive.proofs.tracer import GO, KILL, Call, Order

WORK = "/heding-work/"
State = dict[str, bytes | None]


# What each call that changes names does on the model, and the positions of its paths with those of their folders.
NAMING: dict[str, tuple[Any, ...]] = {
    "mkdir": (Disk.make, (0,)),
    "link": (Disk.link, (0,), (1,)),
    "linkat": (Disk.link, (1, 0), (3, 2)),
    "rmdir": (Disk.remove, (0,)),
    "unlink": (Disk.remove, (0,)),
    "unlinkat": (Disk.remove, (1, 0)),
    "rename": (Disk.rename, (0,), (1,)),
    "renameat2": (Disk.exchange, (1, 0), (3, 2)),
}


class Recorder:
    """Follows a traced process on a model of the disk below `folder`, and is told of every moment."""

    def __init__(self, folder: Path, moment: Callable[[Disk, bool], None], *, exchange: bool) -> None:
        self.disk = Disk.of(folder)
        self.acknowledged = False
        self._top = str(folder)
        self._moment = moment
        self._exchange = exchange

    def before(self, call: Call) -> Order:
        """Let the file system be one that cannot exchange folders, where that is wanted."""
        return GO if self._exchange or call.name != "renameat2" else Order(error=errno.EINVAL)

    def after(self, call: Call, result: int) -> Order:
        """Do on the model what the call did."""
        if result >= 0:
            self._follow(call, result)
            self._moment(self.disk, self.acknowledged)
        return GO

    def _follow(self, call: Call, result: int) -> None:
        match call.name:
            case "openat":
                assert call.arguments[2] & os.O_EXCL, "a file that may be there already is written"
                self.disk.make(self._path(call, 1, 0), b"")
            case "write":
                if call.descriptor().startswith("pipe:"):
                    self.acknowledged = call.data()[:result] == DONE
                else:
                    self.disk.write(self._below(call.descriptor()), call.data()[:result])
            case "fsync":
                self.disk.sync(self._below(call.descriptor()))
            case name:
                change, *places = NAMING[name]
                change(self.disk, *(self._path(call, *place) for place in places))

    def _path(self, call: Call, position: int, folder: int | None = None) -> str:
        return self._below(call.path(position, folder))

    def _below(self, path: str) -> str:
        assert path == self._top or path.startswith(self._top + "/"), path
        return path[len(self._top) + 1 :]


class Explorer:
    """Collects the states that a power cut may leave, and has each different one checked.

    Two states are different where they differ outside the work folders; of those that differ within them alone,
    `samples` are checked at each moment, and all once the action was acknowledged.
    """

    def __init__(self, check: Callable[[State, bool], None], samples: int) -> None:
        self.states = self.checked = 0
        self.check = check
        self._samples = samples
        self._seen: set[tuple[int, bool]] = set()
        self._chance = random.Random(20240607)

    def moment(self, disk: Disk, acknowledged: bool) -> None:
        """Explore what the disk may be in now."""
        states = list(disk.states(self._chance, self._samples))
        self.states += len(states)
        chosen = set(self._chance.sample(range(len(states)), min(self._samples, len(states))))
        for at, state in enumerate(states):
            visible = hash(frozenset(item for item in state.items() if WORK not in item[0]))
            if (visible, acknowledged) not in self._seen or at in chosen or (acknowledged and self._samples):
                self._seen.add((visible, acknowledged))
                self.check(state, acknowledged)
                self.checked += 1


def lay_out(state: State, folder: Path) -> Path:
    """Write a state of the disk into a folder, in the place of what stands there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for path, data in state.items():
        if data is None:
            (folder / path).mkdir()
        else:
            (folder / path).write_bytes(data)
    return folder


def cut_everywhere(stage: Stage, samples: int, *, exchange: bool) -> Explorer:
    """Cut the power after each call of an action and check what may be left; return the counts.

    Where folders can be exchanged the archive must be valid as it is; else after the next writer.
    """
    root = stage.copy()

    def check_state(state: State, acknowledged: bool) -> None:
        left = StorageRoot(lay_out(state, root.path.with_name("cut")))
        allowed = (stage.after,) if acknowledged else (stage.before, stage.after)
        (check if exchange else check_recovery)(left, f"{stage.action.name}, power cut", *allowed)
        assert not (acknowledged and stage.still_there(state.values())), "purged bytes are still there"

    explorer = Explorer(check_state, samples)
    recorder = Recorder(root.path, explorer.moment, exchange=exchange)
    assert perform(lambda: stage.action.act(root), recorder.before, recorder.after) == (0, DONE)
    assert recorder.acknowledged
    return explorer


def cut_after_death(samples: int) -> Explorer:
    """Cut the power after a writer that went on where another had died before it could sync; return the counts."""
    correct = partial(keep, files=CORRECTION)
    beside = partial(keep, object_id=NEIGHBOUR)
    explorer = Explorer(lambda state, acknowledged: None, samples)
    for acts in ((keep, keep), (keep, beside), (keep, correct, correct)):
        with in_memory() as folder:
            *earlier, dying, last = acts
            root = create_root(folder / "root")
            for act in earlier:
                act(root)
            _cut_after(root, dying, last, explorer)
    return explorer


def _cut_after(root: StorageRoot, dying: Act, last: Act, explorer: Explorer) -> None:
    """Kill a writer right after its change, and cut the power after another's acknowledgement of the next."""
    recorder = Recorder(root.path, lambda disk, acknowledged: None, exchange=True)

    def die(call: Call, result: int) -> Order:
        recorder.after(call, result)
        return KILL if call.name in ("rename", "renameat2") else GO

    assert perform(partial(dying, root), recorder.before, die) == (-signal.SIGKILL, b"")
    assert perform(partial(last, root), recorder.before, recorder.after) == (0, DONE)
    now = snapshot(root)
    wanted = NEIGHBOUR if NEIGHBOUR in now else ID

    def check_state(state: State, acknowledged: bool) -> None:
        left = StorageRoot(lay_out(state, root.path.with_name("cut")))
        assert judged(left.path) == []
        assert read_object(left, wanted) == now[wanted], "what was acknowledged after a writer's death is lost"

    explorer.check = check_state
    explorer.moment(recorder.disk, recorder.acknowledged)


def cut_creation(samples: int) -> Explorer:
    """Cut the power while an archive is created; return the counts."""
    with in_memory() as folder:
        (folder / "disk").mkdir()
        place = Path("some", "where")

        def check_state(state: State, acknowledged: bool) -> None:
            left = lay_out(state, folder / "cut") / place
            root = open_root(left) if acknowledged or (left / "0=ocfl_1.1").exists() else create_root(left)
            assert judged(root.path) == []

        explorer = Explorer(check_state, samples)
        recorder = Recorder(folder / "disk", explorer.moment, exchange=True)
        made = perform(lambda: create_root(folder / "disk" / place), recorder.before, recorder.after)
        assert made == (0, DONE)
        return explorer
