"""What fontconfig says of the faces on this machine."""

from __future__ import annotations

import subprocess

from exporter.errors import MachineError


def ask(*command: str) -> str:
    """Return what `fc-list` or `fc-match` answers. Raises MachineError where fontconfig cannot be asked."""
    try:
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout  # noqa: S603 - no user's text
    except (OSError, subprocess.CalledProcessError) as error:
        raise MachineError(
            f"无法查询已安装的字体（{error}）。请安装：apt install fontconfig",
            f"cannot ask which fonts are installed ({error}). Install fontconfig: apt install fontconfig",
        ) from error
