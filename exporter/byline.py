"""Who signs an article: the names in a byline (署名), as far as it says them beyond doubt."""

from __future__ import annotations

import re

from exporter.normalizer.passage import HAN_CLASS

# A name of two characters is printed with a space in it, to be as long as one of three: 齐 远.
_PADDED = re.compile(rf"(?<![^\s、，])([{HAN_CLASS}])[ \u3000]([{HAN_CLASS}])(?![^\s、，])")
# What its bearer is stands before a name: 本报记者, 人民网特约评论员, 驻云港记者.
_CALLING = re.compile(r"^.*(?:记者|記者|通讯员|通訊員|评论员|評論員|作者)")
_NAME = re.compile(rf"[{HAN_CLASS}]{{2,4}}|[{HAN_CLASS}]{{1,8}}(?:·[{HAN_CLASS}]{{1,8}})+")
# What a word of two to four characters may be instead: a note on the work, a title, an office, a place.
_NO_NAME = re.compile(
    r"[报報]道|[编編][辑輯]|[摄攝]影|[综綜]合|整理|口述|[图圖]|本[报報]|教授|研究[员員]|主任|[院校][长長]|[书書][记記]|主席|"
    r"[摄攝译譯部社報报組组局網网台臺会會院省市县縣区區镇鎮乡鄉村]$"
)
_BODY = re.compile(
    rf"[{HAN_CLASS}]{{2,}}(?:委员会|委員會|研究院|研究所|研究中心|党组|黨組|办公室|辦公室|编辑部|編輯部|评论部|評論部|"
    "课题组|課題組|总工会|總工會)"
)


def names_in(byline: str) -> tuple[str, ...]:
    """Return the names in a byline, in its order; none at all where a part of it is neither a name nor a calling."""
    parts = [_CALLING.sub("", part) for part in re.split(r"[\s、，]+", _PADDED.sub(r"\1\2", byline))]
    names = tuple(part for part in parts if part)
    return names if all(_NAME.fullmatch(name) and not _NO_NAME.search(name) for name in names) else ()


def bodies_in(byline: str) -> tuple[str, ...]:
    """Return the bodies that sign instead of people (a ministry, an editorial office); none where a part is none."""
    parts = tuple(re.split(r"[\s、，]+", byline))
    return parts if all(_BODY.fullmatch(part) for part in parts) else ()
