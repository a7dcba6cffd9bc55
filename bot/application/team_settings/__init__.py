"""The team's settings: each one can be shown, set by a line of text, and set by a form field.

A new setting is a `TeamSetting` in `when.py`, `where.py` or `what.py` and its place in `TEAM_SETTINGS`.
"""

from collections.abc import Mapping

from bot.application.team_settings.base import TeamSetting
from bot.application.team_settings.what import PACKS, TUTOR, VISIBLE
from bot.application.team_settings.when import (
    CHALLENGE_TIME,
    DIGEST_DAY,
    DIGEST_TIME,
    QUESTION_DAYS,
    QUESTION_TIME,
    TIMEZONE,
)
from bot.application.team_settings.where import DIGEST_CHANNEL, QUESTION_CHANNEL

TEAM_SETTINGS: Mapping[str, TeamSetting] = {
    setting.key: setting
    for setting in (
        TIMEZONE,
        DIGEST_CHANNEL,
        DIGEST_DAY,
        DIGEST_TIME,
        QUESTION_CHANNEL,
        QUESTION_TIME,
        QUESTION_DAYS,
        CHALLENGE_TIME,
        VISIBLE,
        PACKS,
        TUTOR,
    )
}

__all__ = ["TEAM_SETTINGS", "TeamSetting"]
