"""Turns of phrase that a line of a head shows its place by, in any Chinese newspaper.

A kicker says who speaks, who issues something, or when; a subtitle says who was there, or adds a figure or a plan.
"""

from __future__ import annotations

import re

_NUMBER = "0-9一二三四五六七八九十百千万两"
ENDS = (
    ("says who speaks", re.compile("(?:强调|指出|要求|表示|呼吁|发言人)$|[：:]$")),
    (
        "issues",
        re.compile(
            "(?:印发|发布|出台|下发|公布|发表|作出|签署)[^，《》]{0,2}"
            "(?:通知|意见|方案|办法|规划|计划|指南|公告|报告|规定|条例|要求|决定|文章|标准|清单|名单|声明)$"
        ),
    ),
    ("attends", re.compile("(?:出席|主持|致辞|讲话|贺信|演讲|见证|陪同|参加)$")),
    ("says when", re.compile("^[^，]{0,9}(?:[年月日]|季度|月份|月底|年底|半年|以来|期间)$")),
)
BEGINNINGS = (
    (
        "adds a figure",
        re.compile(
            f"较|约[{_NUMBER}]|比[上去]|同比|环比|增[长速幅]|降幅|累计|平均|人均|总[额量数计]|共[有计{_NUMBER}]|其中"
            f"|占[全总近{_NUMBER}]|达[到{_NUMBER}]|超过?[{_NUMBER}]|近[{_NUMBER}]"
        ),
    ),
    ("tells what follows", re.compile("[将拟已]|计划|预计|有望|力争|择机|今起|明起|即将")),
    ("several offices", re.compile(f"(?:多|[{_NUMBER}]{{1,3}})(?:个?部门|单位)")),
    ("from one to another", re.compile("从.{2,}(?:到|迈向|走向|变)")),
)


def phrases(text: str) -> list[str]:
    """Return the names of the turns of phrase in a line of a head, as it reads in simplified script."""
    return [
        *(name for name, end in ENDS if end.search(text)),
        *(name for name, beginning in BEGINNINGS if beginning.match(text)),
    ]
