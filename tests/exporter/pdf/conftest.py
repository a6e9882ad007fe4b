"""One printed issue for the tests that read it, and what poppler and pdfplumber see in it."""

from __future__ import annotations

import functools
import shutil
import subprocess
from pathlib import Path

import pytest

from exporter.edition import Edition
from exporter.pdf.document import export_pdf
from exporter.template_set import open_template_set
from tests.exporter.editions import ORDINARY
from tests.judges import need


@functools.cache
def printed(edition: Edition) -> bytes:
    """Return an edition printed with the default template set; once for all tests that ask."""
    return export_pdf(edition, open_template_set()).data


def words(data: bytes, folder: Path) -> str:
    """Return what `pdftotext -raw` reads from a PDF."""
    need(shutil.which("pdftotext") is not None, "pdftotext (apt install poppler-utils)")
    file = folder / "issue.pdf"
    file.write_bytes(data)
    run = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", file, "-"], capture_output=True, check=True)
    return run.stdout.decode()


@pytest.fixture(scope="session")
def issue() -> bytes:
    """The ordinary edition as PDF."""
    return printed(ORDINARY)
