"""The faces that travel with a book: they hold its characters and no others, and are the same every time."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from exporter.epub import export_epub, faces
from exporter.epub.faces import BOLD, REGULAR, cut_face
from exporter.errors import MachineError
from exporter.pdf.fonts import families_for
from exporter.template_set import open_template_set
from tests.exporter.editions import ORDINARY, SINGLE

SET = open_template_set()
FAMILIES = families_for("zh-Hans")
ROOT = Path(__file__).resolve().parents[2]


def face_in(book: bytes, name: str) -> TTFont:
    with zipfile.ZipFile(io.BytesIO(book)) as files:
        return TTFont(io.BytesIO(files.read(f"EPUB/{name}")))


def test_a_book_carries_the_characters_that_it_uses() -> None:
    book = export_epub(ORDINARY, SET, faces=FAMILIES).data
    with zipfile.ZipFile(io.BytesIO(book)) as files:
        assert b'url("song.otf")' in files.read("EPUB/epub-faces.css")
        assert b"epub-faces.css" in files.read("EPUB/article-001.xhtml")
    text = {ord(char) for article in ORDINARY.articles for block in article.blocks for char in block.text}
    song, hei = (face_in(book, name).getBestCmap() for name in ("song.otf", "hei.otf"))
    assert text <= song.keys()
    assert {ord(char) for article in ORDINARY.articles for char in article.headline} <= hei.keys()
    assert len(hei) < len(song) < 600


def test_a_face_keeps_its_maker_its_licence_and_its_vertical_forms() -> None:
    font = TTFont(io.BytesIO(cut_face(FAMILIES["song"], REGULAR, "江堤，（）")))
    told = {record.nameID for record in font["name"].names}
    assert {0, 13} <= told
    assert "vert" in {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}


def test_the_weight_is_the_one_asked_for() -> None:
    weights = [
        TTFont(io.BytesIO(cut_face(FAMILIES["hei"], weight, "江")))["OS/2"].usWeightClass for weight in (REGULAR, BOLD)
    ]
    assert weights == [400, 700]


def test_the_same_characters_give_the_same_face_in_any_process() -> None:
    script = (
        "import sys; from exporter.epub import export_epub; from exporter.template_set import open_template_set;"
        "from tests.exporter.editions import SINGLE; from exporter.pdf.fonts import families_for;"
        "sys.stdout.buffer.write("
        "export_epub(SINGLE, open_template_set(), faces=families_for('zh-Hans'), vertical=True).data)"
    )
    here = export_epub(SINGLE, SET, faces=FAMILIES, vertical=True).data
    environment = {
        "PYTHONHASHSEED": "3",
        "TZ": "Asia/Kathmandu",
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C",
        "PATH": "/usr/bin:/bin",
    }
    there = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, check=True, capture_output=True)
    assert there.stdout == here


@pytest.mark.parametrize(
    ("permissions", "forbidden"),
    [(0, False), (0x0002, True), (0x0004, False), (0x0008, False), (0x000A, False), (0x0104, True), (0x0200, True)],
)
def test_what_a_maker_forbids_is_not_done(permissions: int, *, forbidden: bool) -> None:
    assert faces._forbids_embedding(permissions) is forbidden


def test_a_file_that_is_no_face_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken.otf"
    broken.write_bytes(b"no face at all")
    monkeypatch.setattr(faces, "_find", lambda family, weight: (str(broken), 0))
    with pytest.raises(MachineError, match=r"broken\.otf"):
        cut_face("Song", REGULAR, "江")


def test_without_fontconfig_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MachineError, match="fontconfig"):
        cut_face("Song", REGULAR, "江")
