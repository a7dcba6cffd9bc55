"""What several commands are given: the bank's folder, areas, ids; and where its files are."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from content.areas import Area
from content.bank import bank_folder
from content.index import shown_path
from content.loader import Loaded, Located, load_folder

BankOption = Annotated[
    Path | None, typer.Option("--bank", help="Folder with <area>/<topic>.yaml; default: the common bank.")
]
AreaOption = Annotated[list[Area] | None, typer.Option("--area", help="Only this area; may be given again.")]
IdsOption = Annotated[str | None, typer.Option("--ids", help="Only these questions, ids with commas between.")]


def read_bank(bank: Path | None) -> Loaded:
    """The bank's files, read anew, so that every field has its line."""
    root = bank_folder() if bank is None else bank
    return load_folder(root, shown=shown_path(root))


def chosen(questions: Iterable[Located], areas: list[Area] | None, ids: str | None) -> list[Located]:
    """The questions of these areas and ids. Raises `typer.BadParameter` for an id that is none."""
    wanted = {word.strip() for word in ids.split(",") if word.strip()} if ids else None
    questions = list(questions)
    unknown = (wanted or set()) - {located.question.id for located in questions}
    if unknown:
        raise typer.BadParameter(f"no sound question is called {', '.join(sorted(unknown))}", param_hint="--ids")
    return [
        located
        for located in questions
        if (not areas or located.question.area in areas) and (wanted is None or located.question.id in wanted)
    ]
