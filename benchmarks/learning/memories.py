"""How simulated learners remember: three models from the literature, none of them FSRS, and models from outside.

A model from outside (`--model module:factory`) is any object with one method::

    def recall(self, learner, question, exposures, at) -> float

the chance, 0..1, that the learner knows the answer at the instant `at` (days since the start, a float), lucky guesses
excluded; the benchmark adds guessing (`question.guess`) and slips (`learner.slip`). `learner` is a `SimLearner`,
`question` a `SimQuestion` (`world.py`), `exposures` a sequence of `Exposure`, oldest first; every exposure ends with
the right answer and its explanation being shown. `learner.prior[question.number]` is the chance of knowing it before
the first exposure. `factory()` takes no arguments. The method must depend on its arguments alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

import numpy as np

from benchmarks.learning.world import Array, SimLearner, SimQuestion

KEPT_FOR_DAYS = 5  # a model from outside is asked for the recall of a question nobody touched every so many days
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Exposure:
    """One time a question was put to a learner: when (days since the start), and whether the answer was right."""

    at: float
    right: bool


class Memory(Protocol):
    """All memories of one learner, in arrays over the questions."""

    def recall(self, at: Array) -> Array:
        """Chance of knowing each question at each instant: shape (questions, instants)."""
        ...

    def recall_after(self, now: float, at: Array) -> tuple[Array, Array]:
        """The same if each question were asked now: after a right and after a wrong answer."""
        ...

    def expose(self, question: int, now: float, *, right: bool) -> None:
        """Take in one exposure."""
        ...


MakeMemory = Callable[[SimLearner, Sequence[SimQuestion]], Memory]


def _logit(chance: Array) -> Array:
    bounded = np.clip(chance, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(bounded / (1 - bounded)))


def _logistic(value: Array) -> Array:
    return np.asarray(1.0 / (1.0 + np.exp(-value)))


class ActR:
    """ACT-R declarative memory with activation-dependent decay.

    P. I. Pavlik and J. R. Anderson, "Practice and forgetting effects on vocabulary memory: an activation-based model
    of the spacing effect", Cognitive Science 29 (2005): activation m = ln sum(b * t ** -d), the decay of each trace
    d = c * exp(m at its encoding) + a, recall 1 / (1 + exp((threshold - m) / s)); time between sessions runs slower by
    the factor h. Prior knowledge is one trace two years old, of the strength that gives its chance.
    """

    A, C, S, THRESHOLD, H = 0.18, 0.22, 0.35, -0.7, 0.025
    SECONDS = 86_400.0
    PRIOR_AGE, PRIOR_DECAY = 730.0, 0.3
    STRENGTH = 1.8  # of one exposure with its explanation, against one flash of a word pair

    def __init__(self, learner: SimLearner, questions: Sequence[SimQuestion]) -> None:
        ease = np.array([q.ease for q in questions])
        self.decay = self.A * learner.forgetting / np.sqrt(ease)
        self.strength = self.STRENGTH * learner.learning * np.sqrt(ease)
        target = self.THRESHOLD + self.S * _logit(learner.prior)
        self.prior = np.exp(target) / self._age(np.array([self.PRIOR_AGE])) ** -self.PRIOR_DECAY
        shape = (len(questions), 1)
        self.times, self.decays = np.full(shape, np.nan), np.zeros(shape)
        self.counts = np.zeros(len(questions), dtype=int)

    def _age(self, days: Array) -> Array:
        return np.asarray(np.maximum(days, 1e-4) * self.SECONDS * self.H)

    def _mass(self, at: Array) -> Array:
        past = self.prior[:, None] * self._age(at[None, :] + self.PRIOR_AGE) ** -self.PRIOR_DECAY
        ages = self._age(at[None, None, :] - self.times[:, :, None])
        traces = np.where(np.isnan(self.times)[:, :, None], 0.0, np.exp(-self.decays[:, :, None] * np.log(ages)))
        return np.asarray(past + self.strength[:, None] * traces.sum(axis=1))

    def _chance(self, mass: Array) -> Array:
        return _logistic((np.log(mass + _TINY) - self.THRESHOLD) / self.S)

    def recall(self, at: Array) -> Array:
        return self._chance(self._mass(at))

    def _new_decay(self, now: float) -> Array:
        return np.asarray(np.minimum(self.C * self._mass(np.array([now]))[:, 0] + self.decay, 1.5))

    def recall_after(self, now: float, at: Array) -> tuple[Array, Array]:
        trace = self._age(at[None, :] - now) ** -self._new_decay(now)[:, None]
        after = self._chance(self._mass(at) + self.strength[:, None] * trace)
        return after, after

    def expose(self, question: int, now: float, *, right: bool) -> None:
        decay = self._new_decay(now)[question]
        column = self.counts[question]
        if column == self.times.shape[1]:
            self.times = np.pad(self.times, ((0, 0), (0, 8)), constant_values=np.nan)
            self.decays = np.pad(self.decays, ((0, 0), (0, 8)))
        self.times[question, column], self.decays[question, column] = now, decay
        self.counts[question] += 1


class Dash:
    """DASH: difficulty, ability and study history.

    R. V. Lindsey, J. D. Shroyer, H. Pashler and M. C. Mozer, "Improving students' long-term knowledge retention
    through personalized review", Psychological Science 25 (2014): the logit of recall is ability - difficulty plus, by
    time windows of growing length, weighted logarithms of the right answers and of all attempts within each.
    """

    WINDOWS = np.array([1.5, 7.0, 30.0, 120.0, np.inf])
    ATTEMPTS = np.array([0.5, 0.6, 0.6, 0.5, 0.7])
    RIGHT = np.array([0.1, 0.15, 0.15, 0.2, 0.3])

    def __init__(self, learner: SimLearner, questions: Sequence[SimQuestion]) -> None:
        ease = np.array([q.ease for q in questions])
        self.prior = _logit(learner.prior)
        self.scale = learner.learning * ease
        self.windows = self.WINDOWS / learner.forgetting
        shape = (len(questions), 1)
        self.times, self.right = np.full(shape, np.nan), np.zeros(shape)
        self.counts = np.zeros(len(questions), dtype=int)

    def _history(self, at: Array) -> tuple[Array, Array]:
        ages = at[None, None, :] - self.times[:, :, None]
        within = (ages[..., None] <= self.windows) & ~np.isnan(ages)[..., None]
        return within.sum(axis=1).astype(float), (within * self.right[:, :, None, None]).sum(axis=1)

    def _chance(self, attempts: Array, right: Array) -> Array:
        gained = np.log1p(attempts) @ self.ATTEMPTS + np.log1p(right) @ self.RIGHT
        return _logistic(self.prior[:, None] + self.scale[:, None] * gained)

    def recall(self, at: Array) -> Array:
        return self._chance(*self._history(at))

    def recall_after(self, now: float, at: Array) -> tuple[Array, Array]:
        attempts, right = self._history(at)
        new = ((at[:, None] - now) <= self.windows).astype(float)[None]
        return self._chance(attempts + new, right + new), self._chance(attempts + new, right)

    def expose(self, question: int, now: float, *, right: bool) -> None:
        column = self.counts[question]
        if column == self.times.shape[1]:
            self.times = np.pad(self.times, ((0, 0), (0, 8)), constant_values=np.nan)
            self.right = np.pad(self.right, ((0, 0), (0, 8)))
        self.times[question, column], self.right[question, column] = now, right
        self.counts[question] += 1


class Mcm:
    """The multiscale context model, with fewer time scales than the original.

    M. C. Mozer, H. Pashler, N. Cepeda, R. Lindsey and E. Vul, "Predicting the optimal spacing of study: a multiscale
    context model of memory", NIPS 22 (2009): leaky integrators on growing time scales; each is raised by what the
    faster ones together still lack, more after a successful retrieval; recall is their weighted sum, at most 1.
    Prior knowledge sits in the slowest integrators.
    """

    SCALES = 0.7 * 2.2 ** np.arange(10)  # days: 0.7 to 845
    WEIGHTS = 0.85 ** np.arange(10)
    WRONG, RIGHT = 0.45, 1.1  # step after a wrong and after a right answer
    PRIOR_SCALE = 1500.0

    def __init__(self, learner: SimLearner, questions: Sequence[SimQuestion]) -> None:
        self.ease = learner.learning * np.array([q.ease for q in questions])
        self.scales = self.SCALES / learner.forgetting
        self.prior = learner.prior
        self.levels = np.zeros((len(questions), len(self.SCALES)))
        self.since = np.zeros(len(questions))

    def _faded(self, at: float) -> Array:
        return np.asarray(self.levels * np.exp(-(at - self.since)[:, None] / self.scales))

    def _old(self, at: Array) -> Array:
        return np.asarray(self.prior[:, None] * np.exp(-np.asarray(at)[None, :] / self.PRIOR_SCALE))

    def _chance(self, traces: Array, at: Array) -> Array:
        old = self._old(at)
        return np.asarray(np.clip(old + (1 - old) * np.minimum(traces, 1.0), 0.0, 0.999))

    def _net(self, levels: Array) -> Array:
        return np.asarray((levels * self.WEIGHTS).cumsum(axis=1) / self.WEIGHTS.cumsum())

    def _sum(self, levels: Array, ages: Array) -> Array:
        kept = np.exp(-ages[:, :, None] / self.scales)  # questions, instants, scales
        return np.asarray((levels[:, None, :] * kept) @ (self.WEIGHTS / self.WEIGHTS.sum()))

    def recall(self, at: Array) -> Array:
        return self._chance(self._sum(self.levels, at[None, :] - self.since[:, None]), at)

    def _raised(self, levels: Array, step: float) -> Array:
        lacking = np.maximum(0.0, 1.0 - self._net(levels))
        return np.asarray(levels + np.minimum(1.5, step * self.ease)[:, None] * lacking)

    def recall_after(self, now: float, at: Array) -> tuple[Array, Array]:
        levels = self._faded(now)
        ages = np.broadcast_to(at[None, :] - now, (len(levels), len(at)))
        right = self._chance(self._sum(self._raised(levels, self.RIGHT), ages), at)
        return right, self._chance(self._sum(self._raised(levels, self.WRONG), ages), at)

    def expose(self, question: int, now: float, *, right: bool) -> None:
        raised = self._raised(self._faded(now), self.RIGHT if right else self.WRONG)
        self.levels[question], self.since[question] = raised[question], now


class OutsideModel(Protocol):
    """A memory model from outside; see the head of this module."""

    def recall(self, learner: SimLearner, question: SimQuestion, exposures: Sequence[Exposure], at: float) -> float: ...


class Outside:
    """A model from outside, asked question by question; what was not touched is kept for a few days."""

    def __init__(self, model: OutsideModel, learner: SimLearner, questions: Sequence[SimQuestion]) -> None:
        self.model, self.learner, self.questions = model, learner, questions
        self.exposures: list[tuple[Exposure, ...]] = [() for _ in questions]
        self._kept: dict[tuple[int, int], tuple[float, int, tuple[Array, ...]]] = {}

    def _curve(self, number: int, exposures: Sequence[Exposure], at: Array) -> Array:
        question = self.questions[number]
        return np.array([self.model.recall(self.learner, question, exposures, float(t)) for t in at])

    def _fresh(self, number: int, now: float, at: Array, *extra: tuple[Exposure, ...]) -> tuple[Array, ...]:
        key, count = (number, len(at) + 100 * len(extra)), len(self.exposures[number])
        kept = self._kept.get(key)
        if kept is None or kept[1] != count or now - kept[0] >= KEPT_FOR_DAYS:
            curves = tuple(self._curve(number, (*self.exposures[number], *more), at) for more in extra)
            kept = self._kept[key] = (now, count, curves)
        return kept[2]

    def recall(self, at: Array) -> Array:
        numbers = range(len(self.questions))
        return np.array([self._fresh(number, float(at[0]), at, ())[0] for number in numbers])

    def recall_after(self, now: float, at: Array) -> tuple[Array, Array]:
        right, wrong = (Exposure(now, True),), (Exposure(now, False),)
        both = [self._fresh(number, now, at, right, wrong) for number in range(len(self.questions))]
        return np.array([pair[0] for pair in both]), np.array([pair[1] for pair in both])

    def recall_of(self, number: int, now: float) -> float:
        """The exact chance for one question, for the outcome of an attempt."""
        return float(self._curve(number, self.exposures[number], np.array([now]))[0])

    def expose(self, question: int, now: float, *, right: bool) -> None:
        self.exposures[question] = (*self.exposures[question], Exposure(now, right))


MODELS: dict[str, MakeMemory] = {"ACT-R": ActR, "DASH": Dash, "MCM": Mcm}


def outside(reference: str) -> MakeMemory:
    """The model that `module:factory` names. Raises ValueError for anything else."""
    module, _, factory = reference.partition(":")
    if not factory:
        raise ValueError(f"{reference!r} is not module:factory")
    model: OutsideModel = getattr(import_module(module), factory)()
    return lambda learner, questions: Outside(model, learner, questions)
