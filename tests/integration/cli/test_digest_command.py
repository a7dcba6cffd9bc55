"""`coach digest preview`: the digest as it would be posted now, as text and pictures, and nothing posted."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli.digest import preview
from bot.cli.settings import Settings, read_settings
from bot.errors import OperatorError
from tests.talk import FrozenClock, talk
from tests.team_talk import member, posted, team_of


@pytest.fixture
def settings(sqlite_url: str) -> Settings:
    """Of a database with a team of three, who practised three days ago."""

    async def practised() -> None:
        clock = FrozenClock(datetime.now(UTC) - timedelta(days=3))
        async with talk(sqlite_url, clock=clock) as base:
            for name in ("ann", "ben", "cem"):
                one = member(base, name)
                await one.say("quiz databases")
                await one.say("the right one")
            await member(base, "ann").say("settings named on")

    asyncio.run(practised())
    return read_settings({"DATABASE_URL": sqlite_url})


@pytest.mark.parametrize("name", ["T1", "slack:T1", "ours"])
def test_text_and_pictures_are_written_for_a_team(settings: Settings, sqlite_url: str, tmp_path: Path, name: str):
    async def our_id() -> str:
        async with talk(sqlite_url) as base:
            return str((await team_of(base)).id)

    preview(settings, team=asyncio.run(our_id()) if name == "ours" else name, out=tmp_path / "new" / "folder")
    files = {path.name: path.read_bytes() for path in (tmp_path / "new" / "folder").iterdir()}
    assert set(files) == {"digest.txt", "team-activity.png", "the-team-by-area.png"}
    text = files["digest.txt"].decode()
    assert "3 people took part: ann and 2 others" in text
    assert "Team activity" in text
    assert all(content.startswith(b"\x89PNG") for file, content in files.items() if file.endswith(".png"))


def test_nothing_is_posted(settings: Settings, sqlite_url: str, tmp_path: Path):
    async def deliveries() -> int:
        async with talk(sqlite_url) as base:
            return len(await posted(base))

    preview(settings, team="T1", out=tmp_path)
    assert asyncio.run(deliveries()) == 0


@pytest.mark.parametrize("name", ["T9", "discord:T1", "nonsense"])
def test_an_unknown_team_is_answered_with_those_there_are(settings: Settings, tmp_path: Path, name: str):
    with pytest.raises(OperatorError, match=r"there is no team .*known are: slack:T1"):
        preview(settings, team=name, out=tmp_path)


def test_a_folder_that_cannot_be_written_is_named_with_the_mend(settings: Settings, tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OperatorError, match="--out: cannot write"):
        preview(settings, team="T1", out=tmp_path / "file" / "folder")
