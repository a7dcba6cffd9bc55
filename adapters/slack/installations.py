"""slack_sdk's store of installations, with everything secret in it encrypted."""

from collections.abc import Iterable
from typing import TypeVar

from slack_sdk.oauth.installation_store.models.bot import Bot
from slack_sdk.oauth.installation_store.models.installation import Installation
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.engine import storage_errors
from bot.storage.tables import slack_bots, slack_installations, slack_workspaces
from bot.vault import FORMAT, Vault

PURPOSE = "slack tokens"
BOT_SECRETS = ("bot_token", "bot_refresh_token")
SECRETS = (*BOT_SECRETS, "user_token", "user_refresh_token")

Kept = TypeVar("Kept", Bot, Installation)


class EncryptedInstallations(AsyncSQLAlchemyInstallationStore):
    """Installations of the app. Methods raise `StorageUnavailable`, and `SettingsError` when a key is missing."""

    def __init__(self, client_id: str, engine: AsyncEngine, vault: Vault) -> None:
        super().__init__(client_id, engine)
        self._vault = vault

    async def async_save(self, installation: Installation) -> None:
        """Store an installation, and its bot with it."""
        with storage_errors():
            await super().async_save(self._sealed(installation, SECRETS))

    async def async_save_bot(self, bot: Bot) -> None:
        """Store a bot."""
        with storage_errors():
            await super().async_save_bot(self._sealed(bot, BOT_SECRETS))

    async def async_find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        """The bot of a workspace, or of a whole enterprise."""
        with storage_errors():
            found = await super().async_find_bot(
                enterprise_id=enterprise_id, team_id=team_id, is_enterprise_install=is_enterprise_install
            )
        return self._opened(found, BOT_SECRETS) if found else None

    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        """The installation of a workspace, or of a whole enterprise."""
        with storage_errors():
            found = await super().async_find_installation(
                enterprise_id=enterprise_id,
                team_id=team_id,
                user_id=user_id,
                is_enterprise_install=is_enterprise_install,
            )
        return self._opened(found, SECRETS) if found else None

    async def remove(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Forget the tokens of a workspace or enterprise."""
        with storage_errors():
            await self.async_delete_bot(enterprise_id=enterprise_id, team_id=team_id)
            await self.async_delete_installation(enterprise_id=enterprise_id, team_id=team_id)

    async def home_of(self, team_id: str) -> tuple[str | None, str | None] | None:
        """Where the app is installed that serves a workspace: (enterprise, workspace or None for org-wide)."""
        bots = slack_bots.c
        with storage_errors():
            async with self.engine.connect() as connection:
                own = select(bots.enterprise_id).where(bots.client_id == self.client_id, bots.team_id == team_id)
                row = (await connection.execute(own.order_by(bots.installed_at.desc()).limit(1))).first()
                if row is not None:
                    return row.enterprise_id, team_id
                enterprise = select(slack_workspaces.c.enterprise_id).where(slack_workspaces.c.team_id == team_id)
                row = (await connection.execute(enterprise)).first()
        return (row.enterprise_id, None) if row is not None else None

    async def home_of_enterprise(self, enterprise_id: str) -> tuple[str | None, str | None] | None:
        """Where the app is installed in an enterprise: org-wide, else in the workspace that came last."""
        bots = slack_bots.c
        with storage_errors():
            async with self.engine.connect() as connection:
                rows = await connection.execute(
                    select(bots.team_id)
                    .where(bots.client_id == self.client_id, bots.enterprise_id == enterprise_id)
                    .order_by(bots.installed_at.desc())
                )
                teams = [row.team_id for row in rows]
        if not teams:
            return None
        return enterprise_id, None if None in teams else teams[0]

    async def belongs(self, team_id: str, enterprise_id: str) -> None:
        """Remember which enterprise a workspace is part of: a message to one of its channels needs that token."""
        with storage_errors():
            async with self.engine.begin() as connection:
                await connection.execute(delete(slack_workspaces).where(slack_workspaces.c.team_id == team_id))
                await connection.execute(insert(slack_workspaces).values(team_id=team_id, enterprise_id=enterprise_id))

    async def workspaces_of(self, enterprise_id: str) -> list[str]:
        """The workspaces of an enterprise that we have met."""
        with storage_errors():
            async with self.engine.connect() as connection:
                rows = await connection.execute(
                    select(slack_workspaces.c.team_id).where(slack_workspaces.c.enterprise_id == enterprise_id)
                )
                return [row.team_id for row in rows]

    async def renew(self) -> int:
        """Encrypt anew, by the first key, what older keys have encrypted; how many rows that were."""
        with storage_errors():
            renewed = await self._renewed(slack_bots, BOT_SECRETS)
            return renewed + await self._renewed(slack_installations, SECRETS)

    async def _renewed(self, table: Table, names: Iterable[str]) -> int:
        count = 0
        async with self.engine.begin() as connection:
            rows = (await connection.execute(select(table.c.id, *(table.c[name] for name in names)))).mappings().all()
            for row in rows:
                old = {name: row[name] for name in names if row[name] and not self._vault.is_current(row[name])}
                if old:
                    values = {name: self._seal(self._open(sealed)) for name, sealed in old.items()}
                    await connection.execute(update(table).where(table.c.id == row["id"]).values(values))
                    count += 1
        return count

    def _sealed(self, kept: Kept, names: Iterable[str]) -> Kept:
        copy = type(kept)(**kept.to_dict_for_copying())
        for name in names:
            setattr(copy, name, self._seal(getattr(kept, name)))
        return copy

    def _opened(self, kept: Kept, names: Iterable[str]) -> Kept:
        for name in names:
            setattr(kept, name, self._open(getattr(kept, name)))
        return kept

    def _seal(self, secret: str | None) -> str | None:
        if secret is None or _is_sealed(secret):
            return secret
        return self._vault.encrypt(PURPOSE, secret)

    def _open(self, sealed: str | None) -> str | None:
        if sealed is None or not _is_sealed(sealed):
            return sealed
        return self._vault.decrypt(PURPOSE, sealed)


def _is_sealed(text: str) -> bool:
    return text.startswith(f"{FORMAT}.")
