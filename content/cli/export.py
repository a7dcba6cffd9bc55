"""`coach content export`: the whole bank for other programs."""

from enum import StrEnum
from typing import Annotated

import typer

from content.cli.given import AreaOption, BankOption, chosen, read_bank
from content.export import json_lines
from content.verify.records import read_records, records_file


class Format(StrEnum):
    """What the export may look like."""

    JSONL = "jsonl"


def export(
    format_: Annotated[Format, typer.Option("--format", help="jsonl: one question a line.")] = Format.JSONL,
    area: AreaOption = None,
    retired: Annotated[bool, typer.Option("--retired", help="Also the questions that are no longer asked.")] = False,
    bank: BankOption = None,
) -> None:
    """Print every question; broken ones are reported on standard error and make the exit code 1."""
    loaded = read_bank(bank)
    try:
        records = read_records(records_file()) if bank is None else {}
    except ValueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    questions = [located.question for located in chosen(loaded.questions, area, None)]
    for line in json_lines(questions, records, with_retired=retired):
        typer.echo(line)
    for problem in loaded.problems:
        typer.echo(str(problem), err=True)
    raise typer.Exit(1 if loaded.problems else 0)
