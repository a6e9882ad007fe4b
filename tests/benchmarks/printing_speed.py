"""How long an issue takes to print beside plain WeasyPrint: the same edition, template set and run.

    python -m tests.benchmarks.printing_speed edition.txt ...

CPU seconds, the best of three; plain is WeasyPrint breaking its own lines and balancing the same columns.
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from exporter.edition import Edition
from exporter.normalizer.passes import normalize
from exporter.normalizer.source_text import decode
from exporter.pdf import document
from exporter.pdf.document import export_pdf
from exporter.pdf.even_columns import columns_evened
from exporter.pdf.set_lines import lines_set
from exporter.template_set import open_template_set

TIMES = 3
Context = Callable[[], AbstractContextManager[Any]]
OURS: tuple[Context, Context] = lines_set, columns_evened
PLAIN: tuple[Context, Context] = contextlib.nullcontext, contextlib.nullcontext


def seconds(edition: Edition, lines: Context, columns: Context) -> float:
    """Return the CPU seconds that it takes to print `edition` with lines and columns set inside these contexts."""
    template_set = open_template_set()
    with patch.multiple(document, lines_set=lines, columns_evened=columns):
        begun = time.process_time()
        export_pdf(edition, template_set)
        return time.process_time() - begun


def main() -> None:
    print(f"{'edition':32} {'characters':>10} {'ours':>7} {'plain':>7} {'ratio':>6}")
    for path in map(Path, sys.argv[1:]):
        edition = normalize(decode(path.read_bytes(), path.stem)).edition
        pairs = [(seconds(edition, *OURS), seconds(edition, *PLAIN)) for _ in range(TIMES)]
        ours, plain = (min(times) for times in zip(*pairs, strict=True))
        print(f"{path.stem:32} {edition.source.characters:10} {ours:7.2f} {plain:7.2f} {ours / plain:6.2f}")


if __name__ == "__main__":
    main()
