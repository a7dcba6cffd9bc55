"""Where Discord is: its own addresses, or those of a stand-in for tests, proxies and mirrors."""

import re
from urllib.parse import urlencode

import yarl
from discord import gateway, http

API_VERSION = 10
DISCORD_API = f"https://discord.com/api/v{API_VERSION}"
AUTHORIZE = "https://discord.com/oauth2/authorize"

_VERSIONED = re.compile(r"/v\d+$")


def api_base(url: str | None) -> str:
    """The base of all paths. Of another address the host is enough: `/api/v10` is added where it is missing."""
    if url is None:
        return DISCORD_API
    base = url.rstrip("/")
    if _VERSIONED.search(base):
        return base
    return f"{base}/v{API_VERSION}" if yarl.URL(base).path.rstrip("/") else f"{base}/api/v{API_VERSION}"


def point_library_at(base: str, gateway_url: str | None = None) -> None:
    """Send discord.py to these addresses.

    It has no option for either: the base is an attribute of its class, to be set before a client is made, and
    it never asks for the gateway's address but connects to a constant.
    """
    http.Route.BASE = base
    if gateway_url:
        gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)


def install_link(application_id: str, *, permissions: int) -> str:
    """Where an admin adds the coach to a server."""
    query = {
        "client_id": application_id,
        "scope": "bot applications.commands",
        "permissions": str(permissions),
        "integration_type": "0",
    }
    return f"{AUTHORIZE}?{urlencode(query)}"


def personal_install_link(application_id: str) -> str:
    """Where a person adds the coach to their own account, to use it anywhere."""
    query = {"client_id": application_id, "scope": "applications.commands", "integration_type": "1"}
    return f"{AUTHORIZE}?{urlencode(query)}"
