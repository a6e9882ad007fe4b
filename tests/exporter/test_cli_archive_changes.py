"""`heding archive history`, `diff`, `withdraw`, `restore`, `purge`: changes are told, nothing is removed unasked."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.exporter.commands import ENTRY, TEXT, answer, environment, invoke, refusal

MASTHEAD = ("--title", "青石晚报", "--date", "2031-05-18")
DATE = "2031-05-18"


@pytest.fixture(scope="session")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with an edition in two versions, made once: to be copied, not changed."""
    folder = tmp_path_factory.mktemp("corrected")
    texts = {"存入": TEXT, "更正航线班次": TEXT.replace("每天开出十二班船", "每天开出十四班船")}
    assert invoke("archive", "init", folder / "archive").exit_code == 0
    for message, text in texts.items():
        (folder / "a.txt").write_text(text, "utf-8")
        add = ("archive", "add", folder / "a.txt", "--archive", folder / "archive", *MASTHEAD)
        assert invoke(*add, "--user", "李知秋", "--message", message).exit_code == 0
    return folder / "archive"


@pytest.fixture
def archive(corrected: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = shutil.copytree(corrected, tmp_path / "archive")
    monkeypatch.setenv("HEDING_ARCHIVE", str(folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return folder


def titles(*options: str) -> list[str]:
    return [edition["title"] for edition in answer(invoke("archive", "list", "--json", *options))["editions"]]


def asked(reply: str, *arguments: str) -> tuple[int, str]:
    """Run a command at a terminal, where somebody replies; return its exit code and what was asked."""
    master, slave = pty.openpty()
    os.write(master, reply.encode())
    done = subprocess.run(
        [*ENTRY, *arguments], stdin=slave, capture_output=True, env=environment(), check=False, timeout=60
    )
    os.close(slave)
    os.close(master)
    return done.returncode, done.stderr.decode()


def test_the_history_tells_who_why_and_which_article(archive: Path) -> None:
    told = answer(invoke("archive", "history", DATE, "--json"))["versions"]
    assert [(each["version"], each["event"], each["user"], each["message"]) for each in told] == [
        ("v1", "deposited", "李知秋", "存入"),
        ("v2", "corrected", "李知秋", "更正航线班次"),
    ]
    (article,) = told[1]["changes"]["edition"]["articles"]
    assert (article["what"], article["label"]) == ("changed", "青石湾老渡口开出新航线")
    out = invoke("archive", "history", DATE).stdout
    assert out.index("v2") < out.index("v1"), "the newest first"
    assert "~ [1] 青石湾老渡口开出新航线  (body)" in out
    assert "云岭小学" not in out


def test_a_difference_is_shown_by_words(archive: Path) -> None:
    out = invoke("archive", "diff", DATE).stdout
    assert "[-十二-]{+十四+}班船" in out
    assert invoke("archive", "diff", DATE, "v1", "v2").stdout == out
    (article,) = answer(invoke("archive", "diff", DATE, "v2", "v1", "--json"))["edition"]["articles"]
    kinds = [(piece["kind"], piece["text"]) for part in article["parts"] for piece in part["pieces"]]
    assert ("removed", "十四") in kinds
    assert answer(invoke("archive", "diff", DATE, "v2", "v2", "--json"))["edition"]["articles"] == []
    missing = invoke("archive", "diff", DATE, "v1", "v7")
    assert (missing.exit_code, "v7" in refusal(missing)) == (5, True)


def test_one_version_alone_has_no_difference(archive: Path) -> None:
    alone = invoke("archive", "diff", DATE, "v1")
    assert alone.exit_code == 0, "v1 against the newest"
    assert invoke("archive", "purge", DATE, "--message", "x", "--yes").exit_code == 0
    result = invoke("archive", "diff", DATE)
    assert (result.exit_code, "nothing to compare" in refusal(result)) == (2, True)


def test_a_withdrawn_edition_leaves_the_list_and_comes_back(archive: Path, tmp_path: Path) -> None:
    done = answer(invoke("archive", "withdraw", DATE, "--message", "图片侵权", "--yes", "--json"))
    assert done["version"] == "v3"
    assert titles() == []
    assert titles("--withdrawn") == ["青石晚报"]
    got, bag = tmp_path / "got", tmp_path / "bag"
    for command in (
        ("get", DATE, "-o", got),
        ("export", DATE, "--bag", bag),
        ("withdraw", DATE, "--message", "x", "--yes"),
    ):
        result = invoke("archive", *command)
        assert (result.exit_code, "图片侵权" in refusal(result)) == (5, True)
    assert invoke("archive", "get", DATE, "--version", "v1", "-o", got).exit_code == 0
    assert "十二班船" in (got / "source.txt").read_text("utf-8")
    assert invoke("archive", "restore", DATE, "--yes").exit_code == 0
    assert titles() == ["青石晚报"]
    assert "withdrawn\n    图片侵权" in invoke("archive", "history", DATE).stdout


def test_a_purged_edition_leaves_its_record(archive: Path, tmp_path: Path) -> None:
    assert invoke("archive", "purge", DATE, "--message", "法院判决", "--yes").exit_code == 0
    assert [path.name for path in archive.rglob("content/*")] == ["tombstone.json"]
    assert (titles(), titles("--withdrawn"), titles("--purged")) == ([], [], ["青石晚报"])
    (version,) = answer(invoke("archive", "history", DATE, "--json"))["versions"]
    assert (version["event"], [each["version"] for each in version["purged"]]) == ("purged", ["v1", "v2"])
    assert "更正航线班次" in invoke("archive", "history", DATE).stdout
    assert invoke("archive", "verify").exit_code == 0
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    add = ("archive", "add", tmp_path / "a.txt", *MASTHEAD)
    result = invoke(*add)
    assert (result.exit_code, "--restore" in refusal(result)) == (5, True)
    assert invoke(*add, "--restore").exit_code == 0
    assert titles() == ["青石晚报"]


@pytest.mark.parametrize("command", ["withdraw", "purge"])
def test_nothing_is_removed_unasked(archive: Path, command: str) -> None:
    no_reason = invoke("archive", command, DATE, "--yes")
    assert (no_reason.exit_code, "--message" in refusal(no_reason)) == (2, True)
    nobody_there = invoke("archive", command, DATE, "--message", "x")
    assert (nobody_there.exit_code, "--yes" in refusal(nobody_there)) == (2, True)
    code, question = asked("n\n", "archive", command, DATE, "--message", "x")
    assert code == 1
    assert "青石晚报:2031-05-18 v2?" in question
    assert titles() == ["青石晚报"]
    code, _ = asked("y\n", "archive", command, DATE, "--message", "x")
    assert (code, titles()) == (0, [])
