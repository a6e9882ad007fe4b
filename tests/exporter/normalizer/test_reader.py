"""What is put back is read in its place, and what stands far from it is left as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from exporter.edition import Role
from exporter.normalizer.lines import unwrap
from exporter.normalizer.passage import Passage
from exporter.normalizer.reader import Reader
from tests.benchmarks.normalizer import invented

TEXT = invented(30_000)
PASSAGES = unwrap(TEXT)
stretch = st.tuples(st.integers(0, len(PASSAGES)), st.integers(1, 6))


def texts(passages: list[Passage]) -> str:
    return "".join(passage.text for passage in passages)


@given(st.lists(stretch, min_size=1, max_size=4))
def test_what_is_put_back_is_read_in_its_place(taken: list[tuple[int, int]]) -> None:
    gone = {i for start, length in taken for i in range(start, start + length)}
    reader = Reader([len(TEXT)])
    reader.read([passage for i, passage in enumerate(PASSAGES) if i not in gone])
    assert texts(reader.read(PASSAGES)) == texts([*PASSAGES])


def test_what_stands_far_off_is_not_read_again() -> None:
    reader = Reader([len(TEXT)])
    before = reader.read([*PASSAGES[:65], *PASSAGES[66:]])
    after = reader.read(PASSAGES)
    assert sum(one is other for one, other in zip(before, after, strict=False)) > 20
    assert sum(one is other for one, other in zip(reversed(before), reversed(after), strict=False)) > 20


def test_files_are_read_apart_and_only_those_again_that_have_more() -> None:
    ends = [PASSAGES[40].ranges[0][0], len(TEXT)]
    reader = Reader(ends)
    before = reader.read(PASSAGES[:80])
    after = reader.read(PASSAGES)
    assert next(passage for passage in after if passage.ranges[0][0] == ends[0]).starts
    assert all(one is other for one, other in zip(before[:39], after[:39], strict=True))


def test_passages_that_are_gone_since_have_all_read_anew() -> None:
    reader = Reader([len(TEXT)])
    reader.read(PASSAGES)
    assert texts(reader.read(PASSAGES[10:])) == texts([*PASSAGES[10:]])


def test_furniture_within_a_text_stays_with_it_when_that_is_read_again() -> None:
    marked = [*PASSAGES]
    marked[50] = structs.replace(PASSAGES[50], role=Role.PAGE_MARK, aside=True)
    reader = Reader([len(TEXT)])
    reader.read([*marked[:52], *marked[53:]])
    read = reader.read(marked)
    assert sorted(texts(read)) == sorted(texts([*PASSAGES]))
    assert [passage for passage in read if passage.role is Role.PAGE_MARK] == [marked[50]]
