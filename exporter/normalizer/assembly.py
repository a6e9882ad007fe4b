"""Passages to the edition and its record: where each stands in the source, how it reads, what became of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from operator import attrgetter

from msgspec import structs

from exporter.edition import Article, ArticleKind, Block, Edition, Role, Source, SourceSpan
from exporter.normalizer import keywords, kinds, metadata, pages
from exporter.normalizer.articles import ArticleDraft
from exporter.normalizer.claims import Mark, claims_of, masthead_of
from exporter.normalizer.findings import findings_of
from exporter.normalizer.folio import read_folio
from exporter.normalizer.jumps import Link
from exporter.normalizer.order import Order
from exporter.normalizer.passage import Passage
from exporter.normalizer.patches import PatchedText
from exporter.normalizer.provenance import Change, Jump, Overrule, Provenance, Removal
from exporter.normalizer.repeats import Repeat
from exporter.normalizer.source_text import SourceText

Spans = Mapping[tuple[int, int], tuple[int, int]]
"""Where the stretches of the clean text that passages are made of stand in the source."""


REPORTS = frozenset({Role.PARAGRAPH, Role.DATELINE})
"""What may begin or end with a dateline."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the passes made of a source: its clean text, and every passage of it in the one place where it stands.

    `links` says what became of the jump lines; `overrules` are a person's decisions. `order`: in which the text was
    read, if not in the one that it stands in.
    """

    source: SourceText
    text: PatchedText
    language: str
    drafts: tuple[ArticleDraft, ...]
    furniture: tuple[Passage, ...]
    repeated: tuple[Repeat, ...] = ()
    dropped: tuple[Passage, ...] = ()
    links: tuple[Link, ...] = ()
    overrules: tuple[Overrule, ...] = ()
    order: Order | None = None

    def spans(self) -> Spans:
        """Return where every passage stands in the source."""
        drafts, repeats = [draft.passages for draft in self.drafts], [repeat.passages for repeat in self.repeated]
        passages = chain(*drafts, self.furniture, *repeats, self.dropped)
        placed = sorted([stretch for passage in passages for stretch in passage.ranges])
        kept = sorted({stretch for repeat in self.repeated for passage in repeat.kept for stretch in passage.ranges})
        return dict(zip((*kept, *placed), (*self.placed(kept), *self.placed(placed)), strict=True))

    def placed(self, stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return where stretches of the clean text, which lie apart and in order, stand in the source."""
        spans = self.text.spans(stretches)
        return [self.order.span(*span) for span in spans] if self.order else spans

    def changes(self) -> tuple[Change, ...]:
        """Return the changes, in the order of the source."""
        if self.order is None:
            return self.text.changes
        placed = [(change, *self.order.span(change.start, change.end)) for change in self.text.changes]
        changes = [structs.replace(change, start=s, end=e, before=self.source.text[s:e]) for change, s, e in placed]
        return tuple(sorted([c for c in changes if c.before != c.after], key=attrgetter("start")))


def assemble(reading: Reading) -> tuple[Edition, Provenance]:
    """Return the edition that was read, and the record of how it came about."""
    source = reading.source
    text, spans = reading.text, reading.spans()
    claims = claims_of(_marks(reading.furniture, text, spans))
    edition = Edition(
        articles=tuple(_article(draft, reading, spans) for draft in reading.drafts),
        furniture=tuple(_block(passage, text, spans) for passage in reading.furniture),
        source=Source(source.name, source.encoding, len(source.text), source.sha256, source.pages),
        language=reading.language,
    )
    removals = [
        *(
            _removal("repeat", _sources(repeat.passages, spans), source.text, _sources(repeat.kept, spans))
            for repeat in reading.repeated
        ),
        *(_removal("dropped", _sources([passage], spans), source.text) for passage in reading.dropped),
    ]
    joins = [seam for draft in reading.drafts for p in draft.passages if p.seams for seam in _seams(p, reading, spans)]
    edition = masthead_of(claims).put_on(edition)
    provenance = replace(
        _provenance(edition, reading, removals, joins),
        overrules=reading.overrules,
        masthead=claims,
        jumps=tuple(_jump(link, spans) for link in reading.links),
    )
    return edition, replace(provenance, findings=findings_of(edition, provenance, source.text))


def place_of(draft: ArticleDraft, text: PatchedText, source: SourceText) -> tuple[str, str]:
    """Return the page and the section an article stands in, as printed: by the page mark above it, else by its file."""
    page = section = ""
    if draft.page_mark:
        folio, printed = read_folio(draft.page_mark.text), _printed(draft.page_mark, text)
        at = draft.page_mark.text.rfind(folio.section)
        page, section = folio.page, printed[at : at + len(folio.section)]
    if source.pages and not page:
        file = pages.file_at(source.pages, text.span(*draft.passages[0].ranges[0])[0])
        page = pages.numbers_of([other.name for other in source.pages])[file.name] if file else ""
    return page, section


def _marks(furniture: Iterable[Passage], text: PatchedText, spans: Spans) -> Iterator[Mark]:
    for passage in furniture:
        if passage.role is Role.PAGE_MARK:
            yield Mark(passage.text, _printed(passage, text), _sources([passage], spans))


def _jump(link: Link, spans: Spans) -> Jump:
    leaves, arrives = (_sources([line], spans)[0] if line else None for line in (link.leaves, link.arrives))
    return Jump(leaves, arrives, link.evidence, link.rivals)


def _sources(passages: Iterable[Passage], spans: Spans) -> tuple[SourceSpan, ...]:
    """Return where the passages stand in the source; stretches that touch are one."""
    found: list[tuple[int, int]] = []
    for passage in passages:
        for stretch in passage.ranges:
            start, end = spans[stretch]
            if found and found[-1][1] == start:
                start, _ = found.pop()
            found.append((start, end))
    return tuple([SourceSpan(start, end) for start, end in found])


def _seams(passage: Passage, reading: Reading, spans: Spans) -> Iterator[SourceSpan]:
    """Yield what of the source lies between the pieces of a broken paragraph; between two columns that stand side by
    side, the white space behind the first piece."""
    for place in passage.seams:
        before, after = passage.ranges[place - 1 : place + 1]
        left, right = spans[before][1], spans[after][0]
        if reading.text.text[before[1] - 1] == " ":  # which stands for the break itself
            ((_, left),) = reading.placed([(before[0], before[1] - 1)])
        if reading.order:
            right = _end_of_white_space(reading.source.text, left)
        if left < right:  # else a person parted a line and joined it again
            yield SourceSpan(left, right)


def _end_of_white_space(text: str, at: int) -> int:
    """Return where the white space of a text ends that stands from a place on."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _removal(reason: str, spans: tuple[SourceSpan, ...], source: str, kept: tuple[SourceSpan, ...] = ()) -> Removal:
    return Removal(reason, spans, "".join(source[span.start : span.end] for span in spans), kept)


def _printed(passage: Passage, text: PatchedText) -> str:
    """Return the clean text of a passage, in the script it is printed in."""
    if len(passage.ranges) == 1:
        ((start, end),) = passage.ranges
        return text.text[start:end]
    return "".join([text.text[start:end] for start, end in passage.ranges])


def _block(passage: Passage, text: PatchedText, spans: Spans) -> Block:
    return Block(passage.role or Role.PARAGRAPH, _printed(passage, text), _sources([passage], spans))


def _article(draft: ArticleDraft, reading: Reading, spans: Spans) -> Article:
    text = reading.text
    page, section = place_of(draft, text, reading.source)
    read_section = read_folio(draft.page_mark.text).section if draft.page_mark else ""
    blocks = tuple([_block(passage, text, spans) for passage in draft.passages])
    kind = draft.kind
    if kind is ArticleKind.NEWS:
        kind = kinds.labelled(draft.passages, read_section)
    return Article(
        kind=kind,
        blocks=blocks,
        dateline=metadata.dateline_of(
            (passage.text, block.text)
            for passage, block in zip(draft.passages, blocks, strict=True)
            if block.role in REPORTS
        ),
        truncated=draft.truncated,
        page=page,
        section=section,
        keywords=_keywords(draft, kind, text, reading.language),
    )


def _keywords(draft: ArticleDraft, kind: ArticleKind, text: PatchedText, language: str) -> tuple[str, ...]:
    """Return what an article is about; a notice names private people, so it has none."""
    if kind is ArticleKind.NOTICE:
        return ()
    paragraph = Role.PARAGRAPH
    heads = [p for p in draft.passages if p.role in kinds.HEADS]
    body = [p for p in draft.passages if p.role is paragraph]
    words = keywords.keywords_of("\n".join([p.text for p in heads]), "\n".join([p.text for p in body]))
    return words if language == "zh-Hans" else tuple(_as_printed(word, (*heads, *body), text) for word in words)


def _as_printed(word: str, passages: Iterable[Passage], text: PatchedText) -> str:
    """Return a word that stands in one of the passages in the script it is printed in."""
    passage = next(passage for passage in passages if word in passage.text)
    at = passage.text.index(word)
    return _printed(passage, text)[at : at + len(word)]


def _provenance(
    edition: Edition, reading: Reading, removals: Sequence[Removal], joins: Sequence[SourceSpan]
) -> Provenance:
    """Account for every character of the source: in a block, removed, or white space between them."""
    source = reading.source.text
    parts: tuple[Block | Removal, ...] = (*edition.blocks(), *removals)
    taken = sorted((span for part in parts for span in part.source), key=attrgetter("start"))
    gaps: list[tuple[int, str]] = []
    unseen: list[Removal] = []
    at = 0
    for span in (*taken, SourceSpan(len(source), len(source) + 1)):
        between = source[at : span.start]
        if between and not between.isspace():  # what the invisible pass took out between two blocks
            unseen.append(_removal("invisible", (SourceSpan(at, span.start),), source))
        elif between:
            gaps.append((at, between))
        at = span.end
    every_removal = sorted([*removals, *unseen], key=lambda removal: removal.source)
    return Provenance(reading.changes(), tuple(every_removal), tuple(sorted(joins)), gaps=tuple(gaps))
