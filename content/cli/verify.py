"""`coach content verify`: run the programs that prove the keys."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from content.cli.given import AreaOption, BankOption, IdsOption, chosen, read_bank
from content.loader import Located
from content.model import Question, content_hash
from content.verify.records import Record, merged, read_records, records_file, write_records
from content.verify.runner import Outcome, State, absent_tools, verify_all
from content.verify.sandbox import network_is_cut
from content.verify.tools import all_tools


def verify(
    mutate: Annotated[bool, typer.Option("--mutate", help="Also try every other key; each must fail.")] = False,
    area: AreaOption = None,
    ids: IdsOption = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Programs at a time; default: processors.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail if content/verified.json is out of date.")
    ] = False,
    bank: BankOption = None,
) -> None:
    """Run the questions' own programs and compare what they print with the key."""
    loaded = read_bank(bank)
    for problem in loaded.problems:
        typer.echo(str(problem))
    with_block = [located for located in chosen(loaded.questions, area, ids) if located.question.verify]
    outcomes = _run(with_block, mutate=mutate, jobs=jobs)
    where = {located.question.id: located for located in with_block}
    for outcome in outcomes:
        if not outcome.is_good:
            located = where[outcome.question.id]
            place = f"{located.path}:{located.line_of('verify')}"
            typer.echo(f"{place}: {outcome.question.id}: {outcome.state}: {outcome.message}")
    _summary(outcomes)
    sound = bool(not loaded.problems and all(outcome.is_good for outcome in outcomes))
    if bank is None:
        questions = [located.question for located in loaded.questions]
        sound = keep_records(records_file(), outcomes, questions, check=check) and sound
    raise typer.Exit(0 if sound else 1)


def _run(questions: Sequence[Located], *, mutate: bool, jobs: int | None) -> list[Outcome]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Verifying", total=len(questions))

        def step(outcome: Outcome) -> None:
            progress.update(task, advance=1, description=f"Verifying {outcome.question.area}")

        return verify_all([located.question for located in questions], mutate=mutate, jobs=jobs, on_done=step)


def _summary(outcomes: Sequence[Outcome]) -> None:
    states = Counter(outcome.state for outcome in outcomes)
    tools = Counter(outcome.question.verify.tool for outcome in outcomes if outcome.question.verify)
    told = ", ".join(f"{states[state]} {state}" for state in State if states[state])
    typer.echo(f"{len(outcomes)} blocks: {told or 'nothing to run'}")
    if tools:
        typer.echo("tools: " + ", ".join(f"{name} {count}" for name, count in sorted(tools.items())))
    for name, (count, mend) in absent_tools(outcomes, all_tools()).items():
        typer.echo(f"not run: {count} of {name}, which is absent here; {mend}")
    if outcomes and not network_is_cut():
        typer.echo("note: this system does not let programs be cut off from the network; they ran with it", err=True)


def keep_records(path: Path, outcomes: Sequence[Outcome], questions: Sequence[Question], *, check: bool) -> bool:
    """Merge what was proven and refuted into the file; with `check` only compare. Whether all is well with it."""
    try:
        old = read_records(path)
    except ValueError as error:
        typer.echo(str(error))
        return False
    refuted = {outcome.question.id for outcome in outcomes if not outcome.is_good}
    proven = {
        outcome.question.id: Record(
            hash=content_hash(outcome.question),
            tool=outcome.question.verify.tool,
            version=outcome.version,
        )
        for outcome in outcomes
        if outcome.state is State.PROVEN and outcome.question.verify
    }
    new = merged(old, proven, refuted, questions)
    if check:
        if new != old:
            typer.echo(f"{path.name} is out of date; run `coach content verify` and commit it")
        return new == old
    return _write(path, new)


def _write(path: Path, records: dict[str, Record]) -> bool:
    try:
        if write_records(path, records):
            typer.echo(f"{len(records)} proofs recorded in {path.name}")
    except OSError as error:
        typer.echo(f"the proofs could not be recorded in {path}: {error.strerror or error}", err=True)
    return True
