"""What every team setting offers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.application.visit import Visit
from bot.domain.people import Team, TeamSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSetting:
    """One setting of a team. `show` gives the present value as people type it; `read` the settings after a typed one.

    `read` raises `BadSetting` with values that it would take instead. `offers` are values for a choosing form
    field; none means free text. `many` allows several of them.
    """

    key: str
    label: str
    help: str
    example: str
    show: Callable[[Visit, TeamSettings], str]
    read: Callable[[Visit, Team, str], Awaitable[TeamSettings]]
    offers: Callable[[Visit, TeamSettings], tuple[tuple[str, str], ...]] = lambda _visit, _settings: ()
    many: bool = False
