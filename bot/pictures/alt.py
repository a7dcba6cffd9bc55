"""Alt text: what a picture says to whoever cannot see it, in facts and figures."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import assert_never

from bot.domain.streak_calendar import DayMark
from bot.pictures import words
from bot.pictures.calendar_days import MARK_WORDS, dates_in_words, days_with
from bot.pictures.takeaway import decimals, gain, heat_text, takeaway
from bot.pictures.values import (
    AnswerDistribution,
    AreaLevel,
    AreaRadar,
    CoverageMap,
    Drawing,
    HeatRow,
    ProgressOverTime,
    StreakCalendar,
    TeamActivity,
    TeamHeatMap,
    WeeklySeries,
)

ALT_TEXT_MAX = 1990  # characters; Slack takes 2,000 for an image block, Discord more than 1,000 per file
_NAME = 60
_TITLE = 80
_SHORT_NAME = 24


def alt_text(drawing: Drawing) -> str:
    """Every figure of the picture in sentences, under 2,000 characters.

    Where they do not all fit (a year of weekly values, a table of fifty technologies) the text sums up what
    it leaves out and says so; `plain_text` never leaves anything out.
    """
    opening = f"{_ended(words.one_line(drawing.title, _TITLE))} {takeaway(drawing)}".lstrip()
    text = ""
    for details in _details(drawing):
        text = f"{opening} {details}".strip()
        if len(text) <= ALT_TEXT_MAX:
            return text
    return words.one_line(text, ALT_TEXT_MAX)


def _ended(title: str) -> str:
    return title if not title or title.endswith((".", "?", "!", words.ELLIPSIS)) else f"{title}."


def _details(drawing: Drawing) -> Iterator[str]:
    """The rest of the alt text, the fullest version first, then shorter ones."""
    match drawing:
        case AreaRadar():
            yield _radar(drawing)
        case StreakCalendar():
            yield from _calendar(drawing)
        case ProgressOverTime():
            yield from _progress(drawing)
        case TeamActivity():
            yield _activity(drawing)
        case TeamHeatMap():
            yield from _heat_map(drawing)
        case AnswerDistribution():
            yield from _answers(drawing)
        case CoverageMap():
            yield from _coverage(drawing)
        case _:
            assert_never(drawing)


def _radar(radar: AreaRadar) -> str:
    then = words.one_line(radar.earlier_label, 30)
    areas = "; ".join(f"{words.one_line(area.title, _NAME)} {_level(area, then)}" for area in radar.areas)
    return f"Radar of {len(radar.areas)} areas, levels from 0 to 5: {areas}."


def _level(area: AreaLevel, then: str) -> str:
    if area.level is None:
        earlier = "" if area.earlier is None else f" ({then} {words.level(area.earlier)})"
        return f"not measured yet{earlier}"
    notes = []
    if area.low is not None and area.high is not None:
        notes.append(f"likely {words.level(area.low)} to {words.level(area.high)}")
    if area.earlier is not None:
        notes.append(f"{then} {words.level(area.earlier)}")
    return words.level(area.level) + (f" ({', '.join(notes)})" if notes else "")


def _calendar(calendar: StreakCalendar) -> Iterator[str]:
    streaks = f"Current streak {calendar.current:,}, longest {calendar.longest:,}."
    if not calendar.marks:
        yield streaks
        return
    last = calendar.first_day + timedelta(days=len(calendar.marks) - 1)
    found = [(mark, days) for mark in DayMark if (days := days_with(calendar, mark))]
    window = f"Calendar from {words.span(calendar.first_day, last)}"
    for dated in (
        {DayMark.FROZEN, DayMark.EXCUSED, DayMark.MISSED, DayMark.OPEN},
        {DayMark.FROZEN, DayMark.MISSED, DayMark.OPEN},
        set[DayMark](),
    ):
        counts = [
            words.count(len(days), f"day {MARK_WORDS[mark]}", f"days {MARK_WORDS[mark]}")
            + (f" ({dates_in_words(days)})" if mark in dated else "")
            for mark, days in found
        ]
        yield f"{window}: {'; '.join(counts)}. {streaks}"


def _progress(progress: ProgressOverTime) -> Iterator[str]:
    if progress.weeks == 0:
        yield "No weeks to show."
        return
    last_week = progress.first_week + timedelta(weeks=progress.weeks - 1)
    places = decimals(progress)
    scale = f"{words.number(progress.lowest)} to {words.number(progress.highest)}"
    opening = (
        f"Line chart of {words.one_line(progress.measure, 40)} ({scale}) over "
        f"{words.count(progress.weeks, 'week')}, {words.span(progress.first_week, last_week)}"
    )
    if progress.this_week is not None:
        opening += f"; today, {words.weekday(progress.today)}, is in week {progress.this_week + 1}"
    full = "; ".join(_all_values(series, places) for series in progress.series)
    yield f"{opening}. Week by week: {full}."
    for extremes in (True, False):
        brief = "; ".join(_first_and_last(series, progress.first_week, places, extremes) for series in progress.series)
        yield f"{opening}. First and last values: {brief}."


def _all_values(series: WeeklySeries, places: int) -> str:
    values = ", ".join("none" if value is None else words.number(value, decimals=places) for value in series.values)
    return f"{words.one_line(series.title, _NAME)} {values}"


def _first_and_last(series: WeeklySeries, first_week: date, places: int, extremes: bool) -> str:
    title = words.one_line(series.title, _NAME)
    if not series.known:
        return f"{title} not measured yet"
    (start, first), (_, last) = series.known[0], series.known[-1]
    text = f"{title} {words.number(first, decimals=places)}"
    moved = gain(series, places)
    if moved is None:
        return f"{text} ({words.day(first_week + timedelta(weeks=start))})"
    text += f" to {words.number(last, decimals=places)}"
    text += f" ({words.number(moved, decimals=places, signed=True)})"
    if extremes:
        values = [value for _, value in series.known]
        low, high = (words.number(bound, decimals=places) for bound in (min(values), max(values)))
        text += f", between {low} and {high}"
    return text


def _activity(activity: TeamActivity) -> str:
    if not activity.days:
        return ""
    days = "; ".join(
        f"{words.weekday(activity.first_day + timedelta(days=index))}: {day.answers:,} + {day.practice:,}"
        for index, day in enumerate(activity.days)
    )
    return f"Stacked bars per day, answers + practice: {days}."


def _heat_map(heat_map: TeamHeatMap) -> Iterator[str]:
    measure = words.one_line(heat_map.measure, _TITLE)
    shape = words.count(len(heat_map.rows), "row"), words.count(len(heat_map.columns), "column")
    opening = f"Heat map of {measure}, {' by '.join(shape)}"
    every = range(len(heat_map.columns))
    ends = sorted({0, len(heat_map.columns) - 1})
    for note, columns, name in (
        ("", list(every), _NAME),
        ("", list(every), _SHORT_NAME),
        (" First and last column only:", ends, _NAME),
        (" First and last column only:", ends, _SHORT_NAME),
    ):
        heads = ", ".join(words.one_line(heat_map.columns[index].title, name) for index in columns)
        rows = "; ".join(_heat_row(heat_map, row, columns, name) for row in heat_map.rows)
        yield f"{opening}.{note} {heads}. {rows}".strip() + ("." if rows else "")


def _heat_row(heat_map: TeamHeatMap, row: HeatRow, columns: list[int], name: int) -> str:
    cells = ("none" if (value := row.values[index]) is None else heat_text(heat_map, index, value) for index in columns)
    return f"{words.one_line(row.title, name)}: {', '.join(cells)}"


def _answers(answers: AnswerDistribution) -> Iterator[str]:
    for length in (160, 90, _SHORT_NAME):
        options = "; ".join(
            f"{words.one_line(option.letter, 8)}{' (right)' if option.right else ''} "
            f"{words.one_line(option.text, length)}: {option.count:,} "
            f"({words.percent(option.count, answers.answered)})"
            for option in answers.options
        )
        yield f"Question: {_ended(words.one_line(answers.question, 3 * length))} Bars per option: {options}."


def _coverage(coverage: CoverageMap) -> Iterator[str]:
    heads = ", ".join(words.one_line(title, 30) for title in coverage.columns)
    opening = f"Table of {words.one_line(coverage.noun, 30)} by {heads} and total."
    if not coverage.rows:
        yield opening
        return
    for name in (_NAME, _SHORT_NAME):
        rows = "; ".join(
            f"{words.one_line(row.title, name)} {', '.join(f'{count:,}' for count in row.counts)}, {row.total:,} in all"
            for row in coverage.rows
        )
        yield f"{opening} {rows}."
    for name in (_NAME, _SHORT_NAME, 12):
        totals = ", ".join(f"{words.one_line(row.title, name)} {row.total:,}" for row in coverage.rows)
        yield f"{opening} Row totals only: {totals}."
