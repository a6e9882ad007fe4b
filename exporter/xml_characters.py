"""What XML can hold: some characters it cannot, not even escaped."""

from __future__ import annotations

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# XML 1.0 (fifth edition), section 2.2, production [2] Char; what is left out here is forbidden there.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def replace_forbidden(text: str) -> str:
    """Return `text` with U+FFFD for every character that XML forbids: controls, lone surrogates, U+FFFE and U+FFFF.

    The normalizer lets none of them into a block; they come in titles and file names.
    """
    return _FORBIDDEN.sub(REPLACEMENT, text)
