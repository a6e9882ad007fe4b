from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from exporter.errors import InputError, MachineError
from exporter.reading import MAX_BYTES, Kind, locate, read_pages, read_source

PAGES = {
    "第1版.txt": "老渡口开出新航线\n\n本报讯 入夏以来，青石湾的老渡口每天开出十二班船，往返两岸的人比去年多了三成。\n",
    "第2版.txt": "山里的书屋亮着灯\n\n本报讯 每到傍晚，云岭小学的书屋就亮起灯来，孩子们在这里读书写字。\n",
    "第10版.txt": "夜市添了读书角\n\n本报讯 这个周末，临江夜市的一角摆出了书架，路过的人坐下来就可以看书。\n",
}


def folder_of(place: Path, pages: dict[str, bytes]) -> Path:
    folder = place / "0607"
    folder.mkdir()
    for name, data in pages.items():
        (folder / name).write_bytes(data)
    return folder


def test_a_text_file_takes_its_stem_for_a_name(tmp_path: Path) -> None:
    path = tmp_path / "晚报.2031-05-18.txt"
    path.write_text("一段。", "utf-8")
    source = locate(str(path))
    assert (source.name, source.kind) == ("晚报.2031-05-18", Kind.TEXT)
    assert read_source(source) == "一段。".encode()


def test_a_pipe_is_read_at_once(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.write(writer, "一段。".encode())
    os.close(writer)
    source = locate(f"/dev/fd/{reader}")
    os.close(reader)
    assert (source.kind, source.data) == (Kind.TEXT, "一段。".encode())


def test_a_folder_is_one_edition_and_its_pages_are_its_texts(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {name: text.encode() for name, text in PAGES.items()})
    (folder / ".hidden.txt").write_text("不是版面")
    (folder / "notes.md").write_text("不是版面")
    source = locate(str(folder))
    assert (source.name, source.kind) == ("0607", Kind.FOLDER)
    assert read_pages(source.path) == {name: text.encode() for name, text in PAGES.items()}


def test_pages_whose_names_cannot_be_told_apart_are_refused(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {})
    for name in (b"\xc4\xea.txt", b"\xd4\xc2.txt"):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text("一段。", "utf-8")
    with pytest.raises(InputError, match="cannot be told apart"):
        read_pages(folder)


def test_a_folder_without_page_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no page texts"):
        read_pages(tmp_path)


def test_what_a_person_says_lies_beside_the_text_or_the_folder(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"1.txt": b"a"})
    (tmp_path / "link.txt").symlink_to(folder / "1.txt")
    assert locate(str(folder / "1.txt")).corrections_path == folder / "1.toml"
    assert locate(str(tmp_path / "link.txt")).corrections_path == tmp_path / "link.toml"
    assert locate(str(folder)).corrections_path == tmp_path / "0607.toml"
    assert locate(str(folder / "..")).corrections_path == tmp_path.parent / f"{tmp_path.name}.toml"
    assert locate("/").corrections_path == Path("/edition.toml")


def test_standard_input_is_called_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"abc")))
    source = locate("-")
    assert (source.name, read_source(source)) == ("stdin", b"abc")


@pytest.mark.parametrize("argument", ["missing.txt", "missing/page.txt", "a\0b"])
def test_what_is_not_there_is_bad_input(argument: str) -> None:
    with pytest.raises(InputError) as caught:
        locate(argument)
    assert caught.value.exit_code == 3


def test_what_cannot_be_read_is_the_machines_fault() -> None:
    with pytest.raises(MachineError):
        read_source(locate("/proc/self/mem"))


def test_a_file_that_never_ends_is_refused_after_the_limit() -> None:
    with pytest.raises(InputError, match="8 MiB"):
        read_source(locate("/dev/zero"))


def test_a_large_folder_is_refused_before_it_is_read(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"1.txt": b"", "2.txt": b""})
    for page in folder.iterdir():
        os.truncate(page, MAX_BYTES // 2 + 1)
    with pytest.raises(InputError, match="8 MiB"):
        read_pages(folder)


def test_an_input_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch()
    os.truncate(path, MAX_BYTES)
    assert len(read_source(locate(str(path)))) == MAX_BYTES


def test_a_name_that_is_not_unicode_has_a_label_that_is(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xc4\xea.txt"))
    path.write_text("一段。", "utf-8")
    assert locate(str(path)).label == "��"


def test_the_record_of_an_exported_edition_lies_beside_it(tmp_path: Path) -> None:
    for name in ("a.json", "a.provenance.json", "b.json", "provenance.json"):
        (tmp_path / name).touch()
    assert locate(str(tmp_path / "a.json")).provenance_path.name == "a.provenance.json"
    assert locate(str(tmp_path / "b.json")).provenance_path.name == "provenance.json"
    (tmp_path / "provenance.json").unlink()
    assert locate(str(tmp_path / "b.json")).provenance_path.name == "b.provenance.json"
