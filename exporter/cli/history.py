"""`heding archive history` and `heding archive diff`."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.filesystem import shown
from exporter.cli import options
from exporter.cli.frame import Command
from exporter.cli.place import find_object, open_archive, readable
from exporter.cli.report import print_json
from exporter.errors import UsageError
from exporter.language import say

if TYPE_CHECKING:
    from archive.archival_object import ArchivalObject
    from archive.edition_diff import ArticleDiff, EditionDiff, PartDiff
    from archive.history import Chapter, FileChanges
    from archive.text_diff import Piece

CONTEXT = 16  # characters of unchanged text shown on each side of a change


def _events() -> dict[str, str]:
    words = say("存入 更正 撤下 恢复 清除", "deposited corrected withdrawn restored purged").split()
    return dict(zip(("deposited", "corrected", "withdrawn", "restored", "purged"), words, strict=True))


def _parts() -> dict[str, str]:
    """Return what the parts of an article and an edition are called."""
    return {
        "title": say("报名", "title"),
        "date": say("日期", "date"),
        "number": say("期号", "number"),
        "kicker": say("引题", "kicker"),
        "headline": say("标题", "headline"),
        "subtitle": say("副题", "subtitle"),
        "byline": say("署名", "byline"),
        "dateline": say("电头", "dateline"),
        "section": say("专栏", "section"),
        "page": say("版次", "page"),
        "kind": say("类别", "kind"),
        "paragraphs": say("正文", "body"),
    }


@click.command(
    "history",
    cls=Command,
    help=say(
        """一期的历史：谁、何时、为何，改了什么，细到每一篇。ID 可以是完整标识，或其中独有的一段（如日期）。

        \b
        例：heding archive history 2024-06-07
        """,
        """An edition's history: who, when, why, and what changed, down to the article. ID may be a date.

        \b
        Example: heding archive history 2024-06-07
        """,
    ),
)
@click.argument("wanted", metavar="ID")
@options.archive_folder
@options.as_json
def history(wanted: str, archive_folder: Path | None, as_json: bool) -> None:
    """Show an object's history."""
    from archive.history import history_of

    found = find_object(open_archive(archive_folder), wanted)
    chapters = history_of(found)
    if as_json:
        print_json({"id": found.inventory.object_id, "versions": [_chapter_json(chapter) for chapter in chapters]})
        return
    click.secho(readable(found.inventory.object_id), bold=True)
    for chapter in reversed(chapters):
        click.echo()
        _print_chapter(chapter)


@click.command(
    "diff",
    cls=Command,
    help=say(
        """比较一期的两个版本，逐篇、逐词。缺省是最新的一版与它的前一版。

        \b
        例：heding archive diff 2024-06-07
            heding archive diff 2024-06-07 v1 v3
        """,
        """Compare two versions of an edition, article by article, word by word; by default the newest two.

        \b
        Example: heding archive diff 2024-06-07
                 heding archive diff 2024-06-07 v1 v3
        """,
    ),
)
@click.argument("wanted", metavar="ID")
@click.argument("old", metavar="[OLD]", required=False)
@click.argument("new", metavar="[NEW]", required=False)
@options.archive_folder
@options.as_json
def diff(wanted: str, old: str | None, new: str | None, archive_folder: Path | None, as_json: bool) -> None:
    """Compare two versions."""
    from archive.history import compare_versions

    found = find_object(open_archive(archive_folder), wanted)
    before, after = _versions(found, old, new)
    files, edition = compare_versions(found, before, after)
    if as_json:
        print_json({"id": found.inventory.object_id, "old": before, "new": after, **_changes_json(files, edition)})
        return
    click.secho(f"{readable(found.inventory.object_id)} {before} → {after}", bold=True)
    _print_files(files)
    for part in edition.parts:
        _print_part(part)
    for article in edition.articles:
        click.echo()
        _print_article(article)
        for part in article.parts:
            _print_part(part)


def _versions(found: ArchivalObject, old: str | None, new: str | None) -> tuple[str, str]:
    """Return the versions to compare: as asked, else the newest two that are editions and no tombstones."""
    from archive.tombstone import read_tombstone

    editions = [version.number for version in found.versions() if not read_tombstone(found, version.number)]
    after = new or (editions[-1] if editions else found.inventory.head.number)
    if old:
        return old, after
    earlier = editions[: editions.index(after)] if after in editions else []
    if not earlier:
        raise UsageError(
            f"{readable(found.inventory.object_id)} 只有一个版本，没有可比的。",
            f"{readable(found.inventory.object_id)} has one version only, there is nothing to compare.",
        )
    return earlier[-1], after


def _chapter_json(chapter: Chapter) -> dict[str, Any]:
    version = chapter.version
    return {
        "version": version.number,
        "event": chapter.event.value,
        "created": version.created.isoformat(),
        "user": version.user.name if version.user else "",
        "address": version.user.address if version.user else "",
        "message": version.message,
        "articles": chapter.articles,
        "changes": _changes_json(chapter.files, chapter.edition),
        "purged": [dataclasses.asdict(former) for former in chapter.tombstone.versions] if chapter.tombstone else [],
    }


def _changes_json(files: FileChanges, edition: EditionDiff | None) -> dict[str, Any]:
    return {"files": dataclasses.asdict(files), "edition": dataclasses.asdict(edition) if edition else None}


def _print_chapter(chapter: Chapter) -> None:
    version = chapter.version
    user = version.user.name if version.user else ""
    head = f"{version.number}  {version.created.isoformat(' ', 'minutes')}  {user}  "
    click.echo(click.style(head, bold=True) + click.style(_events()[chapter.event], fg="yellow"))
    for line in version.message.splitlines():
        click.echo(f"    {shown(line)}")
    _print_files(chapter.files)
    for gone in chapter.tombstone.versions if chapter.tombstone else ():
        what = f"{gone.version}  {gone.created}  {gone.user}  {gone.message}"
        click.echo(f"    {click.style('-', fg='red')} {shown(what)}")
    if chapter.edition is None and chapter.articles:
        click.echo(say(f"    文章 {chapter.articles} 篇", f"    {chapter.articles} articles"))
    elif chapter.edition:
        for part in chapter.edition.parts:
            click.echo(f"    {click.style('~', fg='yellow')} {_parts()[part.part]}")
        for article in chapter.edition.articles:
            _print_article(article)


def _print_files(files: FileChanges) -> None:
    marks = (("+", "green", files.added), ("-", "red", files.removed), ("~", "yellow", files.changed))
    listed = [click.style(mark, fg=colour) + " " + shown(path) for mark, colour, paths in marks for path in paths]
    if listed:
        click.echo("    " + "  ".join(listed))


def _print_article(article: ArticleDiff) -> None:
    """Print one line: how the article changed, where it stands, and which of its parts are others."""
    mark, colour = {"added": ("+", "green"), "removed": ("-", "red")}.get(article.what, ("~", "yellow"))
    place = f"{article.before}→{article.after}" if article.what == "moved" else str(article.after or article.before)
    line = f"    {click.style(mark, fg=colour)} [{place}] {shown(article.label)}"
    if article.before and article.after:
        names = [_parts()[part.part] for part in article.parts]
        line += click.style(f"  ({'、'.join(names) or say('移位', 'moved')})", dim=True)
    click.echo(line)


def _print_part(part: PartDiff) -> None:
    last = len(part.pieces) - 1
    text = "".join(_piece(piece, first=at == 0, last=at == last) for at, piece in enumerate(part.pieces))
    label = click.style(f"{_parts()[part.part]}  ", dim=True)
    for at, line in enumerate(text.split("\n")):
        click.echo(f"        {line if at else label + line}")


def _piece(piece: Piece, *, first: bool, last: bool) -> str:
    """Return a piece as it is shown: what was kept cut to its context, changes in colour or, in a pipe, in marks."""
    if piece.kind == "kept":
        return _context(piece.text, first=first, last=last)
    coloured = sys.stdout.isatty()
    lines = [shown(line) for line in piece.text.split("\n")]
    if piece.kind == "removed":
        return "\n".join(click.style(x, fg="red", strikethrough=True) if coloured else f"[-{x}-]" for x in lines)
    return "\n".join(click.style(x, fg="green", underline=True) if coloured else f"{{+{x}+}}" for x in lines)


def _context(text: str, *, first: bool, last: bool) -> str:
    before = "" if first else text[:CONTEXT]
    after = "" if last else text[-CONTEXT:]
    cut = f"{before}…{after}" if len(text) > len(before) + len(after) + 1 else text
    return "\n".join(shown(line) for line in cut.split("\n"))
