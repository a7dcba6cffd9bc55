"""What joining two learners, and parting them, needs of storage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from bot.domain.attempts import Attempt
from bot.ids import AccountId, LearnerId


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCode:
    """A code shown to one account, to be typed on another. Only its hash is stored.

    `typed_name` is how the other platform called whoever typed it: the one name that is kept, until the code is
    used, refused or expired, so that the first account can be asked whether it knows them.
    """

    id: UUID
    code_hash: str
    learner_id: LearnerId
    account_id: AccountId
    created_at: datetime
    expires_at: datetime
    typed_by: AccountId | None = None
    typed_name: str = ""


class Joining(Protocol):
    """Link codes, and the rows of learners who become one."""

    async def add_code(self, code: LinkCode) -> None:
        """Store the code; earlier ones of its account, and all that have expired, are gone."""
        ...

    async def code(self, code_hash: str) -> LinkCode | None:
        """The code of this hash, locked."""
        ...

    async def code_of(self, account_id: AccountId) -> LinkCode | None:
        """The code that was shown to this account last, locked."""
        ...

    async def save_code(self, code: LinkCode) -> None: ...

    async def drop_code(self, code_id: UUID) -> None: ...

    async def unite(self, survivor: LearnerId, leaving: LearnerId) -> None:
        """Make every row of `leaving` one of `survivor`, and delete `leaving`.

        What is derived (memories, ratings) goes for both. Of two answers to one challenge the later leaves it;
        two memberships of one team become one; dialogues of `leaving` end.
        """
        ...

    async def cancel_deliveries(
        self, learner_id: LearnerId, *, reason: str, at: datetime, keys: Sequence[str] = ()
    ) -> None:
        """Skip what is not being sent yet to this learner: all, or what has these keys."""
        ...

    async def cancel_deliveries_to(self, account_id: AccountId, *, reason: str, at: datetime) -> None:
        """Skip what is not being sent yet to this account."""
        ...

    async def delivered_keys(self, learner_id: LearnerId, *, kind: str) -> Sequence[str]:
        """The keys of this kind's deliveries that stand on a platform, or may."""
        ...

    async def undelivered_keys(self, learner_id: LearnerId, *, kind: str) -> Sequence[str]:
        """The keys of this kind's deliveries that are not being sent yet."""
        ...

    async def history(self, learner_id: LearnerId) -> Sequence[Attempt]:
        """Every attempt that was answered or skipped, oldest first."""
        ...
