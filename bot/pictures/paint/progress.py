"""Progress over weeks: up to three series as lines in one chart, more as a row of their own each."""

from bot.pictures.paint.card import Card, opened
from bot.pictures.paint.progress_lines import paint_lines
from bot.pictures.paint.progress_rows import paint_rows
from bot.pictures.values import ProgressOverTime

_TOGETHER = 3  # more lines than that could not be told apart without colour


def paint_progress(progress: ProgressOverTime) -> Card:
    """The week of today is marked by a line through the chart."""
    card = opened(progress, generic_title="Progress")
    if progress.weeks == 0:
        return card
    if len(progress.series) <= _TOGETHER:
        paint_lines(card, progress)
    else:
        paint_rows(card, progress)
    return card
