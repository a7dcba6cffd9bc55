"""All checks, and running them. A new check is a module with a function and a line in `CHECKS`."""

from datetime import date

from content.lint.ageing import check_ageing
from content.lint.balance import check_balance
from content.lint.duplicates import check_duplicates
from content.lint.findings import COMMAND_WORDS, Check, Finding, Judge, Subject
from content.lint.free_text import check_free_text
from content.lint.giveaways import check_giveaways
from content.lint.limits import check_limits
from content.lint.markup import check_markup
from content.lint.order import check_order
from content.lint.programs import check_programs
from content.lint.references import check_references
from content.lint.typed_answers import check_typed_answers
from content.lint.wording import check_absolutes, check_wording
from content.loader import Loaded

QUESTION_CHECKS: tuple[Check, ...] = (
    check_limits,
    check_markup,
    check_wording,
    check_absolutes,
    check_order,
    check_typed_answers,
    check_free_text,
    check_references,
    check_programs,
    check_ageing,
    check_duplicates,
)
BANK_CHECKS: tuple[Check, ...] = (check_giveaways, check_balance)


def lint(
    loaded: Loaded,
    *,
    today: date,
    folder: str,
    command_words: frozenset[str] = COMMAND_WORDS,
    judge: Judge | None = None,
    tools: frozenset[str] = frozenset(),
    whole_bank: bool = True,
) -> list[Finding]:
    """Every finding over the questions that may be asked, sorted by place; the loader's problems are errors too.

    `whole_bank` adds the checks of what only a bank has (shares, habits); a team's content pack needs them not.
    """
    subject = Subject(
        questions=tuple(located for located in loaded.questions if located.question.retired is None),
        today=today,
        folder=folder,
        command_words=command_words,
        judge=judge,
        tools=tools,
    )
    findings = [
        Finding(path=problem.path, line=problem.line, field=problem.field, check="format", message=problem.message)
        for problem in loaded.problems
    ]
    for check in QUESTION_CHECKS + (BANK_CHECKS if whole_bank else ()):
        findings += check(subject)
    return sorted(findings)
