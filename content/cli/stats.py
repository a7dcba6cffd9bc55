"""`coach content stats`: how the bank is spread."""

from typing import Annotated

import msgspec
import typer

from content.cli.given import AreaOption, BankOption, chosen, read_bank
from content.stats import areas_by_level, summary, technologies_by_kind
from content.verify.records import is_verified, read_records, records_file


def stats(
    area: AreaOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the tables as JSON.")] = False,
    bank: BankOption = None,
) -> None:
    """Count the questions: areas by level, technologies by kind."""
    loaded = read_bank(bank)
    questions = [located.question for located in chosen(loaded.questions, area, None)]
    try:
        records = read_records(records_file()) if bank is None else {}
    except ValueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    askable = [question for question in questions if question.retired is None]
    figures = summary(questions, {question.id for question in questions if is_verified(question, records)})
    tables = [areas_by_level(askable), technologies_by_kind(askable)]
    if as_json:
        typer.echo(msgspec.json.encode({"summary": figures, "tables": tables}).decode())
    else:
        typer.echo("\n\n".join([*(table.as_text() for table in tables), figures.as_text()]))
    for problem in loaded.problems:
        typer.echo(str(problem), err=True)
    raise typer.Exit(1 if loaded.problems else 0)
