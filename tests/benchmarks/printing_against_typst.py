"""The same edition in three columns of 13 em, set by heding, by plain WeasyPrint and by Typst.

    python -m tests.benchmarks.printing_against_typst edition.txt FOLDER

writes heding.pdf, weasyprint.pdf and typst.pdf into FOLDER, for any judge of printed pages to measure side by side.
Needs the package `typst`, which nothing else here needs.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import sys
from pathlib import Path
from unittest.mock import patch

from exporter.edition import Edition
from exporter.normalizer.passes import normalize
from exporter.normalizer.source_text import decode
from exporter.pdf import document
from exporter.pdf.document import export_pdf
from exporter.pdf.fonts import families_for
from exporter.pdf.geometry import AS_THE_SET_HAS_IT, Geometry, geometry_of
from exporter.template_set import open_template_set

SET = """
name = "comparison"
title = "comparison"
extends = "newspaper"
[print]
page = "three"
size = 9
large = 16
[print.pages.three]
width = 154.4
height = 297
margin = 12
head = 17
gutter = 1
"""

# 1.5 em from line to line, indents of two, Typst's own best line breaking.
TYPST = """
#let edition = json("edition.json")
#set page(width: edition.width * 1pt, height: edition.height * 1pt, columns: edition.columns,
  margin: (x: edition.side * 1pt, top: edition.top * 1pt, bottom: edition.bottom * 1pt))
#set columns(gutter: edition.gutter * 9pt)
#set text(font: edition.song, size: 9pt, lang: "zh", region: edition.region, top-edge: 0.88em, bottom-edge: -0.12em)
#set par(justify: true, linebreaks: "optimized", leading: 0.5em, spacing: 0.5em,
  first-line-indent: (amount: 2em, all: true))
#show heading.where(level: 2): it => align(center, par(justify: false, first-line-indent: 0em,
  text(size: 15pt, weight: "bold", it.body)))
#show heading.where(level: 3): it => align(center, par(justify: false, first-line-indent: 0em,
  text(size: 9pt, weight: "bold", it.body)))
#for block in edition.blocks {
  if block.role == "headline" { heading(level: 2, block.text) }
  else if block.role == "subhead" { heading(level: 3, block.text) }
  else { par(block.text) }
}
"""


def typst_pdf(edition: Edition, folder: Path, page: Geometry) -> bytes:
    """Return `edition` set by Typst in 9 pt on the same page, its source left in `folder`."""
    language = edition.language
    content = {
        **{name: getattr(page, name) for name in ("width", "height", "columns", "side", "top", "bottom", "gutter")},
        "song": families_for(language)["song"],
        "region": "tw" if language == "zh-Hant" else "cn",
        "blocks": [
            {"role": str(block.role), "text": block.text} for article in edition.articles for block in article.blocks
        ],
    }
    (folder / "edition.json").write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    source = folder / "edition.typ"
    source.write_text(TYPST, "utf-8")
    data = importlib.import_module("typst").compile(str(source))
    assert isinstance(data, bytes)
    return data


def main() -> None:
    path, folder = map(Path, sys.argv[1:])
    edition = normalize(decode(path.read_bytes(), path.stem)).edition
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "set.toml").write_text(SET, "utf-8")
    three = open_template_set(folder)
    (folder / "heding.pdf").write_bytes(export_pdf(edition, three).data)
    with patch.multiple(document, lines_set=contextlib.nullcontext, columns_evened=contextlib.nullcontext):
        (folder / "weasyprint.pdf").write_bytes(export_pdf(edition, three).data)
    if importlib.util.find_spec("typst") is None:
        print("no Typst here (pip install typst): its page is left out", file=sys.stderr)
    else:
        (folder / "typst.pdf").write_bytes(typst_pdf(edition, folder, geometry_of(three.manifest, AS_THE_SET_HAS_IT)))


if __name__ == "__main__":
    main()
