"""Numbered heads stand in series, and begin no article."""

from __future__ import annotations

from exporter.normalizer.passage import Passage
from exporter.normalizer.series import REACH, series


def places(*lines: str) -> frozenset[int]:
    """Return the places of the lines in series."""
    return series([Passage(line, ((0, len(line)),)) for line in lines])


def test_numbers_that_follow_each_other_are_a_series() -> None:
    assert places(
        "案例一：船票涨价", "案例二：渡口停航", "一、怎么办", "渡口旧事", "案例三：早市搬迁", "二、谁来管"
    ) == {0, 1, 2, 4, 5}
    assert places("（九）船期", "（十）船票", "（十一）早市", "9.船期", "10.船票") == {1, 2, 4}


def test_single_numbers_are_none() -> None:
    assert not places("案例一：船票涨价", "案例一：渡口停航", "案例三：早市搬迁", "2025年渡口重开", "15个渡口停航")


def test_what_stands_far_off_is_of_another_series() -> None:
    assert not places("一、船期", *["渡口旧事"] * REACH, "二、船票")
