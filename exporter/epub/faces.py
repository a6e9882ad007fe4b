"""The faces that travel with a book (`--embed-fonts`): the machine's own, cut down to the characters of the book."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, TTLibError

from exporter.errors import MachineError
from exporter.fontconfig import ask

REGULAR, BOLD = 80, 200
"""Weights, in fontconfig's numbers."""

# OS/2 fsType: what a face forbids (OpenType 1.9, OS/2): embedding at all, cutting it down, outlines.
_FORBIDS = 0x0002 | 0x0100 | 0x0200
_PERMITS = 0x0004 | 0x0008  # previewing, editing: either lifts the first


def cut_face(family: str, weight: int, characters: Iterable[str]) -> bytes:
    """Return the machine's face of `family` in `weight`, as an OpenType file that holds `characters` and no others.

    What the face lacks, the reading system shows in another. The same face and characters give the same bytes.
    Raises MachineError where the face cannot be read or its maker forbids embedding it.
    """
    path, number = _find(family, weight)
    try:
        with Path(path).open("rb") as file, TTFont(file, fontNumber=number, recalcTimestamp=False, lazy=True) as font:
            if _forbids_embedding(font["OS/2"].fsType):
                raise MachineError(
                    f"字体 {family} 不许嵌入或裁剪（OS/2 fsType）。请换用 Noto 字体：apt install fonts-noto-cjk，"
                    "或不用 --embed-fonts。",
                    f"the maker of {family} does not permit embedding or cutting it (OS/2 fsType). "
                    "Install the Noto faces: apt install fonts-noto-cjk, or leave out --embed-fonts.",
                )
            return _cut(font, characters)
    except (OSError, TTLibError) as error:
        raise MachineError(f"读不出字体 {path}：{error}", f"cannot read the face {path}: {error}") from error


def _cut(font: TTFont, characters: Iterable[str]) -> bytes:
    options = Options()
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # whose it is and under what licence stays with it
    options.hinting = False
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted({ord(character) for character in characters}))
    subsetter.subset(font)
    cut = io.BytesIO()
    font.save(cut, reorderTables=True)
    return cut.getvalue()


def _forbids_embedding(permissions: int) -> bool:
    return bool(permissions & _FORBIDS & ~(0x0002 if permissions & _PERMITS else 0))


def _find(family: str, weight: int) -> tuple[str, int]:
    """Return the file of a family's face nearest in weight, and its number in that file."""
    answer = ask("fc-match", "--format=%{file}\n%{index}", f"{family}:weight={weight}")
    path, _, number = answer.partition("\n")
    return path, int(number or 0) & 0xFFFF  # above stand the named instances of a variable face
