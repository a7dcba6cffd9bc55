"""`coach doctor`: every part in a line, what is wrong with its mend, and an exit code for scripts."""

import pytest

from bot.cli.doctor import doctor
from bot.cli.settings import read_settings


def test_a_sound_installation_is_told_part_by_part(tmp_path, capsys):
    assert doctor(read_settings({"DATABASE_URL": f"sqlite:///{tmp_path}/coach.db"}))
    told = capsys.readouterr().out
    for part in ("Python", "Question bank", "Practice catalogue", "Database", "Slack: off", "Discord: off"):
        assert part in told


def test_a_database_that_does_not_answer_is_broken_and_told_with_the_mend(capsys):
    assert not doctor(read_settings({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}))
    told = capsys.readouterr().out
    assert "✗ Database" in told
    assert "→ check that it runs and that the address is right" in told


@pytest.mark.parametrize("secret", ["hunter2"])
def test_no_secret_is_printed(secret, capsys):
    doctor(read_settings({"DATABASE_URL": f"postgresql://nobody:{secret}@127.0.0.1:1/none", "DISCORD_TOKEN": secret}))
    assert secret not in capsys.readouterr().out
