"""The world that policies are compared in: the bank's structure, learners with prior knowledge, their calendars.

Nothing here knows FSRS, ratings or any policy. Skills and difficulties are logits; one author's level is about one
logit, and authors err. Everything is drawn from one seed, so all policies meet the same learners, the same days off
and the same luck.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bot.domain.grades import expected_seconds
from bot.domain.rating import guess_chance
from content.bank import QuestionBank

Array = NDArray[np.float64]

AREA_SPREAD, TECHNOLOGY_SPREAD, GENERAL_SPREAD = 0.7, 0.4, 0.9  # standard deviations of skill, logits
AUTHOR_ERROR = 0.7  # standard deviation of true difficulty around the author's level, logits
PERSONAL_SPREAD = 1.0  # what one learner happens to know and another of the same skill does not, logits
PRIOR_STEEPNESS = 1.5  # prior knowledge is nearer to all or nothing than a rating curve
RATE_SPREAD = 0.3  # standard deviation of the logarithm of learning and forgetting rates
ATTENDANCE = 0.85  # share of days on which a learner turns up, holidays aside
HOLIDAY_DAYS = 10
LUCK_COLUMNS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class SimQuestion:
    """One question as simulated: its structure is the bank's, `difficulty` (logits) and `ease` are drawn.

    `ease` multiplies how well the question sticks (1 is usual). `guess` is the chance of a lucky hit.
    """

    number: int
    id: str
    area: str
    topic: str
    technologies: tuple[str, ...]
    level: int
    kind: str
    guess: float
    seconds: float
    difficulty: float
    ease: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SimLearner:
    """One learner. `prior` is the chance, by question number, of knowing the answer before the first exposure.

    `learning` multiplies how much an exposure leaves, `forgetting` how fast it goes (1 is usual). `slip` is the
    chance of a wrong answer to a known question. `present` says which days the learner turns up. `luck` holds
    uniform draws by question, attempt and purpose: the same for every policy.
    """

    number: int
    prior: Array
    learning: float
    forgetting: float
    slip: float
    present: NDArray[np.bool_]
    luck: Array = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """One team of learners, a bank, and a number of days."""

    seed: int
    days: int
    per_day: int
    questions: tuple[SimQuestion, ...]
    learners: tuple[SimLearner, ...]
    areas: tuple[str, ...]


def make_world(bank: QuestionBank, *, seed: int, days: int, per_day: int, learners: int, questions: int) -> World:
    """A world of one seed. `questions` copies or samples the bank to that size; 0 takes it as it is."""
    random = np.random.default_rng((seed, 7))
    drawn = _questions(bank, random, questions)
    areas = tuple(sorted({question.area for question in drawn}))
    technologies = sorted({technology for question in drawn for technology in question.technologies})
    return World(
        seed=seed,
        days=days,
        per_day=per_day,
        questions=drawn,
        areas=areas,
        learners=tuple(_learner(number, drawn, areas, technologies, days, random) for number in range(learners)),
    )


def _questions(bank: QuestionBank, random: np.random.Generator, wanted: int) -> tuple[SimQuestion, ...]:
    real = bank.askable()
    count = wanted or len(real)
    picks = (
        sorted(random.choice(len(real), size=count, replace=False))
        if count < len(real)
        else [number % len(real) for number in range(count)]
    )
    errors = random.normal(0.0, AUTHOR_ERROR, count)
    eases = np.exp(random.normal(0.0, RATE_SPREAD, count))
    made = []
    for number, pick in enumerate(picks):
        question, copy = real[pick], number // len(real)
        suffix = f"~{copy}" if copy else ""
        made.append(
            SimQuestion(
                number=number,
                id=question.id + suffix,
                area=question.area.value,
                topic=question.topic + suffix,
                technologies=question.technologies,
                level=question.level,
                kind=question.kind.value,
                guess=guess_chance(question.kind.value, len(question.options)),
                seconds=expected_seconds(
                    kind=question.kind.value,
                    level=question.level,
                    words=len(question.prompt.split()) + sum(len(o.text.split()) for o in question.options),
                ),
                difficulty=float(question.level - 3 + errors[number]),
                ease=float(eases[number]),
            )
        )
    return tuple(made)


def _learner(
    number: int,
    questions: tuple[SimQuestion, ...],
    areas: tuple[str, ...],
    technologies: list[str],
    days: int,
    random: np.random.Generator,
) -> SimLearner:
    general = random.normal(0.0, GENERAL_SPREAD)
    by_area = dict(zip(areas, general + random.normal(0.0, AREA_SPREAD, len(areas)), strict=True))
    offsets = random.normal(0.0, TECHNOLOGY_SPREAD, len(technologies))
    by_technology = dict(zip(technologies, offsets, strict=True))
    personal = random.normal(0.0, PERSONAL_SPREAD, len(questions))
    familiar = np.array(
        [
            by_area[q.area] + sum(by_technology[t] for t in q.technologies) / max(1, len(q.technologies)) - q.difficulty
            for q in questions
        ]
    )
    present = random.random(days) < ATTENDANCE
    holiday = int(random.integers(0, max(1, days - HOLIDAY_DAYS)))
    present[holiday : holiday + HOLIDAY_DAYS] = False
    present[0] = True
    return SimLearner(
        number=number,
        prior=1.0 / (1.0 + np.exp(-PRIOR_STEEPNESS * (familiar + personal))),
        learning=float(np.exp(random.normal(0.0, RATE_SPREAD))),
        forgetting=float(np.exp(random.normal(0.0, RATE_SPREAD))),
        slip=float(random.uniform(0.01, 0.08)),
        present=present,
        luck=random.random((len(questions), LUCK_COLUMNS, 3)),
    )
