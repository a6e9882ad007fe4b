"""Inputs to bytes: a text file, a folder of page texts, an exported edition, or standard input."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from exporter.errors import InputError, MachineError
from exporter.normalizer.source_text import BYTE_ORDER_MARKS, decode

# A daily's fattest edition is under 2 MiB of text; sixteen times that is a mistake (a PDF, a database dump), and
# reading it whole would only make the machine slow before the same answer.
MAX_BYTES = 32 * 1024 * 1024

STDIN = "-"
PAGE_SUFFIX = ".txt"
PROVENANCE_SUFFIX = ".provenance.json"


class Kind(StrEnum):
    """What an input is."""

    TEXT = "text"
    FOLDER = "folder"
    EDITION = "edition"


@dataclass(frozen=True, slots=True)
class Input:
    """One edition's input: what it is, where, and the name its outputs take.

    `name` is one path component: the stem of a file, the whole name of a folder, `stdin`. `data` is set where the
    bytes are already here (standard input), for then there is no path.
    """

    name: str
    kind: Kind
    path: Path
    data: bytes | None = None

    @property
    def argument(self) -> str:
        """How the command line names it."""
        return str(self.path)

    @property
    def label(self) -> str:
        """The name as valid Unicode: a file name's bytes that are not UTF-8 become U+FFFD."""
        return self.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")

    @property
    def provenance_path(self) -> Path:
        """Where an exported edition's record lies: NAME.provenance.json, in an object's copy provenance.json."""
        beside = self.path.with_name(self.name + PROVENANCE_SUFFIX)
        plain = self.path.with_name("provenance.json")
        return plain if not beside.exists() and plain.exists() else beside


def locate(argument: str) -> Input:
    """Return what the command line's INPUT names. `-` is read at once, for nobody can come back to it.

    Raises InputError where there is nothing of that name, MachineError where it cannot be read.
    """
    if argument == STDIN:
        data = _read_bounded(sys.stdin.buffer, STDIN)
        return Input("stdin", Kind.TEXT, Path(STDIN), data)
    path = Path(argument)
    try:
        if path.is_dir():
            return Input(path.resolve().name or "edition", Kind.FOLDER, path)
        path.stat()
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    return Input(path.stem, Kind.EDITION if path.suffix.lower() == ".json" else Kind.TEXT, path)


def read_source(source: Input) -> bytes:
    """Return the bytes of a text file, a folder of page texts, or standard input.

    A folder's pages are its `*.txt`, hidden files left out, in natural order (page 2 before page 10), parted by a
    blank line; pages of white space alone are left out. Pages that are all plain UTF-8, or all of one legacy
    encoding, are joined as they come; else all are encoded as UTF-8 without a byte order mark.
    Raises InputError where there is no text, or more than MAX_BYTES; MachineError where a file cannot be read.
    """
    if source.data is not None:
        return source.data
    return _read_folder(source.path) if source.kind is Kind.FOLDER else read_file(source.path)


def read_file(path: Path) -> bytes:
    """Return a file's bytes. Raises InputError where it is missing or larger than MAX_BYTES, else MachineError."""
    try:
        with path.open("rb") as stream:
            return _read_bounded(stream, str(path))
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: Exception) -> InputError | MachineError:
    """Return the error to raise where `path` cannot be read: the input's fault where it is not there."""
    if isinstance(error, (FileNotFoundError, NotADirectoryError, ValueError)):
        return InputError(f"没有这个文件：{path}。请检查路径。", f"no such file: {path}. Check the path.")
    reason = getattr(error, "strerror", None) or str(error)
    return MachineError(f"无法读取 {path}：{reason}。", f"cannot read {path}: {reason}.")


def natural_order(name: str) -> tuple[list[tuple[int, str]], str]:
    """Return a sort key under which numbers in a name count as numbers: 第2版 before 第10版."""
    pieces = re.split(r"([0-9]+)", name)
    return [(int(piece), "") if piece.isascii() and piece.isdigit() else (-1, piece) for piece in pieces], name


def _read_bounded(stream: BinaryIO, where: str) -> bytes:
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise _too_large(where)
    return data


def _read_folder(folder: Path) -> bytes:
    try:
        pages = [
            page
            for page in folder.iterdir()
            if page.suffix.lower() == PAGE_SUFFIX and not page.name.startswith(".") and page.is_file()
        ]
        if sum(page.stat().st_size for page in pages) > MAX_BYTES:
            raise _too_large(str(folder))
    except OSError as error:
        raise unreadable(folder, error) from error
    if not pages:
        raise InputError(
            f"文件夹中没有版面文本（*.txt）：{folder}。请把各版文本放在其中，每版一个文件。",
            f"no page texts (*.txt) in the folder: {folder}. Put the pages there, one file a page.",
        )
    pages.sort(key=lambda page: natural_order(page.name))
    return _join([(page, data) for page in pages if (data := read_file(page)).strip()])


def _join(pages: list[tuple[Path, bytes]]) -> bytes:
    """Join pages by a blank line; see `read_source` for the encodings."""
    texts = [decode(data, str(page)) for page, data in pages]
    encodings = {text.encoding for text in texts}
    marked = any(data.startswith(mark) for _, data in pages for mark, _ in BYTE_ORDER_MARKS)
    if len(encodings) == 1 and not marked and not encodings & {"utf-16-le", "utf-16-be"}:
        return b"\n\n".join(data for _, data in pages)
    return "\n\n".join(text.text for text in texts).encode("utf-8")


def _too_large(where: str) -> InputError:
    size = MAX_BYTES // (1024 * 1024)
    return InputError(
        f"输入过大：{where} 超过 {size} MiB。一期报纸的文本远小于此，请检查是否选错了文件，或分期处理。",
        f"too large: {where} is more than {size} MiB. An edition's text is far smaller: is it the right file, "
        "or several editions in one?",
    )
