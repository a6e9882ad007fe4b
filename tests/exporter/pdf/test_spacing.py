from __future__ import annotations

import itertools

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
    ("text", "ems"),
    [("，", 1), ("。」", 1.5), ("：「", 1.5), ("」，", 1.5), ("」「", 1.5), ("？！", 2), ("？」", 1.5), ("」？", 1.5)],
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
        ("江", "——", True),
        ("“", "——", False),
        ("——", "江", True),
        ("江", "……", True),
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


@pytest.mark.parametrize(
    ("word", "may_end_after"),
    [
        ("91350101MA3456789X", ""),
        ("https://example.org/a-b1", "h t t p : e x a m p l . o r g"),
    ],
)
def test_a_long_word_is_parted_but_not_in_a_number_nor_at_a_hyphen(word: str, may_end_after: str) -> None:
    letters = units(word)
    ends = [left.text for left, right in itertools.pairwise(letters) if gap_between(left, right).price is not None]
    assert ends == may_end_after.split()
