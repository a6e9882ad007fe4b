"""The id of an object: what may be one."""

from __future__ import annotations

import unicodedata

from archive.errors import InvalidId
from archive.filesystem import shown

_LONGEST_ID = 1024  # bytes of UTF-8; OCFL sets no limit, people's patience does


def check_object_id(object_id: str) -> None:
    """Raise InvalidId unless the id is fit to name an object for long.

    It is not empty, neither padded nor over-long (1,024 bytes of UTF-8), has no control character, and is in NFC,
    so that two ids that look the same are the same.
    """
    if not object_id or object_id != object_id.strip():
        fault = "不能为空，首尾不能有空白", "must not be empty nor begin or end with white space"
    elif any(unicodedata.category(char) in ("Cc", "Cs") for char in object_id):
        fault = "不能含控制字符", "must hold no control character"
    elif len(object_id.encode()) > _LONGEST_ID:
        fault = f"不能超过 {_LONGEST_ID} 字节", f"must not be longer than {_LONGEST_ID} bytes"
    elif not unicodedata.is_normalized("NFC", object_id):
        fault = "必须是 Unicode NFC 形式", "must be in Unicode's NFC"
    else:
        return
    name = shown(object_id[:80].encode("utf-8", "backslashreplace").decode())
    raise InvalidId(f"对象标识“{name}”不合用：{fault[0]}。", f"the object id “{name}” cannot be used: it {fault[1]}.")
