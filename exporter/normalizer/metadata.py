"""Who reports from where and when: datelines, as printed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from exporter.edition import Dateline
from exporter.normalizer.passage import HAN_CLASS

DATELINE = re.compile(
    rf"^[（(]?(?:据)?(?P<agency>本报|本社|[{HAN_CLASS}]{{1,8}}?(?:社|日报|晚报|早报|商报|都市报|报|网))"
    rf"(?P<place>[{HAN_CLASS}、/／]{{1,24}}?)?(?P<date>(?:\d{{4}}年)?(?:\d{{1,2}}月)?\d{{1,2}}日)(?:专)?(?:电|讯)"
)


def dateline_of(texts: Iterable[tuple[str, str]]) -> Dateline | None:
    """Return the dateline that begins one of an article's body texts or stands at its end in brackets, else None.

    `texts` are given as they read in simplified script, and as they are printed.
    """
    for reading, printed in texts:
        if match := DATELINE.match(reading):
            agency, place, date = (printed[slice(*match.span(part))] for part in ("agency", "place", "date"))
            return Dateline(agency, place, date)
    return None
