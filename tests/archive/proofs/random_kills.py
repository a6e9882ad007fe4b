"""A writer that does everything by turns, killed at random moments again and again."""

from __future__ import annotations

import itertools
import os
import random
import signal
import time

from archive.deposit import deposit
from archive.fixity import verify
from archive.storage_root import StorageRoot, create_root
from archive.withdrawal import purge, restore, withdraw
from tests.archive.archives import NOW, USER, judged, keep, left_overs
from tests.archive.proofs.actions import in_memory, snapshot

IDS = [f"urn:heding:明溪日报:2024-06-{day:02}" for day in range(1, 6)]
LONGEST = 0.03  # seconds from the first acknowledgement to the kill
KILLS_A_ROOT = 25


def turn_over(root: StorageRoot, turn: int) -> None:
    """Do what is due in a turn: deposit, correct, withdraw, restore, correct, purge, deposit again; so with each id."""
    round_, which = divmod(turn, len(IDS))
    object_id = IDS[which]
    match round_ % 6:
        case 2:
            withdraw(root, object_id, user=USER, reason="误发", now=NOW)
        case 3:
            restore(root, object_id, user=USER, message="复核无误", now=NOW)
        case 5:
            purge(root, object_id, user=USER, reason="法院判决", now=NOW)
        case _:
            files = {"source.txt": b"same", "issue.pdf": bytes([turn % 256]) * 30_000, "turn": b"%d" % turn}
            deposit(root, object_id, files, user=USER, message="存入", now=NOW, restore=True)


def kill_at_random(kills: int) -> tuple[int, int]:
    """Kill so often; return how often, and how many kills fell into a change and left something to clean."""
    chance = random.Random(20240607)
    left = done = 0
    for first in range(0, kills, KILLS_A_ROOT):
        with in_memory() as folder:
            root, reference = create_root(folder / "root"), create_root(folder / "reference")
            turn = 0
            for _ in range(min(KILLS_A_ROOT, kills - first)):
                turn, found = _kill_once(root, reference, turn, chance)
                left += found
                done += 1
    return done, left


def _kill_once(root: StorageRoot, reference: StorageRoot, turn: int, chance: random.Random) -> tuple[int, bool]:
    """Kill a writer that goes on from this turn; return the turn to go on from, and whether it left something."""
    reader, writer = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            for number in itertools.count(turn):
                turn_over(root, number)
                os.write(writer, b"x")
        finally:
            os._exit(1)
    os.close(writer)
    acknowledged = len(os.read(reader, 1))
    time.sleep(chance.uniform(0, LONGEST))
    os.kill(pid, signal.SIGKILL)
    with os.fdopen(reader, "rb") as channel:
        acknowledged += len(channel.read())
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
    for number in range(turn, turn + acknowledged):
        turn_over(reference, number)
    turn += acknowledged
    assert judged(root.path) == []
    assert verify(root.path).problems == ()
    now = snapshot(root)
    if now != snapshot(reference):  # the change under way was done, and not told any more
        turn_over(reference, turn)
        turn += 1
        assert now == snapshot(reference)
    found = bool(left_overs(root))
    for archive in (root, reference):
        keep(archive)
    assert left_overs(root) == []
    return turn, found
