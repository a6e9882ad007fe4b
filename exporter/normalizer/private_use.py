"""Private-use characters that stand for characters which Unicode has encoded since.

GBK and GB 18030-2000 had to place some characters in the private use area because Unicode lacked them; text made with
those tables still holds them there. The table is that of GB 18030: the 80 code points FE50–FEA0, which GBK put at
U+E815 and on, and the vertical marks A6D9–A6F3 and ḿ (A8BC), all of them moved by GB 18030-2005 and -2022. Python's
codec knows the moves that Unicode 3.1 made; the later ones are spelled out here. Everything else in the private use
area means what somebody once agreed on, and is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from exporter.normalizer.patches import Edit
from exporter.normalizer.script import script_of

FIRST = 0xE815
"""Where GBK put FE50, and the codes after it in their order."""
LATER = {
    **dict(
        zip("\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793", "\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16", strict=True)
    ),
    **dict(zip("\ue794\ue795\ue796\ue7c7", "\ufe17\ufe18\ufe19\u1e3f", strict=True)),
    **dict(
        zip(
            "\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864",
            "\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb",
            strict=True,
        )
    ),
    **dict(
        zip(
            "\ue816\ue817\ue818\ue831\ue83b\ue855",
            "\U00020087\U00020089\U000200cc\U000215d7\U0002298f\U000241fe",
            strict=True,
        )
    ),
}


def _table() -> dict[str, str]:
    """Return the table: a private-use character → the character it stands for."""
    codes = [bytes((0xFE, low)) for low in range(0x50, 0xA1) if low != 0x7F]
    moved = {chr(FIRST + place): code.decode("gb18030") for place, code in enumerate(codes)}
    return {private: public for private, public in moved.items() if not PRIVATE_USE.match(public)} | LATER


PRIVATE = "[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
PRIVATE_USE = re.compile(f"{PRIVATE}{PRIVATE}*")
PUBLIC = _table()
KNOWN = re.compile(f"[{''.join(PUBLIC)}]")


def private_use(text: str) -> Iterator[Edit]:
    """Write the public character for a private one of GB 18030.

    In simplified text only: in traditional text the same code points may be those of the Hong Kong set (HKSCS).
    """
    if KNOWN.search(text) and script_of(text) == "zh-Hans":
        for match in KNOWN.finditer(text):
            yield match.start(), match.end(), PUBLIC[match[0]]
