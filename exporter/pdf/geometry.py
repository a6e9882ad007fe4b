"""The page before anything is set on it: paper, columns, and a grid of lines (CLREQ 2.3).

Lengths are points, widths in the type area ems of the body, heights in it lines of the body. The measure is whole ems
(CLREQ 2.3.5) and the type area whole lines, so the margins are what is left of the paper, never less than it asks.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from exporter.errors import InputError, UsageError
from exporter.language import listed
from exporter.set_manifest import BASIC_MEASURE, LARGEST_HEADLINE, LARGEST_NAME, Manifest, Paper

POINTS_PER_MM = 72 / 25.4
PX_PER_POINT = 96 / 72
"""CSS px, in which WeasyPrint lays out."""
LEADING = 1.5
"""From one line to the next, in ems: what lines as short as a newspaper's need (CLREQ 3.3)."""
SHORTEST, LONGEST = 8, 42
"""Ems in a line: justified Chinese falls apart below the one, the eye loses its line beyond the other."""
SMALLEST, LARGEST = 7.0, 28.0
"""Points of the body: 七号 is 5.25 pt, but nobody reads a newspaper below 7."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a user asks of the page; what is absent is as the template set has it.

    `page` is a name of the set's, `size` the body's points; `large` is an edition for old eyes. `region` says which
    faces a traditional edition is set in: those of Taiwan (`TW`) or of Hong Kong (`HK`).
    """

    page: str = ""
    columns: int | None = None
    size: float | None = None
    large: bool = False
    crop_marks: bool = False
    region: str = "TW"


AS_THE_SET_HAS_IT = Layout()


@dataclass(frozen=True, slots=True)
class Geometry:
    """A page to set on: paper in points, columns, their measure and gutter in ems, the type area's height in lines.

    `headline` and `masthead` are how large a headline and the paper's name may be on it, in ems.
    """

    width: float
    height: float
    columns: int
    measure: int
    gutter: int
    size: float
    lines: int
    top: float
    headline: float = LARGEST_HEADLINE
    masthead: float = LARGEST_NAME
    crop_marks: bool = False

    @property
    def leading(self) -> float:
        """From one line to the next, in points."""
        return LEADING * self.size

    @property
    def side(self) -> float:
        """The margin on the left and on the right, in points."""
        return (self.width - self.ems(self.columns) * self.size) / 2

    @property
    def bottom(self) -> float:
        """The margin at the foot, in points."""
        return self.height - self.top - self.lines * self.leading

    def ems(self, columns: int) -> int:
        """Return how wide `columns` of them are, gutters included, in ems."""
        return columns * self.measure + (columns - 1) * self.gutter


def geometry_of(manifest: Manifest, layout: Layout) -> Geometry:
    """Return the page that `layout` asks of a template set.

    Raises UsageError where there is none, saying what is; InputError where the set makes no printed issue.
    """
    printed = manifest.printed
    if printed is None:
        raise InputError(
            f"模板集 {manifest.name} 不排印 PDF：它的 set.toml 没有 [print]。",
            f"the template set {manifest.name} makes no PDF: its set.toml has no [print].",
        )
    asked = layout.page or printed.page
    page = next((name for name in printed.papers if name.casefold() == asked.casefold()), None)
    if page is None:
        zh, en = listed(printed.papers)
        raise UsageError(
            f"模板集 {manifest.name} 没有 {asked} 这种纸张，有：{zh}。",
            f"the template set {manifest.name} has no page {asked}. It has: {en}.",
        )
    if layout.size is not None and layout.large:
        raise UsageError(
            "--large 和 --size 都定正文字号，请只用一个。", "--large and --size both set the body's size: give one."
        )
    size = layout.size or (printed.large if layout.large else printed.size)
    geometry = lay_out(printed.papers[page], size, layout.columns, printed.measure)
    return dataclasses.replace(
        geometry, headline=printed.headline, masthead=printed.masthead, crop_marks=layout.crop_marks
    )


def lay_out(paper: Paper, size: float, columns: int | None = None, basic: int = BASIC_MEASURE) -> Geometry:
    """Return the page of `columns` in `size` points; without a number, of as many of `basic` ems as `paper` holds.

    Raises UsageError, saying what would fit, where the paper cannot hold it.
    """
    if not SMALLEST <= size <= LARGEST:
        raise UsageError(
            f"正文字号 {size:g} 磅不行：请用 {SMALLEST:g} 到 {LARGEST:g} 磅。",
            f"a body of {size:g} pt cannot be: it is from {SMALLEST:g} to {LARGEST:g} pt.",
        )
    room = int((paper.width - 2 * paper.margin) * POINTS_PER_MM / size + 1e-6)
    if columns is None:
        columns = max(1, _most(room, basic, paper.gutter))
    measure = (room - (columns - 1) * paper.gutter) // columns
    if measure < SHORTEST:
        raise _too_narrow(paper, size, columns, _most(room, SHORTEST, paper.gutter))
    leading = LEADING * size
    height, head, foot = (POINTS_PER_MM * length for length in (paper.height, paper.head, paper.margin))
    lines = int((height - head - foot) / leading + 1e-6)
    spare = height - head - foot - lines * leading
    return Geometry(
        width=paper.width * POINTS_PER_MM,
        height=height,
        columns=columns,
        measure=min(measure, LONGEST),
        gutter=paper.gutter,
        size=size,
        lines=lines,
        top=head + spare / 2,
    )


def _most(room: int, measure: int, gutter: int) -> int:
    """Return how many columns of `measure` ems stand in `room` ems."""
    return (room + gutter) // (measure + gutter)


def _too_narrow(paper: Paper, size: float, columns: int, most: int) -> UsageError:
    where = f"{paper.name}（{paper.width:g}×{paper.height:g} mm）"
    if most < 1:
        return UsageError(
            f"{where}排不下 {size:g} 磅的一栏。请把字号改小，或换大的纸张。",
            f"{paper.name} ({paper.width:g}×{paper.height:g} mm) cannot hold one column of {size:g} pt. "
            "Take a smaller size or larger paper.",
        )
    return UsageError(
        f"{where}用 {size:g} 磅的字排不下 {columns} 栏，一栏至少要 {SHORTEST} 个字。最多 {most} 栏；"
        "或把字号改小，或换大的纸张。",
        f"{paper.name} ({paper.width:g}×{paper.height:g} mm) cannot hold {columns} columns of {size:g} pt: a column is "
        f"{SHORTEST} ems at the least. At most {most} fit; or take a smaller size or larger paper.",
    )
