"""What can be wrong with a bag: codes of our own, each with the section of RFC 8493 that it breaks.

A code that begins with BE is an error: the bag is not complete or not valid. One with BW is a warning.
"""

from __future__ import annotations

from archive.filesystem import shown
from archive.problems import Problem, Severity


def bag_problem(code: str, path: str, detail: str = "") -> Problem:
    """Return the problem of this code at this path of a bag. `detail` names the thing, in no language."""
    section, zh, en = _MEANINGS[code]
    suffix = shown(detail)
    return Problem(
        code,
        Severity.WARNING if code.startswith("BW") else Severity.ERROR,
        shown(path),
        f"RFC 8493, {section}",
        f"{zh}（{suffix}）" if suffix else zh,
        f"{en} ({suffix})" if suffix else en,
    )


_MEANINGS = {
    "BE01": ("2.1.1", "缺少 bagit.txt，或内容不合规范", "bagit.txt is missing or malformed"),
    "BE02": ("2.1.1", "不认识的 BagIt 版本", "a version of BagIt that we do not know"),
    "BE03": ("2.1.1", "不认识的标签文件编码", "an unknown encoding of tag files"),
    "BE04": ("2.1.2", "缺少 data 文件夹", "the payload folder data is missing"),
    "BE05": (
        "2.1.3",
        "没有可用来核对内容的清单 manifest-*.txt",
        "no payload manifest that the payload could be proved by",
    ),
    "BE06": ("2.3", "标签文件无法按所声明的编码读取", "a tag file is not text in the declared encoding"),
    "BE07": ("2.1.3", "清单里有不合规范的一行", "a malformed line in a manifest"),
    "BE08": ("2.1.3", "清单把同一个文件列了两次", "a manifest lists one file twice"),
    "BE09": ("3", "清单所列的文件不存在", "a file that a manifest lists is missing"),
    "BE10": ("3", "内容文件没有列入清单", "a payload file that a manifest does not list"),
    "BE11": (
        "3",
        "内容与清单不符：文件或清单已损坏",
        "content is not what the manifest says: one of them is damaged",
    ),
    "BE12": (
        "2.2.1",
        "标签文件清单列了不该列的，或漏了清单文件",
        "a tag manifest lists what it must not, or omits a manifest",
    ),
    "BE13": ("2.2.2", "bag-info.txt 里有不合规范的一行", "a malformed line in bag-info.txt"),
    "BE14": (
        "2.2.2",
        "Payload-Oxum 与实际的字节数或文件数不符",
        "Payload-Oxum is not the payload's number of bytes and files",
    ),
    "BE15": ("2.2.3", "fetch.txt 里有不合规范的一行", "a malformed line in fetch.txt"),
    "BE16": ("2.2.3", "列在 fetch.txt 里的文件还没有取回", "a file of fetch.txt has not been fetched"),
    "BE17": (
        "5.1",
        "路径指向包外，或不在规定的文件夹里",
        "a path that leads out of the bag or of the folder where it must be",
    ),
    "BE18": (
        "5.1",
        "链接或特殊文件：包里只能有普通文件",
        "a link or a special file: a bag may hold regular files only",
    ),
    "BW01": ("2.1.3", "清单把同一个文件列了两次，摘要相同", "a manifest lists one file twice, with the same digest"),
    "BW02": ("6.1.3", "文件名前有 md5sum 的星号", "an asterisk of md5sum before a file's name"),
    "BW03": ("2.1.3", "文件名前有 ./", "a path that begins with ./"),
    "BW04": (
        "6.1.1",
        "文件名只在大小写或 Unicode 形式上与清单不同",
        "a name differs from the manifest's in case or Unicode form",
    ),
    "BW05": (
        "6.1.1",
        "两个文件名只在大小写或 Unicode 形式上不同",
        "two names that differ only in case or Unicode form",
    ),
    "BW06": ("6.1", "操作系统自己生成的文件", "a file that an operating system makes and removes by itself"),
    "BW07": ("2.2.1", "没有标签文件清单，标签文件无从核对", "no tag manifest: the tag files are unproven"),
    "BW08": (
        "2.2.1",
        "标签文件没有列入标签文件清单，无从核对",
        "a tag file that no tag manifest lists: it is unproven",
    ),
    "BW09": ("2.4", "不认识的摘要算法，这个清单没有核对", "an unknown digest algorithm: this manifest was not used"),
    "BW10": ("2.2.3", "有 fetch.txt；这里从不下载", "there is a fetch.txt; nothing is ever fetched here"),
    "BW11": ("2.1.3", "文件名里的 % 没有写成 %25", "a % in a name that is not written as %25"),
}
