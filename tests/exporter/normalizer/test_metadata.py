"""Datelines: who reports from where and when."""

from __future__ import annotations

import pytest

from exporter.edition import Dateline
from exporter.normalizer.metadata import dateline_of
from exporter.normalizer.script import reading_of, script_of


@pytest.mark.parametrize(
    ("text", "agency", "place", "date"),
    [
        ("本报临川6月6日电 （记者林一舟）老渡口开航。", "本报", "临川", "6月6日"),
        ("据新华社北京6月6日电 老渡口开航。", "新华社", "北京", "6月6日"),
        ("中新社西安十月十日电（记者林一舟）老渡口开航。", "中新社", "西安", "十月十日"),
        ("新华社北京一九五八年一月二日电 老渡口开航。", "新华社", "北京", "一九五八年一月二日"),
        ("中新网6月6日电 老渡口开航。", "中新网", "", "6月6日"),
        ("央广网合肥4月17日消息（记者林一舟）老渡口开航。", "央广网", "合肥", "4月17日"),
        ("本台临川6月6日消息 老渡口开航。", "本台", "临川", "6月6日"),
        ("〔路透社伦敦6日电〕老渡口开航。", "路透社", "伦敦", "6日"),
        ("（中央社記者林一舟台北11日電）老渡口開航。", "中央社", "台北", "11日"),
        ("（中央社記者林一舟華盛頓11日專電）老渡口開航。", "中央社", "華盛頓", "11日"),
        ("（中央社記者林舟東京11日電）老渡口開航。", "中央社", "東京", "11日"),
        ("（中央社記者林一舟、何雨高雄11日電）老渡口開航。", "中央社", "高雄", "11日"),
        ("（中央社東京5日綜合外電報導）老渡口開航。", "中央社", "東京", "5日"),
        ("老渡口今天开航，往返两岸的人比去年多了三成。（新华社北京6月6日电）", "新华社", "北京", "6月6日"),
    ],
)
def test_datelines_of_many_agencies_are_read(text: str, agency: str, place: str, date: str) -> None:
    assert dateline_of([(reading_of(text, script_of(text)), text)]) == Dateline(agency, place, date)


@pytest.mark.parametrize(
    "text",
    [
        "本报讯 老渡口开航。",
        "新华社记者林一舟报道，老渡口6月6日开航。",
        "本报6月6日刊发的报道说，老渡口开航。",
        "央视新闻记者从会上获悉，6月6日老渡口开航。",
        "老渡口开航。（林一舟）",
        "据本报了解，老渡口6月6日通电话。",
    ],
)
def test_a_text_that_only_names_an_agency_or_a_day_has_none(text: str) -> None:
    assert dateline_of([(text, text)]) is None
