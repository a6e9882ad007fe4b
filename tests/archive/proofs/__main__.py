"""Run the proofs: `python -m tests.archive.proofs NAME STRIDE`; `sh scripts/prove` runs the long form of all."""

from __future__ import annotations

import logging
import sys

from tests.archive.proofs.actions import stages
from tests.archive.proofs.corruption import corrupt
from tests.archive.proofs.crowd import gather
from tests.archive.proofs.faults import fail_everywhere
from tests.archive.proofs.kill import kill_creation, kill_everywhere
from tests.archive.proofs.power_loss import cut_after_death, cut_creation, cut_everywhere
from tests.archive.proofs.random_kills import kill_at_random


def kill(stride: int) -> None:
    """Kill at every `stride`-th call, on a file system that can exchange folders and on one that cannot."""
    print(f"creation: {kill_creation(1 + stride // 8)} kills")
    for exchange in (True, False):
        for stage in stages():
            kills, news = kill_everywhere(stage, stride, exchange=exchange)
            way = "" if exchange else " without exchange"
            print(f"{stage.action.name}{way}: {kills} kills, {news} left the new state", flush=True)


def fail(stride: int) -> None:
    """Let every `stride`-th call fail."""
    for stage in stages():
        failures, refusals = fail_everywhere(stage, stride)
        print(f"{stage.action.name}: {failures} failures, {refusals} refused", flush=True)


def cut(samples: int) -> None:
    """Cut the power after every call; check every different state and `samples` more."""
    made = cut_creation(samples)
    print(f"creation: {made.states} states, {made.checked} checked")
    after = cut_after_death(samples)
    print(f"after a writer's death: {after.states} states, {after.checked} checked")
    for exchange in (True, False):
        for stage in stages():
            found = cut_everywhere(stage, samples, exchange=exchange)
            way = "" if exchange else " without exchange"
            print(f"{stage.action.name}{way}: {found.states} states, {found.checked} checked", flush=True)


def shake(kills: int) -> None:
    """Kill a writer so often at random."""
    done, left = kill_at_random(kills)
    print(f"random: {done} kills, {left} left something to clean", flush=True)


def gather_all(updates: int) -> None:
    """Let 16 processes make so many updates each on shared ids, while 8 more are killed."""
    for killed in (0, 8):
        counts = gather(16, updates, 16, killed=killed)
        print(f"16 writers, {updates} updates each, {killed} killed: {sum(counts.values())} versions", flush=True)


def corrupt_all(count: int) -> None:
    """Change one bit, byte, length or name so often."""
    found = corrupt(count)
    print(f"{sum(found.values())} corruptions found and named: {dict(sorted(found.items()))}", flush=True)


PROOFS = {"kill": kill, "fail": fail, "cut": cut, "random": shake, "crowd": gather_all, "corrupt": corrupt_all}

if __name__ == "__main__":
    logging.disable(logging.INFO)
    PROOFS[sys.argv[1]](int(sys.argv[2]))
