"""The app loses its tokens, and is told so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.loopback.slack.deliveries import Ack
from tests.loopback.slack.state import Json, Token, TokenState

if TYPE_CHECKING:
    from tests.loopback.slack.server import LoopbackSlack


async def uninstall(slack: LoopbackSlack, home: str) -> list[Ack]:
    """Somebody removes the app: `tokens_revoked` and `app_uninstalled` arrive after the tokens are dead."""
    return await _end(slack, home, "inactive", [{"type": "app_uninstalled"}])


async def revoke_tokens(slack: LoopbackSlack, home: str) -> list[Ack]:
    """Somebody revokes the app's tokens."""
    return await _end(slack, home, "revoked", [])


async def _end(slack: LoopbackSlack, home: str, state: TokenState, events: list[Json]) -> list[Ack]:
    ending = [token for token in slack.world.tokens.values() if token.kind != "app" and _home(token) == home]
    revoked: Json = {
        "type": "tokens_revoked",
        "tokens": {"oauth": [], "bot": sorted({token.user_id for token in ending})},
    }
    team = next(team.id for team in slack.world.workspaces.values() if home in {team.id, team.enterprise_id})
    payloads = [slack.payloads.event(team, event) for event in [revoked, *events]]
    for token in ending:
        token.state = state
    await slack.changes.announce()
    wanted = [payload for payload in payloads if payload["event"]["type"] in slack.app.events]
    return [await slack.deliver("events_api", payload) for payload in wanted]


def _home(token: Token) -> str | None:
    return token.enterprise_id if token.is_enterprise_install else token.team_id
