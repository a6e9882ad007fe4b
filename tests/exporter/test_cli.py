"""`heding export` and `heding normalize`: what they write, what they say, and what they refuse."""

from __future__ import annotations

import codecs
import json
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from exporter.cli import heding
from exporter.template_set import shipped_sets
from tests.exporter.commands import TEXT, answer, invoke, refusal

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "青石湾.txt"
    path.write_text(TEXT, "utf-8")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_one_text_needs_no_configuration(text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = invoke("export", text.name)
    assert (result.exit_code, result.stderr) == (0, "")
    files = {"青石湾.pdf", "青石湾.epub", "青石湾.json", "青石湾.jsonld", "青石湾.provenance.json"}
    assert set(names(tmp_path)) == {*files, "青石湾.txt"}
    assert "1 removed" in result.stdout.splitlines()[0]
    assert [line.split("\t")[0] for line in result.stdout.splitlines()] == [
        "青石湾.txt",
        "青石湾.pdf",
        "青石湾.epub",
        "青石湾.json",
        "青石湾.jsonld",
        "青石湾.provenance.json",
    ]


def test_the_masthead_is_what_the_user_says(text: Path, tmp_path: Path) -> None:
    masthead = ("--title", " 青石晚报 ", "--date", "2031年5月18日", "--number", "第8642期")
    result = invoke("export", text, "-o", tmp_path / "out", "--to", "json", *masthead, "--json")
    (edition,) = answer(result)["editions"]
    assert edition["id"] == "urn:heding:%E9%9D%92%E7%9F%B3%E6%99%9A%E6%8A%A5:2031-05-18"
    assert (edition["title"], edition["date"], edition["number"]) == ("青石晚报", "2031-05-18", "第8642期")
    assert edition["removed"] == 1
    for file in edition["files"]:
        assert Path(file["path"]).stat().st_size == file["bytes"]
    assert names(tmp_path / "out") == ["青石湾.json", "青石湾.jsonld", "青石湾.provenance.json"]


def test_an_exported_edition_is_an_input(text: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    masthead = ("--title", "青石晚报", "--date", "2031-05-18")
    assert invoke("export", text, "-o", first, *masthead).exit_code == 0
    assert invoke("export", first / "青石湾.json", "-o", second).exit_code == 0
    assert names(first) == names(second)
    for name in names(first):
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_a_web_page_and_markdown_are_made_where_they_are_asked_for(text: Path, tmp_path: Path) -> None:
    assert invoke("export", text, "-o", tmp_path / "out", "--to", "html", "--to", "md").exit_code == 0
    assert names(tmp_path / "out") == ["青石湾.html", "青石湾.md"]


def test_exporting_again_is_no_conflict_and_another_content_is(text: Path, tmp_path: Path) -> None:
    export = ("export", text, "-o", tmp_path / "out", "--to", "json")
    assert invoke(*export).exit_code == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert invoke(*export).exit_code == 0
    result = invoke(*export, "--title", "青石晚报")
    assert result.exit_code == 2
    assert "--force" in refusal(result)
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    assert invoke(*export, "--title", "青石晚报", "--force").exit_code == 0
    assert "青石晚报" in (tmp_path / "out" / "青石湾.json").read_text("utf-8")


def test_normalize_writes_the_record(text: Path, tmp_path: Path) -> None:
    result = invoke("normalize", text, "-o", tmp_path / "records")
    assert result.exit_code == 0
    assert names(tmp_path / "records") == ["青石湾.json"]
    record = json.loads((tmp_path / "records" / "青石湾.json").read_bytes())
    assert record["source"]["name"] == "青石湾"
    assert len(record["removed"]) == 1


def test_standard_input_is_an_input(tmp_path: Path) -> None:
    assert invoke("normalize", "-", "-o", tmp_path, text=TEXT.encode()).exit_code == 0
    assert names(tmp_path) == ["stdin.json"]


def test_a_folder_of_pages_is_one_edition(tmp_path: Path) -> None:
    pages = tmp_path / "0607"
    pages.mkdir()
    for number, part in enumerate(TEXT.split("云岭小学", 1)):
        (pages / f"{number}.txt").write_text(part if number == 0 else "云岭小学" + part, "utf-8")
    result = invoke("normalize", pages, "-o", tmp_path / "out", "--json")
    assert [edition["removed"] for edition in answer(result)["editions"]] == [1]
    assert names(tmp_path / "out") == ["0607.json"]
    record = (tmp_path / "out" / "0607.json").read_text("utf-8")
    assert "老渡口" in record
    assert "书屋" in record


def test_every_common_encoding_and_line_end_is_read(tmp_path: Path) -> None:
    encodings = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be", "utf-16-le")
    paths = []
    for encoding in encodings:
        for name, line_end in (("LF", "\n"), ("CRLF", "\r\n")):
            paths.append(tmp_path / f"{encoding}-{name}.txt")
            paths[-1].write_bytes(TEXT.replace("\n", line_end).encode(encoding))
    result = invoke("normalize", *paths, "-o", tmp_path / "out")
    assert (result.exit_code, result.stderr) == (0, "")
    for path in paths:
        record = (tmp_path / "out" / f"{path.stem}.json").read_text("utf-8")
        assert "从前只有赶集的日子才坐得满，如今平日里也有不少孩子坐船上学。" in record, path.name


def test_big5_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(
        "渡口開出新航線\n\n本報訊 這個夏天,渡口每天開出十二班船,來往的人比去年多了三成。\n".encode("big5hkscs")
    )
    assert invoke("normalize", path, "-o", tmp_path / "out").exit_code == 0
    assert "這個夏天，渡口" in (tmp_path / "out" / "a.json").read_text("utf-8")


BAD_TEXTS = {
    "empty": (b"", "empty"),
    "only spaces": (" \n　\t\r\n".encode(), "no text|empty|not a text"),
    "only a byte order mark": (codecs.BOM_UTF8, "no text|empty|not a text"),
    "a picture": (PNG, "a picture"),
    "only NULs": (b"\0" * 5000, "not a text|empty|encoding"),
    "text with NULs": (TEXT.encode() + b"\0" * 500, "not a text"),
    "lone surrogates": ("一段。".encode() + b"\xed\xa0\x80\xed\xb0\x80" + "又一段。".encode(), "encoding|broken bytes"),
}


@pytest.mark.parametrize("kind", BAD_TEXTS)
def test_what_is_no_text_is_refused_in_one_line(tmp_path: Path, kind: str) -> None:
    data, wording = BAD_TEXTS[kind]
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    result = invoke("export", path, "-o", tmp_path / "out")
    assert result.exit_code == 3
    line = refusal(result)
    assert str(path) in line
    assert any(word in line for word in wording.split("|")), line
    assert names(tmp_path / "out") == []


def test_a_file_of_50_megabytes_is_refused_before_it_is_worked_on(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes("一段话。\n".encode() * (50_000_000 // 13))
    result = invoke("export", path, "-o", tmp_path / "out")
    assert result.exit_code == 3
    assert "8 MiB" in refusal(result)


def test_a_line_of_a_million_characters_is_normalized(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("渡口每天开出十二班船," * 100_000, "utf-8")
    assert invoke("normalize", path, "-o", tmp_path / "out", "--time-limit", "60").exit_code == 0


def test_markup_and_template_syntax_are_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    headline = "<script>alert(1)</script>&amp;{{ 7*7 }}{% include 'x' %}新航线"
    path.write_text(TEXT.replace("青石湾老渡口开出新航线", headline, 1), "utf-8")
    result = invoke("export", path, "-o", tmp_path / "out", "--title", "{{ 7*7 }}<b>报")
    assert result.exit_code == 0, result.stderr
    pdf = subprocess.run(
        ["pdftotext", tmp_path / "out" / "a.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()
    squashed = "".join(pdf.split())
    assert "<script>alert" in squashed
    assert "{{7*7}}<b>报" in squashed
    assert "49" not in squashed


@pytest.mark.parametrize("day", ["2024-02-30", "2024-13-01", "06/07/2024", "昨天", "", "2024-06-07x"])
def test_a_wrong_date_is_a_usage_error_with_an_example(text: Path, tmp_path: Path, day: str) -> None:
    result = invoke("export", text, "-o", tmp_path / "out", "--date", day)
    assert result.exit_code == 2
    assert "2024-06-07" in refusal(result)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("title", ["一\n二", "a\0b", "\x1b[31m红", "\udc80"])
def test_a_title_is_a_line_of_text(text: Path, tmp_path: Path, title: str) -> None:
    result = invoke("export", text, "-o", tmp_path / "out", "--title", title)
    assert result.exit_code == 2
    assert "--title" in refusal(result)


@pytest.mark.parametrize(
    "arguments",
    [
        ("export",),
        ("export", "--nonsense"),
        ("export", "x.txt", "--to", "doc"),
        ("export", "x.txt", "--jobs", "0"),
        ("export", "x.txt", "--time-limit", "0"),
        ("normalize", "x.txt"),
        ("nonsense",),
        ("archive", "nonsense"),
    ],
)
def test_a_wrong_call_is_a_usage_error(arguments: tuple[str, ...]) -> None:
    result = invoke(*arguments)
    assert result.exit_code == 2
    assert "--help" in result.stderr


@pytest.mark.parametrize("group", [(), ("archive",)])
def test_a_group_alone_shows_its_commands(group: tuple[str, ...]) -> None:
    result = invoke(*group)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: ")


def test_two_inputs_of_one_name_are_refused_before_any_work(text: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    shutil.copy(text, tmp_path / "other")
    result = invoke("export", text, tmp_path / "other" / text.name, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "青石湾.pdf" in refusal(result)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("option", [("--date", "2031-05-18"), ("--number", "1")])
def test_a_date_or_number_belongs_to_one_edition(text: Path, tmp_path: Path, option: tuple[str, str]) -> None:
    result = invoke("export", text, text, "-o", tmp_path / "out", *option)
    assert result.exit_code == 2
    assert option[0] in refusal(result)


def test_one_failure_does_not_stop_the_others(text: Path, tmp_path: Path) -> None:
    gone, bad = tmp_path / "gone.txt", tmp_path / "bad.txt"
    bad.write_bytes(PNG)
    result = invoke("normalize", gone, bad, text, "-o", tmp_path / "out", "--json")
    assert result.exit_code == 3
    found = answer(result)
    assert [edition["input"] for edition in found["editions"]] == [str(text)]
    assert [failure["input"] for failure in found["failures"]] == [
        str(tmp_path / "gone.txt"),
        str(tmp_path / "bad.txt"),
    ]
    errors = [json.loads(line)["error"] for line in result.stderr.splitlines()]
    assert [error["exit_code"] for error in errors] == [3, 3]
    assert all(error["zh"] and error["en"] for error in errors)


@pytest.mark.parametrize(
    ("argument", "code"), [("missing.txt", 3), ("missing/../../x.txt", 3), ("/proc/self/mem", 4), ("empty", 3)]
)
def test_an_input_that_cannot_be_read(tmp_path: Path, argument: str, code: int) -> None:
    (tmp_path / "empty").mkdir()
    result = invoke("export", tmp_path / argument, "-o", tmp_path / "out")
    assert result.exit_code == code
    refusal(result)


def test_an_input_that_climbs_out_writes_into_the_output_folder_all_the_same(text: Path, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    result = invoke("normalize", tmp_path / "a" / ".." / text.name, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert names(tmp_path / "out") == ["青石湾.json"]


@pytest.mark.parametrize("edition", ["{}", "[1]", "no JSON", '{"type": "composite"}'])
def test_a_json_that_is_no_edition_is_bad_input(tmp_path: Path, edition: str) -> None:
    (tmp_path / "a.json").write_text(edition)
    (tmp_path / "a.provenance.json").write_text("{}")
    result = invoke("export", tmp_path / "a.json", "-o", tmp_path / "out")
    assert result.exit_code == 3
    refusal(result)


def test_an_edition_without_its_record_names_the_record(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}")
    result = invoke("export", tmp_path / "a.json", "-o", tmp_path / "out")
    assert result.exit_code == 3
    assert "a.provenance.json" in refusal(result)


@pytest.mark.parametrize(
    ("folder", "code"), [("/proc/out", 4), ("/proc", 4), ("{}/青石湾.txt", 2), ("{}/青石湾.txt/out", 2)]
)
def test_an_output_that_cannot_be_written_is_known_before_the_work(
    text: Path, tmp_path: Path, folder: str, code: int
) -> None:
    result = invoke("export", text, "-o", folder.format(tmp_path))
    assert result.exit_code == code
    assert folder.format(tmp_path) in refusal(result)


def test_a_full_disk_leaves_nothing_half_written(text: Path, small_disk: Path) -> None:
    result = invoke("export", text, "-o", small_disk)
    assert result.exit_code == 4
    assert "No space left" in refusal(result)
    assert names(small_disk) == []


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    folder = tmp_path / "templates"
    shutil.copytree(shipped_sets() / "newspaper", folder)
    return folder


def test_a_template_set_of_ones_own_is_used(text: Path, tmp_path: Path, templates: Path) -> None:
    article = templates / "article.html.j2"
    article.write_text(article.read_text("utf-8").replace('<p class="', '<p class="ours '), "utf-8")
    assert invoke("export", text, "-o", tmp_path / "out", "--to", "json", "--templates", templates).exit_code == 0
    assert 'class=\\"ours ' in (tmp_path / "out" / "青石湾.json").read_text("utf-8")


def test_a_wrong_template_is_named_with_its_line(text: Path, tmp_path: Path, templates: Path) -> None:
    (templates / "article.html.j2").write_text("one\ntwo {% if %}\n", "utf-8")
    result = invoke("export", text, "-o", tmp_path / "out", "--templates", templates)
    assert result.exit_code == 3
    assert f"{templates / 'article.html.j2'}:2" in refusal(result)
    assert names(tmp_path / "out") == []


@pytest.mark.parametrize("folder", ["nowhere", "青石湾.txt"])
def test_what_is_no_template_set_is_refused(text: Path, tmp_path: Path, folder: str) -> None:
    result = invoke("export", text, "-o", tmp_path / "out", "--templates", tmp_path / folder)
    assert result.exit_code == 3
    assert "set.toml" in refusal(result)


@pytest.mark.parametrize(
    ("word", "limit", "code"), [("", 4, 4), ("x" * 9999, 120, 3)], ids=["by the time limit", "by its length"]
)
def test_a_template_that_loops_for_ever_ends(
    text: Path, tmp_path: Path, templates: Path, word: str, limit: int, code: int
) -> None:
    many = "{% for a in range(99999) %}{% for b in range(99999) %}" + word + "{% endfor %}{% endfor %}"
    for template in templates.glob("*.j2"):
        template.write_text(many + template.read_text("utf-8"), "utf-8")
    result = invoke("export", text, "-o", tmp_path / "out", "--templates", templates, "--time-limit", str(limit))
    assert result.exit_code == code
    refusal(result)
    assert names(tmp_path / "out") == []


def test_every_command_has_an_example_and_every_option_a_description() -> None:
    commands: list[tuple[str, click.Command]] = [("heding", heding)]
    while commands:
        name, command = commands.pop()
        help_text = command.help or ""
        assert "Example:" in help_text or "例：" in help_text, name
        for parameter in command.params:
            assert not isinstance(parameter, click.Option) or parameter.help, f"{name} {parameter.name}"
        commands += [(f"{name} {each}", sub) for each, sub in getattr(command, "commands", {}).items()]
