"""The normalization record (`provenance.json`): to JSON and back, replayed and rebuilt."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from exporter.edition import Article, ArticleKind, Block, Dateline, Edition, Role, Source, SourcePage, SourceSpan
from exporter.errors import InputError
from exporter.normalizer.claims import masthead_of
from exporter.normalizer.provenance import Change, Claim, Finding, Jump, Overrule, Provenance, Removal
from exporter.normalizer.source_text import encodings_of

VERSION = 1
"""The version of the record's form; it rises when a reader of older records would go wrong."""


def to_record(edition: Edition, provenance: Provenance) -> dict[str, Any]:
    """Return the record as plain JSON data.

    `source`, `articles`, `furniture`, `removed`, `changes`, `joins`, `findings` and `gaps`; every span is
    `[start, end)` in code points of the decoded source. The spans of a block stand in the order in which they are
    read, which is not that of the source where columns stand side by side in it.
    """
    source = edition.source
    return {
        "version": VERSION,
        "source": _source_record(source),
        "language": edition.language,
        "articles": [_article_record(article) for article in edition.articles],
        "furniture": [_block_record(block) for block in edition.furniture],
        "removed": [
            {"reason": r.reason, "source": _pairs(r.source), "text": r.text, "kept": _pairs(r.kept)}
            for r in provenance.removals
        ],
        "changes": [
            {"rule": c.rule, "source": [c.start, c.end], "before": c.before, "after": c.after}
            for c in provenance.changes
        ],
        "joins": _pairs(provenance.joins),
        "findings": [
            {"code": f.code, "message": f.zh, "message_en": f.en, "source": _pair(f.span)} for f in provenance.findings
        ],
        "gaps": [[start, text] for start, text in provenance.gaps],
        "overrules": [
            {"action": o.action, "source": _pair(o.span), "told": o.told, "role": o.role, "idle": o.idle}
            for o in provenance.overrules
        ],
        "masthead": [
            {"field": c.field, "value": c.value, "source": _pairs(c.source), "proved": c.proved}
            for c in provenance.masthead
        ],
        "jumps": [
            {
                "leaves": j.leaves and _pair(j.leaves),
                "arrives": j.arrives and _pair(j.arrives),
                "evidence": list(j.evidence),
                "rivals": j.rivals,
            }
            for j in provenance.jumps
        ],
    }


def from_record(record: dict[str, Any]) -> tuple[Edition, Provenance]:
    """Read a record back. Of title, date and number the edition has what the text proves; `edition.json` has the rest.

    Raises InputError where the record is not one.
    """
    try:
        if record["version"] != VERSION:
            raise _not_a_record(f"version {record['version']!r}")
        edition = Edition(
            articles=tuple(_article(data) for data in record["articles"]),
            furniture=tuple(_block(data) for data in record["furniture"]),
            source=_source(record["source"]),
            language=record["language"],
        )
        provenance = Provenance(
            changes=tuple(_change(data) for data in record["changes"]),
            removals=tuple(
                Removal(r["reason"], _spans(r["source"]), r["text"], _spans(r["kept"])) for r in record["removed"]
            ),
            joins=_spans(record.get("joins", ())),  # the first records have none, and no keywords
            findings=tuple(
                Finding(f["code"], f["message"], f["message_en"], SourceSpan(*f["source"])) for f in record["findings"]
            ),
            gaps=tuple((start, text) for start, text in record["gaps"]),
            overrules=tuple(
                Overrule(o["action"], SourceSpan(*o["source"]), o["told"], o["role"], o["idle"])
                for o in record.get("overrules", ())
            ),
            masthead=tuple(
                Claim(c["field"], c["value"], _spans(c["source"]), c["proved"]) for c in record.get("masthead", ())
            ),
            jumps=tuple(
                Jump(
                    j["leaves"] and SourceSpan(*j["leaves"]),
                    j["arrives"] and SourceSpan(*j["arrives"]),
                    tuple(j["evidence"]),
                    j["rivals"],
                )
                for j in record.get("jumps", ())
            ),
        )
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise _not_a_record(repr(error)) from error
    return masthead_of(provenance.masthead).put_on(edition), provenance


def replay(source: str, block: Block, provenance: Provenance) -> str:
    """Return the block's text, made from the source by the changes recorded inside its spans."""
    pieces: list[str] = []
    for span in block.source:
        at = span.start
        for change in changes_within(provenance.changes, span):
            pieces += (source[at : change.start], change.after)
            at = change.end
        pieces.append(source[at : span.end])
    return "".join(pieces)


def located(block: Block, changes: Sequence[Change], start: int, end: int) -> SourceSpan:
    """Return where `[start, end)` of a block's text stands in the source; `changes` are in the order of the source."""
    first, last = (_place(block, changes, at) for at in (start, end - 1))
    return SourceSpan(first, max(first, last) + 1)


def _place(block: Block, changes: Sequence[Change], wanted: int) -> int:
    """Return where the character at this place of a block's text stands: what a change put there, where it begins."""
    at = 0
    for span in block.source:
        place = span.start
        for change in changes_within(changes, span):
            at += change.start - place
            if wanted < at:
                return change.start - (at - wanted)
            at += len(change.after)
            place = change.end
            if wanted < at:
                return change.start
        at += span.end - place
        if wanted < at:
            return span.end - (at - wanted)
    raise ValueError(f"no character {wanted} in {block.text!r}")


def rebuild_text(edition: Edition, provenance: Provenance) -> str:
    """Return the decoded source, rebuilt from the edition and the record alone."""
    pieces: list[tuple[int, str]] = list(provenance.gaps)
    for removal in provenance.removals:
        pieces += _laid_out(removal)
    for block in edition.blocks():
        pieces += _undone(block, provenance.changes)
    return "".join(text for _, text in sorted(pieces))


def rebuild_source(record: dict[str, Any]) -> bytes:
    """Return the source's bytes, rebuilt from the output and the record and checked against the sha256 in it.

    Raises InputError where they do not match.
    """
    edition, provenance = from_record(record)
    text = rebuild_text(edition, provenance)
    try:
        candidates: Iterable[bytes] = encodings_of(text, edition.source.encoding)
    except (LookupError, UnicodeEncodeError):
        candidates = ()
    for data in candidates:
        if hashlib.sha256(data).hexdigest() == edition.source.sha256:
            return data
    raise InputError(
        f"{edition.source.name}：由结果和记录还原出的原文与记录的 sha256 不符，请改为提供原始文本。",
        f"{edition.source.name}: the source rebuilt from the output and the record does not match the sha256 in it; "
        "give the original text instead.",
    )


def changes_within(changes: Sequence[Change], span: SourceSpan) -> Sequence[Change]:
    """Return the changes inside a span; `changes` are in the order of the source."""

    def start(change: Change) -> int:
        return change.start

    return changes[bisect_left(changes, span.start, key=start) : bisect_left(changes, span.end, key=start)]


def _undone(block: Block, changes: Sequence[Change]) -> Iterator[tuple[int, str]]:
    """Yield the source text of each span of a block, by taking its changes back: `(start, text)`."""
    at = 0
    for span in block.source:
        pieces: list[str] = []
        place = span.start
        for change in changes_within(changes, span):
            kept = change.start - place
            pieces += (block.text[at : at + kept], change.before)
            at += kept + len(change.after)
            place = change.end
        kept = span.end - place
        pieces.append(block.text[at : at + kept])
        at += kept
        yield span.start, "".join(pieces)


def _laid_out(removal: Removal) -> Iterator[tuple[int, str]]:
    """Yield what each span of a removal read: `(start, text)`."""
    at = 0
    for span in removal.source:
        length = span.end - span.start
        yield span.start, removal.text[at : at + length]
        at += length


def _pair(span: SourceSpan) -> list[int]:
    return [span.start, span.end]


def _pairs(spans: Iterable[SourceSpan]) -> list[list[int]]:
    return [_pair(span) for span in spans]


def _spans(pairs: Iterable[Sequence[int]]) -> tuple[SourceSpan, ...]:
    return tuple(SourceSpan(*pair) for pair in pairs)


def _change(data: dict[str, Any]) -> Change:
    span = SourceSpan(*data["source"])
    return Change(data["rule"], span.start, span.end, data["before"], data["after"])


def _source_record(source: Source) -> dict[str, Any]:
    record: dict[str, Any] = {
        "name": source.name,
        "encoding": source.encoding,
        "characters": source.characters,
        "sha256": source.sha256,
    }
    if source.pages:
        record["pages"] = [
            {"name": page.name, "source": _pair(page.span), "encoding": page.encoding, "sha256": page.sha256}
            for page in source.pages
        ]
    return record


def _source(data: dict[str, Any]) -> Source:
    pages = tuple(
        SourcePage(page["name"], SourceSpan(*page["source"]), page["encoding"], page["sha256"])
        for page in data.get("pages", ())
    )
    return Source(data["name"], data["encoding"], data["characters"], data["sha256"], pages)


def _block_record(block: Block) -> dict[str, Any]:
    return {"role": str(block.role), "text": block.text, "source": _pairs(block.source)}


def _block(data: dict[str, Any]) -> Block:
    return Block(Role(data["role"]), data["text"], _spans(data["source"]))


def _article_record(article: Article) -> dict[str, Any]:
    dateline = article.dateline
    return {
        "kind": str(article.kind),
        "headline": article.headline,
        "kicker": article.kicker,
        "subtitle": article.subtitle,
        "byline": article.byline,
        "dateline": dateline and {"agency": dateline.agency, "place": dateline.place, "date": dateline.date},
        "truncated": article.truncated,
        "page": article.page,
        "section": article.section,
        "keywords": list(article.keywords),
        "blocks": [_block_record(block) for block in article.blocks],
    }


def _article(data: dict[str, Any]) -> Article:
    return Article(
        kind=ArticleKind(data["kind"]),
        blocks=tuple(_block(block) for block in data["blocks"]),
        dateline=data["dateline"] and Dateline(**data["dateline"]),
        truncated=data["truncated"],
        page=data["page"],
        section=data["section"],
        keywords=tuple(data.get("keywords", ())),
    )


def _not_a_record(why: str) -> InputError:
    return InputError(
        f"这不是合订的规范化记录（provenance.json），或版本不符：{why}",
        f"this is no normalization record (provenance.json) of heding, or of another version: {why}",
    )
