"""`heding export --embed-fonts --writing-mode vertical`: the command line, the book, and nothing but the book."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.exporter.commands import TEXT, invoke


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "青石湾.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_the_options_change_the_book_and_nothing_else(text: Path, tmp_path: Path) -> None:
    plain, styled = tmp_path / "plain", tmp_path / "styled"
    assert invoke("export", text, "-o", plain).exit_code == 0
    assert invoke("export", text, "-o", styled, "--embed-fonts", "--writing-mode", "vertical").exit_code == 0
    changed = [path.name for path in plain.iterdir() if path.read_bytes() != (styled / path.name).read_bytes()]
    assert changed == ["青石湾.epub"]
    with zipfile.ZipFile(styled / "青石湾.epub") as book:
        assert {"EPUB/song.otf", "EPUB/hei.otf", "EPUB/epub-vertical.css"} <= set(book.namelist())


def test_the_book_is_the_same_whatever_is_asked_for_beside_it(text: Path, tmp_path: Path) -> None:
    assert invoke("export", text, "-o", tmp_path / "all").exit_code == 0
    assert invoke("export", text, "-o", tmp_path / "one", "--to", "epub").exit_code == 0
    name = "青石湾.epub"
    assert (tmp_path / "all" / name).read_bytes() == (tmp_path / "one" / name).read_bytes()


def test_a_wrong_writing_mode_is_a_usage_error(text: Path) -> None:
    assert invoke("export", text, "--writing-mode", "diagonal").exit_code == 2
