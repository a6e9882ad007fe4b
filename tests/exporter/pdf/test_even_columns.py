from __future__ import annotations

from typing import Any

import pytest
import weasyprint
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.pdf.even_columns import columns_evened

LINE = 20
STYLE = f"""
@page {{ size: 640px {30 * LINE}px; margin: 0 }} * {{ margin: 0; padding: 0 }}
body {{ font: 20px/{LINE}px 'Noto Serif CJK SC' }} p {{ orphans: 2; widows: 2 }} h3 {{ break-after: avoid }}
div {{ columns: 3; column-gap: 20px }}
"""


def set_in(texts: list[str]) -> tuple[list[list[list[str]]], weasyprint.Document]:
    """Return the texts of the lines in every column of every page; a paragraph is 10 characters wide."""
    html = weasyprint.HTML(string=f"<html><style>{STYLE}</style><body><div>{''.join(texts)}</div>")
    with columns_evened():
        document = html.render()
    pages = []
    for page in document.pages:
        columns = [box for box in page._page_box.descendants() if getattr(box, "is_column", False)]
        pages.append([[box.text for box in column.descendants() if hasattr(box, "text")] for column in columns])
    return pages, document


def paragraph(lines: int) -> str:
    return f"<p>{'水' * 10 * lines}"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [([9], [3, 3, 3]), ([2, 2, 2, 2, 2, 2], [4, 4, 4]), ([25], [9, 8, 8]), ([14], [5, 5, 4]), ([2], [2])],
)
def test_columns_are_as_long_as_one_another(lines: list[int], expected: list[int]) -> None:
    ((*columns,),), _ = set_in([paragraph(many) for many in lines])
    assert [len(column) for column in columns] == expected


def test_a_paragraph_left_over_does_not_make_columns_longer_by_its_whole_length() -> None:
    """WeasyPrint by itself sets these in 26, 26 and 20 lines."""
    ((*columns,),), _ = set_in([paragraph(19), paragraph(25), paragraph(28)])
    assert [len(column) for column in columns] == [24, 24, 24]


def test_a_head_stands_with_its_text() -> None:
    ((*columns,),), _ = set_in([paragraph(5), "<h3>堤</h3>", paragraph(9)])
    assert all(column[-1] != "堤" for column in columns)
    assert "".join(text for column in columns for text in column) == "水" * 50 + "堤" + "水" * 90


def test_what_does_not_end_on_its_page_goes_on_and_ends_even() -> None:
    pages, _ = set_in([paragraph(120)])
    assert [[len(column) for column in columns] for columns in pages] == [[30, 30, 30], [10, 10, 10]]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=12))
def test_no_line_is_lost_and_no_column_far_longer(lines: list[int]) -> None:
    pages, _ = set_in([paragraph(many) for many in lines])
    assert sum(len(column) for columns in pages for column in columns) == sum(lines)
    if len(pages) == 1:
        lengths = [len(column) for column in pages[0]]
        # Two lines at either end of a paragraph stand together, so that a column may be two short, and the last as
        # much as all before it are long.
        assert max(lengths) <= -(-sum(lines) // 3) + 3


def test_the_function_that_is_replaced_is_put_back() -> None:
    layout: Any = weasyprint.layout.block
    before = layout.columns_layout
    with columns_evened():
        assert layout.columns_layout is not before
    with pytest.raises(ValueError, match="kept"), columns_evened():
        raise ValueError("kept")
    assert layout.columns_layout is before


def test_columns_of_another_kind_are_left_to_weasyprint() -> None:
    html = f"<html><style>{STYLE} div {{ column-fill: auto; height: {8 * LINE}px }}</style><body><div>{paragraph(12)}"
    with columns_evened():
        document = weasyprint.HTML(string=html).render()
    columns = [box for box in document.pages[0]._page_box.descendants() if getattr(box, "is_column", False)]
    assert [sum(hasattr(box, "text") for box in column.descendants()) for column in columns] == [8, 4]
