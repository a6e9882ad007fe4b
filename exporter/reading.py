"""Inputs to bytes: a text file, a folder of page texts, an exported edition, or standard input."""

from __future__ import annotations

import stat
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from exporter.errors import InputError, MachineError
from exporter.normalizer.foreign import refuse_foreign

# A daily's fattest edition is under 2 MiB of text; four times that is a mistake (a PDF, a database dump). With
# nearly as many changes in it as are allowed (`MOST_CHANGES`) so much is normalized in 1 GB (measured).
MAX_BYTES = 8 * 1024 * 1024

STDIN = "-"
PAGE_SUFFIX = ".txt"
PROVENANCE_SUFFIX = ".provenance.json"
REPORT_SUFFIX = ".report.html"
CORRECTIONS_SUFFIX = ".toml"


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
        return _readable(self.name)

    @property
    def corrections_path(self) -> Path:
        """Where what a person says about this edition lies: NAME.toml beside the text (or the link to it) or folder."""
        path = self.path.resolve() if self.kind is Kind.FOLDER else self.path.absolute()
        return path.parent / (self.name + CORRECTIONS_SUFFIX)

    @property
    def provenance_path(self) -> Path:
        """Where an exported edition's record lies: NAME.provenance.json, in an object's copy provenance.json."""
        beside = self.path.with_name(self.name + PROVENANCE_SUFFIX)
        plain = self.path.with_name("provenance.json")
        return plain if not beside.exists() and plain.exists() else beside


def locate(argument: str) -> Input:
    """Return what the command line's INPUT names.

    `-` and pipes, as of `<(iconv …)`, are read at once, for no worker can come back to them.

    Raises InputError where there is nothing of that name, MachineError where it cannot be read.
    """
    if argument == STDIN:
        data = _read_bounded(sys.stdin.buffer, STDIN)
        return Input("stdin", Kind.TEXT, Path(STDIN), data)
    path = Path(argument)
    try:
        if path.is_dir():
            return Input(path.resolve().name or "edition", Kind.FOLDER, path)
        is_pipe = stat.S_ISFIFO(path.stat().st_mode)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    kind = Kind.EDITION if path.suffix.lower() == ".json" else Kind.TEXT
    return Input(path.stem, kind, path, read_file(path) if is_pipe else None)


def read_source(source: Input) -> bytes:
    """Return the bytes of a text file or of standard input.

    Raises InputError where there is no such file or it is larger than MAX_BYTES, else MachineError.
    """
    return read_file(source.path) if source.data is None else source.data


def read_pages(folder: Path) -> dict[str, bytes]:
    """Return the page texts of a folder, `*.txt` without hidden ones, by the names of their files.

    Raises InputError where there are none, two cannot be told apart, or they are more than MAX_BYTES together;
    MachineError where one cannot be read.
    """
    try:
        paths = [
            path
            for path in sorted(folder.iterdir())
            if path.suffix.lower() == PAGE_SUFFIX and not path.name.startswith(".") and path.is_file()
        ]
        if sum(path.stat().st_size for path in paths) > MAX_BYTES:
            raise _too_large(str(folder))
    except OSError as error:
        raise unreadable(folder, error) from error
    if not paths:
        raise InputError(
            f"文件夹中没有版面文本（*.txt）：{folder}。请把各版文本放在其中，每版一个文件。",
            f"no page texts (*.txt) in the folder: {folder}. Put the pages there, one file a page.",
        )
    pages = {_readable(path.name): read_file(path) for path in paths}
    if len(pages) < len(paths):
        raise InputError(
            f"文件夹中有文件名不是有效的文字，无法区分：{folder}。请改名。",
            f"names of files in the folder are no valid text and cannot be told apart: {folder}. Rename them.",
        )
    return pages


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


def _read_bounded(stream: BinaryIO, where: str) -> bytes:
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        refuse_foreign(data, where)
        raise _too_large(where)
    return data


def _readable(name: str) -> str:
    """Return a file's name as valid Unicode: bytes that are not UTF-8 become U+FFFD."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _too_large(where: str) -> InputError:
    size = MAX_BYTES // (1024 * 1024)
    return InputError(
        f"输入过大：{where} 超过 {size} MiB。一期报纸的文本远小于此，请检查是否选错了文件，或分期处理。",
        f"too large: {where} is more than {size} MiB. An edition's text is far smaller: is it the right file, "
        "or several editions in one?",
    )
