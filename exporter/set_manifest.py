"""`set.toml`: what a template set says of itself. Read strictly: a key misspelt is refused, with its line.

name, title     how the set is called: on the command line, and to people
extends         a set that comes with heding: what this one has no file or key for, is taken from there
publisher       the paper's publisher, for the masthead and the metadata; imprint: one line more (CN number, address)
logo            a picture of the set's folder, in place of the paper's name in the masthead
[print]         page (the one that is set where nobody says), size and large: points of the body; a set without
                it makes no PDF. measure: ems of a column where nobody says how many; headline, masthead: ems of
                the largest headline and of the paper's name
[print.pages.*] the papers it prints on, in mm: width, height, margin, head; gutter in ems
[faces]         families to look for before heding's own: song, hei, kai
[colours]       any name: a style sheet has it as var(--name)
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exporter.errors import InputError
from exporter.language import listed

FILE = "set.toml"
PARTS = ("song", "hei", "kai")
BASIC_MEASURE = 13
"""Ems in a column where nobody says how many columns: a paper's basic column (基本栏)."""
LARGEST_HEADLINE, LARGEST_NAME = 6.6, 9.0
"""Ems of the largest headline and of the paper's name where a set says nothing."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A page as a template set declares it, in mm: the trimmed sheet, and the margins it asks for at the least.

    The folio line stands in the upper margin, `head`; `margin` is for the sides and the foot. `gutter` is in ems.
    """

    name: str
    width: float
    height: float
    margin: float
    head: float
    gutter: int


@dataclass(frozen=True, slots=True)
class Printed:
    """What a template set prints on: papers by name, the name of the one where nobody says, the body's points.

    `measure` is the ems of a column where nobody says how many columns; `headline` and `masthead` are those of the
    largest headline and of the paper's name.
    """

    papers: Mapping[str, Paper]
    page: str
    size: float
    large: float
    measure: int
    headline: float
    masthead: float


@dataclass(frozen=True, slots=True)
class Manifest:
    """A template set's own words; `faces` by part, `colours` by the name of their variable.

    `printed` is None where the set makes no printed issue.
    """

    name: str
    title: str
    printed: Printed | None
    extends: str = ""
    publisher: str = ""
    imprint: str = ""
    logo: str = ""
    faces: Mapping[str, tuple[str, ...]] | None = None
    colours: Mapping[str, str] | None = None


def read_toml(folder: Path) -> dict[str, Any]:
    """Return the tables of the set in `folder`. Raises InputError where there is no readable `set.toml`."""
    file = folder / FILE
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise InputError(
            f"不是模板集：{folder} 中没有可读的 set.toml。请用 --templates 指定一个模板集的名字或文件夹"
            "（heding templates list 列出自带的）。",
            f"not a template set: no readable set.toml in {folder}. Name a set or its folder with --templates "
            "(heding templates list shows those that come with heding).",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{file} 有误：{error}", f"{file} is wrong: {error}") from error


def to_manifest(said: Mapping[str, Any], base: Mapping[str, Any], folder: Path) -> Manifest:
    """Return what a set says, over what the set that it extends says (empty where it extends none).

    Raises InputError with the file, the line and what is wrong there.
    """
    reader = _Reader(folder / FILE, said)
    reader.check(said, _SHAPE, ())
    told = _merged(base, said)
    printed = told.get("print")
    return Manifest(
        name=reader.need(told, "name"),
        title=reader.need(told, "title"),
        printed=reader.printed(printed) if printed is not None else None,
        faces={part: tuple(families) for part, families in told.get("faces", {}).items()},
        colours=dict(told.get("colours", {})),
        **{key: told.get(key, "") for key in ("extends", "publisher", "imprint", "logo")},
    )


_NUMBER, _NAMES = (int, float), list
# What may stand where: a type, a tuple of types, a table of such, or under "*" what any key of the table holds.
_SHAPE: dict[str, Any] = {
    **dict.fromkeys(("name", "title", "extends", "publisher", "imprint", "logo"), str),
    "print": {
        "page": str,
        **dict.fromkeys(("size", "large", "headline", "masthead"), _NUMBER),
        "measure": int,
        "pages": {"*": {**dict.fromkeys(("width", "height", "margin", "head"), _NUMBER), "gutter": int}},
    },
    "faces": dict.fromkeys(PARTS, _NAMES),
    "colours": {"*": str},
}
_COLOUR_NAME = re.compile(r"[a-z][a-z0-9-]*")
_COLOUR = re.compile(r"#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?|[a-z]+")


class _Reader:
    """Checks what a `set.toml` says; its errors name the file and the line."""

    def __init__(self, file: Path, said: Mapping[str, Any]) -> None:
        self._file = file
        self._said = said

    def check(self, table: Mapping[str, Any], shape: Mapping[str, Any], where: tuple[str, ...]) -> None:
        """Raise InputError at the first key that has no business in `table`, or holds the wrong thing."""
        for key, value in table.items():
            place = (*where, key)
            wanted = shape.get(key, shape.get("*"))
            if wanted is None:
                zh, en = listed(shape)
                raise self.wrong(place, f"不认识“{key}”，这里可以有：{zh}", f'"{key}" is not known; known are {en}')
            if isinstance(wanted, dict):
                if not isinstance(value, dict):
                    raise self.wrong(place, "应是一节", "must be a table")
                self.check(value, wanted, place)
            elif isinstance(value, bool) or not isinstance(value, wanted) or not _holds(value, place):
                raise self.wrong(place, f"不能是 {value!r}", f"cannot be {value!r}")

    def printed(self, told: Mapping[str, Any]) -> Printed:
        """Return what a set prints on."""
        papers = {name: self.paper(name, page) for name, page in self.table(told, "pages", "print").items()}
        page = self.need(told, "page", "print")
        if page not in papers:
            raise self.wrong(
                ("print", "page"), f"[print.pages] 里没有 {page}", f"there is no page {page} in [print.pages]"
            )
        size, large = (float(self.need(told, key, "print")) for key in ("size", "large"))
        headline, masthead = float(told.get("headline", LARGEST_HEADLINE)), float(told.get("masthead", LARGEST_NAME))
        return Printed(papers, page, size, large, told.get("measure", BASIC_MEASURE), headline, masthead)

    def table(self, told: Mapping[str, Any], key: str, *where: str) -> Mapping[str, Any]:
        """Return a table that must be there."""
        found: Mapping[str, Any] = self.need(told, key, *where)
        return found

    def need(self, told: Mapping[str, Any], key: str, *where: str) -> Any:
        """Return what must be there."""
        if key not in told:
            raise self.wrong((*where, key), f"缺少“{key}”", f'lacks "{key}"')
        return told[key]

    def paper(self, name: str, page: Mapping[str, Any]) -> Paper:
        """Return a page whose margins leave room for text."""
        where = ("print", "pages", name)
        width, height, margin, head, gutter = (
            self.need(page, key, *where) for key in ("width", "height", "margin", "head", "gutter")
        )
        if not (0 <= 2 * margin < width <= 2000 and 0 <= head + margin < height <= 2000 and 0 <= gutter <= 9):
            raise self.wrong(where, "页边之间没有地方，或尺寸不合理（毫米）", "leaves no room between its margins (mm)")
        return Paper(name, width, height, margin, head, gutter)

    def wrong(self, place: tuple[str, ...], zh: str, en: str) -> InputError:
        """Return the error at a key; the line is that of the key, or of the nearest table above it."""
        line = _line_of(self._file.read_text("utf-8"), place)
        key = ".".join(place)
        return InputError(f"{self._file}:{line}：{key}：{zh}。", f"{self._file}:{line}: {key}: {en}.")


def _holds(value: Any, place: tuple[str, ...]) -> bool:
    """Return whether a value of the right type is one that can stand there."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(family, str) and family.strip() for family in value)
    if place[0] == "colours":
        return _COLOUR_NAME.fullmatch(place[1]) is not None and _COLOUR.fullmatch(value) is not None
    return not isinstance(value, str) or value.isprintable()


def _merged(base: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return `said` over `base`, table by table."""
    merged = dict(base)
    for key, value in said.items():
        below = base.get(key)
        merged[key] = _merged(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return merged


def _line_of(text: str, place: tuple[str, ...]) -> int:
    """Return the line (from 1) where a key is set; where it is not, that of its table or of one above; else 1."""
    found, depth = 1, 0
    table: tuple[str, ...] = ()
    here: tuple[str, ...]
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[([^\[\]]+)\]", line):
            table = tuple(part.strip(" \"'") for part in header[1].split("."))
            here = table
        elif key := re.match(r"\s*[\"']?([^\"'=#]+?)[\"']?\s*=", line):
            here = (*table, *(part.strip(" \"'") for part in key[1].split(".")))
        else:
            continue
        if len(here) > depth and place[: len(here)] == here:
            found, depth = number, len(here)
    return found
