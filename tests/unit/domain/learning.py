"""Builders and hypothesis strategies for the values of the learning maths."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from bot.domain.candidates import Asked, Candidate, Situation
from bot.domain.grades import Grade
from bot.domain.memory import CardMemory, MemoryModel
from bot.domain.rating import Difficulty, Rating

TODAY = date(2027, 3, 10)
MODEL = MemoryModel()
AREAS = ("apis", "databases", "security", "testing")
KINDS = ("single", "true-false", "short-text")

grades = st.sampled_from(Grade)
days = st.dates(min_value=date(2024, 1, 1), max_value=date(2030, 1, 1))
gaps = st.integers(min_value=1, max_value=400)  # days between two attempts
histories = st.lists(st.tuples(gaps, grades), max_size=8)
logits = st.floats(min_value=-5, max_value=5)
scores = st.floats(min_value=0, max_value=1)
guesses = st.sampled_from((0.0, 1 / 6, 0.25, 1 / 3, 0.5))
ratings = st.builds(Rating, value=logits, uncertainty=st.floats(min_value=0.3, max_value=1.2))
difficulties = st.builds(Difficulty, value=logits, uncertainty=st.floats(min_value=0.1, max_value=0.7))


def memory_of(history, *, until: date = TODAY) -> CardMemory | None:
    """The memory after attempts at the given gaps, the last of them on `until`."""
    first = until - timedelta(days=sum(gap for gap, _ in history[1:]))
    attempts, day = [], first
    for number, (gap, grade) in enumerate(history):
        day = day + timedelta(days=gap if number else 0)
        attempts.append((day, grade))
    return MODEL.replay(attempts)


def remembered(history) -> CardMemory:
    """The memory after at least one attempt, the last of them today."""
    memory = memory_of(history)
    assert memory is not None
    return memory


def seen(days_ago: int, grade: Grade = Grade.GOOD) -> CardMemory:
    """A memory with one attempt, that many days before today."""
    return MODEL.after(None, grade, TODAY - timedelta(days=days_ago))


def leech(days_ago: int = 30) -> CardMemory:
    """A memory put away after too many lapses."""
    return replace(seen(days_ago), lapses=6, suspended=True)


def candidate(question_id: str, area: str = "databases", **changes) -> Candidate:
    """A new level-3 question of kind `single` in a topic of its own."""
    level = changes.pop("level", 3)
    defaults = {
        "topic": f"topic-{question_id}",
        "technologies": (),
        "level": level,
        "kind": "single",
        "difficulty": Difficulty.of_level(level),
        "guess": 0.25,
    }
    return Candidate(question_id=question_id, area=area, **{**defaults, **changes})


def situation(**changes) -> Situation:
    """A learner who has answered something in every area."""
    return Situation(**{"today": TODAY, "seed": "s", "answered_areas": frozenset(AREAS), **changes})


def asked(*candidates: Candidate) -> tuple[Asked, ...]:
    """These candidates as the questions asked lately, newest first."""
    return tuple(Asked(question_id=c.question_id, area=c.area, topic=c.topic) for c in candidates)


@st.composite
def memories(draw) -> CardMemory:
    """A memory as some history leaves it, suspended now and then."""
    history = draw(st.lists(st.tuples(gaps, grades), min_size=1, max_size=4))
    memory = memory_of(history, until=TODAY - timedelta(days=draw(st.integers(0, 60))))
    assert memory is not None
    return replace(memory, suspended=draw(st.sampled_from((False, False, False, True))))


@st.composite
def candidate_lists(draw) -> list[Candidate]:
    """Up to 25 candidates with distinct ids, new and seen, over four areas."""
    return [
        candidate(
            f"q{number}",
            draw(st.sampled_from(AREAS)),
            topic=f"topic-{draw(st.integers(0, 5))}",
            level=draw(st.integers(1, 5)),
            kind=draw(st.sampled_from(KINDS)),
            technologies=draw(st.sampled_from(((), ("python",), ("java", "spring"), ("sql",)))),
            memory=draw(st.none() | memories()),
            last_asked=draw(st.none() | st.integers(0, 9).map(lambda back: TODAY - timedelta(days=back))),
        )
        for number in range(draw(st.integers(0, 25)))
    ]


@st.composite
def situations(draw, among: list[Candidate]) -> Situation:
    """A situation in which some of the candidates have been asked lately."""
    recent = draw(st.lists(st.sampled_from(among), max_size=8)) if among else []
    return situation(
        ratings=draw(st.dictionaries(st.sampled_from(AREAS), ratings)),
        weights=draw(st.dictionaries(st.sampled_from(AREAS), st.sampled_from((0, 1, 2, 3)))),
        answered_areas=draw(st.frozensets(st.sampled_from(AREAS))),
        recent=asked(*recent),
        areas=draw(st.none() | st.frozensets(st.sampled_from(AREAS), min_size=1)),
        level=draw(st.none() | st.integers(1, 5)),
        preferred_level=draw(st.none() | st.integers(1, 5)),
        languages=draw(st.sampled_from((frozenset(), frozenset({"python"})))),
        seed=draw(st.sampled_from(("a", "b"))),
    )
