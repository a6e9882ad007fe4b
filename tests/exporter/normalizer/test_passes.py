"""The whole normalizer: nothing is lost, everything can be replayed and rebuilt."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exporter.edition import Edition
from exporter.errors import InputError
from exporter.normalizer.passes import MOST_CHANGES, MOST_PASSAGES, Normalization, normalize
from exporter.normalizer.record import changes_within, from_record, rebuild_source, rebuild_text, replay, to_record
from exporter.normalizer.source_text import decode
from tests.exporter.normalizer.test_characters import clean
from tests.exporter.normalizer.texts import owners, read, soup
from tests.judges import need_shared

CASES = Path(__file__).parents[2] / "cases"
GOLDEN = sorted((CASES / "golden").glob("*.txt"))
NEGATIVE = sorted((CASES / "negative").glob("*.txt"))


def plain(edition: Edition) -> str:
    """Return the edition as text again: its blocks in the source's order, a blank line between them."""
    return "\n\n".join(block.text for block in sorted(edition.blocks(), key=lambda block: block.source[0]))


def read_or_pass_by(text: str) -> Normalization:
    try:
        return read(text)
    except InputError:
        assume(False)
        raise


@given(soup)
def test_every_character_stands_in_exactly_one_place(text: str) -> None:
    held = owners(read_or_pass_by(text), text)
    assert all(count == 1 for count, c in zip(held, text, strict=True) if not c.isspace())
    assert max(held) <= 1


@given(soup)
def test_the_output_is_replayed_from_the_source_and_the_source_rebuilt_from_the_output(text: str) -> None:
    result = read_or_pass_by(text)
    for block in result.edition.blocks():
        assert replay(text, block, result.provenance) == block.text
    assert rebuild_text(result.edition, result.provenance) == text


@given(soup)
def test_nothing_visible_lies_in_a_seam(text: str) -> None:
    record = read_or_pass_by(text).provenance
    removed = {at for removal in record.removals for span in removal.source for at in range(span.start, span.end)}
    left = ("".join(text[at] for at in range(j.start, j.end) if at not in removed) for j in record.joins)
    assert all(not clean(seam).strip() for seam in left)


@given(soup)
def test_the_same_text_is_read_the_same_way(text: str) -> None:
    assert read_or_pass_by(text) == read_or_pass_by(text)


@given(soup)
def test_a_record_comes_back_from_json_as_it_was(text: str) -> None:
    result = read_or_pass_by(text)
    assert from_record(to_record(result.edition, result.provenance)) == (result.edition, result.provenance)


@given(soup)
def test_no_character_of_clean_text_is_changed(text: str) -> None:
    """A paragraph stays as it is. Where the second reading joins two, their marks may be those of another sentence."""
    once = plain(read_or_pass_by(text).edition)
    again = read(once)
    for block in again.edition.blocks():
        if "\n\n" not in once[block.source[0].start : block.source[-1].end]:
            changes = [c for span in block.source for c in changes_within(again.provenance.changes, span)]
            assert [change for change in changes if change.before.strip()] == []


def outline(result: Normalization) -> str:
    """Return an edition as a person reads it: an article a paragraph, a block a line, its role before it."""
    edition = result.edition
    masthead = [edition.title, str(edition.date or ""), edition.number]
    lines = [f"masthead: {' '.join(filter(None, masthead))}", ""] if any(masthead) else []
    for article in result.edition.articles:
        d = article.dateline
        traits = [str(article.kind), *(["truncated"] if article.truncated else [])]
        traits += [f"page {article.page} {article.section}".strip()] if article.page else []
        traits += ["about " + " ".join(article.keywords)] if article.keywords else []
        traits += [f"dateline {d.agency}/{d.place}/{d.date}"] if d else []
        lines += ["== " + ", ".join(traits), *(f"{b.role}: {b.text}" for b in article.blocks), ""]
    lines += [f"{block.role}: {block.text}" for block in result.edition.furniture]
    lines += [f"removed ({r.reason}): {r.text!r}" for r in result.provenance.removals]
    lines += [f"joined after: {join.start}" for join in result.provenance.joins]
    lines += [
        f"jump: {'/'.join(jump.evidence) or 'not followed'}, {bool(jump.leaves)} to {bool(jump.arrives)}"
        for jump in result.provenance.jumps
    ]
    lines += [f"finding: {f.code}" for f in result.provenance.findings]
    return "\n".join(lines).strip() + "\n"


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_editions(path: Path) -> None:
    """Each `NAME.txt` reads as `NAME.expected` says. HEDING_REFRESH_GOLDEN=1 writes what it reads now: look at it."""
    data = path.read_bytes()
    result = normalize(decode(data, path.stem))
    expected = path.with_suffix(".expected")
    if os.environ.get("HEDING_REFRESH_GOLDEN"):
        expected.write_text(outline(result), "utf-8")
    assert outline(result) == expected.read_text("utf-8")
    assert rebuild_source(to_record(result.edition, result.provenance)) == data


@pytest.mark.parametrize("end", ["\r", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_lines_may_end_in_any_way(end: str) -> None:
    for path in GOLDEN:
        text = path.read_bytes().decode().replace("\r\n", "\n")
        read_so, usual = (read(text.replace("\n", with_end)).edition.blocks() for with_end in (end, "\n"))
        assert [(block.role, block.text) for block in read_so] == [(block.role, block.text) for block in usual]


@pytest.mark.parametrize("path", NEGATIVE, ids=lambda path: path.stem)
def test_clean_text_stays_untouched(path: Path) -> None:
    """What stands in `negative/` is right as it is: not a character changes, no paragraph goes, none are joined."""
    text = path.read_text("utf-8")
    result = normalize(decode(path.read_bytes(), path.stem))
    assert result.provenance.changes == ()
    assert result.provenance.removals == ()
    assert plain(result.edition).split("\n\n") == [line.strip() for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_normalized_edition_normalizes_to_itself(path: Path) -> None:
    once = normalize(decode(path.read_bytes(), path.stem)).edition
    twice = normalize(decode(plain(once).encode(), path.stem))
    assert plain(twice.edition) == plain(once)
    assert twice.provenance.changes == ()


def test_the_edition_in_the_shared_material_loses_nothing() -> None:
    path = need_shared("gold/seed") / "fuzhou-2024-06-07.txt"
    result = normalize(decode(path.read_bytes(), path.stem))
    assert rebuild_source(to_record(result.edition, result.provenance)) == path.read_bytes()
    assert len(result.edition.articles) == 9
    assert [removal.reason for removal in result.provenance.removals] == ["repeat"]


def test_a_tampered_record_does_not_pass_as_the_source() -> None:
    result = normalize(decode("临川湾大桥今天通车,市民步行过江。".encode(), "in"))
    record = to_record(result.edition, result.provenance)
    record["articles"][0]["blocks"][0]["text"] = "临川湾大桥昨天通车，市民步行过江。"
    with pytest.raises(InputError, match="sha256"):
        rebuild_source(record)


@pytest.mark.parametrize("record", [{}, {"version": 99}, {"version": 1, "articles": 3}])
def test_what_is_no_record_is_refused(record: dict[str, object]) -> None:
    with pytest.raises(InputError, match="no normalization record"):
        from_record(record)


def test_more_paragraphs_than_any_edition_has_are_refused() -> None:
    with pytest.raises(InputError, match="paragraphs"):
        read("字\n" * (MOST_PASSAGES + 1))


@pytest.mark.parametrize("sign", [",", "１"])
def test_more_changes_than_any_edition_needs_are_refused(sign: str) -> None:
    with pytest.raises(InputError, match="changes to make"):
        read((f"渡{sign}" * 400 + "。\n") * (MOST_CHANGES // 400 + 1))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_at_all_is_accounted_for_and_comes_back(text: str) -> None:
    result = read_or_pass_by(text)
    assert rebuild_text(result.edition, result.provenance) == text
    for block in result.edition.blocks():
        assert replay(text, block, result.provenance) == block.text
