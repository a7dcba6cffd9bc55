"""Attempts and practice: a question, or a problem, as put to one learner once."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.grades import Grade
from bot.ids import AccountId, AttemptId, ChallengeId, LearnerId, PracticeId, TeamId


class Source(StrEnum):
    """What put the question to the learner."""

    QUIZ = "quiz"
    DAILY = "daily"
    PROMPT = "prompt"
    PLACEMENT = "placement"
    CHALLENGE = "challenge"


class AttemptState(StrEnum):
    """Open until answered or skipped; both are final."""

    OPEN = "open"
    ANSWERED = "answered"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A question as put to one learner once, graded against the version that was shown."""

    id: AttemptId
    learner_id: LearnerId
    account_id: AccountId
    team_id: TeamId | None
    conversation: str
    source: Source
    question_id: str
    area: str
    topic: str
    revision: int
    version: str  # content hash of what was shown
    order: tuple[str, ...]  # option ids in the order shown; the first is "a"
    asked_at: datetime
    reason: str = ""  # why this question was chosen, one line
    review: bool = False  # asked as a review, not as a new question
    wish: str = ""  # what the learner asked for ("databases 4"), so that "next" goes on with it
    state: AttemptState = AttemptState.OPEN
    hints: int = 0
    answered_at: datetime | None = None
    day: date | None = None  # learner day of the answer, never recomputed
    given: tuple[str, ...] = ()  # option ids, or the text typed (pruned by retention)
    score: float | None = None  # 0..1
    correct: bool | None = None
    grade: Grade | None = None
    guessed: bool = False
    rating_gain: float | None = None  # logits; what the answer moved the rating in its area
    rating_uncertainty: float | None = None  # logits; how unsure that rating was before the answer
    challenge_id: ChallengeId | None = None  # the challenge that put the question


class PracticeState(StrEnum):
    """What became of a suggested problem."""

    SUGGESTED = "suggested"
    DONE = "done"
    TOO_HARD = "too-hard"
    TOO_EASY = "too-easy"
    PASSED = "passed"  # "another"


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """A practice problem as suggested to one learner; done ones are the practice log."""

    id: PracticeId
    learner_id: LearnerId
    account_id: AccountId
    team_id: TeamId | None
    conversation: str
    problem: str  # "<site>:<id>"
    level: int
    areas: tuple[str, ...]
    suggested_at: datetime
    wish: str = ""  # what the learner asked for ("databases leetcode"), so that "another" goes on with it
    state: PracticeState = PracticeState.SUGGESTED
    settled_at: datetime | None = None
    day: date | None = None  # learner day when done
    verified: bool = False  # seen on the site itself, not only self-reported
