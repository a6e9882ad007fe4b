"""The doctor on this machine, on one without programs, and where WeasyPrint cannot be imported."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from exporter.doctor import Check, examine

REPORT = """
import dataclasses, json
from exporter.doctor import examine
print(json.dumps([dataclasses.asdict(check) for check in examine()]))
"""


def named(checks: tuple[Check, ...]) -> dict[str, Check]:
    return {check.name: check for check in checks}


def test_this_machine_can_export() -> None:
    missing = [check for check in examine() if check.required and not check.present]
    assert missing == []


def test_versions_are_those_that_weasyprint_uses() -> None:
    import weasyprint
    from weasyprint.text.ffi import pango

    checks = named(examine())
    major, minor, micro = map(int, checks["Pango"].found.split("."))
    assert major * 10000 + minor * 100 + micro == pango.pango_version()
    assert checks["PangoFT2"].found == checks["Pango"].found
    assert checks["WeasyPrint"].found == weasyprint.__version__


def test_a_face_is_found_with_its_file() -> None:
    assert Path(named(examine())["宋体 Song zh-Hans"].found).is_file()


def test_every_check_says_what_it_is_for_and_how_to_get_it() -> None:
    for check in examine():
        assert check.name
        assert all((check.needed_for_zh, check.needed_for_en, check.how_to_get_zh, check.how_to_get_en)), check


def test_the_required_come_first() -> None:
    required = [check.required for check in examine()]
    assert required == sorted(required, reverse=True)


def test_without_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    checks = named(examine())
    assert not any(checks[name].present for name in ("Java", "Poppler", "qpdf"))


def test_a_program_that_does_not_run_is_not_present(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    qpdf = tmp_path / "qpdf"
    qpdf.write_text("#!/bin/sh\necho 'libqpdf.so.29: no such file' >&2\nexit 127\n")
    qpdf.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    check = named(examine())["qpdf"]
    assert not check.present
    assert check.found == "libqpdf.so.29: no such file"


def test_where_weasyprint_cannot_be_imported(tmp_path: Path) -> None:
    """As on a machine without Pango: the import prints advice to standard output, then raises OSError."""
    package = tmp_path / "weasyprint"
    package.mkdir()
    (package / "__init__.py").write_text("print('advice')\nraise OSError('cannot load library libpango-1.0-0')\n")
    answer = subprocess.run(
        [sys.executable, "-c", REPORT],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        check=True,
        text=True,
    )
    check = next(check for check in json.loads(answer.stdout) if check["name"] == "WeasyPrint")
    assert check["required"]
    assert not check["present"]
    assert check["found"] == "cannot load library libpango-1.0-0"
