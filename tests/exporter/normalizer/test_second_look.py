"""The second look at heads: what the page as first read tells of those that are open."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

import pytest
from hypothesis import given

from exporter.normalizer.decoding import STARTING, decode, first_reading, read_first, traced
from exporter.normalizer.evidence import Evidence
from exporter.normalizer.lines import unwrap
from exporter.normalizer.roles import read_marks
from exporter.normalizer.second_look import CUTS, SURE, FirstReading
from exporter.normalizer.weights import shipped
from tests.exporter.normalizer.texts import passages_of, soup

FERRY = "青石湾的老渡口昨天开出新航线，船工何阿满说，往返两岸的人多了三成。船票每张两元。"
ROOM = "新航线开出以后，船工们先搬进老渡口的旧仓库。工程要三个月。"
BOOKS = "石门乡的书屋上月延长了开放时间。村民晚上来看书，孩子们写作业。"
PAGE = ("老渡口开出新航线", FERRY, "候船室要翻修", ROOM, "山里书屋亮着灯", "本报记者 林一舟", BOOKS)


def evidence_of(*texts: str) -> Evidence:
    return Evidence(read_marks(passages_of(*texts)))


def signs(place: int, beliefs: dict[int, float], starts: list[int]) -> dict[str, float]:
    return FirstReading(evidence_of(*PAGE), beliefs, starts).signs(place)


def test_a_section_that_speaks_of_the_headline_is_told_from_one_that_does_not() -> None:
    beliefs = {0: SURE, 2: 0.0, 4: 0.0}
    about_the_ferry, about_books = signs(2, beliefs, [0]), signs(4, beliefs, [0])
    assert about_the_ferry["own words less headline's"] < about_books["own words less headline's"]
    assert about_the_ferry["headline's words in its lead"] == about_books["headline's words in its lead"] > 0


def test_a_head_set_as_the_headlines_are_is_told_from_one_that_is_not() -> None:
    page = evidence_of(*PAGE, *PAGE[4:], *PAGE[4:], *PAGE[2:4])
    reading = FirstReading(page, {0: 0.0, 2: -SURE, 4: 0.0, 7: SURE, 10: SURE, 13: -SURE}, [0, 7, 10])
    assert reading.signs(4)["set as headlines here"] > 0 > reading.signs(0)["set as headlines here"]


def test_an_article_takes_its_share_of_the_page() -> None:
    assert signs(2, {0: SURE, 2: 0.0, 4: -SURE}, [0])["share of the page"] == 1
    assert signs(2, {0: SURE, 2: 0.0, 4: SURE}, [0, 4])["share of the page"] < 1


def test_a_head_alone_on_its_page_has_signs() -> None:
    reading = FirstReading(evidence_of(*PAGE[:2]), {0: 0.0}, [])
    assert reading.signs(0).keys() == CUTS.keys()


def test_the_tables_have_a_weight_for_each_class() -> None:
    second = shipped().second
    assert second.keys() == CUTS.keys()
    assert all(len(second[name]) == len(cuts) + 1 for name, cuts in CUTS.items())
    values = {name: cuts[0] for name, cuts in CUTS.items()}
    assert shipped().tell(values) == sum(second[name][bisect_right(CUTS[name], v)] for name, v in values.items())


@given(soup)
def test_what_is_believed_of_a_head_is_what_the_other_reading_lacks(text: str) -> None:
    evidence = Evidence(read_marks(unwrap(text)))
    path, read = read_first(evidence, shipped())
    beliefs = first_reading(evidence, path, read).beliefs
    for stretch in read:
        for k, states in enumerate(stretch.lattice):
            starts = path[stretch.start + k] in STARTING
            others = tuple(state for state in states if (state in STARTING) != starts)
            if others and stretch.start + k in beliefs:
                lattice = [*stretch.lattice[:k], others, *stretch.lattice[k + 1 :]]
                less = max(stretch.trace[-1].best) - max(traced(shipped(), lattice, stretch.weights)[-1].best)
                assert beliefs[stretch.start + k] == pytest.approx((less if starts else -less) / 100)


def test_what_the_second_look_tells_is_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    never, always = ({name: [w] * (len(cuts) + 1) for name, cuts in CUTS.items()} for w in (-9.0, 9.0))
    monkeypatch.setattr("exporter.normalizer.decoding.OPEN", 50.0)
    monkeypatch.setattr("exporter.normalizer.decoding.SURE", 60.0)
    counts = []
    for tables in (never, always):
        model = replace(shipped(), second=tables)
        counts.append(sum(state.starts for state in decode(evidence_of(*PAGE), model)))
    assert counts[0] < counts[1] == 3
