"""Challenges: putting one question to a whole channel, taking answers in private, and telling the result."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from bot.application import answering
from bot.application.actions import STALE
from bot.application.answering import Answered
from bot.application.cards import Card
from bot.application.plain import summary
from bot.application.ports.outbox import DeliveryState, Draft, reference_of, to_channel
from bot.application.ports.storage import UnitOfWork
from bot.application.services import Services
from bot.application.views.challenge import challenge_card, result_card
from bot.application.visit import Visit
from bot.domain.attempts import Attempt, Source
from bot.domain.challenges import KINDS, Challenge, ChallengeCandidate, choose_challenge
from bot.domain.kinds import rules_of
from bot.domain.level_history import exact_level
from bot.domain.people import Team
from bot.domain.team_times import QUESTION_CATCH_UP, PlannedQuestion
from bot.errors import StaleButton
from bot.ids import AttemptId, ChallengeId, DeliveryId
from content.model import Question, content_hash

CHALLENGE, QUESTION_OF_THE_DAY, RESULT = "challenge", "question-of-the-day", "challenge-result"

MEASURED_MIN = 3  # people, for a team's level
PAST = 1000  # challenges that the choice of a question looks back on
SENT_WITHIN = timedelta(hours=1)  # a challenge that somebody asked for
OPEN_AT_LEAST = timedelta(minutes=10)  # also where a question of the day comes late
RESULT_WITHIN = timedelta(days=7)  # people are waiting for it, so late is better than never

# Pending too: by its closing it is too late to be sent.
NOT_SHOWN = frozenset({DeliveryState.PENDING, DeliveryState.SKIPPED, DeliveryState.FAILED})

CLOSED = "This challenge is closed; its result stands in the channel. Type `quiz` for a question of your own."


async def choose_question(
    uow: UnitOfWork, services: Services, team: Team, *, area: str | None, seed: str
) -> Question | None:
    """The question to put to the team next, None if there is none; never one of another team's content pack."""
    fitting = [
        question
        for question in services.bank.askable()
        if question.kind in KINDS
        and (area is None or question.area.value == area)
        and team.settings.may_see(question.pack)
    ]
    ratings = await uow.teamwork.ratings(team.id)
    values = [
        rating.value
        for by_learner in (ratings.values() if area is None else [ratings.get(area, {})])
        if len(by_learner) >= MEASURED_MIN
        for rating in by_learner.values()
    ]
    chosen = choose_challenge(
        (ChallengeCandidate(question_id=q.id, area=q.area.value, level=q.level) for q in fitting),
        await uow.challenges.past(team.id, limit=PAST),
        level=exact_level(sum(values) / len(values)) if values else None,
        seed=seed,
    )
    return services.bank.get(chosen) if chosen else None


async def put(
    uow: UnitOfWork, services: Services, team: Team, question: Question, *, channel: str, now: datetime
) -> Challenge:
    """Put a question to a channel, and see to it that its result is told."""
    challenge = _challenge(services, team, question, channel, now, due_at=now)
    await _post(uow, team, challenge, question, CHALLENGE, f"{CHALLENGE}:{challenge.id}", now, now + SENT_WITHIN)
    if team.next_due_at is None or team.next_due_at > challenge.closes_at:
        await uow.teams.save(replace(team, next_due_at=challenge.closes_at))
    return challenge


async def put_question_of_the_day(
    uow: UnitOfWork, services: Services, team: Team, planned: PlannedQuestion, *, channel: str, now: datetime
) -> None:
    """Put the question of the day to its channel."""
    seed = f"{team.id}:{planned.day}"
    question = await choose_question(uow, services, team, area=None, seed=seed)
    if question is None:
        return
    challenge = _challenge(services, team, question, channel, now, due_at=planned.due_at)
    challenge = replace(challenge, day=planned.day)
    key = f"qotd:{team.id}:{planned.day}"
    await _post(uow, team, challenge, question, QUESTION_OF_THE_DAY, key, now, planned.due_at + QUESTION_CATCH_UP)


async def own_challenge(visit: Visit, challenge_id: UUID) -> Challenge:
    """The challenge a button refers to. Raises `StaleButton` if it is gone, or another team's."""
    challenge = await visit.uow.challenges.get(ChallengeId(challenge_id))
    if challenge is None or visit.team is None or challenge.team_id != visit.team.id:
        raise StaleButton(STALE)
    return challenge


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A learner's answer to a challenge; `answered` is None if it had been given before."""

    attempt: Attempt
    question: Question
    answered: Answered | None


async def answer(visit: Visit, challenge: Challenge, keys: tuple[str, ...]) -> Noted:
    """Take the learner's first answer; later ones change nothing. Raises `StaleButton` once it is closed."""
    given = await visit.uow.challenges.attempt(challenge.id, visit.learner.id)
    if given is not None:
        return Noted(attempt=given, question=await answering.shown_question(visit, given), answered=None)
    if not challenge.is_open(visit.now):
        raise StaleButton(CLOSED)
    attempt = await _attempt(visit, challenge)
    await visit.uow.attempts.add(attempt)
    answered = await answering.answer_keys(visit, attempt, keys)
    return Noted(attempt=answered.attempt, question=answered.question, answered=answered)


async def is_running(visit: Visit, attempt: Attempt) -> bool:
    """Whether the attempt answers a challenge whose result is not told yet."""
    if attempt.challenge_id is None:
        return False
    challenge = await visit.uow.challenges.get(attempt.challenge_id)
    return challenge is not None and challenge.result_at is None


async def decide_result(
    uow: UnitOfWork, services: Services, team: Team, challenge: Challenge, *, now: datetime
) -> None:
    """Tell the result of a challenge that is over, unless its question never reached the channel."""
    question = await uow.versions.get(challenge.version)
    told = result_card(challenge, question, await uow.challenges.answers(challenge)) if question else None
    shown = await _was_shown(uow, challenge)
    await uow.challenges.save(replace(challenge, result_at=now))
    if told is None or not shown:
        return
    cards = (told,)
    await uow.outbox.enqueue(
        Draft(
            id=DeliveryId(services.new_id(now)),
            key=f"{RESULT}:{challenge.id}",
            kind=RESULT,
            place=to_channel(team, challenge.channel),
            cards=cards,
            summary=summary(cards),
            due_at=challenge.closes_at,
            not_before=max(now, challenge.closes_at),
            not_after=challenge.closes_at + RESULT_WITHIN,
            team_id=team.id,
        ),
        at=now,
    )


def _challenge(
    services: Services, team: Team, question: Question, channel: str, now: datetime, *, due_at: datetime
) -> Challenge:
    challenge_id = ChallengeId(services.new_id(now))
    return Challenge(
        id=challenge_id,
        team_id=team.id,
        channel=channel,
        question_id=question.id,
        version=content_hash(question),
        order=rules_of(question).shown_order(question, str(challenge_id)),
        posted_at=now,
        closes_at=max(due_at + timedelta(minutes=team.settings.challenge_minutes), now + OPEN_AT_LEAST),
    )


async def _post(
    uow: UnitOfWork,
    team: Team,
    challenge: Challenge,
    question: Question,
    kind: str,
    key: str,
    now: datetime,
    not_after: datetime,
) -> None:
    cards: tuple[Card, ...] = (challenge_card(challenge, question, team.settings.zone),)
    draft = Draft(
        id=DeliveryId(challenge.id),  # one id for both: the result asks what became of this delivery
        key=key,
        kind=kind,
        place=to_channel(team, challenge.channel),
        cards=cards,
        summary=summary(cards),
        due_at=now,
        not_before=now,
        not_after=min(not_after, challenge.closes_at),
        team_id=team.id,
    )
    if await uow.outbox.enqueue(draft, at=now):
        await uow.versions.keep(question, challenge.version, now)
        await uow.challenges.add(challenge)


async def _was_shown(uow: UnitOfWork, challenge: Challenge) -> bool:
    """Whether the challenge may have reached its channel; one whose delivery is long gone from the outbox did."""
    deliveries = await uow.outbox.listed(reference=reference_of(DeliveryId(challenge.id)), limit=1)
    return all(delivery.state not in NOT_SHOWN for delivery in deliveries)


async def _attempt(visit: Visit, challenge: Challenge) -> Attempt:
    question = await visit.uow.versions.get(challenge.version)
    if question is None:
        raise StaleButton(STALE)
    return Attempt(
        id=AttemptId(visit.new_id()),
        learner_id=visit.learner.id,
        account_id=visit.account.id,
        team_id=challenge.team_id,
        conversation=visit.conversation,
        source=Source.CHALLENGE,
        question_id=question.id,
        area=question.area.value,
        topic=question.topic,
        revision=question.revision,
        version=challenge.version,
        order=challenge.order,
        asked_at=visit.now,
        challenge_id=challenge.id,
    )
