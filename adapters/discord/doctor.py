"""What `coach doctor` says of Discord: the token, the application's switches, the gateway, and the install links."""

from collections.abc import Mapping
from typing import Any

import discord

from adapters.discord.addresses import install_link, personal_install_link
from adapters.discord.commands import command_tree, same
from adapters.discord.rest import routes
from adapters.discord.rest.client import Effort, Rest
from adapters.discord.rest.problems import DiscordProblem, Refused
from adapters.discord.serving import discord_api
from bot.application.commands import GRAMMAR
from bot.application.findings import Finding, Standing

PART = "Discord"
QUICKLY = Effort(within_s=8.0, pauses_s=(0.5,))
FEW_STARTS = 50  # of the 1,000 sessions that may be begun in a day
PERSON = "1"  # integration type: installed by a person


def permissions() -> discord.Permissions:
    """All that the coach may do in a server: see a channel, write there with pictures, find its own message again."""
    return discord.Permissions(
        view_channel=True,
        send_messages=True,
        send_messages_in_threads=True,
        attach_files=True,
        read_message_history=True,
    )


async def findings(token: str, api_url: str | None, *, shards: int | None) -> list[Finding]:
    """Ask Discord about everything that it can tell. Never raises."""
    async with discord_api(token, api_url) as rest:
        try:
            return await _examined(rest, shards)
        except Refused as problem:
            if problem.status == 401:
                mend = 'copy DISCORD_TOKEN again from the application\'s page "Bot"'
                return [_finding(Standing.BROKEN, "the token is refused", mend)]
            return [_finding(Standing.BROKEN, f"refused: {problem}", "docs/discord.md tells how to set it up")]
        except DiscordProblem as problem:
            return [_finding(Standing.BROKEN, f"not reachable: {problem}", "check the network, or Discord's status")]


async def _examined(rest: Rest, shards: int | None) -> list[Finding]:
    me = await rest.call(routes.me(), effort=QUICKLY)
    application = await rest.call(routes.application(), effort=QUICKLY)
    gateway = await rest.call(routes.gateway(), effort=QUICKLY)
    application_id = str(application["id"])
    registered = await rest.call(routes.commands(application_id, method="GET"), effort=QUICKLY)
    return [
        _finding(Standing.OK, f"logged in as {me.get('username')} (application {application_id})"),
        *_switches(application),
        *_gateway(gateway, shards),
        _commands(registered),
        _finding(Standing.OK, f"add it to a server: {install_link(application_id, permissions=permissions().value)}"),
        _finding(Standing.OK, f"add it to your own account: {personal_install_link(application_id)}"),
    ]


def _switches(application: Mapping[str, Any]) -> list[Finding]:
    found = []
    if application.get("interactions_endpoint_url"):
        found.append(
            _finding(
                Standing.BROKEN,
                "commands and buttons go to a web address, not to the gateway",
                'empty "Interactions Endpoint URL" on the application\'s page "General Information"',
            )
        )
    kinds = application.get("integration_types_config")
    if isinstance(kinds, Mapping) and kinds and PERSON not in kinds:
        found.append(
            _finding(
                Standing.WARNING,
                "people cannot add it to their own account",
                'switch "User Install" on, on the application\'s page "Installation"',
            )
        )
    return found


def _gateway(told: Mapping[str, Any], shards: int | None) -> list[Finding]:
    limit = told.get("session_start_limit") or {}
    recommended, left = int(told.get("shards") or 1), int(limit.get("remaining", FEW_STARTS))
    found = [_finding(Standing.OK, f"gateway: {shards or recommended} of {recommended} recommended shards")]
    if shards is not None and shards < recommended:
        mend = f"set COACH_DISCORD_SHARDS to {recommended} or more, or to auto"
        found = [_finding(Standing.WARNING, f"gateway: {shards} shards, Discord recommends {recommended}", mend)]
    if left < FEW_STARTS:
        mend = "find out what restarts so often; at 0 Discord takes the token back"
        found.append(_finding(Standing.WARNING, f"only {left} session starts left today", mend))
    return found


def _commands(registered: Any) -> Finding:
    if same(registered or [], command_tree(GRAMMAR.specs.values())):
        return _finding(Standing.OK, "the commands are registered")
    return _finding(Standing.WARNING, "the commands are not registered yet", "the next `coach discord` does it")


def _finding(standing: Standing, told: str, mend: str = "") -> Finding:
    return Finding(part=PART, standing=standing, told=told, mend=mend)
