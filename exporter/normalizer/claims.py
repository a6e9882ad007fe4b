"""What the mastheads and folio lines of an edition prove of it as a whole: its title, its date and its number."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from exporter.edition import Edition, SourceSpan
from exporter.masthead import Masthead
from exporter.normalizer.folio import read_folio
from exporter.normalizer.provenance import Claim, Finding, Provenance

OUTWEIGHS = 3
"""So many times as many lines say one thing as say others: then it holds, and the others are doubted."""

FIELDS = {"title": ("报名", "title"), "date": ("日期", "date"), "number": ("期号", "number")}
NOT_DIGITS = re.compile(r"\D+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A page mark: how it reads in simplified script, how it is printed, and where it stands."""

    reading: str
    printed: str
    source: tuple[SourceSpan, ...]


def claims_of(marks: Iterable[Mark]) -> tuple[Claim, ...]:
    """Return what the marks say of the title, the date and the number, each proved or doubted.

    A date whose weekday is another's is doubted, and so is whatever two lines say differently.
    """
    said: dict[tuple[str, str], list[SourceSpan]] = {}
    doubted: set[tuple[str, str]] = set()
    for mark in marks:
        folio = read_folio(mark.reading)
        values = {
            "title": mark.printed[slice(*folio.title)] if folio.title else "",
            "date": folio.date.isoformat() if folio.date else "",
            "number": folio.number,
        }
        for claim in values.items():
            if claim[1]:
                said.setdefault(claim, []).extend(mark.source)
        if not folio.agrees:
            doubted.add(("date", values["date"]))
    return tuple(_judged(said, doubted))


def _judged(said: Mapping[tuple[str, str], list[SourceSpan]], doubted: set[tuple[str, str]]) -> Iterator[Claim]:
    lines: Counter[str] = Counter()
    for (field, _), spans in said.items():
        lines[field] += len(spans)
    for (field, value), spans in said.items():
        outweighs = len(spans) >= OUTWEIGHS * (lines[field] - len(spans))
        yield Claim(field, value, tuple(spans), outweighs and (field, value) not in doubted)


def put_on(given: Masthead, edition: Edition, provenance: Provenance) -> tuple[Edition, Provenance]:
    """Return an edition under the masthead that a person gives, and its record.

    What they say goes before what the text proves; where the two differ that is a finding.
    """
    told = {
        "title": given.title,
        "date": given.date.isoformat() if given.date else "",
        "number": NOT_DIGITS.sub("", given.number) or given.number,
    }
    findings = [f for f in provenance.findings if f.code != "date-unproved" or given.date is None]
    for claim in provenance.masthead:
        if claim.proved and told[claim.field] not in ("", claim.value):
            zh, en = FIELDS[claim.field]
            finding = Finding(
                "masthead-differs",
                f"原文写的{zh}是 {claim.value}，给出的是 {told[claim.field]}，以给出的为准",
                f"the text says that the {en} is {claim.value}; {told[claim.field]} was given and stands",
                claim.source[0],
            )
            findings += [finding] if finding not in findings else []
    return given.put_on(edition), replace(provenance, findings=tuple(sorted(findings, key=lambda f: (f.span, f.code))))


def masthead_of(claims: Iterable[Claim]) -> Masthead:
    """Return the masthead that the proved claims make."""
    proved = {claim.field: claim.value for claim in claims if claim.proved}
    date = datetime.date.fromisoformat(proved["date"]) if "date" in proved else None
    return Masthead(proved.get("title", ""), date, proved.get("number", ""))
