"""`coach content lint`: everything about the bank that can be checked without knowing the subject."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from content.areas import Area
from content.bank import bank_folder
from content.cli.given import BankOption, read_bank
from content.index import shown_path
from content.lint import COMMAND_WORDS, Finding, Judge, Severity, lint
from content.lint.duplicates import nearest
from content.lint.giveaways import Score, scores
from content.verify.tools import TOOL_NAMES


def lint_command(command_words: frozenset[str] | None, judge: Judge | None) -> Callable[..., None]:
    """The command, with the words that accepted answers must not be and the judge of typed answers."""

    def lint_(
        only: Annotated[
            list[Path] | None, typer.Argument(help="Show only what is found in these files or folders.")
        ] = None,
        errors: Annotated[bool, typer.Option("--errors", help="Show no warnings.")] = False,
        near: Annotated[
            int, typer.Option("--nearest", min=0, help="Also list the N pairs of questions most alike.")
        ] = 0,
        bank: BankOption = None,
    ) -> None:
        """Check format, wording, references and balance; the whole bank is always read."""
        loaded = read_bank(bank)
        findings = lint(
            loaded,
            today=datetime.now(UTC).date(),
            folder=shown_path(bank_folder() if bank is None else bank),
            command_words=command_words or COMMAND_WORDS,
            judge=judge,
            tools=frozenset(TOOL_NAMES),
            whole_bank=bank is None,
        )
        shown = [finding for finding in findings if _below(finding.path, only)]
        for finding in shown:
            if not (errors and finding.severity is Severity.WARNING):
                typer.echo(str(finding))
        askable = [located.question for located in loaded.questions if located.question.retired is None]
        for pair in nearest(askable)[:near] if near else []:
            ids = f"{askable[pair.first].id} {askable[pair.second].id}"
            typer.echo(f"asks {pair.asked:.0%}, teaches {pair.taught:.0%} alike: {ids}")
        if only is None:
            typer.echo(giveaway_table(scores(askable)))
        typer.echo(_summary(shown, len(loaded.questions)))
        raise typer.Exit(1 if any(finding.severity is Severity.ERROR for finding in shown) else 0)

    return lint_


def giveaway_table(found: Sequence[Score]) -> str:
    """Points above chance, a line per strategy, a column for the bank and for each area."""
    lines = []
    for population, group in groupby(found, key=lambda score: score.population):
        rows = list(group)
        columns = list(dict.fromkeys(score.area for score in rows))
        bank = next(score for score in rows if score.area is None)
        lines += ["", f"Guessing, {population}: points above chance ({bank.chance:.1f} % over the bank)"]
        lines.append(f"{'':20}" + "".join(f"{_short(area):>9}" for area in columns))
        for strategy in dict.fromkeys(score.strategy for score in rows):
            cells = {score.area: _cell(score) for score in rows if score.strategy == strategy}
            lines.append(f"{strategy:20}" + "".join(f"{cells[area]:>9}" for area in columns))
        counts = {score.area: score.questions for score in rows}
        lines.append(f"{'questions':20}" + "".join(f"{counts[area]:>9}" for area in columns))
    return "\n".join([*lines, ""])


def _cell(score: Score) -> str:
    mark = ("!" if score.is_enforced else "?") if score.is_too_high else ""
    return f"{mark}{score.excess:+.1f}"


def _short(area: Area | None) -> str:
    return "bank" if area is None else area.value[:8]


def _summary(findings: Sequence[Finding], questions: int) -> str:
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    return f"{questions} questions: {errors} errors, {len(findings) - errors} warnings"


def _below(path: str, only: Sequence[Path] | None) -> bool:
    if not only:
        return True
    place = Path(path).resolve()
    return any(place == wanted.resolve() or wanted.resolve() in place.parents for wanted in only)
