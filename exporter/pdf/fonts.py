"""The faces that a Chinese newspaper is set in: Song (宋体) for text, Hei (黑体) and Kai (楷体) for what stands out.

A style sheet names them by their part, `var(--song)`, `var(--hei)` and `var(--kai)`; this module finds the family of
this machine that plays it.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from exporter.errors import MachineError
from exporter.fontconfig import ask

# Families by part and region, best first. The Noto and Source Han families are the same design under two names.
FAMILIES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "zh-Hans": {
        "song": ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Songti SC", "AR PL UMing CN", "SimSun"),
        "hei": ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "WenQuanYi Zen Hei", "SimHei"),
        "kai": ("LXGW WenKai", "AR PL UKai CN", "AR PL KaitiM GB", "Kaiti SC", "KaiTi"),
    },
    "zh-Hant": {
        "song": (
            "Noto Serif CJK TC",
            "Noto Serif TC",
            "Source Han Serif TC",
            "Songti TC",
            "AR PL UMing TW",
            "PMingLiU",
        ),
        "hei": ("Noto Sans CJK TC", "Noto Sans TC", "Source Han Sans TC", "PingFang TC", "Microsoft JhengHei"),
        "kai": ("LXGW WenKai TC", "AR PL UKai TW", "AR PL KaitiM Big5", "Kaiti TC", "DFKai-SB"),
    },
    "zh-Hant-HK": {
        "song": (
            "Noto Serif CJK HK",
            "Noto Serif HK",
            "Source Han Serif HK",
            "Songti TC",
            "AR PL UMing HK",
            "MingLiU_HKSCS",
        ),
        "hei": ("Noto Sans CJK HK", "Noto Sans HK", "Source Han Sans HK", "PingFang HK", "Microsoft JhengHei"),
        "kai": ("LXGW WenKai TC", "AR PL UKai HK", "AR PL KaitiM Big5", "Kaiti TC", "DFKai-SB"),
    },
}
# What stands in for a part that the machine has no face for: Song can play every part, nothing can play Song.
_UNDERSTUDY = {"hei": "song", "kai": "song"}


def installed_faces() -> dict[str, Path | None]:
    """Return the font file of each part in each region (`"song zh-Hans"`, `"kai zh-Hant"`), None where there is none.

    Raises MachineError where fontconfig cannot be asked.
    """
    return {
        f"{part} {region}": next((path for family in families if (path := _font_file(family)) is not None), None)
        for region, parts in FAMILIES.items()
        for part, families in parts.items()
    }


def families_for(region: str, preferred: Mapping[str, Sequence[str]] = MappingProxyType({})) -> dict[str, str]:
    """Return the family that plays each part (`song`, `hei`, `kai`) in a region, a key of FAMILIES.

    The `preferred` families of a part are looked for before those of the table. Hei and Kai fall back to Song.
    Raises MachineError, with the command that installs it, where there is no Song.
    """
    parts = {part: (*preferred.get(part, ()), *families) for part, families in FAMILIES[region].items()}
    found = {
        part: next((family for family in families if _font_file(family) is not None), "")
        for part, families in parts.items()
    }
    if not found["song"]:
        raise MachineError(
            f"没有中文宋体（找过：{'、'.join(parts['song'])}）。请安装：apt install fonts-noto-cjk",
            f"no Chinese Song face (looked for {', '.join(parts['song'])}). Install one: apt install fonts-noto-cjk",
        )
    return {part: family or found[_UNDERSTUDY[part]] for part, family in found.items()}


@functools.cache
def _font_file(family: str) -> Path | None:
    """Return a file that holds `family` by exactly this name, None where fontconfig would put another in its place."""
    answer = ask("fc-list", "--format=%{file}\n", f":family={family}")
    return min((Path(line) for line in answer.splitlines()), default=None)
