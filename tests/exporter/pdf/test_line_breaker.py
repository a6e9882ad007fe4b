from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.marks import CLOSING, NO_LINE_END, NO_LINE_START, OPENING, PAUSING
from exporter.pdf.line_breaker import Line, Sums, break_lines
from exporter.pdf.units import Unit
from tests.exporter.pdf.faces import units

CASES = Path(__file__).parents[2] / "cases" / "lines"
VOCABULARY = "江 水东流 渡轮 ， 。 、 “早” （晚） 《归》。 A C919 29.70% —— …… · ～ 5月"
TEXTS = st.lists(st.sampled_from([*VOCABULARY.split(), " line "]), min_size=1, max_size=80).map("".join)
MEASURES = st.sampled_from([8.0, 11.5, 13.0, 15.0, 20.0, 36.75])
SLIVER = 1e-6
LOOSEST = 0.25  # em between the characters of a line that is filled
TIGHTEST = 0.05  # em that may be taken there


def shown(line: Line, whole: list[Unit]) -> str:
    return "".join(unit.text for unit in whole[line.start : line.end])


def cases() -> list[tuple[str, float, str, list[str]]]:
    """Return the golden cases: file, measure, paragraph, lines."""
    found = []
    for path in sorted(CASES.glob("*.txt")):
        measure, *blocks = path.read_text("utf-8").split("\n\n")
        for block in blocks:
            text, *lines = block.strip().split("\n")
            found.append((path.stem, float(measure.split()[0]), text, lines))
    return found


@pytest.mark.parametrize(("name", "measure", "text", "lines"), cases(), ids=lambda value: str(value)[:12])
def test_golden_paragraphs(name: str, measure: float, text: str, lines: list[str]) -> None:
    whole = units(text, centred=name.startswith("traditional"))
    assert [shown(line, whole) for line in break_lines(whole, measure, 2)] == lines


@given(TEXTS, MEASURES, st.sampled_from([0.0, 2.0]))
def test_lines_joined_are_the_paragraph(text: str, measure: float, indent: float) -> None:
    whole = units(text)
    lines = break_lines(whole, measure, indent)
    assert "".join(shown(line, whole) for line in lines) == text
    assert [line.start for line in lines] == [0, *(line.end for line in lines[:-1])]
    assert all(len(line.origins) == line.end - line.start > 0 for line in lines)
    assert break_lines(units(text), measure, indent) == lines


@given(TEXTS, MEASURES)
def test_every_line_but_the_last_is_flush_if_it_can_be_and_none_is_too_wide(text: str, measure: float) -> None:
    whole = units(text)
    sums = Sums.of(whole)
    for line in break_lines(whole, measure, 2):
        room = measure - (0 if line.start else 2)
        last = sums.last(line.end)
        assert line.width <= room + SLIVER or last == line.start
        tracks = sums.tracks[last] - sums.tracks[line.start]
        lacks = room - sums.width(line.start, last) - sums.stretch[last] + sums.stretch[line.start]
        if line.end < len(whole) and tracks and lacks < LOOSEST * tracks:
            assert line.width == pytest.approx(room, abs=0.001)


@given(TEXTS, MEASURES)
def test_no_line_begins_or_ends_where_it_must_not(text: str, measure: float) -> None:
    whole = units(text)
    lines = break_lines(whole, measure, 0)
    bad = [
        (left, right)
        for left, right in itertools.pairwise([shown(line, whole) for line in lines])
        if (right[0] in NO_LINE_START and right[:2] not in ("——", "……")) or left.rstrip()[-1] in NO_LINE_END
    ]
    # Only where nothing else fits: no paragraph of these words that has a legal break every few ems.
    if bad:
        runs = [0]
        sums = Sums.of(whole)
        runs += [at for at in range(1, len(whole)) if sums.gaps[at].price is not None]
        longest = max(sums.width(one, sums.last(other)) for one, other in itertools.pairwise([*runs, len(whole)]))
        assert longest > measure / 3


@given(st.text(alphabet="江水东流渡轮往返", min_size=20, max_size=200), MEASURES)
def test_no_character_is_left_alone(text: str, measure: float) -> None:
    whole = units(text + "。")
    assert break_lines(whole, measure, 2)[-1].end - break_lines(whole, measure, 2)[-1].start > 2


@given(TEXTS, MEASURES)
def test_marks_at_the_edges_are_half(text: str, measure: float) -> None:
    whole = units(text)
    for line in break_lines(whole, measure, 2):
        if line.start and whole[line.start].text in OPENING:
            assert line.origins[0] == -0.5
        last = whole[line.end - 1]
        if last.text in CLOSING + PAUSING and line.end - line.start > 1:
            assert line.width == pytest.approx(line.origins[-1] + 0.5)


@given(TEXTS, MEASURES)
def test_units_stand_in_their_order_and_do_not_overlap(text: str, measure: float) -> None:
    whole = units(text)
    for line in break_lines(whole, measure, 0):
        for at, (here, there) in enumerate(itertools.pairwise(line.origins), line.start):
            ink = 0 if whole[at].space else whole[at].advance - whole[at].before - whole[at].after
            assert there + whole[at + 1].before - here - whole[at].before >= ink - TIGHTEST - SLIVER


def test_a_word_wider_than_the_measure_stands_alone() -> None:
    whole = units("江水" + "W" * 15 + "东流")
    lines = break_lines(whole, 6, 0)
    assert [shown(line, whole) for line in lines] == ["江水", "W" * 15, "东流"]


def test_nothing_has_no_lines() -> None:
    assert break_lines([], 13, 2) == ()


def test_a_very_long_paragraph_is_broken_in_time_that_grows_with_it() -> None:
    whole = units("江水东流，渡轮往返，两岸的人“早出晚归”。" * 3000)
    assert sum(line.end - line.start for line in break_lines(whole, 13, 2)) == len(whole)
