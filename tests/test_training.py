"""What the model of roles is trained on: gold editions read as the normalizer reads, and set up in other manners."""

from __future__ import annotations

import importlib
import json
import random
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from exporter.edition import Role
from exporter.normalizer.grammar import STATES
from exporter.normalizer.weights import Model, shipped

TRAINING = Path(__file__).resolve().parent.parent / "scripts" / "training"
BLOCKS = [
    (0, "headline", "老渡口开出新航线"),
    (0, "byline", "本报记者 林 一舟"),
    (0, "paragraph", "青石湾的老渡口昨天开出新航线，每天十二班。船工说，往返两岸的人比去年多了三成。"),
    (0, "subhead", "船票两元"),
    (0, "paragraph", "船票每张两元，老人和孩子免费。早班船六点开，末班船晚上九点开，中间不停航。"),
    (1, "headline", "山里书屋亮着灯"),
    (1, "paragraph", "本报讯 山里的书屋上月延长了开放时间。村民们晚上来看书，孩子们在这里写作业。"),
]


@pytest.fixture
def gold_editions(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(TRAINING))
    return importlib.import_module("gold_editions")


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """An invented gold edition whose first paragraph is broken in two."""
    text, blocks = "", []
    for article, role, block in BLOCKS:
        pieces = [block[:16], block[16:]] if block.startswith("青石湾") else [block]
        source = []
        for piece in pieces:
            source.append([len(text), len(text) + len(piece)])
            text += piece + "\n\n"
        blocks.append({"article": article, "role": role, "text": block, "source": source})
    path = tmp_path / "2025-01-01-01.gold.json"
    path.write_text(json.dumps({"blocks": blocks, "duplicates": []}), "utf-8")
    path.with_name("2025-01-01-01.txt").write_text(text, "utf-8")
    return path


def test_the_truth_follows_the_passages(gold_editions: ModuleType, edition: Path) -> None:
    read = gold_editions.as_printed(edition)
    told = [{(STATES[p].role, STATES[p].starts, STATES[p].joins) for p in right} for right in read.truth]
    assert told == [
        {(Role.HEADLINE, True, False)},
        {(Role.BYLINE, False, False)},
        {(Role.PARAGRAPH, False, False)},
        {(Role.PARAGRAPH, False, True)},
        {(Role.SUBHEAD, False, False)},
        {(Role.PARAGRAPH, False, False)},
        {(Role.HEADLINE, True, False)},
        {(Role.PARAGRAPH, False, False)},
    ]


@pytest.mark.parametrize("seed", range(12))
def test_other_manners_keep_the_articles_apart(gold_editions: ModuleType, edition: Path, seed: int) -> None:
    manners = importlib.import_module("manners")
    lines = manners.varied(gold_editions.clean_lines(edition), random.Random(seed))
    again = manners.varied(gold_editions.clean_lines(edition), random.Random(seed))
    assert lines == again
    assert {line.article for line in lines} <= {0, 1, None}
    read = gold_editions.edition_of("varied", lines)
    assert len(read.truth) == len(read.passages)
    starts = sum(any(STATES[place].starts for place in right) for right in read.truth)
    assert starts == len({line.article for line in lines} - {None})


@pytest.mark.parametrize("kind", ["bare", "county", "taiwan", "briefs", "wrapped"])
def test_an_edition_is_printed_with_its_truth(gold_editions: ModuleType, edition: Path, kind: str) -> None:
    printed = importlib.import_module("printed")
    manner = printed.MANNERS[kind]
    text, gold = printed.printed("2025-01-01-01", gold_editions.clean_lines(edition), manner)
    assert (text, gold) == printed.printed("2025-01-01-01", gold_editions.clean_lines(edition), manner)
    for block in gold["blocks"]:
        assert "".join(text[start:end] for start, end in block["source"]).split() == block["text"].split()
    held = {place for block in gold["blocks"] for start, end in block["source"] for place in range(start, end)}
    assert held >= {place for place, character in enumerate(text) if not character.isspace()}
    assert [block["article"] for block in gold["blocks"] if block["role"] == "headline"] == [0, 1]
    assert len(gold["articles"]) == 2
    if manner.measure:
        assert max(map(len, text.splitlines())) == manner.measure
    if manner.traditional:
        assert "書屋" in text


def test_the_whole_normalizer_is_scored_with_a_given_model(gold_editions: ModuleType, edition: Path) -> None:
    """A model that knows nothing reads worse than the one that is shipped; the scorer here counts headlines only."""
    end_to_end = importlib.import_module("end_to_end")

    class Judge:
        @staticmethod
        def score_one(text: str, gold: dict[str, Any], record: dict[str, Any]) -> tuple[Counter[str], list[Any]]:
            wanted = {block["text"] for block in gold["blocks"] if block["role"] == "headline"}
            read = {b["text"] for a in record["articles"] for b in a["blocks"] if b["role"] == "headline"}
            return Counter(right=len(wanted & read)), []

    text, gold = end_to_end.raw_edition(edition)
    knows_nothing = Model({}, [[0.0] * len(STATES)] * len(STATES))
    right = [end_to_end.scored(Judge, "one", text, gold, model)[0]["right"] for model in (shipped(), knows_nothing)]
    assert right[0] == 2 > right[1]
