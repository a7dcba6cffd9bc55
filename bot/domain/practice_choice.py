"""Which practice problem to suggest next, and how a learner's word about one moves the level."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.domain.rating import HIGHEST_LEVEL, LOWEST_LEVEL
from bot.domain.ties import tie_break
from content.practice import SITES, PracticeProblem

DONE, TOO_HARD, TOO_EASY = "done", "too-hard", "too-easy"

FEEDBACK_STEP = 0.5  # levels
CLEAR_OF = 0.6  # levels; enough that the next suggestion is of another level
DONE_STEP = 0.1  # levels

Rank = TypeVar("Rank", int, bool, tuple[int, int])

ANYONES_LANGUAGES = frozenset({"sql", "shell"})  # belong to their area, whatever the learner programs in


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPractice:
    """A problem suggested earlier: its key `<site>:<id>`, its level, and what became of it.

    `outcome` is "done", "too-hard" or "too-easy"; any other word says nothing about the level.
    """

    key: str
    level: int
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeWish:
    """What is wanted. `area`, `exact_level` and `sites` are always obeyed; `level` and `languages` lean."""

    level: float
    area: str | None = None
    exact_level: int | None = None
    sites: tuple[str, ...] = SITES
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeChoice:
    """The problem to suggest. `repeated`: suggested before, for want of a fresh one."""

    problem: PracticeProblem
    wanted_level: int
    repeated: bool

    @property
    def reason(self) -> str:
        """Why this one, in one line for the learner."""
        if self.repeated:
            return "you have had every problem that fits; this one again"
        if self.problem.level == self.wanted_level:
            return f"fits your level ({self.wanted_level})"
        return f"level {self.problem.level}, the closest to {self.wanted_level} that you have not had"


def practice_level(start: float, history: Sequence[PastPractice]) -> float:
    """The level to aim at, 1..5: `start` moved by what the learner said, `history` newest first.

    "Too hard" and "too easy" move it clear of the problem's level, a solved one at or above it a little up.
    """
    level = start
    for past in reversed(history):
        if past.outcome == TOO_HARD:
            level = min(level - FEEDBACK_STEP, past.level - CLEAR_OF)
        elif past.outcome == TOO_EASY:
            level = max(level + FEEDBACK_STEP, past.level + CLEAR_OF)
        elif past.outcome == DONE and past.level >= level - FEEDBACK_STEP:
            level += DONE_STEP
        level = _bounded(level)
    return _bounded(level)


def choose_practice(
    problems: Iterable[PracticeProblem], wish: PracticeWish, history: Sequence[PastPractice], seed: str
) -> PracticeChoice | None:
    """The next problem, or None when the catalogue has none within the wish. `history` is newest first.

    A fresh one comes before one suggested earlier, and that before a solved one, the oldest first. Then
    count, in this order: the learner's languages, nearness in level, a change of site, a change of topic, and
    being on a well-known study list. Ties are broken by the seed.
    """
    wanted = wish.exact_level or math.floor(_bounded(wish.level) + 0.5)
    problems = problems if isinstance(problems, Sequence) else tuple(problems)
    seen = _places(history)
    # Mostly there is a fresh one at exactly this level, so only those need a closer look.
    at_level = [problem for problem in problems if problem.level == wanted and _wanted(problem, wish)]
    best = [problem for problem in at_level if problem.key not in seen and _speaks(problem, wish)]
    if not best:
        best = [problem for problem in problems if _wanted(problem, wish)]
        best = _least(best, lambda problem: seen.get(problem.key, (0, 0)))
        best = _least(best, lambda problem: not _speaks(problem, wish))
        best = _least(best, lambda problem: abs(problem.level - wanted))
    if not best:
        return None
    last = _last(problems, wish, history)
    last_site = history[0].key.partition(":")[0] if history else ""
    last_topics = set(last.topics) if last else set()
    best = _least(best, lambda problem: problem.site == last_site)
    best = _least(best, lambda problem: not last_topics.isdisjoint(problem.topics))
    best = _least(best, lambda problem: not problem.lists)
    problem = min(best, key=lambda problem: tie_break(seed, problem.key))
    return PracticeChoice(problem=problem, wanted_level=wanted, repeated=problem.key in seen)


def _least(problems: Sequence[PracticeProblem], rank: Callable[[PracticeProblem], Rank]) -> list[PracticeProblem]:
    """Those of the lowest rank."""
    ranks = [rank(problem) for problem in problems]
    lowest = min(ranks, default=None)
    return [problem for problem, its_rank in zip(problems, ranks, strict=True) if its_rank == lowest]


def _last(
    problems: Sequence[PracticeProblem], wish: PracticeWish, history: Sequence[PastPractice]
) -> PracticeProblem | None:
    """The problem suggested last, if it is within the wish."""
    site, _, problem_id = history[0].key.partition(":") if history else ("", "", "")
    return next((p for p in problems if p.id == problem_id and p.site == site and _wanted(p, wish)), None)


def _wanted(problem: PracticeProblem, wish: PracticeWish) -> bool:
    return (
        problem.site in wish.sites
        and (wish.area is None or wish.area in problem.areas)
        and (wish.exact_level is None or problem.level == wish.exact_level)
    )


def _speaks(problem: PracticeProblem, wish: PracticeWish) -> bool:
    """Whether a learner of these languages can solve it; a language that is not listed proves nothing."""
    if not problem.languages or not wish.languages or not set(wish.languages).isdisjoint(problem.languages):
        return True
    return wish.area is not None and not ANYONES_LANGUAGES.isdisjoint(problem.languages)


def _places(history: Sequence[PastPractice]) -> Mapping[str, tuple[int, int]]:
    """By key: (1 suggested or 2 solved, negative age); the least is the first to repeat."""
    solved = {past.key for past in history if past.outcome == DONE}
    places: dict[str, tuple[int, int]] = {}
    for age, past in enumerate(history):
        places.setdefault(past.key, (2 if past.key in solved else 1, -age))
    return places


def _bounded(level: float) -> float:
    return max(float(LOWEST_LEVEL), min(float(HIGHEST_LEVEL), level))
