"""From the inputs on the command line to finished editions: what `export`, `normalize` and `archive add` share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TypeVar

from archive.errors import ArchiveError
from exporter.batch import Failure, cores, run
from exporter.cli.report import FailureReport, progress
from exporter.errors import HedingError, UsageError
from exporter.masthead import Masthead
from exporter.normalizer.overrules import Ruling
from exporter.pdf.geometry import geometry_of
from exporter.production import Look, Order, Product, produce
from exporter.reading import Input, Kind, locate

Report = TypeVar("Report")


@dataclass(frozen=True, slots=True)
class Pace:
    """How the work is done: how many editions at once (None: one a core), and the seconds each may take."""

    jobs: int | None
    time_limit: float


def open_inputs(
    arguments: Sequence[str], masthead: Masthead, rulings: Sequence[Ruling] = ()
) -> tuple[list[Input], list[FailureReport]]:
    """Return the inputs that the arguments name, and those that are none.

    Raises UsageError where one date, number or place is given to several editions, or a place to one that is not
    normalized any more.
    """
    if len(arguments) > 1 and (masthead.date or masthead.number):
        raise UsageError(
            "--date 和 --number 只属于一期，请逐期运行。",
            "--date and --number belong to one edition: run the command once for each.",
        )
    if len(arguments) > 1 and rulings:
        raise UsageError(
            f"{rulings[0].where} 只属于一期，请逐期运行，或写在各期文本旁的 NAME.toml 里。",
            f"{rulings[0].where} belongs to one edition: run the command once for each, or write a NAME.toml.",
        )
    inputs: list[Input] = []
    failures: list[FailureReport] = []
    for argument in arguments:
        try:
            inputs.append(locate(argument))
        except HedingError as error:
            failures.append(FailureReport(argument, error.exit_code, error.zh, error.en))
    if rulings and any(source.kind is Kind.EDITION for source in inputs):
        raise UsageError(
            f"{rulings[0].where} 要用在原始文本上；{inputs[0].argument} 已经整理过了。",
            f"{rulings[0].where} is for raw text; {inputs[0].argument} is normalized already.",
        )
    return inputs, failures


def refuse_collisions(inputs: Sequence[Input], suffixes: Sequence[str]) -> None:
    """Raise UsageError where two inputs would write a file of the same name."""
    names = Counter(source.name + suffix for source in inputs for suffix in suffixes)
    if taken := [name for name, count in names.items() if count > 1]:
        raise UsageError(
            f"两个输入会写同名文件：{taken[0]}。请改名，或分开运行并用 -o 指定不同文件夹。",
            f"two inputs would both write {taken[0]}. Rename one, or run them apart with different -o.",
        )


def refuse_impossible(look: Look) -> None:
    """Raise UsageError or InputError for a page that cannot be or a template set that is none, before any work."""
    from exporter.template_set import open_template_set

    geometry_of(open_template_set(look.templates).manifest, look.layout)


def work_through(
    inputs: Sequence[Input],
    order: Callable[[Input], Order],
    finish: Callable[[Input, Product], Report],
    pace: Pace,
) -> tuple[list[Report], list[FailureReport]]:
    """Produce what `order` asks for each input, in worker processes, and `finish` (write, deposit) it here.

    Return the reports and the failures, each in the order of the inputs, however the work came back.
    """
    done: dict[int, Report] = {}
    failed: dict[int, FailureReport] = {}
    outcomes = run(produce, [order(source) for source in inputs], jobs=pace.jobs or cores(), time_limit=pace.time_limit)
    with progress(len(inputs)) as advance, closing(outcomes):
        for number, outcome in outcomes:
            source = inputs[number]
            if isinstance(outcome, Failure):
                failed[number] = FailureReport(source.argument, outcome.exit_code, outcome.zh, outcome.en)
            else:
                try:
                    done[number] = finish(source, outcome)
                except (HedingError, ArchiveError) as error:
                    failed[number] = FailureReport(source.argument, error.exit_code, error.zh, error.en)
            advance()
    return [done[number] for number in sorted(done)], [failed[number] for number in sorted(failed)]
