"""One policy teaching one team for many days, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from benchmarks.learning.memories import MakeMemory, Memory, Outside
from benchmarks.learning.policies import Policy
from benchmarks.learning.world import SimLearner, SimQuestion, World

SESSION_AT, MEASURED_AT = 0.5, 0.25  # time of day of the questions, and of the daily measurement before them
PACE_S = 60.0
FEEDBACK_S = 20.0  # reading the explanation after a wrong answer; a third of it after a right one
DAY_S = 86_400.0
RECALL, HIT, TIME = range(3)  # what the columns of luck are drawn for


@dataclass(frozen=True, slots=True)
class Answer:
    """One simulated answer: right or not, and the seconds it took."""

    right: bool
    seconds: float


@dataclass(slots=True, kw_only=True)
class Run:
    """What one policy did for one team. `recall` is by day: the mean over learners and the whole bank."""

    policy: str
    model: str
    seed: int
    recall: list[float] = field(default_factory=list)
    questions: int = 0
    right: int = 0
    seconds: float = 0.0
    per_day: int = 0
    predictions: list[tuple[float, bool]] = field(default_factory=list)
    extra: dict[str, float] = field(default_factory=dict)

    @property
    def mean_recall(self) -> float:
        """Mean recall over the whole bank, averaged over all days."""
        return float(np.mean(self.recall))


def answer(memory: Memory, learner: SimLearner, question: SimQuestion, times: int, now: float) -> Answer:
    """The learner's answer now; `times` counts earlier attempts and chooses the luck."""
    known = (
        memory.recall_of(question.number, now)
        if isinstance(memory, Outside)
        else float(memory.recall(np.array([now]))[question.number, 0])
    )
    luck = learner.luck[question.number, times % learner.luck.shape[1]]
    knows = bool(luck[RECALL] < known)
    right = bool(luck[HIT] >= learner.slip) if knows else bool(luck[HIT] < question.guess)
    # Retrieval is faster from a stronger memory; the spread is that of people.
    spread = float(np.exp(0.8 * (luck[TIME] - 0.5) * 2))
    return Answer(right, question.seconds * spread * (1.2 - 0.5 * known if knows else 1.3))


def run(world: World, model: str, make: MakeMemory, name: str, make_policy: Callable[[World], Policy]) -> Run:
    """Teach the world's learners by one policy; every learner gets the same number of questions a day."""
    result = Run(policy=name, model=model, seed=world.seed, per_day=world.per_day)
    memories = [make(learner, world.questions) for learner in world.learners]
    times = np.zeros((len(world.learners), len(world.questions)), dtype=int)
    policy = make_policy(world)
    for day in range(world.days):
        measured = np.array([day + MEASURED_AT])
        result.recall.append(float(np.mean([memory.recall(measured).mean() for memory in memories])))
        for learner, memory in zip(world.learners, memories, strict=True):
            if not learner.present[day]:
                continue
            policy.begin_day(learner.number, day, memory)
            for place in range(world.per_day):
                question = world.questions[policy.choose(learner.number, day)]
                now = day + SESSION_AT + place * PACE_S / DAY_S
                predicted = policy.predicted(learner.number, day, question.number)
                given = answer(memory, learner, question, times[learner.number, question.number], now)
                memory.expose(question.number, now, right=given.right)
                policy.learn(learner.number, day, question.number, given.right, given.seconds)
                times[learner.number, question.number] += 1
                result.questions += 1
                result.right += given.right
                result.seconds += given.seconds + FEEDBACK_S * (1 / 3 if given.right else 1)
                if predicted is not None:
                    result.predictions.append((predicted, given.right))
    result.extra = policy.figures()
    return result
