"""Lines on a terminal: Chinese breaks between characters, words stay whole, nothing is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from exporter.cli.wrapping import STARTS_NONE, wrapped


def test_chinese_breaks_between_characters_and_latin_words_stay_whole() -> None:
    assert wrapped("与前文 L37“渡口”只差几个词", 12) == ["与前文 L37“", "渡口”只差几", "个词"]
    assert wrapped("请用 --date 指明", 12) == ["请用 --date", "指明"]


def test_no_line_begins_with_a_closing_mark() -> None:
    lines = wrapped("老渡口开航，船票两元。老人免费；学生半价。", 12)
    assert all(line[0] not in STARTS_NONE for line in lines)


@given(st.text(alphabet="渡口船，。（） abc12—\n", max_size=80), st.integers(4, 40))
def test_lines_hold_the_whole_text_and_are_no_wider(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)
