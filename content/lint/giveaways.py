"""Whether the key gives itself away: guessing strategies held against chance, over the bank and in each area.

Single bad questions are no matter; a habit is. The rule: no strategy scores above chance plus 5 points over the bank,
or plus 12 in an area. Questions of kind `single` are counted by themselves and together with `multiple`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from content.areas import Area
from content.lint.findings import Finding, Severity, Subject
from content.lint.strategies import STRATEGIES, chance, favourites, hit
from content.model import Kind, Question

CHECK = "give-aways"
BANK_POINTS, AREA_POINTS = 5.0, 12.0  # points of percent above chance
BANK_MIN, AREA_MIN = 100, 25  # fewer questions say too little
POPULATIONS: Mapping[str, frozenset[Kind]] = {
    "single": frozenset({Kind.SINGLE}),
    "single and multiple": frozenset({Kind.SINGLE, Kind.MULTIPLE}),
}
CULPRITS_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How a strategy does on some questions, in percent; `area` is None for the whole bank."""

    population: str
    area: Area | None
    strategy: str
    questions: int
    percent: float
    chance: float

    @property
    def excess(self) -> float:
        """Points above chance."""
        return self.percent - self.chance

    @property
    def is_enforced(self) -> bool:
        """Whether there are enough questions to tell a habit from luck."""
        return self.questions >= (BANK_MIN if self.area is None else AREA_MIN)

    @property
    def is_too_high(self) -> bool:
        """Whether guessing this way pays more than is allowed."""
        return self.excess > (BANK_POINTS if self.area is None else AREA_POINTS) + 1e-9


def scores(questions: Iterable[Question]) -> list[Score]:
    """Every strategy over the bank and over each area, for each population with questions."""
    questions = list(questions)
    found = []
    for population, kinds in POPULATIONS.items():
        members = [question for question in questions if question.kind in kinds]
        for area in (None, *Area):
            group = [question for question in members if area in (None, question.area)]
            if group:
                found += [_score(population, area, strategy, group) for strategy in STRATEGIES]
    return found


def _score(population: str, area: Area | None, strategy: str, group: Sequence[Question]) -> Score:
    return Score(
        population=population,
        area=area,
        strategy=strategy,
        questions=len(group),
        percent=100 * sum(hit(question, STRATEGIES[strategy]) for question in group) / len(group),
        chance=100 * sum(map(chance, group)) / len(group),
    )


def check_giveaways(subject: Subject) -> Iterator[Finding]:
    """Strategies that pay too well, where there are enough questions to tell."""
    questions = [located.question for located in subject.questions]
    for score in scores(questions):
        if not (score.is_too_high and score.is_enforced):
            continue
        culprits = _culprits(score, questions)
        told = ", ".join(culprits[:CULPRITS_SHOWN])
        more = f" and {len(culprits) - CULPRITS_SHOWN} more" if len(culprits) > CULPRITS_SHOWN else ""
        message = (
            f"{score.area or 'the bank'}, {score.population} ({score.questions}): choosing `{score.strategy}` is right "
            f"in {score.percent:.1f} %, chance is {score.chance:.1f} %; rewrite options of {told}{more}"
        )
        yield subject.about_bank(CHECK, message, Severity.ERROR)


def _culprits(score: Score, questions: Iterable[Question]) -> list[str]:
    """The questions whose key alone is what the strategy picks."""
    rate, kinds = STRATEGIES[score.strategy], POPULATIONS[score.population]
    return [
        question.id
        for question in questions
        if question.kind in kinds
        and score.area in (None, question.area)
        and len(favourites(question, rate)) == 1
        and hit(question, rate) == 1
    ]
