from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import withdrawal
from archive.archival_object import open_object
from archive.edition_diff import What, compare_editions
from archive.editions import Article, Edition, latest_edition, read_edition
from archive.errors import DamagedObject, NotInObject
from archive.history import Event, compare_versions, history_of
from archive.storage_root import StorageRoot
from tests.archive.archives import ID, NOW, USER, keep


def ninjs(*articles: tuple[str, str], title: str = "明溪日报") -> dict[str, bytes]:
    """Return an edition of articles, each a headline and a body."""
    item = {
        "headlines": [{"value": title}],
        "versionCreated": "2024-06-07T00:00:00Z",
        "associations": [
            {
                "headlines": [{"role": "main", "value": headline}] if headline else [],
                "bodies": [{"contentType": "text/plain", "value": body}],
            }
            for headline, body in articles
        ],
    }
    return {"edition.json": json.dumps(item).encode(), "source.txt": repr(articles).encode()}


FERRY = ("渡口修好了", "石阶重新垫平。\n船工说，今年的雨水少。")
SCHOOL = ("书屋亮到八点", "孩子们在书屋里读书、写字，等着父母回来。")
MARKET = ("早市搬了新址", "菜农一早就来，摊位比去年多了三成。")
CORRECTED = ("渡口修好了", "石阶重新垫平。\n船长说，今年的雨水少。")


def edition(*articles: tuple[str, str]) -> Edition:
    return read_edition(ninjs(*articles)["edition.json"])


def changes(old: Edition, new: Edition) -> list[tuple[What, int | None, int | None, str]]:
    return [(each.what, each.before, each.after, each.label) for each in compare_editions(old, new).articles]


def test_the_history_tells_who_when_why_and_what(root: StorageRoot) -> None:
    keep(root, ninjs(FERRY, SCHOOL), message="存入")
    keep(root, ninjs(CORRECTED, SCHOOL, MARKET), message="更正")
    withdrawal.withdraw(root, ID, user=USER, reason="误发", now=NOW)
    withdrawal.restore(root, ID, user=USER, message="复核无误", now=NOW)
    keep(root, ninjs(CORRECTED, MARKET), message="撤去一篇")
    chapters = history_of(open_object(root, ID))
    assert [(chapter.version.number, chapter.event, chapter.version.message) for chapter in chapters] == [
        ("v1", Event.DEPOSITED, "存入"),
        ("v2", Event.CORRECTED, "更正"),
        ("v3", Event.WITHDRAWN, "误发"),
        ("v4", Event.RESTORED, "复核无误"),
        ("v5", Event.CORRECTED, "撤去一篇"),
    ]
    assert all((chapter.version.user, chapter.version.created) == (USER, NOW) for chapter in chapters)
    told = [
        [(each.what, each.label) for each in chapter.edition.articles] if chapter.edition else None
        for chapter in chapters
    ]
    assert told == [
        None,
        [(What.CHANGED, "渡口修好了"), (What.ADDED, "早市搬了新址")],
        None,
        [],
        [(What.REMOVED, "书屋亮到八点")],
    ]
    assert [chapter.files.changed for chapter in chapters] == [
        (),
        ("edition.json", "source.txt"),
        (),
        (),
        ("edition.json", "source.txt"),
    ]
    assert chapters[0].files.added == ("edition.json", "source.txt")
    assert [chapter.articles for chapter in chapters] == [2, 3, 0, 3, 2]


def test_the_history_of_what_was_purged_says_what_it_was(root: StorageRoot) -> None:
    keep(root, ninjs(FERRY))
    withdrawal.purge(root, ID, user=USER, reason="法院判决", now=NOW)
    (chapter,) = history_of(open_object(root, ID))
    assert chapter.event is Event.PURGED
    assert chapter.tombstone
    assert (chapter.tombstone.title, chapter.tombstone.date) == ("明溪日报", "2024-06-07")
    assert [former.version for former in chapter.tombstone.versions] == ["v1"]


def test_two_versions_are_compared(root: StorageRoot) -> None:
    keep(root, ninjs(FERRY, SCHOOL))
    keep(root, {**ninjs(CORRECTED, SCHOOL, title="明溪早报"), "issue.pdf": b"%PDF"})
    files, diff = compare_versions(open_object(root, ID), "v1", "v2")
    assert (files.added, files.removed, files.changed) == (("issue.pdf",), (), ("edition.json", "source.txt"))
    assert [part.part for part in diff.parts] == ["title"]
    (article,) = diff.articles
    assert [part.part for part in article.parts] == ["paragraphs"]
    assert [(piece.kind, piece.text) for piece in article.parts[0].pieces][1:3] == [
        ("removed", "船工"),
        ("added", "船长"),
    ]
    with pytest.raises(NotInObject):
        compare_versions(open_object(root, ID), "v1", "v9")


def test_damage_stops_a_comparison_and_not_the_history(root: StorageRoot) -> None:
    path = keep(root, ninjs(FERRY)).path / "v1" / "content" / "edition.json"
    keep(root, ninjs(CORRECTED))
    path.write_bytes(b"{}")
    held = open_object(root, ID)
    assert [chapter.edition for chapter in history_of(held)] == [None, None]
    with pytest.raises(DamagedObject):
        compare_versions(held, "v1", "v2")
    assert latest_edition(held).articles[0].headline == "渡口修好了"


def test_articles_are_known_again_wherever_they_stand() -> None:
    old = edition(FERRY, SCHOOL, MARKET)
    assert changes(old, old) == []
    assert changes(old, edition(MARKET, FERRY, SCHOOL)) == [(What.MOVED, 3, 1, "早市搬了新址")]
    assert changes(old, edition(SCHOOL, MARKET)) == [(What.REMOVED, 1, None, "渡口修好了")]
    assert changes(edition(SCHOOL, MARKET), old) == [(What.ADDED, None, 1, "渡口修好了")]
    renamed = ("渡口的石阶修好了", FERRY[1])
    assert changes(old, edition(SCHOOL, MARKET, renamed)) == [(What.MOVED, 1, 3, "渡口的石阶修好了")]
    assert changes(old, edition(renamed, SCHOOL, MARKET)) == [(What.CHANGED, 1, 1, "渡口的石阶修好了")]
    assert changes(old, edition(("全新的一篇", "与旧文毫不相干。"), SCHOOL, MARKET)) == [
        (What.ADDED, None, 1, "全新的一篇"),
        (What.REMOVED, 1, None, "渡口修好了"),
    ]


def test_articles_alike_keep_their_order() -> None:
    notice = ("", "遗失声明，特此作废。")
    assert changes(edition(notice, notice, FERRY), edition(notice, FERRY)) == [
        (What.REMOVED, 2, None, "遗失声明，特此作废。")
    ]


def test_what_is_no_edition_has_no_articles() -> None:
    for data in (b"", b"[]", b"[" * 200_000, b'{"associations": "many"}', b'{"associations": [7, null]}'):
        assert read_edition(data) == Edition()


@given(
    old=st.lists(st.sampled_from([FERRY, SCHOOL, MARKET, CORRECTED, ("", "一")]), max_size=6),
    new=st.lists(st.sampled_from([FERRY, SCHOOL, MARKET, CORRECTED, ("", "一")]), max_size=6),
)
def test_every_article_is_accounted_for(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> None:
    before, after = edition(*old), edition(*new)
    found = compare_editions(before, after).articles
    added = [each.after for each in found if each.what is What.ADDED]
    removed = [each.before for each in found if each.what is What.REMOVED]
    assert len(old) - len(removed) == len(new) - len(added), "what stays is in both"
    gone, come = set(removed), set(added)
    kept_before = [article for place, article in enumerate(before.articles, 1) if place not in gone]
    kept_after = [article for place, article in enumerate(after.articles, 1) if place not in come]
    touched = {each.after for each in found}
    untouched: list[Article] = [article for place, article in enumerate(after.articles, 1) if place not in touched]
    assert all(article in kept_before for article in untouched)
    assert len(kept_before) == len(kept_after)
    assert (found == ()) == (before == after)
    for one, other in itertools.pairwise(each.after for each in found if each.after):
        assert one < other
