"""Reading Slack's payloads: whatever is missing or of another shape is empty."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from adapters.slack.workspaces import Home

Json = Mapping[str, Any]

EVENT_ID_MAX = 100


def text(values: Json, name: str) -> str:
    """A string of an object."""
    value = values.get(name)
    return value if isinstance(value, str) else ""


def part(values: Json, name: str) -> Json:
    """An object within an object."""
    value = values.get(name)
    return value if isinstance(value, dict) else {}


def instant(timestamp: object) -> datetime | None:
    """A Slack timestamp ("1727.000200") as an instant."""
    try:
        return datetime.fromtimestamp(float(str(timestamp)), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def digest(value: object) -> str:
    """A short name of a value, the same for the same value."""
    return hashlib.sha256(repr(value).encode()).hexdigest()[:24]


def made_id(kind: str, name: str) -> str:
    """The id of an event, by what tells it from all others."""
    whole = f"{kind}:{name}"
    return whole if len(whole) <= EVENT_ID_MAX else f"{kind}:{hashlib.sha256(name.encode()).hexdigest()}"


def home_of(body: Json) -> Home:
    """The workspace in which the app was used."""
    listed = body.get("authorizations")
    granted = listed[0] if isinstance(listed, list) and listed and isinstance(listed[0], dict) else {}
    team = part(body, "team")
    enterprise = (
        text(part(body, "enterprise"), "id")
        or text(granted, "enterprise_id")
        or text(body, "enterprise_id")
        or text(team, "enterprise_id")
    )
    named = (
        text(part(body, "view"), "app_installed_team_id"),
        text(team, "id"),
        text(granted, "team_id"),
        text(body, "team_id"),
        text(part(body, "user"), "team_id"),
    )
    is_org = (granted or body).get("is_enterprise_install") in {True, "true"}
    return Home(
        team_id=next((team_id for team_id in named if team_id.startswith("T")), ""),
        enterprise_id=enterprise or None,
        is_org=is_org,
    )
