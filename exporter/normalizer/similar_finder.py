"""Paragraphs that say nearly what an earlier one says: shown with the words that differ, never removed.

Two notices that differ in a name are more alike than a true copy with noise (see `repeats`): a person tells them
apart. In linear time: a paragraph is held against one other, which has the most whole clauses in common with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

import rjieba

from exporter.edition import Block, Edition, Role, abridge
from exporter.normalizer.passage import FOLDED, HAN_CLASS, fold
from exporter.normalizer.places import Places
from exporter.normalizer.provenance import Finding, Provenance

SHORTEST = 40
"""Characters below which paragraphs are alike by chance: a line of a form, a result, a refrain."""
LONGEST = 3000
"""Characters above which a paragraph is not looked at: none of a newspaper is so long."""
CLAUSE = 8
"""Characters of a clause by which paragraphs are brought together; shorter ones are everybody's."""
SHARED = 0.15
"""Which share of a paragraph its clauses in common make up at least, or the two are not compared."""
ALIKE = 0.8
"""Which share of the characters the two have in common, in whole words and in the same order."""
FORM = 4
"""So many paragraphs alike are written after a form (lists of lost papers, results): none of them is told."""
MOST_WORK = 200_000
"""Pairs of words held against each other in an edition: on 1,294 real ones 25,000 at the most. A page of paragraphs all
alike has spent it early."""
SHOWN = 6
"""How many differences a message shows."""


CLAUSE_RUN = re.compile(f"[{HAN_CLASS}]{{{CLAUSE},}}")


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two paragraphs that are alike, and each place where they differ: the earlier words, and the later ones."""

    earlier: Block
    later: Block
    differences: tuple[tuple[str, str], ...]


def similar(edition: Edition, _: Provenance, source: str) -> Iterator[Finding]:
    """Find paragraphs that are nearly, but not once width, space and marks are folded, what an earlier one is."""
    paragraph = Role.PARAGRAPH
    blocks = [
        block
        for article in edition.articles
        for block in article.blocks
        if block.role is paragraph and SHORTEST <= len(block.text) <= LONGEST
    ]
    pairs = _alike(blocks)
    first: dict[Block, Block] = {}
    for pair in pairs:
        first[pair.later] = first.get(pair.earlier, pair.earlier)
    alike = Counter(first.values())
    places = Places(source, edition.source.pages)
    for pair in pairs:
        if alike[first[pair.later]] + 1 < FORM:
            yield _finding(pair, places.label(pair.earlier.source[0]))


def _alike(blocks: Sequence[Block]) -> list[_Pair]:
    """Return the paragraphs that are like an earlier one, in order, for as long as the work goes.

    Nearly all have no clause that stands again: these are left out at once.
    """
    found = [CLAUSE_RUN.findall(block.text) for block in blocks]
    seen: set[str] = set()
    again: set[str] = set()
    for clauses in found:
        again |= seen.intersection(clauses)
        seen.update(clauses)
    latest: dict[str, Block] = {}
    pairs: list[_Pair] = []
    work = MOST_WORK
    for block, clauses in zip(blocks, found, strict=True):
        if again.isdisjoint(clauses):
            continue
        earlier = None if latest.keys().isdisjoint(clauses) else _nearest(block, clauses, latest)
        latest.update(dict.fromkeys(clauses, block))
        if earlier:
            words, others = _words(earlier.text), _words(block.text)
            cost, differences = _compare(words, others, work)
            work -= cost
            if differences:
                pairs.append(_Pair(earlier, block, differences))
            if work <= 0:
                break
    return pairs


def _nearest(block: Block, clauses: Sequence[str], latest: Mapping[str, Block]) -> Block | None:
    """Return the earlier paragraph with the most clauses of this one, where the two may be alike and are not equal."""
    shared: Counter[Block] = Counter()
    for clause in dict.fromkeys(clauses):
        if clause in latest:
            shared[latest[clause]] += len(clause)
    earlier, length = shared.most_common(1)[0]
    shorter, longer = sorted((len(earlier.text), len(block.text)))
    if length < SHARED * longer or 2 * shorter < ALIKE * (shorter + longer):
        return None
    return earlier if fold(earlier.text) != fold(block.text) else None


def _words(text: str) -> list[str]:
    return [word for word in rjieba.cut(text) if not FOLDED.fullmatch(word)]


def _compare(words: Sequence[str], others: Sequence[str], most: int) -> tuple[int, tuple[tuple[str, str], ...]]:
    """Return what it cost in pairs of words, and what differs; nothing where too much does, or it costs too much."""
    start = _common(words, others)
    end = _common(words[start:][::-1], others[start:][::-1])
    middle, others_middle = words[start : len(words) - end], others[start : len(others) - end]
    cost = len(words) + len(others) + len(middle) * len(others_middle)
    if cost > most:
        return cost, ()
    differences: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, middle, others_middle, autojunk=False).get_opcodes():
        if tag != "equal":
            differences.append(("".join(middle[a:b]), "".join(others_middle[c:d])))
    total = len("".join(words)) + len("".join(others))
    differing = sum(len(before) + len(after) for before, after in differences)
    return cost, tuple(differences) if differing <= (1 - ALIKE) * total else ()


def _common(words: Sequence[str], others: Sequence[str]) -> int:
    """Return how many words the two begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(words, others, strict=False)))


def _finding(pair: _Pair, line: str) -> Finding:
    told = list(dict.fromkeys(pair.differences))
    differences = [" → ".join(abridge(words) or "∅" for words in places) for places in told[:SHOWN]]
    more = len(told) - SHOWN
    first = abridge(pair.earlier.text)
    return Finding(
        "similar",
        f"与前文 {line}“{first}”只差几个词，未作改动：{'；'.join(differences)}"
        + (f"（另有 {more} 处）" if more > 0 else ""),
        f"differs in a few words from {line}, {first}; nothing was changed: {'; '.join(differences)}"
        + (f" ({more} more)" if more > 0 else ""),
        pair.later.source[0],
    )
