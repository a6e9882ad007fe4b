"""`heding archive`: what goes in comes out, and damage is told."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pypdfium2
import pytest

from exporter.errors import UsageError
from exporter.writing import write_set
from tests.exporter.commands import TEXT, answer, invoke, refusal

ID = "urn:heding:%E9%9D%92%E7%9F%B3%E6%99%9A%E6%8A%A5:2031-05-18"
MASTHEAD = ("--title", "青石晚报", "--date", "2031-05-18")
FILES = ["edition.json", "issue.epub", "issue.pdf", "provenance.json", "source.txt"]


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the text and its export, made once."""
    folder = tmp_path_factory.mktemp("exported")
    (folder / "a.txt").write_text(TEXT, "utf-8")
    assert invoke("export", folder / "a.txt", "-o", folder, *MASTHEAD).exit_code == 0
    return folder


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty archive, where the environment says it is; the caches are kept apart from the user's."""
    folder = tmp_path / "archive"
    monkeypatch.setenv("HEDING_ARCHIVE", str(folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    result = invoke("archive", "init")
    assert (result.exit_code, str(folder) in result.stdout) == (0, True)
    return folder


@pytest.fixture(scope="session")
def filled(exported: Path) -> Path:
    """An archive with the edition in it, made once: to be copied, not changed."""
    folder = exported / "archive"
    assert invoke("archive", "init", folder).exit_code == 0
    assert invoke("archive", "add", exported / "a.json", "--archive", folder).exit_code == 0
    return folder


def stored(archive: Path, name: str) -> Path:
    (path,) = archive.rglob(f"v1/content/{name}")
    return path


def test_an_exported_edition_is_kept_and_comes_out_the_same(exported: Path, archive: Path, tmp_path: Path) -> None:
    (deposit,) = answer(invoke("archive", "add", exported / "a.json", "--json"))["deposits"]
    assert (deposit["id"], deposit["version"], deposit["created"]) == (ID, "v1", True)
    got = answer(invoke("archive", "get", ID, "-o", tmp_path / "got", "--json"))
    assert [Path(file["path"]).name for file in got["files"]] == FILES
    pairs = {"edition.json": "a.json", "issue.epub": "a.epub", "issue.pdf": "a.pdf", "source.txt": "a.txt"}
    for kept, original in {**pairs, "provenance.json": "a.provenance.json"}.items():
        assert (tmp_path / "got" / kept).read_bytes() == (exported / original).read_bytes(), kept


def test_what_is_kept_already_makes_no_new_version(exported: Path, archive: Path, tmp_path: Path) -> None:
    add = ("archive", "add", exported / "a.json", "--json")
    assert answer(invoke(*add))["deposits"][0]["created"]
    assert not answer(invoke(*add))["deposits"][0]["created"]
    assert invoke("archive", "get", ID, "-o", tmp_path / "got").exit_code == 0
    assert "there already" in invoke("archive", "add", tmp_path / "got" / "edition.json").stdout


def test_a_text_is_exported_and_kept(exported: Path, archive: Path) -> None:
    (deposit,) = answer(invoke("archive", "add", exported / "a.txt", *MASTHEAD, "--json"))["deposits"]
    assert (deposit["id"], deposit["created"]) == (ID, True)
    (again,) = answer(invoke("archive", "add", exported / "a.json", "--json"))["deposits"]
    assert not again["created"], "a text and its export are one edition"


def test_what_does_not_lie_beside_the_edition_is_exported_again(exported: Path, archive: Path, tmp_path: Path) -> None:
    for name in ("a.json", "a.provenance.json"):
        (tmp_path / name).write_bytes((exported / name).read_bytes())
    assert invoke("archive", "add", tmp_path / "a.json").exit_code == 0
    assert stored(archive, "issue.pdf").read_bytes() == (exported / "a.pdf").read_bytes()
    assert stored(archive, "issue.epub").read_bytes() == (exported / "a.epub").read_bytes()
    assert stored(archive, "source.txt").read_bytes() == TEXT.encode()


def test_another_masthead_makes_another_edition(exported: Path, archive: Path) -> None:
    result = invoke("archive", "add", exported / "a.json", "--title", "临江晚报", "--json")
    assert answer(result)["deposits"][0]["id"] == "urn:heding:%E4%B8%B4%E6%B1%9F%E6%99%9A%E6%8A%A5:2031-05-18"
    assert "临江晚报" in stored(archive, "edition.json").read_text("utf-8")


def test_a_deposit_says_who_and_why(exported: Path, archive: Path) -> None:
    who = ("--user", "李知秋", "--address", "li@example.org", "--message", "补存")
    assert invoke("archive", "add", exported / "a.json", *who).exit_code == 0
    (version,) = answer(invoke("archive", "show", ID, "--json"))["versions"]
    assert [version[key] for key in ("user", "address", "message")] == ["李知秋", "mailto:li@example.org", "补存"]
    assert sorted(version["files"]) == FILES


def test_list_and_a_part_of_an_id(exported: Path, archive: Path) -> None:
    assert invoke("archive", "list").stdout == ""
    for title in ("青石晚报", "临江晚报"):
        assert invoke("archive", "add", exported / "a.json", "--title", title).exit_code == 0
    editions = answer(invoke("archive", "list", "--json"))["editions"]
    assert [(edition["title"], edition["date"]) for edition in editions] == [
        ("临江晚报", "2031-05-18"),
        ("青石晚报", "2031-05-18"),
    ]
    assert unquote(ID) in invoke("archive", "list").stdout
    assert answer(invoke("archive", "show", "青石", "--json"))["id"] == ID
    ambiguous = invoke("archive", "show", "2031-05-18")
    assert (ambiguous.exit_code, "fits 2 editions" in refusal(ambiguous)) == (UsageError.exit_code, True)
    missing = invoke("archive", "get", "1999-01-01")
    assert (missing.exit_code, "1999-01-01" in refusal(missing)) == (5, True)
    version = invoke("archive", "get", ID, "--version", "v9")
    assert (version.exit_code, "v9" in refusal(version)) == (5, True)


def test_get_overwrites_nothing_unasked(filled: Path, tmp_path: Path) -> None:
    write_set(tmp_path, {"source.txt": b"theirs"})
    result = invoke("archive", "get", ID, "-o", tmp_path, "--archive", filled)
    assert (result.exit_code, "source.txt" in refusal(result)) == (2, True)
    assert not (tmp_path / "issue.pdf").exists()


@pytest.mark.parametrize("name", FILES)
def test_one_flipped_byte_is_named(filled: Path, tmp_path: Path, name: str) -> None:
    archive = shutil.copytree(filled, tmp_path / "archive")
    intact = invoke("archive", "verify", archive, "--json")
    assert (intact.exit_code, answer(intact)["intact"]) == (0, True)
    path = stored(archive, name)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(data)
    for place in (archive, path.parents[2]):
        result = invoke("archive", "verify", place)
        assert result.exit_code == 1
        assert f"content/{name}" in result.stdout
        assert "damaged" in refusal(result)
    report = answer(invoke("archive", "verify", "--archive", archive, "--json"))
    assert not report["intact"]
    assert [problem["path"].endswith(name) for problem in report["problems"]] == [True]


def test_what_cannot_be_verified_is_neither_intact_nor_damaged(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere"):
        result = invoke("archive", "verify", place)
        assert result.exit_code == 5
        refusal(result)


@pytest.mark.parametrize("command", [("list",), ("show", ID), ("get", ID), ("add", "x.txt")])
def test_without_an_archive_the_way_to_one_is_said(tmp_path: Path, command: tuple[str, ...]) -> None:
    result = invoke("archive", *command, "--archive", str(tmp_path / "none"))
    assert result.exit_code == 5
    assert "heding archive init" in refusal(result)


def test_an_archive_is_made_in_no_folder_that_holds_something(exported: Path, archive: Path) -> None:
    for folder in (exported, archive, exported / "a.txt"):
        result = invoke("archive", "init", folder)
        assert (result.exit_code, str(folder) in refusal(result)) == (5, True)


def test_an_archive_stands_in_the_users_data_by_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEDING_ARCHIVE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert invoke("archive", "init").exit_code == 0
    assert (tmp_path / "heding" / "archive" / "0=ocfl_1.1").is_file()


def test_one_failed_deposit_does_not_stop_the_others(exported: Path, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    result = invoke("archive", "add", tmp_path / "bad.txt", exported / "a.json", "--json")
    assert result.exit_code == 3
    assert [deposit["id"] for deposit in answer(result)["deposits"]] == [ID]
    assert json.loads(result.stderr)["error"]["exit_code"] == 3


@pytest.mark.parametrize("change", [{"title": "别的报"}, {"uri": "urn:heding:x"}, {"associations": {}}])
def test_an_edition_that_disagrees_with_its_record_is_not_kept(
    exported: Path, archive: Path, tmp_path: Path, change: dict[str, Any]
) -> None:
    edition = json.loads((exported / "a.json").read_bytes())
    (tmp_path / "a.json").write_text(json.dumps(edition | change), "utf-8")
    (tmp_path / "a.provenance.json").write_bytes((exported / "a.provenance.json").read_bytes())
    result = invoke("archive", "add", tmp_path / "a.json")
    assert result.exit_code == 3
    refusal(result)
    assert answer(invoke("archive", "list", "--json"))["editions"] == []


@pytest.mark.parametrize("kind", ["a.txt", "a.json"])
def test_an_issue_is_kept_as_it_is_asked_for(exported: Path, archive: Path, kind: str) -> None:
    look = ("--page", "a3", "--columns", "5", "--size", "10.5")
    (deposit,) = answer(invoke("archive", "add", exported / kind, *MASTHEAD, *look, "--json"))["deposits"]
    assert deposit["created"]
    width, height = pypdfium2.PdfDocument(stored(archive, "issue.pdf")).get_page_size(0)
    assert (round(width), round(height)) == (842, 1191)


def test_what_a_person_overrules_is_heeded_when_a_text_is_kept(exported: Path, archive: Path) -> None:
    assert invoke("archive", "add", exported / "a.txt", *MASTHEAD, "--drop", "L1").exit_code == 0
    record = json.loads(stored(archive, "provenance.json").read_bytes())
    assert [overrule["action"] for overrule in record["overrules"]] == ["drop"]
    assert invoke("archive", "add", exported / "a.json", "--drop", "L1").exit_code == UsageError.exit_code


def test_a_page_that_cannot_be_is_refused_before_anything_is_kept(exported: Path, archive: Path) -> None:
    result = invoke("archive", "add", exported / "a.txt", "--columns", "90")
    assert result.exit_code == UsageError.exit_code
    assert not list(archive.rglob("inventory.json"))


def test_a_deposit_may_name_the_version_that_it_follows(exported: Path, archive: Path) -> None:
    def add(expected: str, *more: str) -> int:
        return invoke("archive", "add", exported / "a.json", "--expected", expected, *more).exit_code

    assert add("v1") == 5
    assert add("none") == 0
    assert add("none") == 5
    assert add("v1", "--number", "7") == 0
    assert add("v1", "--number", "8") == 5
    assert add("newest") == UsageError.exit_code
    assert add("v2", str(exported / "a.json")) == UsageError.exit_code
