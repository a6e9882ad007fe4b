from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from exporter.errors import MachineError
from exporter.pdf import fonts


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    """Ask the machine again in every test, and after."""
    fonts._font_file.cache_clear()
    yield
    fonts._font_file.cache_clear()


@pytest.fixture
def no_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which fontconfig knows no font at all."""
    settings = tmp_path / "fonts.conf"
    settings.write_text("<?xml version='1.0'?><fontconfig></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(settings))


def test_the_song_and_hei_of_this_machine_are_files() -> None:
    faces = fonts.installed_faces()
    assert set(faces) == {f"{part} {region}" for part in ("song", "hei", "kai") for region in fonts.FAMILIES}
    for name in ("song zh-Hans", "hei zh-Hans", "song zh-Hant", "hei zh-Hant"):
        path = faces[name]
        assert path is not None
        assert path.is_file()


def test_families_differ_by_region() -> None:
    assert fonts.families_for("zh-Hans")["song"] != fonts.families_for("zh-Hant")["song"]


def test_song_stands_in_for_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    only = {"song": ("Noto Serif CJK SC",), "hei": ("No Such Face",), "kai": ("No Such Face",)}
    monkeypatch.setattr(fonts, "FAMILIES", {"zh-Hans": only})
    assert fonts.families_for("zh-Hans") == dict.fromkeys(("song", "hei", "kai"), "Noto Serif CJK SC")


@pytest.mark.usefixtures("no_fonts")
def test_no_song_is_an_error_that_says_what_to_install() -> None:
    assert set(fonts.installed_faces().values()) == {None}
    with pytest.raises(MachineError, match="apt install fonts-noto-cjk") as caught:
        fonts.families_for("zh-Hans")
    assert "宋体" in caught.value.zh


def test_no_fontconfig_is_an_error_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MachineError, match="apt install fontconfig"):
        fonts.installed_faces()
