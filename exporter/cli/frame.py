"""What every command shares: help in the reader's language, errors as one calm line, exit codes."""

from __future__ import annotations

import errno
import json
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from archive.errors import ArchiveError
from exporter.batch import FAULT
from exporter.errors import HedingError, MachineError
from exporter.language import say

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""What a stream that takes no more answers."""
STDOUT, STDERR = 1, 2
INTERRUPTED = 128 + 2
NO_READER = 128 + 13


class Command(click.Command):
    """A click command whose help has its headings in the reader's language."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=say("用法：", "Usage: "))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options; those of a group are followed by its commands."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        with formatter.section(say("选项", "Options")):
            formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option, described in the reader's language."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say("显示本说明。", "Show this message.")
        return option


class Group(Command, click.Group):
    """A group of such commands; the outermost one turns every error into a line and an exit code."""

    command_class = Command
    group_class = type

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with the first line of each one's help."""
        with formatter.section(say("命令", "Commands")):
            formatter.write_dl([(name, self.commands[name].get_short_help_str(100)) for name in self.commands])

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> NoReturn:
        """Run the command line `args`; end the process with its exit code."""
        arguments = list(sys.argv[1:] if args is None else args)
        sys.exit(self._run(arguments, prog_name or "heding", extra))

    def _run(self, arguments: list[str], prog_name: str, extra: dict[str, Any]) -> int:
        as_json = "--json" in arguments
        try:
            with self.make_context(prog_name, arguments.copy(), **extra) as context:
                code = self.invoke(context)
            sys.stdout.flush()
        except click.exceptions.Exit as end:
            return end.exit_code
        except (KeyboardInterrupt, click.Abort):
            click.echo(say("已中断。", "Interrupted."), err=True)
            return INTERRUPTED
        except BrokenPipeError:
            _point_at_nothing(STDOUT)
            return NO_READER
        except OSError as error:
            if error.filename is not None or error.errno not in FULL:
                return _fault(as_json=as_json)
            _point_at_nothing(STDOUT)
            return _refused_output(error, as_json=as_json)
        except click.exceptions.NoArgsIsHelpError as help_text:
            click.echo(help_text.format_message(), err=True)
            return help_text.exit_code
        except click.ClickException as error:
            return tell(_chinese(error), error.format_message(), error.exit_code, as_json=as_json, hint=_hint(error))
        except (HedingError, ArchiveError) as error:
            return tell(error.zh, error.en, error.exit_code, as_json=as_json)
        except Exception:  # noqa: BLE001  without this Python would end with 1, which says "the answer is no"
            return _fault(as_json=as_json)
        return code if isinstance(code, int) else 0


def open_standard_streams() -> None:
    """Give the process the standard streams that its caller closed, whose places the files it opens would take."""
    for name, flags in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, flags))  # noqa: PTH123, SIM115  it stays open


def _fault(*, as_json: bool) -> int:
    """Say that the error being handled is the program's own, with its traceback; return the exit code."""
    traceback.print_exc()
    return tell("heding 自身出错，请报告。", "a fault in heding itself: please report it.", FAULT, as_json=as_json)


def _refused_output(error: OSError, *, as_json: bool) -> int:
    """Say that standard output takes no more, as on a full disk; return the exit code."""
    zh, en = f"无法写到标准输出：{error.strerror}。", f"cannot write to standard output: {error.strerror}."
    return tell(zh, en, MachineError.exit_code, as_json=as_json)


def tell(zh: str, en: str, exit_code: int, *, as_json: bool, hint: str = "") -> int:
    """Say an error on standard error, as a line or as a JSON object; return its exit code."""
    if as_json:
        line = json.dumps({"error": {"exit_code": exit_code, "zh": zh, "en": en}}, ensure_ascii=False)
    else:
        head = click.style(say("错误：", "error: "), fg="red", bold=True)
        line = head + say(zh, en) + (f"\n{hint}" if hint else "")
    try:
        click.echo(line, err=True)
    except OSError:  # where standard error takes nothing either, the exit code still says it
        _point_at_nothing(STDERR)
    return exit_code


def _chinese(error: click.ClickException) -> str:
    """Return click's commonest usage errors in Chinese; the rare ones stay in English."""
    match error:
        case click.NoSuchOption():
            return f"没有这个选项：{error.option_name}{_nearest(error.possibilities)}"
        case click.exceptions.NoSuchCommand():
            return f"没有这个命令：{error.command_name}{_nearest(error.possibilities)}"
        case click.MissingParameter(param=click.Parameter() as param):
            return f"缺少 {param.get_error_hint(error.ctx)}"
        case click.BadParameter(param=click.Parameter() as param):
            return f"{param.get_error_hint(error.ctx)} 不对：{error.message}"
        case _:
            return error.format_message()


def _nearest(possibilities: list[str] | None) -> str:
    return f"。是不是 {'、'.join(possibilities)}？" if possibilities else ""


def _hint(error: click.ClickException) -> str:
    """Return the line that points to the help, for errors of usage."""
    if not isinstance(error, click.UsageError) or error.ctx is None:
        return ""
    command = f"{error.ctx.command_path} --help"
    return say(f"用法见：{command}", f"For usage see: {command}")


def _point_at_nothing(stream: int) -> None:
    """Point standard output or error at nothing, so that flushing it at exit does not fail again."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, stream)
    os.close(null)
