"""A team's work for tests of digests: members by name, answers and practice at hours of a week."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_DNS, uuid5
from zoneinfo import ZoneInfo

from bot.application.digest.facts import DigestFacts, Period, Work, digest_facts
from bot.application.ports.teamwork import Member, TeamAnswer, TeamPractice
from bot.domain.digest_windows import DayRange, DigestWindow
from bot.domain.learner_days import learner_day
from bot.domain.people import WORKDAYS
from bot.domain.rating import Rating
from bot.domain.streak_log import Activity
from bot.domain.streaks import replay
from bot.ids import AccountId, LearnerId

FIRST, LAST = date(2027, 1, 11), date(2027, 1, 17)
SINCE = datetime(2027, 1, 11, 4, tzinfo=UTC)
UNTIL = datetime(2027, 1, 18, 4, tzinfo=UTC)
NOW = datetime(2027, 1, 18, 10, tzinfo=UTC)
UTC_ZONE = ZoneInfo("UTC")
KEY = "2027-W03"

PERIOD = Period(window=DigestWindow(days=DayRange(first=FIRST, last=LAST)), since=SINCE, until=UNTIL, zone=UTC_ZONE)


def learner(name: str) -> LearnerId:
    return LearnerId(uuid5(NAMESPACE_DNS, f"learner {name}"))


def account(name: str) -> AccountId:
    return AccountId(uuid5(NAMESPACE_DNS, f"account {name}"))


def answer(
    name: str,
    hour: float = 0,
    question: str = "q",
    *,
    area: str = "databases",
    correct: bool = True,
    gain: float | None = 0.0,
    uncertainty: float | None = 0.3,
) -> TeamAnswer:
    """An answer so many hours after the period's beginning."""
    at = SINCE + timedelta(hours=hour)
    return TeamAnswer(
        learner_id=learner(name),
        at=at,
        day=learner_day(at, UTC_ZONE),
        question_id=question,
        area=area,
        correct=correct,
        rating_gain=gain,
        rating_uncertainty=uncertainty,
    )


def practice(name: str, hour: float = 0) -> TeamPractice:
    at = SINCE + timedelta(hours=hour)
    return TeamPractice(learner_id=learner(name), at=at, day=learner_day(at, UTC_ZONE))


def work(
    *done: TeamAnswer | TeamPractice,
    named: Sequence[str] = (),
    members: Sequence[str] = ("ann", "ben", "cem", "dee"),
    ratings: dict[str, dict[str, float]] | None = None,
) -> Work:
    """What the members did; their streaks are those of that work. `ratings` are by area and name."""
    answers = [entry for entry in done if isinstance(entry, TeamAnswer)]
    practised = [entry for entry in done if isinstance(entry, TeamPractice)]

    def member(name: str) -> Member:
        own = sorted((entry for entry in done if entry.learner_id == learner(name)), key=lambda entry: entry.at)
        return Member(
            learner_id=learner(name),
            account_id=account(name),
            named=name in named,
            zone="UTC",
            reached_day=None,
            streak=replay([Activity(at=entry.at, day=entry.day) for entry in own], weekdays=WORKDAYS),
        )

    return Work(
        members=[member(name) for name in members],
        answers=sorted(answers, key=lambda entry: entry.at),
        practice=sorted(practised, key=lambda entry: entry.at),
        ratings={
            area: {learner(name): Rating(value=value, uncertainty=0.3, answers=9) for name, value in by_name.items()}
            for area, by_name in (ratings or {}).items()
        },
        now=NOW,
    )


def facts(done: Work, period: Period = PERIOD) -> DigestFacts:
    return digest_facts(period, KEY, done, may_show=lambda question_id: not question_id.startswith("secret"))
