"""How reports begin, in the wording of many papers and stations."""

from __future__ import annotations

import pytest

from exporter.normalizer.patterns import LEAD, is_credited, tells_places


@pytest.mark.parametrize(
    "text",
    [
        "本报临川5月6日电 老渡口开航。",
        "中新社西安五月六日电（记者林一舟）老渡口开航。",
        "江城晚报讯 记者林一舟、通讯员何雨报道：老渡口开航。",
        "江城在线5月6日讯（记者林一舟）老渡口开航。",
        "本报临川讯（记者林一舟）老渡口开航。",
        "明溪讯 5月6日，老渡口开航。",
        "【明溪讯】老渡口开航。",
        "【江城商报专讯】老渡口开航。",
        "（中央社台北6日电）老渡口开航。",
        "〔记者林一舟／台北报导〕老渡口开航。",
        "（记者林一舟）老渡口开航。",
        "（明溪6日讯）老渡口开航。",
        "（明溪晚报报道）老渡口开航。",
        "（临川之声中文网）老渡口开航。",
        "【临川网】（记者 林一舟）老渡口开航。",
        "【临川传媒记者林一舟发自明溪】老渡口开航。",
        "【江城报记者林一舟／台北报导】老渡口开航。",
        "〔记者林一舟╱台北报道〕老渡口开航。",
        "【本报综合报道】老渡口开航。",
        "【江城快讯net专讯】老渡口开航。",
        "【林一舟╱台北报导】老渡口开航。",
        "〔体育中心／综合报导〕老渡口开航。",
        "编译林一舟／综合报导 老渡口开航。",
        "（明溪／临川综合电）老渡口开航。",
        "明溪五日专电 老渡口开航。",
        "【江城时报驻明溪特约记者何雨】老渡口开航。",
        "本报记者林一舟报道：老渡口开航。",
        "央视新闻客户端消息 老渡口开航。",
        "本台消息：老渡口开航。",
        "据新华社东京电 老渡口开航。",
        "新华社快讯：老渡口开航。",
        "综合外电报道，老渡口开航。",
    ],
)
def test_a_report_is_known_by_its_first_words(text: str) -> None:
    assert LEAD.match(text)


@pytest.mark.parametrize(
    "text",
    [
        "老渡口开航。",
        "（记者林一舟、何雨）",
        "（明溪6日讯）",
        "（据新华社电）",
        "（明溪晚报）",
        "【临川网】老渡口开航",
        "本报记者林一舟在老渡口看到，新船已经下水。",
        "快讯 5月6日，老渡口开航。",
        "据通讯社报道，老渡口开航。",
        "记者林一舟说：“老渡口开航了。”",
        "新华社记者何雨获得一等奖。",
        "【延伸阅读】老渡口的历史",
        "资讯（5月）",
        "（明溪停电）老渡口停航",
        "林一舟／临川报导",
        "明溪五日电影展开幕",
    ],
)
def test_what_only_names_a_paper_or_a_reporter_is_no_beginning(text: str) -> None:
    assert not LEAD.match(text)


@pytest.mark.parametrize(
    "text",
    ["林 舟绘", "老渡口的旧貌。 林一舟绘", "等船 许阿满作（江城社发）", "雾里的渡船。 林一舟画（渡口博物馆供图）"],
)
def test_a_picture_is_known_by_who_drew_it(text: str) -> None:
    assert is_credited(text)


@pytest.mark.parametrize("text", ["新渡口的蓝图正在描绘", "林一舟和老渡口合作", "渡口地形测绘", "老渡口作（1988年）"])
def test_what_is_drawn_or_made_by_nobody_is_no_credit(text: str) -> None:
    assert not is_credited(text)


@pytest.mark.parametrize(
    "text",
    [
        "老渡口昨天重开，等船的人排到石阶上。（记者林一舟摄）",
        "旧候船室的门牌。（资料照）",
        "渡轮公司换上新标志。（取自渡轮公司脸书）",
        "新船下水。（临川渡轮提供）",
        "邻国渡轮在港外避风。（路透）",
        "邻国渡轮在港外避风。图／美联社",
        "老渡口昨天重开。记者林一舟／摄影",
        "老渡口的旧照。望潮报系资料照，记者林一舟／摄影",
        "新船下水。 照片来源: 渡轮公司",
        "孩子们在候船室玩耍。视觉中国资料",
    ],
)
def test_a_picture_is_known_by_who_took_it_in_brackets(text: str) -> None:
    assert is_credited(text)


@pytest.mark.parametrize("text", ["票价不变（旅客须提供船票）", "工程由渡轮公司负责。（何雨）", "船期不变。（路透露）"])
def test_brackets_with_something_else_are_no_credit(text: str) -> None:
    assert not is_credited(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("林一舟（左）与何雨（右二）一起看新船下水。", True),
        ("何阿满（后右1）收网，儿子在旁帮忙。", True),
        ("老渡口旧事（中）", False),
        ("船往左（西岸）靠，人从右边下。", False),
    ],
)
def test_where_someone_stands_is_said_below_pictures(text: str, told: bool) -> None:
    assert tells_places(text) is told
