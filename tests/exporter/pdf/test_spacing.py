from __future__ import annotations

import pytest

from exporter.pdf.spacing import HAN_LATIN, gap_between, gaps
from tests.exporter.pdf.faces import units


def width(text: str, *, centred: bool = False) -> float:
    """Return how wide adjacent marks are together, between two characters."""
    whole = units(f"江{text}水", centred=centred)
    return sum(unit.advance for unit in whole[1:-1]) + sum(gap.natural for gap in gaps(whole))


@pytest.mark.parametrize(
    ("text", "ems"),
    [("，", 1), ("。”", 1.5), ("：“", 1.5), ("”“", 1.5), ("《（", 1.5), ("）》，", 2), ("。”）", 2), ("？！", 1.5)],
)
def test_adjacent_marks_are_squeezed(text: str, ems: float) -> None:
    assert width(text) == pytest.approx(ems)


@pytest.mark.parametrize(
    ("text", "ems"), [("，", 1), ("。」", 1.5), ("：「", 1.5), ("」，", 1.5), ("」「", 1.5), ("？！", 2)]
)
def test_adjacent_marks_are_squeezed_where_they_stand_in_the_middle(text: str, ems: float) -> None:
    assert width(text, centred=True) == pytest.approx(ems)


@pytest.mark.parametrize(
    ("left", "right", "may_end"),
    [
        ("江", "水", True),
        ("江", "，", False),
        ("江", "”", False),
        ("“", "江", False),
        ("江", "“", True),
        ("江", "——", False),
        ("——", "江", True),
        ("江", "……", False),
        ("江", "·", False),
        ("江", "～", False),
        ("￥", "江", False),
        ("江", " ", False),
        (" ", "江", True),
        ("江", "%", False),
    ],
)
def test_where_a_line_may_end(left: str, right: str, may_end: bool) -> None:
    (one,), (other,) = units(left), units(right)
    assert (gap_between(one, other).price is not None) is may_end


def test_a_number_keeps_to_what_it_counts_if_it_can() -> None:
    for left, right in (("5", "月"), ("1.6", "万"), ("第", "3")):
        (one,), (other,) = units(left), units(right)
        assert (gap_between(one, other).price or 0) > 0


def test_latin_is_set_apart_from_chinese() -> None:
    for text in ("江A", "A江", "江3", "3%江"):
        assert gap_between(*units(text)).natural == HAN_LATIN
    for text in ("，A", "A，", "江 ", "3㎡江"):
        assert gap_between(*units(text)).natural == 0
