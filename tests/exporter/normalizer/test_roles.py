"""What a line says of itself: marks and credits told apart."""

from __future__ import annotations

import pytest

from exporter.edition import Role
from exporter.normalizer.passage import Passage
from exporter.normalizer.roles import read_marks


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("□专题", Role.SECTION_MARK),
        ("□文化", Role.SECTION_MARK),  # 文 is a surname, 文化 a word
        ("■ 方言", Role.SECTION_MARK),
        ("□林一舟", Role.BYLINE),
        ("□欧阳一舟", Role.BYLINE),
        ("□ 本报记者 林一舟 通讯员 许阿满", Role.BYLINE),
        ("记者 林一舟", Role.BYLINE),
        ("□林一舟在码头等了三个钟头，船没有来。", None),
    ],
)
def test_a_square_stands_before_a_section_or_a_writer(line: str, role: Role | None) -> None:
    (read,) = read_marks([Passage(line, ((0, len(line)),))])
    assert read.role is role


@pytest.mark.parametrize(
    ("head", "mark", "role"),
    [
        ("老渡口开出新航线", "□山中人", Role.BYLINE),
        ("老渡口还要开吗？", "●临川散记社", Role.BYLINE),
        ("老渡口开出新航线", "■相关链接", Role.SECTION_MARK),
        ("老渡口的船每天早上六点开出。", "□副刊", Role.SECTION_MARK),
    ],
)
def test_a_square_between_a_head_and_its_text_stands_before_a_pen_name(head: str, mark: str, role: Role) -> None:
    texts = (head, mark, "老渡口的船每天早上六点开出，往返两岸的人比去年多了三成。")
    assert read_marks([Passage(text, ((0, len(text)),)) for text in texts])[1].role is role


TEXT = "老渡口的船每天早上六点开出。往返两岸的人比去年多了三成，船工们说从前只有赶集的日子才坐得满。"


@pytest.mark.parametrize(
    "credit",
    [
        "本报记者 林一舟",
        "本报记者 林一舟 通讯员 许阿满",
        "文｜林一舟",
        "作者：林一舟",
        "来源：临川新闻",
        "口述：林一舟 整理：何帆",
    ],
)
def test_a_credit_below_a_text_closes_it(credit: str) -> None:
    texts = ("老渡口开出新航线", credit, TEXT, credit, "夜市添了读书角")
    below_head, below_text = (read_marks([Passage(text, ((0, len(text)),)) for text in texts])[i] for i in (1, 3))
    assert (below_head.role, below_head.closes) == (Role.BYLINE, False)
    assert (below_text.role, below_text.closes) == (None, True)


@pytest.mark.parametrize(
    "line",
    [
        "《渡口旧事》剧照",
        "电视剧《渡口旧事》第二季海报",
        "图｜何帆",
        "图源：临川渡轮",
        "船工在岸边补网（受访者供图）",
        "渡口清晨（图源｜临川渡轮）",
    ],
)
def test_a_line_that_says_where_a_picture_is_from_is_a_caption(line: str) -> None:
    assert read_marks([Passage(line, ((0, len(line)),))])[0].role is Role.CAPTION
