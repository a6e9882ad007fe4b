"""Who changes the archive, and why: the options of every command that does, and what stands in for them."""

from __future__ import annotations

import getpass
import os
import socket
import urllib.parse
from typing import TYPE_CHECKING

import click

from exporter.cli.options import Decorated, line
from exporter.language import say

if TYPE_CHECKING:
    from archive.deposit import User


def options(command: Decorated) -> Decorated:
    """Add --message, --user and --address."""
    for option in (
        click.option(
            "--address",
            metavar="URI",
            envvar="HEDING_ADDRESS",
            help=say("存入者的地址，如 mailto:li@example.org。", "Their address, such as mailto:li@example.org."),
        ),
        click.option(
            "--user",
            metavar="NAME",
            envvar="HEDING_USER",
            help=say("存入者（缺省：登录名）。", "Who (default: your login)."),
        ),
        click.option("--message", metavar="TEXT", callback=line, default="", help=say("这次存入的说明。", "Why.")),
    ):
        command = option(command)
    return command


def person(user: str | None, address: str | None) -> User:
    """Return who makes a version: as named, else by the login; with an address as OCFL wants it, a URI (W009)."""
    from archive.deposit import User

    name = user or _login()
    return User(name, _uri(address) if address else _account(name))


def _login() -> str:
    """Return who runs this; in a container the system may know a number only."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid-{os.getuid()}"


def _account(name: str) -> str:
    """Return `acct:name@host` (RFC 7565), for we know no mail address."""
    return f"acct:{urllib.parse.quote(name)}@{urllib.parse.quote(socket.gethostname() or 'localhost')}"


def _uri(address: str) -> str:
    return f"mailto:{address}" if "@" in address and ":" not in address else address
