"""Texts for property tests: soup of the kind that e-paper pages give, with everything odd in it."""

from __future__ import annotations

from hypothesis import strategies as st

from exporter.edition import Block
from exporter.normalizer.passage import Passage
from exporter.normalizer.passes import Normalization, normalize
from exporter.normalizer.provenance import Removal
from exporter.normalizer.source_text import SourceText, decode

PIECES = (
    "临川湾大桥今天通车",
    "记者从市交通局获悉",
    "他说",
    "本报记者 林 一舟",
    "（本报临川6月6日电）",
    "声明",
    "声明人:何某",
    "第02版:要闻",
    "□专题",
    "图为大桥夜景。 何 帆摄",
    "1,270",
    "22:00",
    "C919",
    "29.70%",
    "https://example.org/a?b=1",
    "Hello, world",
    "114.56㎡",
    "𠮷",
    "“",
    "”",
    "《",
    "》",
    "(",
    ")",
    "（",
    "）",
    *",.;:!?~，。；：！？—…、\"'<>{}%#&",
    " ",
    "\u3000",
    "\t",
    "\u00a0",
    "\n",
    "\n\n",
    "\r\n",
    "\u2028",
    "\x00",
    "\x1d",
    "\u200b",
    "\ufeff",
    "\u00ad",
    "\ue000",
)
soup = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map("".join)


def source_of(text: str, name: str = "soup") -> SourceText:
    """Return the text as a source, whatever it is made of."""
    return SourceText(name, text, "utf-8", decode("字".encode(), name).sha256)


def passages_of(*texts: str) -> list[Passage]:
    """Return texts as passages that stand apart."""
    return [Passage(text, ((1000 * n, 1000 * n + len(text)),)) for n, text in enumerate(texts)]


def owners(result: Normalization, text: str) -> list[int]:
    """Return for every character of the text in how many blocks and removals it stands."""
    counts = [0] * len(text)
    parts: tuple[Block | Removal, ...] = (*result.edition.blocks(), *result.provenance.removals)
    for span in (span for part in parts for span in part.source):
        for k in range(span.start, span.end):
            counts[k] += 1
    return counts


def read(text: str) -> Normalization:
    """Normalize the text."""
    return normalize(source_of(text))
