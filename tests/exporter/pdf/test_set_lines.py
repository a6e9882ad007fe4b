from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from typing import Any

import pdfplumber
import pypdfium2
import pytest
import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline, preferred

from exporter.edition import ArticleKind, Edition, Role
from exporter.pdf import text_lines
from exporter.pdf.geometry import AS_THE_SET_HAS_IT, geometry_of
from exporter.pdf.line_breaker import break_lines
from exporter.pdf.set_lines import lines_set
from exporter.pdf.shaping import Rulers
from exporter.template_set import open_template_set
from tests.exporter.editions import BRIEF, LEAD, NOTICE, ORDINARY, Draft, bind
from tests.exporter.pdf.conftest import printed

FLUSH = 0.3  # points
OWN = inline.get_next_linebox, preferred.inline_max_content_width
FURNITURE = 400  # characters that may stand between what is an article's: masthead, folio line, contents
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
TRADITIONAL = bind(
    [
        Draft(
            (
                (Role.HEADLINE, "渡輪今早復航"),
                (Role.PARAGRAPH, "他說：「我們坐渡輪過江，」又說，「票價2元（兒童1元）。」江水東流、渡輪往返；" * 8),
            )
        )
    ],
    language="zh-Hant",
)
MIXED = bind([LEAD, BRIEF, NOTICE, BRIEF, LEAD, BRIEF] * 2)


def bare(text: str) -> str:
    return re.sub("\\s", "", text).replace(SELECTOR, "")


def pages_of(data: bytes) -> list[str]:
    """Return the text of every page as PDFium reads it, without white space."""
    with pypdfium2.PdfDocument(data) as pdf:
        return [bare(page.get_textpage().get_text_range()) for page in pdf]


@pytest.mark.parametrize(
    "edition", [ORDINARY, HARD, TRADITIONAL, MIXED], ids=["ordinary", "hard", "traditional", "mixed"]
)
def test_what_is_read_from_the_pages_is_the_article_character_for_character(edition: Edition) -> None:
    pages = pages_of(printed(edition))
    page = at = 0
    for article in edition.articles:
        rest = bare("".join(block.text for block in article.blocks))
        while rest:
            found = pages[page].find(rest[:6], at)
            if found < 0 or found - at > FURNITURE:
                # Nothing but furniture is left on this page: the article goes on at the next one's head.
                assert len(pages[page]) - at <= FURNITURE, rest[:20]
                page, at = page + 1, 0
                continue
            same = next((n for n, (a, b) in enumerate(zip(rest, pages[page][found:], strict=False)) if a != b), None)
            taken = min(len(rest), len(pages[page]) - found) if same is None else same
            at, rest = found + taken, rest[taken:]
            assert not rest or len(pages[page]) - at <= FURNITURE, rest[:20]


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
                position = drawn.index(bare(block.text), position)
                yield [glyph for _, glyph in letters[position : position + len(bare(block.text))]]


def lines(glyphs: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Part glyphs where the page or the baseline changes."""
    groups = itertools.groupby(glyphs, key=lambda glyph: (glyph["page_number"], round(glyph["matrix"][5], 1)))
    return [list(group) for _, group in groups]


def right_edge(line: list[dict[str, Any]]) -> float:
    """Return where a line ends: a closing mark is half as wide as its box."""
    last = line[-1]
    return float(last["matrix"][4] + (last["size"] / 2 if last["text"] in HALVED else last["x1"] - last["x0"]))


@pytest.mark.parametrize(("edition", "least"), [(ORDINARY, 20), (HARD, 50)], ids=["ordinary", "hard"])
def test_every_line_but_a_paragraphs_last_is_flush(edition: Edition, least: int) -> None:
    edges = [(right_edge(line), line) for glyphs in paragraphs(edition) for line in lines(glyphs)[:-1]]
    assert len(edges) >= least
    page = geometry_of(open_template_set().manifest, AS_THE_SET_HAS_IT)
    columns = [page.side + page.ems(column) * page.size for column in range(1, page.columns + 1)]
    for edge, line in edges:
        assert any(abs(edge - column) <= FLUSH for column in columns), line[-1]["text"]


def rendered(body: str, style: str = "") -> tuple[weasyprint.Document, list[Any]]:
    """Return a page 200 px wide of `body` in 20 px, set by us, and its lines."""
    html = weasyprint.HTML(
        string=f"<html lang=zh-Hans><style>@page {{ size: 200px 400px; margin: 0 }} * {{ margin: 0 }}"
        f"body {{ font: 20px/30px 'Noto Serif CJK SC'; {style} }}</style><body>{body}"
    )
    with lines_set():
        document = html.render()
    found = [box for box in document.pages[0]._page_box.descendants() if isinstance(box, boxes.LineBox)]
    return document, found


def texts(line: Any) -> list[Any]:
    return [box for box in line.descendants() if isinstance(box, boxes.TextBox)]


@pytest.mark.parametrize(
    ("align", "share"), [("left", 0), ("start", 0), ("center", 0.5), ("right", 1), ("end", 1), ("justify", 0)]
)
def test_a_short_line_is_aligned(align: str, share: float) -> None:
    _, (line,) = rendered("<p>江水东流", f"text-align: {align}")
    assert (line.position_x, line.width) == (pytest.approx(120 * share), pytest.approx(80))
    assert (texts(line)[0].position_x, line.height) == (line.position_x, 30)


def test_a_justified_line_fills_the_measure_less_its_indent() -> None:
    _, (first, second, *_) = rendered("<p>" + "江水7东流，" * 9, "text-align: justify; text-indent: 2em")
    assert (first.position_x, first.width) == (40, pytest.approx(160, abs=0.02))
    assert (second.position_x, second.width) == (0, pytest.approx(200, abs=0.02))
    assert second.position_y == first.position_y + 30


def test_text_in_other_faces_and_sizes_stands_in_its_line() -> None:
    body = "<p>江水<b>东流，<i style='font-size: 10px'>渡轮</i></b>往返<a href='#x'>两岸</a>的人早出晚归"
    document, (first, *_) = rendered(body, "text-align: justify")
    assert [text.text for text in texts(first)][:4] == ["江水", "东流，", "渡轮", "往返"]
    for left, right in itertools.pairwise(texts(first)):
        assert right.position_x >= left.position_x + 10
    assert first.height >= 30
    assert document.write_pdf()


def test_a_line_that_is_not_to_be_broken_is_squeezed_all_the_same() -> None:
    _, (line,) = rendered("<p style='white-space: nowrap'>江水（“东流”），渡轮往返岸上")
    assert 200 < line.width < 20 * (15 - 3 * 0.5 - 0.5)


def test_a_page_number_that_is_known_later_is_set() -> None:
    body = (
        "<style>a::after { content: target-counter(attr(href), page) '版' }</style><p><a href='#b'>江水（“东流”）</a>"
    )
    _, (line, *_) = rendered(f"{body}<p id=b style='break-before: page'>渡轮")
    assert "".join(text.text for text in texts(line)) == "江水（“东流”）2版"
    assert line.width == pytest.approx(180, abs=6)


def test_a_narrow_box_keeps_its_line() -> None:
    _, found = rendered("<div style='display: inline-block'><p>第12版A座</div>")
    inner = [line for line in found if texts(line)]
    assert [text.text for text in texts(inner[-1])] == ["第12版A座"]
    assert 80 + 2 * 0.24 * 20 < inner[-1].width < 200


PLAIN = [
    "<p>江水<br>东流，渡轮往返",
    "<p style='white-space: pre-line'>江水\n东流，渡轮",
    "<p style='letter-spacing: .1em'>江水东流，“渡轮”往返",
    "<p><i style='float: left'>大</i>江水东流，<b>渡轮</b>往返",
    "<p>江水<span style='display: inline-block'>东流</span>，“渡轮”往返，岸上人家",
    "<p>江水<b style='padding: 4px'>东流</b>，“渡轮”往返，岸上人家",
    "<p>江水东流 שלום 渡轮",
    "<p>江水&shy;东流",
    "<style>p::first-letter { font-size: 40px }</style><p>江水东流，“渡轮”往返",
    "<p style='text-overflow: ellipsis; overflow: hidden; white-space: nowrap'>江水东流渡轮往返岸上人家",
    "<p> </p><p></p>",
]


@pytest.mark.parametrize("body", PLAIN)
def test_what_is_not_plain_text_is_left_to_weasyprint(body: str) -> None:
    page = (
        f"<html lang=zh-Hans><style>@page {{ size: 200px }} * {{ font: 20px 'Noto Serif CJK SC' }}</style><body>{body}"
    )
    with lines_set():
        ours = weasyprint.HTML(string=page).write_pdf()
    assert ours == weasyprint.HTML(string=page).write_pdf()


def test_a_paragraph_beside_a_float_goes_on_below_it() -> None:
    body = f"<i style='float: left; width: 60px; height: 45px'></i><p>{'江水东流，渡轮往返。' * 12}"
    document, _ = rendered(body, "text-align: justify")
    read = "".join(box.text for box in document.pages[0]._page_box.descendants() if isinstance(box, boxes.TextBox))
    assert bare(read) == "江水东流，渡轮往返。" * 12


def test_a_paragraph_is_broken_once_while_columns_are_balanced(monkeypatch: pytest.MonkeyPatch) -> None:
    broken: list[int] = []

    def counting(units: Any, *rest: float) -> Any:
        broken.append(len(units))
        return break_lines(units, *rest)

    monkeypatch.setattr(text_lines, "break_lines", counting)
    rendered(f"<p>{'江水东流，渡轮往返。' * 9}" * 4, "columns: 2; column-gap: 0; text-align: justify; widows: 2")
    assert len(broken) == 4


def test_weasyprint_is_as_it_was_afterwards() -> None:
    with pytest.raises(KeyError), lines_set():
        raise KeyError
    assert (inline.get_next_linebox, preferred.inline_max_content_width) == OWN


def drawn(body: str, style: str = "text-align: justify") -> list[dict[str, Any]]:
    """Return the glyphs of a page as they are read back; `x` is where one begins, in em of 20 px."""
    document, _ = rendered(body, style)
    with pdfplumber.open(io.BytesIO(document.write_pdf())) as pdf:
        return [{**glyph, "x": glyph["matrix"][4] / 15} for glyph in pdf.pages[0].chars if glyph["text"].strip()]


def test_glyphs_are_drawn_where_the_breaker_put_them() -> None:
    glyphs = drawn("<p>江“水”7东，（流）")
    found = [(glyph["text"], round(glyph["x"], 3)) for glyph in glyphs]
    digit = glyphs[4]["x1"] / 15 - glyphs[4]["x0"] / 15
    assert found[:4] == [("江", 0), ("“", 1), ("水", 2), ("”", 3)]
    assert found[4] == ("7", 4)
    east = 4 + digit + 0.248
    assert found[5:] == [
        (text, pytest.approx(east + at, abs=0.002))
        for text, at in (("东", 0), ("，", 1), ("（", 1.5), ("流", 2.5), ("）", 3.5))
    ]


def test_an_opening_mark_at_a_lines_start_has_its_ink_at_the_edge() -> None:
    glyphs = drawn(f"<p>{'江' * 10}“水”东流渡轮往返")
    assert [round(glyph["x"], 3) for glyph in glyphs if glyph["text"] == "“"] == [-0.5]


def test_a_closing_mark_at_a_lines_end_is_half() -> None:
    glyphs = drawn(f"<p>{'江水东' * 3}，" * 3)
    for glyph in glyphs:
        if glyph["text"] == "，" and glyph["x"] > 9:
            assert glyph["x"] == pytest.approx(9.5, abs=0.01)


def test_nothing_is_left_after_the_last_unit() -> None:
    _, (line,) = rendered("<p>江水东流")
    text = text_lines.TextLines(line, [text_lines.Leaf(texts(line)[0], (0,))], Rulers())
    assert text.line({0: {len("江水东流".encode()): None}}, 200, 0) == (None, None)
    assert text.line({0: {len("江水".encode()): None}}, 200, 0)[0].children[0].text == "东流"
