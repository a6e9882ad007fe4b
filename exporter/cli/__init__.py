"""The command line, thin: parse, call, report.

Exit codes: 0 done · 1 the answer is no (verify found damage) · 2 usage · 3 bad input · 4 the machine · 5 the archive
· 70 a fault in heding itself · 130 interrupted · 141 nobody reads the output any more. Where several editions fail,
the highest of their codes.
"""

from __future__ import annotations

import sys

import click

from exporter import __version__
from exporter.cli.archive import archive
from exporter.cli.doctor import doctor
from exporter.cli.export import export, normalize
from exporter.cli.frame import Group, open_standard_streams
from exporter.cli.templates import templates
from exporter.language import say


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        """合订：把报纸一期的原始文本变成可印的 PDF、可读的 EPUB、可存的 JSON，并妥善存档。

        \b
        例：heding export 明溪日报.txt --title 明溪日报 --date 2024-06-07 -o out
            heding archive init
            heding archive add out/明溪日报.json
            heding archive verify

        \b
        退出码：0 完成；1 答案是“否”（如发现损坏）；2 用法不对；3 输入有误；
        4 环境有缺；5 档案出错；70 heding 自身出错；130 被中断。
        """,
        """From the raw text of a newspaper edition to a printable PDF, an EPUB and archival JSON, kept in an archive.

        \b
        Example: heding export edition.txt --title 明溪日报 --date 2024-06-07 -o out
                 heding archive init
                 heding archive add out/edition.json
                 heding archive verify

        \b
        Exit codes: 0 done; 1 the answer is no (damage found, say); 2 usage;
        3 bad input; 4 the machine; 5 the archive; 70 a fault in heding itself;
        130 interrupted. With --json, errors are JSON lines on standard error.
        """,
    ),
)
@click.version_option(
    __version__, prog_name="heding", message="%(prog)s %(version)s", help=say("显示版本。", "Show the version.")
)
def heding() -> None:
    """Hold the commands."""


for _command in (export, normalize, archive, templates, doctor):
    heding.add_command(_command)


def main() -> None:
    """Run the command line and exit."""
    open_standard_streams()
    # A file name may hold bytes that the terminal's encoding cannot show; say it somehow rather than fail.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    heding.main(prog_name="heding")
