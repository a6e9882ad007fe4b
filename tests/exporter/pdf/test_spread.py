from __future__ import annotations

import io
from typing import Any

import pdfplumber
import pytest
import weasyprint

from exporter.pdf.geometry import AS_THE_SET_HAS_IT, geometry_of
from exporter.pdf.spread import MOST, spread
from exporter.template_set import open_template_set
from tests.exporter.editions import BRIEF, COMMENT, LEAD, NOTICE, bind
from tests.exporter.pdf.conftest import printed

LINE = 20
STYLE = f"""
@page {{ size: 400px {20 * LINE}px; margin: 0 }} * {{ margin: 0; padding: 0 }}
body {{ font: 10px/{LINE}px 'Noto Serif CJK SC' }} header {{ height: {3 * LINE}px }}
.strip {{ border-bottom: 1px solid; padding-bottom: {LINE / 2 - 1}px; margin-bottom: {LINE / 2}px }}
"""


def tops(*heights: float) -> list[list[float]]:
    """Return where the strips stand on each page, in lines, under a header of three; a strip is so many lines high."""
    strips = "".join(
        f'<section class="strip" style="break-inside: avoid"><p id=a{at}>x</p>'
        f'<div style="height: {(height - 1) * LINE}px"></div></section>'
        for at, height in enumerate(heights)
    )
    document = weasyprint.HTML(string=f"<html><style>{STYLE}</style><body><header></header>{strips}").render()
    before = document.make_bookmark_tree()
    spread(document, LINE)
    assert document.make_bookmark_tree() == before
    found = [[box for box in page._page_box.descendants() if box.element_tag == "section"] for page in document.pages]
    for page, strips_of_it in zip(document.pages, found, strict=True):
        assert sorted(place[1] for place in page.anchors.values()) == [box.position_y for box in strips_of_it]
    return [[float(box.position_y / LINE) for box in boxes_of_it] for boxes_of_it in found]


@pytest.mark.parametrize(
    ("heights", "expected"),
    [
        ((4, 4), [[3, 8]]),
        ((4.5, 4), [[3, 9]]),
        ((6, 6, 4), [[5, 13], [0]]),
        ((6, 4, 9), [[3 + MOST, 10 + 2 * MOST], [0]]),
        ((16, 3), [[3], [0]]),
        ((), [[]]),
    ],
    ids=["nothing to do", "half a line", "three lines for two gaps", "more than is taken up", "full", "empty"],
)
def test_strips_stand_on_the_grid_and_take_up_what_is_free(heights: tuple[float, ...], expected: Any) -> None:
    assert tops(*heights) == expected


def test_a_background_moves_with_its_box() -> None:
    picture = "data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22 width=%224%22 height=%224%22/>"
    strips = "".join(f'<section class="strip {kind}"><p>x</p></section>' for kind in ("plain", "drawn", "plain"))
    style = (
        f".strip {{ height: {3 * LINE}px; background-color: #eef }} .drawn {{ background-image: url('{picture}') }}"
        f".after {{ break-before: page }}"
    )
    html = f"<html><style>{STYLE}{style}</style><body><header></header>{strips}<p class=after>x"
    document = weasyprint.HTML(string=html).render()
    spread(document, LINE)
    found = [box for box in document.pages[0]._page_box.descendants() if box.element_tag == "section"]
    assert found[-1].position_y > (3 + 4 + 4) * LINE
    for box in found:
        assert box.background.layers[0].painting_area[1] == box.position_y
    assert found[1].background.layers[0].image is not None


def test_every_line_of_an_issue_stands_on_the_grid() -> None:
    page = geometry_of(open_template_set().manifest, AS_THE_SET_HAS_IT)
    edition = bind([LEAD, BRIEF, NOTICE, BRIEF, COMMENT, NOTICE, LEAD, BRIEF] * 3)
    with pdfplumber.open(io.BytesIO(printed(edition))) as pdf:
        for sheet in pdf.pages:
            body = [char for char in sheet.chars if abs(char["size"] - page.size) < 0.01]
            lines = {round(char["matrix"][5], 2) for char in body if char["fontname"].endswith("Serif-CJK-SC")}
            first, half = max(lines), page.leading / 2
            assert len(lines) > 10
            assert max(abs((first - line + half) % page.leading - half) for line in lines) < 0.3
