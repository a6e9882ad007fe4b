"""A person's decisions: each does what it says, and whatever they are nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exporter.edition import Role
from exporter.errors import InputError
from exporter.normalizer.overrules import ACTIONS, Ruling, resolve
from exporter.normalizer.pages import bytes_of_pages, join_pages
from exporter.normalizer.passes import Normalization, normalize
from exporter.normalizer.places import Places
from exporter.normalizer.record import from_record, rebuild_text, replay, to_record
from exporter.normalizer.source_text import SourceText
from tests.exporter.normalizer.texts import owners, soup, source_of

REPEATED = "渡口的石阶是一百多年前修的，今年春天重新垫平，又添了一间候船的小屋，屋里放着两排长椅。"
TEXT = "\n".join(
    [
        "青石湾老渡口开出新航线",
        "本报讯 入夏以来，青石湾的老渡口每天开出十二班船，往返两岸的人比去年多了三成。",
        REPEATED,
        REPEATED,
        "船票每张两元，老人和孩子",
        "免费。",
        "本版制图 广告热线",
        "山里的书屋亮着灯",
        "每到傍晚，云岭小学的书屋就亮起灯来，孩子们在这里读书写字，等着从田里回来的父母。",
    ]
)


def ruled(text: str, *rulings: Ruling) -> Normalization:
    source = source_of(text)
    return normalize(source, resolve(rulings, Places(source.text)))


def read(*rulings: tuple[str, str] | tuple[str, str, str]) -> Normalization:
    return ruled(TEXT, *(Ruling(action, place, "here", *role) for action, place, *role in rulings))


def texts(result: Normalization) -> list[list[str]]:
    return [[block.text for block in article.blocks] for article in result.edition.articles]


def roles(result: Normalization) -> dict[str, Role]:
    return {block.text: block.role for block in result.edition.blocks()}


def test_what_is_to_be_kept_is_no_repeat() -> None:
    assert sum(REPEATED in article for article in texts(read())) == 1
    kept = read(("keep", "L4"))
    assert [text for article in texts(kept) for text in article].count(REPEATED) == 2
    assert kept.provenance.removals == ()
    assert [(o.action, o.told, o.idle) for o in kept.provenance.overrules] == [("keep", "L4", False)]


def test_to_keep_what_is_no_repeat_changes_nothing_and_is_told() -> None:
    result = read(("keep", "L2"))
    assert [overrule.idle for overrule in result.provenance.overrules] == [True]
    assert "overrule-idle" in {finding.code for finding in result.provenance.findings}


def test_what_is_dropped_stands_in_the_record_alone() -> None:
    result = read(("drop", "L7"))
    assert "本版制图 广告热线" not in roles(result)
    (removal,) = [r for r in result.provenance.removals if r.reason == "dropped"]
    assert (removal.text, removal.kept) == ("本版制图 广告热线", ())


def test_a_part_of_a_line_is_dropped_by_its_code_points() -> None:
    start = TEXT.index("，老人和孩子")
    result = read(("drop", f"{start}-{start + 6}"), ("drop", "L6"))
    assert "船票每张两元" in roles(result)


def test_what_is_dropped_between_two_pieces_lets_them_be_joined() -> None:
    lines = [
        "老渡口开出新航线",
        "本报讯 入夏以来，老渡口每天开出十二班船。往返两岸的人比去年多了",
        "广告",
        "三成，船工们都很高兴。",
    ]
    result = ruled("\n".join(lines), Ruling("drop", "L3", "here"))
    assert "本报讯 入夏以来，老渡口每天开出十二班船。往返两岸的人比去年多了三成，船工们都很高兴。" in roles(result)


def test_pieces_are_joined_and_parted() -> None:
    together = "船票每张两元，老人和孩子免费。"
    joined = read(("join", "L6"))
    assert together in roles(joined)
    assert together not in roles(read(("join", "L6"), ("part", "L6")))
    assert len(joined.provenance.joins) == 1


def test_articles_begin_where_a_person_says() -> None:
    one = read(("article", "L8"), ("role", "L8", "headline"))
    assert "山里的书屋亮着灯" in [article.headline for article in one.edition.articles]
    none = read(("article", "L8"), ("role", "L8", "headline"), ("no-article", "L8"))
    assert len(none.edition.articles) == len(one.edition.articles) - 1
    assert roles(none)["山里的书屋亮着灯"] is Role.SUBHEAD


def test_a_block_has_the_role_that_a_person_gives_it() -> None:
    result = read(("role", "L7", "page-mark"))
    assert roles(result)["本版制图 广告热线"] is Role.PAGE_MARK
    assert [block.text for block in result.edition.furniture] == ["本版制图 广告热线"]


def test_a_decision_that_changes_nothing_is_a_finding() -> None:
    result = ruled("一句话。\n\n两句话。", Ruling("drop", "L2", "here"), Ruling("part", "L3", "here"))
    assert [f.code for f in result.provenance.findings].count("overrule-idle") == 2


@pytest.mark.parametrize("place", ["L10", "L0", "L3-L2", "1-999999", "5-5", "01版.txt:L1", "L", "twelve"])
def test_a_place_that_is_not_there_is_refused_by_name(place: str) -> None:
    with pytest.raises(InputError) as caught:
        read(("drop", place))
    assert place in caught.value.zh
    assert caught.value.zh.startswith("here：")


def test_an_edition_of_which_nothing_is_left_is_refused() -> None:
    with pytest.raises(InputError, match="nothing"):
        read(("drop", "L1-L9"))


@st.composite
def rulings(draw: st.DrawFn, length: int) -> list[Ruling]:
    """Draw decisions on a text of this length, in code points, sane or not."""
    drawn = []
    for action in draw(st.lists(st.sampled_from(ACTIONS), min_size=1, max_size=5)):
        start = draw(st.integers(0, length - 1))
        place = f"{start}-{draw(st.integers(start + 1, length))}"
        drawn.append(Ruling(action, place, "here", draw(st.sampled_from(Role)) if action == "role" else ""))
    return drawn


def check(source: SourceText, *decisions: Ruling) -> None:
    """Check that whatever was decided every character stands in one place, and the way back is there."""
    try:
        result = normalize(source, resolve(decisions, Places(source.text, source.pages)))
    except InputError:
        assume(False)
        raise
    text = source.text
    held = owners(result, text)
    assert all(count == 1 for count, c in zip(held, text, strict=True) if not c.isspace())
    assert max(held) <= 1
    edition, provenance = from_record(to_record(result.edition, result.provenance))
    assert (edition, provenance) == (result.edition, result.provenance)
    assert rebuild_text(edition, provenance) == text
    for block in edition.blocks():
        assert replay(text, block, provenance) == block.text


@given(st.data(), soup)
def test_whatever_a_person_decides_nothing_is_lost(data: st.DataObject, text: str) -> None:
    check(source_of(text), *data.draw(rulings(len(text))))


@given(st.data(), st.lists(soup, min_size=2, max_size=4))
def test_nor_is_anything_of_a_folder_of_pages(data: st.DataObject, texts: list[str]) -> None:
    try:
        source = join_pages([(f"{n}.txt", text.encode()) for n, text in enumerate(texts)], "soup")
    except InputError:
        assume(False)
        raise
    check(source, *data.draw(rulings(len(source.text))))
    files = bytes_of_pages(normalize(source).edition.source, source.text)
    assert list(files.values()) == [text.encode() for text in texts]
