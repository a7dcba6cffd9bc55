"""Plain text with every fact of a picture, aligned for terminals and for platforms without pictures."""

import textwrap
from collections.abc import Sequence
from datetime import timedelta
from typing import assert_never

from bot.domain.streak_calendar import DayMark
from bot.pictures import words
from bot.pictures.calendar_days import MARK_WORDS, dates_in_words, days_with, month_labels, weeks
from bot.pictures.columns import bar, spark, table, width
from bot.pictures.takeaway import decimals, gain, heat_text, takeaway
from bot.pictures.values import (
    LEVEL_MAX,
    AnswerDistribution,
    AreaLevel,
    AreaRadar,
    CoverageMap,
    Drawing,
    ProgressOverTime,
    StreakCalendar,
    TeamActivity,
    TeamHeatMap,
)

LINE_MAX = 72  # columns, for the parts that wrap
_NAME = 28
_NONE = "-"
DAY_SIGNS = {
    DayMark.COUNTED: "■",
    DayMark.FROZEN: "◆",
    DayMark.EXCUSED: "–",  # noqa: RUF001 - a dash, meant
    DayMark.MISSED: "x",
    DayMark.OPEN: "□",
    DayMark.FUTURE: "·",
}


def plain_text(drawing: Drawing) -> str:
    """The picture as lines of text (no trailing newline): title, take-away, then every figure, aligned."""
    opening = [words.one_line(drawing.title, LINE_MAX), *_wrapped(takeaway(drawing))]
    return "\n".join([*opening, "", *_body(drawing)]).rstrip()


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, LINE_MAX, initial_indent=indent, subsequent_indent=indent)


def _name(title: str) -> str:
    return words.one_line(title, _NAME)


def _body(drawing: Drawing) -> list[str]:
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


def _radar(radar: AreaRadar) -> list[str]:
    then = words.one_line(radar.earlier_label, 12)
    heads = ["Area (levels 0 to 5)", "", "now", "likely", then, "change"]
    rows = [heads, *(_radar_row(area) for area in radar.areas)]
    used = [index for index in range(len(heads)) if index < 3 or any(row[index] != _NONE for row in rows[1:])]
    return table([[row[index] for index in used] for row in rows], left=2)


def _radar_row(area: AreaLevel) -> list[str]:
    band = _NONE
    if area.low is not None and area.high is not None:
        band = f"{words.level(area.low)} to {words.level(area.high)}"
    return [
        _name(area.title),
        bar(area.level or 0, LEVEL_MAX, 10),
        _NONE if area.level is None else words.level(area.level),
        band,
        _NONE if area.earlier is None else words.level(area.earlier),
        _NONE if area.change is None else words.change(area.change),
    ]


def _calendar(calendar: StreakCalendar) -> list[str]:
    streaks = f"Current streak {calendar.current:,}, longest {calendar.longest:,}."
    if not calendar.marks:
        return [streaks]
    columns = weeks(calendar)
    gap = " " if len(columns) <= 26 else ""
    step = 1 + len(gap)
    header = [" "] * (len(columns) * step + 4)
    for column, month in month_labels([monday for monday, _ in columns], room=4 // step):
        header[column * step : column * step + 3] = month
    lines = ["    " + "".join(header).rstrip()]
    for weekday, name in enumerate(words.WEEKDAYS):
        marks = [marks[weekday] for _, marks in columns]
        signs = gap.join(" " if mark is None else DAY_SIGNS[mark] for mark in marks)
        lines.append(f"{name} {signs}".rstrip())
    last = calendar.first_day + timedelta(days=len(calendar.marks) - 1)
    lines += ["", words.span(calendar.first_day, last)]
    for mark in DayMark:
        if days := days_with(calendar, mark):
            dates = "" if mark in {DayMark.COUNTED, DayMark.FUTURE} else f": {dates_in_words(days)}"
            lines += textwrap.wrap(
                f"{DAY_SIGNS[mark]} {len(days):,} {MARK_WORDS[mark]}{dates}", LINE_MAX, subsequent_indent="  "
            )
    return [*lines, streaks]


def _progress(progress: ProgressOverTime) -> list[str]:
    if progress.weeks == 0:
        return ["No weeks to show."]
    places = decimals(progress)
    lines: list[str] = []
    for series in progress.series:
        sparks = "".join(spark(value, progress.lowest, progress.highest) for value in series.values)
        values = [_NONE if value is None else words.number(value, decimals=places) for value in series.values]
        moved = gain(series, places)
        ends = "" if moved is None else f" ({words.number(moved, decimals=places, signed=True)})"
        lines += [f"{_name(series.title)}{ends}", f"  {sparks}", *_wrapped(" ".join(values), "  ")]
    if progress.this_week is not None:
        lines.append(f"Today, {words.weekday(progress.today)}, is in week {progress.this_week + 1}.")
    last_week = progress.first_week + timedelta(weeks=progress.weeks - 1)
    note = (
        f"{words.one_line(progress.measure, 40)}, scale {words.number(progress.lowest)} to "
        f"{words.number(progress.highest)}; {words.count(progress.weeks, 'week')}, one value each, "
        f"{words.span(progress.first_week, last_week)}"
    )
    return [*lines, *_wrapped(note)]


def _activity(activity: TeamActivity) -> list[str]:
    if not activity.days:
        return []
    highest = max(day.total for day in activity.days)
    rows = [["Day", "", "answers", "practice", "total"]]
    for index, day in enumerate(activity.days):
        answers = bar(day.answers, highest, 20)
        practice = "▒" * (round(20 * day.total / highest) - width(answers)) if highest else ""
        if day.practice and not practice:
            practice = "▒"
        label = words.weekday(activity.first_day + timedelta(days=index))
        rows.append([label, answers + practice, f"{day.answers:,}", f"{day.practice:,}", f"{day.total:,}"])
    return [*table(rows, left=2), "█ answers  ▒ practice"]


def _heat_map(heat_map: TeamHeatMap) -> list[str]:
    heads = ["", *(words.one_line(column.title, 16) for column in heat_map.columns)]
    rows = [
        [
            _name(row.title),
            *(_NONE if value is None else heat_text(heat_map, index, value) for index, value in enumerate(row.values)),
        ]
        for row in heat_map.rows
    ]
    note = f"{words.one_line(heat_map.measure, 100)}; {_NONE} means none, or too little to show"
    return [*_in_parts(heads, rows), *_wrapped(note)]


def _in_parts(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table; where it would be wider than a line its columns follow in further tables below."""
    for first_width in range(len(heads), 1, -1):
        lines = table([row[:first_width] for row in [heads, *rows]])
        if max(map(width, lines)) <= LINE_MAX or first_width == 2:
            break
    if first_width == len(heads):
        return lines
    rest = [[row[0], *row[first_width:]] for row in rows]
    return [*lines, "", *_in_parts([heads[0], *heads[first_width:]], rest)]


def _answers(answers: AnswerDistribution) -> list[str]:
    highest = max(option.count for option in answers.options)
    lines = [*_wrapped(words.one_line(answers.question, 600)), ""]
    rows = [
        [
            f"{words.one_line(option.letter, 8)} {'✓' if option.right else ' '}",
            bar(option.count, highest, 20),
            f"{option.count:,}",
            words.percent(option.count, answers.answered),
        ]
        for option in answers.options
    ]
    for option, line in zip(answers.options, table(rows, left=2), strict=True):
        lines += [line, *_wrapped(words.one_line(option.text, 300), "    ")]
    legend = "✓ marks the right answer; " if any(option.right for option in answers.options) else ""
    return [*lines, f"{legend}{words.count(answers.answered, 'person', 'people')} answered"]


def _coverage(coverage: CoverageMap) -> list[str]:
    heads = ["", *(words.one_line(title, 16) for title in coverage.columns), "total"]
    rows = [[_name(row.title), *(f"{count:,}" for count in row.counts), f"{row.total:,}"] for row in coverage.rows]
    sums = [sum(column) for column in zip(*(row.counts for row in coverage.rows), strict=True)]
    if sums:
        rows.append(["total", *(f"{count:,}" for count in sums), f"{coverage.total:,}"])
    return _in_parts(heads, rows) if rows else []
