"""The order in which a source is read, where it is another than the one it stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise


@dataclass(frozen=True)
class Order:
    """The order in which a source is to be read: its `text` in this order, a line's part a line, as long as the source.

    `starts`, `places`: where each piece begins in this text, and in the source. Only white space reads otherwise.
    """

    text: str
    starts: Sequence[int]
    places: Sequence[int]

    def place(self, offset: int) -> int:
        """Return where a character of the text stands in the source."""
        piece = bisect_right(self.starts, offset) - 1
        return self.places[piece] + offset - self.starts[piece]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of one piece stands in the source."""
        first = self.place(start)
        return first, first + end - start

    def reads(self, offset: int) -> int:
        """Return where a character of the source stands in the text."""
        piece = bisect_right(self._pieces, (offset, len(self.text))) - 1
        place, start = self._pieces[piece]
        return start + offset - place

    def stretches(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return where the pieces of a stretch of the source that hold something stand in the text, in its order."""
        cuts = [start, *(place for place, _ in self._pieces if start < place < end), end]
        found = [(self.reads(first), self.reads(first) + last - first) for first, last in pairwise(cuts)]
        return sorted((first, last) for first, last in found if self.text[first:last].strip())

    @cached_property
    def _pieces(self) -> list[tuple[int, int]]:
        """The pieces in the order of the source: where each begins there, and in the text."""
        return sorted(zip(self.places, self.starts, strict=True))
