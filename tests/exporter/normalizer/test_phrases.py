"""The turns of phrase by which a line of a head shows its place, and lines that have none."""

from __future__ import annotations

import pytest

from exporter.normalizer.phrases import BEGINNINGS, ENDS, phrases

CASES = {
    "says who speaks": ("何满在渡口调研时强调", "市水务局发言人：", "老船工表示"),
    "issues": ("七部门联合印发意见", "市航运局发布公告", "临川市出台规定"),
    "attends": ("林一舟出席并讲话", "何满与周桂兰共同主持", "赵小满宣读贺信"),
    "says when": ("今年前四月", "截至三月底", "开航以来"),
    "adds a figure": ("较去年多出三成", "同比多运四万人", "累计行船九千班", "近三百人获新证", "共有十二班"),
    "tells what follows": ("将于近日试航", "已运送两万人次", "预计年底完工"),
    "several offices": ("两部门部署渡口检修", "11部门联手治水"),
    "from one to another": ("从摆渡人到船长", "从“各管一段”迈向“同守一江”"),
}


@pytest.mark.parametrize(("phrase", "line"), [(phrase, line) for phrase, lines in CASES.items() for line in lines])
def test_a_turn_of_phrase_is_seen(phrase: str, line: str) -> None:
    assert phrase in phrases(line)


def test_every_turn_of_phrase_has_its_cases() -> None:
    assert {name for name, _ in (*ENDS, *BEGINNINGS)} == CASES.keys()


@pytest.mark.parametrize(
    "line",
    [
        "青石湾老渡口开出新航线",
        "共同守护一江清水",
        "比赛在雨中开船",
        "占卜摊搬出了早市",
        "一块礁石的来历",
        "从前的渡口",
        "部门合并以后",
        "出台前后",
        "市航运局发布夏季航行公告",
    ],
)
def test_other_lines_have_none(line: str) -> None:
    assert phrases(line) == []
