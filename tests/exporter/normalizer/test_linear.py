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


def calls(size: int) -> tuple[int, int]:
    """Return how many functions are called for an invented edition of so many bytes, and how many bytes it has."""
    source = decode(invented(size).encode(), "invented")
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
    calls(SMALL)  # what is looked up once is looked up
    small, large = calls(SMALL), calls(TIMES * SMALL)
    assert large[0] / large[1] < 1.1 * small[0] / small[1]
