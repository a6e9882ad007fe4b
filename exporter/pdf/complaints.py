"""What WeasyPrint complains of, heard: a style sheet that is wrong, and characters that no face on the machine has."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from weasyprint import LOGGER


class _Listener(logging.Handler):
    """Keeps what is logged as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Take a record."""
        self.records.append(record)


@contextmanager
def complaints() -> Iterator[list[logging.LogRecord]]:
    """Collect what WeasyPrint complains of inside this context."""
    listener = _Listener()
    LOGGER.addHandler(listener)
    try:
        yield listener.records
    finally:
        LOGGER.removeHandler(listener)


def missing_characters(records: Iterable[logging.LogRecord]) -> str:
    """Return the characters without a glyph, each once, in the order they are met: the first argument of a warning."""
    lacking = (record for record in records if record.msg.startswith(".notdef glyph"))
    return "".join(dict.fromkeys(str(record.args[0]) for record in lacking if isinstance(record.args, tuple)))
