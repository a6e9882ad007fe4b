"""x"""

import click

from exporter.cli.frame import Group


@click.group(cls=Group, help="x")
def archive() -> None: ...
