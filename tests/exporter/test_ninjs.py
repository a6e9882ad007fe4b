"""`edition.json`: its published shape, what the ninjs schema says of it, and the way back to the edition."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from lxml import etree

from exporter.edition import Edition
from exporter.errors import InputError
from exporter.ninjs import export_json, read_edition
from exporter.normalizer.provenance import Provenance
from exporter.normalizer.record import to_record
from exporter.template_set import open_template_set
from exporter.word_count import word_count
from tests.exporter.editions import BRIEF, COMMENT, EDITIONS, ORDINARY, RARE, SINGLE, UNDATED, bind
from tests.exporter.strategies import editions
from tests.judges import need_shared

SET = open_template_set()
# The keys that ninjs 3.1 has for an item, as far as they are used here; it is closed to any other.
NINJS_KEYS = {
    "uri", "standard", "type", "profile", "representationType", "title", "headlines", "language", "versionCreated",
    "altIds", "renditions", "associations", "name", "by", "located", "genres", "infoSources", "subjects", "bodies",
}  # fmt: skip


def item_of(edition: Edition) -> dict[str, Any]:
    item: dict[str, Any] = json.loads(export_json(edition, SET).data)
    return item


def record_of(edition: Edition) -> bytes:
    return json.dumps(to_record(edition, Provenance()), ensure_ascii=False).encode()


def test_the_edition_stands_at_the_top() -> None:
    item = item_of(ORDINARY)
    assert item["uri"] == "urn:heding:%E4%B8%B4%E6%B1%9F%E6%99%9A%E6%8A%A5:2031-05-18"
    assert item["type"] == "composite"
    assert item["standard"]["name"] == "ninjs"
    assert item["title"] == "临江晚报"
    assert item["headlines"] == [{"value": "临江晚报"}]
    assert item["language"] == "zh-Hans"
    assert item["versionCreated"] == "2031-05-18T00:00:00Z"
    assert item["altIds"] == [
        {"role": "issue-number", "value": "8642"},
        {"role": "source-sha256", "value": ORDINARY.source.sha256},
    ]
    assert item["renditions"] == [
        {"name": "issue.pdf", "contentType": "application/pdf"},
        {"name": "issue.epub", "contentType": "application/epub+zip"},
    ]
    assert len(item["associations"]) == 7


def test_what_is_unknown_is_left_out() -> None:
    item = item_of(UNDATED)
    assert item["uri"] == f"urn:heding:sha256:{UNDATED.source.sha256}"
    assert item["headlines"] == [{"value": "linjiang-2031-05-18"}]
    assert "title" not in item
    assert "versionCreated" not in item
    assert [entry["role"] for entry in item["altIds"]] == ["source-sha256"]
    assert not {"headlines", "by", "located", "versionCreated"} & item["associations"][0].keys()


def test_an_article_with_everything() -> None:
    lead, brief = item_of(ORDINARY)["associations"][:2]
    assert lead["name"] == "跨江轻轨今晨首发 两岸通勤缩短至二十分钟"
    assert lead["uri"] == "urn:heding:%E4%B8%B4%E6%B1%9F%E6%99%9A%E6%8A%A5:2031-05-18#article-001"
    assert lead["headlines"] == [
        {"role": "main", "value": "跨江轻轨今晨首发 两岸通勤缩短至二十分钟"},
        {"role": "kicker", "value": "全长14.6公里 设站11座"},
        {"role": "subtitle", "value": "首末班车时间、票价与换乘办法公布"},
    ]
    assert lead["by"] == "本报记者 顾望舒 通讯员 齐远帆"
    assert lead["subjects"] == [
        {"rel": "section", "name": "要闻"},
        {"rel": "keyword", "name": "轻轨"},
        {"rel": "keyword", "name": "换乘"},
        {"rel": "keyword", "name": "票价"},
    ]
    assert lead["altIds"] == [{"role": "print-page", "value": "01"}]
    assert brief["located"] == "云港"
    assert brief["infoSources"] == [{"role": "agency", "name": "江河社"}]


def test_kinds_and_gaps_are_told() -> None:
    associations = item_of(ORDINARY)["associations"]
    assert [item["genres"][0]["name"] for item in associations] == ["news"] * 5 + ["photo_news", "notice"]
    assert [item["representationType"] == "partial" for item in associations] == [False] * 4 + [True] + [False] * 2


def test_the_bodies_say_the_same_in_plain_text_and_in_xhtml() -> None:
    for edition in EDITIONS.values():
        for article, item in zip(edition.articles, item_of(edition)["associations"], strict=True):
            plain, xhtml = item["bodies"]
            assert plain["contentType"] == "text/plain"
            assert plain["value"].split("\n") == [block.text for block in article.body]
            assert xhtml["contentType"] == "application/xhtml+xml"
            root = etree.fromstring(xhtml["value"])
            assert root.tag == "{http://www.w3.org/1999/xhtml}div"
            assert ["".join(child.itertext()) for child in root] == [block.text for block in article.body]


def test_captions_are_not_counted() -> None:
    photo = item_of(ORDINARY)["associations"][5]
    assert [(body["charCount"], body["wordCount"]) for body in photo["bodies"]] == [(0, 0), (0, 0)]
    comment = item_of(bind([COMMENT]))["associations"][0]
    assert comment["bodies"][0]["charCount"] == len(comment["bodies"][0]["value"].replace("\n", ""))


def test_a_word_is_a_han_character_or_a_number_or_a_word_of_another_script() -> None:
    assert word_count("临江大桥") == 4
    assert word_count("占29.70%，于22:00前乘C919离开——“再会”，𠮷野说。") == 14
    assert word_count("O'Neil came in 2031-05-18") == 4
    assert word_count("，。…… —— \u3000") == 0
    for item in item_of(ORDINARY)["associations"]:
        plain, xhtml = item["bodies"]
        assert plain["wordCount"] == xhtml["wordCount"] <= plain["charCount"]


def test_the_file_is_readable_utf_8() -> None:
    data = export_json(RARE, SET).data
    assert "𠮷祥日報" in data.decode()
    assert data.startswith(b'{\n  "uri"')
    assert data.endswith(b"}\n")


@given(editions())
@settings(max_examples=60)
def test_any_edition_keeps_to_the_keys_of_ninjs_and_comes_back(edition: Edition) -> None:
    data = export_json(edition, SET).data
    item = json.loads(data)
    assert item.keys() <= NINJS_KEYS
    for association in item["associations"]:
        assert association.keys() <= NINJS_KEYS
        for body in association.get("bodies", [])[1:]:
            etree.fromstring(body["value"])
    again, provenance = read_edition(data, record_of(edition))
    assert provenance == Provenance()
    assert export_json(again, SET).data == data


@pytest.mark.parametrize("name", EDITIONS)
def test_the_edition_comes_back_whole(name: str) -> None:
    edition = EDITIONS[name]
    assert read_edition(export_json(edition, SET).data, record_of(edition)) == (edition, Provenance())


@given(editions())
@settings(max_examples=60)
def test_the_schema_holds_for_any_edition(edition: Edition) -> None:
    validator = schema_validator()
    assert list(validator.iter_errors(item_of(edition))) == []


@pytest.mark.parametrize("name", EDITIONS)
def test_the_schema_holds(name: str) -> None:
    assert list(schema_validator().iter_errors(item_of(EDITIONS[name]))) == []


def test_the_schema_would_refuse_a_key_of_our_own() -> None:
    assert list(schema_validator().iter_errors({**item_of(SINGLE), "provenance": {}}))


def schema_validator() -> Any:
    """Return a validator for IPTC ninjs 3.1. The GeoJSON schema that it names is never reached."""
    return jsonschema.Draft202012Validator(json.loads(need_shared("suites/ninjs-schema_3.1.json").read_bytes()))


def test_the_same_bytes_in_any_process() -> None:
    script = (
        "import sys\n"
        "from exporter.ninjs import export_json\n"
        "from exporter.template_set import open_template_set\n"
        "from tests.exporter.editions import EDITIONS\n"
        "for edition in EDITIONS.values():\n"
        "    sys.stdout.buffer.write(export_json(edition, open_template_set()).data)\n"
    )
    root = Path(__file__).resolve().parents[2]
    here = b"".join(export_json(edition, SET).data for edition in EDITIONS.values())
    for seed, zone in (("1", "Pacific/Kiritimati"), ("2", "America/Los_Angeles")):
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(root), "LC_ALL": "C"}
        there = subprocess.run(
            [sys.executable, "-c", script], cwd=root, env=environment, check=True, capture_output=True
        )
        assert there.stdout == here


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    item = item_of(ORDINARY)
    change(item)
    return json.dumps(item).encode()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "edition.json is no readable JSON"),
        (b"\xff\xfe\x00", "edition.json is no readable JSON"),
        (b"[" * 100_000, "edition.json is no readable JSON"),
        (b"[]", "edition.json holds no JSON object"),
        (b"{}", '"profile" is None'),
        (changed(lambda item: item.update(profile="text-only")), "\"profile\" is 'text-only'"),
        (changed(lambda item: item.update(standard={"name": "ninjs", "version": "2.0"})), '"standard"'),
        (changed(lambda item: item.update(language="zh<Hans>")), '"language"'),
        (changed(lambda item: item.update(title=5)), '"title" is 5'),
        (changed(lambda item: item.update(versionCreated="yesterday")), "\"versionCreated\" is 'yesterday'"),
        (changed(lambda item: item.update(altIds={"role": "x"})), '"altIds"'),
        (changed(lambda item: item.update(altIds=["x"])), '"altIds"'),
        (changed(lambda item: item["altIds"][0].update(value=8642)), '"value" is 8642'),
        (changed(lambda item: item.update(title="临江早报")), "not of one edition"),
        (changed(lambda item: item.update(versionCreated="2031-05-19T00:00:00Z")), "not of one edition"),
        (changed(lambda item: item["altIds"][1].update(value="0" * 64)), "not of one edition"),
        (changed(lambda item: item["associations"].pop()), "the number of articles differs"),
        (changed(lambda item: item.update(associations=None)), "the number of articles differs"),
        (changed(lambda item: item["associations"][1].update(by="别人")), "they differ in article 2"),
        (changed(lambda item: item["associations"][3]["bodies"][0].update(value="改过")), "they differ in article 4"),
        (changed(lambda item: item["associations"].__setitem__(0, "x")), "they differ in article 1"),
    ],
)
def test_what_is_not_ours_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_edition(data, record_of(ORDINARY))
    assert message in caught.value.en
    assert caught.value.zh != caught.value.en


def test_a_record_that_is_none_is_refused() -> None:
    data = export_json(ORDINARY, SET).data
    for record in (b"", b"null", b"{}", b'{"source": 1}'):
        with pytest.raises(InputError):
            read_edition(data, record)


def test_another_edition_s_record_is_refused() -> None:
    with pytest.raises(InputError, match="not of one edition"):
        read_edition(export_json(SINGLE, SET).data, record_of(ORDINARY))
    other = dataclasses.replace(bind([BRIEF, COMMENT]), source=SINGLE.source)
    with pytest.raises(InputError, match="number of articles"):
        read_edition(export_json(SINGLE, SET).data, record_of(other))
