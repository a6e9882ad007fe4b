"""`NAME.jsonld`: an edition as linked data, in the words of schema.org with a Dublin Core crosswalk.

**The published shape**: a `PublicationIssue`, part of a `Newspaper`, with a `NewsArticle` for every article in
`hasPart`. The identifiers are those of `edition.json`: the edition's URN, and in it `#article-001`. The context stands
in the file, so that reading it takes no network: terms are schema.org's, `dcterms:` is DCMI Metadata Terms.

    the issue      name (title and day), issueNumber, datePublished, inLanguage, publisher, isPartOf,
                   encoding (issue.pdf, issue.epub)
    an article     position (from 1), name (the headline, else how it begins), headline, alternativeHeadline (kicker
                   and subtitle), creditText (the byline as printed), author (only where the byline leaves no doubt,
                   see exporter.byline), dateline, locationCreated, sourceOrganization, datePublished, printPage,
                   printSection, articleSection, genre (news, commentary, …), keywords, inLanguage, articleBody
                   (a paragraph a line, without the head), wordCount (as in edition.json), creativeWorkStatus
                   "Incomplete" where the source stops in the middle of it
    both           dcterms: title, identifier, date, language, isPartOf; the issue also publisher and type, an article
                   also subject

What is unknown is left out. Sources: schema.org (NewsArticle, PublicationIssue), DCMI Metadata Terms 2020-01-20,
JSON-LD 1.1.
"""

from __future__ import annotations

import json
from typing import Any

from exporter.byline import bodies_in, names_in
from exporter.edition import Article, Edition, Export, Role
from exporter.masthead import day_line
from exporter.ninjs import RENDITIONS, article_uri, plain_body, without_empty
from exporter.word_count import words_of
from exporter.xml_characters import replace_forbidden

MEDIA_TYPE = "application/ld+json"
CONTEXT = {
    "@vocab": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "datePublished": {"@type": "Date"},
    "dcterms:date": {"@type": "xsd:date"},
    "dcterms:identifier": {"@type": "xsd:anyURI"},
    "dcterms:isPartOf": {"@type": "@id"},
    "dcterms:language": {"@type": "dcterms:RFC5646"},
    "dcterms:type": {"@type": "@id"},
}
DCMI_TEXT = "http://purl.org/dc/dcmitype/Text"


def export_jsonld(edition: Edition) -> Export:
    """Return the edition as JSON-LD 1.1: UTF-8, two spaces of indent, a final newline."""
    parts = [_article(edition, number, article) for number, article in enumerate(edition.articles, 1)]
    issue = {"@context": CONTEXT, **_issue(edition), "hasPart": parts}
    text = replace_forbidden(json.dumps(issue, ensure_ascii=False, indent=2))
    return Export(MEDIA_TYPE, ".jsonld", f"{text}\n".encode())


def _issue(edition: Edition) -> dict[str, Any]:
    name = f"{edition.display_title} {day_line(edition.date)}".strip()
    publisher = _named("Organization", edition.title)
    newspaper = _newspaper(edition)
    return without_empty(
        {
            "@id": edition.urn,
            "@type": "PublicationIssue",
            "name": name,
            "issueNumber": edition.number,
            "datePublished": _day(edition),
            "inLanguage": edition.language,
            "publisher": publisher,
            "isPartOf": newspaper,
            "encoding": [
                {"@type": "MediaObject", "name": file, "encodingFormat": media_type}
                for file, media_type in RENDITIONS.items()
            ],
            "dcterms:title": name,
            "dcterms:identifier": edition.urn,
            "dcterms:date": _day(edition),
            "dcterms:language": edition.language,
            "dcterms:publisher": publisher,
            "dcterms:isPartOf": newspaper.get("@id", ""),
            "dcterms:type": DCMI_TEXT,
        }
    )


def _newspaper(edition: Edition) -> dict[str, str]:
    """Return the paper that this is an issue of; of one whose URN does not name it, nothing but the name is known."""
    if not edition.title:
        return {}
    identifier = {"@id": edition.urn.rpartition(":")[0]} if edition.date else {}
    return {**identifier, "@type": "Newspaper", "name": edition.title}


def _article(edition: Edition, number: int, article: Article) -> dict[str, Any]:
    """Return article `number` (from 1) of the edition as a NewsArticle."""
    uri = article_uri(edition, number)
    text = plain_body(article)
    keywords = list(article.keywords)
    return without_empty(
        {
            "@id": uri,
            "@type": "NewsArticle",
            "position": number,
            "name": article.label,
            "headline": article.headline,
            "alternativeHeadline": [line for line in (article.kicker, article.subtitle) if line],
            "creditText": article.byline,
            "author": _authors(article.byline),
            "dateline": _dateline(article),
            "locationCreated": _named("Place", article.dateline.place if article.dateline else ""),
            "sourceOrganization": _named("Organization", article.dateline.agency if article.dateline else ""),
            "datePublished": _day(edition),
            "printPage": article.page,
            "printSection": article.section,
            "articleSection": article.section,
            "genre": article.kind.value,
            "keywords": keywords,
            "inLanguage": edition.language,
            "creativeWorkStatus": "Incomplete" if article.truncated else "",
            "wordCount": words_of(article),
            "articleBody": text,
            "dcterms:title": article.label,
            "dcterms:identifier": uri,
            "dcterms:date": _day(edition),
            "dcterms:language": edition.language,
            "dcterms:isPartOf": edition.urn,
            "dcterms:subject": keywords,
        }
    )


def _authors(byline: str) -> list[dict[str, str]]:
    people = [_named("Person", name) for name in names_in(byline)]
    return people or [_named("Organization", name) for name in bodies_in(byline)]


def _dateline(article: Article) -> str:
    """Return the dateline as printed where it stands alone, else its parts in their order."""
    parts = article.dateline
    return article.text_of(Role.DATELINE) or (f"{parts.agency}{parts.place}{parts.date}" if parts else "")


def _named(kind: str, name: str) -> dict[str, str]:
    return {"@type": kind, "name": name} if name else {}


def _day(edition: Edition) -> str:
    return edition.date.isoformat() if edition.date else ""
