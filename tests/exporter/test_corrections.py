"""NAME.toml beside a text: what it may say, and where it is wrong."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

import pytest

from exporter.corrections import parse_corrections
from exporter.errors import InputError
from exporter.masthead import Masthead
from exporter.normalizer.overrules import ACTIONS, Ruling, resolve
from exporter.normalizer.passes import normalize
from exporter.normalizer.places import Places
from tests.exporter.commands import TEXT, answer, invoke, refusal
from tests.exporter.normalizer.texts import source_of


def test_a_file_says_the_masthead_and_what_is_to_be_decided_otherwise() -> None:
    read = parse_corrections(
        b"""
title = "\xe6\x98\x8e\xe6\xba\xaa\xe6\x97\xa5\xe6\x8a\xa5"
date = 2026-05-12
number = 10286
drop = ["L3", "10-20"]  # an advertisement
join = ["L7"]
[role]
headline = ["L9"]
""",
        "a.toml",
    )
    assert read.masthead == Masthead("明溪日报", datetime.date(2026, 5, 12), "10286")
    assert read.rulings == (
        Ruling("drop", "L3", "a.toml:5"),
        Ruling("drop", "10-20", "a.toml:5"),
        Ruling("join", "L7", "a.toml:6"),
        Ruling("role", "L9", "a.toml:8", "headline"),
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('keep = ["L3"\n', r"a.toml: this is no TOML .*at end of document"),
        ('keep = ["L3"]\nx = = 3\n', r"a.toml:2: this is no TOML"),
        ('part = ["L3"]\npart = ["L9"]\n', "a.toml:2: a key stands twice"),
        ('\nkeeep = ["L3"]\n', 'a.toml:2: there is no "keeep"'),
        ('title = "x"\ndrop = ["L3", "line 5"]\n', 'a.toml:2: "line 5" is no place'),
        ("drop = 3\n", "a.toml:1: drop is a list"),
        ('date = "2026-05-12"\n', "a.toml:1: date is a day"),
        ("date = 2026-05-12T08:00:00\n", "a.toml:1: date is a day"),
        ('title = "two\\nlines"\n', "a.toml:1: title is a line"),
        ('[role]\nheadlines = ["L3"]\n', 'a.toml:2: no role "headlines"'),
        ("role = 3\n", r"a.toml:1: \[role\] is a table"),
    ],
)
def test_what_is_wrong_in_it_is_told_with_its_line(text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        parse_corrections(text.encode(), "a.toml")


def test_the_example_in_the_readme_is_one() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    example = next(block for block in re.findall(r"```toml\n(.*?)```", readme, re.DOTALL) if "no-article" in block)
    read = parse_corrections(example.encode(), "README.md")
    assert {ruling.action for ruling in read.rulings} == set(ACTIONS)
    assert read.masthead.title
    text = "\n\n".join(f"渡口的第{n}个码头今天开出了新的航线。" * 6 for n in range(40))
    normalize(source_of(text), resolve(read.rulings, Places(text)))


def lines_of(record: Path) -> list[str]:
    return [block["text"] for article in json.loads(record.read_bytes())["articles"] for block in article["blocks"]]


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    path = tmp_path / "晚报.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_a_person_overrules_on_the_command_line_and_beside_the_text(edition: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    plain = invoke("normalize", edition, "-o", out)
    repeated = TEXT.split("\n\n")[4].replace(",", "，")
    assert plain.exit_code == 0
    assert lines_of(out / "晚报.json").count(repeated) == 1

    assert invoke("normalize", edition, "-o", out, "--keep", "L9", "--drop", "L3", "--force", "--report").exit_code == 0
    ruled = lines_of(out / "晚报.json")
    assert ruled.count(repeated) == 2
    assert "——十二班船连起两岸人家" not in ruled
    assert "——十二班船连起两岸人家" in (out / "晚报.report.html").read_text("utf-8")

    edition.with_suffix(".toml").write_text('title = "临江晚报"\nkeep = ["L9"]\ndrop = ["L3"]\n', "utf-8")
    beside = answer(invoke("export", edition, "-o", out / "b", "--to", "json", "--report", "--json"))
    assert beside["editions"][0]["title"] == "临江晚报"
    assert lines_of(out / "b" / "晚报.provenance.json") == ruled
    assert (out / "b" / "晚报.report.html").exists()

    again = answer(invoke("export", out / "b" / "晚报.json", "-o", out / "c", "--to", "json", "--report", "--json"))
    assert again["failures"] == []
    for suffix in (".json", ".provenance.json", ".report.html"):
        assert (out / "c" / f"晚报{suffix}").read_bytes() == (out / "b" / f"晚报{suffix}").read_bytes()


def test_a_wrong_file_beside_the_text_ends_with_its_line(edition: Path, tmp_path: Path) -> None:
    edition.with_suffix(".toml").write_text('drop = ["L3"]\nkeep = ["L999"]\n', "utf-8")
    result = invoke("normalize", edition, "-o", tmp_path / "out")
    assert result.exit_code == 3
    assert '晚报.toml:2: there is no place "L999": the source has 15 lines' in refusal(result)


@pytest.mark.parametrize("arguments", [["--keep", "twelve"], ["--drop", "L3", "README.md"]])
def test_a_place_is_checked_before_the_work_begins(edition: Path, tmp_path: Path, arguments: list[str]) -> None:
    result = invoke("normalize", edition, "-o", tmp_path / "out", *arguments)
    assert result.exit_code == 2
    refusal(result)
    assert not (tmp_path / "out").exists()


def test_an_edition_that_is_normalized_already_takes_no_places(edition: Path, tmp_path: Path) -> None:
    invoke("export", edition, "-o", tmp_path, "--to", "json")
    result = invoke("export", tmp_path / "晚报.json", "-o", tmp_path / "out", "--to", "json", "--drop", "L3")
    assert (result.exit_code, "raw text" in refusal(result)) == (2, True)


def test_a_folder_goes_the_whole_way_and_its_pages_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "0607"
    folder.mkdir()
    pages = {
        "第2版.txt": TEXT.encode("gb18030"),
        "第10版.txt": "夜市添了读书角\n\n临江夜市摆出了书架。".encode("utf-16"),
    }
    for name, data in pages.items():
        (folder / name).write_bytes(data)
    (tmp_path / "0607.toml").write_text('title = "临江晚报"\ndate = 2031-06-07\ndrop = ["第2版.txt:L3"]\n', "utf-8")
    monkeypatch.setenv("HEDING_ARCHIVE", str(tmp_path / "archive"))
    assert invoke("archive", "init").exit_code == 0
    assert invoke("export", folder, "-o", tmp_path / "out").exit_code == 0
    added = invoke("archive", "add", tmp_path / "out" / "0607.json")
    assert added.exit_code == 0, added.stderr
    assert invoke("archive", "get", "2031-06-07", "-o", tmp_path / "got").exit_code == 0
    found = {path.name: path.read_bytes() for path in tmp_path.glob("got/**/source/*.txt")}
    assert found == pages
    again = invoke("archive", "add", folder)
    assert "the same" in again.stdout, again.stderr
