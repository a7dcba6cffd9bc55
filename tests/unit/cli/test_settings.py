"""Settings are values: every mistake is told at once, in one line that names the variable and the mend."""

from pathlib import Path

import pytest

from bot.cli.settings import Settings, gathered, read_settings
from bot.errors import SettingsError

KEY = "k" * 40
DOCUMENTED = {
    line.lstrip("# ").split("=")[0]
    for line in (Path(__file__).parents[3] / ".env.example").read_text().splitlines()
    if "=" in line and line.lstrip("# ").split("=")[0].isupper()
}


def refused(**variables: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        read_settings(variables)
    return str(caught.value).splitlines()


def test_nothing_set_is_a_coach_in_the_terminal_on_sqlite():
    settings = read_settings({})
    assert settings.database_url.startswith("sqlite:///")
    assert not settings.slack.on
    assert not settings.discord.on
    assert not settings.tutor.on


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"PORT": "eighty"}, "PORT: not a port number"),
        ({"PORT": "70000"}, "PORT: not a port number"),
        ({"SLACK_BOT_TOKEN": "abc", "SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN: begins with xoxb-"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN: missing"),
        ({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN: missing"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}, "PORT: missing"),
        (
            {"SLACK_CLIENT_ID": "1", "SLACK_SIGNING_SECRET": "s", "PORT": "80", "COACH_SECRET_KEY": KEY},
            "SECRET: missing",
        ),
        (
            {"SLACK_CLIENT_ID": "1", "SLACK_CLIENT_SECRET": "2", "SLACK_SIGNING_SECRET": "s", "PORT": "80"},
            "COACH_SECRET_KEY: missing",
        ),
        ({"COACH_SECRET_KEY": "short"}, "COACH_SECRET_KEY: a key is shorter"),
        ({"OPENAI_API_KEY": "sk-1"}, "COACH_OPENAI_MODEL: missing"),
        ({"COACH_SLACK_API_URL": "localhost:80"}, "COACH_SLACK_API_URL: not a web address"),
    ],
)
def test_a_mistake_names_the_variable_and_the_mend(variables, named):
    (line,) = refused(**variables)
    assert named in line


def test_all_mistakes_are_told_at_once():
    assert len(refused(PORT="x", OPENAI_API_KEY="sk-1", COACH_SECRET_KEY="short")) == 3


def test_no_refusal_repeats_a_secret():
    lines = refused(SLACK_BOT_TOKEN="wrong-secret-1", COACH_SECRET_KEY="secret-2", PORT="x")
    assert not any("secret-" in line for line in lines)


def test_no_secret_shows_when_settings_are_printed():
    settings = read_settings(
        {
            "DATABASE_URL": "postgresql://u:secret-0@h/d",
            "SLACK_BOT_TOKEN": "xoxb-secret-1",
            "SLACK_APP_TOKEN": "xapp-secret-2",
            "DISCORD_TOKEN": "secret-3",
            "OPENAI_API_KEY": "secret-4",
            "COACH_OPENAI_MODEL": "a-model",
            "COACH_SECRET_KEY": f"secret-5{KEY}",
        }
    )
    assert "secret-" not in repr(settings)


def test_the_environment_wins_over_the_env_file_and_empty_values_do_not_count(tmp_path):
    file = tmp_path / ".env"
    file.write_text("PORT=1\nDISCORD_TOKEN=from-file\nCOACH_SECRET_KEY=\n")
    found = gathered({"PORT": "2", "DATABASE_URL": " "}, file)
    assert found == {"PORT": "2", "DISCORD_TOKEN": "from-file"}


def test_several_keys_are_taken_in_order():
    assert read_settings({"COACH_SECRET_KEY": f"{KEY}1, {KEY}2"}).secret_keys == (f"{KEY}1", f"{KEY}2")


def test_the_example_file_names_every_variable_that_is_read():
    asked: set[str] = set()

    class Recorder(dict[str, str]):
        def get(self, key, default=None):
            asked.add(key)
            return default

    assert isinstance(read_settings(Recorder()), Settings)
    assert asked <= DOCUMENTED, f"not in .env.example: {asked - DOCUMENTED}"
    assert asked >= DOCUMENTED, f"in .env.example, but never read: {DOCUMENTED - asked}"
