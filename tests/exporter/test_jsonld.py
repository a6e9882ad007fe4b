"""`NAME.jsonld`: what it says as triples, read by PyLD without a network."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from pyld import jsonld

from exporter.byline import bodies_in, names_in
from exporter.edition import Dateline, Edition, Role
from exporter.jsonld import export_jsonld
from exporter.word_count import words_of
from tests.exporter.editions import COMMENT, EDITIONS, LEAD, ORDINARY, UNDATED, Draft, bind
from tests.exporter.strategies import editions

SCHEMA, DCTERMS = "https://schema.org/", "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"
ISSUE = ORDINARY.urn
LEAD_URI = f"{ISSUE}#article-001"

NONCHARACTERS = re.compile("[\ufffe\uffff]")

Triples = set[tuple[str, str, str]]


def refuse(url: str, options: object) -> Any:
    raise AssertionError(f"wants to fetch {url}")


def triples_of(edition: Edition) -> Triples:
    """Return the triples that the file holds: subject, predicate, and the object's IRI, blank node or text."""
    dataset = jsonld.to_rdf(json.loads(export_jsonld(edition).data), {"documentLoader": refuse})
    assert list(dataset) == ["@default"]
    return {
        (triple["subject"]["value"], triple["predicate"]["value"], triple["object"]["value"])
        for triple in dataset["@default"]
    }


def values(triples: Triples, subject: str, predicate: str) -> set[str]:
    return {value for of, about, value in triples if (of, about) == (subject, predicate)}


def names(triples: Triples, subject: str, predicate: str) -> set[tuple[str, str]]:
    """Return the kind and the name of what a subject points to."""
    kind, name = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", SCHEMA + "name"
    return {
        (values(triples, node, kind).pop().removeprefix(SCHEMA), values(triples, node, name).pop())
        for node in values(triples, subject, predicate)
    }


def test_the_issue_as_triples() -> None:
    triples = triples_of(ORDINARY)
    paper = ISSUE.removesuffix(":2031-05-18")
    expected = {
        (ISSUE, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", SCHEMA + "PublicationIssue"),
        (ISSUE, SCHEMA + "name", "临江晚报 2031年5月18日"),
        (ISSUE, SCHEMA + "issueNumber", "8642"),
        (ISSUE, SCHEMA + "datePublished", "2031-05-18"),
        (ISSUE, SCHEMA + "inLanguage", "zh-Hans"),
        (ISSUE, SCHEMA + "isPartOf", paper),
        (paper, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", SCHEMA + "Newspaper"),
        (paper, SCHEMA + "name", "临江晚报"),
        (ISSUE, DCTERMS + "title", "临江晚报 2031年5月18日"),
        (ISSUE, DCTERMS + "identifier", ISSUE),
        (ISSUE, DCTERMS + "date", "2031-05-18"),
        (ISSUE, DCTERMS + "language", "zh-Hans"),
        (ISSUE, DCTERMS + "isPartOf", paper),
        (ISSUE, DCTERMS + "type", "http://purl.org/dc/dcmitype/Text"),
        *((ISSUE, SCHEMA + "hasPart", f"{ISSUE}#article-{number:03}") for number in range(1, 8)),
    }
    assert expected <= triples
    assert names(triples, ISSUE, DCTERMS + "publisher") == {("Organization", "临江晚报")}
    assert names(triples, ISSUE, SCHEMA + "encoding") == {("MediaObject", "issue.pdf"), ("MediaObject", "issue.epub")}


def test_an_article_as_triples() -> None:
    triples = triples_of(ORDINARY)
    expected = {
        (LEAD_URI, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", SCHEMA + "NewsArticle"),
        (LEAD_URI, SCHEMA + "headline", "跨江轻轨今晨首发 两岸通勤缩短至二十分钟"),
        (LEAD_URI, SCHEMA + "alternativeHeadline", "全长14.6公里 设站11座"),
        (LEAD_URI, SCHEMA + "alternativeHeadline", "首末班车时间、票价与换乘办法公布"),
        (LEAD_URI, SCHEMA + "creditText", "本报记者 顾望舒 通讯员 齐远帆"),
        (LEAD_URI, SCHEMA + "dateline", "5月17日"),
        (LEAD_URI, SCHEMA + "printPage", "01"),
        (LEAD_URI, SCHEMA + "printSection", "要闻"),
        (LEAD_URI, SCHEMA + "articleSection", "要闻"),
        (LEAD_URI, SCHEMA + "genre", "news"),
        (LEAD_URI, SCHEMA + "position", "1"),
        (LEAD_URI, SCHEMA + "articleBody", "\n".join(block.text for block in ORDINARY.articles[0].body)),
        (LEAD_URI, DCTERMS + "title", "跨江轻轨今晨首发 两岸通勤缩短至二十分钟"),
        (LEAD_URI, DCTERMS + "isPartOf", ISSUE),
        *((LEAD_URI, SCHEMA + "keywords", word) for word in LEAD.keywords),
        *((LEAD_URI, DCTERMS + "subject", word) for word in LEAD.keywords),
    }
    assert expected <= triples
    assert names(triples, LEAD_URI, SCHEMA + "author") == {("Person", "顾望舒"), ("Person", "齐远帆")}
    brief = f"{ISSUE}#article-002"
    assert values(triples, brief, SCHEMA + "dateline") == {"江河社云港5月16日电"}
    assert names(triples, brief, SCHEMA + "locationCreated") == {("Place", "云港")}
    assert names(triples, brief, SCHEMA + "sourceOrganization") == {("Organization", "江河社")}
    assert values(triples, LEAD_URI, SCHEMA + "wordCount") == {str(words_of(ORDINARY.articles[0]))}
    cut = {of for of, about, _ in triples if about == SCHEMA + "creativeWorkStatus"}
    assert cut == {f"{ISSUE}#article-005"}


def test_dates_and_identifiers_are_typed() -> None:
    dataset = jsonld.to_rdf(json.loads(export_jsonld(ORDINARY).data), {"documentLoader": refuse})["@default"]
    kinds = {triple["predicate"]["value"]: triple["object"].get("datatype") for triple in dataset}
    assert kinds[SCHEMA + "datePublished"] == SCHEMA + "Date"
    assert kinds[DCTERMS + "date"] == XSD + "date"
    assert kinds[DCTERMS + "identifier"] == XSD + "anyURI"
    assert kinds[DCTERMS + "language"] == DCTERMS + "RFC5646"
    assert kinds[SCHEMA + "wordCount"] == XSD + "integer"


def test_what_is_unknown_is_left_out() -> None:
    triples = triples_of(UNDATED)
    told = {about for of, about, _ in triples if of == UNDATED.urn}
    absent = {SCHEMA + "datePublished", SCHEMA + "isPartOf", SCHEMA + "issueNumber", DCTERMS + "date"}
    assert not absent & told
    assert values(triples, f"{UNDATED.urn}#article-001", SCHEMA + "headline") == set()
    undated = bind([COMMENT], date=None)
    assert names(triples_of(undated), undated.urn, SCHEMA + "isPartOf") == {("Newspaper", "临江晚报")}


@pytest.mark.parametrize("name", EDITIONS)
def test_no_key_is_dropped_by_a_reader(name: str) -> None:
    document = json.loads(export_jsonld(EDITIONS[name]).data)
    (expanded,) = jsonld.expand(document, {"documentLoader": refuse})
    assert len(expanded) == len(document) - 1  # all but the context
    for part, article in zip(expanded[SCHEMA + "hasPart"], document["hasPart"], strict=True):
        assert len(part) == len(article)


@given(editions())
@settings(max_examples=40)
def test_any_edition_says_every_headline_and_body(edition: Edition) -> None:
    triples = triples_of(edition)
    for number, article in enumerate(edition.articles, 1):
        uri = f"{edition.urn}#article-{number:03}"
        body = "\n".join(block.text for block in article.body)
        assert values(triples, uri, SCHEMA + "articleBody") == said(body)
        assert values(triples, uri, SCHEMA + "headline") == said(article.headline)


def said(text: str) -> set[str]:
    """Return what is said of a text: JSON can hold control characters, but not every character that XML forbids."""
    return {NONCHARACTERS.sub("\ufffd", text)} if text else set()


def test_the_parts_of_a_dateline_that_stands_in_the_text() -> None:
    draft = Draft(((Role.PARAGRAPH, "江河社云港5月16日电 晨雾散了。"),), dateline=Dateline("江河社", "云港", "5月16日"))
    edition = bind([draft])
    assert values(triples_of(edition), f"{edition.urn}#article-001", SCHEMA + "dateline") == {"江河社云港5月16日"}


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("闻一帆", ("闻一帆",)),
        ("本报记者 顾望舒 通讯员 齐 远", ("顾望舒", "齐远")),
        ("本报记者 顾望舒 齐 远 岑 舟 晏致远", ("顾望舒", "齐远", "岑舟", "晏致远")),
        ("江河社驻云港记者 麦清和、程野渡", ("麦清和", "程野渡")),
        ("本报记者顾望舒", ("顾望舒",)),
        ("特约评论员 亚历克·索恩", ("亚历克·索恩",)),
        ("欧阳望舒", ("欧阳望舒",)),
        ("本報記者 顧望舒", ("顧望舒",)),
        ("本报评论员", ()),
        ("本报记者 顾望舒 综合报道", ()),
        ("记者 顾 望 舒", ()),
        ("临江市气象台", ()),
        ("临江市 顾望舒", ()),
        ("教授 顾望舒", ()),
        ("顾望舒摄", ()),
        ("顾望舒/文 齐远帆/图", ()),
        ("O'Neil & <b>伙伴</b>", ()),
        ("", ()),
    ],
)
def test_names_are_read_only_where_nothing_else_is(byline: str, people: tuple[str, ...]) -> None:
    assert names_in(byline) == people


@pytest.mark.parametrize(
    ("byline", "bodies"),
    [("临江市水运研究院", ("临江市水运研究院",)), ("顾望舒", ()), ("本报评论员", ()), ("", ())],
)
def test_a_body_that_signs_is_an_organization(byline: str, bodies: tuple[str, ...]) -> None:
    assert bodies_in(byline) == bodies
    if bodies:
        edition = bind([Draft(((Role.BYLINE, byline), (Role.PARAGRAPH, "水运的账，要算长远。")))])
        authors = names(triples_of(edition), f"{edition.urn}#article-001", SCHEMA + "author")
        assert authors == {("Organization", byline)}
