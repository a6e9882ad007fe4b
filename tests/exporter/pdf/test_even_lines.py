from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.marks import NO_LINE_END, NO_LINE_START
from exporter.pdf.even_lines import even_lines, one_line
from tests.exporter.pdf.faces import units

HEADS = st.text(alphabet="跨江轻轨今晨首发，：“”（）—…AI 2031%年", min_size=1, max_size=40)


def shown(text: str, measure: float) -> list[str]:
    whole = units(text)
    return ["".join(unit.text for unit in whole[line.start : line.end]) for line in even_lines(whole, measure)]


@pytest.mark.parametrize(
    ("text", "measure", "lines"),
    [
        ("渡口开通夜航", 6, ["渡口开通夜航"]),
        ("渡口开通夜航，两岸居民出行更便利", 10, ["渡口开通夜航，", "两岸居民出行更便利"]),
        ("临江市全面推进老旧小区加装电梯工作", 10, ["临江市全面推进老旧", "小区加装电梯工作"]),
        ("（“两岸”的渡口）", 7, ["（“两岸”的渡口）"]),
    ],
)
def test_a_head_has_few_and_even_lines(text: str, measure: float, lines: list[str]) -> None:
    assert shown(text, measure) == lines


def test_a_squeezed_head_is_as_wide_as_it_is_drawn() -> None:
    (line,) = even_lines(units("（“两岸”的渡口）"), 7)
    assert line.width == pytest.approx(7)
    assert line.origins[0] == -0.5


def test_what_is_too_long_for_a_head_keeps_the_rules_of_lines() -> None:
    lines = shown("渡口开通夜航，“两岸”居民出行更便利。" * 30, 10)
    assert len(lines) > 50
    assert all(line[0] not in NO_LINE_START and line[-1] not in NO_LINE_END for line in lines)


def test_a_word_wider_than_the_measure_is_parted_where_nothing_else_helps() -> None:
    assert "".join(shown("Internationalisation", 5)) == "Internationalisation"


@given(HEADS, st.floats(4, 30))
def test_lines_joined_are_the_head_and_fit(text: str, measure: float) -> None:
    whole = units(text)
    lines = even_lines(whole, measure)
    assert [line.start for line in lines] == [0, *(line.end for line in lines[:-1])]
    assert lines[-1].end == len(whole)
    for line in lines:
        assert line.width <= measure + 0.01 or line.end - line.start == 1


@given(HEADS, st.floats(4, 30))
def test_one_line_gives_way_and_is_never_stretched(text: str, measure: float) -> None:
    whole = units(text)
    (line,) = one_line(whole, measure)
    assert (line.start, line.end) == (0, len(whole))
    assert line.width <= sum(unit.advance for unit in whole) + 0.25 * len(whole)
