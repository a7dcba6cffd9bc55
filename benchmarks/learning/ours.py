"""The coach's own policy, by the code that the bot runs, and the oracle that keeps the same limits."""

from dataclasses import replace
from datetime import date, timedelta
from heapq import nsmallest

import numpy as np

from benchmarks.learning.memories import Memory
from benchmarks.learning.oracles import FreeOracle
from benchmarks.learning.world import World
from bot.domain.candidates import Asked, Candidate, Situation
from bot.domain.grades import Outcome, grade_of
from bot.domain.memory import UNTAUGHT_PARAMETERS, MemoryModel
from bot.domain.placement import Placement, PlacementAnswer, next_step, placed_ratings
from bot.domain.rating import Difficulty, Rating, after_answer, after_review, shared
from bot.domain.selection import LOOKED_AT, Appraisal, appraisal, choose
from bot.domain.ties import tie_break

FIRST_DAY = date(2027, 1, 4)


def day_of(day: int) -> date:
    """The learner day of a simulated day."""
    return FIRST_DAY + timedelta(days=day)


class Pupil:
    """What the coach knows of one learner."""

    def __init__(self, world: World) -> None:
        self.ratings: dict[str, Rating] = {}
        self.candidates: list[Candidate] = []
        self.recent: tuple[Asked, ...] = ()
        self.placement: Placement | None = Placement(areas=world.areas)
        self.placed_after = 0


class Ours:
    """Placement first, then `choose`, exactly as the bot asks; difficulties are shared by the team."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.model = MemoryModel(parameters=UNTAUGHT_PARAMETERS)
        self.difficulties = [Difficulty.of_level(question.level) for question in world.questions]
        self.pupils = [Pupil(world) for _ in world.learners]
        self.numbers = {question.id: question.number for question in world.questions}
        for pupil in self.pupils:
            pupil.candidates = [
                Candidate(
                    question_id=question.id,
                    area=question.area,
                    topic=question.topic,
                    technologies=question.technologies,
                    level=question.level,
                    kind=question.kind,
                    difficulty=self.difficulties[question.number],
                    guess=question.guess,
                )
                for question in world.questions
            ]

    def begin_day(self, learner: int, day: int, memory: Memory) -> None:
        pupil = self.pupils[learner]
        pupil.recent = ()
        pupil.candidates = [
            candidate
            if candidate.memory or candidate.difficulty is difficulty
            else replace(candidate, difficulty=difficulty)
            for candidate, difficulty in zip(pupil.candidates, self.difficulties, strict=True)
        ]

    def _situation(self, learner: int, day: int) -> Situation:
        pupil = self.pupils[learner]
        return Situation(
            today=day_of(day),
            seed=f"{self.world.seed}:{learner}:{day}:{len(pupil.recent)}",
            ratings=pupil.ratings,
            answered_areas=frozenset(area for area, rating in pupil.ratings.items() if rating.answers),
            recent=pupil.recent,
        )

    def _in_view(self, learner: int) -> list[Candidate]:
        """What the bot would look at: all unseen, and the memories that the storage finds most promising."""
        candidates = self.pupils[learner].candidates
        unseen = [c for c in candidates if c.memory is None]
        seen = [(c.memory.due_day, c.question_id, c) for c in candidates if c.memory and not c.memory.suspended]
        return unseen + [c for _, _, c in nsmallest(LOOKED_AT, seen, key=lambda row: row[:2])]

    def choose(self, learner: int, day: int) -> int:
        placing = self._placing(learner)
        if placing is not None:
            return placing
        choice = choose(self._in_view(learner), self._situation(learner, day), self.model)
        if choice is None:
            raise RuntimeError("the bank is too small for so many questions a day")
        return self.numbers[choice.question_id]

    def _placing(self, learner: int) -> int | None:
        pupil = self.pupils[learner]
        if pupil.placement is None:
            return None
        free = [c for c in pupil.candidates if c.kind == "single" and c.memory is None]
        available: dict[str, set[int]] = {}
        for candidate in free:
            available.setdefault(candidate.area, set()).add(candidate.level)
        step = next_step(pupil.placement, available)
        if step is None:
            pupil.placed_after = len(pupil.placement.answers)
            pupil.ratings = placed_ratings(pupil.placement, self.world.areas)
            pupil.placement = None
            return None
        fitting = [c for c in free if (c.area, c.level) == (step.area, step.level)]
        seed = f"{self.world.seed}:{learner}"
        return self.numbers[min(fitting, key=lambda c: tie_break(seed, c.question_id)).question_id]

    def predicted(self, learner: int, day: int, question: int) -> float | None:
        pupil = self.pupils[learner]
        if pupil.placement is not None:
            return None
        return appraisal(pupil.candidates[question], self._situation(learner, day), self.model).success

    def learn(self, learner: int, day: int, question: int, right: bool, seconds: float) -> None:
        pupil, asked = self.pupils[learner], self.world.questions[question]
        candidate, today = pupil.candidates[question], day_of(day)
        grade = grade_of(
            Outcome(score=float(right), seconds=seconds, expected_seconds=asked.seconds, guess=asked.guess)
        )
        memory = self.model.after(candidate.memory, grade, today)
        if pupil.placement is not None:
            answer = PlacementAnswer(area=asked.area, level=asked.level, score=float(right), guess=asked.guess)
            pupil.placement = pupil.placement.answered(answer)
        else:
            self._rate(pupil, candidate, question, float(right))
        pupil.candidates[question] = replace(candidate, memory=memory, last_asked=today)
        told = Asked(question_id=asked.id, area=asked.area, topic=asked.topic)
        pupil.recent = (told, *pupil.recent)[:20]

    def _rate(self, pupil: Pupil, candidate: Candidate, question: int, score: float) -> None:
        area, guess = candidate.area, candidate.guess
        before, difficulty = pupil.ratings.get(area, Rating()), self.difficulties[question]
        if candidate.memory is not None:
            pupil.ratings = {**pupil.ratings, area: after_review(before, difficulty, score=score, guess=guess)}
            return
        others = {a: pupil.ratings.get(a, Rating()) for a in self.world.areas if a != area}
        moved = shared(others, before, difficulty, score=score, guess=guess)
        rating, self.difficulties[question] = after_answer(before, difficulty, score=score, guess=guess)
        pupil.ratings = {**pupil.ratings, **moved, area: rating}

    def figures(self) -> dict[str, float]:
        truth = np.array([question.difficulty for question in self.world.questions])
        levels = np.array([question.level for question in self.world.questions])
        found = np.array([difficulty.value for difficulty in self.difficulties])
        answered = np.array([difficulty.answers > 0 for difficulty in self.difficulties])
        rated = answered.sum() > 2  # a short run may end within the placement
        seen = [c.memory for pupil in self.pupils for c in pupil.candidates if c.memory]
        return {
            "difficulty correlation": float(np.corrcoef(found[answered], truth[answered])[0, 1]) if rated else 0.0,
            "level correlation": float(np.corrcoef(levels[answered], truth[answered])[0, 1]) if rated else 0.0,
            "placement questions": float(np.mean([pupil.placed_after for pupil in self.pupils])),
            "coverage": len(seen) / (len(self.pupils) * len(truth)),
            "suspended": sum(memory.suspended for memory in seen) / max(1, len(seen)),
        }


class LimitedOracle(FreeOracle):
    """The oracle within the coach's limits: `choose` itself, with the true gain and the true chance of success.

    It needs no placement and looks at every question; what it may ask, how it spreads areas and topics and how new
    questions lean towards the target success are the coach's own rules. Nothing is ever a leech to it.
    """

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.pupils = Ours(world)

    def choose(self, learner: int, day: int) -> int:
        ours = self.pupils
        today = day_of(day)
        pupil = ours.pupils[learner]

        def true(candidate: Candidate) -> Appraisal:
            number = ours.numbers[candidate.question_id]
            return Appraisal(float(self.gain[learner, number]), float(self.success[learner, number]))

        # Whatever it has asked before is due: it knows better than any schedule when that is worth it.
        candidates = [
            replace(c, memory=replace(c.memory, due_day=today, suspended=False)) if c.memory else c
            for c in pupil.candidates
        ]
        choice = choose(candidates, ours._situation(learner, day), ours.model, true)
        if choice is None:
            raise RuntimeError("the bank is too small for so many questions a day")
        return ours.numbers[choice.question_id]

    def begin_day(self, learner: int, day: int, memory: Memory) -> None:
        super().begin_day(learner, day, memory)
        pupil = self.pupils.pupils[learner]
        pupil.recent, pupil.placement = (), None

    def learn(self, learner: int, day: int, question: int, right: bool, seconds: float) -> None:
        super().learn(learner, day, question, right, seconds)
        self.pupils.learn(learner, day, question, right, seconds)
