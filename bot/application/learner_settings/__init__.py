"""The learner's settings: each one can be shown, set by a line of text, and set by a form field.

A new setting is a `Setting` in `when.py` or `what.py` and its place in `SETTINGS`.
"""

from collections.abc import Mapping

from bot.application.learner_settings.base import Setting
from bot.application.learner_settings.what import AREAS, LANGUAGES, LEVEL, NAMED, SITES, VISIBLE
from bot.application.learner_settings.when import NUDGE, PROMPTS, TIME, TIMEZONE, WEEKDAYS
from bot.application.learner_settings.where import HOME

SETTINGS: Mapping[str, Setting] = {
    setting.key: setting
    for setting in (
        TIMEZONE,
        PROMPTS,
        TIME,
        WEEKDAYS,
        NUDGE,
        AREAS,
        LEVEL,
        LANGUAGES,
        SITES,
        NAMED,
        VISIBLE,
        HOME,
    )
}

__all__ = ["SETTINGS", "Setting"]
