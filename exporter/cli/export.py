"""`heding export` and `heding normalize`."""

from __future__ import annotations

from pathlib import Path

import click

from exporter.cli import making, options
from exporter.cli.frame import Command
from exporter.cli.report import EditionReport, print_editions
from exporter.cli.work import Pace, open_inputs, refuse_collisions, refuse_impossible, work_through
from exporter.language import say
from exporter.masthead import Masthead
from exporter.normalizer.overrules import Ruling
from exporter.production import COMPANIONS, FORMATS, FORMATS_ON_REQUEST, Look, Order, Product
from exporter.reading import PROVENANCE_SUFFIX, REPORT_SUFFIX, Input
from exporter.writing import prepare_folder, write_set


@click.command(
    cls=Command,
    help=say(
        """把一期文本变成 PDF、EPUB 和 JSON。

        \b
        INPUT 是一个文本文件、一个装着各版文本（*.txt）的文件夹（合为一期，
        按版次排列）、一个已导出的 NAME.json，或 -（标准输入）。报名、日期、期号
        取自原文的报头，给出的优先；INPUT 旁的 NAME.toml 若在，一并照办。写出 NAME.pdf、NAME.epub、
        NAME.json、NAME.jsonld 和 NAME.provenance.json；--to html 写一个网页，
        --to md 写 Markdown。已有而内容不同的文件不会被覆盖。

        \b
        例：heding export 明溪日报.txt --title 明溪日报 --date 2024-06-07 -o out
            heding export 0607/ 0608/ --title 明溪日报 --to pdf -o out
        """,
        """Turn the text of an edition into PDF, EPUB and JSON.

        \b
        INPUT is a text file, a folder of page texts (*.txt, together one
        edition, in the order of its pages), an exported NAME.json, or -
        (standard input). Title, date and number come from the masthead in the
        text unless given; a NAME.toml beside INPUT is heeded. Writes NAME.pdf,
        NAME.epub, NAME.json, NAME.jsonld and NAME.provenance.json; --to html
        writes a web page, --to md Markdown. A file that is there with other
        content is not overwritten.

        \b
        Example: heding export edition.txt --title 明溪日报 --date 2024-06-07 -o out
                 heding export 0607/ 0608/ --title 明溪日报 --to pdf -o out
        """,
    ),
)
@options.inputs
@options.output_folder
@click.option(
    "--to",
    "formats",
    type=click.Choice(FORMATS + FORMATS_ON_REQUEST),
    multiple=True,
    default=FORMATS,
    help=say(
        "只要这种格式，可重复（缺省：PDF、EPUB 和 JSON）。",
        "Only this format; repeatable (default: pdf, epub and json).",
    ),
)
@making.masthead
@making.rulings
@options.report
@making.look
@options.work
@options.force
@options.as_json
def export(
    inputs: tuple[str, ...],
    output: Path,
    formats: tuple[str, ...],
    masthead: Masthead,
    rulings: tuple[Ruling, ...],
    report: bool,
    look: Look,
    jobs: int | None,
    time_limit: float,
    force: bool,
    as_json: bool,
) -> int:
    """Export editions."""
    wanted = tuple(made for name in dict.fromkeys(formats) for made in (name, *COMPANIONS.get(name, ())))
    suffixes = [f".{name}" for name in wanted] + ([PROVENANCE_SUFFIX] if "json" in wanted else [])
    suffixes += [REPORT_SUFFIX] if report else []
    sources, missing = open_inputs(inputs, masthead, rulings)
    refuse_collisions(sources, suffixes)
    if "pdf" in wanted:
        refuse_impossible(look)
    prepare_folder(output)

    def finish(source: Input, product: Product) -> EditionReport:
        files = {source.name + suffix: product.files[suffix] for suffix in suffixes}
        return _write(output, files, source, product, force=force)

    def order(source: Input) -> Order:
        return Order(source, masthead, wanted, look, rulings, report)

    done, failed = work_through(sources, order, finish, Pace(jobs, time_limit))
    return print_editions(done, missing + failed, as_json=as_json)


@click.command(
    cls=Command,
    help=say(
        """只整理，不排印：写出 DIR/NAME.json，即整理记录。

        \b
        记录说明每一处改动、删除和疑点出自原文何处，凭它可以还原原文。
        --report 另写一页给人看的报告。不同意的决定，用 --keep、--drop 改变，
        或写在原文旁的 NAME.toml 里（还可接上、断开、另起一篇、改角色）。

        \b
        例：heding normalize 明溪日报.txt -o records --report
            heding normalize 明溪日报.txt -o records --keep L24 --drop L3-L5
        """,
        """Normalize only: write DIR/NAME.json, the normalization record.

        \b
        The record says of every change, removal and finding where in the source
        it stands; from it and the output the source can be rebuilt. --report
        writes a page for people as well. To decide otherwise use --keep and
        --drop, or NAME.toml beside the source (which can also join, part, begin
        an article and give roles).

        \b
        Example: heding normalize edition.txt -o records --report
                 heding normalize edition.txt -o records --keep L24 --drop L3-L5
        """,
    ),
)
@options.inputs
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path),
    required=True,
    help=say("记录写入这个文件夹。", "Where the records go."),
)
@making.rulings
@options.report
@options.work
@options.force
@options.as_json
def normalize(
    inputs: tuple[str, ...],
    output: Path,
    rulings: tuple[Ruling, ...],
    report: bool,
    jobs: int | None,
    time_limit: float,
    force: bool,
    as_json: bool,
) -> int:
    """Write normalization records."""
    sources, missing = open_inputs(inputs, Masthead(), rulings)
    suffixes = {".json": PROVENANCE_SUFFIX} | ({REPORT_SUFFIX: REPORT_SUFFIX} if report else {})
    refuse_collisions(sources, list(suffixes))
    prepare_folder(output)

    def finish(source: Input, product: Product) -> EditionReport:
        files = {source.name + suffix: product.files[made] for suffix, made in suffixes.items()}
        return _write(output, files, source, product, force=force)

    def order(source: Input) -> Order:
        return Order(source, formats=(), rulings=rulings, report=report)

    done, failed = work_through(sources, order, finish, Pace(jobs, time_limit))
    return print_editions(done, missing + failed, as_json=as_json)


def _write(folder: Path, files: dict[str, bytes], source: Input, product: Product, *, force: bool) -> EditionReport:
    paths = write_set(folder, files, force=force)
    return EditionReport.of(source, product, zip(paths, map(len, files.values()), strict=True))
