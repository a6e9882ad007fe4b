"""Lines of a terminal, of Chinese and Latin mixed: rich breaks at spaces alone, which Chinese has none of."""

from __future__ import annotations

import re

STARTS_NONE = "，。、；：！？）】」』》〉”’…,.;:!?)]"
"""What no line begins with (GB/T 15834 5.1)."""
WORD = re.compile(rf"(?:[!-~]+|[^\s])[{re.escape(STARTS_NONE)}]*|\s+")


def wrapped(text: str, width: int) -> list[str]:
    """Return a text as lines of at most `width` columns, a Han character taking two.

    Lines break between characters, not inside Latin words and numbers, and none begins with a closing mark; what is
    wider than a line is broken anywhere.
    """
    from rich.cells import cell_len

    lines = [""]
    room = max(width, 2)
    for word in WORD.findall(text):
        pieces = [word] if cell_len(word) <= room else list(word)
        for piece in pieces:
            if cell_len(lines[-1]) + cell_len(piece) > room:
                lines.append("")
            lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]
