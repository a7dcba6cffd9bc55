"""Which painter paints which drawing."""

from typing import assert_never

from bot.pictures.paint.activity import paint_activity
from bot.pictures.paint.answers import paint_answers
from bot.pictures.paint.card import Card
from bot.pictures.paint.coverage import paint_coverage
from bot.pictures.paint.heat_map import paint_heat_map
from bot.pictures.paint.progress import paint_progress
from bot.pictures.paint.radar import paint_radar
from bot.pictures.paint.streak import paint_streak
from bot.pictures.values import (
    AnswerDistribution,
    AreaRadar,
    CoverageMap,
    Drawing,
    ProgressOverTime,
    StreakCalendar,
    TeamActivity,
    TeamHeatMap,
)


def paint(drawing: Drawing) -> Card:
    """The drawing on a card, ready to be turned into a PNG."""
    match drawing:
        case AreaRadar():
            return paint_radar(drawing)
        case StreakCalendar():
            return paint_streak(drawing)
        case ProgressOverTime():
            return paint_progress(drawing)
        case TeamActivity():
            return paint_activity(drawing)
        case TeamHeatMap():
            return paint_heat_map(drawing)
        case AnswerDistribution():
            return paint_answers(drawing)
        case CoverageMap():
            return paint_coverage(drawing)
        case _:
            assert_never(drawing)
