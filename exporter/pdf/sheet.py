"""The style sheet that heding writes itself: the page's size and grid, the faces of this machine, the set's colours.

A template set's own sheet reads them: `rem` is an em of the body and `rlh` a line of the grid, `var(--columns)`,
`var(--measure)` and `var(--gutter)` are the columns, `var(--song)`, `var(--hei)` and `var(--kai)` the faces, and every
colour of `set.toml` is there under its name.
"""

from __future__ import annotations

from collections.abc import Mapping

from exporter.pdf.geometry import Geometry

MARKS = 8.0
"""Room around the page for the crop marks, in mm."""
_RULE = 0.9  # lines by which the type area is higher than its own: for the rule below the last strip of a page
_HAIR = 0.05  # points by which it is higher still: a sum of heights is not to be a hair too high for it


def page_sheet(geometry: Geometry, families: Mapping[str, str], colours: Mapping[str, str]) -> str:
    """Return the style sheet of a page. What a face lacks comes from Song, then Hei, of the same region."""
    stacks = {
        part: ", ".join(map(repr, dict.fromkeys((family, families["song"], families["hei"]))))
        for part, family in families.items()
    }
    variables = {
        "columns": str(geometry.columns),
        "measure": f"{geometry.measure}rem",
        "gutter": f"{geometry.gutter}rem",
        **stacks,
        **colours,
    }
    bottom = geometry.bottom - _RULE * geometry.leading - _HAIR
    marks = f"marks: crop cross; bleed: {MARKS}mm;" if geometry.crop_marks else ""
    return (
        f"@page {{ size: {geometry.width:.4f}pt {geometry.height:.4f}pt; {marks}"
        f" margin: {geometry.top:.4f}pt {geometry.side:.4f}pt {bottom:.4f}pt }}\n"
        f"html {{ font-size: {geometry.size:g}pt; line-height: {geometry.leading:g}pt;"
        f" {' '.join(f'--{name}: {value};' for name, value in variables.items())} }}\n"
    )
