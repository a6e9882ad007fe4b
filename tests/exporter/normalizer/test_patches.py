"""What the runner keeps of edits: the text, and where each stretch of it came from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exporter.normalizer.patches import Edit, PatchedText, edited
from exporter.normalizer.provenance import Change

ALPHABET = "ab，\n"


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    """Draw edits of the text, in order and apart."""
    bounds = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12, unique=True)))
    pairs = list(zip(bounds[::2], bounds[1::2], strict=False))
    return [(start, end, draw(st.text("XY", max_size=2))) for start, end in pairs]


@given(st.data(), st.text(ALPHABET, max_size=30))
def test_patches_give_the_text_and_lie_in_order(data: st.DataObject, source: str) -> None:
    patched = PatchedText(source, source)
    for rule in ("first", "second", "third"):
        patched = edited(patched, data.draw(edits_of(patched.text)), rule)
        pieces: list[str] = []
        at = 0
        for patch in patched.changes:
            assert at <= patch.start <= patch.end
            pieces += (source[at : patch.start], patch.after)
            at = patch.end
        assert "".join(pieces) + source[at:] == patched.text


@given(st.data(), st.text(ALPHABET, min_size=1, max_size=30))
def test_a_span_of_the_text_reads_the_same_from_the_source(data: st.DataObject, source: str) -> None:
    patched = edited(PatchedText(source, source), data.draw(edits_of(source)), "rule")
    (whole,) = patched.spans([(0, len(patched.text))])
    assert source[: whole[0]] == ""
    assert source[whole[1] :] == ""


def test_an_edit_that_changes_nothing_leaves_no_patch() -> None:
    assert edited(PatchedText("字", "字"), [(0, 1, "字")], "rule").changes == ()


def test_two_passes_on_one_place_make_one_patch_with_both_rules() -> None:
    once = edited(PatchedText("甲,乙", "甲,乙"), [(1, 2, ";")], "first")
    twice = edited(once, [(1, 2, "；")], "second")
    (change,) = twice.changes
    assert change == Change("first+second", 1, 2, ",", "；")


def test_spans_leave_out_what_was_deleted_at_their_ends_or_take_it_in() -> None:
    deleted = edited(PatchedText("\x00甲\x00", "\x00甲\x00"), [(0, 1, ""), (2, 3, "")], "invisible")
    assert deleted.text == "甲"
    assert deleted.span(0, 1) == (1, 2)
    assert deleted.spans([(0, 1)]) == [(0, 3)]
