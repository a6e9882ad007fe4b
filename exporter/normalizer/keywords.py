"""Keywords of an article: jieba's words, weighed by how often they stand here and how rare they are elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

import rjieba

from exporter.errors import MachineError

MOST = 6
"""How many keywords an article has at the most."""
HEADLINE_WEIGHT = 3
"""How many times over a word of the headline counts: editors put there what an article is about."""
OPENING = 600
"""How many characters of the body are read: news says first what it is about."""
ENOUGH = 12
"""Where an article has so many words that stand in it more than once, those that stand there once are not weighed."""
WORD = re.compile(r"[\u3400-\u9fff]{2,8}|[A-Za-z][A-Za-z0-9+-]{1,15}")
LABEL = re.compile(r"[（(][^（）()]{2,12}[）)]$", re.MULTILINE)
"""What editors set behind a headline: the name of the column it stands in, which it is not about."""
KINDS = ("n", "vn", "eng", "j", "l")
"""The parts of speech, in jieba's tags, that name what a text is about: nouns and names, verbal nouns, Latin words."""
STOP = re.compile(
    "本报|本报讯|记者|通讯员|日电|日讯|来源|标题|图片|图为|声明|公告|声明人|有关|方面|情况|问题|工作|时候|时间|今年|去年|目前|近日|日前|同时"
    "|其中|部分|全部|活动|地方|地区|单位|人员|人们|大家|我们|他们|自己|这里|那里|一种|一些|一个|发展|文章|领域|双方|力度|内容|过程|全过程|机会|条路|号线|[每上本下]?(?:周|星期)[一二三四五六日天末]"
)


def keywords_of(headline: str, body: str) -> tuple[str, ...]:
    """Return the keywords of an article, the weightiest first; the same text always gives the same.

    Headline and body are given as they read in simplified script, and so are the keywords.

    TF-IDF with jieba's table of inverse document frequencies; a word that it lacks counts as one of middling rarity.
    """
    counts = Counter(rjieba.cut(body[:OPENING]) + HEADLINE_WEIGHT * rjieba.cut(LABEL.sub("", headline)))
    words = [word for word, count in counts.items() if count > 1 and len(word) > 1]
    if len(words) < ENOUGH:
        words = [word for word in counts if len(word) > 1]
    rarity, middling = _rarity()
    weights = {word: -counts[word] * rarity.get(word, middling) for word in words}
    return tuple(islice(filter(_is_telling, sorted(weights, key=weights.__getitem__)), MOST))


@lru_cache(maxsize=10_000)
def _is_telling(word: str) -> bool:
    """Return whether a word can name what a text is about. Its kind is asked for here, of the few that come so far."""
    if not WORD.fullmatch(word) or STOP.fullmatch(word):
        return False
    return bool(rjieba.tag(word)[-1][1].startswith(KINDS))


@cache
def _rarity() -> tuple[dict[str, float], float]:
    """Return jieba's inverse document frequencies, and their median.

    Its table is read here, not by jieba: that would load a second dictionary and leave the file open. Of 270,000
    numbers in it 3,300 differ: each is made once, which is sooner done and sooner looked up.
    """
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise MachineError("缺少 jieba。请运行 sh scripts/setup。", "jieba is not installed. Run sh scripts/setup.")
    fields = (Path(spec.origin).parent / "analyse" / "idf.txt").read_text("utf-8").split()
    words, written = fields[::2], fields[1::2]
    numbers = {number: float(number) for number in set(written)}
    table = dict(zip(words, map(numbers.__getitem__, written), strict=True))
    return table, sorted(table.values())[len(table) // 2]
