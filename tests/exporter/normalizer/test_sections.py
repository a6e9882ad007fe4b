"""Sections of a page, and whether two of them speak of the same things."""

from __future__ import annotations

from itertools import chain

from exporter.normalizer.evidence import Evidence
from exporter.normalizer.head_signs import kinds_of, wording
from exporter.normalizer.likeness import pairs
from exporter.normalizer.sections import Sections
from tests.exporter.normalizer.texts import passages_of

FERRY = "青石湾的老渡口昨天开出新航线，船工何阿满说，往返两岸的人多了三成。"
FERRY_TOO = "船工何阿满还说，老渡口的候船室下月翻修，新航线的船票两元。"
BOOKS = "石门乡的书屋上月延长了开放时间。村民晚上来看书，孩子们写作业。"
TEXTS = ("老渡口开出新航线", FERRY, "候船室要翻修", FERRY_TOO, "山里书屋亮着灯", "本报记者 林一舟", BOOKS)


def sections_of(*texts: str) -> Sections:
    passages = passages_of(*texts)
    return Sections(passages, Evidence(passages).forms)


def test_a_section_is_a_run_of_heads_and_the_body_below_it() -> None:
    assert sections_of(*TEXTS).place_of == [0, 0, 1, 1, 2, 2, 2]
    assert sections_of(*TEXTS[4:]).place_of == [0, 0, 0]
    assert sections_of("老渡口", "山里书屋").place_of == [0, 0]


def test_sections_of_one_article_have_more_in_common() -> None:
    none, (first,), (second, third) = sections_of(*TEXTS).cohesions
    assert none == []
    assert 1 > first > second >= 0
    assert third == 0


def test_what_every_section_has_ties_none_together() -> None:
    alike = sections_of(*(text for n in range(6) for text in (f"第{n}号渡口", "青石湾的老渡口开出新航线。船票两元。")))
    assert set(chain.from_iterable(alike.cohesions)) == {0.0}


def test_the_wording_of_a_head() -> None:
    heads = ("北京增开12条公交线路", "……", "渡轮公司？", "abc 12")
    longer, *others = kinds_of(heads)
    assert {"digits", "names ns"} <= set(wording(heads[0], longer))
    assert [wording(head, kinds) for head, kinds in zip(heads[1:2], others[:1], strict=True)] == [[]]
    assert [longer, *others] == [kinds for head in heads for kinds in kinds_of([head])]


def test_the_pairs_of_a_text_are_those_of_its_content() -> None:
    assert sorted(pairs("老渡口的新船，abc两岸")) == ["两岸", "新船", "渡口", "老渡"]
    assert pairs("在的，A1") == []
