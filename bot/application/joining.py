"""One learner across platforms: two learners become one, and an account leaves its learner.

The older learner survives. What happened to either is united; what is derived from it (memories, ratings, the
streak) is worked out anew from the whole, so nothing counts twice. The settings are those of the account on
which the link was confirmed. All of it happens in the transaction of the request.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.application import reception
from bot.application.visit import Visit
from bot.domain import history, learner_days
from bot.domain.agenda import replanned
from bot.domain.attempts import Attempt, AttemptState, Source
from bot.domain.history import PastAnswer
from bot.domain.people import WORKDAYS, Account, Learner
from bot.domain.rating import MIDDLE_LEVEL, guess_chance
from bot.domain.streak_log import LogEntry, Paused, Resumed, WeekdaysChanged
from bot.domain.streaks import StreakState, replay
from bot.ids import TeamId
from content.areas import Area
from content.model import Question, content_hash

When = TypeVar("When", date, datetime)

PROMPT = "prompt"  # the kind of delivery of which one a learner day is enough
JOINED = "two learners became one"
PARTED = "the account was unlinked"


async def join(visit: Visit, other: Learner) -> None:
    """Make the visitor and another learner, both locked, one. The visit goes on as the one that survives."""
    mine, uow = visit.learner, visit.uow
    survivor, leaving = sorted((mine, other), key=lambda learner: (learner.created_at, learner.id))
    other = await _one_prompt_a_day(visit, mine, other)
    await uow.joining.unite(survivor.id, leaving.id)
    reached = max((day for day in (mine.reached_day, other.reached_day) if day), default=None)
    united = replace(
        mine,
        id=survivor.id,
        created_at=survivor.created_at,
        started_at=mine.started_at or other.started_at,
        home_team=mine.home_team or other.home_team,
        reached_day=reached,
        last_prompt_day=_later(mine.last_prompt_day, other.last_prompt_day),
        last_prompt_at=_later(mine.last_prompt_at, other.last_prompt_at),
        last_nudge_day=_later(mine.last_nudge_day, other.last_nudge_day),
    )
    visit.account = replace(visit.account, learner_id=survivor.id)
    visit.day = learner_days.advance(reached, visit.now, ZoneInfo(mine.zone))
    united = replace(united, streak=await _streak(visit, united, like=mine))
    visit.learner = replanned(united, before=mine, now=visit.now)
    await uow.learners.save(visit.learner)
    if visit.team is not None:
        visit.membership = await uow.teams.membership(survivor.id, visit.team.id)
    await _relearn(visit)


async def part(visit: Visit) -> bool:
    """Take the visitor's account out of its learner: it starts empty, the history stays. False if it is the only one.

    The visit goes on as the new learner.
    """
    uow, learner, account = visit.uow, visit.learner, visit.account
    others = [one for one in await uow.learners.accounts(learner.id) if one.id != account.id]
    if not others:
        return False
    await uow.joining.cancel_deliveries_to(account.id, reason=PARTED, at=visit.now)
    code = await uow.joining.code_of(account.id)
    if code is not None:
        await uow.joining.drop_code(code.id)
    await uow.dialogues.end(learner.id, visit.conversation)
    left = await _leave_teams(visit, learner, account, others)
    await visit.change_learner(
        primary_account=others[0].id if learner.primary_account == account.id else learner.primary_account,
        home_team=None if learner.home_team in left else learner.home_team,
    )
    visit.learner = reception.new_learner(visit.services, visit.request, account.id, visit.team, visit.now)
    visit.account = replace(account, learner_id=visit.learner.id)
    visit.membership = None
    await uow.learners.add(visit.learner)
    await uow.learners.save_account(visit.account)
    return True


async def _one_prompt_a_day(visit: Visit, mine: Learner, other: Learner) -> Learner:
    """Only what is planned for the visitor's side goes on, and no prompt of a day on which the other had one.

    Gives back the other learner without a prompt that was planned and now never comes.
    """
    joining = visit.uow.joining
    had = {_day_of(key) for key in await joining.delivered_keys(other.id, kind=PROMPT)}
    never = {_day_of(key) for key in await joining.undelivered_keys(other.id, kind=PROMPT)}
    await joining.cancel_deliveries(other.id, reason=JOINED, at=visit.now)
    again = [key for key in await joining.undelivered_keys(mine.id, kind=PROMPT) if _day_of(key) in had]
    if again:
        await joining.cancel_deliveries(mine.id, reason=JOINED, at=visit.now, keys=again)
    if str(other.last_prompt_day) in never:
        return replace(other, last_prompt_day=None, last_prompt_at=None)
    return other


def _day_of(key: str) -> str:
    """The learner day in a prompt's key, `prompt:<learner>:<day>`."""
    return key.rpartition(":")[2]


def _later(one: When | None, other: When | None) -> When | None:
    return max(one, other) if one and other else one or other


async def _streak(visit: Visit, united: Learner, *, like: Learner) -> StreakState:
    """The streak of the united log; where its weekdays or its pause are not the visitor's, an entry makes them so."""
    log = visit.uow.log
    streak = replay(await log.entries(united.id), weekdays=WORKDAYS)
    changes: list[LogEntry] = []
    if (streak.next_weekdays or streak.weekdays) != like.weekdays:
        changes.append(WeekdaysChanged(at=visit.now, day=visit.day, weekdays=like.weekdays))
    paused, wanted = _paused(streak, visit.day), _paused(like.streak, visit.day)
    if wanted is not None and wanted != paused:
        changes.append(Paused(at=visit.now, day=visit.day, until=wanted))
    elif wanted is None and paused is not None:
        changes.append(Resumed(at=visit.now, day=visit.day))
    for entry in changes:
        await log.append(united.id, entry, account_id=visit.account.id, conversation=visit.conversation)
    return replay(await log.entries(united.id), weekdays=WORKDAYS) if changes else streak


def _paused(streak: StreakState, day: date) -> date | None:
    return streak.paused_until if streak.paused_until is not None and streak.paused_until >= day else None


async def _relearn(visit: Visit) -> None:
    """Memories and ratings from all answers of the united learner."""
    learning, learner_id = visit.uow.learning, visit.learner.id
    attempts = await visit.uow.joining.history(learner_id)
    answers = await _past_answers(visit, attempts)
    areas = {(attempt.question_id, attempt.revision): attempt.area for attempt in attempts}
    for question, memory in history.memories(answers, visit.services.memory_model).items():
        await learning.save_memory(learner_id, question[0], areas[question], question[1], memory)
    found = history.ratings(answers, await learning.difficulties(), [area.value for area in Area])
    for area, rating in found.items():
        await learning.save_rating(learner_id, area, rating)


async def _past_answers(visit: Visit, attempts: Sequence[Attempt]) -> list[PastAnswer]:
    versions: dict[str, Question | None] = {}
    answers = []
    for attempt in attempts:
        placement = attempt.source is Source.PLACEMENT
        if attempt.state is AttemptState.SKIPPED and not placement:
            continue
        if attempt.version not in versions:
            versions[attempt.version] = await _version(visit, attempt)
        shown = versions[attempt.version]
        answers.append(
            PastAnswer(
                question_id=attempt.question_id,
                revision=attempt.revision,
                area=attempt.area,
                level=shown.level if shown else MIDDLE_LEVEL,
                guess=guess_chance(shown.kind.value, len(shown.options)) if shown else 0.0,
                at=attempt.answered_at or attempt.asked_at,
                score=attempt.score or 0.0,
                placement=placement,
                day=attempt.day,
                grade=attempt.grade,
            )
        )
    return answers


async def _version(visit: Visit, attempt: Attempt) -> Question | None:
    bank = visit.services.bank
    if bank.has(attempt.question_id):
        question = bank.get(attempt.question_id)
        if content_hash(question) == attempt.version:
            return question
    return await visit.uow.versions.get(attempt.version)


async def _leave_teams(visit: Visit, learner: Learner, account: Account, others: Sequence[Account]) -> set[TeamId]:
    """Leave the teams of the account's platform, unless another account of the learner is there."""
    teams = visit.uow.teams
    left: set[TeamId] = set()
    if any(other.platform == account.platform for other in others):
        return left
    for membership in await teams.memberships(learner.id):
        team = await teams.get(membership.team_id)
        if membership.left_at is None and team.platform == account.platform:
            await teams.save_membership(replace(membership, left_at=visit.now))
            left.add(team.id)
    return left
