"""One request being served: who came, from where, when, and the unit of work it happens in."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from bot.application.ports.storage import UnitOfWork
from bot.application.requests import Request
from bot.application.services import Services
from bot.domain.agenda import replanned
from bot.domain.people import Account, Learner, Membership, Team

Id = TypeVar("Id", bound=UUID)


@dataclass(slots=True, kw_only=True)
class Visit:
    """Everything a use case needs to serve one request. `day` is the learner day of `now`."""

    request: Request
    services: Services
    uow: UnitOfWork
    now: datetime
    day: date
    learner: Learner
    account: Account
    team: Team | None = None
    membership: Membership | None = None
    newcomer: bool = False
    erased: bool = False  # the learner was forgotten during this visit
    unreached: bool = False  # a direct message to the learner was refused, and they have not been told yet

    @property
    def conversation(self) -> str:
        """The id under which this conversation's open questions and dialogues are kept."""
        return self.request.conversation.id

    def new_id(self) -> UUID:
        """A fresh id of this instant."""
        return self.services.new_id(self.now)

    async def change_learner(self, **changes: Any) -> None:
        """Store changed fields of the learner, and when prompts or nudges are due after the change."""
        changed = replace(self.learner, **changes)
        if changed != self.learner:
            self.learner = replanned(changed, before=self.learner, now=self.now)
            await self.uow.learners.save(self.learner)
