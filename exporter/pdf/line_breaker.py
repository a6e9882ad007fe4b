"""Where the lines of a paragraph end: the whole paragraph at once, so that no line pays for another.

Every way to part the paragraph in lines is compared (total fit, after Knuth and Plass, "Breaking paragraphs into
lines", 1981) with the glue of Chinese: a line that is too long gives way at its marks and at the spaces beside Latin
words and numbers; one that is too short is stretched between all its characters (CLREQ 3.5). Squeezing is cheap,
tracking dear and dearer the more of it there is, and so is a change of tracking from one line to the next.

Where this would tear a line apart, the lesser evils are, in this order: characters a hair closer than they are cast; a
number parted from what it counts; —— or …… at a line's start, which CLREQ 3.1.4 forbids only where it is strict; a long
word parted; and a line that is not filled, before what is wider than its white. Numbers and codes stay whole.
"""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

from exporter.pdf.spacing import HAN_LATIN, NONE, PLAIN, Gap, gaps
from exporter.pdf.units import Place, Unit

_SQUEEZE = 0.6  # what it costs to take all that the marks and spaces of a line can give
_TIGHT = 0.015  # em that cost 1 where they are taken between all its characters beside that
_TIGHTEST = 0.05  # em: a character's ink leaves as much blank on either side
_EVEN = 0.05  # em of tracking that costs 1, and so does such a change from line to line
_UNEVEN = 0.5
_CLASSES = (0.012, 0.04, 0.075)  # em: lines tracked up to so much are alike
_LOOSEST = 0.25  # em of tracking: beyond it a line is not filled, which is less ugly
_UNFILLED = 5e3
_FORBIDDEN = 1e4
_ALONE = 1e3  # a last line of one character (CLREQ 3.4.4)
_SHORT = 2.0  # a last line shorter than the indent
SLIVER = 1e-6  # em: what sums of widths may be off
_GRAIN = 1000  # of an em


@dataclass(frozen=True, slots=True)
class Line:
    """The units `[start, end)` of a paragraph, and where each begins, in em from the line's left edge.

    Spaces at the end have no width. `width` is where the last unit's ink may end.
    """

    start: int
    end: int
    origins: tuple[float, ...]
    width: float


class _Way(NamedTuple):
    """The best way found to end a line before unit `end`: what it costs, and the way its line began."""

    cost: float
    end: int
    tracking: float
    before: _Way | None


def break_lines(units: Sequence[Unit], measure: float, indent: float = 0.0) -> tuple[Line, ...]:
    """Return the lines of a justified paragraph, `measure` em wide, the first indented by `indent` em.

    Joined, they are `units`. No line is wider than the measure, unless one unit is. A line ends where CLREQ 3.1.4
    forbids it only where the paragraph cannot be set otherwise.
    """
    sums = Sums.of(units, indented=indent > 0)
    way = _way(sums, measure, indent)
    ends = [0]
    while way is not None and way.before is not None:
        ends.insert(1, way.end)
        way = way.before
    return tuple(
        set_line(sums, start, end, measure - (0.0 if start else indent), justify=end < len(units))
        for start, end in pairwise(ends)
    )


def cost_of(units: Sequence[Unit], measure: float, indent: float = 0.0) -> float:
    """Return what the lines of such a paragraph cost: 1 is what .05 em of tracking costs in one line."""
    way = _way(Sums.of(units, indented=indent > 0), measure, indent)
    return way.cost if way else 0.0


def _way(sums: Sums, measure: float, indent: float) -> _Way | None:
    """Return the cheapest way to set a paragraph, keeping every rule if it can be; None where it is empty."""
    return _best_way(sums, measure, indent, strict=True) or _best_way(sums, measure, indent, strict=False)


@dataclass(frozen=True, slots=True)
class Sums:
    """What any line of a paragraph is measured with: for every unit the sums up to it, in em.

    `origin` is where the unit begins on one endless line; `give`, `stretch` and `tracks` sum the gaps up to the one
    before it, `letters` the units before it. `head` is the blank it loses at a line's start, `tail` its width at a
    line's end.
    """

    units: Sequence[Unit]
    gaps: Sequence[Gap]
    origin: Sequence[float]
    give: Sequence[float]
    stretch: Sequence[float]
    tracks: Sequence[int]
    letters: Sequence[int]
    head: Sequence[float]
    tail: Sequence[float]

    @classmethod
    def of(cls, units: Sequence[Unit], *, indented: bool = False) -> Sums:
        """Return the sums of `units`, of a paragraph whose first line may be indented."""
        between = gaps(units, indented=indented)
        widths = [0.0, *(unit.advance for unit in units)]
        return cls(
            units,
            between,
            list(accumulate(width + gap.natural for width, gap in zip(widths, between, strict=False))),
            list(accumulate(gap.most for gap in between)),
            list(accumulate(gap.stretch for gap in between)),
            list(accumulate(int(gap.tracks) for gap in between)),
            list(accumulate((unit.letters for unit in units), initial=0)),
            [
                unit.advance if unit.space else unit.before if unit.opens and (at or not indented) else 0.0
                for at, unit in enumerate(units)
            ],
            [unit.advance if unit.before else unit.advance - unit.after for unit in units],
        )

    def last(self, end: int) -> int:
        """Return the last unit of a line that ends before `end`: spaces at its end are not seen."""
        while end > 1 and self.units[end - 1].space:
            end -= 1
        return end - 1

    def width(self, start: int, last: int) -> float:
        """Return how wide the line from `start` to `last` is before it gives way or is stretched."""
        return self.origin[last] + self.tail[last] - self.origin[start] - self.head[start]

    def gives(self, start: int, last: int) -> float:
        """Return by how much that line may give way at its marks and spaces."""
        return self.give[last] - (self.give[start] if start else 0.0)


def _best_way(sums: Sums, measure: float, indent: float, *, strict: bool) -> _Way | None:
    """Return the cheapest way to set the paragraph; None where none keeps the rules, as `strict` asks."""
    many = len(sums.units)
    ways: dict[int, list[_Way]] = {0: [_Way(0.0, 0, 0.0, None)]}
    starts = [0]
    first = 0  # the first start from which a line may still reach here
    for end in range(1, many + 1):
        price = 0.0 if end == many else sums.gaps[end].price
        if price is None and strict:
            continue
        found: dict[int, _Way] = {}
        last = sums.last(end)
        reach, give_to = sums.origin[last] + sums.tail[last], sums.give[last]
        for start in islice(starts, first, None):
            slack = measure - (reach - sums.origin[start] - sums.head[start])
            give, tracks = give_to - sums.give[start], sums.tracks[last] - sums.tracks[start]
            if not start:
                slack, give = slack - indent, give_to
            if slack < -give - _TIGHTEST * tracks - SLIVER and (strict or last > start):
                first += 1
                continue
            cost, tracking = _fit(sums, start, end, slack, give, tracks)
            if strict and cost > _UNFILLED:
                break
            _keep_best(found, ways[start], end, cost + (_FORBIDDEN if price is None else price), tracking)
        if found:
            ways[end] = list(found.values())
            starts.append(end)
        if strict and first == len(starts):
            return None
    return min(ways.get(many, ()), key=lambda way: way.cost, default=None)


def _keep_best(found: dict[int, _Way], befores: list[_Way], end: int, cost: float, tracking: float) -> None:
    """Put into `found`, by how much the line is tracked, the cheapest way to end a line here."""
    kind = bisect(_CLASSES, tracking)
    known = found[kind].cost if kind in found else math.inf
    for before in befores:
        change = (tracking - before.tracking) / _EVEN if before.before else 0.0
        total = before.cost + cost + _UNEVEN * change * change
        if total < known:
            known = total
            found[kind] = _Way(total, end, tracking, before)


def _fit(sums: Sums, start: int, end: int, slack: float, give: float, tracks: int) -> tuple[float, float]:
    """Return what it costs to set line `[start, end)`, and how much its characters are then tracked.

    It lacks `slack` em, is too long where that is negative, may give way by `give`, and has so many gaps to track.
    """
    many = len(sums.units)
    ending = _last_line(sums, start) if start and end == many else 0.0
    if slack < 0:
        cost, tracking = _squeezed(-slack, give, tracks)
        return cost + ending, tracking
    if end == many:
        return ending, 0.0
    cost, tracking = _stretched(slack, sums.stretch[sums.last(end)] - sums.stretch[start], tracks)
    if cost > _UNFILLED and _next_fits(sums, end, slack):
        cost += _FORBIDDEN
    return cost, tracking


def _squeezed(need: float, give: float, tracks: int) -> tuple[float, float]:
    """Return what it costs to take `need` em from a line, and how much its characters are then tracked."""
    if need <= give:
        return _SQUEEZE * (need / give) ** 2, 0.0
    tracking = (give - need) / max(tracks, 1)
    return _SQUEEZE + (tracking / _TIGHT) ** 2, tracking


def _stretched(slack: float, stretch: float, tracks: int) -> tuple[float, float]:
    """Return what it costs to fill a line that lacks `slack` em, and how much its characters are then tracked."""
    tracking = max(slack - stretch, 0.0) / max(tracks, 1)
    if tracking > _LOOSEST:
        return _UNFILLED + slack**2, 0.0
    much = tracking / _EVEN
    return much**2 + (much / 2) ** 6, tracking


def _next_fits(sums: Sums, end: int, slack: float) -> bool:
    """Return whether the white after a line that ends before `end` would hold what comes next."""
    after = end + 1
    while after < len(sums.units) and sums.gaps[after].price is None:
        after += 1
    return sums.width(end, sums.last(after)) < slack


def _last_line(sums: Sums, start: int) -> float:
    """Return what it costs that a paragraph ends with this line, not its first."""
    alone = sums.letters[-1] - sums.letters[start] == 1
    short = sums.width(start, sums.last(len(sums.units))) < _SHORT
    return _ALONE * alone + _SHORT * short


def set_line(sums: Sums, start: int, end: int, measure: float, *, justify: bool) -> Line:
    """Return line `[start, end)` set in `measure` em: squeezed where it is too long, stretched if `justify` says so."""
    last = sums.last(end)
    slack = measure - sums.width(start, last)
    inside = [NONE if start else sums.gaps[0], *sums.gaps[start + 1 : last + 1]]
    changes = _given(inside, -slack) if slack < 0 else _taken(inside, slack) if justify else [0.0] * len(inside)
    at = changes[0] - sums.head[start]
    origins = [at]
    for unit, gap, change in zip(sums.units[start:last], inside[1:], changes[1:], strict=True):
        at += unit.advance + gap.natural + change
        origins.append(at)
    width = at + sums.tail[last]
    origins.extend([at + sums.units[last].advance] * (end - 1 - last))
    return Line(start, end, tuple(origins), width)


def _given(inside: Sequence[Gap], need: float) -> list[float]:
    """Return what each gap gives way so that a line gets `need` em shorter: place by place, alike in each.

    What is lacking then is taken between all characters, unless it is more than they can bear.
    """
    changes = [0.0] * len(inside)
    for place in Place:
        able = [sum(blank for kind, blank in gap.give if kind is place) for gap in inside]
        if (most := sum(able)) and need > 0:
            share = min(need / most, 1.0)
            changes = [change - blank * share for change, blank in zip(changes, able, strict=True)]
            need -= most * share
    if need > 0 and (tracks := sum(gap.tracks for gap in inside)):
        each = min(need / tracks, _TIGHTEST)
        changes = [change - each * gap.tracks for change, gap in zip(changes, inside, strict=True)]
    return changes


def _taken(inside: Sequence[Gap], slack: float) -> list[float]:
    """Return what each gap takes so that a line gets `slack` em longer: spaces first, then all gaps alike.

    Tracking comes in thousandths, which is what a PDF is written in; those left over go to the first gaps. The space
    beside Latin only grows as that between two Chinese characters does: never to more than ¼ em beyond it. What would
    be torn apart stays as it is.
    """
    most = sum(gap.stretch for gap in inside)
    if slack - most > _LOOSEST * max(sum(gap.tracks for gap in inside), 1):
        return [0.0] * len(inside)
    share = min(slack / most, 1.0) if most else 0.0
    solid = any(gap is PLAIN for gap in inside)
    tracked = [gap.tracks and (solid or gap.natural != HAN_LATIN) for gap in inside]
    if not any(tracked):
        tracked = [gap.tracks for gap in inside]
    each, over = divmod(round((slack - most * share) * _GRAIN), max(sum(tracked), 1))
    ranks = accumulate(tracked)
    return [
        (each + (rank <= over)) / _GRAIN if tracks else gap.stretch * share
        for gap, tracks, rank in zip(inside, tracked, ranks, strict=True)
    ]
