"""Discord's events as requests in our words: guild is team, user is account, channel is conversation."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import discord
from discord.utils import snowflake_time

from adapters.discord import ids
from adapters.discord.commands import QUIZ_ON_THIS, ROOT
from adapters.discord.modals import fields_sent
from bot.application.requests import (
    AccountKey,
    Action,
    Conversation,
    Invoke,
    Platform,
    Press,
    Request,
    Say,
    Submit,
    TeamKey,
    Visitor,
)

SUBJECT_CHARACTERS = 2000  # of a message that somebody wants to be quizzed on
UNKNOWN = "?"  # an action that is none of ours: the core answers it politely

_CHANNEL = re.compile(r"<#(\d{1,20})>")


def account_of(user_id: int | str) -> AccountKey:
    """An account on Discord; its ids are the same everywhere, so it has no scope."""
    return AccountKey(platform=Platform.DISCORD, scope="", user_id=str(user_id))


def team_of(guild_id: int | str) -> TeamKey:
    """A server."""
    return TeamKey(platform=Platform.DISCORD, external_id=str(guild_id))


def request_of(event: discord.Interaction, action: Action) -> Request:
    """The request of an interaction, whatever it asks for."""
    return Request(
        event_id=str(event.id),
        at=snowflake_time(event.id),
        visitor=Visitor(
            account=account_of(event.user.id),
            locale=str(event.locale),
            is_admin=event.guild_id is not None and event.permissions.manage_guild,
            name=event.user.display_name,
        ),
        conversation=Conversation(id=str(event.channel_id or event.id), is_dm=is_dm(event)),
        action=action,
        # Where a person brought the coach along by themselves, the server has nothing to do with it.
        team=team_of(event.guild_id) if event.guild_id and event.is_guild_integration() else None,
        channels=_channels_named(event.guild, _words(action)),
    )


def is_dm(event: discord.Interaction) -> bool:
    """Whether this happens in the direct messages with the coach itself."""
    return event.guild_id is None and not event.context.private_channel and not event.context.guild


def message_request(
    message: discord.Message, action: Action, *, conversation: Conversation, team: TeamKey | None
) -> Request:
    """The request of a message to the coach."""
    permissions = getattr(message.author, "guild_permissions", None)
    return Request(
        event_id=str(message.id),
        at=message.created_at,
        visitor=Visitor(
            account=account_of(message.author.id),
            is_admin=bool(permissions and permissions.manage_guild),
            name=message.author.display_name,
        ),
        conversation=conversation,
        action=action,
        team=team,
        channels=_channels_named(message.guild, _words(action)),
    )


def command_action(data: Mapping[str, Any]) -> Action:
    """What a slash command or a context menu asks for."""
    if data.get("name") == QUIZ_ON_THIS:
        messages: Mapping[str, Any] = (data.get("resolved") or {}).get("messages") or {}
        target = messages.get(str(data.get("target_id"))) or {}
        return Press(action="quiz-on", values=(_text_of(target)[:SUBJECT_CHARACTERS],))
    name, options = chosen(data)
    return Invoke(command=name, arguments={key: str(option["value"]) for key, option in options.items()})


def chosen(data: Mapping[str, Any]) -> tuple[str, dict[str, Mapping[str, Any]]]:
    """The command under `/coach` with its options by name."""
    for option in data.get("options") or ():
        if option.get("type") == 1:
            return str(option["name"]), {str(one["name"]): one for one in option.get("options") or ()}
    return ("help" if data.get("name") == ROOT else str(data.get("name"))), {}


def component_action(data: Mapping[str, Any], custom_id: ids.CustomId | None) -> Action:
    """What a button or a menu asks for."""
    if custom_id is None:
        return Press(action=UNKNOWN)
    if custom_id.line:
        return Say(text=custom_id.line)
    values = tuple(map(str, data.get("values") or ()))
    return Press(action=custom_id.action, values=(custom_id.key,) if custom_id.key else values)


def form_action(data: Mapping[str, Any]) -> Action:
    """What a sent modal says."""
    custom_id = ids.read(str(data.get("custom_id")))
    if custom_id is None:
        return Press(action=UNKNOWN)
    fields = fields_sent(data.get("components") or (), blank=custom_id.blank)
    return Submit(action=custom_id.action, fields=fields)


def _text_of(message: Mapping[str, Any]) -> str:
    """The words of a message as Discord resolves it: its text and its texts of the new style."""
    return "\n".join([str(message.get("content") or ""), *_displayed(message.get("components") or ())]).strip()


def _displayed(components: Any) -> Iterator[str]:
    for component in components:
        if isinstance(component, Mapping):
            if isinstance(component.get("content"), str):
                yield component["content"]
            yield from _displayed(component.get("components") or ())


def _words(action: Action) -> Iterator[str]:
    match action:
        case Say(text=text):
            yield text
        case Invoke(arguments=values) | Submit(fields=values):
            yield from values.values()


def _channels_named(guild: discord.Guild | None, texts: Iterator[str]) -> dict[str, Conversation]:
    """The channels of the server that a text names, by the words that do."""
    if guild is None:
        return {}
    return {
        match[0]: Conversation(id=match[1], is_dm=False)
        for text in texts
        for match in _CHANNEL.finditer(text)
        if guild.get_channel(int(match[1])) is not None
    }


def event_age_s(event_id: int, now: datetime) -> float:
    """Seconds since Discord made this event, by our clock."""
    return (now - snowflake_time(event_id)).total_seconds()
