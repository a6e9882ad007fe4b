"""A problem that fixity finds, under its OCFL validation code (OCFL 1.1, validation-codes), in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from archive.filesystem import shown


class Severity(StrEnum):
    """An error breaks a MUST of the specification or the bytes themselves; a warning breaks a SHOULD."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong and where. `path` is relative to the folder that was verified, empty for that folder itself.

    `clause` is the place of the specification that asks for it, empty where none does.
    """

    code: str
    severity: Severity
    path: str
    clause: str
    zh: str
    en: str


def problem(code: str, path: str, detail: str = "") -> Problem:
    """Return the problem of this code at this path. `detail` names the thing, in no language."""
    zh, en = _MEANINGS[code]
    suffix = shown(detail)
    return Problem(
        code,
        Severity.WARNING if code.startswith("W") or code in _NOTES else Severity.ERROR,
        shown(path),
        _clause(code),
        f"{zh}（{suffix}）" if suffix else zh,
        f"{en} ({suffix})" if suffix else en,
    )


def _clause(code: str) -> str:
    """Return where OCFL 1.1 marks what it asks for under this code."""
    return f"https://ocfl.io/1.1/spec/#{code}" if re.fullmatch(r"[EW]\d{3}", code) else ""


# Codes that are not of the specification.
UNREADABLE = "unreadable"  # the system will not let us read
UNKNOWN_LAYOUT = "unknown-layout"
MUTABLE_HEAD = "mutable-head"
_NOTES = (UNKNOWN_LAYOUT, MUTABLE_HEAD)

_MEANINGS = {
    UNREADABLE: ("系统无法读取，内容未经核对", "the system cannot read it; its bytes are unproven"),
    UNKNOWN_LAYOUT: (
        "不认识的档案布局，无法核对对象的位置",
        "a layout that we do not know: whether objects stand at their places is not checked",
    ),
    MUTABLE_HEAD: (
        "对象有未定稿的可变版本（扩展 0005）；这里只核对已定稿的版本",
        "the object has a mutable head (extension 0005); only its finished versions are checked and read",
    ),
    "E001": ("对象文件夹里有不该有的东西", "something that does not belong in an object's folder"),
    "E003": ("对象必须恰有一个版本声明文件", "an object must have exactly one version declaration"),
    "E006": ("对象的版本声明文件名不合规范", "the object's version declaration has a wrong name"),
    "E007": ("对象的版本声明内容不对", "the object's version declaration has wrong contents"),
    "E008": ("对象没有任何版本", "the object has no version"),
    "E009": ("版本号没有从 1 开始", "version numbers do not start at 1"),
    "E010": ("版本号不连续", "version numbers have a gap"),
    "E011": ("补零的版本号没有以 v0 开头", "a zero-padded version number does not start with v0"),
    "E012": ("版本号写法前后不一", "version numbers are written in different ways"),
    "E013": ("新版本没有沿用原来的版本号写法", "the newest version does not follow the naming of the earlier ones"),
    "E015": ("版本文件夹里有不该有的文件", "a file that does not belong in a version's folder"),
    "E017": ("contentDirectory 必须是一个文件夹名", "contentDirectory must be the name of one folder"),
    "E018": ("contentDirectory 不能是 . 或 ..", "contentDirectory must not be . or .."),
    "E019": ("contentDirectory 没有在首个版本里设定", "contentDirectory is not set in the first version"),
    "E020": ("contentDirectory 在版本之间变了", "contentDirectory changes between versions"),
    "E023": ("文件没有列在清单里", "a file that its inventory does not list"),
    "E024": ("内容文件夹里有空文件夹", "an empty folder among the content"),
    "E025": ("摘要算法或摘要写法不合规范", "a digest or a digest algorithm that OCFL does not allow here"),
    "E033": ("清单不是合规的 JSON", "the inventory is not the JSON it should be"),
    "E036": ("清单缺少必需的项", "the inventory lacks a required key"),
    "E037": ("对象的 id 为空，或与总清单不同", "the object's id is empty, or differs from the root inventory's"),
    "E038": ("清单的 type 不是该版规范的网址", "the inventory's type is not that of its specification version"),
    "E040": ("清单的 head 不是最新版本", "the inventory's head is not its newest version"),
    "E041": ("清单缺少 manifest 或 versions", "the inventory lacks manifest or versions"),
    "E042": ("内容路径不在本对象的版本文件夹之内", "a content path is not inside a version of the object"),
    "E044": ("versions 必须是 JSON 对象", "versions must be a JSON object"),
    "E046": ("版本文件夹与清单所列不符", "the version folders are not those of the inventory"),
    "E047": ("版本条目必须是 JSON 对象", "a version must be a JSON object"),
    "E048": ("版本条目缺少 created 或 state", "a version lacks created or state"),
    "E049": ("created 不是 RFC 3339 时间", "created is no RFC 3339 time"),
    "E050": (
        "state 不合规范，或引用了 manifest 里没有的摘要",
        "a state is malformed, or names no digest of the manifest",
    ),
    "E052": ("逻辑路径含有空的、. 或 .. 的一段", "a logical path has an empty, . or .. element"),
    "E053": ("逻辑路径以斜线开头或结尾", "a logical path begins or ends with a slash"),
    "E054": ("user 必须有 name，address 必须是字符串", "user must have a name, and its address must be a string"),
    "E056": ("fixity 里有规范未列的摘要算法", "fixity names a digest algorithm that OCFL does not list"),
    "E057": ("fixity 的结构不合规范", "fixity is malformed"),
    "E058": ("清单没有摘要文件", "an inventory without its sidecar"),
    "E060": (
        "清单与其摘要文件不符：清单或摘要文件已损坏",
        "an inventory differs from its sidecar: one of them is damaged",
    ),
    "E061": ("清单的摘要文件格式不对", "a sidecar is malformed"),
    "E063": ("对象没有清单 inventory.json", "the object has no inventory.json"),
    "E064": ("最新版本的清单与总清单不同", "the newest version's inventory differs from the root inventory"),
    "E066": ("旧清单所记的版本状态与总清单不同", "an earlier inventory records another state than the root inventory"),
    "E067": ("对象的 extensions 里只能有文件夹", "an object's extensions may hold folders only"),
    "E069": ("缺少档案根目录的版本声明", "the storage root has no version declaration"),
    "E070": ("ocfl_layout.json 不合规范", "ocfl_layout.json is malformed"),
    "E071": (
        "档案布局的参数缺失、不合规范，或与所声明的布局不符",
        "the layout's parameters are missing, malformed, or not those of the layout that is declared",
    ),
    "E072": ("不属于任何对象的文件", "a file that is part of no object"),
    "E073": ("空文件夹", "an empty folder"),
    "E076": ("档案根目录必须恰有一个版本声明文件", "the storage root must have exactly one version declaration"),
    "E079": ("不认识的档案版本声明", "a version declaration of the storage root that we do not know"),
    "E080": ("档案根目录的版本声明内容不对", "the storage root's version declaration has wrong contents"),
    "E081": ("对象的规范版本比档案新", "the object follows a later specification than the storage root"),
    "E083": ("对象不在它的 id 所定的位置", "the object is not where its id says it must be"),
    "E090": ("链接：档案里不许有链接", "a link: an archive must hold none"),
    "E092": ("内容与清单不符：缺失或已损坏", "content is not what the inventory says: missing or damaged"),
    "E093": ("内容与 fixity 所记摘要不符", "content does not match its digest under fixity"),
    "E094": ("message 必须是字符串", "message must be a string"),
    "E095": ("逻辑路径重复或互相冲突", "logical paths are doubled or in conflict"),
    "E096": ("manifest 里摘要重复", "a digest stands twice in the manifest"),
    "E097": ("fixity 里摘要重复", "a digest stands twice under fixity"),
    "E099": ("内容路径含有空的、. 或 .. 的一段", "a content path has an empty, . or .. element"),
    "E100": ("内容路径以斜线开头或结尾", "a content path begins or ends with a slash"),
    "E101": ("内容路径重复或互相冲突", "content paths are doubled or in conflict"),
    "E102": ("清单里有规范没有的项", "the inventory has a key that OCFL does not define"),
    "E103": ("后一版本的规范版本反而较旧", "a version follows an earlier specification than the one before it"),
    "E106": ("manifest 必须是 JSON 对象", "manifest must be a JSON object"),
    "E107": ("manifest 里的摘要没有任何版本用到", "a digest of the manifest is used by no version"),
    "E111": ("fixity 必须是 JSON 对象", "fixity must be a JSON object"),
    "E112": ("档案的 extensions 里只能有文件夹", "the storage root's extensions may hold folders only"),
    "W001": ("版本号补了零", "version numbers are zero-padded"),
    "W002": ("版本文件夹里有多余的文件夹", "an extra folder in a version's folder"),
    "W003": ("内容文件夹是空的", "a content folder without content"),
    "W004": ("用的是 sha256，宜用 sha512", "sha256 is used where sha512 is advised"),
    "W005": ("对象的 id 不是 URI", "the object's id is no URI"),
    "W007": ("版本没有 message 或 user", "a version without message or user"),
    "W008": ("user 没有 address", "a user without an address"),
    "W009": ("user 的 address 不是 URI", "a user's address is no URI"),
    "W010": ("版本文件夹里没有清单", "a version without its own inventory"),
    "W011": (
        "旧清单的 created、message 或 user 与总清单不同",
        "created, message or user differ from the root inventory",
    ),
    "W013": ("未注册的对象扩展", "an object extension that is not registered"),
    "W016": ("未注册的档案扩展", "a storage root extension that is not registered"),
}
