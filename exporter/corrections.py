"""NAME.toml beside a text: what a person says about that edition, its masthead and what is to be decided otherwise.

    title = "明溪日报"            # as --title, --date and --number, which go before it
    date = 2026-05-12
    number = "10286"
    keep = ["L12", "L20-L24"]    # no repeat: keep it
    drop = ["1034-1090"]         # not in the edition; code points, as the record counts them
    join = ["L40"]               # goes on the paragraph before it
    part = ["L41"]               # begins a paragraph of its own
    article = ["L55"]            # begins an article
    no-article = ["L60"]         # begins none
    [role]
    headline = ["L56"]           # is a headline; the roles are those of the record

In a folder of pages a line is named with its file: `"02版.txt:L12"`.
"""

from __future__ import annotations

import datetime
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from exporter.edition import Role
from exporter.errors import InputError
from exporter.language import listed
from exporter.masthead import Masthead
from exporter.normalizer.overrules import ACTIONS, Ruling
from exporter.normalizer.places import is_place

LINE = re.compile(r"at line (\d+)")
TEXTS = ("title", "number")
KEYS = (*TEXTS, "date", *ACTIONS)


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a person says about an edition: its masthead, and the rulings, in the order of the file."""

    masthead: Masthead
    rulings: tuple[Ruling, ...] = ()


def parse_corrections(data: bytes, name: str) -> Corrections:
    """Read a file of corrections; `name` is its path, for errors. Raises InputError with the line that is wrong."""
    try:
        text = data.decode("utf-8-sig")
        table = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name} 不是 UTF-8 编码的文本，请另存为 UTF-8。", f"{name} is no text in UTF-8: save it as UTF-8."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise _broken(name, str(error)) from error
    file = _File(name, text)
    for key in table:
        if key not in KEYS:
            zh, en = listed(KEYS)
            raise file.wrong(key, f"没有“{key}”这一项，可用的有 {zh}", f'there is no "{key}"; there are {en}')
    masthead = Masthead(file.line(table, "title"), file.day(table), file.line(table, "number"))
    return Corrections(masthead, tuple(_rulings(table, file)))


def _broken(name: str, error: str) -> InputError:
    """Return the error about a file that is no TOML, from that of the parser, which has the line in its wording."""
    line = LINE.search(error)
    where = f"{name}:{line[1]}" if line else name
    if "overwrite" in error:
        return InputError(
            f'{where}：同一项写了两次，请并成一个列表，如 part = ["L12", "L40"]。',
            f'{where}: a key stands twice: make it one list, as part = ["L12", "L40"].',
        )
    return InputError(f"{where}：不合 TOML 的写法（{error}）。", f"{where}: this is no TOML ({error}).")


def _rulings(table: dict[str, Any], file: _File) -> Iterator[Ruling]:
    for action in ACTIONS:
        if action != "role":
            yield from (Ruling(action, place, where) for place, where in file.places(table, action))
    roles = table.get("role", {})
    if not isinstance(roles, dict):
        raise file.wrong("role", "[role] 应是一张表", "[role] is a table")
    for role in roles:
        if role not in set(Role):
            zh, en = listed(Role)
            raise file.wrong(role, f"没有“{role}”这种角色，可用的有 {zh}", f'no role "{role}"; there are {en}')
        yield from (Ruling("role", place, where, role) for place, where in file.places(roles, role))


@dataclass(frozen=True, slots=True)
class _File:
    """The file as it is written, to say where something in it is wrong."""

    name: str
    text: str

    def wrong(self, word: str, zh: str, en: str) -> InputError:
        """Return the error about the first line that has this word in it."""
        where = self.where(word)
        return InputError(f"{where}：{zh}。", f"{where}: {en}.")

    def where(self, word: str) -> str:
        number = next((n for n, line in enumerate(self.text.splitlines(), 1) if word in line.partition("#")[0]), 1)
        return f"{self.name}:{number}"

    def line(self, table: dict[str, Any], key: str) -> str:
        value = table.get(key, "")
        if isinstance(value, int) and key == "number":
            value = str(value)
        if not isinstance(value, str) or any(unicodedata.category(c) in {"Cc", "Zl", "Zp"} for c in value):
            raise self.wrong(key, f"{key} 应是一行文字", f"{key} is a line of text")
        return unicodedata.normalize("NFC", value.strip())

    def day(self, table: dict[str, Any]) -> datetime.date | None:
        value = table.get("date")
        if value is None or type(value) is datetime.date:
            return value
        raise self.wrong("date", "date 应是日期，如 2026-05-12，不加引号", "date is a day: 2026-05-12, without quotes")

    def places(self, table: dict[str, Any], key: str) -> Iterator[tuple[str, str]]:
        """Yield the places under a key, each with where it is written."""
        places = table.get(key, [])
        if not isinstance(places, list):
            raise self.wrong(key, f'{key} 应是一列位置，如 ["L12"]', f'{key} is a list of places: ["L12"]')
        for place in places:
            if not isinstance(place, str) or not is_place(place):
                raise self.wrong(
                    str(place),
                    f"“{place}”不是位置，应为 L12、L12-L15 或 1034-1090",
                    f'"{place}" is no place: write L12, L12-L15 or 1034-1090',
                )
            yield place, self.where(f'"{place}"')
