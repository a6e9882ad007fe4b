"""`heding templates init` and `list`."""

from __future__ import annotations

from pathlib import Path

import click

from exporter.cli import options
from exporter.cli.frame import Command, Group
from exporter.cli.report import print_json, print_rows
from exporter.errors import UsageError
from exporter.language import listed, say
from exporter.writing import prepare_folder, write_set


@click.group(
    cls=Group,
    help=say(
        """模板集：报纸的版式。列出自带的，或复制一套来改。

        \b
        例：heding templates list
            heding templates init 我的报纸
        """,
        """Template sets: how a paper looks. List those that come with heding, or copy one to change it.

        \b
        Example: heding templates list
                 heding templates init mine
        """,
    ),
)
def templates() -> None:
    """Hold the commands."""


@templates.command(
    "list",
    cls=Command,
    help=say(
        """列出自带的模板集。

        \b
        例：heding templates list
        """,
        """List the template sets that come with heding.

        \b
        Example: heding templates list
        """,
    ),
)
@options.as_json
def list_sets(as_json: bool) -> None:
    """List the shipped sets."""
    from exporter.template_set import open_template_set, shipped_names

    sets = [open_template_set(Path(name)) for name in shipped_names()]
    rows = [
        (one.manifest.name, one.manifest.title, tuple(one.manifest.printed.papers) if one.manifest.printed else ())
        for one in sets
    ]
    if as_json:
        keys = ("name", "title", "pages")
        print_json(
            {
                "sets": [
                    dict(zip((*keys, "folder"), (*row, str(one.folder)), strict=True))
                    for row, one in zip(rows, sets, strict=True)
                ]
            }
        )
    else:
        print_rows(
            say("名字 名称 纸张", "name title pages").split(), [[a, b, say(*listed(pages))] for a, b, pages in rows]
        )


@templates.command(
    cls=Command,
    help=say(
        """把一套自带的模板复制到 DIR，用来改成自己的。

        \b
        例：heding templates init 我的报纸
            heding export 0607.txt --templates 我的报纸
        """,
        """Copy a template set that comes with heding to DIR, to be made your own.

        \b
        Example: heding templates init mine
                 heding export 0607.txt --templates mine
        """,
    ),
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "name",
    metavar="NAME",
    default="newspaper",
    help=say("复制哪一套（缺省：newspaper）。", "Which one to copy (default: newspaper)."),
)
@options.force
def init(folder: Path, name: str, force: bool) -> None:
    """Copy a shipped set."""
    from exporter.template_set import shipped_names, shipped_sets

    if name not in shipped_names():
        zh, en = listed(shipped_names())
        raise UsageError(
            f"没有自带的模板集 {name}，有：{zh}。", f"no template set {name} comes with heding. There are: {en}."
        )
    if not force and folder.is_dir() and any(folder.iterdir()):
        raise UsageError(
            f"文件夹 {folder} 不是空的。请换一个，或加 --force（同名文件会被覆盖）。",
            f"the folder {folder} is not empty. Name another, or add --force (files of the same names are replaced).",
        )
    prepare_folder(folder)
    files = {path.name: path.read_bytes() for path in sorted((shipped_sets() / name).iterdir()) if path.is_file()}
    write_set(folder, files, force=True)
    click.echo(
        say(
            f"已把模板集 {name} 复制到 {folder}（{len(files)} 个文件）。\n"
            "set.toml   报名下的出版者、刊号，报头图片，纸张，字体，颜色\n"
            "*.css      样式：print.css 是 PDF 的，epub.css 是 EPUB 的，page.css 是网页的\n"
            "*.j2       模板：article.html.j2 是每篇文章的标记，三种格式共用\n"
            f"改好之后：heding export 文本 --templates {folder}",
            f"Copied the template set {name} to {folder} ({len(files)} files).\n"
            "set.toml   publisher and imprint, a picture for the masthead, papers, faces, colours\n"
            "*.css      style: print.css is the PDF's, epub.css the EPUB's, page.css the web page's\n"
            "*.j2       templates: article.html.j2 is the markup of every article, in all three\n"
            f"Then: heding export TEXT --templates {folder}",
        )
    )
