"""`edition.json`: an edition as IPTC ninjs 3.1, and back.

**The published shape**, for everything that reads the file without reading this package:

    uri            the edition's identifier, `urn:heding:PUBLICATION:DATE`
    type, profile  "composite" and PROFILE: by these two the file is known as ours
    title          the publication's title; absent where it is unknown
    headlines      one entry: what the edition is called in a list (title, else its source's name)
    language       BCP 47
    versionCreated the edition's date at midnight UTC: its first ten characters are the date; absent where undated.
                   ninjs has no plain date; with Z it is the same day in UTC and in China
    altIds         role "issue-number": the number as printed, absent where unknown;
                   role "source-sha256": the digest of the bytes the edition was made from
    renditions     the names and media types of the printable and the readable issue, as an archive keeps them. Their
                   digests are the archive's business: the printable issue carries this very file inside
    associations   the articles, in reading order

and each article:

    uri            the edition's, with the fragment `#article-001`
    name           its headline, else how it begins
    type           "text"; genres names the kind: news, commentary, notice …
    representationType  "partial" where the source stops in the middle of it, else "full"
    headlines      roles "main", "kicker", "subtitle"; each absent where the article has none, all where it has no head
    by, located    the byline as printed; the dateline's place
    infoSources    the dateline's agency, role "agency"
    subjects       the section it stands in, rel "section"; what it is about, rel "keyword", the weightiest first
    altIds         role "print-page": the page it stands on
    bodies         text/plain with one paragraph a line, and application/xhtml+xml as the template set renders it;
                   neither repeats the head; absent where nothing but a head is left.
                   charCount is in code points, wordCount as exporter.word_count counts; captions are left out of both,
                   as ninjs asks

`exporter/schemas/edition-1.schema.json` says the same as a JSON Schema; it is narrower than that of ninjs.

The file is written for others: spans, furniture and the dateline's wording have no place in ninjs, which is closed
to keys of one's own. They stand in `provenance.json`, and the two files together give the whole edition back.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
from typing import Any

from exporter.edition import Article, Edition, Export, Role
from exporter.errors import InputError
from exporter.normalizer.provenance import Provenance
from exporter.normalizer.record import from_record
from exporter.template_set import TemplateSet
from exporter.word_count import words_of
from exporter.xml_characters import replace_forbidden

PROFILE = "heding-edition"
STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
LANGUAGES = ("zh-Hans", "zh-Hant")
PLAIN, XHTML = "text/plain", "application/xhtml+xml"
RENDITIONS = {"issue.pdf": "application/pdf", "issue.epub": "application/epub+zip"}


def export_json(edition: Edition, template_set: TemplateSet) -> Export:
    """Return `edition.json`: UTF-8, two spaces of indent, keys in the order of the published shape, a final newline.

    Raises InputError where the template set lacks `body.xhtml.j2` or it is wrong.
    """
    associations = []
    for number, article in enumerate(edition.articles, 1):
        association = _describe(edition, number, article)
        if article.body:
            xhtml = template_set.render("body.xhtml.j2", article=article, language=edition.language)
            association["bodies"].append(_body(article, XHTML, replace_forbidden(xhtml).strip()))
        associations.append(association)
    heading = without_empty(
        {
            "uri": edition.urn,
            "standard": STANDARD,
            "type": "composite",
            "profile": PROFILE,
            "title": edition.title,
            "headlines": [{"value": edition.display_title}],
            "language": edition.language,
            "versionCreated": _moment(edition),
            "altIds": _entries(
                "role", "value", {"issue-number": edition.number, "source-sha256": edition.source.sha256}
            ),
            "renditions": [{"name": name, "contentType": media_type} for name, media_type in RENDITIONS.items()],
        }
    )
    return Export("application/json", ".json", _to_json({**heading, "associations": associations}).encode())


def read_edition(edition_json: bytes, provenance_json: bytes) -> tuple[Edition, Provenance]:
    """Return the edition and the record of its making from the two files they were kept in.

    What both files tell must agree: a file edited by hand, or laid beside the wrong record, is refused and not
    silently half read. Raises InputError where a file is not JSON, not one that heding wrote, or the two do not tell
    of one edition.
    """
    item = _object(edition_json, "edition.json")
    record = _object(provenance_json, "provenance.json")
    for key, ours in (("profile", (PROFILE,)), ("standard", (STANDARD,)), ("language", LANGUAGES)):
        if item.get(key) not in ours:
            raise _not_ours(key, item.get(key))
    bare, provenance = from_record(record)
    identifiers = _identifiers(item)
    edition = dataclasses.replace(
        bare,
        title=_text(item, "title"),
        date=_date(item),
        number=identifiers.get("issue-number", ""),
        language=_text(item, "language"),
    )
    told = (item.get("uri"), identifiers.get("source-sha256"))
    recorded = (edition.urn, edition.source.sha256)
    if told != recorded:
        raise _disagreement(
            f"前者是 {told[0]}（原文 sha256 {told[1]}），后者是 {recorded[0]}（原文 sha256 {recorded[1]}）",
            f"the first is {told[0]} (source sha256 {told[1]}), the second {recorded[0]} (source sha256 {recorded[1]})",
        )
    _check_articles(item.get("associations"), edition)
    return edition, provenance


def article_uri(edition: Edition, number: int) -> str:
    """Return the identifier of article `number` (from 1): the edition's, with the fragment `#article-001`."""
    return f"{edition.urn}#article-{number:03}"


def plain_body(article: Article) -> str:
    """Return the article's body as plain text, one paragraph a line; empty where nothing but a head is left."""
    return "\n".join(block.text for block in article.body)


def without_empty(item: dict[str, Any]) -> dict[str, Any]:
    """Return the entries of `item` that say something: an unknown is absent, never empty."""
    return {key: value for key, value in item.items() if value}


def _describe(edition: Edition, number: int, article: Article) -> dict[str, Any]:
    """Return article `number` (from 1) of the edition as a ninjs object, its body as plain text only."""
    agency, place = (article.dateline.agency, article.dateline.place) if article.dateline else ("", "")
    heads = {"main": article.headline, "kicker": article.kicker, "subtitle": article.subtitle}
    text = plain_body(article)
    subjects = [{"rel": "keyword", "name": keyword} for keyword in article.keywords]
    return without_empty(
        {
            "name": article.label,
            "uri": article_uri(edition, number),
            "type": "text",
            "representationType": "partial" if article.truncated else "full",
            "headlines": _entries("role", "value", heads),
            "by": article.byline,
            "located": place,
            "language": edition.language,
            "versionCreated": _moment(edition),
            "genres": [{"name": article.kind.value}],
            "infoSources": _entries("role", "name", {"agency": agency}),
            "subjects": _entries("rel", "name", {"section": article.section}) + subjects,
            "altIds": _entries("role", "value", {"print-page": article.page}),
            "bodies": [_body(article, PLAIN, text)] if text else [],
        }
    )


def _body(article: Article, media_type: str, value: str) -> dict[str, Any]:
    count = sum(len(block.text) for block in article.body if block.role is not Role.CAPTION)
    return {"contentType": media_type, "charCount": count, "wordCount": words_of(article), "value": value}


def _entries(key: str, value_key: str, values: dict[str, str]) -> list[dict[str, str]]:
    return [{key: name, value_key: value} for name, value in values.items() if value]


def _moment(edition: Edition) -> str:
    return f"{edition.date.isoformat()}T00:00:00Z" if edition.date else ""


def _to_json(value: object) -> str:
    return replace_forbidden(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def _object(data: bytes, name: str) -> dict[str, Any]:
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"{name} 不是可读的 JSON：{error}。请换回由 heding 写出的原文件。",
            f"{name} is no readable JSON: {error}. Put back the file that heding wrote.",
        ) from error
    if not isinstance(value, dict):
        raise InputError(
            f"{name} 的最外层不是 JSON 对象。请换回由 heding 写出的原文件。",
            f"{name} holds no JSON object. Put back the file that heding wrote.",
        )
    return value


def _text(item: dict[str, Any], key: str) -> str:
    value = item.get(key, "")
    if not isinstance(value, str):
        raise _not_ours(key, value)
    return value


def _date(item: dict[str, Any]) -> datetime.date | None:
    moment = _text(item, "versionCreated")
    try:
        return datetime.date.fromisoformat(moment[:10]) if moment else None
    except ValueError as error:
        raise _not_ours("versionCreated", moment) from error


def _identifiers(item: dict[str, Any]) -> dict[str, str]:
    entries = item.get("altIds")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _not_ours("altIds", entries)
    return {_text(entry, "role"): _text(entry, "value") for entry in entries}


def _check_articles(told: object, edition: Edition) -> None:
    """Refuse associations that do not say what the record says; their XHTML is left to the template set."""
    articles = edition.articles
    if not isinstance(told, list) or len(told) != len(articles):
        raise _disagreement("文章的篇数不同", "the number of articles differs")
    for number, (association, article) in enumerate(zip(told, articles, strict=True), 1):
        expected = json.loads(_to_json(_describe(edition, number, article)))
        if _without_xhtml(association) != expected:
            raise _disagreement(
                f"第 {number} 篇“{article.label}”的内容不同", f'they differ in article {number}, "{article.label}"'
            )


def _without_xhtml(association: object) -> object:
    if not isinstance(association, dict) or not isinstance(association.get("bodies"), list):
        return association
    bodies = [
        body for body in association["bodies"] if not (isinstance(body, dict) and body.get("contentType") == XHTML)
    ]
    return {**association, "bodies": bodies}


def _not_ours(key: str, value: object) -> InputError:
    return InputError(
        f"edition.json 不是 heding 写出的文件：“{key}”是 {value!r}。请用原始文本重新运行 heding export。",
        f'edition.json is not a file that heding wrote: "{key}" is {value!r}. Run heding export again on the raw text.',
    )


def _disagreement(zh: str, en: str) -> InputError:
    return InputError(
        f"edition.json 与 provenance.json 说的不是同一期：{zh}。请把成对写出的两个文件放在一起。",
        f"edition.json and provenance.json are not of one edition: {en}. Put together the two files written as a pair.",
    )
