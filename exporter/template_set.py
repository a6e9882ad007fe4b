"""A template set: a folder with `set.toml`, Jinja2 templates and style sheets, from which every format is made."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from exporter.errors import InputError
from exporter.text_parts import dateline_parts, deck_lines, head_lines

DEFAULT = "newspaper"


def shipped_sets() -> Path:
    """Return the folder of the template sets that come with heding: inside an installed wheel, or in the checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


@dataclass(frozen=True, eq=False)
class TemplateSet:
    """An opened template set: where it is, what its `set.toml` says, and the one environment that renders it."""

    folder: Path
    settings: dict[str, Any]
    environment: jinja2.Environment

    def render(self, name: str, /, **context: Any) -> str:
        """Return template `name` of this set, rendered.

        Text is escaped unless the template says otherwise; an unknown variable is an error. Raises InputError
        with the template's name and line where the template is wrong.
        """
        try:
            return self.environment.get_template(name).render(**context)
        except jinja2.TemplateError as error:
            raise _wrong_template(self.folder, name, error) from error

    def read(self, name: str) -> str:
        """Return the text of a file of this set, a style sheet say. Raises InputError where it is missing."""
        try:
            return (self.folder / name).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(
                f"模板集缺少文件，或不是 UTF-8：{self.folder / name}（{error}）",
                f"the template set lacks a file, or it is not UTF-8: {self.folder / name} ({error})",
            ) from error


def open_template_set(folder: Path | None = None) -> TemplateSet:
    """Open the template set in `folder` (default: the newspaper set that comes with heding).

    Templates run in Jinja2's sandbox: a set made by somebody else can format an edition, not run code.
    Raises InputError where the folder is no template set.
    """
    folder = shipped_sets() / DEFAULT if folder is None else folder
    manifest = folder / "set.toml"
    try:
        settings = tomllib.loads(manifest.read_text("utf-8"))
    except OSError as error:
        raise InputError(
            f"不是模板集：{folder} 中没有可读的 set.toml。请用 --templates 指定一个模板集文件夹。",
            f"not a template set: no readable set.toml in {folder}. Name a template set's folder with --templates.",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{manifest} 有误：{error}", f"{manifest} is wrong: {error}") from error
    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(deck_lines=deck_lines, head_lines=head_lines, dateline_parts=dateline_parts)
    return TemplateSet(folder, settings, environment)


def _wrong_template(folder: Path, name: str, error: jinja2.TemplateError) -> InputError:
    where = f"{folder / name}"
    if isinstance(error, jinja2.TemplateSyntaxError):
        where = f"{folder / (error.name or name)}:{error.lineno}"
    return InputError(f"模板有误：{where}：{error}", f"the template is wrong: {where}: {error}")
