from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from archive.text_diff import Kind, Piece, compare_texts

KEPT, REMOVED, ADDED = Kind.KEPT, Kind.REMOVED, Kind.ADDED
TEXTS = st.text(st.sampled_from("渡口的石阶修好了，记者报道。\n a1"), max_size=60)


def test_words_are_compared_and_not_characters() -> None:
    pieces = compare_texts("船工解开缆绳，准点率99.2%。", "船长解开缆绳，准点率98.6%。")
    assert pieces == (
        Piece(REMOVED, "船工"),
        Piece(ADDED, "船长"),
        Piece(KEPT, "解开缆绳，准点率"),
        Piece(REMOVED, "99.2%"),
        Piece(ADDED, "98.6%"),
        Piece(KEPT, "。"),
    )


def test_a_change_in_a_paragraph_leaves_the_others() -> None:
    old = "第一段。\n第二段说渡口。\n第三段。\n多出一段。\n末段。"
    new = "第一段。\n第二段说码头。\n第三段。\n末段。"
    assert compare_texts(old, new) == (
        Piece(KEPT, "第一段。\n第二段说"),
        Piece(REMOVED, "渡口"),
        Piece(ADDED, "码头"),
        Piece(KEPT, "。\n第三段。\n"),
        Piece(REMOVED, "多出一段。\n"),
        Piece(KEPT, "末段。"),
    )


def test_what_is_the_same_is_one_piece_and_nothing_is_none() -> None:
    assert compare_texts("一样", "一样") == (Piece(KEPT, "一样"),)
    assert compare_texts("", "") == ()
    assert compare_texts("", "新") == (Piece(ADDED, "新"),)


def test_long_texts_without_paragraphs_are_told_as_replaced() -> None:
    old, new = ("".join(f"{word}{number}，" for number in range(3000)) for word in ("渡口", "码头"))
    assert compare_texts(f"头{old}尾", f"头{new}尾")[0].kind is not None
    assert len(compare_texts(old, new)) <= 4


@given(old=TEXTS, new=TEXTS)
def test_the_pieces_make_both_texts(old: str, new: str) -> None:
    pieces = compare_texts(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind is not ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.kind is not REMOVED) == new
    assert all(one.kind is not other.kind for one, other in itertools.pairwise(pieces))
    assert all(piece.text for piece in pieces)
