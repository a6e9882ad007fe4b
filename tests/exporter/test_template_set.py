"""Template sets: those that come with heding make everything, and one that is wrong is refused with file and line."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from exporter.errors import InputError
from exporter.exports import EXPORTERS
from exporter.pdf.document import export_pdf
from exporter.pdf.geometry import Layout, geometry_of
from exporter.template_set import open_template_set, shipped_names, shipped_sets
from tests.exporter.editions import ORDINARY, SINGLE
from tests.exporter.pdf.conftest import words
from tests.exporter.pdf.test_document import assert_reads_in_order


def copy(folder: Path, name: str = "newspaper") -> Path:
    """Return a copy of a shipped set, to be spoiled."""
    shutil.copytree(shipped_sets() / name, folder)
    return folder


def test_the_default_comes_first_and_every_name_opens() -> None:
    assert shipped_names()[0] == "newspaper"
    assert len(shipped_names()) >= 2
    for name in shipped_names():
        one = open_template_set(Path(name))
        assert one.manifest.name == name == one.folder.name
        assert one.manifest.title


@pytest.mark.parametrize("name", shipped_names())
def test_a_shipped_set_makes_every_format(name: str) -> None:
    one = open_template_set(Path(name))
    for make in EXPORTERS.values():
        assert make(ORDINARY, one).data


def test_the_shipped_sets_look_different() -> None:
    sets = [open_template_set(Path(name)) for name in shipped_names()]
    for form in ("pdf", "epub", "html"):
        assert len({EXPORTERS[form](SINGLE, one).data for one in sets}) == len(sets), form


@pytest.mark.parametrize("page", ["a4", "a3", "tabloid", "broadsheet"])
@pytest.mark.parametrize("large", [False, True], ids=["", "large"])
def test_every_page_is_as_large_as_it_says_and_reads_in_order(
    page: str, large: bool, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    layout = Layout(page, large=large)
    geometry = geometry_of(open_template_set().manifest, layout)
    data = export_pdf(ORDINARY, open_template_set(), layout).data
    assert_reads_in_order(ORDINARY, words(data, tmp_path))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for sheet in pdf.pages:
            assert [float(x) for x in sheet.MediaBox] == pytest.approx(
                [0, 0, geometry.width, geometry.height], abs=0.01
            )
    assert [record.getMessage() for record in caplog.records if record.levelname != "INFO"] == []


def test_a_set_that_extends_another_says_only_what_differs(tmp_path: Path) -> None:
    (tmp_path / "set.toml").write_text(
        'name = "mine"\ntitle = "我的报"\nextends = "newspaper"\npublisher = "临江报社"\n[colours]\naccent = "#00f"\n',
        "utf-8",
    )
    (tmp_path / "print.css").write_text(".masthead .title { letter-spacing: 0 }", "utf-8")
    one = open_template_set(tmp_path)
    base = open_template_set().manifest
    assert one.manifest.printed == base.printed
    assert one.manifest.colours == {**(base.colours or {}), "accent": "#00f"}
    assert one.sheet("print.css").index("Masthead") < one.sheet("print.css").index("letter-spacing: 0")
    with pikepdf.open(io.BytesIO(export_pdf(SINGLE, one).data)) as pdf, pdf.open_metadata() as xmp:
        assert xmp["dc:publisher"] == {"临江报社"}


def test_a_picture_may_stand_for_the_name(tmp_path: Path) -> None:
    folder = copy(tmp_path / "set")
    (folder / "name.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path d="M0 0h40v10H0z"/></svg>', "utf-8"
    )
    manifest = folder / "set.toml"
    manifest.write_text(manifest.read_text("utf-8").replace('logo = ""', 'logo = "name.svg"'), "utf-8")
    assert export_pdf(SINGLE, open_template_set(folder)).data


# What is done to a file of the set, and what the error says of it.
WRONG: dict[str, tuple[str, Callable[[str], str], str]] = {
    "not toml": ("set.toml", lambda text: text + "\n[print\n", r"set\.toml is wrong: .*line \d+"),
    "unknown key": ("set.toml", lambda text: "colour = 'red'\n" + text, r"set\.toml:1: colour: .*not known"),
    "unknown table": ("set.toml", lambda text: text + "\n[fonts]\nsong = ['x']\n", r"set\.toml:\d+: fonts"),
    "misspelt in a page": (
        "set.toml",
        lambda text: text.replace("head = 17", "haed = 17"),
        r"set\.toml:\d+: print\.pages\.a4\.haed",
    ),
    "wrong type": (
        "set.toml",
        lambda text: text.replace("size = 9", "size = '9'"),
        r"set\.toml:\d+: print\.size: cannot be '9'",
    ),
    "no room": (
        "set.toml",
        lambda text: text.replace("margin = 12", "margin = 120", 1),
        r"set\.toml:\d+: print\.pages\.a4: leaves no room",
    ),
    "no such page": (
        "set.toml",
        lambda text: text.replace('page = "a4"', 'page = "a5"'),
        r"set\.toml:\d+: print\.page",
    ),
    "missing key": (
        "set.toml",
        lambda text: text.replace("size = 9\n", ""),
        r'set\.toml:\d+: print\.size: lacks "size"',
    ),
    "no colour": (
        "set.toml",
        lambda text: text.replace("#b3121d", "red; } @import 'x'"),
        r"set\.toml:\d+: colours\.accent",
    ),
    "extends itself": ("set.toml", lambda text: "extends = 'evening'\n" + text, r"set\.toml: extends: .*newspaper"),
    "template syntax": (
        "edition.html.j2",
        lambda text: text.replace("{% endmacro %}", "{% endmcro %}", 1),
        r"edition\.html\.j2:\d+",
    ),
    "unknown variable": (
        "edition.html.j2",
        lambda text: text.replace("{{ date }}</span>", "{{ dat }}</span>"),
        r"edition\.html\.j2:\d+: 'dat' is undefined",
    ),
    "unknown filter": (
        "article.html.j2",
        lambda text: text.replace("deck_lines(", "deck_line("),
        r"article\.html\.j2:\d+",
    ),
    "a fault in an expression": (
        "edition.html.j2",
        lambda text: text + "{{ 1 // 0 }}",
        r"edition\.html\.j2:\d+: .*zero",
    ),
    "includes itself": (
        "edition.html.j2",
        lambda text: text + '{% include "edition.html.j2" %}',
        r"edition\.html\.j2:\d+: it includes itself",
    ),
    "includes what is not there": ("edition.html.j2", lambda text: text + '{% include "nothing.j2" %}', "nothing.j2"),
    "includes what is outside": ("edition.html.j2", lambda text: text + '{% include "../secret.j2" %}', "secret.j2"),
    "without end": (
        "edition.html.j2",
        lambda text: text + "{% for a in range(99999) %}" + "x" * 9999 + "{% endfor %}",
        "more than",
    ),
    "unknown property": ("print.css", lambda text: text + "\n.masthead { colour: red }\n", r"print\.css:\d+: .*colour"),
    "css syntax": ("print.css", lambda text: text + "\n} .masthead { }\n", r"print\.css:\d+"),
    "not utf-8": ("print.css", lambda text: text + "\udcff", r"print\.css"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_set_that_is_wrong_is_refused_with_file_line_and_reason(case: str, tmp_path: Path) -> None:
    name, spoil, said = WRONG[case]
    folder = copy(tmp_path / "集")
    (tmp_path / "secret.j2").write_text("secret")
    file = folder / name
    file.write_text(spoil(file.read_text("utf-8")), "utf-8", errors="surrogateescape")
    with pytest.raises(InputError) as caught:
        export_pdf(SINGLE, open_template_set(folder))
    assert re.search(said, caught.value.en), caught.value.en
    assert name in caught.value.zh or "secret" in caught.value.zh or "nothing" in caught.value.zh


@pytest.mark.parametrize("name", ["set.toml", "edition.html.j2", "article.html.j2", "print.css"])
def test_a_missing_file_is_named(name: str, tmp_path: Path) -> None:
    folder = copy(tmp_path / "set")
    (folder / name).unlink()
    with pytest.raises(InputError, match=re.escape(name)):
        export_pdf(SINGLE, open_template_set(folder))


def test_a_set_without_print_makes_books_and_no_issue(tmp_path: Path) -> None:
    folder = copy(tmp_path / "set")
    (folder / "set.toml").write_text('name = "web"\ntitle = "网页"\n', "utf-8")
    one = open_template_set(folder)
    assert EXPORTERS["epub"](SINGLE, one).data
    with pytest.raises(InputError, match="makes no PDF"):
        EXPORTERS["pdf"](SINGLE, one)
