"""What the report shows, row by row: each stretch of the source beside what became of it, article by article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter, itemgetter
from typing import TypeVar

from exporter.edition import Article, Block, Edition, SourceSpan, abridge
from exporter.language import listed, say
from exporter.masthead import place_line
from exporter.normalizer.gutters import order_of
from exporter.normalizer.places import Places
from exporter.normalizer.provenance import Change, Finding, Overrule, Provenance, Removal
from exporter.normalizer.record import changes_within
from exporter.report.parts import Note, Piece, Remedy, Row, Section
from exporter.report.wording import ACTIONS, ARTICLES, CODES, EVIDENCE, KINDS, REASONS, ROLES, name, rule_name, shown

Told = TypeVar("Told", Finding, Overrule)

REMEDIES: dict[str, str] = {
    "open-paragraph": "join",
    "similar": "drop",
    "notice-twice": "drop",
}
"""What a person may write about findings of these codes, where they are right."""
WRAP = "⏎"
MARKED = 100
"""How many findings are marked in one block's text; all are told below it."""
CONTEXT = 10
"""How many code points are quoted on each side of a seam."""


def rows_of(edition: Edition, provenance: Provenance, source: str) -> tuple[Section, ...]:
    """Return the report's sections: every article, each with the removals that stood in it, then the rest."""
    desk = _Desk(edition, provenance, source)
    sections = [
        Section(
            f"article-{number:03}",
            article.label,
            tuple(_traits(article)),
            desk.rows(number - 1, article.blocks),
            desk.remedy("no-article", article.blocks[0].source[0]) if number > 1 else None,
        )
        for number, article in enumerate(edition.articles, 1)
    ]
    if rest := desk.rows(-1, edition.furniture):
        sections.append(Section("page", say("不属于文章的文字", "What belongs to no article"), (), rest))
    return tuple(sections)


def _traits(article: Article) -> Iterator[str]:
    """Yield what the record says of an article, for a person to check."""
    yield name(ARTICLES, article.kind)
    if place := place_line(article.page, article.section):
        yield place
    if article.dateline:
        yield (
            say("电头", "dateline")
            + " "
            + "／".join(filter(None, (article.dateline.agency, article.dateline.place, article.dateline.date)))
        )
    if article.keywords:
        yield say("关键词", "keywords") + " " + say(*listed(article.keywords))


class _Desk:
    """The edition and its record, laid out so that every row finds what belongs to it."""

    def __init__(self, edition: Edition, provenance: Provenance, source: str) -> None:
        self._source = source
        self._changes = provenance.changes
        self._order = order_of(source, [page.span for page in edition.source.pages])
        self._seams = {join.start for join in provenance.joins}
        self._places = Places(source, edition.source.pages)
        self._blocks = {block.source[0].start: block for block in edition.blocks()}
        self._removed = self._by_article(edition, provenance.removals)
        self._jumps = {jump.leaves.start: jump for jump in provenance.jumps if jump.leaves and jump.arrives}
        parts: list[Block | Removal] = [*edition.blocks(), *provenance.removals]
        homes = sorted((span.start, part.source[0].start) for part in parts for span in part.source)
        self._findings = _by_home(homes, ((finding.span, finding) for finding in provenance.findings))
        self._overrules = _by_home(homes, ((overrule.span, overrule) for overrule in provenance.overrules))

    def rows(self, article: int, blocks: Iterable[Block]) -> tuple[Row, ...]:
        """Return the rows of an article's blocks and removals in the order in which the source is read."""
        drawn = [(self._read_at(block.source[0].start), self._block(block)) for block in blocks]
        drawn += [
            (self._read_at(removal.source[0].start), self._removal(removal)) for removal in self._removed[article]
        ]
        return tuple(row for _, row in sorted(drawn, key=itemgetter(0)))

    def _read_at(self, offset: int) -> int:
        """Return when a character of the source is read: as it stands, but for columns that stand side by side."""
        return self._order.reads(offset) if self._order else offset

    def _by_article(self, edition: Edition, removals: Iterable[Removal]) -> dict[int, list[Removal]]:
        """Return the removals by the article in which they stood; -1: before the first."""
        starts = sorted(
            (self._read_at(article.blocks[0].source[0].start), number)
            for number, article in enumerate(edition.articles)
        )
        found: dict[int, list[Removal]] = defaultdict(list)
        for removal in removals:
            place = bisect_left(starts, (self._read_at(removal.source[0].start),)) - 1
            found[starts[place][1] if place >= 0 else -1].append(removal)
        return found

    def _block(self, block: Block) -> Row:
        changes = self._changes_of(block.source)
        seams = [(left, right) for left, right in pairwise(block.source) if self._joined(left, right)]
        notes = [
            *self._told(block.source[0].start),
            *(self._seam(*sides) for sides in seams),
            *self._followed(block),
            *(
                Note("change", rule_name(rule), say(f"{count} 处", f"{count}×"))
                for rule, count in Counter(change.rule for change in changes).items()
            ),
        ]
        after = tuple(self._after(block)) if changes or seams else ()
        row = self._row(block.source, name(ROLES, block.role), tuple(self._before(block)), after, notes)
        return replace(row, changes=changes)

    def _removal(self, removal: Removal) -> Row:
        before = (Piece(shown(removal.text), "gone"),)
        kept = self._blocks.get(removal.kept[0].start) if removal.kept else None
        where = self._places.label(removal.kept[0]) if removal.kept else ""
        wording = (
            say(f"（与 {where} 相同，那里保留）", f" (says again what {where} says, which stays)") if where else ""
        )
        remedy = self.remedy("keep", removal.source[0], removal.source[-1]) if removal.reason == "repeat" else None
        note = Note("removed", name(REASONS, removal.reason), abridge(shown(removal.text)) + wording, remedy)
        after = (Piece(kept.text, "kept"),) if kept else ()
        notes = [*self._told(removal.source[0].start), note]
        row = self._row(removal.source, say("去除", "removed"), before, after, notes)
        return replace(row, changes=self._changes_of(removal.source))

    def _row(
        self,
        spans: Sequence[SourceSpan],
        role: str,
        before: tuple[Piece, ...],
        after: tuple[Piece, ...],
        notes: Sequence[Note],
    ) -> Row:
        kinds = [kind for kind in KINDS if any(note.kind == kind for note in notes)] or ["quiet"]
        lines = say("、", ", ").join(map(self._places.label, self._neighbours(spans)))
        return Row(f"at-{spans[0].start}", lines, role, before, after, tuple(notes), tuple(kinds))

    def _changes_of(self, spans: Iterable[SourceSpan]) -> tuple[Change, ...]:
        return tuple(change for span in spans for change in changes_within(self._changes, span))

    def _neighbours(self, spans: Sequence[SourceSpan]) -> list[SourceSpan]:
        """Return the spans, those with nothing but white space between them as one."""
        merged = [spans[0]]
        for span in spans[1:]:
            last = merged[-1]
            if last.end <= span.start and not self._source[last.end : span.start].strip():
                merged[-1] = SourceSpan(last.start, span.end)
            else:
                merged.append(span)
        return merged

    def _told(self, home: int) -> Iterator[Note]:
        """Yield the findings and a person's decisions about the row that begins here."""
        for finding in self._findings[home]:
            action = REMEDIES.get(finding.code)
            remedy = self.remedy(action, finding.span) if action else None
            yield Note("finding", name(CODES, finding.code), say(finding.zh, finding.en), remedy)
        for overrule in self._overrules[home]:
            role = name(ROLES, overrule.role) if overrule.role else ""
            text = abridge(self._source[overrule.span.start : overrule.span.end].strip())
            yield Note("overrule", name(ACTIONS, overrule.action), f"{role} {overrule.told} {text}".strip())

    def remedy(self, action: str, first: SourceSpan, last: SourceSpan | None = None) -> Remedy:
        """Return the remedy about the lines in which a stretch of the source begins and, if it is given, another ends.

        What begins in the middle of a line is named by its code points.
        """
        line = self._source.rfind("\n", 0, first.start) + 1
        if self._source[line : first.start].strip():
            return Remedy(action, f"{first.start}-{(last or first).end}")
        end = last.end if last else first.start + 1
        return Remedy(action, self._places.label(SourceSpan(first.start, end)))

    def _seam(self, left: SourceSpan, right: SourceSpan) -> Note:
        before = self._source[max(left.start, left.end - CONTEXT) : left.end]
        after = self._source[right.start : min(right.end, right.start + CONTEXT)]
        return Note("join", name(KINDS, "join"), f"……{before}｜{after}……", self.remedy("part", right))

    def _followed(self, block: Block) -> Iterator[Note]:
        """Yield what is to be said of a jump line whose other part was found."""
        jump = self._jumps.get(block.source[0].start)
        if jump and jump.arrives:
            where = self._places.label(jump.arrives)
            shown_by = say(*listed(name(EVIDENCE, piece) for piece in jump.evidence))
            wording = say(f"接 {where}（凭{shown_by}）", f"to {where} (by {shown_by})")
            yield Note("join", say("转版接合", "jump followed"), wording)

    def _before(self, block: Block) -> Iterator[Piece]:
        """Yield how a block reads in the source."""
        findings = sorted(self._findings[block.source[0].start], key=attrgetter("span"))[:MARKED]
        for place, span in enumerate(block.source):
            if place:
                yield self._break(block.source[place - 1], span)
            yield from self._marked(span, findings)

    def _joined(self, left: SourceSpan, right: SourceSpan) -> bool:
        """Return whether two neighbours of a block were joined: at a seam, or across what stands between them."""
        if not self._seams.isdisjoint((left.end, left.end - 1)):  # where a space may stand for the break
            return True
        text = self._order.text if self._order else self._source
        start, end = self._read_at(left.end - 1) + 1, self._read_at(right.start)
        return end < start or not text[start:end].isspace()

    def _break(self, left: SourceSpan, right: SourceSpan) -> Piece:
        seam = self._joined(left, right)
        return Piece(WRAP, "seam" if seam else "wrap", say("接合处", "joined here") if seam else "")

    def _marked(self, span: SourceSpan, findings: Sequence[Finding]) -> Iterator[Piece]:
        """Yield the source text of a span, parted at its changes and, between them, at findings."""
        at = span.start
        for change in changes_within(self._changes, span):
            yield from self._noticed(at, change.start, findings)
            yield Piece(shown(change.before), "changed", rule_name(change.rule))
            at = change.end
        yield from self._noticed(at, span.end, findings)

    def _noticed(self, start: int, end: int, findings: Sequence[Finding]) -> Iterator[Piece]:
        """Yield the source text `[start, end)`, which no pass changed; where findings overlap the first counts."""
        at = start
        for finding in findings:
            first, last = max(at, finding.span.start), min(end, finding.span.end)
            if first < last:
                yield Piece(self._source[at:first])
                yield Piece(self._source[first:last], "finding", name(CODES, finding.code))
                at = last
        yield Piece(self._source[at:end])

    def _after(self, block: Block) -> Iterator[Piece]:
        """Yield how a block reads in the edition."""
        for place, span in enumerate(block.source):
            if place and self._joined(block.source[place - 1], span):
                yield Piece("", "seam", say("接合处", "joined here"))
            at = span.start
            for change in changes_within(self._changes, span):
                yield Piece(self._source[at : change.start])
                yield Piece(shown(change.after), "changed" if change.after else "cut", rule_name(change.rule))
                at = change.end
            yield Piece(self._source[at : span.end])


def _by_home(homes: Sequence[tuple[int, int]], told: Iterable[tuple[SourceSpan, Told]]) -> dict[int, list[Told]]:
    """Return what is told of spans by the row that it belongs to: the one it begins in, or the last before it."""
    found: dict[int, list[Told]] = defaultdict(list)
    for span, one in told:
        place = max(0, bisect_right(homes, span.start, key=itemgetter(0)) - 1)
        found[homes[place][1]].append(one)
    return found
