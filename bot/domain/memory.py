"""Memory of questions: FSRS-6 on learner days. The only module that imports `fsrs`.

FSRS is given 12:00 UTC of the learner day's date, so elapsed times are whole learner days. It runs without
learning or relearning steps and without fuzz: an attempt replayed after a crash gives the same due day.
Model: the open-spaced-repetition project's FSRS-6; stability is the number of days after which the chance of
recall has fallen to 90 %, difficulty runs from 1 to 10.

The coach runs it with `UNTAUGHT_PARAMETERS`. FSRS's defaults come from learners who have just been taught their
cards, while a question of ours is first met untaught. Whoever gets it right then knew it already, so a right first
answer stands for a memory of many weeks, not of two days. From the second answer on FSRS's own defaults rule.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timezone

from fsrs import Card, Rating, Scheduler, State
from fsrs.scheduler import DEFAULT_PARAMETERS, STABILITY_MIN

from bot.domain.grades import Grade

FIRST_STABILITIES = (DEFAULT_PARAMETERS[0], DEFAULT_PARAMETERS[1], 40.0, 60.0)  # days, by first grade
UNTAUGHT_PARAMETERS = (*FIRST_STABILITIES, *DEFAULT_PARAMETERS[4:])
DESIRED_RETENTION = 0.9
MAXIMUM_INTERVAL_DAYS = 365
SUSPENDED_AT_LAPSES = 8  # an item forgotten this often is badly put, not badly learned (Anki's threshold, too)
EXPLAINED_ANEW_FROM_LAPSES = 3

_NOON = time(12)
# Exactly `timezone.utc`: py-fsrs refuses an equal ZoneInfo("UTC").
_UTC = timezone.utc  # noqa: UP017


@dataclass(frozen=True, slots=True, kw_only=True)
class CardMemory:
    """FSRS state of one learner for one question, since its last attempt that counted.

    `stability` is in days, `difficulty` 1..10. `last_day` and `due_day` are learner days; the question is due
    from the start of `due_day`. `lapses` counts the times it was forgotten after the first attempt.
    """

    stability: float
    difficulty: float
    last_day: date
    due_day: date
    repetitions: int
    lapses: int
    last_grade: Grade
    suspended: bool = False  # a leech, put away; never asked until its revision is raised

    @property
    def needs_another_explanation(self) -> bool:
        """Forgotten so often that the usual explanation evidently does not stick."""
        return self.lapses >= EXPLAINED_ANEW_FROM_LAPSES


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryModel:
    """FSRS with our settings: how an attempt changes a memory, and what a memory promises.

    Raises ValueError for a retention outside 0..1, for parameters outside FSRS's bounds, and for first
    stabilities (parameters 0 to 3) that fall with a better grade.
    """

    desired_retention: float = DESIRED_RETENTION
    maximum_interval_days: int = MAXIMUM_INTERVAL_DAYS
    parameters: tuple[float, ...] = DEFAULT_PARAMETERS
    suspended_at_lapses: int = SUSPENDED_AT_LAPSES
    _scheduler: Scheduler = field(init=False, repr=False, compare=False)
    _decay: float = field(init=False, repr=False, compare=False)
    _factor: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Check the settings and build the scheduler."""
        if not 0.0 < self.desired_retention < 1.0:
            raise ValueError(f"desired retention {self.desired_retention} is not between 0 and 1")
        if list(self.parameters[:4]) != sorted(self.parameters[:4]):
            raise ValueError("a better first grade must not give a shorter first stability")
        scheduler = Scheduler(
            parameters=self.parameters,
            desired_retention=self.desired_retention,
            learning_steps=(),
            relearning_steps=(),
            maximum_interval=self.maximum_interval_days,
            enable_fuzzing=False,  # fuzz draws from the global random source
        )
        object.__setattr__(self, "_scheduler", scheduler)
        object.__setattr__(self, "_decay", self.parameters[20])
        object.__setattr__(self, "_factor", 0.9 ** (-1.0 / self.parameters[20]) - 1.0)

    def after(self, memory: CardMemory | None, grade: Grade, day: date) -> CardMemory:
        """The memory after an attempt graded on a learner day; None is a question never attempted.

        A further attempt on the same learner day (or an earlier one, from a late replay) changes nothing.
        """
        if memory is not None and day <= memory.last_day:
            return memory
        reviewed, _ = self._scheduler.review_card(_card(memory, day), Rating(int(grade)), _noon(day))
        lapses = 0 if memory is None else memory.lapses + (grade is Grade.AGAIN)
        return CardMemory(
            stability=_known(reviewed.stability),
            difficulty=_known(reviewed.difficulty),
            last_day=day,
            due_day=reviewed.due.date(),
            repetitions=1 if memory is None else memory.repetitions + 1,
            lapses=lapses,
            last_grade=grade,
            suspended=lapses >= self.suspended_at_lapses,
        )

    def replay(self, attempts: Sequence[tuple[date, Grade]]) -> CardMemory | None:
        """The memory after all attempts, given in order of day; None for none."""
        memory: CardMemory | None = None
        for day, grade in attempts:
            memory = self.after(memory, grade, day)
        return memory

    def retrievability(self, memory: CardMemory | None, day: date) -> float:
        """Chance, 0..1, that the answer is recalled on a learner day; 0.0 before the first attempt."""
        if memory is None:
            return 0.0
        return self._curve(max(0, (day - memory.last_day).days), memory.stability)

    def gain(self, memory: CardMemory, day: date, horizon_days: int) -> float:
        """Days of recall won over the coming `horizon_days` by asking on `day`, never negative.

        The expected area under the forgetting curve after the attempt (good or again, by the chance of
        recall) less the area without it. Zero on the day of the last attempt.
        """
        elapsed = (day - memory.last_day).days
        if elapsed <= 0:
            return 0.0
        recall = self._curve(elapsed, memory.stability)
        kept = self._area(0, horizon_days, self._kept(memory, recall))
        relearned = self._area(0, horizon_days, self._relearned(memory, recall))
        left_alone = self._area(elapsed, elapsed + horizon_days, memory.stability)
        return max(0.0, recall * kept + (1.0 - recall) * relearned - left_alone)

    def first_gain(self, known: float, horizon_days: int) -> float:
        """Days of recall won over the coming `horizon_days` by a first exposure, never negative.

        `known` is the chance, 0..1, that the learner knows the answer already: then nothing is won, else what
        reading the explanation leaves behind.
        """
        return (1.0 - known) * self._first_area(horizon_days)

    def _first_area(self, horizon_days: int) -> float:
        return self._area(0, horizon_days, self.parameters[0])

    def _kept(self, memory: CardMemory, recall: float) -> float:
        """FSRS-6 stability after a good answer; as py-fsrs computes it, without its objects."""
        w, stability = self.parameters, memory.stability
        growth = math.exp(w[8]) * (11.0 - memory.difficulty) * stability ** -w[9]
        return float(stability * (1.0 + growth * (math.exp((1.0 - recall) * w[10]) - 1.0)))

    def _relearned(self, memory: CardMemory, recall: float) -> float:
        """FSRS-6 stability after a wrong answer."""
        w, stability = self.parameters, memory.stability
        long_term = w[11] * memory.difficulty ** -w[12] * ((stability + 1.0) ** w[13] - 1.0)
        short_term = stability / math.exp(w[17] * w[18])
        return float(max(STABILITY_MIN, min(long_term * math.exp((1.0 - recall) * w[14]), short_term)))

    def _curve(self, elapsed_days: float, stability: float) -> float:
        """FSRS-6 forgetting curve: (1 + factor * t / S) ** -decay, 0.9 at t = S."""
        return float((1.0 + self._factor * elapsed_days / stability) ** -self._decay)

    def _area(self, start: float, end: float, stability: float) -> float:
        """Integral of the forgetting curve in days, from `start` to `end` days after the attempt."""
        power = 1.0 - self._decay
        scale = stability / (self._factor * power)

        def primitive(t: float) -> float:
            return float((1.0 + self._factor * t / stability) ** power)

        return scale * (primitive(end) - primitive(start))


def is_due(memory: CardMemory | None, day: date) -> bool:
    """Whether to review the question on a learner day; False before its first attempt and when suspended."""
    return memory is not None and not memory.suspended and memory.due_day <= day


def _card(memory: CardMemory | None, day: date) -> Card:
    # Every value is given: without an id or a due date py-fsrs reads the clock, and without an id it sleeps.
    if memory is None:
        return Card(card_id=0, state=State.Learning, step=0, due=_noon(day))
    return Card(
        card_id=0,
        state=State.Review,
        stability=max(memory.stability, STABILITY_MIN),
        difficulty=memory.difficulty,
        due=_noon(memory.due_day),
        last_review=_noon(memory.last_day),
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, _NOON, tzinfo=_UTC)


def _known(value: float | None) -> float:
    if value is None:  # py-fsrs's type; never so after a review
        raise ValueError("a reviewed card has stability and difficulty")
    return value
