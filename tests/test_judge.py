"""`scripts/judge`: every judge finds nothing in a sound export, and something in a broken one."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pikepdf
import pytest

from exporter.edition import Edition
from exporter.exports import EXPORTERS
from exporter.normalizer.provenance import Provenance
from exporter.normalizer.record import to_record
from exporter.template_set import open_template_set
from tests.exporter.editions import SINGLE
from tests.judges import load_judges, need

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def judges() -> ModuleType:
    need(shutil.which("java") is not None, "a Java runtime for epubcheck")
    need(shutil.which("qpdf") is not None, "qpdf")
    return load_judges()


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    write(folder, SINGLE)
    return folder


def write(folder: Path, edition: Edition) -> None:
    for export in (make(edition, open_template_set()) for make in EXPORTERS.values()):
        (folder / f"a{export.suffix}").write_bytes(export.data)
    record = json.dumps(to_record(edition, Provenance()), ensure_ascii=False)
    (folder / "a.provenance.json").write_text(record, "utf-8")


def found(judges: ModuleType, folder: Path) -> dict[str, int]:
    """Return how many findings each judge that is here has."""
    answers = {name: judges._judged(judge, pattern, folder) for name, pattern, judge in judges.JUDGES}
    assert {files for files, findings in answers.values() if findings is not None} == {1}
    return {name: len(findings) for name, (_, findings) in answers.items() if findings is not None}


def test_a_sound_export_has_no_findings(judges: ModuleType, exported: Path) -> None:
    assert set(found(judges, exported).values()) == {0}


def without(book: bytes, word: bytes) -> bytes:
    """Return a book in whose package document this word is another."""
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(broken, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry, data.replace(word, b"schema:nothing") if entry.filename.endswith(".opf") else data)
    return broken.getvalue()


def untagged(issue: bytes) -> bytes:
    """Return an issue whose text has no structure any more."""
    broken = io.BytesIO()
    with pikepdf.open(io.BytesIO(issue)) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(broken)
    return broken.getvalue()


BREAKAGES: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "epubcheck": ("a.epub", lambda data: data.replace(b"mimetype", b"mimetypo")),
    "Ace by DAISY": ("a.epub", lambda data: without(data, b"schema:accessMode")),
    "qpdf --check": ("a.pdf", lambda data: data[: len(data) // 2]),
    "veraPDF": ("a.pdf", untagged),
    "edition schema": ("a.json", lambda data: data.replace(b'"heding-edition"', b'"another"')),
    "provenance schema": ("a.provenance.json", lambda data: data.replace(b'"gaps"', b'"gap"')),
    "JSON-LD (PyLD)": ("a.jsonld", lambda data: data.replace(b'"NewsArticle"', b'"Newsarticle"')),
    "HTML": ("a.html", lambda data: data.replace(b"</main>", b"")),
}


@pytest.mark.parametrize("name", BREAKAGES)
def test_a_broken_file_is_found_by_its_judge(judges: ModuleType, exported: Path, tmp_path: Path, name: str) -> None:
    file, breaking = BREAKAGES[name]
    shutil.copytree(exported, tmp_path, dirs_exist_ok=True)
    (tmp_path / file).write_bytes(breaking((exported / file).read_bytes()))
    (pattern, judge) = next((pattern, judge) for title, pattern, judge in judges.JUDGES if title == name)
    need(judge is not None, name)
    assert judges._judged(judge, pattern, tmp_path)[1]


def test_a_remote_context_is_a_finding_and_is_not_fetched(judges: ModuleType, exported: Path, tmp_path: Path) -> None:
    shutil.copytree(exported, tmp_path, dirs_exist_ok=True)
    document = json.loads((exported / "a.jsonld").read_bytes())
    (tmp_path / "a.jsonld").write_text(json.dumps({**document, "@context": "https://schema.example/"}), "utf-8")
    assert list(judges.check_triples(tmp_path / "a.jsonld"))


def test_a_folder_without_texts_is_a_usage_error(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "scripts" / "judges.py"), str(tmp_path)]
    answer = subprocess.run(command, capture_output=True, check=False, text=True)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert str(tmp_path) in answer.stderr
