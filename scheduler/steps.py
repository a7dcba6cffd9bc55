"""The steps of planning and sending, by name: tests kill a worker at each, and nothing may be lost or doubled."""

from collections.abc import Callable
from enum import StrEnum


class Step(StrEnum):
    """A moment in a worker's life; "written" means not yet committed."""

    PLAN_WRITTEN = "plan written"
    PLAN_COMMITTED = "plan committed"
    CLAIMED = "claimed"
    SENDING_WRITTEN = "sending written"
    SENDING_COMMITTED = "sending committed"  # immediately before the request
    ANSWERED = "answered"  # the platform has answered, and nobody has written it down
    OUTCOME_WRITTEN = "outcome written"
    OUTCOME_COMMITTED = "outcome committed"
    LOOK_COMMITTED = "look committed"  # about to ask the platform whether a message was sent
    LOOKED = "looked"


Steps = Callable[[Step], None]


def unwatched(step: Step) -> None:
    """Nobody watches."""
