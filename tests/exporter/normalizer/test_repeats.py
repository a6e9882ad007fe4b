"""What stands twice: taken out where that is safe, and nowhere else."""

from __future__ import annotations

import pytest

from exporter.normalizer.passes import Normalization
from tests.exporter.normalizer.texts import read

HEAD = "鹭汀码头重开渡轮\n\n本报记者 林晓山"
FERRY = "停航九年的鹭汀码头昨天重新开渡，首班船载客一百二十人，由东岸驶往西岸，全程只要十一分钟。"
FARE = "渡轮公司说，每二十分钟一班，风浪大时停航，票价与公交车相同，老人和学生凭证件可以免票乘坐。"
QUAY = "西岸新修的候船室有座位八十个，墙上挂着旧船票和旧照片，都是附近居民从家里翻找出来的。"
BRIDGE = (
    "临川湾大桥今天通车\n\n本报记者 何帆\n\n" + "桥面双向六车道，两边各留出三米宽的步道，市民可以从东岸一直走到西岸。"
)
NOTICE = "声明\n\n何某在鹭汀码头丢失船员服务簿一本，自登报之日起作废，任何人拾得后使用均与本人无关。\n\n声明人：何某"


def edition(*parts: str) -> Normalization:
    return read("\n\n".join(parts))


def removed(result: Normalization) -> list[str]:
    return ["".join(removal.text.split()) for removal in result.provenance.removals]


@pytest.mark.parametrize("copy", [FERRY, FERRY.replace("，", ","), FERRY.replace("，", "，\u3000")])
def test_a_paragraph_printed_twice_goes_once(copy: str) -> None:
    (text,) = removed(edition(HEAD, FERRY, FARE, copy, QUAY))
    assert text == "".join(copy.split())


@pytest.mark.parametrize("pieces", [(FERRY, f"{FERRY[:30]}\n\n{FERRY[30:]}"), (f"{FERRY[:20]}\n\n{FERRY[20:]}", FERRY)])
def test_it_goes_also_where_one_of_the_two_is_broken(pieces: tuple[str, str]) -> None:
    first, copy = pieces
    (text,) = removed(edition(HEAD, FARE, first, copy, QUAY))
    assert text == "".join(copy.split())


def test_a_copy_does_not_keep_a_broken_paragraph_apart() -> None:
    result = edition(HEAD, FARE, FERRY[:22], FARE, FERRY[22:], QUAY)
    assert removed(result) == [FARE]
    assert FERRY in [block.text for block in result.edition.blocks()]


def test_an_article_printed_twice_goes_as_a_whole() -> None:
    article = f"{HEAD}\n\n{FERRY}\n\n{QUAY}"
    result = edition(article, BRIDGE, article)
    assert [a.headline for a in result.edition.articles] == ["鹭汀码头重开渡轮", "临川湾大桥今天通车"]
    assert "".join(removed(result)) == "".join(article.split())


@pytest.mark.parametrize(
    "parts",
    [
        (HEAD, FERRY, FARE, FERRY.replace("一百二十", "一百三十"), QUAY),
        (HEAD, FERRY, NOTICE, NOTICE),
        (HEAD, FERRY, "“再来一班。”", FARE, "“再来一班。”", QUAY),
        (
            HEAD,
            "渡口渡口船来了\n\n歌声歌声浪里摇\n\n橹声橹声夜里静\n\n",
            FARE,
            "渡口渡口船来了\n\n歌声歌声浪里摇\n\n橹声橹声夜里静",
        ),
        (HEAD, FERRY, BRIDGE, QUAY, QUAY[:-1] + "，" + FARE),
        (HEAD, FERRY, FARE, QUAY, FARE[::-1], QUAY[::-1], FERRY + "这是记者在现场看到的。"),
        (HEAD, FERRY, FARE, QUAY, FARE[::-1], QUAY[::-1], FERRY),
        (HEAD, FERRY[:-1], FARE, FERRY, QUAY),
    ],
    ids=[
        "one number differs",
        "notices",
        "a short line",
        "a refrain",
        "contained",
        "quoted",
        "a pull quote",
        "without a mark",
    ],
)
def test_what_may_stand_twice_stays(parts: tuple[str, ...]) -> None:
    assert removed(edition(*parts)) == []


def test_repeats_are_found_in_linear_time_whatever_repeats() -> None:
    line = "同一行字反复印了许多遍，一直印到纸的尽头也没有停下来的意思，排字工人说机器坏了。"
    result = edition(HEAD, *[line] * 5000)
    assert len(removed(result)) == 4999
