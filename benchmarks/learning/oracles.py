"""Greedy oracles: with the simulator's true state they ask what most raises recall over the remaining days.

The free one minds nothing else. The limited one keeps the coach's own rules: `bot.domain.selection` decides what may
be asked, what is too near to what was asked lately, and how far a question leans towards the target success; only the
worth of a question and the chance of a right answer are the true ones.
"""

import numpy as np

from benchmarks.learning.memories import Memory
from benchmarks.learning.policies import Baseline
from benchmarks.learning.world import Array, World

POINTS, WEIGHTS = np.polynomial.legendre.leggauss(6)


class FreeOracle(Baseline):
    """Greedy by true gain."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        shape = (len(world.learners), len(world.questions))
        self.gain, self.success = np.zeros(shape), np.zeros(shape)
        self.guess = np.array([question.guess for question in world.questions])

    def begin_day(self, learner: int, day: int, memory: Memory) -> None:
        now = day + 0.5
        left = max(1.0, self.world.days - now)
        # Half of the points on a logarithmic scale would do no better: forgetting is fast at first.
        at = now + left * ((POINTS + 1) / 2) ** 2
        weights = WEIGHTS * ((POINTS + 1) / 2)  # substitution t = left * u**2
        chance = memory.recall(np.array([now]))[:, 0]
        alone: Array = memory.recall(at) @ weights
        right, wrong = memory.recall_after(now, at)
        hit = chance * (1 - self.world.learners[learner].slip) + (1 - chance) * self.guess
        self.gain[learner] = left * (hit * (right @ weights) + (1 - hit) * (wrong @ weights) - alone)
        self.success[learner] = hit

    def choose(self, learner: int, day: int) -> int:
        return int(np.where(self.last[learner] == day, -np.inf, self.gain[learner]).argmax())

    def predicted(self, learner: int, day: int, question: int) -> float | None:
        return float(self.success[learner, question])
