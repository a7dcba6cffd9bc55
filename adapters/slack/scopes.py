"""What the app may do, and why: the one list for the manifest, the OAuth flow and `coach doctor`."""

from collections.abc import Mapping

# The bot cannot do its work without these.
NEEDED: Mapping[str, str] = {
    "commands": "the slash command and the shortcuts",
    "chat:write": "to answer, and to send prompts and digests",
    "im:write": "to open a direct message for prompts",
    "im:history": "to read what is written to the bot in its direct messages",
    "app_mentions:read": "to answer where it is mentioned in a channel",
    "users:read": "the time zone and language of a profile, and who is an admin",
}
# Without these something is missing, and everything else works.
OPTIONAL: Mapping[str, str] = {
    "files:write": "to show pictures, and to send an export as a file",
    "channels:read": "to tell whether the bot is in the channel that a digest goes to",
    "groups:read": "the same for private channels",
    "channels:history": "to find out, after a crash, whether a digest had been posted",
    "groups:history": "the same for private channels",
}
EVENTS: Mapping[str, str] = {
    "message.im": "lines written to the bot",
    "app_mention": "lines that mention it in a channel",
    "app_home_opened": "the Home tab",
    "app_uninstalled": "to stop sending",
    "tokens_revoked": "to stop sending",
    "user_change": "so that the time of the daily prompt follows a changed time zone",
}


def all_scopes() -> tuple[str, ...]:
    """Every scope that is asked for."""
    return (*NEEDED, *OPTIONAL)
