"""What the planner needs of storage: who is due, everybody one batch at a time, and small facts about ourselves."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.people import Account, Learner
from bot.ids import AccountId, LearnerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Whom a direct message goes to. `left`: they were in teams of that platform, and are in none any more."""

    learner: Learner
    account: Account
    left: bool


class Planning(Protocol):
    """Learners as the planner goes through them."""

    async def due(self, now: datetime, *, limit: int) -> Sequence[Learner]:
        """Learners whose `next_due_at` has come, longest due first, locked until the end of the transaction.

        Leaves out whoever is locked by another transaction. Costs as much as it returns.
        """
        ...

    async def next_due_at(self) -> datetime | None:
        """The earliest `next_due_at` of all."""
        ...

    async def many(self, learner_ids: Collection[LearnerId]) -> Mapping[LearnerId, Learner]:
        """These learners, as far as they are there, without a lock."""
        ...

    async def accounts(self, learner_ids: Collection[LearnerId]) -> Mapping[LearnerId, Sequence[Account]]:
        """The accounts of these learners, oldest first."""
        ...

    async def recipient(self, learner_id: LearnerId, account_id: AccountId) -> Recipient | None:
        """The learner with this account, without a lock; None when either is gone, or they were unlinked."""
        ...

    async def prompted(self, learner: Learner) -> None:
        """Store what a sent prompt changes of a locked learner: when it came, and how many had no reaction."""
        ...

    async def save_planned(self, planned: Sequence[Learner]) -> None:
        """Store what planning changes of locked learners: when prompts came last, and when to look next."""
        ...

    async def lock(self, learner_id: LearnerId) -> Learner | None:
        """One learner, locked until the end of the transaction; None when forgotten."""
        ...

    async def after(self, learner_id: LearnerId | None, *, limit: int) -> Sequence[Learner]:
        """The learners that follow this one by id (None: the first), locked, for work on everybody in batches."""
        ...


class Facts(Protocol):
    """Small facts about this installation, by name."""

    async def get(self, name: str) -> str | None: ...

    async def put(self, name: str, value: str) -> None: ...
