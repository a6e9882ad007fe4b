from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.errors import UsageError
from exporter.pdf.geometry import (
    LARGEST,
    LONGEST,
    POINTS_PER_MM,
    SHORTEST,
    SMALLEST,
    Geometry,
    Layout,
    geometry_of,
    lay_out,
)
from exporter.set_manifest import BASIC_MEASURE, Paper
from exporter.template_set import open_template_set

SET = open_template_set().manifest
assert SET.printed is not None
PAPERS_OF_THE_SET = SET.printed.papers
PAPERS = st.builds(
    Paper,
    st.just("any"),
    st.floats(60, 600),
    st.floats(80, 800),
    st.floats(0, 20),
    st.floats(0, 20),
    st.integers(0, 3),
)


@pytest.mark.parametrize(
    ("layout", "columns", "measure"),
    [
        (Layout(), 4, 13),
        (Layout("a3"), 6, 13),
        (Layout("A3"), 6, 13),
        (Layout("tabloid"), 5, 15),
        (Layout("broadsheet"), 8, 13),
        (Layout(large=True), 2, 15),
        (Layout(columns=3), 3, 18),
        (Layout(size=10.5), 3, 15),
        (Layout(columns=1), 1, LONGEST),
    ],
    ids=str,
)
def test_the_pages_of_the_default_set(layout: Layout, columns: int, measure: int) -> None:
    page = geometry_of(SET, layout)
    assert (page.columns, page.measure) == (columns, measure)


@given(PAPERS, st.floats(SMALLEST, LARGEST), st.none() | st.integers(1, 12))
def test_a_page_is_a_grid_inside_its_margins(paper: Paper, size: float, columns: int | None) -> None:
    try:
        page = lay_out(paper, size, columns)
    except UsageError:
        return
    assert page.columns == (columns or page.columns)
    assert SHORTEST <= page.measure <= LONGEST
    assert page.side >= paper.margin * POINTS_PER_MM - 1e-3
    assert page.top >= paper.head * POINTS_PER_MM - 1e-3
    assert page.bottom >= paper.margin * POINTS_PER_MM - 1e-3
    assert 2 * page.side + page.ems(page.columns) * size == pytest.approx(page.width)
    assert page.top + page.lines * page.leading + page.bottom == pytest.approx(page.height)
    assert page.top + page.bottom - (paper.head + paper.margin) * POINTS_PER_MM < page.leading


@given(PAPERS, st.floats(SMALLEST, LARGEST), st.integers(2, 30))
def test_what_is_said_to_fit_fits(paper: Paper, size: float, columns: int) -> None:
    try:
        lay_out(paper, size, columns)
    except UsageError as error:
        said = error.en.partition("At most ")[2].partition(" ")[0]
        if said:
            assert int(said) < columns
            assert lay_out(paper, size, int(said)).columns == int(said)


def test_as_many_basic_columns_as_the_paper_holds() -> None:
    page: Geometry = lay_out(PAPERS_OF_THE_SET["broadsheet"], 9)
    assert page.measure >= BASIC_MEASURE
    with pytest.raises(UsageError):
        lay_out(PAPERS_OF_THE_SET["broadsheet"], 9, 99)


@pytest.mark.parametrize(
    ("layout", "said"),
    [
        (Layout("a5"), "a4"),
        (Layout(columns=9), "At most 6"),
        (Layout(size=6.9), "from 7 to 28"),
        (Layout(size=29), "from 7 to 28"),
        (Layout(size=float("nan")), "from 7 to 28"),
        (Layout(large=True, size=12), "--size"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_with_what_can(layout: Layout, said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        geometry_of(SET, layout)
    assert caught.value.zh
