"""What may happen between two neighbours of a line: squeezed, spaced, stretched, parted (CLREQ 3.1, 3.2, 3.5)."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from exporter.pdf.units import Place, Unit

# CLREQ 3.2.2, 3.5. A shade under ¼ and over ⅛ em: what is drawn is rounded to thousandths, and stays between them.
HAN_LATIN = 0.248
HAN_LATIN_LEAST = 0.127
SPACE_LEAST = 0.25
SPACE_MOST = 0.5

# What a line break costs; 1 is what 0.05 em of tracking costs.
_FROM_ITS_NUMBER = 2.0  # between a number and what it counts: 5|月, 1.6|万, 第|3
_AFTER_CONNECTOR = 4.0  # 2024—|2027
_IN_ADDRESS = 30.0  # before what parts a web address
_IN_WORD = 60.0
_BEFORE_DASH = 50.0  # CLREQ 3.1.4 forbids it only where it is strict: better than a line torn apart
_DASHES = frozenset(("——", "……", "⋯⋯"))


@dataclass(frozen=True, slots=True)
class Gap:
    """Between two units of a line: lengths in em.

    `natural` is added to their widths, negative where marks are squeezed. `give` says how much may be taken, place by
    place; `stretch` how much may be added before all gaps grow, and `tracks` whether this one then grows with them,
    or shrinks with them where giving way is not enough. `price` is the cost of ending the line here, None where that
    is forbidden.
    """

    natural: float = 0.0
    give: tuple[tuple[Place, float], ...] = ()
    stretch: float = 0.0
    tracks: bool = True
    price: float | None = 0.0
    most: float = field(init=False)  # of `give`, all together

    def __post_init__(self) -> None:
        object.__setattr__(self, "most", sum(blank for _, blank in self.give))


PLAIN = Gap()  # between two Chinese characters
NONE = Gap(tracks=False)


def gaps(units: Sequence[Unit], *, indented: bool = False) -> list[Gap]:
    """Return the gap before each unit; before the first, what an opening mark may give way after an indent."""
    first = NONE
    if indented and units and units[0].opens:
        first = Gap(give=_given((units[0].place, units[0].before)), tracks=False)
    found = [first]
    found += [
        PLAIN if left.plain and right.plain else gap_between(left, right) for left, right in itertools.pairwise(units)
    ]
    for at in range(1, len(units) - 1):
        mark = units[at]
        if mark.before and mark.after and not mark.opens and found[at + 1].natural == -mark.after:
            # A mark in the middle of its em loses the blank on both sides: 。」 in Taiwan and Hong Kong.
            gap = found[at]
            give = tuple((place, blank) for place, blank in gap.give if (place, blank) != (mark.place, mark.before))
            found[at] = replace(gap, natural=gap.natural - mark.before, give=give)
    return found


@functools.lru_cache(maxsize=1 << 16)
def gap_between(left: Unit, right: Unit) -> Gap:
    """Return what may happen between two neighbours."""
    if right.part:
        return Gap(price=_price_in_word(left, right))
    if right.space:
        return Gap(-left.after, tracks=False, price=None)
    if left.han and right.han:
        return PLAIN
    price = _price(left, right)
    if left.space:
        give = max(left.advance - SPACE_LEAST, 0.0)
        stretch = max(SPACE_MOST - left.advance, 0.0)
        return Gap(-right.before, _given((Place.SPACE, give)), stretch, tracks=False, price=price)
    tracks = not (left.connects or right.connects)
    if (left.latin_end and right.han) or (left.han and right.latin_start):
        return Gap(HAN_LATIN, ((Place.HAN_LATIN, HAN_LATIN - HAN_LATIN_LEAST),), 0.0, tracks, price)
    from_left, from_right = _squeezed(left, right)
    gives = _given(
        (None if left.firm else left.place, left.after - from_left),
        (None if right.firm else right.place, right.before - from_right),
    )
    return Gap(-(from_left + from_right), gives, 0.0, tracks, price)


def _given(*places: tuple[Place | None, float]) -> tuple[tuple[Place, float], ...]:
    return tuple((place, blank) for place, blank in places if place is not None and blank > 0)


def _squeezed(left: Unit, right: Unit) -> tuple[float, float]:
    """Return the blank that adjacent marks lose, of the first and of the second: together 1½ em (CLREQ 3.1.6.2).

    Brackets keep close to what they hold, so it is the blank outside them that goes. ？ and ！ in the middle of their
    em keep theirs beside any other mark.
    """
    if left.place in (None, Place.MIDDLE_DOT) or right.place in (None, Place.MIDDLE_DOT):
        return 0.0, 0.0
    if (left.firm and right.place is not Place.BRACKET) or (right.firm and left.place is not Place.BRACKET):
        return 0.0, 0.0
    if right.opens and (left.opens or left.before):
        return 0.0, right.before
    return (0.0, 0.0) if left.opens else (left.after, 0.0)


def _price_in_word(left: Unit, right: Unit) -> float | None:
    """Return what it costs to part a word here; None in a number or a code (CLREQ 3.2.4).

    None after a hyphen, either: who copies the text would lose it, as if it were there for the line's sake.
    """
    pair = left.text + right.text
    code = pair.isalnum() and (pair.isupper() or not pair.isalpha())
    if code or right.no_start or left.no_end or left.text == "-":
        return None
    return _IN_ADDRESS if right.text in "/?&=#@_" else _IN_WORD


def _price(left: Unit, right: Unit) -> float | None:
    """Return what it costs to end a line between these two; None where no line ends (CLREQ 3.1.4, 3.2.4)."""
    if right.text in _DASHES and not left.no_end:
        return _BEFORE_DASH
    if right.no_start or left.no_end:
        return None
    if left.connects:
        return _AFTER_CONNECTOR
    if left.latin_end and right.latin_start:
        return _IN_WORD
    counted = (left.latin_end and right.counts) or (left.text == "第" and right.latin_start)
    return _FROM_ITS_NUMBER if counted else 0.0
