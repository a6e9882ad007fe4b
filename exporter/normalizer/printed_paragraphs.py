"""Printed lines to paragraphs: the likeliest reading of all the lines at once, at the measures that they show.

A paragraph is a run of printed lines that are full, but for the last; its first is shorter by the indent. A printed
line may have come in pieces. What speaks against a reading is a cost, and the cheapest reading holds (Viterbi): each
place between two lines is reached at a paragraph's end or inside one, at each measure. The costs were set by hand on
editions printed in six ways; what counts is which of two is greater.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from exporter.normalizer.columns import Line
from exporter.normalizer.printed_lines import INDENT, UNENDED, Printed, Tear, begins_flush, keeps_indents, printed

FLUSH = 2.0
"""What it costs a paragraph that its first line has no room for an indent where the others have; and the other way
round."""
OTHER_MEASURE = 3.0
"""What it costs that the measure changes."""
LOOSE = 2.0
"""What it costs that a line is wider than the measure: it can only be a paragraph by itself."""
SQUEEZED, STRETCHED = 0.08, 0.25
"""What it costs a full line to be so much, in half ems, wider or narrower than the measure."""
UNPARTED = 1.0
"""What it costs at the most, where what follows cannot be parted, a code or an address."""
LOOSENED = 1.5
"""What it costs a full line that the next character would have fitted, as where a last line of one is avoided."""
FULL_END = 0.4
"""What it costs that a paragraph's last line is full."""
LONG_HEAD = 3.5
"""What it costs that a paragraph of several lines ends without a sentence's end."""
TORN = 0.2
"""What it costs to put two pieces of a full line together where print might have broken it."""
TORN_LAST = {Tear.FORBIDDEN: 0.0, Tear.PAUSE: 0.3, Tear.MARK: 0.6, Tear.SENTENCE: 1.0}
"""The same for a paragraph's last line, by how it is torn."""
TORN_HEAD = 2.5
"""The same where no sentence ends with the line: it may be heads."""
MOST_PIECES = 8
NEVER = float("inf")


class Pieces(Struct, frozen=True, gc=False):
    """What may be one printed line: the lines up to `end`, as wide as `Printed` says.

    `in_full`, `in_last`: what it costs to put them together, to a full line or to a paragraph's last one. `unit`: how
    wide the next line begins with what cannot be parted. `ending`: what speaks against a paragraph's end here.
    """

    end: int
    width: int
    least: int
    most: float
    in_full: float
    in_last: float
    unit: int
    ending: float

    def full(self, target: int) -> float:
        """Return what it costs to take this for a line that fills `target`; NEVER where what follows had fitted."""
        if self.least > target:
            return SQUEEZED * (self.width - target) + 1 if self.least == target + 1 else NEVER
        if self.most >= target:
            return SQUEEZED * abs(self.width - target)
        short = target - self.most
        if short < self.unit or short <= 1:
            return min(STRETCHED * short, UNPARTED)
        return LOOSENED if short <= 2 else NEVER


def printed_paragraphs(lines: Sequence[Line], measures: Sequence[int]) -> bytearray:
    """Return for each printed line whether it goes on the one before it. Measures in half ems."""
    reading = _Reading(printed(lines, measures[0]), measures)
    for start in range(len(lines)):
        reading.change_measure(start)
        for pieces in _pieces(reading.lines, start, max(measures)):
            for kind in range(len(measures)):
                reading.add(start, kind, pieces)
    return reading.joined()


def _pieces(lines: Sequence[Printed], start: int, widest: int) -> Iterator[Pieces]:
    """Yield what may be the printed line that begins at a place: the line there, and with it the pieces after it."""
    width = least = 0
    most = 0.0
    tears: list[Tear] = []
    for end in range(start + 1, min(start + MOST_PIECES, len(lines)) + 1):
        line = lines[end - 1]
        width, least, most = width + line.width, least + line.least, most + line.most
        if end > start + 1:
            if line.torn is None or least > widest + 1:
                return
            tears.append(line.torn)
        in_full = TORN * sum(tear is not Tear.FORBIDDEN for tear in tears)
        ended = line.ending < UNENDED / 2
        in_last = sum(TORN_LAST[tear] if ended or tear is not Tear.MARK else TORN_HEAD for tear in tears)
        unit = lines[end].unit if end < len(lines) else 0
        yield Pieces(end, width, least, most, in_full, in_last, unit, line.ending)


class _Reading:
    """The cheapest ways to read the lines up to each place, at a paragraph's end or inside a paragraph."""

    def __init__(self, lines: Sequence[Printed], measures: Sequence[int]) -> None:
        self.lines = lines
        self._measures = measures
        self._kept = keeps_indents(lines)
        self._flush = begins_flush(lines, measures[0])
        self._cost = [[[NEVER] * len(measures) for _ in range(len(lines) + 1)] for _ in range(2)]
        self._came: dict[tuple[int, int, bool], tuple[int, bool, int]] = {}
        self._cost[False][0] = [0.0] * len(measures)

    def change_measure(self, place: int) -> None:
        """Let the measure change between two paragraphs."""
        ended = self._cost[False][place]
        best = min(range(len(ended)), key=ended.__getitem__)
        for kind, cost in enumerate(ended):
            if place and ended[best] + OTHER_MEASURE < cost:
                ended[kind] = ended[best] + OTHER_MEASURE
                self._came[place, kind, False] = self._came[place, best, False]

    def add(self, start: int, kind: int, pieces: Pieces) -> None:
        """Read pieces as a printed line: a paragraph's first one or a later one, and its last or not."""
        begins, within = self._cost[False][start][kind], self._cost[True][start][kind]
        if begins == within == NEVER:
            return
        target = self._measures[kind]
        full = pieces.full(target)
        last = pieces.in_last + pieces.ending + (FULL_END if full < NEVER else 0.0)
        fits = pieces.least <= target + 1
        if begins < NEVER:
            begins += FLUSH if self._kept and not self.lines[start].indented else 0.0
            origin = (start, False, kind)
            first = self._first(start, pieces, target, full)
            self._reach(pieces.end, kind, True, begins + pieces.in_full + first, origin)
            if fits or pieces.end == start + 1:
                self._reach(pieces.end, kind, False, begins + last + (0.0 if fits else LOOSE), origin)
        if within < NEVER and fits and not (self.lines[start].indented or self.lines[start].anew):
            origin = (start, True, kind)
            self._reach(pieces.end, kind, True, within + pieces.in_full + full, origin)
            headlike = LONG_HEAD if pieces.ending >= UNENDED / 2 else 0.0
            self._reach(pieces.end, kind, False, within + last + headlike, origin)

    def _first(self, start: int, pieces: Pieces, target: int, full: float) -> float:
        """Return what it costs to take pieces, which fill the measure at the cost `full`, for a full first line."""
        if self._kept:
            return pieces.full(target - INDENT) if self.lines[start].indented else full
        indented = pieces.full(target - INDENT)
        return min(FLUSH + indented, full) if self._flush else min(indented, FLUSH + full)

    def _reach(self, place: int, kind: int, inside: bool, cost: float, origin: tuple[int, bool, int]) -> None:
        costs = self._cost[inside][place]
        if cost < costs[kind]:
            costs[kind] = cost
            self._came[place, kind, inside] = origin

    def joined(self) -> bytearray:
        """Return which lines go on the one before them, in the cheapest reading of all."""
        joined = bytearray(len(self.lines))
        place, inside = len(self.lines), False
        kind = min(range(len(self._measures)), key=self._cost[False][place].__getitem__)
        while place:
            end = place
            place, inside, kind = self._came[place, kind, inside]
            for line in range(place if inside else place + 1, end):
                joined[line] = True
        return joined
