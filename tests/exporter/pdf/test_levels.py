from __future__ import annotations

from typing import Any

import pytest
import weasyprint

from exporter.pdf.levels import AT_A_HEAD, BETWEEN, level_cells

LINE = 20
STYLE = f"""
@page {{ size: 400px {60 * LINE}px; margin: 0 }} * {{ margin: 0; padding: 0 }}
.blocks {{ font-size: 0 }}
.cell {{ font: 10px/{LINE}px 'Noto Serif CJK SC'; display: inline-block; vertical-align: top; width: 90px }}
header, .text {{ height: {2 * LINE}px }} .notice {{ border: 1px solid; height: {4 * LINE - 2}px }}
"""


def article(text: int, kind: str = "news") -> str:
    """Return an article with a head of two lines and so many lines of text."""
    return (
        f'<article class="{kind}"><div class="piece"><header><h2>渡</h2></header>'
        f'<div class="text" style="height: {text * LINE}px"></div></div></article>'
    )


def levelled(*cells: str) -> list[list[tuple[float, float, float]]]:
    """Return of every article of every cell its top, the top of its text, and its foot, in lines."""
    body = "".join(f'<div class="cell">{cell}</div>' for cell in cells)
    document = weasyprint.HTML(string=f'<html><style>{STYLE}</style><body><div class="blocks">{body}</div>').render()
    level_cells(document, LINE)
    boxes: list[Any] = list(document.pages[0]._page_box.descendants())
    found: list[Any] = [box for box in boxes if box.element_tag == "div" and box.element.get("class") == "cell"]
    assert len({box.position_y + box.margin_height() for box in found}) == 1
    return [
        [
            (
                part.position_y / LINE,
                next(
                    b.position_y
                    for b in part.descendants()
                    if b.element is not None and b.element.get("class") == "text"
                )
                / LINE,
                (part.position_y + part.margin_height()) / LINE,
            )
            for part in cell.children
        ]
        for cell in found
    ]


@pytest.mark.parametrize("free", [0, 1, 2])
def test_the_shorter_cell_has_more_white_at_its_head(free: int) -> None:
    longer, shorter = levelled(article(8), article(8 - free))
    assert longer == [(0, 2, 10)]
    assert shorter == [(0, 2 + free, 10)]


def test_white_goes_to_every_place_in_turn() -> None:
    _, ((*first,), (*second,)) = levelled(article(20), article(5) + article(8))
    assert first == [0, 2 + 2, 10]  # with half of the white below, in which a rule stands
    assert second == [9 + 2, 11 + 2 + 1, 22]


def test_no_place_takes_more_than_is_seen_as_white() -> None:
    _, ((*first,), (*second,)) = levelled(article(40), article(5) + article(5))
    assert first[1] == 2 + AT_A_HEAD
    assert second[0] == 7 + AT_A_HEAD + BETWEEN


def test_a_box_at_the_foot_grows_to_it() -> None:
    _, (box,) = levelled(article(12), article(2, "notice"))
    assert box[2] == 14
