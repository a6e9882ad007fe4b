"""The work of `sh scripts/picture`: examples/pages.png, examples/beside-typst.png and examples/report.png."""

from __future__ import annotations

import dataclasses
import datetime
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

from exporter.edition import Edition
from exporter.normalizer.passes import normalize
from exporter.normalizer.source_text import decode
from exporter.pdf.document import export_pdf
from exporter.pdf.geometry import AS_THE_SET_HAS_IT, geometry_of
from exporter.report import make_report
from exporter.template_set import open_template_set
from tests.benchmarks.printing_against_typst import typst_pdf

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
WIDTH, EDGE = 800, 24  # px: of a page, and around it
GROUND = "#d8d6d2"
CLOSE = 4.0  # px a point: 400 % on a screen of 72 dpi
SMALL = 640  # px: a page beside another's
BEGINNING = "3月的一个傍晚"  # of the text that is shown close up
CROP = (SMALL / CLOSE, 130.0)  # points: a column of it and its gutters, nine lines
INDENT = 36.0  # points from its first character to the crop's edge: two ems, and a gutter
COLOURS = 32
WINDOW = 1180, 1500  # px: of the browser that shows the report


def main() -> None:
    """Make the pictures."""
    path = EXAMPLES / "linchuanwan-2026-05-12.txt"
    source = decode(path.read_bytes(), path.stem)
    result = normalize(source)
    report = _report(make_report(result.edition, result.provenance, source.text))
    report.quantize(2 * COLOURS, dither=Image.Dither.NONE).save(EXAMPLES / "report.png", optimize=True)
    edition = dataclasses.replace(
        result.edition,
        title="临川湾日报",
        date=datetime.date(2026, 5, 12),
        number="8642",
    )
    with pypdfium2.PdfDocument(_ours(edition)) as ours, pypdfium2.PdfDocument(_typst(edition)) as typst:
        _save([[_page(ours[0]), _page(ours[1])]], EXAMPLES / "pages.png")
        pages = [_page(document[0], SMALL) for document in (ours, typst)]
        _save([pages, [_close(ours), _close(typst)]], EXAMPLES / "beside-typst.png")


def _report(page: bytes) -> Image.Image:
    """Return the beginning of a report as a browser shows it. Raises FileNotFoundError where there is no Chromium."""
    browser = shutil.which("chromium") or "chromium"
    with tempfile.TemporaryDirectory() as folder:
        report, picture = Path(folder) / "report.html", Path(folder) / "report.png"
        report.write_bytes(page)
        options = ["--headless", "--hide-scrollbars", f"--user-data-dir={folder}/profile", f"--screenshot={picture}"]
        options += [f"--window-size={WINDOW[0]},{WINDOW[1]}", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        subprocess.run([browser, *options, report.as_uri()], check=True, capture_output=True)
        with Image.open(picture) as shown:
            return shown.convert("RGB")


def _ours(edition: Edition) -> bytes:
    return export_pdf(edition, open_template_set()).data


def _typst(edition: Edition) -> bytes:
    geometry = geometry_of(open_template_set().manifest, AS_THE_SET_HAS_IT)
    with tempfile.TemporaryDirectory() as folder:
        return typst_pdf(edition, Path(folder), geometry)


def _page(page: pypdfium2.PdfPage, width: int = WIDTH) -> Image.Image:
    picture: Image.Image = page.render(scale=width / page.get_width()).to_pil()
    return picture


def _close(document: pypdfium2.PdfDocument) -> Image.Image:
    """Return the text from `BEGINNING` on, close up."""
    for page in document:
        text = page.get_textpage()
        if found := text.search(BEGINNING).get_next():
            left, _, _, top = text.get_charbox(found[0])
            x, y = left - INDENT, page.get_height() - top - 6
            picture: Image.Image = page.render(scale=CLOSE).to_pil()
            return picture.crop(tuple(round(edge * CLOSE) for edge in (x, y, x + CROP[0], y + CROP[1])))
    raise LookupError(BEGINNING)


def _save(rows: list[list[Image.Image]], path: Path) -> None:
    """Write rows of pictures on a ground of grey; those of a row are equally high."""
    width = max(sum(one.width + EDGE for one in row) for row in rows) + EDGE
    sheet = Image.new("RGB", (width, sum(row[0].height + EDGE for row in rows) + EDGE), GROUND)
    y = EDGE
    for row in rows:
        x = EDGE
        for one in row:
            sheet.paste(one, (x, y))
            x += one.width + EDGE
        y += row[0].height + EDGE
    sheet.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()
