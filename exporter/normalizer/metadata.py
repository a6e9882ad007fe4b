"""What the text says about itself: datelines, and the script it is written in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from exporter.edition import Dateline
from exporter.normalizer.passage import HAN_CLASS

DATELINE = re.compile(
    rf"^[（(]?(?:据)?(?P<agency>本报|本社|[{HAN_CLASS}]{{1,8}}?(?:社|日报|晚报|早报|商报|都市报|报|网))"
    rf"(?P<place>[{HAN_CLASS}、/／]{{1,24}}?)?(?P<date>(?:\d{{4}}年)?(?:\d{{1,2}}月)?\d{{1,2}}日)(?:专)?(?:电|讯|電|訊)"
)
TRADITIONAL = frozenset(
    "們這個國為來說時會過學對裡後開發還無樣現將與進實經頭長動兩點從種聲話業間問機電東產關並萬區縣記報"
)
SIMPLIFIED = frozenset(
    "们这个国为来说时会过学对里后开发还无样现将与进实经头长动两点从种声话业间问机电东产关并万区县记报"
)


def dateline_of(texts: Iterable[str]) -> Dateline | None:
    """Return the dateline that begins one of an article's body texts or stands at its end in brackets, else None."""
    for text in texts:
        if match := DATELINE.match(text):
            return Dateline(match["agency"], match["place"] or "", match["date"])
    return None


def script_of(text: str) -> str:
    """Return `zh-Hant` where characters that only traditional script has outweigh the simplified ones."""
    sample = text[:200_000]
    traditional = sum(sample.count(c) for c in TRADITIONAL - SIMPLIFIED)
    simplified = sum(sample.count(c) for c in SIMPLIFIED - TRADITIONAL)
    return "zh-Hant" if traditional > simplified else "zh-Hans"
