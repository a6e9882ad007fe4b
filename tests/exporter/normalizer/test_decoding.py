"""Reading a page as a whole: the grammar holds, certainties stand, stretches are decoded as the whole would be."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given

from exporter.edition import FURNITURE, Role
from exporter.normalizer.certainties import options
from exporter.normalizer.decoding import NOTHING, best_path, decode, stretches
from exporter.normalizer.evidence import Evidence
from exporter.normalizer.grammar import FIRST, PREDECESSORS, STATES, follows, state_role
from exporter.normalizer.lines import unwrap
from exporter.normalizer.passage import Passage
from exporter.normalizer.roles import read_marks, read_roles
from exporter.normalizer.weights import ATTRIBUTES, Model, shipped
from tests.exporter.normalizer.texts import soup


def passages_of(text: str) -> tuple[Passage, ...]:
    return read_marks(unwrap(text))


def outline(text: str) -> list[tuple[str, bool]]:
    return [(str(p.role), p.starts) for p in read_roles(Evidence(passages_of(text)))]


def test_every_state_can_be_reached() -> None:
    assert all(PREDECESSORS)
    assert FIRST


def test_what_goes_on_goes_on_the_same() -> None:
    for before in STATES:
        for after in STATES:
            if after.joins and follows(before, after):
                assert before.role is after.role


def test_an_article_has_one_headline() -> None:
    for place, state in enumerate(STATES):
        if state.role is Role.HEADLINE and not state.starts and not state.joins:
            assert {STATES[before].role for before in PREDECESSORS[place]} == {Role.KICKER}


@given(soup)
def test_no_reading_goes_against_the_grammar_where_it_need_not(text: str) -> None:
    passages = passages_of(text)
    states = decode(Evidence(passages), shipped())
    evidence = Evidence(passages)
    lattice = [options(evidence, i) for i in range(len(passages))]
    for i, (before, after) in enumerate(pairwise(states), 1):
        possible = any(b in PREDECESSORS[a] for a in lattice[i] for b in lattice[i - 1])
        assert follows(before, after) or not possible or len(lattice[i]) == 1 or len(lattice[i - 1]) == 1


@given(soup)
def test_a_mark_stays_a_mark(text: str) -> None:
    passages = passages_of(text)
    for passage, state in zip(passages, decode(Evidence(passages), shipped()), strict=True):
        assert (passage.role in FURNITURE) == (state.role in FURNITURE)
        if passage.role in FURNITURE - {Role.JUMP_LINE}:
            assert state.role is state_role(passage.role)


@given(soup)
def test_stretch_by_stretch_reads_as_the_whole_does(text: str) -> None:
    passages, model = passages_of(text), replace(shipped(), second={})
    evidence = Evidence(passages)
    lattice = [options(evidence, i) for i in range(len(passages))]
    weights = [
        model.weigh(evidence.signs(i, states)) if len(states) > 1 else NOTHING for i, states in enumerate(lattice)
    ]
    whole = best_path(model, lattice, weights) if passages else []
    unsure = {i for start, end in stretches(lattice) for i in range(start, end)}
    for i, (state, place) in enumerate(zip(decode(Evidence(passages), model), whole, strict=True)):
        if i in unsure and all(follows(STATES[a], STATES[b]) for a, b in pairwise(whole)):
            assert state == STATES[place]


def test_weights_of_all_states_are_added_at_once() -> None:
    model = shipped()
    names = list(model.signs)
    nothing = model.weigh(())
    assert model.weigh(["no such sign"]) == nothing
    each = [model.weigh((name,)) for name in names]
    columns = zip(*each, strict=True)
    total = tuple(sum(column) - (len(names) - 1) * none for column, none in zip(columns, nothing, strict=True))
    assert model.weigh(names) == total


def test_the_shipped_model_says_what_it_is() -> None:
    model = shipped()
    assert {len(weights) for weights in model.signs.values()} == {len(ATTRIBUTES)}
    assert len(model.pairs) == len(STATES)


def test_without_a_model_the_certainties_still_stand() -> None:
    nothing = Model({}, [[0.0] * len(STATES) for _ in STATES])
    passages = passages_of(
        "第02版：要闻\n他说，雨停了。大家都回去了，桥上没有人。\n她没有走，又等了一会儿。天亮了，她才回家。"
    )
    assert [str(state.role) for state in decode(Evidence(passages), nothing)] == ["page-mark", "paragraph", "paragraph"]


@pytest.mark.parametrize("text", ["", "\n", "字", "（）", "”", "——", "。", "3", "【】"])
def test_odd_text_is_read_too(text: str) -> None:
    passages = passages_of(text)
    assert len(read_roles(Evidence(passages))) == len(passages)
