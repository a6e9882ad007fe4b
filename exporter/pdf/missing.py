"""Characters that no face on the machine has: printed as empty boxes, and named so that somebody can act."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from weasyprint import LOGGER


class _Listener(logging.Handler):
    """Keeps the characters of WeasyPrint's warnings on missing glyphs, each once, in the order they are met."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.characters: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Take a warning; its first argument is the character."""
        if record.msg.startswith(".notdef glyph") and isinstance(record.args, tuple):
            self.characters[str(record.args[0])] = None


@contextmanager
def missing_characters() -> Iterator[dict[str, None]]:
    """Collect the characters that WeasyPrint finds no glyph for while it writes inside this context."""
    listener = _Listener()
    LOGGER.addHandler(listener)
    try:
        yield listener.characters
    finally:
        LOGGER.removeHandler(listener)
