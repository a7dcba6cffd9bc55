"""What the use cases are built from: made once by the composition root, shared by all requests."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bot.application.ports.clock import Clock
from bot.application.ports.storage import UnitOfWorkFactory
from bot.domain.memory import MemoryModel
from content.bank import QuestionBank
from content.catalogue import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The parts that every request shares. `new_id` makes a UUIDv7 of an instant."""

    clock: Clock
    uow: UnitOfWorkFactory
    bank: QuestionBank
    catalogue: Catalogue
    memory_model: MemoryModel
    new_id: Callable[[datetime], UUID]
