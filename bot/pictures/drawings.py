"""The door to the pictures for everyone who does not draw: the values, and the words that say the same."""

from bot.domain.streak_calendar import DayMark
from bot.pictures.alt import alt_text
from bot.pictures.plain import plain_text
from bot.pictures.values import (
    AnswerDistribution,
    AreaLevel,
    AreaRadar,
    CoverageMap,
    CoverageRow,
    DayActivity,
    Drawing,
    HeatColumn,
    HeatRow,
    OptionCount,
    ProgressOverTime,
    StreakCalendar,
    TeamActivity,
    TeamHeatMap,
    WeeklySeries,
)

__all__ = [
    "AnswerDistribution",
    "AreaLevel",
    "AreaRadar",
    "CoverageMap",
    "CoverageRow",
    "DayActivity",
    "DayMark",
    "Drawing",
    "HeatColumn",
    "HeatRow",
    "OptionCount",
    "ProgressOverTime",
    "StreakCalendar",
    "TeamActivity",
    "TeamHeatMap",
    "WeeklySeries",
    "alt_text",
    "plain_text",
]
