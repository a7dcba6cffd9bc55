"""Whether the bank as a whole is balanced: true and false, levels, kinds, coverage, proofs.

What only a finished bank can meet is a warning until the bank has its 700 questions.
"""

from collections import Counter
from collections.abc import Iterator

from content.areas import Area
from content.lint.findings import Finding, Severity, Subject
from content.model import Kind, Question
from content.technologies import TECHNOLOGIES

CHECK = "balance"
FULL_BANK, FULL_AREA = 700, 70  # questions
TECHNOLOGY_MIN = 8
TRUE_SHARE = (40.0, 60.0)  # percent of the true-false keys
TRUE_FALSE_MIN = 20  # fewer say too little
LEVEL_SHARE = (10.0, 30.0)  # percent of the questions, each level
LEVEL_MIN = 100
PROVABLE_SHARE = 45.0  # percent with a `verify` block


def check_balance(subject: Subject) -> Iterator[Finding]:
    """Shares of the whole bank."""
    questions = [located.question for located in subject.questions]
    ripe = Severity.ERROR if len(questions) >= FULL_BANK else Severity.WARNING
    yield from _true_false(subject, questions)
    yield from _levels(subject, questions)
    small = [f"{area} {count}" for area, count in _per_area(questions) if count < FULL_AREA]
    if small:
        yield subject.about_bank(CHECK, f"fewer than {FULL_AREA} questions: {', '.join(small)}", ripe)
    for area in Area:
        members = [question for question in questions if question.area is area]
        missing = [kind for kind in Kind if all(question.kind is not kind for question in members)]
        if members and missing:
            yield subject.about_bank(CHECK, f"{area} has no question of kind {', '.join(missing)}", Severity.WARNING)
    own = Counter(slug for question in questions for slug in question.technologies)
    few = [f"{slug} {own[slug]}" for slug in TECHNOLOGIES if own[slug] < TECHNOLOGY_MIN]
    if few:
        yield subject.about_bank(CHECK, f"fewer than {TECHNOLOGY_MIN} questions: {', '.join(few)}", ripe)
    share = _percent(sum(question.verify is not None for question in questions), len(questions))
    if share < PROVABLE_SHARE:
        message = f"{share:.1f} % of the questions carry a `verify` block, {PROVABLE_SHARE:.0f} % are wanted"
        yield subject.about_bank(CHECK, message, ripe)


def _per_area(questions: list[Question]) -> list[tuple[Area, int]]:
    counts = Counter(question.area for question in questions)
    return [(area, counts[area]) for area in Area]


def _true_false(subject: Subject, questions: list[Question]) -> Iterator[Finding]:
    keys = Counter(question.answer[0] for question in questions if question.kind is Kind.TRUE_FALSE)
    share, low, high = _percent(keys["true"], keys.total()), *TRUE_SHARE
    if keys and not low <= share <= high:
        message = f"{share:.1f} % of {keys.total()} true-false keys are true; {low:.0f} to {high:.0f} % are wanted"
        severity = Severity.ERROR if keys.total() >= TRUE_FALSE_MIN else Severity.WARNING
        yield subject.about_bank(CHECK, message, severity)


def _levels(subject: Subject, questions: list[Question]) -> Iterator[Finding]:
    levels = Counter(question.level for question in questions)
    low, high = LEVEL_SHARE
    for level in range(1, 6):
        share = _percent(levels[level], len(questions))
        if not low <= share <= high:
            message = f"level {level} has {share:.1f} % of the questions; {low:.0f} to {high:.0f} % are wanted"
            severity = Severity.ERROR if len(questions) >= LEVEL_MIN else Severity.WARNING
            yield subject.about_bank(CHECK, message, severity)


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
