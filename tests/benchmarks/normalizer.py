"""How fast the normalizer is, beside ftfy: `.venv/bin/python -m tests.benchmarks.normalizer [FILE...]`.

    speed   seconds of `normalize`, over those of `ftfy.fix_text` on the same text, in the same run (aim: 1)
    linear  seconds of an edition of 5 MB, over those of the same text in editions of 50 kB (aim: 1.2)

The text is that of FILE..., one after the other; without any, an invented one. Give real editions, 5 MB of them: what
a text costs depends on how much in it is doubtful, and text that stands in it twice is read twice.
ftfy is asked for by this module alone: `.venv/bin/pip install ftfy`. Both are called as anybody would call them;
`normalize` itself lets Python's collector of cycles rest. What is compared is done in turn, each at its best.
Only ratios say something on a busy machine.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from exporter.normalizer.passes import normalize
from exporter.normalizer.source_text import decode

SPEED_ROUNDS, LINEAR_ROUNDS = 7, 2
SMALL, LARGE = 50_000, 5_000_000
SUBJECTS = (
    "渡轮公司",
    "市水务局",
    "码头管理处",
    "候船室的值班员",
    "住在东岸的何师傅",
    "几位老船工",
    "航运学校",
    "区里的记者",
)
VERBS = ("昨天公布了", "正在整理", "重新核对", "向居民说明", "第三次修改", "交出了", "从仓库里找到", "按期完成")
OBJECTS = (
    "新的航线表",
    "旧船票",
    "大雾天的停航办法",
    "水位记录",
    "公交接驳方案",
    "甲板的检修计划",
    "沿岸的路灯",
    "乘客的意见",
)
ENDS = (",比去年早了{}天。", ",花费{}.{}万元(含人工)。", ",有{}人参加。", ":“这件事已经做了{}年。”")


def invented(size: int) -> str:
    """Return an edition of about so many bytes of UTF-8: heads, credits, paragraphs, no two the same; each article
    speaks of its own matter, as its head does."""
    chance = random.Random(5)
    parts: list[str] = []
    written = 0
    while written < size:
        subjects, objects = chance.sample(SUBJECTS, 2), chance.sample(OBJECTS, 2)
        head = f"{subjects[0]}{chance.choice(VERBS)}{objects[0]}"
        body = [
            "".join(
                chance.choice(subjects)
                + chance.choice(VERBS)
                + chance.choice(objects)
                + chance.choice(ENDS).format(chance.randrange(2, 9999), chance.randrange(10))
                for _ in range(chance.randrange(2, 7))
            )
            for _ in range(chance.randrange(3, 9))
        ]
        parts.append("\n\n".join((head, "本报记者 何 帆", *body)))
        written += len(parts[-1].encode()) + 2
    return "\n\n".join(parts)


def ratio(work: Callable[[], object], other: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Return the processor's time of some work over that of another, and that time (s), both at their best."""
    best = [float("inf")] * 2
    for _ in range(rounds):
        for place, each in enumerate((work, other)):
            begun = time.process_time()
            each()
            best[place] = min(best[place], time.process_time() - begun)
    return best[0] / best[1], best[0]


def of_size(text: str, size: int) -> bytes:
    """Return about so many bytes of the text, or all, in whole lines."""
    cut = (text + "\n").encode()[:size]
    return cut[: cut.rfind(b"\n")]


def parted(data: bytes, size: int) -> Iterator[bytes]:
    """Yield the text in parts of about so many bytes, whole lines."""
    at = 0
    while at < len(data):
        end = data.find(b"\n", at + size)
        end = len(data) if end < 0 else end
        if part := data[at:end].strip():
            yield part
        at = end + 1


def main(files: list[str]) -> None:
    """Print both figures."""
    text = "\n\n".join(Path(file).read_text("utf-8") for file in files) or invented(LARGE)
    some, large = of_size(text, 20 * SMALL), of_size(text, LARGE)
    small = [*parted(large, SMALL)]
    normalize(decode(small[0], "warm"))
    try:
        fix_text = import_module("ftfy").fix_text
    except ImportError:
        print("speed   ftfy is not installed")
    else:
        over, took = ratio(lambda: normalize(decode(some, "some")), lambda: fix_text(some.decode()), SPEED_ROUNDS)
        print(f"speed   {over:.2f} of ftfy's time ({len(some) / took / 1e6:.1f} MB/s)", flush=True)
    over, _ = ratio(
        lambda: normalize(decode(large, "large")),
        lambda: [normalize(decode(part, "small")) for part in small],
        LINEAR_ROUNDS,
    )
    print(f"linear  {over:.2f} ({len(large) / 1e6:.1f} MB over the same in {len(small)} editions)")


if __name__ == "__main__":
    main(sys.argv[1:])
