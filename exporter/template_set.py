"""A template set: a folder with `set.toml`, Jinja2 templates and style sheets, from which every format is made."""

from __future__ import annotations

import traceback
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from exporter.errors import InputError
from exporter.language import listed
from exporter.set_manifest import FILE, Manifest, read_toml, to_manifest
from exporter.text_parts import dateline_parts, deck_lines, head_lines

DEFAULT = "newspaper"
LONGEST = 2 * 10**8
"""Code points that a template may make of an edition: the largest input is 200 MB."""


def shipped_sets() -> Path:
    """Return the folder of the template sets that come with heding: inside an installed wheel, or in the checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


def shipped_names() -> tuple[str, ...]:
    """Return the names of the template sets for editions that come with heding, the default first."""
    names = sorted(manifest.parent.name for manifest in shipped_sets().glob(f"*/{FILE}"))
    return tuple(sorted((name for name in names if name != "report"), key=lambda name: name != DEFAULT))


@dataclass(frozen=True, eq=False)
class TemplateSet:
    """An opened template set: its folders (its own, then that of the set it extends), what it says, what renders it."""

    folders: tuple[Path, ...]
    manifest: Manifest
    environment: jinja2.Environment

    @property
    def folder(self) -> Path:
        """The set's own folder."""
        return self.folders[0]

    def render(self, name: str, /, **context: Any) -> str:
        """Return template `name` of this set, rendered.

        Text is escaped unless the template says otherwise; an unknown variable is an error. Raises InputError
        with the template's file and line where the template is wrong, includes itself or never ends.
        """
        pieces: list[str] = []
        length = 0
        try:
            for piece in self.environment.get_template(name).generate(**context):
                pieces.append(piece)
                length += len(piece)
                if length > LONGEST:
                    raise OverflowError(f"more than {LONGEST} characters")
        except jinja2.TemplateSyntaxError as error:
            raise _wrong(f"{error.filename or self.path(name)}:{error.lineno}", error) from error
        except _FAULTS as error:
            raise _wrong(self._place(name, error), error) from error
        return "".join(pieces)

    def path(self, name: str) -> Path:
        """Return where a file of this set lies: in its own folder, else in that of the set it extends."""
        return next((folder / name for folder in self.folders if (folder / name).is_file()), self.folder / name)

    def paths(self, name: str) -> tuple[Path, ...]:
        """Return where a style sheet of this set lies: in the set that it extends first, then in its own folder."""
        return tuple(path for folder in reversed(self.folders) if (path := folder / name).is_file()) or (
            self.folder / name,
        )

    def sheet(self, name: str) -> str:
        """Return a style sheet: that of the set that this one extends, then its own. Raises InputError if missing."""
        return "\n".join(map(self.read_file, self.paths(name)))

    def read_file(self, path: Path) -> str:
        """Return the text of a file of this set. Raises InputError where it is missing."""
        try:
            return path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(
                f"模板集缺少文件，或不是 UTF-8：{path}（{error}）",
                f"the template set lacks a file, or it is not UTF-8: {path} ({error})",
            ) from error

    def _place(self, name: str, error: BaseException) -> str:
        """Return the file and line of the template where an error arose: the innermost of this set's.

        Where templates include one another without end, the line that does so most often.
        """
        places = [
            f"{frame.filename}:{frame.lineno}"
            for frame in traceback.extract_tb(error.__traceback__)
            if any(Path(frame.filename).is_relative_to(folder) for folder in self.folders)
        ]
        if isinstance(error, RecursionError):
            return Counter(places).most_common(1)[0][0]
        return places[-1] if places else str(self.path(name))


# What a template's own words can raise while it is rendered.
_FAULTS = (
    jinja2.TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


def open_template_set(said: Path | None = None) -> TemplateSet:
    """Open the template set in a folder, or one that comes with heding by its name (default: newspaper).

    Templates run in Jinja2's sandbox: a set made by somebody else can format an edition, not run code.
    Raises InputError where that is no template set.
    """
    folder = find_template_set(said)
    tables = read_toml(folder)
    folders: tuple[Path, ...] = (folder,)
    base: dict[str, Any] = {}
    if extends := tables.get("extends"):
        if (
            extends not in shipped_names()
            or not isinstance(extends, str)
            or "extends" in (base := read_toml(shipped_sets() / extends))
        ):
            zh, en = listed(name for name in shipped_names() if "extends" not in read_toml(shipped_sets() / name))
            raise InputError(
                f"{folder / FILE}：extends：没有可以续写的模板集 {extends!r}，有：{zh}。",
                f"{folder / FILE}: extends: there is no template set {extends!r} to extend. There is: {en}.",
            )
        folders = (folder, shipped_sets() / extends)
    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.FileSystemLoader(folders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(deck_lines=deck_lines, head_lines=head_lines, dateline_parts=dateline_parts)
    return TemplateSet(folders, to_manifest(tables, base, folder), environment)


def find_template_set(said: Path | None) -> Path:
    """Return the folder of a template set: the one named, or where no folder is so called the one that comes so."""
    if said is None:
        return shipped_sets() / DEFAULT
    return shipped_sets() / said if not said.is_dir() and str(said) in shipped_names() else said


def _wrong(where: str, error: BaseException) -> InputError:
    what = "模板自己包含自己" if isinstance(error, RecursionError) else str(error)
    why = "it includes itself" if isinstance(error, RecursionError) else f"{error}"
    return InputError(f"模板有误：{where}：{what}", f"the template is wrong: {where}: {why}")
