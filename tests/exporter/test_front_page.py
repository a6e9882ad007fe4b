"""The front page as a picture: what stands on it, how large it is, and that an issue is laid out once for it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from exporter import exports
from exporter.edition import Edition, Export
from exporter.errors import MachineError
from exporter.exports import EXPORTERS
from exporter.front_page import front_page
from exporter.pdf import document
from exporter.template_set import open_template_set
from tests.exporter.editions import MANY, ORDINARY, SINGLE, UNDATED

ROOT = Path(__file__).resolve().parents[2]


def test_the_picture_is_the_first_page() -> None:
    page = front_page(EXPORTERS["pdf"](ORDINARY, open_template_set()).data)
    image = Image.open(io.BytesIO(page.picture))
    assert image.size == (page.width, page.height)
    assert page.height == 1600
    assert 1120 <= page.width <= 1140
    assert len(page.picture) < 400_000
    masthead = image.convert("RGB").crop((0, 0, page.width, 400)).tobytes()
    assert sum(red > 2 * green for red, green in zip(masthead[::3], masthead[1::3], strict=True)) > 1000


def test_its_headlines_are_those_that_stand_on_it() -> None:
    page = front_page(EXPORTERS["pdf"](MANY, open_template_set()).data)
    labels = tuple(article.label for article in MANY.articles)
    assert 0 < len(page.headlines) < len(labels)
    assert page.headlines == labels[: len(page.headlines)]


def test_the_same_page_gives_the_same_bytes() -> None:
    pdf = EXPORTERS["pdf"](SINGLE, open_template_set()).data
    assert front_page(pdf) == front_page(pdf)


def test_an_issue_is_laid_out_once_for_both_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out: list[Edition] = []
    layout = document.export_pdf

    def counted(edition: Edition, *how: Any) -> Export:
        laid_out.append(edition)
        return layout(edition, *how)

    monkeypatch.setattr(document, "export_pdf", counted)
    templates = open_template_set()
    for name in ("pdf", "epub"):
        EXPORTERS[name](UNDATED, templates)
    assert laid_out == [UNDATED]


def test_where_nothing_can_be_printed_the_cover_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> Export:
        raise MachineError("没有 Pango", "no Pango")

    exports._pdf.cache_clear()
    monkeypatch.setattr(document, "export_pdf", refuse)
    with zipfile.ZipFile(io.BytesIO(EXPORTERS["epub"](ORDINARY, open_template_set()).data)) as book:
        assert "EPUB/front-page.png" not in book.namelist()
        assert "跨江轻轨今晨首发" in book.read("EPUB/cover.xhtml").decode()


def test_a_machine_without_layout_libraries_makes_books_and_says_nothing(tmp_path: Path) -> None:
    """The library is hidden from the dynamic loader, as on a machine that lacks it."""
    (tmp_path / "sitecustomize.py").write_text(
        "import cffi\n"
        "def missing(*arguments):\n    raise OSError('cannot load library libpango-1.0-0')\n"
        "cffi.FFI.dlopen = missing\n"
    )
    script = (
        "from exporter.exports import EXPORTERS; from exporter.template_set import open_template_set;"
        "from tests.exporter.editions import SINGLE; assert EXPORTERS['epub'](SINGLE, open_template_set()).data"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    done = subprocess.run([sys.executable, "-c", script], env=environment, cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
