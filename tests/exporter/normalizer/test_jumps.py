"""Jump lines: read, set apart, and the parts of an article joined where the evidence is plain, never otherwise."""

from __future__ import annotations

import pytest

from exporter.edition import Role
from exporter.normalizer.jump_lines import JumpLine, read_jump, set_apart
from exporter.normalizer.pages import join_pages
from exporter.normalizer.passage import Passage
from exporter.normalizer.passes import Normalization, normalize
from exporter.normalizer.record import from_record, rebuild_text, replay, to_record
from tests.exporter.normalizer.texts import owners, read

FERRY = "老渡口开出新航线\n\n本报讯 青石湾的老渡口每天开出十二班船。往返两岸的人多了三成，市交通局打算再添两个停靠"
FERRY_REST = "点，把蓼溪和白石也连进来。新的候船廊明年建成。"
BOOKS = "山里的书屋亮着灯\n\n本报讯 每到傍晚，云岭小学的书屋就亮起灯来。书屋是去年冬天由村民和老师一起动手建成的。"
BOOKS_REST = "老师们轮流守在书屋里，夜里八点熄灯，再把孩子一个个送回家。"
NIGHT = "夜市添了读书角\n\n本报讯 这个周末，临江夜市的一角摆出了书架，路过的人坐下来就可以看书。"


@pytest.mark.parametrize(
    ("line", "leaves", "page"),
    [
        ("下转第4版", True, "4"),
        ("（下转第二版）", True, "2"),
        ("(下转A06版)", True, "A6"),
        ("▶▶▶下转第3版", True, "3"),
        ("▶下转02版", True, "2"),
        ("转A3版", True, "A3"),
        ("文转B2", True, "B2"),
        ("（上接第1版）", False, "1"),
        ("◀◀◀上接第一版", False, "1"),
        ("上接头版", False, "1"),
        ("（紧接第1版）", False, "1"),
        ("接A1版", False, "A1"),
        ("■下转A02版", True, "A2"),
        ("（下转第四版）▶", True, "4"),
        ("（下转2、3版）", True, "2"),
        ("（下转A2版·要闻）", True, "A2"),
        ("（下转5版 国际）", True, "5"),
        ("（下转2版②）", True, "2"),
        ("（下转A2页）", True, "A2"),
        ("▲（上接1版）", False, "1"),
    ],
)
def test_jump_lines_of_many_forms_are_read(line: str, leaves: bool, page: str) -> None:
    assert read_jump(line) == JumpLine(leaves, page, "")


@pytest.mark.parametrize(
    "line",
    ["（上接第一版《老渡口开出新航线》）", "（上接第一版《老渡口开出新航线》一文）", "▶上接1版 老渡口开出新航线"],
)
def test_a_title_that_it_quotes_is_read(line: str) -> None:
    assert read_jump(line) == JumpLine(False, "1", "老渡口开出新航线")


def test_a_title_may_have_quotes_in_it() -> None:
    assert read_jump("（上接第一版《老渡口开出“夜航班”》）") == JumpLine(False, "1", "老渡口开出“夜航班”")


@pytest.mark.parametrize(
    "line",
    [
        "转运",
        "转5",
        "转2025版",
        "接第3版的任务",
        "（详见第4版）",
        "上接中央下转地方",
        "下转",
        "下转3版的任务，明天接着做",
    ],
)
def test_what_only_looks_like_one_is_none(line: str) -> None:
    assert read_jump(line) is None


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("再添两个停靠（下转第4版）", ["再添两个停靠", "（下转第4版）"]),
        ("再添两个停靠▶下转A3版", ["再添两个停靠", "▶下转A3版"]),
        ("（上接第1版）点，连进来。", ["（上接第1版）", "点，连进来。"]),
        ("上接第1版 点，连进来。", ["上接第1版", "点，连进来。"]),
        ("（上接第1版）点，连进来（下转第5版）", ["（上接第1版）", "点，连进来", "（下转第5版）"]),
        ("他说（接第3棒的人）跑得快。", ["他说（接第3棒的人）跑得快。"]),
    ],
)
def test_one_at_a_paragraphs_end_or_start_is_set_apart(text: str, pieces: list[str]) -> None:
    parted = set_apart([Passage(text, ((7, 7 + len(text)),))])
    assert [passage.text for passage in parted] == pieces
    assert [text[first - 7 : last - 7] for passage in parted for first, last in passage.ranges] == pieces
    assert all((passage.role is Role.JUMP_LINE) == (read_jump(passage.text) is not None) for passage in parted)


def edition_of(*pages: str) -> Normalization:
    """Normalize pages once as one text, once as files; they are read alike."""
    one = read("\n\n".join(pages))
    files = [(f"{name}.txt", page.encode()) for name, page in zip("abc", pages, strict=False)]
    other = normalize(join_pages(files, "soup"))
    assert one.edition.articles == other.edition.articles
    text = "\n\n".join(pages)
    assert all(count == 1 for count, c in zip(owners(one, text), text, strict=True) if not c.isspace())
    assert from_record(to_record(one.edition, one.provenance)) == (one.edition, one.provenance)
    assert rebuild_text(one.edition, one.provenance) == text
    assert all(replay(text, block, one.provenance) == block.text for block in one.edition.blocks())
    return one


def bodies(result: Normalization) -> dict[str, str]:
    return {article.headline: "".join(block.text for block in article.body) for article in result.edition.articles}


def codes(result: Normalization) -> list[str]:
    return [f.code for f in result.provenance.findings if f.code.startswith("jump")]


def test_two_articles_that_leave_one_page_for_two_are_each_joined() -> None:
    result = edition_of(
        f"第01版：要闻\n\n{FERRY}（下转第4版）\n\n{BOOKS}\n\n▶▶▶下转第三版",
        f"第03版：文化\n\n书屋亮着灯\n\n（上接第1版）{BOOKS_REST}\n\n{NIGHT}",
        f"第04版：要闻\n\n上接第一版\n\n{FERRY_REST}",
    )
    texts = bodies(result)
    assert "再添两个停靠点，把蓼溪和白石也连进来。" in texts["老渡口开出新航线"]
    assert texts["山里的书屋亮着灯"].endswith(BOOKS_REST)
    assert len(texts) == 3
    assert [(article.page, article.truncated) for article in result.edition.articles] == [
        ("01", False),
        ("01", False),
        ("03", False),
    ]
    assert [jump.evidence for jump in result.provenance.jumps] == [("page", "sentence"), ("page", "title")]
    assert [b.text for b in result.edition.furniture if b.role is Role.JUMP_LINE].count("书屋亮着灯") == 1
    assert codes(result) == []


def test_two_that_go_to_one_page_are_told_apart_by_their_titles() -> None:
    pages = [
        f"第01版：要闻\n\n{FERRY}（下转第4版）\n\n{BOOKS}（下转第4版）",
        f"第04版：要闻\n\n老渡口新航线\n\n（上接第1版）{FERRY_REST}\n\n山里书屋亮着灯\n\n（上接第1版）{BOOKS_REST}",
    ]
    texts = bodies(edition_of(*pages))
    assert texts["老渡口开出新航线"].endswith(FERRY_REST)
    assert texts["山里的书屋亮着灯"].endswith(BOOKS_REST)


def test_two_that_cannot_be_told_apart_are_left_and_noticed() -> None:
    result = edition_of(
        f"第01版：要闻\n\n{FERRY}（下转第4版）\n\n{BOOKS}（下转第4版）",
        f"第04版：要闻\n\n（上接第1版）{FERRY_REST}\n\n（上接第1版）{BOOKS_REST}",
    )
    assert all(jump.leaves is None or jump.arrives is None for jump in result.provenance.jumps)
    assert codes(result) == ["jump-ambiguous"] * 4
    assert len(result.edition.articles) == 4


@pytest.mark.parametrize(
    "second",
    [
        f"第05版：要闻\n\n（上接第1版）{FERRY_REST}",  # another page than the first names
        f"第04版：要闻\n\n（上接第2版）{FERRY_REST}",  # it comes from another page
        f"第04版：要闻\n\n城东菜市场搬迁\n\n（上接第1版）{FERRY_REST}",  # headed as another article
        NIGHT,
    ],
)
def test_what_does_not_agree_is_not_joined(second: str) -> None:
    result = edition_of(f"第01版：要闻\n\n{FERRY}（下转第4版）", second)
    assert not any(jump.leaves and jump.arrives for jump in result.provenance.jumps)
    assert "jump-unmatched" in codes(result)
    assert result.edition.articles[0].truncated


def test_without_page_marks_an_open_sentence_joins_the_only_two() -> None:
    result = edition_of(f"{FERRY}\n\n（下转第4版）\n\n{NIGHT}", f"（上接第1版）\n\n{FERRY_REST}")
    assert result.provenance.jumps[0].evidence == ("sentence",)
    assert bodies(result)["老渡口开出新航线"].endswith(FERRY_REST)


def test_an_article_may_go_on_twice() -> None:
    result = edition_of(
        f"第01版\n\n{FERRY}（下转第2版）",
        "第02版\n\n（上接第1版）点，把蓼溪和白石也连进来。新的候船廊（下转第3版）",
        "第03版\n\n（上接第2版）明年建成，船票两元一张。",
    )
    assert bodies(result)["老渡口开出新航线"].endswith("连进来。新的候船廊明年建成，船票两元一张。")


def test_parts_that_would_go_round_in_a_circle_stay_apart_and_whole() -> None:
    result = edition_of(
        f"第01版\n\n（上接第2版）{BOOKS_REST}（下转第2版）", f"第02版\n\n（上接第1版）{FERRY_REST}（下转第1版）"
    )
    assert sum(len(article.blocks) for article in result.edition.articles) == 2
