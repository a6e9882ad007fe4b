"""An act done by a traced process, and what it said of it."""

from __future__ import annotations

import os
from collections.abc import Callable

from archive.errors import ArchiveError
from tests.archive.proofs.tracer import GO, After, Before, trace

DONE = b"done"
REFUSED = b"refused: "


def perform(act: Callable[[], object], before: Before, after: After = lambda call, result: GO) -> tuple[int, bytes]:
    """Do the act in a traced process; return how that ended, and what it acknowledged: DONE, or REFUSED and why."""
    reader, writer = os.pipe()

    def say() -> None:
        try:
            act()
        except ArchiveError as error:
            os.write(writer, REFUSED + error.en.encode())
        else:
            os.write(writer, DONE)

    ended = trace(say, before, after)
    os.close(writer)
    with os.fdopen(reader, "rb") as channel:
        return ended, channel.read()
