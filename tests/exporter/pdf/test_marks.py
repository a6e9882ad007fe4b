from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.pdf.marks import BREAK, NO_BREAK, pieces, prepare


def squeezed(text: str) -> str:
    """Show squeezed marks in square brackets, helpers as | and ~."""
    shown = "".join(f"[{piece}]" if half else piece for piece, half in pieces(text))
    return shown.replace(BREAK, "|").replace(NO_BREAK, "~")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说：“走吧。”众人散去", "他说[：]|“走吧[。]”|众人散~去"),
        ("《（附录）》，再版", "《[（]附录[）][》]，再~版"),
        ("“你好”“再见”", "“你好[”]|“再~见”"),
        ("气温21℃～28℃。", "气温21~℃~～28~℃。"),
        ("一句话。", "一句~话。"),
        ('It\'s "plain" text', 'It\'s "plain" tex~t'),
        ("江", "江"),
        ("。", "。"),
    ],
)
def test_marks_and_breaks(text: str, expected: str) -> None:
    assert squeezed(text) == expected


@given(st.text(alphabet="江水，。“”‘’《》（）…—～a1 \u3000\U00020000", max_size=40))
def test_the_text_stays_what_it_was(text: str) -> None:
    assert "".join(piece for piece, _ in pieces(text)).replace(BREAK, "").replace(NO_BREAK, "") == text


@given(st.text(alphabet="江水，。”“（）a ", max_size=20), st.text(alphabet="江，。）“", max_size=20))
def test_a_tree_keeps_its_text_and_elements(text: str, tail: str) -> None:
    root = ElementTree.fromstring("<p><b/><i/></p>")
    root.text, root[0].text, root[0].tail, root[1].tail = text, tail, tail, text
    prepare(root)
    words = "".join(root.itertext()).replace(BREAK, "").replace(NO_BREAK, "")
    assert words == text + tail + tail + text
    assert [element.tag for element in root.iter() if element.tag != "span"] == ["p", "b", "i"]


def test_a_style_sheet_in_the_page_is_left_alone() -> None:
    root = ElementTree.fromstring("<html><head><style>p::before { content: “。” }</style></head></html>")
    before = ElementTree.tostring(root)
    prepare(root)
    assert ElementTree.tostring(root) == before
