from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exporter.pdf.geometry import LONGEST, SHORTEST
from exporter.pdf.line_breaker import break_lines
from exporter.pdf.notices import PADDING, notice_measure
from tests.exporter.pdf.faces import units

CODE = "91350101MA3456789X"
LOST = f"沈某渡丢了甲市江心区政务大厅颁给小店的经营执照副件，工商登记统一代码{CODE}，自今日起无效。"


def lines(text: str, measure: int) -> list[str]:
    whole = units(text)
    broken = break_lines(whole, measure, 2)
    return ["".join(unit.text for unit in whole[line.start : line.end]) for line in broken]


def test_a_notice_is_set_where_its_code_tears_no_line_apart() -> None:
    measure = notice_measure([LOST], 13)
    assert measure == 13 - 2 * PADDING + 1
    assert lines(LOST, measure)[-2].startswith(CODE)


def test_a_line_torn_apart_outweighs_many_that_are_a_little_loose() -> None:
    short = LOST.replace("甲市", "").replace("沈某渡", "沈某")
    assert notice_measure([short] * 20, 13) != notice_measure([LOST], 13)
    assert notice_measure([*[short] * 20, LOST], 13) == notice_measure([LOST], 13)


def test_a_notice_that_is_set_well_has_the_usual_measure() -> None:
    assert notice_measure(["渡口今夜停航。"], 15) == 15 - 2 * PADDING
    assert notice_measure([], 15) == 15 - 2 * PADDING


@given(
    st.lists(st.sampled_from([LOST, "渡口停航。", "江水东流，" * 9, ""]), max_size=6), st.integers(SHORTEST, LONGEST)
)
def test_a_measure_is_whole_ems_and_fits_its_box(texts: list[str], width: int) -> None:
    assert SHORTEST - 2 * PADDING <= notice_measure(texts, width) < width
