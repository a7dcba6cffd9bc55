"""The one line under a picture's title: what it comes down to. Also opens its alt text and plain text."""

from datetime import timedelta
from typing import assert_never

from bot.domain.streak_calendar import DayMark
from bot.pictures import words
from bot.pictures.values import (
    AnswerDistribution,
    AreaRadar,
    CoverageMap,
    Drawing,
    ProgressOverTime,
    StreakCalendar,
    TeamActivity,
    TeamHeatMap,
    WeeklySeries,
)

_NAME = 40  # characters of a name that a take-away shows


def takeaway(drawing: Drawing) -> str:
    """One or two short sentences, made from the same values as the picture."""
    match drawing:
        case AreaRadar():
            return _radar(drawing)
        case StreakCalendar():
            return _calendar(drawing)
        case ProgressOverTime():
            return _progress(drawing)
        case TeamActivity():
            return _activity(drawing)
        case TeamHeatMap():
            return _heat_map(drawing)
        case AnswerDistribution():
            return _answers(drawing)
        case CoverageMap():
            return _coverage(drawing)
        case _:
            assert_never(drawing)


def _name(title: str) -> str:
    return words.one_line(title, _NAME)


def _radar(radar: AreaRadar) -> str:
    measured = [(area.level, area) for area in radar.areas if area.level is not None]
    if not measured:
        return "Nothing measured yet. Every answer fills in a little."
    level, best = max(measured, key=lambda pair: pair[0])
    lowest, worst = min(measured, key=lambda pair: pair[0])
    if len(measured) == 1:
        return f"{_name(best.title)}: {words.level(level)} of 5. The others are not measured yet."
    if level == lowest:
        return f"All measured areas stand at {words.level(level)} of 5."
    return f"Strongest: {_name(best.title)} {words.level(level)}. Weakest: {_name(worst.title)} {words.level(lowest)}."


def _calendar(calendar: StreakCalendar) -> str:
    if calendar.current == 0 and calendar.longest == 0:
        return "No streak yet. One answer or solved problem starts it."
    if calendar.current == 0:
        text = f"No streak running. Longest: {words.count(calendar.longest, 'day')}."
    elif calendar.current == calendar.longest:
        text = f"{words.count(calendar.current, 'day')} running, the longest so far."
    else:
        text = f"{words.count(calendar.current, 'day')} running; longest: {calendar.longest:,}."
    if calendar.freezes is not None:
        text += f" {words.count(calendar.freezes, 'freeze') if calendar.freezes else 'No freeze'} held."
    if DayMark.OPEN in calendar.marks:
        text += " Today is still open."
    return text


def decimals(progress: ProgressOverTime) -> int:
    """Decimals that a progress picture shows: one; none on wide scales, two on narrow ones."""
    span = progress.highest - progress.lowest
    return 0 if span >= 50 else 1 if span >= 2 else 2


def gain(series: WeeklySeries, decimals: int) -> float | None:
    """Last minus first value, from the rounded figures that people see; None for fewer than two values."""
    known = series.known
    if len(known) < 2:
        return None
    return round(round(known[-1][1], decimals) - round(known[0][1], decimals), decimals)


def _progress(progress: ProgressOverTime) -> str:
    places = decimals(progress)
    known = [series for series in progress.series if series.known]
    if not known:
        return "Nothing measured yet. Every answer fills in a little."
    gains = [(moved, series) for series in known if (moved := gain(series, places)) is not None]
    if not gains:
        week, value = known[0].known[-1]
        when = words.day(progress.first_week + timedelta(weeks=week))
        return f"{_name(known[0].title)}: {words.number(value, decimals=places)} in the week of {when}."
    moved, most = max(gains, key=lambda pair: pair[0])
    if len(known) == 1:
        first, last = most.known[0], most.known[-1]
        end = words.number(last[1], decimals=places)
        spell = words.count(last[0] - first[0], "week")
        if not moved:
            return f"{_name(most.title)}: {end}, as {spell} before."
        start = words.number(first[1], decimals=places)
        change = words.number(moved, decimals=places, signed=True)
        return f"{_name(most.title)}: {start} {words.ARROW} {end} ({change}) in {spell}."
    high = max(known, key=lambda series: series.known[-1][1])
    leader = f"Highest now: {_name(high.title)} {words.number(high.known[-1][1], decimals=places)}."
    if moved <= 0:
        return leader
    return f"{leader} Most gained: {_name(most.title)} {words.number(moved, decimals=places, signed=True)}."


def _activity(activity: TeamActivity) -> str:
    if not activity.days:
        return "No days to show."
    last_day = activity.first_day + timedelta(days=len(activity.days) - 1)
    window = words.span(activity.first_day, last_day)
    answers = sum(day.answers for day in activity.days)
    practice = sum(day.practice for day in activity.days)
    if answers + practice == 0:
        return f"Nothing yet in {window}."
    busiest = max(range(len(activity.days)), key=lambda index: activity.days[index].total)
    text = f"{window}: {words.count(answers, 'answer')}, {words.count(practice, 'practice problem')}."
    if len(activity.days) > 1:
        text += f" Busiest: {words.weekday(activity.first_day + timedelta(days=busiest))}."
    return text


def heat_text(heat_map: TeamHeatMap, index: int, value: float) -> str:
    """A value of a column of the heat map as people see it: `82%`, `+0.3`; one decimal for all or none."""
    column = heat_map.columns[index]
    whole = all(float(row.values[index] or 0).is_integer() for row in heat_map.rows)
    return words.number(value, decimals=0 if whole else 1, unit=column.unit, signed=column.signed)


def _head(title: str) -> str:
    name = _name(title)
    return name[:1].upper() + name[1:]


def _heat_map(heat_map: TeamHeatMap) -> str:
    columns = list(enumerate(heat_map.columns))
    if heat_map.one_scale:  # weeks: the latest that has anything counts
        columns.reverse()
    for index, column in columns:
        cells = [(value, row) for row in heat_map.rows if (value := row.values[index]) is not None]
        if not cells:
            continue
        high, best = max(cells, key=lambda cell: cell[0])
        low, worst = min(cells, key=lambda cell: cell[0])
        if high == low:
            rows = _name(best.title) if len(cells) == 1 else words.count(len(cells), "row")
            return f"{_head(column.title)}: {rows} at {heat_text(heat_map, index, high)}."
        return (
            f"{_head(column.title)}: highest {_name(best.title)} {heat_text(heat_map, index, high)}, "
            f"lowest {_name(worst.title)} {heat_text(heat_map, index, low)}."
        )
    return "Nothing to show yet."


def _answers(answers: AnswerDistribution) -> str:
    right = [option for option in answers.options if option.right]
    letters = words.listed([_name(option.letter or option.text) for option in right])
    if answers.answered == 0:
        return f"Nobody answered. Right: {letters}." if right else "Nobody answered."
    people = words.count(answers.answered, "person", "people")
    if not right:
        return f"{people} answered."
    if len(right) == 1:
        share = words.percent(right[0].count, answers.answered)
        return f"{right[0].count:,} of {people} chose {letters}, the right answer ({share})."
    counts = words.listed([f"{option.count:,}" for option in right])
    return f"Right: {letters}, chosen by {counts} of {people}."


def _coverage(coverage: CoverageMap) -> str:
    noun = _name(coverage.noun)
    if coverage.total == 0:
        return f"No {noun} yet."
    fewest = min(coverage.rows, key=lambda row: row.total)
    empty = sum(count == 0 for row in coverage.rows for count in row.counts)
    text = f"{coverage.total:,} {noun}. Fewest: {_name(fewest.title)} ({fewest.total:,})."
    return f"{text} {words.count(empty, 'empty cell')}." if empty else text
