"""Bytes to text: by evidence, and never with a replacement."""

from __future__ import annotations

import codecs
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.errors import InputError
from exporter.normalizer.source_text import MOST_LINES, decode, encodings_of

SIMPLIFIED = "临川湾大桥今天上午正式通车，市民可以从东岸步行到西岸。记者从市交通局了解到，大桥全长1.6万米。"
TRADITIONAL = "臨川灣大橋今天上午正式通車，市民可以從東岸步行到西岸。記者從市交通局了解到，大橋全長1.6萬米。"


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (TRADITIONAL, "utf-8", "utf-8"),
        (TRADITIONAL, "big5hkscs", "big5hkscs"),
        (TRADITIONAL, "gb18030", "gb18030"),
        ("大桥今天通车了，记者在现场。", "gb18030", "gb18030"),
        ("东岸步道昨天晚上正式开放", "gb18030", "gb18030"),
        ("東岸步道昨天晚上正式開放", "big5hkscs", "big5hkscs"),
        ("東岸步道昨天晚上正式開放", "gb18030", "gb18030"),
        ("東岸步道昨天晚上正式開放", "utf-16-be", "utf-16-be"),
        ("喺嗰度嘅嘢，佢哋冇話畀人知。", "big5hkscs", "big5hkscs"),
    ],
)
def test_each_encoding_is_told_from_the_others(text: str, encoding: str, found: str) -> None:
    data = text.encode(encoding)
    source = decode(data, "in")
    assert (source.text, source.encoding) == (text, found)
    assert source.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_is_no_text_and_not_lost(mark: bytes, encoding: str) -> None:
    data = mark + SIMPLIFIED.encode(encoding)
    source = decode(data, "in")
    assert source.text == SIMPLIFIED
    assert data in encodings_of(source.text, source.encoding)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t\n",
        bytes(range(256)) * 40,
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(400),
        "大桥".encode() + b"\xed\xa0\x80",
        b"\x00" * 64 + b"abc",
        codecs.BOM_UTF8 + b"\xff\xff",
    ],
    ids=["empty", "space", "binary", "png", "lone surrogate", "nuls", "bad after its mark"],
)
def test_what_is_no_text_is_refused_with_its_name(data: bytes) -> None:
    with pytest.raises(InputError, match="soup") as caught:
        decode(data, "soup")
    assert caught.value.zh.startswith("soup")


@pytest.mark.parametrize(
    ("data", "what_to_do"),
    [
        (b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n", "pdftotext -raw"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + bytes(16) + b"\x13\x00[Content_Types].xml" + bytes(60), "office"),
        (b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + bytes(16) + b"\x06\x00ye.txt" + bytes(60), "Unpack"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "office"),
        (b"{\\rtf1\\ansi bridge}", "office"),
        (b"\x1f\x8b\x08" + bytes(60), "Unpack"),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), "OCR"),
        (b"\xff\xd8\xff\xe0" + bytes(60), "OCR"),
        (codecs.BOM_UTF8 + "\n<!DOCTYPE html>\n<html><p>大桥今天通车</p></html>".encode(), "web page"),
        ("<html>\n<p>大桥今天通车</p></html>".encode("gb18030"), "web page"),
        ('<?xml version="1.0"?>\n<nitf>大桥今天通车</nitf>'.encode(), "XML"),
    ],
)
def test_a_file_of_another_kind_is_named_with_what_to_do(data: bytes, what_to_do: str) -> None:
    with pytest.raises(InputError, match=what_to_do) as caught:
        decode(data, "soup")
    assert caught.value.zh.startswith("soup：这是")


def test_a_text_that_only_tells_of_such_files_is_one() -> None:
    text = "<html>的标签，%PDF-1.7的文件头，都可以写在正文里。\n编者按：<!DOCTYPE html>也是。"
    assert decode(("今天说" + text).encode(), "in").text.endswith(text)


def test_the_line_where_utf8_breaks_is_named() -> None:
    with pytest.raises(InputError, match="line 3"):
        decode("第一行\n第二行\n第三行".encode() + b"\xff\n", "in")


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ("第一行\n大桥今天".encode()[:-1], "utf-8 text, line 2 .*ends within a character"),
        ("第一行\n大桥今天通车了".encode() + b"\xc3\x28" + "，市民步行过江".encode(), "utf-8 text, line 2 .byte 31"),
        (SIMPLIFIED.encode("gb18030") + b"\xb4", "gb18030 text, line 1 .*ends within a character"),
        (TRADITIONAL.encode("utf-16-le") + b"\x2c", "utf-16-le text, line 1 .*ends within a character"),
        (SIMPLIFIED.encode("gb18030") + b"\n\xff\xff" + SIMPLIFIED.encode("gb18030"), "unknown|gb18030 text, line 2"),
    ],
    ids=["cut", "broken", "gb cut", "utf-16 cut", "gb broken"],
)
def test_a_broken_place_is_named_and_never_replaced(data: bytes, place: str) -> None:
    with pytest.raises(InputError, match=place):
        decode(data, "in")


KOREAN = (
    "나룻배가 오늘 다시 다닌다. 선장은 올해 두 개의 노선을 더 열 것이라고 말했다. 요금은 그대로이고 노인은 무료이다. "
    * 6
)
JAPANESE = "渡し舟は今日から運航を再開した。船長は、今年中に二つの航路を追加すると語った。料金は変わらない。" * 6


@pytest.mark.parametrize(
    "data",
    [KOREAN.encode("euc_kr"), JAPANESE.encode("euc_jp"), JAPANESE.encode("shift_jis"), "Паром ходит.".encode("koi8_r")],
    ids=["EUC-KR", "EUC-JP", "Shift-JIS", "KOI8-R"],
)
def test_another_languages_encoding_is_not_taken_for_chinese(data: bytes) -> None:
    with pytest.raises(InputError, match="unknown encoding"):
        decode(data, "in")


@pytest.mark.parametrize("encoding", ["utf-7", "hz", "iso2022_jp_2"])
def test_an_encoding_of_seven_bits_is_named(encoding: str) -> None:
    text = "大橋今天通車了、市民可以走過去。大橋全長一里。" if encoding == "iso2022_jp_2" else SIMPLIFIED
    with pytest.raises(InputError, match="7 bits"):
        decode(b"Page 2\n" + text.encode(encoding), "in")


@pytest.mark.parametrize("main", ["utf-8", "gb18030"])
@pytest.mark.parametrize("share", [1, 5, 40])
def test_two_encodings_in_one_file_are_named_with_their_lines(main: str, share: int) -> None:
    other = {"utf-8": "gb18030", "gb18030": "utf-8"}[main]
    lines = [SIMPLIFIED.encode(main)] * 40
    lines[3 : 3 + share] = [SIMPLIFIED[:20].encode(other)] * share
    with pytest.raises(InputError, match=f"line [14] is {main}|line 4 is {other}"):
        decode(b"\n".join(lines) + b"\n" + SIMPLIFIED.encode(main), "in")


@pytest.mark.parametrize("data", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF8 + b" \n", "\u3000\n".encode()])
def test_a_file_of_blanks_is_empty_whatever_marks_it_has(data: bytes) -> None:
    with pytest.raises(InputError, match="empty"):
        decode(data, "in")


def test_more_lines_than_any_edition_has_are_refused() -> None:
    with pytest.raises(InputError, match="lines"):
        decode("字\n".encode() * (MOST_LINES + 1), "in")
    assert decode(b"\n" * (MOST_LINES + 1) + "字".encode(), "in").text.endswith("字")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_any_text_in_utf8_comes_out_as_it_went_in_or_is_refused(text: str) -> None:
    try:
        source = decode(text.encode(), "in")
    except InputError:
        return
    assert text.encode() in encodings_of(source.text, source.encoding)


@given(st.binary(max_size=60))
def test_no_bytes_are_replaced(data: bytes) -> None:
    try:
        source = decode(data, "in")
    except InputError:
        return
    assert "\ufffd" not in source.text or b"\xef\xbf\xbd" in data or data in encodings_of(source.text, source.encoding)
