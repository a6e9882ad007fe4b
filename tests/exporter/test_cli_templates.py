"""`heding templates` and the options of the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.template_set import shipped_names, shipped_sets
from tests.exporter.commands import TEXT, answer, invoke, refusal


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "青石湾.txt"
    file.write_text(TEXT, "utf-8")
    return file


def test_list_names_what_comes_with_heding() -> None:
    sets = answer(invoke("templates", "list", "--json"))["sets"]
    assert [one["name"] for one in sets] == list(shipped_names())
    assert sets[0]["pages"] == ["a4", "a3", "tabloid", "broadsheet"]
    assert "newspaper" in invoke("templates", "list").stdout


@pytest.mark.parametrize("name", shipped_names())
def test_init_copies_a_set_that_exports(name: str, text: Path, tmp_path: Path) -> None:
    folder = tmp_path / "我的报"
    result = invoke("templates", "init", folder, "--from", name)
    assert result.exit_code == 0
    assert "set.toml" in result.stdout
    made = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert made == {path.name: path.read_bytes() for path in (shipped_sets() / name).iterdir()}
    assert invoke("export", text, "-o", tmp_path / "out", "--templates", folder, "--to", "pdf").exit_code == 0
    assert invoke("export", text, "-o", tmp_path / "other", "--templates", name, "--to", "pdf").exit_code == 0
    first, second = (next((tmp_path / place).glob("*.pdf")).read_bytes() for place in ("out", "other"))
    assert first == second


def test_init_touches_nothing_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "set.toml").write_text("mine")
    (tmp_path / "notes.txt").write_text("mine")
    result = invoke("templates", "init", tmp_path)
    assert result.exit_code == 2
    assert "--force" in refusal(result)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.txt", "set.toml"]
    assert invoke("templates", "init", tmp_path, "--force").exit_code == 0
    assert (tmp_path / "set.toml").read_bytes() == (shipped_sets() / "newspaper" / "set.toml").read_bytes()
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_init_of_an_unknown_set_names_the_known(tmp_path: Path) -> None:
    result = invoke("templates", "init", tmp_path / "new", "--from", "daily")
    assert result.exit_code == 2
    assert "newspaper" in refusal(result)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--page", "a5"], "broadsheet"),
        (["--columns", "9"], "At most 6"),
        (["--size", "3"], "from 7 to 28"),
        (["--large", "--size", "12"], "--large"),
        (["--large", "--columns", "5"], "At most 3"),
    ],
    ids=" ".join,
)
def test_a_page_that_cannot_be_is_a_usage_error(options: list[str], said: str, text: Path, tmp_path: Path) -> None:
    result = invoke("export", text, "-o", tmp_path / "out", *options)
    assert result.exit_code == 2
    assert said in refusal(result)
    assert not (tmp_path / "out").exists()
