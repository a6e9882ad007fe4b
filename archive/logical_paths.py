"""Logical paths that are safe to write on every file system, and distinct on each: what may go in, and what may not.

OCFL 1.1, section 3.5.3.1, RFC 8493, section 5, and names that some file system garbles or folds into one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from archive.filesystem import shown

Fault = tuple[str, str]

_LONGEST_NAME, _LONGEST_PATH = 255, 1024  # bytes of UTF-8


def find_fault(paths: Iterable[str]) -> Fault | None:
    """Return what is wrong with these paths of files, as a sentence in Chinese and one in English; None if nothing.

    Each must be relative, climb nowhere, hold no backslash and no control character, and not be too long; no two
    may be one after case folding and Unicode normalization, and none may be a folder of another.
    """
    folded: dict[str, str] = {}
    for path in sorted(paths):
        if fault := _fault(path):
            name = shown(path[:80].encode("utf-8", "backslashreplace").decode())
            return f"文件名“{name}”不合用：{fault[0]}。", f"the path “{name}” cannot be used: it {fault[1]}."
        other = folded.setdefault(folded_name(path), path)
        if other != path:
            return (
                f"“{other}”和“{path}”在有些系统上是同一个名字。",
                f"“{other}” and “{path}” are one name on some systems.",
            )
    for fold, path in folded.items():
        parts = fold.split("/")
        for depth in range(1, len(parts)):
            if file := folded.get("/".join(parts[:depth])):
                return (
                    f"“{file}”不能既是文件又是“{path}”的文件夹。",
                    f"“{file}” cannot be both a file and a folder of “{path}”.",
                )
    return None


def folded_name(path: str) -> str:
    """Return what is the same for all paths that some file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _fault(path: str) -> Fault | None:
    parts = path.split("/")
    if path.startswith("/") or {"", ".", ".."} & set(parts):
        return "路径不能是绝对的，也不能有空的、. 或 .. 的一段", "must be relative, without empty, . or .. elements"
    if "\\" in path or any(unicodedata.category(char) in ("Cc", "Cs") for char in path):
        return "不能含反斜线或控制字符", "must hold no backslash and no control character"
    if any(len(part.encode()) > _LONGEST_NAME for part in parts) or len(path.encode()) > _LONGEST_PATH:
        return "太长", "is too long"
    return None
