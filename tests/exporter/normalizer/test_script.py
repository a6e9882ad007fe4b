"""Traditional script is read through simplified, and printed as it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.normalizer.script import reading_of, script_of
from tests.exporter.normalizer.texts import read

TRADITIONAL = """第02版：要聞

鷺汀碼頭重開渡輪

本報臨川6月6日電 （記者林曉山）停航九年的鷺汀碼頭昨天重新開渡，首班船載客一百二十人，由東岸駛往西岸。

渡輪公司說，「每二十分鐘一班，風浪大時停航」，票價與巴士相同。

聲明

何某在鷺汀碼頭丟失船員服務簿一本，自登報之日起作廢。

聲明人：何某
"""


def test_the_script_is_told_by_the_characters_that_only_one_has() -> None:
    assert script_of(TRADITIONAL) == "zh-Hant"
    assert script_of("鹭汀码头昨天重新开渡，记者在现场。") == "zh-Hans"
    assert script_of("") == "zh-Hans"


def test_a_traditional_edition_is_read_as_a_simplified_one_is() -> None:
    edition = read(TRADITIONAL).edition
    news, notice = edition.articles
    assert edition.language == "zh-Hant"
    assert (news.page, news.section) == ("02", "要聞")
    assert news.dateline is not None
    assert (news.dateline.agency, news.dateline.place, news.dateline.date) == ("本報", "臨川", "6月6日")
    assert [str(block.role) for block in notice.blocks] == ["headline", "paragraph", "signature"]


def test_not_a_character_of_it_is_simplified() -> None:
    edition = read(TRADITIONAL).edition
    printed = "".join(block.text for block in sorted(edition.blocks(), key=lambda block: block.source))
    assert "".join(printed.split()) == "".join(TRADITIONAL.split())


@pytest.mark.parametrize("start", ["這是國語報紙：", "这是中文报纸："])
@given(rest=st.text(max_size=60))
def test_the_reading_is_as_long_as_the_text(start: str, rest: str) -> None:
    text = start + rest
    assert len(reading_of(text, script_of(text))) == len(text)
