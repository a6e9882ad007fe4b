"""What a command prints: a table on a terminal, plain lines in a pipe, one JSON object under --json."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exporter.cli.frame import tell
from exporter.cli.wrapping import wrapped
from exporter.language import say
from exporter.masthead import number_line
from exporter.production import Product
from exporter.reading import Input

if TYPE_CHECKING:
    from rich.console import RenderableType

NOTICES = 6
"""How many findings of an edition are told on a terminal; the report has them all."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """A file that was written (or was there already, the same): its path, and its size in bytes."""

    path: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Notice:
    """A finding, and where it stands, as people say it (`L12`)."""

    code: str
    where: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class EditionReport:
    """What became of one input: counts of the edition and of what the normalizer did, and the files."""

    input: str
    id: str
    title: str
    date: str | None
    number: str
    articles: int
    joins: int
    removed: int
    findings: int
    missing: str
    files: tuple[FileReport, ...]
    changes: dict[str, int]
    notices: tuple[Notice, ...]

    @classmethod
    def of(cls, source: Input, product: Product, files: Iterable[tuple[Path, int]]) -> EditionReport:
        """Return the report on a product."""
        edition = product.edition
        return cls(
            input=source.argument,
            id=edition.urn,
            title=edition.display_title,
            date=edition.date.isoformat() if edition.date else None,
            number=edition.number,
            articles=len(edition.articles),
            joins=len(product.provenance.joins) + sum(1 for j in product.provenance.jumps if j.leaves and j.arrives),
            removed=len(product.provenance.removals),
            findings=len(product.provenance.findings),
            missing=product.missing,
            files=tuple(FileReport(str(path), size) for path, size in files),
            changes=dict(Counter(change.rule for change in product.provenance.changes).most_common()),
            notices=tuple(
                Notice(finding.code, place, finding.zh, finding.en)
                for finding, place in zip(product.provenance.findings, product.places, strict=True)
            ),
        )


@dataclass(frozen=True, slots=True)
class FailureReport:
    """An input that could not be done, and why."""

    input: str
    exit_code: int
    zh: str
    en: str


def print_json(data: dict[str, Any]) -> None:
    """Print one JSON object, in UTF-8 wording wherever the terminal can show it."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def print_rows(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table on a terminal; in a pipe the rows alone, one a line, their cells parted by tabs."""
    if not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(cell.replace("\n", " ") for cell in row))
        return
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))  # Text: square brackets in a title are no markup
    Console(highlight=False).print(table)


def print_editions(done: Sequence[EditionReport], failed: Sequence[FailureReport], *, as_json: bool) -> int:
    """Print what became of every input; return the exit code."""
    if as_json:
        print_json(outcome_json("editions", done, failed))
    elif sys.stdout.isatty():
        _draw(done)
    else:
        for edition in done:
            click.echo(f"{edition.input}\t{counts(edition)}")
            for file in edition.files:
                click.echo(f"{file.path}\t{size(file.bytes)}")
    return conclude(len(done), failed, as_json=as_json)


def outcome_json(name: str, done: Sequence[Any], failed: Sequence[FailureReport]) -> dict[str, Any]:
    """Return the JSON of a command over many inputs: what was done, under `name`, and the failures."""
    return {
        name: [dataclasses.asdict(report) for report in done],
        "failures": [dataclasses.asdict(failure) for failure in failed],
    }


def conclude(done: int, failed: Sequence[FailureReport], *, as_json: bool) -> int:
    """Say the failures on standard error; return the exit code: 0, or the highest of theirs."""
    for failure in failed:
        tell(*_located(failure), failure.exit_code, as_json=as_json)
    if failed and done and not as_json:
        click.echo(say(f"完成 {done} 期，失败 {len(failed)} 期。", f"{done} done, {len(failed)} failed."), err=True)
    return max((failure.exit_code for failure in failed), default=0)


def counts(edition: EditionReport) -> str:
    """Return the counts of an edition in one line, with what could not be printed."""
    line = say(
        f"文章 {edition.articles} 篇，接合 {edition.joins} 处，去除 {edition.removed} 处，待核 {edition.findings} 处",
        f"{edition.articles} articles, {edition.joins} joins, {edition.removed} removed, {edition.findings} findings",
    )
    if not edition.missing:
        return line
    codes = " ".join(f"{character} U+{ord(character):04X}" for character in edition.missing)
    return line + say(
        f"，本机没有字体能印的字：{codes}（PDF 中是空框，可安装 fonts-hanazono 等）",
        f", characters that no face here has: {codes} (empty boxes in the PDF; fonts-hanazono and others have more)",
    )


def size(count: int) -> str:
    """Return a size for people: 812 B, 12.3 kB, 4.5 MB, 1.2 TB (decimal units)."""
    if count < 1000:
        return f"{count} B"
    amount = count / 1000
    for unit in ("kB", "MB", "GB"):
        if amount < 1000:
            return f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} TB"


@contextlib.contextmanager
def progress(total: int) -> Iterator[Callable[[], None]]:
    """Show progress over `total` editions on standard error, on a terminal only; yield what to call after each."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say("处理", "working"), total=total)
        yield lambda: bar.advance(task)


def _located(failure: FailureReport) -> tuple[str, str]:
    """Return a failure's wording, led by the input as the user named it, unless it names it already."""
    if failure.input in failure.zh:
        return failure.zh, failure.en
    name = Path(failure.input).stem
    zh, en = failure.zh.removeprefix(f"{name}："), failure.en.removeprefix(f"{name}: ")
    return f"{failure.input}：{zh}", f"{failure.input}: {en}"


def _notices(edition: EditionReport, width: int) -> RenderableType:
    """Return the first findings of an edition in so many columns, and how many there are besides."""
    from rich.cells import cell_len
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(style="yellow", no_wrap=True)
    table.add_column(no_wrap=True)
    first = edition.notices[:NOTICES]
    room = width - max((cell_len(notice.where) for notice in first), default=0) - 2
    for notice in first:
        table.add_row(Text(notice.where), Text("\n".join(wrapped(say(notice.zh, notice.en), room))))
    if (more := len(edition.notices) - NOTICES) > 0:
        table.add_row("", Text(say(f"另有 {more} 处，用 --report 看全部", f"{more} more: --report shows them all")))
    return table


def _draw(done: Sequence[EditionReport]) -> None:
    """Draw the editions on a terminal: masthead, counts and files of each."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    for edition in done:
        issue = " · ".join(part for part in (edition.date, number_line(edition.number)) if part)
        console.print(Text.assemble((edition.title, "bold"), "  ", (issue, "dim")))
        console.print(Padding(Text(counts(edition)), (0, 0, 0, 2)))
        console.print(Padding(_notices(edition, console.width - 2), (0, 0, 0, 2)))
        files = Table.grid(padding=(0, 2))
        files.add_column(overflow="fold")
        files.add_column(justify="right", style="dim", no_wrap=True)
        for file in edition.files:
            files.add_row(Text(file.path), size(file.bytes))
        console.print(Padding(files, (0, 0, 1, 2)))
    if len(done) > 1:
        console.print(Text(_total(done), "bold"))


def _total(done: Sequence[EditionReport]) -> str:
    """Return the counts of all editions together."""
    articles, joins, removed, findings = (
        sum(numbers) for numbers in zip(*((e.articles, e.joins, e.removed, e.findings) for e in done), strict=True)
    )
    return say(
        f"共 {len(done)} 期：文章 {articles} 篇，接合 {joins} 处，去除 {removed} 处，待核 {findings} 处",
        f"{len(done)} editions: {articles} articles, {joins} joins, {removed} removed, {findings} findings",
    )
