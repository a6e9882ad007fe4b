"""The wheel, built offline with the pinned tools and used outside the checkout; and the pins themselves."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from exporter import __version__

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ("requirements-build.txt", "requirements.txt", "requirements-test.txt")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    answer = subprocess.run(command, capture_output=True, check=False, text=True)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_is_heding(wheel: Path) -> None:
    assert wheel.name == f"heding-{__version__}-py3-none-any.whl"


def test_every_module_every_template_and_every_schema_is_inside(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    modules = {str(path.relative_to(ROOT)) for name in ("exporter", "archive") for path in (ROOT / name).rglob("*.py")}
    templates = {f"exporter/{path.relative_to(ROOT)}" for path in (ROOT / "templates").rglob("*") if path.is_file()}
    schemas = {str(path.relative_to(ROOT)) for path in (ROOT / "exporter" / "schemas").glob("*.json")}
    assert len(schemas) >= 2
    assert modules | templates | schemas | {"exporter/py.typed", "archive/py.typed"} <= inside


def test_nothing_else_is_inside(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"exporter", "archive", f"heding-{__version__}.dist-info"}


def test_the_command_and_the_licence_are_inside(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        information = f"heding-{__version__}.dist-info"
        assert "heding = exporter.cli:main" in opened.read(f"{information}/entry_points.txt").decode()
        assert opened.read(f"{information}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()
        assert "License-Expression: AGPL-3.0-or-later" in opened.read(f"{information}/METADATA").decode()


def test_an_unpacked_wheel_finds_its_template_set(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    report = "import exporter.template_set as t; print(t.shipped_sets()); print(t.open_template_set().manifest.name)"
    command = [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {report}"]
    answer = subprocess.run(command, capture_output=True, check=True, cwd=tmp_path, text=True)
    assert answer.stdout.splitlines() == [str(tmp_path / "exporter" / "templates"), "newspaper"]


def test_the_licence_is_the_affero_general_public_license() -> None:
    text = (ROOT / "LICENSE").read_text("ascii")
    assert text.split("\n", 2)[0].strip() == "GNU AFFERO GENERAL PUBLIC LICENSE"
    assert "13. Remote Network Interaction" in text
    assert "END OF TERMS AND CONDITIONS" in text


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_pinned_with_hashes_and_no_host_is_named(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text
    requirements = text.replace("\\\n", " ").splitlines()
    assert requirements
    for line in requirements:
        assert re.fullmatch(r"[a-z0-9-]+==\S+( ; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+ *", line), line


def test_the_tests_run_on_the_versions_that_users_get() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9-]+==\S+", (ROOT / name).read_text("utf-8"), re.MULTILINE))

    assert pins("requirements.txt") <= pins("requirements-test.txt")


def test_the_pins_hold_what_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {
        "requirements.txt": project["dependencies"],
        "requirements-test.txt": project["dependencies"] + project["optional-dependencies"]["test"],
    }
    for file, wanted in asked.items():
        pinned = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / file).read_text("utf-8"), re.MULTILINE))
        names = {re.split(r"[<>=;\[ ]", requirement, maxsplit=1)[0] for requirement in wanted}
        assert names <= pinned, f"{file} lacks {names - pinned}: run sh scripts/lock"
