"""The settings: read once from the environment (and `.env`), checked together, handed on as one frozen value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values
from platformdirs import user_data_path

from bot.errors import SettingsError

SECRET_KEY_MIN = 32  # characters; what `python -c "import secrets; print(secrets.token_urlsafe(32))"` gives is longer


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackSettings:
    """How to reach Slack. An app token switches Socket Mode on, a signing secret HTTP mode; both may be on."""

    bot_token: str | None = field(default=None, repr=False)
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    client_id: str | None = None
    client_secret: str | None = field(default=None, repr=False)
    api_url: str | None = None

    @property
    def on(self) -> bool:
        """Whether Slack is configured at all."""
        return bool(self.app_token or self.signing_secret)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscordSettings:
    """How to reach Discord, and which of its shards this process may have.

    `shards` is their number, None for as many as Discord recommends; `shard_ids` are this process's, None for all.
    """

    token: str | None = field(default=None, repr=False)
    api_url: str | None = None
    shards: int | None = None
    shard_ids: tuple[int, ...] | None = None

    @property
    def on(self) -> bool:
        """Whether Discord is configured."""
        return bool(self.token)


@dataclass(frozen=True, slots=True, kw_only=True)
class TutorSettings:
    """How to reach the LLM that tutors, if any."""

    api_key: str | None = field(default=None, repr=False)
    base_url: str | None = None
    model: str | None = None

    @property
    def on(self) -> bool:
        """Whether a tutor is configured."""
        return bool(self.model and (self.api_key or self.base_url))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that the environment decides."""

    database_url: str = field(repr=False)
    port: int | None = None
    secret_keys: tuple[str, ...] = field(default=(), repr=False)
    slack: SlackSettings = SlackSettings()
    discord: DiscordSettings = DiscordSettings()
    tutor: TutorSettings = TutorSettings()
    leetcode_url: str | None = None
    codewars_url: str | None = None


def default_database_url() -> str:
    """A SQLite file in the user's data directory."""
    return f"sqlite:///{user_data_path('skill-coach') / 'coach.db'}"


def gathered(environment: Mapping[str, str], env_file: Path) -> dict[str, str]:
    """The environment over the `.env` file; empty values count as not set."""
    from_file = {key: value or "" for key, value in dotenv_values(env_file).items()} if env_file.is_file() else {}
    return {key: value.strip() for key, value in {**from_file, **environment}.items() if value.strip()}


def read_settings(variables: Mapping[str, str]) -> Settings:
    """The settings in these variables. Raises `SettingsError` with one line for every mistake."""
    mistakes: list[str] = []
    get = variables.get
    port = _port(get("PORT"), mistakes)
    for name in ("OPENAI_BASE_URL", *_ADDRESSES):
        _check_address(name, get(name), mistakes)
    _check_token("SLACK_BOT_TOKEN", get("SLACK_BOT_TOKEN"), "xoxb-", mistakes)
    _check_token("SLACK_APP_TOKEN", get("SLACK_APP_TOKEN"), "xapp-", mistakes)
    keys = tuple(key.strip() for key in (get("COACH_SECRET_KEY") or "").split(",") if key.strip())
    _check_slack(variables, keys, port, mistakes)
    if any(len(key) < SECRET_KEY_MIN for key in keys):
        mistakes.append(
            f"COACH_SECRET_KEY: a key is shorter than {SECRET_KEY_MIN} characters; make one with "
            '`python3 -c "import secrets; print(secrets.token_urlsafe(32))"`'
        )
    if get("OPENAI_API_KEY") and not get("COACH_OPENAI_MODEL"):
        mistakes.append("COACH_OPENAI_MODEL: missing, though OPENAI_API_KEY is set; name the model to use")
    discord = _discord(variables, mistakes)
    if mistakes:
        raise SettingsError("\n".join(mistakes))
    return Settings(
        database_url=get("DATABASE_URL") or default_database_url(),
        port=port,
        secret_keys=keys,
        slack=SlackSettings(
            bot_token=get("SLACK_BOT_TOKEN"),
            app_token=get("SLACK_APP_TOKEN"),
            signing_secret=get("SLACK_SIGNING_SECRET"),
            client_id=get("SLACK_CLIENT_ID"),
            client_secret=get("SLACK_CLIENT_SECRET"),
            api_url=get("COACH_SLACK_API_URL"),
        ),
        discord=discord,
        tutor=TutorSettings(
            api_key=get("OPENAI_API_KEY"), base_url=get("OPENAI_BASE_URL"), model=get("COACH_OPENAI_MODEL")
        ),
        leetcode_url=get("COACH_LEETCODE_URL"),
        codewars_url=get("COACH_CODEWARS_URL"),
    )


_ADDRESSES = ("COACH_SLACK_API_URL", "COACH_DISCORD_API_URL", "COACH_LEETCODE_URL", "COACH_CODEWARS_URL")


def _discord(variables: Mapping[str, str], mistakes: list[str]) -> DiscordSettings:
    token, text = variables.get("DISCORD_TOKEN"), variables.get("COACH_DISCORD_SHARDS", "auto")
    if token is not None and _DISCORD_TOKEN.fullmatch(token) is None:
        mistakes.append("DISCORD_TOKEN: has blanks or a word before it; copy the token alone, without `Bot`")
    shards = _shards(text)
    if shards is None:
        mistakes.append(
            f"COACH_DISCORD_SHARDS: {text!r} is not understood; write auto, a number of shards like 4, "
            "or this process's part of them like 0-1/4"
        )
    count, ids = shards or (None, None)
    return DiscordSettings(token=token, api_url=variables.get("COACH_DISCORD_API_URL"), shards=count, shard_ids=ids)


_DISCORD_TOKEN = re.compile(r"\S+")
_SHARDS = re.compile(r"(?:(?P<ids>\d{1,5}(?:-\d{1,5})?(?:,\d{1,5}(?:-\d{1,5})?)*)/)?(?P<count>\d{1,5})", re.ASCII)


def _shards(text: str) -> tuple[int | None, tuple[int, ...] | None] | None:
    """Number of shards and this process's; None when not understood. `auto`, `4`, `0-1/4`, `0,3/4`."""
    if text.casefold() == "auto":
        return None, None
    match = _SHARDS.fullmatch(text.replace(" ", ""))
    if match is None or int(match["count"]) < 1:
        return None
    count, ids = int(match["count"]), set[int]()
    for part in (match["ids"] or "").split(",") if match["ids"] else ():
        first, _, last = part.partition("-")
        ids |= set(range(int(first), int(last or first) + 1))
    if match["ids"] and (not ids or max(ids) >= count):
        return None
    return count, tuple(sorted(ids)) or None


def _port(text: str | None, mistakes: list[str]) -> int | None:
    if text is None:
        return None
    if text.isascii() and text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    mistakes.append("PORT: not a port number; use one from 1 to 65535, such as 8080")
    return None


def _check_address(name: str, text: str | None, mistakes: list[str]) -> None:
    if text is not None:
        parts = urlsplit(text)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            mistakes.append(f"{name}: not a web address; it begins with https://")


def _check_token(name: str, text: str | None, start: str, mistakes: list[str]) -> None:
    if text is not None and not text.startswith(start):
        mistakes.append(f"{name}: begins with {start} when copied whole; look again in the app's settings")


def _check_slack(variables: Mapping[str, str], keys: tuple[str, ...], port: int | None, mistakes: list[str]) -> None:
    has = variables.get
    if bool(has("SLACK_CLIENT_ID")) != bool(has("SLACK_CLIENT_SECRET")):
        missing = "SLACK_CLIENT_SECRET" if has("SLACK_CLIENT_ID") else "SLACK_CLIENT_ID"
        mistakes.append(f"{missing}: missing; installing in many workspaces needs both the client id and secret")
    if has("SLACK_CLIENT_ID") and not keys:
        mistakes.append("COACH_SECRET_KEY: missing; SLACK_CLIENT_ID needs it, to keep the workspaces' tokens encrypted")
    if has("SLACK_CLIENT_ID") and not has("SLACK_SIGNING_SECRET"):
        mistakes.append("SLACK_SIGNING_SECRET: missing; installing in many workspaces goes over HTTP, which needs it")
    if has("SLACK_APP_TOKEN") and not (has("SLACK_BOT_TOKEN") or has("SLACK_CLIENT_ID")):
        mistakes.append("SLACK_BOT_TOKEN: missing; SLACK_APP_TOKEN alone cannot write messages")
    if has("SLACK_BOT_TOKEN") and not (has("SLACK_APP_TOKEN") or has("SLACK_SIGNING_SECRET")):
        mistakes.append(
            "SLACK_APP_TOKEN: missing; set it for Socket Mode, or SLACK_SIGNING_SECRET and PORT for HTTP mode"
        )
    if has("SLACK_SIGNING_SECRET") and port is None and not has("PORT"):
        mistakes.append("PORT: missing; SLACK_SIGNING_SECRET switches HTTP mode on, which listens on it")
