"""The work grows as the text does: counted in calls, which a busy machine does not change as it does seconds. (What one
call costs, it does not see: that is for tests.benchmarks.normalizer.)"""

from __future__ import annotations

import sys
from collections import Counter
from types import FrameType
from typing import Any

from exporter.normalizer.passes import normalize
from exporter.normalizer.source_text import decode
from tests.benchmarks.normalizer import invented

SMALL = 20_000
TIMES = 4


def calls(text: str) -> tuple[int, int]:
    """Return how many functions are called for a text, and how many bytes it has."""
    source = decode(text.encode(), "invented")
    counts: Counter[str] = Counter()

    def count(_: FrameType, event: str, __: Any) -> None:
        counts[event] += 1

    sys.setprofile(count)
    try:
        normalize(source)
    finally:
        sys.setprofile(None)
    return counts["call"] + counts["c_call"], len(source.text.encode())


def test_four_times_the_text_takes_four_times_the_calls() -> None:
    calls(invented(SMALL))  # what is looked up once is looked up
    small, large = calls(invented(SMALL)), calls(invented(TIMES * SMALL))
    assert large[0] / large[1] < 1.1 * small[0] / small[1]


def test_a_copy_that_is_put_back_has_little_read_again() -> None:
    text = invented(TIMES * SMALL)
    start = text.index("\n\n", len(text) // 4)
    copied = text[start : text.index("\n\n", start + 1000)]  # out of the middle of an article: it may not go
    plain, with_copy = calls(text), calls(text + copied)
    assert with_copy[0] / with_copy[1] < 1.1 * plain[0] / plain[1]
