"""What a team did together, as storage tells it: members, their work, digests, challenges.

Only visible members count: those who have not left and whose membership says that their activity counts.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.domain.attempts import Attempt
from bot.domain.boards import DayWork, Gains
from bot.domain.challenges import Challenge
from bot.domain.people import Team
from bot.domain.rating import Rating
from bot.domain.streaks import StreakState
from bot.ids import AccountId, ChallengeId, DeliveryId, LearnerId, TeamId


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A visible member of a team. `account_id` is theirs on the team's platform; `named`: they opted in."""

    learner_id: LearnerId
    account_id: AccountId | None
    named: bool
    zone: str
    reached_day: date | None
    streak: StreakState


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamAnswer:
    """An answer that a visible member gave, wherever it was. `day` is the member's own learner day."""

    learner_id: LearnerId
    at: datetime
    day: date
    question_id: str
    area: str
    correct: bool
    rating_gain: float | None
    rating_uncertainty: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPractice:
    """A practice problem that a visible member has done."""

    learner_id: LearnerId
    at: datetime
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeAnswer:
    """What a visible member answered to a challenge; `account_id` only if they opted in to be named."""

    given: tuple[str, ...]
    correct: bool
    account_id: AccountId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A digest that was posted. `ended_at` is the instant at which its last day ended: the next begins there."""

    team_id: TeamId
    key: str
    first_day: date
    last_day: date
    ended_at: datetime
    posted_at: datetime
    delivery_id: DeliveryId
    by_hand: bool = False


class Teamwork(Protocol):
    """The work of a team's visible members."""

    async def due(self, now: datetime, *, limit: int) -> Sequence[Team]:
        """Teams whose `next_due_at` has come, longest due first, locked until the end of the transaction.

        Leaves out whichever is locked by another transaction. Costs as much as it returns.
        """
        ...

    async def lock(self, team_id: TeamId) -> Team | None:
        """One team, locked until the end of the transaction; None when it is gone."""
        ...

    async def after(self, team_id: TeamId | None, *, limit: int) -> Sequence[Team]:
        """The teams that follow this one by id (None: the first), locked, for work on all of them in batches."""
        ...

    async def look_again(self, now: datetime) -> None:
        """Make every team due for which something is planned, for its `next_due_at` to be worked out anew."""
        ...

    async def members(self, team_id: TeamId) -> Sequence[Member]:
        """The visible members."""
        ...

    async def answers(self, team_id: TeamId, *, since: datetime, until: datetime) -> Sequence[TeamAnswer]:
        """Their answers at or after `since` and before `until`, oldest first."""
        ...

    async def practised(self, team_id: TeamId, *, since: datetime, until: datetime) -> Sequence[TeamPractice]:
        """Their practice at or after `since` and before `until`, oldest first."""
        ...

    async def days(self, team_id: TeamId, *, since: date | None) -> Mapping[LearnerId, Mapping[date, DayWork]]:
        """Their work on each of their learner days, from `since` on or ever."""
        ...

    async def gains(self, team_id: TeamId, *, since: date | None) -> Mapping[LearnerId, Gains]:
        """What their answers moved their ratings by, from a learner day on or ever."""
        ...

    async def ratings(self, team_id: TeamId) -> Mapping[str, Mapping[LearnerId, Rating]]:
        """Their present ratings by area, of areas in which they answered."""
        ...

    async def packs_of_others(self, team_id: TeamId) -> Collection[str]:
        """Content packs that other teams have chosen."""
        ...


class Digests(Protocol):
    """Digests that were posted, or are about to be; those decided on by the instant `by` (a clock may jump)."""

    async def last(self, team_id: TeamId, *, by: datetime) -> Digest | None:
        """The one that covers the latest days, but for those whose delivery came to nothing."""
        ...

    async def first_day(self, team_id: TeamId, *, by: datetime) -> date | None:
        """The first day of the very first digest, whatever became of it."""
        ...

    async def last_key(self, team_id: TeamId, *, by: datetime) -> str | None:
        """The latest week that has had its digest, whatever became of it."""
        ...

    async def of_delivery(self, delivery_id: DeliveryId) -> Digest | None:
        """The digest that this delivery carries."""
        ...

    async def add(self, digest: Digest) -> None:
        """Insert it. A second one of a team and week makes the transaction fail with `TryAgain`."""
        ...


class Challenges(Protocol):
    """Challenges, their answers, and the questions of the day among them."""

    async def add(self, challenge: Challenge) -> None: ...

    async def get(self, challenge_id: ChallengeId) -> Challenge | None: ...

    async def save(self, challenge: Challenge) -> None: ...

    async def unfinished(self, team_id: TeamId) -> Sequence[Challenge]:
        """Those whose result is not decided, the first to close first."""
        ...

    async def last_day(self, team_id: TeamId, *, by: datetime) -> date | None:
        """The day of the last question of the day that was put by then."""
        ...

    async def past(self, team_id: TeamId, *, limit: int) -> Sequence[str]:
        """The questions of the team's challenges, newest first."""
        ...

    async def attempt(self, challenge_id: ChallengeId, learner_id: LearnerId) -> Attempt | None:
        """The learner's answer to a challenge."""
        ...

    async def answers(self, challenge: Challenge) -> Sequence[ChallengeAnswer]:
        """The answers of visible members."""
        ...
