from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from typing import Any

import pdfplumber
import pytest
import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import line_size

from exporter.edition import ArticleKind, Edition, Role
from exporter.pdf.justify import justify
from tests.exporter.editions import ORDINARY, Draft, bind
from tests.exporter.pdf.conftest import printed

FLUSH = 0.3  # points
COLUMN, GUTTER, LEFT = 15 * 10.5, 2 * 10.5, 40.39
SELECTOR = "\U000e0100"  # chooses a glyph and has none; it does not come back out of a PDF
HALVED = "，。、；：！？）》」』”’】〕"

HARD = bind(
    [
        Draft(
            (
                (Role.HEADLINE, "难排的一页"),
                (Role.PARAGRAPH, "他说：“我们坐 ferry line 7 过江，”又说，“票价2元（儿童1元）。”" * 6),
                (
                    Role.PARAGRAPH,
                    "网址 https://example.org/linjiang/2031/05/18/river-crossing/index.html 今日开通，" * 4,
                ),
                (Role.PARAGRAPH, f"生僻字𠮷𠀋𬎆与组合e\u0301、葛{SELECTOR}同排，" * 8),
                (Role.PARAGRAPH, "气温21℃～28℃，占比29.70%，面积114.56㎡，速度80km/h……不一而足——如此而已。" * 6),
                (Role.PARAGRAPH, "《〈（“一层又一层”）〉》，" * 14),
            )
        )
    ]
)


def paragraphs(edition: Edition) -> Iterator[list[dict[str, Any]]]:
    """Yield the glyphs of every paragraph as pdfplumber reads them back, found by its text in the order drawn."""
    with pdfplumber.open(io.BytesIO(printed(edition))) as pdf:
        glyphs = [glyph for page in pdf.pages for glyph in page.chars if glyph["text"].strip()]
    letters = list(itertools.chain.from_iterable([(char, glyph) for char in glyph["text"]] for glyph in glyphs))
    drawn = "".join(char for char, _ in letters)
    position = 0
    for article in edition.articles:
        if article.kind is ArticleKind.NOTICE:
            continue  # a notice's measure is that of its box
        for block in article.body:
            if block.role is Role.PARAGRAPH:
                text = "".join(block.text.split()).replace(SELECTOR, "")
                position = drawn.index(text, position)
                yield [glyph for _, glyph in letters[position : position + len(text)]]


def lines(glyphs: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Part glyphs where the page or the baseline changes."""
    groups = itertools.groupby(glyphs, key=lambda glyph: (glyph["page_number"], round(glyph["matrix"][5], 1)))
    return [list(group) for _, group in groups]


def overhang(line: list[dict[str, Any]]) -> float:
    """Return by how many points a line misses its column's right edge; a closing mark may count as half an em."""
    column = round((line[0]["x0"] - LEFT) / (COLUMN + GUTTER))
    edge = LEFT + column * (COLUMN + GUTTER) + COLUMN
    ends = [line[-1]["x1"]]
    if line[-1]["text"] in HALVED:
        ends.append(line[-1]["x0"] + line[-1]["size"] / 2)
    return float(min(abs(end - edge) for end in ends))


@pytest.mark.parametrize(("edition", "least"), [(ORDINARY, 25), (HARD, 50)], ids=["ordinary", "hard"])
def test_every_line_but_a_paragraphs_last_is_flush(edition: Edition, least: int) -> None:
    measured = 0
    for glyphs in paragraphs(edition):
        for line in lines(glyphs)[:-1]:
            assert overhang(line) <= FLUSH, "".join(glyph["text"] for glyph in line)
            measured += 1
    assert measured >= least


def test_a_last_line_is_set_solid() -> None:
    last = [lines(glyphs)[-1] for glyphs in paragraphs(ORDINARY)]
    gaps = [right["x0"] - left["x1"] for line in last for left, right in itertools.pairwise(line) if right["x0"] > 0]
    assert max(gaps) <= FLUSH + 10.5 / 2  # a space in the text is the only gap there is


def rendered(text: str, style: str) -> tuple[weasyprint.Document, list[Any]]:
    html = weasyprint.HTML(
        string=f"<html lang=zh-Hans><style>@page {{ size: 205px 300px; margin: 0 }} * {{ margin: 0 }}"
        f"p {{ font: 20px/30px 'Noto Serif CJK SC'; {style} }}</style><p>{text}"
    )
    document = html.render()
    found = [box for box in document.pages[0]._page_box.descendants() if isinstance(box, boxes.LineBox)]
    return document, found


def test_weasyprint_still_has_the_private_parts_that_we_hold() -> None:
    document, found = rendered("江水东流 " * 5, "text-align: justify")
    first, *_, last = found
    assert first.resume_at is not None
    assert last.resume_at is None
    block = next(box for box in document.pages[0]._page_box.descendants() if first in getattr(box, "children", ()))
    assert isinstance(block, boxes.BlockBox)
    assert block.style["text_align_all"] == "justify"
    assert block.content_box_x() + block.width == 205
    (text,) = first.children
    assert isinstance(text, boxes.TextBox)
    assert text.text == text.pango_layout.text
    assert text.justification_spacing == text.pango_layout.justification_spacing > 0
    wider = text.style.copy()
    wider["letter_spacing"] = 3.0
    assert text.style["letter_spacing"] == "normal"
    widths = []
    for style in (text.style, wider):
        text.pango_layout.reactivate(style)
        widths.append(line_size(text.pango_layout.get_first_line()[0], style)[0])
        text.pango_layout.deactivate()
    assert widths[1] - widths[0] == pytest.approx(3.0 * len(text.text), abs=0.01)
    tree = weasyprint.HTML(string="<p>江</p>")
    tree.etree_element.find("body/p").text = "水"
    assert [box.text for box in tree.render().pages[0]._page_box.descendants() if isinstance(box, boxes.TextBox)] == [
        "水"
    ]


def test_the_one_space_of_a_line_gets_no_more_than_its_share() -> None:
    document, found = rendered("江水 东流渡轮往返岸上人家早出晚归", "text-align: justify")
    justify(document)
    (text,) = found[0].children
    assert text.position_x + text.width - text.style["letter_spacing"] == pytest.approx(205, abs=0.01)
    assert 0 < text.style["letter_spacing"] < 3


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_what_is_not_justified_stays(align: str) -> None:
    document, found = rendered("江水东流渡轮往返岸上人家早出晚归", f"text-align: {align}")
    before = [(box.position_x, box.width) for line in found for box in line.children]
    justify(document)
    assert [(box.position_x, box.width) for line in found for box in line.children] == before


@pytest.mark.parametrize("text", ["江", "江水", "W" * 80, "\u200b江水东流渡轮往返岸上人家\u2060早出晚归"])
def test_short_and_unbreakable_lines_do_no_harm(text: str) -> None:
    document, _ = rendered(text, "text-align: justify; overflow-wrap: anywhere")
    justify(document)
    assert document.write_pdf()
