"""The baselines: who asks what, without knowing anything that a bot could not know.

Each asks on a day, without repeating a question on that day, what its rule says is due; then what is new in the
bank's shuffled order; and when nothing is either, what is due soonest.
"""

from typing import Protocol

import numpy as np

from benchmarks.learning.memories import Memory
from benchmarks.learning.world import World

LEITNER_DAYS = (1, 2, 4, 8, 16, 32, 64)
# Memrise's planned reviews: 4 h, 12 h, 1, 6, 12, 48, 96, 180 days; the first three fall on the next daily session.
MEMRISE_DAYS = (1, 1, 1, 6, 12, 48, 96, 180)


class Policy(Protocol):
    """Chooses questions for all learners of a world, by number. `day` counts from 0."""

    def begin_day(self, learner: int, day: int, memory: Memory) -> None:
        """A learner turns up. Only an oracle may look at the memory."""
        ...

    def choose(self, learner: int, day: int) -> int: ...

    def predicted(self, learner: int, day: int, question: int) -> float | None:
        """The chance of a right answer that the policy expects, if it has an opinion."""
        ...

    def learn(self, learner: int, day: int, question: int, right: bool, seconds: float) -> None: ...

    def figures(self) -> dict[str, float]:
        """What else the policy can tell about its run."""
        ...


class Baseline:
    """What all baselines share: the world, a shuffled order for each learner, and what was asked when."""

    def __init__(self, world: World) -> None:
        count = len(world.questions)
        self.world = world
        self.random = np.random.default_rng((world.seed, 11))
        self.order = [self.random.permutation(count) for _ in world.learners]
        self.last = np.full((len(world.learners), count), -1)

    def begin_day(self, learner: int, day: int, memory: Memory) -> None:
        pass

    def predicted(self, learner: int, day: int, question: int) -> float | None:
        return None

    def learn(self, learner: int, day: int, question: int, right: bool, seconds: float) -> None:
        self.last[learner, question] = day

    def figures(self) -> dict[str, float]:
        return {}


class RandomOrder(Baseline):
    """Any question, as trivia bots ask; not twice on one day."""

    def choose(self, learner: int, day: int) -> int:
        return int(self.random.choice(np.flatnonzero(self.last[learner] < day)))


class Sequential(Baseline):
    """The shuffled bank from first to last, then again."""

    def choose(self, learner: int, day: int) -> int:
        order = self.order[learner]
        return int(order[np.argmin(self.last[learner][order])]) if day else self._first(learner)

    def _first(self, learner: int) -> int:
        order = self.order[learner]
        return int(order[np.flatnonzero(self.last[learner][order] < 0)[0]])


class Scheduled(Baseline):
    """Due first, longest overdue before others; then new; then what is due soonest."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.due = np.full(self.last.shape, np.inf)

    def choose(self, learner: int, day: int) -> int:
        due = np.where(self.last[learner] == day, np.inf, self.due[learner])
        if due.min() <= day:
            return int(due.argmin())
        order = self.order[learner]
        new = order[self.last[learner][order] < 0]
        return int(new[0]) if len(new) else int(due.argmin())

    def learn(self, learner: int, day: int, question: int, right: bool, seconds: float) -> None:
        super().learn(learner, day, question, right, seconds)
        self.due[learner, question] = day + self.interval(learner, question, right)

    def interval(self, learner: int, question: int, right: bool) -> float:
        """Days until the question is due again."""
        raise NotImplementedError


class Stepped(Scheduled):
    """A right answer moves a question up a ladder of intervals, a wrong one to its foot."""

    steps: tuple[int, ...] = ()

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.step = np.full(self.last.shape, -1)

    def interval(self, learner: int, question: int, right: bool) -> float:
        step = min(self.step[learner, question] + 1, len(self.steps) - 1) if right else 0
        self.step[learner, question] = step
        return float(self.steps[step])


class Leitner(Stepped):
    """S. Leitner's boxes (So lernt man lernen, 1972), each twice as long as the one before."""

    steps = LEITNER_DAYS


class Memrise(Stepped):
    """Fixed intervals, as Memrise has them."""

    steps = MEMRISE_DAYS


class Sm2(Scheduled):
    """P. Woźniak's SuperMemo 2 (1990), as published; right is quality 4, wrong is quality 2."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.ease = np.full(self.last.shape, 2.5)
        self.repetition = np.zeros(self.last.shape, dtype=int)
        self.length = np.zeros(self.last.shape)

    def interval(self, learner: int, question: int, right: bool) -> float:
        at = (learner, question)
        quality = 4 if right else 2
        if right:
            self.repetition[at] += 1
            first = {1: 1.0, 2: 6.0}
            self.length[at] = first.get(int(self.repetition[at]), np.ceil(self.length[at] * self.ease[at]))
        else:
            self.repetition[at], self.length[at] = 0, 1.0
        self.ease[at] = max(1.3, self.ease[at] + 0.1 - (5 - quality) * (0.08 + (5 - quality) * 0.02))
        return float(self.length[at])
