"""Failing calls: a full disk, an input/output error, a short write. A change is done whole or refused."""

from __future__ import annotations

import errno
from functools import partial

from tests.archive.proofs.actions import Stage, check
from tests.archive.proofs.performance import DONE, REFUSED, perform
from tests.archive.proofs.tracer import GO, Call, Order

FAULTS = ("disk full", "disk full from now on", "input/output error", "short write")
_FILLS = ("openat", "write", "mkdir", "link", "linkat", "rename", "renameat2", "fsync")


def fail_everywhere(stage: Stage, stride: int) -> tuple[int, int]:
    """Let every `stride`-th call fail in every way; return how often, and how often the change was refused."""
    failures = refusals = 0
    for fault in FAULTS:
        number = 0
        while True:
            number += stride
            root = stage.copy()
            injected = _Injected(fault, number)
            ended, said = perform(partial(stage.action.act, root), injected.before)
            if injected.count < number:
                break
            where = f"{stage.action.name}, {fault} at call {number}: {said.decode()}"
            assert ended == 0, where
            assert said == DONE or said.startswith(REFUSED), where
            in_doubt = said == DONE or b"is in place" in said
            held = check(root, where, *((stage.after,) if in_doubt else (stage.before, stage.after)))
            assert said == DONE or in_doubt or held == 0 or stage.before == stage.after, where
            failures += injected.done
            refusals += said != DONE
    return failures, refusals


class _Injected:
    """The fault at one call, or from one call on."""

    def __init__(self, fault: str, number: int) -> None:
        self.fault = fault
        self.number = number
        self.count = 0
        self.done = False

    def before(self, call: Call) -> Order:
        if call.name == "write" and call.descriptor().startswith("pipe:"):
            return GO
        self.count += 1
        lasting = self.fault == "disk full from now on"
        if self.count != self.number and not (lasting and self.count > self.number):
            return GO
        order = self._order(call)
        self.done = self.done or order != GO
        return order

    def _order(self, call: Call) -> Order:
        match self.fault:
            case "input/output error":
                return Order(error=errno.EIO)
            case "short write":
                return Order(length=call.arguments[2] // 2) if call.name == "write" and call.arguments[2] > 1 else GO
            case _:
                return Order(error=errno.ENOSPC) if call.name in _FILLS else GO
