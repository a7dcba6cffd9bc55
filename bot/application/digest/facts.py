"""What a digest tells, as plain values worked out from a team's answers and practice.

Nobody may be singled out: with fewer than `CROWD_MIN` people active there are no figures at all, and the digest
of such a team is the same whatever they did (what one of two did, the other could work out from a sum). A figure
of an area, or of a question, needs as many people in that area, or at that question.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.application.ports.teamwork import Member, TeamAnswer, TeamPractice
from bot.domain.boards import BOARD_MIN, DayWork, Effort, Gains, Place, effort, progress, ranked
from bot.domain.digest_windows import DigestWindow
from bot.domain.learner_days import day_start
from bot.domain.level_history import exact_level
from bot.domain.levels import VAGUE_UNCERTAINTY
from bot.domain.rating import Rating
from bot.domain.streaks import streak_at
from bot.domain.ties import tie_break
from bot.ids import AccountId, LearnerId
from content.areas import Area

CROWD_MIN = 3  # people; of fewer, no figure is told
MISSED_MIN = 2  # people who missed a question, for it to be the most missed one
STEADIEST = 3  # ranks


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The time that a digest covers: from `since` up to `until`, of which `window` are the days."""

    window: DigestWindow
    since: datetime
    until: datetime
    zone: ZoneInfo

    @property
    def before(self) -> datetime:
        """Where a window of the same length begins that ends where this one begins."""
        return self.since - (self.until - self.since)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a team's visible members did from the window before the period's up to `now`, oldest first."""

    members: Sequence[Member]
    answers: Sequence[TeamAnswer]
    practice: Sequence[TeamPractice]
    ratings: Mapping[str, Mapping[LearnerId, Rating]]
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Answers given, and practice problems done."""

    answers: int
    practice: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFacts:
    """One area in the period. `level` and `moved` in levels, per head; `right` is 0..1. None: too few people."""

    area: str
    answers: int | None = None
    right: float | None = None
    level: float | None = None
    moved: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extremes:
    """The strongest and the weakest areas: by level, or by right answers while few levels are known."""

    by_level: bool
    strongest: tuple[AreaFacts, ...]
    weakest: tuple[AreaFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """The question that most people missed, of those who met it in the period."""

    question_id: str
    people: int
    missed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """What at least `CROWD_MIN` active people did. Named are only those who opted in, in an order drawn by lot."""

    active: int
    named: tuple[AccountId, ...]
    totals: Totals
    right: float | None
    days: tuple[Totals, ...]  # day by day, in the team's zone
    before: Totals | None
    streaks_begun: int
    streaks_kept: int
    areas: tuple[AreaFacts, ...]
    missed: Missed | None
    steadiest: tuple[Place[AccountId, Effort], ...]  # by effort; empty where fewer than `BOARD_MIN` opted in


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestFacts:
    """Everything a digest tells. `crowd` is None where fewer than `CROWD_MIN` people were active."""

    key: str
    window: DigestWindow
    crowd: Crowd | None
    suggestion: str  # an area


def digest_facts(period: Period, key: str, work: Work, *, may_show: Callable[[str], bool]) -> DigestFacts:
    """The facts of a period. `may_show` tells which questions may stand in this team's channel."""
    answers = [answer for answer in work.answers if period.since <= answer.at < period.until]
    practice = [done for done in work.practice if period.since <= done.at < period.until]
    crowd = None
    if len(_who(answers, practice)) >= CROWD_MIN:
        crowd = _crowd(period, key, work, answers, practice, may_show)
    return DigestFacts(key=key, window=period.window, crowd=crowd, suggestion=_suggestion(crowd, key))


def _crowd(
    period: Period,
    key: str,
    work: Work,
    answers: Sequence[TeamAnswer],
    practice: Sequence[TeamPractice],
    may_show: Callable[[str], bool],
) -> Crowd:
    learners = _who(answers, practice)
    active = [member for member in work.members if member.learner_id in learners]
    accounts = {m.learner_id: m.account_id for m in active if m.named and m.account_id}
    begun, kept = _streaks(period, work, active)
    efforts = {
        accounts[learner_id]: effort(days)
        for learner_id, days in _days_of_each(answers, practice).items()
        if learner_id in accounts
    }
    return Crowd(
        active=len(active),
        named=tuple(sorted(accounts.values(), key=lambda account: tie_break(key, str(account)))),
        totals=Totals(answers=len(answers), practice=len(practice)),
        right=_share(answers),
        days=_day_by_day(period, answers, practice),
        before=_before(period, work),
        streaks_begun=begun,
        streaks_kept=kept,
        areas=tuple(_area(area.value, answers, work.ratings.get(area.value, {})) for area in Area),
        missed=_most_missed(answers, key, may_show),
        steadiest=_steadiest(efforts, key),
    )


def _who(*parts: Sequence[TeamAnswer] | Sequence[TeamPractice]) -> set[LearnerId]:
    return {done.learner_id for part in parts for done in part}


def _share(answers: Sequence[TeamAnswer]) -> float | None:
    return sum(answer.correct for answer in answers) / len(answers) if answers else None


def _day_by_day(period: Period, answers: Sequence[TeamAnswer], practice: Sequence[TeamPractice]) -> tuple[Totals, ...]:
    days = period.window.days
    # A day begins where it does in the team's zone, so all that is in the period is on one of its days.
    starts = [day_start(days.first + n * timedelta(days=1), period.zone) for n in range(1, len(days))]
    answered = [0] * len(days)
    practised = [0] * len(days)
    for answer in answers:
        answered[bisect_right(starts, answer.at)] += 1
    for done in practice:
        practised[bisect_right(starts, done.at)] += 1
    return tuple(Totals(answers=a, practice=p) for a, p in zip(answered, practised, strict=True))


def _before(period: Period, work: Work) -> Totals | None:
    answers = [a for a in work.answers if period.before <= a.at < period.since]
    practice = [p for p in work.practice if period.before <= p.at < period.since]
    if len(_who(answers, practice)) < CROWD_MIN:
        return None
    return Totals(answers=len(answers), practice=len(practice))


def _streaks(period: Period, work: Work, active: Sequence[Member]) -> tuple[int, int]:
    """How many streaks that run now were begun in the period, and how many were kept through it.

    A running streak consists of the learner's last `current` active days, so it tells itself when it began.
    """
    inside: dict[LearnerId, set[date]] = defaultdict(set)
    later: dict[LearnerId, set[date]] = defaultdict(set)
    for part in (work.answers, work.practice):
        for done in part:
            if done.at >= period.since:
                (inside if done.at < period.until else later)[done.learner_id].add(done.day)
    begun = kept = 0
    for member in active:
        streak = streak_at(member.streak, now=work.now, zone=ZoneInfo(member.zone), reached=member.reached_day)
        before_later = streak.current - len(later[member.learner_id] - inside[member.learner_id])
        if before_later > len(inside[member.learner_id]):
            kept += 1
        elif before_later > 0:
            begun += 1
    return begun, kept


def _area(area: str, answers: Sequence[TeamAnswer], ratings: Mapping[LearnerId, Rating]) -> AreaFacts:
    inside = [answer for answer in answers if answer.area == area]
    people = {answer.learner_id for answer in inside}
    # Whoever the coach is still getting to know would only pull the level towards the middle.
    known = [rating.value for rating in ratings.values() if rating.uncertainty <= VAGUE_UNCERTAINTY]
    level = round(sum(map(exact_level, known)) / len(known), 1) if len(known) >= CROWD_MIN else None
    if len(people) < CROWD_MIN:
        return AreaFacts(area=area, level=level)
    gains = Gains(
        plain=sum(a.rating_gain or 0.0 for a in inside) / len(people),
        uncertain=sum((a.rating_gain or 0.0) * (a.rating_uncertainty or 0.0) ** 2 for a in inside) / len(people),
    )
    return AreaFacts(area=area, answers=len(inside), right=_share(inside), level=level, moved=progress(gains))


def _most_missed(answers: Sequence[TeamAnswer], key: str, may_show: Callable[[str], bool]) -> Missed | None:
    first: dict[str, dict[LearnerId, TeamAnswer]] = defaultdict(dict)
    for answer in answers:
        first[answer.question_id].setdefault(answer.learner_id, answer)
    found = [
        Missed(
            question_id=question_id,
            people=len(by_learner),
            missed=sum(not answer.correct for answer in by_learner.values()),
        )
        for question_id, by_learner in first.items()
        if len(by_learner) >= CROWD_MIN and may_show(question_id)
    ]
    told = [missed for missed in found if missed.missed >= MISSED_MIN]
    return max(told, key=lambda m: (m.missed, m.missed / m.people, tie_break(key, m.question_id)), default=None)


def _days_of_each(
    answers: Iterable[TeamAnswer], practice: Iterable[TeamPractice]
) -> Mapping[LearnerId, Mapping[date, DayWork]]:
    questions: dict[LearnerId, dict[date, set[str]]] = defaultdict(lambda: defaultdict(set))
    problems: dict[LearnerId, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for answer in answers:
        questions[answer.learner_id][answer.day].add(answer.question_id)
    for done in practice:
        problems[done.learner_id][done.day] += 1
    return {
        learner_id: {
            day: DayWork(questions=len(questions[learner_id][day]), practice=problems[learner_id][day])
            for day in {*questions[learner_id], *problems[learner_id]}
        }
        for learner_id in {*questions, *problems}
    }


def _steadiest(efforts: Mapping[AccountId, Effort], key: str) -> tuple[Place[AccountId, Effort], ...]:
    if len(efforts) < BOARD_MIN:
        return ()
    return tuple(place for place in ranked(efforts, key) if place.rank <= STEADIEST)


def extremes(areas: Sequence[AreaFacts]) -> Extremes | None:
    """The ends of the scale; None where fewer than two areas can be told, or all are alike."""
    levels = {area: area.level for area in areas if area.level is not None}
    shares = {area: round(area.right, 2) for area in areas if area.right is not None}
    values = levels if len(levels) > 1 else shares
    if len(set(values.values())) < 2:
        return None
    highest, lowest = max(values.values()), min(values.values())
    return Extremes(
        by_level=values is levels,
        strongest=tuple(area for area, value in values.items() if value == highest),
        weakest=tuple(area for area, value in values.items() if value == lowest),
    )


def _suggestion(crowd: Crowd | None, key: str) -> str:
    """The area to do more of: the weakest, else the one with fewest answers; without figures, one by lot."""
    drawn = sorted((area.value for area in Area), key=lambda area: tie_break(key, area))
    if crowd is None:
        return drawn[0]
    ends = extremes(crowd.areas)
    if ends is not None:
        weakest = {area.area for area in ends.weakest}
        return next(area for area in drawn if area in weakest)
    answers = {area.area: area.answers or 0 for area in crowd.areas}
    return min(drawn, key=lambda area: answers[area])
