from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.pdf.units import Place, cut
from tests.exporter.pdf.faces import units

TEXTS = st.text(alphabet="江水，。：“”‘’《》（）…—～·%℃a1.-/ \u3000\u0301\U00020000\U000e0100\n", max_size=60)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("今年5月", "今 年 5 月"),
        ("占比29.70%，面积114.56㎡", "占 比 29.70% ， 面 积 114.56㎡"),
        ("21℃～28℃", "21℃ ～ 28℃"),
        ("2024—2027年", "2024 — 2027 年"),
        ("——如此……", "—— 如 此 ……"),
        ("———", "—— —"),
        ("2+16+N、C919、K地块", "2+16+N 、 C919 、 K 地 块"),
        ("约￥50元", "约 ￥50 元"),
        ("速度80km/h，重2.5吨", "速 度 80km/h ， 重 2.5 吨"),
        ("e\u0301葛\U000e0100𠮷", "e\u0301 葛\U000e0100 𠮷"),
        ("欧·亨利", "欧 · 亨 利"),
    ],
)
def test_what_stays_whole(text: str, pieces: str) -> None:
    assert " ".join(piece for (piece,) in cut(text)) == pieces


def test_a_unit_stays_with_its_number_over_a_space() -> None:
    assert list(cut("长50 km，5 pm")) == [("长",), ("50 km",), ("，",), ("5",), (" ",), ("pm",)]


def test_a_long_word_may_be_parted() -> None:
    address = "https://example.org/linjiang/2031/05?page=3"
    assert list(cut(f"见{address}。")) == [("见",), tuple(address), ("。",)]


@given(TEXTS)
def test_units_joined_are_the_text(text: str) -> None:
    assert "".join(map("".join, cut(text))) == text


def test_a_mark_gives_way_on_its_blank_side() -> None:
    comma, opener, closer, han = units("，（）江")
    assert (comma.before, comma.after, comma.place) == (0, 0.5, Place.COMMA)
    assert (opener.before, opener.after, opener.place) == (0.5, 0, Place.BRACKET)
    assert (closer.before, closer.after, closer.place) == (0, 0.5, Place.BRACKET)
    assert (han.before, han.after, han.place) == (0, 0, None)


def test_a_mark_in_the_middle_of_its_em_gives_way_on_both_sides() -> None:
    comma, question, opener = units("，？「", centred=True)
    assert (comma.before, comma.after) == (0.25, 0.25)
    assert (question.before, question.after, question.firm) == (0.25, 0.25, True)
    assert (opener.before, opener.after) == (0.5, 0)
