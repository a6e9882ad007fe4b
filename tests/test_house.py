"""The house rules: who may import whom, how long a module may be, and that every module says what it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(path for package in ("exporter", "archive") for path in (ROOT / package).rglob("*.py"))
LONGEST = 300

# Who may import whom, as prefixes of module names. A module falls under every rule whose prefix it has; the command
# line and the service, which see both halves, fall under none.
FORBIDDEN = {
    "archive": ("exporter",),
    "exporter": ("archive", "exporter.cli", "exporter.service"),
    "exporter.edition": ("exporter",),
    "exporter.errors": ("exporter",),
    "exporter.language": ("exporter",),
    "exporter.normalizer": (
        "exporter.template_set",
        "exporter.pdf",
        "exporter.epub",
        "exporter.ninjs",
        "exporter.exports",
    ),
    "exporter.template_set": (
        "exporter.normalizer",
        "exporter.pdf",
        "exporter.epub",
        "exporter.ninjs",
        "exporter.exports",
    ),
    "exporter.pdf": ("exporter.epub", "exporter.ninjs", "exporter.exports"),
    "exporter.epub": ("exporter.pdf", "exporter.ninjs", "exporter.exports"),
    "exporter.ninjs": ("exporter.pdf", "exporter.epub", "exporter.exports"),
}
DRIVERS = ("exporter.cli", "exporter.service")


def within(module: str, prefix: str) -> bool:
    return module == prefix or module.startswith(prefix + ".")


def module_name(path: Path, root: Path = ROOT) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(source: str, module: str, *, package: bool = False) -> Iterator[str]:
    """Yield the full name of everything that `source` imports, wherever in the module the import stands."""
    home = module if package else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = home.split(".")[: len(home.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def trespasses(source: str, module: str, *, package: bool = False) -> list[str]:
    """Return what `source`, as the text of `module`, imports against the rules."""
    if any(within(module, driver) for driver in DRIVERS):
        return []
    return [
        f"{module} imports {name}"
        for name in imports(source, module, package=package)
        for room, closed in FORBIDDEN.items()
        if within(module, room) and any(within(name, prefix) for prefix in closed)
    ]


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_nobody_imports_against_the_direction(path: Path) -> None:
    assert trespasses(path.read_text("utf-8"), module_name(path), package=path.stem == "__init__") == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("archive.inventory", "import exporter"),
        ("archive.inventory", "from exporter.edition import Edition"),
        ("exporter.batch", "import archive.deposit as keep"),
        ("exporter.batch", "def later():\n    from exporter.cli import main"),
        ("exporter.edition", "from exporter.template_set import TemplateSet"),
        ("exporter.errors", "from exporter import language"),
        ("exporter.normalizer.roles", "from exporter import template_set"),
        ("exporter.normalizer.roles", "from ..pdf import document"),
        ("exporter.normalizer.roles", "from .. import epub"),
        ("exporter.template_set", "if True:\n    from exporter.normalizer.blocks import x"),
        ("exporter.pdf.document", "from exporter.exports import EXPORTERS"),
        ("exporter.epub", "import exporter.pdf.fonts"),
    ],
)
def test_a_forbidden_import_is_caught(module: str, source: str) -> None:
    assert len(trespasses(source, module)) >= 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("exporter.cli.export", "from archive.deposit import deposit\nfrom exporter.exports import EXPORTERS"),
        ("exporter.epub", "from exporter.epubcheck import x"),
        ("exporter.pdf.document", "from . import marks\nfrom exporter.template_set import TemplateSet"),
        ("exporter.exports", "from exporter import epub, ninjs"),
        ("archive.deposit", "from archive.inventory import Inventory\nimport hashlib"),
    ],
)
def test_a_lawful_import_passes(module: str, source: str) -> None:
    assert trespasses(source, module) == []


def test_a_relative_import_in_a_package_is_resolved_from_the_package() -> None:
    assert list(imports("from .fonts import x", "exporter.pdf", package=True)) == ["exporter.pdf.fonts.x"]
    assert list(imports("from . import fonts", "exporter.pdf.marks")) == ["exporter.pdf.fonts"]


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_every_module_says_what_it_is_and_a_long_one_why(path: Path) -> None:
    source = path.read_text("utf-8")
    docstring = ast.get_docstring(ast.parse(source)) or ""
    assert docstring, f"{module_name(path)} has no docstring"
    lines = source.count("\n")
    assert lines <= LONGEST or "lines" in docstring, f"{module_name(path)} has {lines} lines: say in its docstring why"


def test_the_whole_house_is_read() -> None:
    names = {module_name(path) for path in MODULES}
    assert {"exporter.edition", "exporter.normalizer.passes", "exporter.pdf", "archive"} <= names
