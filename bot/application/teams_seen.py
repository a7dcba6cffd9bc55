"""What a platform tells when a session begins: which teams have the coach."""

from collections.abc import Callable

from bot.application import notices
from bot.application.requests import Platform, TeamKey
from bot.application.services import Services


async def teams_seen(services: Services, platform: Platform, there: Callable[[str], bool]) -> None:
    """Teams without the coach took it out while nobody was listening.

    `there` is asked with the platform's own ids. Raises `StorageUnavailable`.
    """
    async with services.uow() as uow:
        teams = await uow.teams.installed(platform.value)
    for team in teams:
        if not there(team.external_id):
            await notices.team_left(services, TeamKey(platform=platform, external_id=team.external_id))
