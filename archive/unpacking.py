"""Unpacking a bag that came as one file (RFC 8493, section 4: ZIP or TAR), from nobody that we trust.

Only regular files and folders come out, below the folder that they go to and nowhere else. Bytes are counted as they
come out of the decompressor, whatever a header says of them.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from archive.digest import CHUNK
from archive.errors import RefusedImport
from archive.filesystem import shown
from archive.logical_paths import find_fault

_DECOMPRESSORS = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\x00", lzma.open))
_FREE = 64 << 20  # bytes below which no ratio is too high
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, ValueError)


@dataclass(frozen=True, slots=True)
class Limits:
    """What an import may come to: bytes and entries in all, and how many times a packed file may grow."""

    bytes: int = 1 << 30
    entries: int = 100_000
    ratio: int = 200

    def check(self, count: int, entries: int) -> None:
        """Raise RefusedImport where there are more bytes or entries than may be."""
        if count > self.bytes:
            raise _too_much(f"超过 {self.bytes} 字节", f"more than {self.bytes} bytes")
        if entries > self.entries:
            raise _too_much(f"超过 {self.entries} 个文件和文件夹", f"more than {self.entries} files and folders")


class _Stream(Protocol):
    def read(self, size: int = -1, /) -> bytes:
        """Return some bytes, none at the end."""


class _Counted:
    """A stream that ends with RefusedImport where it gives more than it may."""

    def __init__(self, stream: _Stream, packed: int, limits: Limits, count: int = 0) -> None:
        self._stream = stream
        self._packed = packed
        self._limits = limits
        self.count = count

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(min(size, CHUNK) if size >= 0 else CHUNK)
        self.count += len(data)
        self._limits.check(self.count, 0)
        if self.count > max(_FREE, self._packed * self._limits.ratio):
            ratio = self._limits.ratio
            raise _too_much(f"展开后超过原来的 {ratio} 倍", f"unpacked it is more than {ratio} times as large")
        return data


def unpack(packed: Path, folder: Path, limits: Limits) -> None:
    """Unpack a ZIP or TAR file (plain, gzip, bzip2 or xz) into an empty folder.

    Raises RefusedImport for what is neither, is broken, holds anything but files and folders, a name that is not
    safe or stands twice, or more than the limits allow; OSError where the system refuses.
    """
    try:
        with packed.open("rb") as file:
            entries = _zipped(file, packed.stat().st_size, limits) if _is_zip(file) else _tarred(file, packed, limits)
            with closing(entries):
                _write(entries, folder, limits)
    except _BROKEN as error:
        raise _not_sound(packed, error) from error
    except OSError as error:
        if error.errno is None:  # how gzip and bz2 say that what they read is broken
            raise _not_sound(packed, error) from error
        raise


_Entry = tuple[str, "_Stream | None"]  # a path, and its bytes, or None for a folder


def _write(entries: Iterable[_Entry], folder: Path, limits: Limits) -> None:
    for count, (name, stream) in enumerate(entries, 1):
        limits.check(0, count)
        path = name.removeprefix("./").removesuffix("/")
        if not path or path == ".":
            continue
        if fault := find_fault([path]):
            raise RefusedImport(*fault)
        target = folder / path
        try:
            if stream is None:
                target.mkdir(parents=True, exist_ok=True)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as out:
                while chunk := stream.read(CHUNK):
                    out.write(chunk)
        except (FileExistsError, NotADirectoryError) as error:
            raise RefusedImport(f"“{shown(path)}”出现了两次。", f"“{shown(path)}” stands twice in it.") from error


def _is_zip(file: BinaryIO) -> bool:
    found = zipfile.is_zipfile(file)
    file.seek(0)
    return found


def _zipped(file: BinaryIO, packed: int, limits: Limits) -> Generator[_Entry, None, None]:
    with zipfile.ZipFile(file) as archive:
        limits.check(0, len(archive.infolist()))
        count = 0
        for info in archive.infolist():
            kind = stat.S_IFMT(info.external_attr >> 16)
            if (
                info.flag_bits & 1
                or kind not in (0, stat.S_IFREG, stat.S_IFDIR)
                or "\0" in info.orig_filename
                or not info.filename
            ):
                raise _not_plain(info.orig_filename)
            if info.is_dir():
                yield info.filename, None
                continue
            with archive.open(info) as opened:
                stream = _Counted(opened, packed, limits, count)
                yield info.filename, stream
                count = stream.count


def _tarred(file: BinaryIO, packed: Path, limits: Limits) -> Generator[_Entry, None, None]:
    with _decompressed(file) as plain:
        counted = _Counted(plain, packed.stat().st_size, limits)
        with tarfile.open(fileobj=counted, mode="r|") as archive:  # type: ignore[call-overload]  # it only reads
            for member in archive:
                if member.isdir():
                    yield member.name, None
                elif member.isreg() and not member.issparse() and (opened := archive.extractfile(member)):
                    yield member.name, opened
                else:
                    raise _not_plain(member.name)


@contextmanager
def _decompressed(file: BinaryIO) -> Iterator[_Stream]:
    start = file.read(8)
    file.seek(0)
    opener = next((opener for magic, opener in _DECOMPRESSORS if start.startswith(magic)), None)
    if opener is None:
        yield file
    else:
        with opener(file) as plain:
            yield plain


def _not_sound(packed: Path, error: Exception) -> RefusedImport:
    return RefusedImport(
        f"{shown(packed)} 不是完好的 ZIP 或 TAR 文件（{error}）。请向寄件方重新索取。",
        f"{shown(packed)} is no sound ZIP or TAR file ({error}). Ask its sender for it again.",
    )


def _not_plain(name: str) -> RefusedImport:
    text = shown(name.encode("utf-8", "backslashreplace").decode())
    return RefusedImport(
        f"“{text}”不是普通文件（可能是链接、设备、稀疏或加密的文件），不能导入。",
        f"“{text}” is no plain file (a link, a device, sparse or encrypted): it is not imported.",
    )


def _too_much(zh: str, en: str) -> RefusedImport:
    return RefusedImport(
        f"要导入的东西太大：{zh}。可用 --max-bytes、--max-files 放宽。",
        f"what is to be imported is too much: {en}. --max-bytes and --max-files allow more.",
    )
