"""Places in a source as people say them: a line (`L12`), some lines (`L12-L15`), code points (`1034-1090`).

Where the source is a folder of pages, lines are counted in each file: `02版.txt:L12`. Code points always count in the
whole source, as in the record.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from exporter.edition import SourcePage, SourceSpan
from exporter.errors import InputError
from exporter.normalizer.pages import file_at

PLACE = re.compile(
    r"(?:(?P<file>[^:]+):)?[Ll](?P<first>[0-9]{1,9})(?:-[Ll]?(?P<last>[0-9]{1,9}))?|(?P<start>[0-9]{1,9})-(?P<end>[0-9]{1,9})"
)


def is_place(place: str) -> bool:
    """Return whether this is how a place is written."""
    return PLACE.fullmatch(place) is not None


@dataclass(frozen=True)
class Places:
    """The lines of a source: its text, and its files where it was a folder."""

    text: str
    pages: tuple[SourcePage, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line of the text begins."""
        lines = self.text.replace("\r\n", " \n").replace("\r", "\n").split("\n")
        return list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))

    def line(self, offset: int) -> tuple[str, int]:
        """Return which line an offset stands in, counted from 1, and in which file (empty where there is one)."""
        number = bisect_right(self._starts, offset)
        page = file_at(self.pages, offset)
        if page is None:
            return "", number
        return page.name, number - bisect_right(self._starts, page.span.start) + 1

    def label(self, span: SourceSpan) -> str:
        """Return how the lines of a span are called: `L12`, `L12-L15`, `02版.txt:L12`."""
        (page, first), (_, last) = self.line(span.start), self.line(span.end - 1)
        lines = f"L{first}" if first == last else f"L{first}-L{last}"
        return f"{page}:{lines}" if page else lines

    def span(self, place: str, where: str) -> SourceSpan:
        """Return the stretch of the source that a place names; `where` says for the error who names it.

        Raises InputError where it is written otherwise than a place is, or the source has no such place.
        """
        match = PLACE.fullmatch(place)
        if match is None:
            raise _no_place(
                where, place, "应为 L12、L12-L15 或 1034-1090", "a place is written L12, L12-L15 or 1034-1090"
            )
        if match["start"]:
            start, end = int(match["start"]), int(match["end"])
            if not start < end <= len(self.text):
                size = len(self.text)
                raise _no_place(where, place, f"原文有 {size} 个字符", f"the source has {size} characters")
            return SourceSpan(start, end)
        first, last = int(match["first"]), int(match["last"] or match["first"])
        return self._lines(first, last, self._file(match["file"] or "", place, where), place, where)

    def _file(self, name: str, place: str, where: str) -> SourceSpan:
        """Return the stretch of a file of the source; of the whole source where it has but one."""
        if not self.pages and not name:
            return SourceSpan(0, len(self.text))
        for page in self.pages:
            if page.name == name:
                return page.span
        if not self.pages:
            raise _no_place(
                where, place, "原文只有一个文件，不必写文件名", "the source is one file: leave its name out"
            )
        example = f"{self.pages[0].name}:L12"
        raise _no_place(where, place, f"请写明是哪个文件的第几行，如 {example}", f"say in which file: {example}")

    def _lines(self, first: int, last: int, within: SourceSpan, place: str, where: str) -> SourceSpan:
        before = bisect_right(self._starts, within.start) - 1
        count = bisect_right(self._starts, within.end - 1) - before
        if not 1 <= first <= last <= count:
            raise _no_place(where, place, f"原文有 {count} 行", f"the source has {count} lines")
        start = max(self._starts[before + first - 1], within.start)
        end = min([*self._starts[before + last : before + last + 1], within.end])
        return SourceSpan(start, end)


def _no_place(where: str, place: str, zh: str, en: str) -> InputError:
    return InputError(f"{where}：没有“{place}”这个位置，{zh}。", f'{where}: there is no place "{place}": {en}.')
