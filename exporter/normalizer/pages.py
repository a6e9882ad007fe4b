"""Several files as the pages of one edition: put in order, joined to one source, and had back byte for byte."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from exporter.edition import Source, SourcePage, SourceSpan
from exporter.errors import InputError
from exporter.normalizer.patches import PatchedText
from exporter.normalizer.source_text import SourceText, decode, encodings_of

BETWEEN = "\n\n"
DATE = re.compile(r"(?:19|20)\d{2}[-_.年]?(?:0?[1-9]|1[0-2])[-_.月]?(?:0?[1-9]|[12]\d|3[01])日?(?!\d)")
HAN_NUMBERS = dict(zip("一二三四五六七八九", range(1, 10), strict=True)) | {"头": 1, "頭": 1}
HAN_PAGE = re.compile(r"第?([一二三四五六七八九十]{1,3}|[头頭])版")
PAGE = re.compile(
    r"(?<![A-Z0-9])(?:第 ?)?([A-Z]?\d{1,3}) ?版|(?<![A-Z])P(?:AGE)?[-_ ]?(\d{1,3})(?!\d)"
    r"|^([A-Z]?\d{1,3})(?![A-Z0-9])|(?<![A-Z0-9])([A-Z]?\d{1,3})$",
    re.IGNORECASE,
)


def join_pages(files: Sequence[tuple[str, bytes]], name: str) -> SourceText:
    """Return the files (name and bytes of each, in any order) as one source, parted by blank lines.

    The source counts as UTF-8; each file's encoding, place and digest stand in `pages`, so that its very bytes can be
    had back. Raises InputError, naming the file, where one is empty, no text or in no encoding known here.
    """
    texts = []
    at = 0
    pages: list[SourcePage] = []
    for file, data in in_order(files):
        if not data.strip():
            raise InputError(
                f"{name}/{file}：这一版是空的。若当天确实没有这一版的文字，请把文件移走。",
                f"{name}/{file}: this page is empty. If there is no text on it, move the file away.",
            )
        page = decode(data, f"{name}/{file}")
        span = SourceSpan(at, at + len(page.text))
        pages.append(SourcePage(file, span, page.encoding, page.sha256))
        texts.append(page.text)
        at = span.end + len(BETWEEN)
    text = BETWEEN.join(texts)
    return SourceText(name, text, "utf-8", hashlib.sha256(text.encode()).hexdigest(), tuple(pages))


def bytes_of_pages(source: Source, text: str) -> dict[str, bytes]:
    """Return the bytes of each file of a source, from its text. Raises InputError where a digest does not match."""
    files: dict[str, bytes] = {}
    for page in source.pages:
        candidates = encodings_of(text[page.span.start : page.span.end], page.encoding)
        files[page.name] = next((d for d in candidates if hashlib.sha256(d).hexdigest() == page.sha256), b"")
        if not files[page.name]:
            raise InputError(
                f"{source.name}/{page.name}：还原出的这一版与记录的 sha256 不符，请改为提供原始文本。",
                f"{source.name}/{page.name}: the page rebuilt from the record does not match the sha256 in it; "
                "give the original text instead.",
            )
    return files


def bounds(source: SourceText, text: PatchedText) -> tuple[tuple[int, int], ...]:
    """Return where each file of the source reads in the clean text; the whole of it where there is but one."""
    if not source.pages:
        return ((0, len(text.text)),)
    return tuple(text.place(page.span.start, page.span.end) for page in source.pages)


def file_at(pages: Sequence[SourcePage], offset: int) -> SourcePage | None:
    """Return the file in which an offset of the source stands; None where the source was one file."""
    return next((page for page in reversed(pages) if page.span.start <= offset), None)


def normal(page: str) -> str:
    """Return how a page is called, for comparing: 5 for 05 and 五, A6 for A06, 1 for 头版."""
    if page and page[0] in "一二三四五六七八九十头頭":
        return str(han_number(page))
    letter, digits = (page[0], page[1:]) if page[:1].isalpha() else ("", page)
    return letter.upper() + (digits.lstrip("0") or digits[:1])


def in_order(files: Iterable[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Return files as the pages of an edition follow: by page where every name says which, else in natural order."""
    listed = sorted(files, key=lambda file: natural_order(file[0]))
    numbers = numbers_of([name for name, _ in listed])
    if all(numbers.values()):
        listed.sort(key=lambda file: natural_order(numbers[file[0]]))
    return listed


def natural_order(name: str) -> tuple[list[tuple[int, str]], str]:
    """Return a sort key under which numbers in a name count as numbers: 第2版 before 第10版."""
    pieces = re.split(r"([0-9]+)", name)
    return [(int(piece), "") if piece.isascii() and piece.isdigit() else (-1, piece) for piece in pieces], name


def numbers_of(names: Sequence[str]) -> dict[str, str]:
    """Return which page each file is by its name: 05 of 第05版.txt, A1 of A1要闻.txt, 2 of page2.txt.

    Where two names would say the same page, what they say is something else, and none says anything.
    """
    numbers = {name: number_of(name.rpartition(".")[0] or name) for name in names}
    counts = Counter(normal(number) for number in numbers.values() if number)
    if any(count > 1 for count in counts.values()):
        return dict.fromkeys(names, "")
    return numbers


def number_of(stem: str) -> str:
    """Return the page that a file's stem names, as it is written there; empty where it names none."""
    rest = DATE.sub(" ", stem).strip(" -_.")
    if match := HAN_PAGE.search(rest):
        return str(han_number(match[1]))
    match = PAGE.search(rest)
    return next(filter(None, match.groups()), "").upper() if match else ""


def han_number(numeral: str) -> int:
    """Return the number that 一 to 九十九 stand for; 头 of 头版 is 1."""
    tens, ten, ones = numeral.rpartition("十")
    return (HAN_NUMBERS.get(tens, 1) * 10 if ten else 0) + HAN_NUMBERS.get(ones, 0)
