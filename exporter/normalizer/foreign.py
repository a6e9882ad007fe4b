"""What is given for a text and is none: known by its first bytes, so that the error can say what to do instead."""

from __future__ import annotations

import re
from typing import NamedTuple

from exporter.errors import InputError


class Foreign(NamedTuple):
    """A kind of file: its pattern in the first bytes, what it is and what to do, in both languages."""

    pattern: re.Pattern[bytes]
    zh: str
    en: str


HEAD = 2048
"""So many bytes are looked at."""
KINDS = tuple(
    Foreign(re.compile(pattern, re.DOTALL | re.IGNORECASE), zh, en)
    for pattern, zh, en in (
        (
            rb"\s{0,64}%PDF-",
            "这是 PDF。请先用 pypdfium2 或 pdftotext -raw 取出文字（见 README），再给出 .txt 文件",
            "this is a PDF. Take its text out with pypdfium2 or pdftotext -raw (see README), and give the .txt file",
        ),
        (
            rb"PK\x03\x04.{0,400}(?:word/|\[Content_Types\]\.xml)|\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|\{\\rtf",
            "这是 Word 或其他办公软件的文档。请在其中另存为纯文本（UTF-8）",
            "this is a document of Word or another office program. Save it there as plain text (UTF-8)",
        ),
        (
            rb"PK\x03\x04|\x1f\x8b|BZh|\xfd7zXZ|7z\xbc\xaf|Rar!|\x28\xb5\x2f\xfd",
            "这是压缩包。请先解压，再给出其中的文本文件或文件夹",
            "this is an archive file. Unpack it first, and give the text files or the folder in it",
        ),
        (
            rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|BM.{4}\x00{4}|RIFF.{4}WEBP|.{4}ftyp(?:heic|avif|mif1)",
            "这是图片。请先做文字识别（OCR），再给出识别所得的文本",
            "this is a picture. Have its text recognized (OCR) first, and give that text",
        ),
        (
            rb"(?:\xef\xbb\xbf)?\s{0,64}(?:<\?xml[^>]{0,200}>\s{0,64})?(?:<!--.{0,400}?-->\s{0,64})?"
            rb"(?:<!doctype html|<html[\s>])",
            "这是网页（HTML）。请在浏览器中另存为纯文本，或复制正文存为 .txt 文件",
            "this is a web page (HTML). Save it from the browser as plain text, or copy the text into a .txt file",
        ),
        (
            rb"[\x00-\x7f]{0,2000}?(?:~\{(?:[!-}]{2}){2,}~\}|\x1b\$[()@AB]"
            rb"|\+[a-z0-9/]{16}[\x00-\x7f]{0,2000}?\+[a-z0-9/]{6})",
            "这是 7 位编码（HZ、UTF-7 或 ISO-2022）的文本。请用编辑器打开，另存为 UTF-8",
            "this is text in an encoding of 7 bits (HZ, UTF-7 or ISO-2022). Open it in an editor and save it as UTF-8",
        ),
        (
            rb"(?:\xef\xbb\xbf)?\s{0,64}<\?xml",
            "这是 XML。请先取出其中的文字，再给出 .txt 文件",
            "this is XML. Take the text out of it first, and give the .txt file",
        ),
    )
)


def refuse_foreign(data: bytes, name: str) -> None:
    """Raise InputError where the bytes, of which the first are enough, are of a file that is no text but has one in it.

    `name` is the file's, for the message.
    """
    head = data[:HEAD]
    for kind in KINDS:
        if kind.pattern.match(head):
            raise InputError(f"{name}：{kind.zh}。", f"{name}: {kind.en}.")
