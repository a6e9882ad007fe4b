"""Private-use characters that stand for characters which Unicode has encoded since.

GBK and GB 18030-2000 had to place some characters in the private use area because Unicode lacked them; text made with
those tables still holds them there. The table is that of GB 18030: the 80 code points FE50–FEA0, which GBK put at
U+E815 and on, and the vertical marks A6D9–A6F3 and ḿ (A8BC), all of them moved by GB 18030-2005 and -2022. Python's
codec knows the moves that Unicode 3.1 made; the later ones are spelled out here.

The Hong Kong Supplementary Character Set (HKSCS) did so too, until ISO 10646 had its characters: its Big5 codes lie in
the areas that Windows gives to its user's own characters, and took the code points that these have there (FA40 is
U+E000, 8E40 U+E311, 8140 U+EEB8, C6A1 U+F6B1, and so on row by row; ICU's windows-950-2000 has the same 6217). What
each code is since, Python's big5hkscs codec knows, which is that of HKSCS-2004.

Everything else in the private use area means what somebody once agreed on, and is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

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
HONG_KONG_AREAS = (
    (0xFA40, 0xFEFE, 0xE000),
    (0x8E40, 0xA0FE, 0xE311),
    (0x8140, 0x8DFE, 0xEEB8),
    (0xC6A1, 0xC8FE, 0xF6B1),
)
"""The areas of Big5 that HKSCS fills: first code, last code, and the code point of the first."""
CANTONESE = re.compile("[嘅喺咗嚟嗰哋冇佢喎啲咁]")


@cache
def _hong_kong() -> dict[str, str]:
    """Return the table of HKSCS: a private-use character → the characters it stands for."""
    table: dict[str, str] = {}
    for first, last, point in HONG_KONG_AREAS:
        codes = (
            bytes((high, low))
            for high in range(first >> 8, (last >> 8) + 1)
            for low in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
        )
        for place, code in enumerate(code for code in codes if code >= first.to_bytes(2, "big")):
            try:
                table[chr(point + place)] = code.decode("big5hkscs")
            except UnicodeDecodeError:  # a code that HKSCS leaves free
                continue
    return table


_OTHER = "\0-\udfff\uf900-\U000effff\U000ffffe\U000fffff\U0010fffe\U0010ffff"
PRIVATE_USE = re.compile(f"[^{_OTHER}][^{_OTHER}]*")
"""A run of PRIVATE, said by what it is not: a class is left soonest at its first range, and nearly all stands there."""
PUBLIC = _table()


def private_use(text: str) -> Iterator[Edit]:
    """Write the public character for a private one: of GB 18030 in simplified text, of HKSCS in text of Hong Kong.

    Traditional text of another place may mean something else by the same code points: they stay.
    """
    table: Mapping[str, str] = {}
    if script_of(text) == "zh-Hans":
        table = PUBLIC
    elif _is_of_hong_kong(text):
        table = _hong_kong()
    for match in re.finditer(PRIVATE, text):
        if match[0] in table:
            yield match.start(), match.end(), table[match[0]]


def _is_of_hong_kong(text: str) -> bool:
    """Return whether traditional text is of Hong Kong: it is in Cantonese, or names that place more than Taiwan."""
    return CANTONESE.search(text) is not None or text.count("香港") > text.count("台灣") + text.count("臺灣")
