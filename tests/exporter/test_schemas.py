"""The published schemas: what heding writes keeps to them, what is not so is refused, and old files are still read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from exporter.edition import ArticleKind, Edition, Role
from exporter.ninjs import export_json
from exporter.normalizer.overrules import Ruling, resolve
from exporter.normalizer.pages import join_pages
from exporter.normalizer.passes import normalize
from exporter.normalizer.places import Places
from exporter.normalizer.provenance import Provenance
from exporter.normalizer.record import VERSION, from_record, rebuild_source, to_record
from exporter.normalizer.source_text import decode
from exporter.template_set import open_template_set
from tests.exporter.editions import EDITIONS, ORDINARY
from tests.exporter.strategies import editions
from tests.judges import need_shared

ROOT = Path(__file__).resolve().parents[2]
CASES = sorted((ROOT / "tests/cases").glob("*/*.txt"))
RECORDS = sorted((ROOT / "tests/cases/records").glob("*.json"))
SET = open_template_set()

Json = dict[str, Any]


def validator(name: str) -> Any:
    return jsonschema.Draft202012Validator(json.loads((ROOT / "exporter/schemas" / name).read_bytes()))


EDITION = validator("edition-1.schema.json")
PROVENANCE = validator(f"provenance-{VERSION}.schema.json")


def complaints(judge: Any, value: object) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in judge.iter_errors(value)]


def item_of(edition: Edition) -> Json:
    item: Json = json.loads(export_json(edition, SET).data)
    return item


def record_of_text(data: bytes) -> Json:
    result = normalize(decode(data, "case"))
    record: Json = json.loads(json.dumps(to_record(result.edition, result.provenance)))
    return record


def test_the_record_of_a_folder_with_decisions_of_a_person_keeps_to_the_schema() -> None:
    text = (ROOT / "tests/cases/golden/jumps.txt").read_bytes()
    source = join_pages([("01版.txt", text), ("02版.txt", "夜市添了读书角。".encode("utf-16"))], "folder")
    rulings = [Ruling("drop", "01版.txt:L2", "here"), Ruling("role", "02版.txt:L1", "here", "headline")]
    result = normalize(source, resolve(rulings, Places(source.text, source.pages)))
    record = json.loads(json.dumps(to_record(result.edition, result.provenance)))
    assert complaints(PROVENANCE, record) == []
    assert all(record[key] for key in ("overrules", "masthead", "jumps"))
    assert [page["name"] for page in record["source"]["pages"]] == ["01版.txt", "02版.txt"]


def test_a_place_that_several_rules_changed_names_them_all() -> None:
    record = record_of_text("\n".join(f"渡船每天开  {k} 班，两岸都方便。" for k in range(30)).encode())
    assert "space+gap" in {change["rule"] for change in record["changes"]}
    assert complaints(PROVENANCE, record) == []


@pytest.mark.parametrize("judge", [EDITION, PROVENANCE], ids=["edition", "provenance"])
def test_the_schema_is_one(judge: Any) -> None:
    judge.check_schema(judge.schema)


@pytest.mark.parametrize("name", EDITIONS)
def test_an_edition_and_its_record_keep_to_their_schemas(name: str) -> None:
    assert complaints(EDITION, item_of(EDITIONS[name])) == []
    assert complaints(PROVENANCE, json.loads(json.dumps(to_record(EDITIONS[name], Provenance())))) == []


@given(editions())
@settings(max_examples=60)
def test_any_edition_and_its_record_keep_to_their_schemas(edition: Edition) -> None:
    assert complaints(EDITION, item_of(edition)) == []
    assert complaints(PROVENANCE, json.loads(json.dumps(to_record(edition, Provenance())))) == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_record_of_a_case_keeps_to_the_schema(path: Path) -> None:
    assert complaints(PROVENANCE, record_of_text(path.read_bytes())) == []


def test_the_records_of_the_gold_editions_keep_to_the_schema() -> None:
    texts = sorted(need_shared("gold/dev").glob("*.txt"))
    assert len(texts) == 60
    wrong = {path.stem: found for path in texts if (found := complaints(PROVENANCE, record_of_text(path.read_bytes())))}
    assert wrong == {}


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_record_written_long_ago_is_still_read(path: Path) -> None:
    record = json.loads(path.read_bytes())
    judge = validator(f"provenance-{record['version']}.schema.json")
    assert complaints(judge, record) == []
    edition, provenance = from_record(record)
    assert edition.articles[0].headline == "青石湾老渡口开出新航线"
    assert [removal.reason for removal in provenance.removals] == ["repeat"]
    assert rebuild_source(record) == path.with_suffix(".txt").read_bytes()


def test_every_version_of_the_record_has_its_schema_and_its_witness() -> None:
    versions = range(1, VERSION + 1)
    assert {path.stem for path in RECORDS} == {f"version-{version}" for version in versions}
    for version in versions:
        assert validator(f"provenance-{version}.schema.json").schema["properties"]["version"]["const"] == version


def test_the_schemas_name_what_the_model_names() -> None:
    kinds = {kind.value for kind in ArticleKind}
    article = PROVENANCE.schema["$defs"]["article"]["properties"]
    furniture = PROVENANCE.schema["properties"]["furniture"]["items"]["properties"]
    roles = {*article["blocks"]["items"]["properties"]["role"]["enum"], *furniture["role"]["enum"]}
    assert roles == {role.value for role in Role}
    assert set(article["kind"]["enum"]) == kinds
    genre = EDITION.schema["$defs"]["article"]["properties"]["genres"]["items"]["properties"]["name"]
    assert set(genre["enum"]) == kinds


def changed(value: Json, change: Callable[[Json], object]) -> Json:
    change(value)
    return value


@pytest.mark.parametrize(
    "change",
    [
        lambda item: item.pop("uri"),
        lambda item: item.update(uri="urn:heding:临江晚报:2031-05-18"),
        lambda item: item.update(title=""),
        lambda item: item.update(profile="text-only"),
        lambda item: item.update(versionCreated="2031-05-18T08:00:00+08:00"),
        lambda item: item.update(provenance={}),
        lambda item: item["altIds"].pop(),
        lambda item: item["renditions"].pop(),
        lambda item: item["associations"][0]["bodies"].pop(),
        lambda item: item["associations"][0]["bodies"].reverse(),
        lambda item: item["associations"][0]["bodies"][0].pop("wordCount"),
        lambda item: item["associations"][0]["bodies"][1].update(charCount="12"),
        lambda item: item["associations"][0]["headlines"][0].update(role="deck"),
        lambda item: item["associations"][0].update(by=""),
        lambda item: item["associations"][0].update(renditions=[]),
    ],
)
def test_an_edition_of_another_shape_is_refused(change: Callable[[Json], object]) -> None:
    assert complaints(EDITION, changed(item_of(ORDINARY), change))


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record.update(version=2),
        lambda record: record.pop("gaps"),
        lambda record: record["source"].update(sha256="0"),
        lambda record: record["articles"][0].update(kind="poem"),
        lambda record: record["articles"][0].update(dateline={"place": "云港"}),
        lambda record: record["articles"][0]["blocks"][0].update(role="page-mark"),
        lambda record: record["articles"][0]["blocks"][0].update(source=[]),
        lambda record: record["articles"][0]["blocks"][0].update(source=[[3]]),
        lambda record: record["furniture"][0].update(role="paragraph"),
        lambda record: record["gaps"].append([1, "\n", 2]),
        lambda record: record["changes"].append({"rule": "mark-width", "source": [0, 1], "before": ","}),
    ],
)
def test_a_record_of_another_shape_is_refused(change: Callable[[Json], object]) -> None:
    record = json.loads(json.dumps(to_record(ORDINARY, Provenance())))
    assert complaints(PROVENANCE, changed(record, change))
