"""What heding finds on this machine beside its Python packages: libraries, faces, and the tools its tests need.

Nothing here needs WeasyPrint to load: WeasyPrint opens Pango when it is imported, and where that fails this module
is what says why.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import shutil
import subprocess
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from exporter.errors import MachineError
from exporter.language import say
from exporter.pdf.fonts import installed_faces

_COMMAND_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that heding looks for.

    `found` is its version or its file; where it is absent, what the machine said about it, or nothing.
    `required`: without it `heding export` makes no PDF. What is not required is needed for what `needed_for` says.
    """

    name: str
    present: bool
    found: str
    needed_for_zh: str
    needed_for_en: str
    how_to_get_zh: str
    how_to_get_en: str
    required: bool


def examine() -> tuple[Check, ...]:
    """Look for everything and return what was found, the required things first. Raises nothing, changes nothing."""
    checks = (*_libraries(), _weasyprint(), *_faces(), *_judges())
    return tuple(sorted(checks, key=lambda check: not check.required))


def _apt(packages: str) -> tuple[str, str]:
    line = f"sudo apt install {packages}"
    return f"Debian、Ubuntu：{line}", f"Debian, Ubuntu: {line}"


# ---- Libraries: those that weasyprint/text/ffi.py opens, by the same names


def _libraries() -> Iterator[Check]:
    layout = ("排版（PDF）", "laying out the PDF")
    yield _library("Pango", "pango-1.0", _string("pango_version_string"), layout, "libpango-1.0-0")
    yield _library("PangoFT2", "pangoft2-1.0", _string("pango_version_string"), layout, "libpangoft2-1.0-0")
    yield _library("Fontconfig", "fontconfig", _fontconfig_version, ("查找字体", "finding the faces"), "fontconfig")
    yield _library("HarfBuzz", "harfbuzz", _string("hb_version_string"), layout, "libharfbuzz0b")
    yield _library(
        "HarfBuzz subset",
        "harfbuzz-subset",
        _string("hb_version_string"),
        (
            "较快地把字体裁成所用的字；缺它则用较慢的 fontTools",
            "cutting faces down fast; without it the slower fontTools does it",
        ),
        "libharfbuzz-subset0",
        required=False,
    )


def _library(
    name: str,
    stem: str,
    version: Callable[[ctypes.CDLL], str],
    needed_for: tuple[str, str],
    package: str,
    *,
    required: bool = True,
) -> Check:
    present, found = False, ""
    for file in (f"lib{stem}.so.0", f"lib{stem}.so.1", f"lib{stem}.0.dylib", f"lib{stem}.1.dylib"):
        try:
            found = version(ctypes.CDLL(file))
        except (OSError, AttributeError) as error:  # not there, or another library under its name
            found = found or str(error)
        else:
            present = True
            break
    return Check(name, present, found, *needed_for, *_apt(package), required)


def _string(function: str) -> Callable[[ctypes.CDLL], str]:
    """Return a reader of the version that the library tells through `const char *function(void)`."""

    def read(library: ctypes.CDLL) -> str:
        tell = getattr(library, function)
        tell.restype = ctypes.c_char_p
        told: bytes = tell()
        return told.decode()

    return read


def _fontconfig_version(library: ctypes.CDLL) -> str:
    """Fontconfig tells its version as one number: 21402 is 2.14.2."""
    number: int = library.FcGetVersion()
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _weasyprint() -> Check:
    try:
        # WeasyPrint prints advice to standard output where a library is missing; ours is in the checks above.
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings(action="ignore"):
            import weasyprint
    except (ImportError, OSError) as error:
        present, found = False, str(error)
    else:
        present, found = True, weasyprint.__version__
    return Check(
        "WeasyPrint",
        present,
        found,
        "排版（PDF）",
        "laying out the PDF",
        "先装上面缺少的库，再运行：sh scripts/setup，或 pip install heding",
        "install the libraries missing above, then run: sh scripts/setup, or pip install heding",
        required=True,
    )


# ---- Faces


def _faces() -> Iterator[Check]:
    parts = {
        "song": ("宋体 Song", "正文", "body text", "fonts-noto-cjk"),
        "hei": ("黑体 Hei", "标题；缺它则用宋体", "headlines; without it Song stands in", "fonts-noto-cjk"),
        "kai": (
            "楷体 Kai",
            "副题、说明；缺它则用宋体",
            "subtitles and captions; without it Song stands in",
            "fonts-lxgw-wenkai",
        ),
    }
    regions = {
        "zh-Hans": ("简体", "simplified"),
        "zh-Hant": ("繁体", "traditional"),
        "zh-Hant-HK": ("繁体（香港）", "traditional (Hong Kong)"),
    }
    try:
        files, problem = installed_faces(), ""
    except MachineError as error:
        files, problem = {}, say(error.zh, error.en)
    for part, (name, zh, en, package) in parts.items():
        for region, (region_zh, region_en) in regions.items():
            file = files.get(f"{part} {region}")
            yield Check(
                f"{name} {region}",
                file is not None,
                str(file) if file else problem,
                f"{region_zh}：{zh}",
                f"{region_en} characters: {en}",
                *_apt(package),
                required=part == "song" and region == "zh-Hans",
            )


# ---- What only the tests need


def _judges() -> Iterator[Check]:
    yield _command(
        "Java",
        ["java", "-version"],
        ("用 epubcheck 检验 EPUB，用 veraPDF 检验 PDF", "checking EPUB with epubcheck and PDF with veraPDF"),
        "default-jre-headless",
    )
    yield _command("Poppler", ["pdftotext", "-v"], ("检验 PDF 的文字", "checking the text of the PDF"), "poppler-utils")
    yield _command("qpdf", ["qpdf", "--version"], ("检验 PDF 的结构", "checking the structure of the PDF"), "qpdf")


def _command(name: str, command: list[str], needed_for: tuple[str, str], package: str) -> Check:
    """Ask a program for its version: the first line it says, on whichever stream."""
    zh, en = needed_for
    present, found = False, ""
    if program := shutil.which(command[0]):
        try:
            answer = subprocess.run(  # noqa: S603 - the commands are those above, no user's text
                [program, *command[1:]],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                timeout=_COMMAND_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            found = str(error)
        else:
            present, found = answer.returncode == 0, next(iter(answer.stdout.splitlines()), "")
    return Check(name, present, found, f"测试：{zh}", f"tests: {en}", *_apt(package), required=False)
