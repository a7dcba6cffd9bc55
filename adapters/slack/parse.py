"""Payloads as what they mean in our words. Nothing here asks Slack or the database; None means: not for us."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from adapters.slack.forms import entered
from adapters.slack.payloads import digest, home_of, instant, made_id, part, text
from adapters.slack.places import (
    FromCommand,
    FromHome,
    FromLine,
    FromMessage,
    FromModal,
    Nowhere,
    Place,
    before_home,
    recalled,
)
from adapters.slack.presses import chosen, is_sent, pressed
from adapters.slack.typed import typed
from adapters.slack.views import metadata_of
from adapters.slack.workspaces import Home
from bot.application.requests import Action, Press, Say, Submit

Json = Mapping[str, Any]

SHOW_HOME = Press(action="home")
PEOPLES_SUBTYPES = frozenset({"", "file_share", "thread_broadcast"})
SLACKBOT = "USLACKBOT"
DAILY, QUIZ_ON = "daily", "quiz-on"  # shortcuts, by callback id


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One thing that somebody did. `own_team` is where they belong, if Slack says so; `at` is None if it does not.

    `trigger` allows to open a modal within three seconds. `view` is the view they acted in. `same` names what was
    clicked, so that the second half of a double click can be told.
    """

    event_id: str
    home: Home
    user_id: str
    place: Place
    action: Action
    at: datetime | None = None
    own_team: str = ""
    trigger: str = ""
    view: Json | None = None
    channels: Mapping[str, str] = field(default_factory=dict)
    same: str = ""


def command(body: Json) -> Incoming | None:
    """`/coach ...`"""
    user = text(body, "user_id")
    if not user:
        return None
    line, channels = typed(text(body, "text"))
    return Incoming(
        event_id=made_id("command", text(body, "trigger_id") or digest(body)),
        home=home_of(body),
        user_id=user,
        place=FromCommand(url=text(body, "response_url"), channel=text(body, "channel_id")),
        action=Say(text=line or "help"),
        channels=channels,
    )


def message(body: Json, me: str = "") -> Incoming | None:
    """A line in the app's own direct messages. Edits, joins, bots and whatever else Slack calls a message: None."""
    event = part(body, "event")
    if event.get("channel_type") != "im" or not _from_a_person(event):
        return None
    return _said(body, event, me)


def mention(body: Json, me: str = "") -> Incoming | None:
    """A line in a channel that mentions the app. (In its direct messages the same line comes as a message.)"""
    event = part(body, "event")
    if text(event, "channel").startswith("D") or not _from_a_person(event):
        return None
    return _said(body, event, me)


def home_opened(body: Json) -> Incoming | None:
    """Somebody looks at the Home tab."""
    event = part(body, "event")
    if event.get("tab", "home") != "home" or not event.get("user"):
        return None
    return Incoming(
        event_id=made_id("event", text(body, "event_id") or digest(event)),
        home=home_of(body),
        user_id=text(event, "user"),
        place=FromHome(),
        action=SHOW_HOME,
        at=instant(event.get("event_ts")),
    )


def block_action(body: Json) -> Incoming | None:
    """A button, or an option of a menu. None where nothing is to be done: a link, a choice that is not yet sent."""
    acted = body.get("actions")
    element = acted[0] if isinstance(acted, list) and acted and isinstance(acted[0], dict) else {}
    user = text(part(body, "user"), "id")
    action = pressed(element, body)
    if action is None or not user:
        return None
    at = text(element, "action_ts")
    clicked = f"{user}:{text(element, 'action_id')}"
    place = _place_of(body)
    return Incoming(
        event_id=made_id("action", f"{clicked}:{at}" if at else text(body, "trigger_id")),
        home=home_of(body),
        user_id=user,
        place=place,
        action=action,
        at=instant(at),
        own_team=text(part(body, "user"), "team_id"),
        trigger=text(body, "trigger_id"),
        view=part(body, "view") or None,
        same=f"{clicked}:{_where(body)}:{digest(chosen(body)) if is_sent(element) else ''}",
    )


def submission(body: Json) -> Incoming | None:
    """A form that was sent. Sent twice as it is, it is the same event."""
    view, user = part(body, "view"), text(part(body, "user"), "id")
    if not user:
        return None
    fields = entered(view).values
    return Incoming(
        event_id=made_id("view", f"{text(view, 'id')}:{text(view, 'hash')}:{digest(fields)}"),
        home=home_of(body),
        user_id=user,
        place=recalled(metadata_of(view)),
        action=Submit(action=text(view, "callback_id"), fields=fields),
        own_team=text(part(body, "user"), "team_id"),
        trigger=text(body, "trigger_id"),
        view=view,
    )


def closed(body: Json) -> Incoming | None:
    """A modal that was closed: the Home tab behind it may have to be brought up to date."""
    view, user = part(body, "view"), text(part(body, "user"), "id")
    if not user or not before_home(recalled(metadata_of(view))):
        return None
    return Incoming(
        event_id=made_id("closed", f"{text(view, 'id')}:{text(view, 'hash')}"),
        home=home_of(body),
        user_id=user,
        place=FromHome(),
        action=SHOW_HOME,
        own_team=text(part(body, "user"), "team_id"),
    )


def shortcut(body: Json) -> Incoming | None:
    """A shortcut: today's plan from anywhere, or a question that fits a message."""
    user = text(part(body, "user"), "id")
    if not user:
        return None
    callback = text(body, "callback_id")
    on_message = body.get("type") == "message_action"
    words = text(part(body, "message"), "text")
    values = (typed(words)[0],) if on_message and words else ()
    at = text(body, "action_ts")
    return Incoming(
        event_id=made_id("shortcut", f"{user}:{callback}:{at}" if at else text(body, "trigger_id")),
        home=home_of(body),
        user_id=user,
        place=_shortcut_place(body) if on_message else Nowhere(),
        action=Press(action=callback, values=values),
        at=instant(at),
        own_team=text(part(body, "user"), "team_id"),
        trigger=text(body, "trigger_id"),
    )


def _said(body: Json, event: Json, me: str) -> Incoming | None:
    line, channels = typed(text(event, "text"), me=me or _bot_user(body))
    return Incoming(
        event_id=made_id("event", text(body, "event_id") or digest(event)),
        home=home_of(body),
        user_id=text(event, "user"),
        place=FromLine(channel=text(event, "channel"), thread=text(event, "thread_ts")),
        action=Say(text=line or "help"),
        at=instant(event.get("ts") or event.get("event_ts")),
        own_team=text(event, "user_team") or text(event, "source_team") or text(event, "team"),
        channels=channels,
    )


def _from_a_person(event: Json) -> bool:
    return (
        (event.get("subtype") or "") in PEOPLES_SUBTYPES
        and not event.get("bot_id")
        and not event.get("hidden")
        and event.get("user") not in {None, "", SLACKBOT}
    )


def _place_of(body: Json) -> Place:
    container = part(body, "container")
    view = part(body, "view")
    if view:
        if view.get("type") == "home":
            return FromHome()
        return FromModal(view=text(view, "id"), home=before_home(recalled(metadata_of(view))))
    shown = part(body, "message")
    return FromMessage(
        channel=text(part(body, "channel"), "id") or text(container, "channel_id"),
        url=text(body, "response_url"),
        ts=text(container, "message_ts") or text(shown, "ts"),
        thread=text(container, "thread_ts") or text(shown, "thread_ts"),
        ephemeral=bool(container.get("is_ephemeral")),
    )


def _shortcut_place(body: Json) -> Place:
    return FromMessage(channel=text(part(body, "channel"), "id"), url=text(body, "response_url"), ephemeral=True)


def _where(body: Json) -> str:
    container = part(body, "container")
    return text(container, "message_ts") or text(container, "view_id") or text(part(body, "view"), "id")


def _bot_user(body: Json) -> str:
    listed = body.get("authorizations")
    return text(listed[0], "user_id") if isinstance(listed, list) and listed and isinstance(listed[0], dict) else ""
