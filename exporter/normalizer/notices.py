"""Notices (声明、公告、启事): how they end, with the name of who gives notice and the day (落款)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from exporter.edition import Role
from exporter.normalizer.folio_parts import NUMERAL
from exporter.normalizer.passage import HAN_CLASS, Passage

GIVER = re.compile(
    rf"[{HAN_CLASS}（）()·]{{2,36}}(?:公司|集团|[厂店社组局厅]|中心|委员会|管委会|法院|检察院|医院|学院|研究院|研究所|大学|中学|小学|学校|协会"
    r"|学会|商会|工会|基金会|政府|办公室|支行|分行|银行|指挥部|管理处|事务所|派出所|车站|书屋)"
)
DAY = re.compile(rf"[\d{NUMERAL}]{{4}} ?年 ?[\d{NUMERAL}]{{1,2}} ?月 ?[\d{NUMERAL}]{{1,3}} ?日")
BODY = frozenset({Role.SUBHEAD, Role.PARAGRAPH, Role.CAPTION, Role.BYLINE})


def signed(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the passages of a notice, those marked that it is signed with.

    They stand at its end, one name or several and a day. What stands above them and has no text below it is no subhead.
    """
    read = list(passages)
    at = len(read) - 1
    while at > 0 and read[at].role in BODY and (GIVER.fullmatch(read[at].text) or DAY.fullmatch(read[at].text)):
        read[at] = structs.replace(read[at], role=Role.SIGNATURE)
        at -= 1
    while at > 0 and read[at].role is Role.SUBHEAD:
        read[at] = structs.replace(read[at], role=Role.PARAGRAPH)
        at -= 1
    return tuple(read)
