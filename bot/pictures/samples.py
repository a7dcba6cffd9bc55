"""One drawing of each kind from made-up figures, labelled as samples, for the gallery and the docs."""

from datetime import date

from bot.domain.streak_calendar import DayMark
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
from content.areas import AREA_TITLES

_TITLES = tuple(AREA_TITLES.values())
_LEVELS = (3.4, 2.6, 3.9, 3.1, 1.8, 1.4, 2.9, 3.6, 2.2, 3.0)
_EARLIER = (3.1, 2.6, 3.3, 2.9, 1.9, 0.8, 2.4, 3.5, 1.7, 2.8)
_BANDS = (0.3, 0.4, 0.25, 0.5, 0.7, 0.8, 0.4, 0.3, 0.6, 0.4)
_MARKS = {
    "#": DayMark.COUNTED,
    "*": DayMark.FROZEN,
    "-": DayMark.EXCUSED,
    "x": DayMark.MISSED,
    "o": DayMark.OPEN,
    ".": DayMark.FUTURE,
}
# A word per week from Monday: a freeze spent, a week's holiday, a streak of 26 that two freezes could not save.
_DAYS = "#####-- ####*-- #####-- #####-# ------- #####-- #**x#-- #####-- #####-- ######- ###*#-- ##o...."


def _radar() -> AreaRadar:
    areas = tuple(
        AreaLevel(title=title, level=level, low=level - band, high=min(5.0, level + band), earlier=earlier)
        for title, level, band, earlier in zip(_TITLES, _LEVELS, _BANDS, _EARLIER, strict=True)
    )
    return AreaRadar(title="Sample: your skill areas", areas=areas)


def _streak() -> StreakCalendar:
    marks = tuple(_MARKS[sign] for sign in _DAYS if sign in _MARKS)
    first_day = date(2026, 4, 20)
    return StreakCalendar(
        title="Sample: your streak", first_day=first_day, marks=marks, current=23, longest=26, freezes=2
    )


def _progress() -> ProgressOverTime:
    values = (1.9, 2.0, 2.0, 2.2, 2.3, None, None, 2.4, 2.6, 2.7, 2.7, 2.9)
    return ProgressOverTime(
        title="Sample: your progress",
        first_week=date(2026, 4, 20),
        today=date(2026, 7, 8),
        series=(WeeklySeries(title="Overall level", values=values),),
    )


def _areas_over_time() -> ProgressOverTime:
    weeks = 12
    series = tuple(
        WeeklySeries(
            title=title,
            values=tuple(
                # A wave makes the lines look lived in; the ends are the radar's levels.
                round(earlier + (level - earlier) * week / (weeks - 1) + (0.12 if week % 4 == 2 else 0), 1)
                for week in range(weeks)
            ),
        )
        for title, earlier, level in zip(_TITLES, _EARLIER, _LEVELS, strict=True)
    )
    return ProgressOverTime(
        title="Sample: your progress by area",
        first_week=date(2026, 4, 20),
        today=date(2026, 7, 8),
        series=series,
    )


def _activity() -> TeamActivity:
    days = ((31, 6), (38, 9), (35, 4), (41, 11), (24, 7), (5, 2), (3, 0))
    return TeamActivity(
        title="Sample: team activity",
        first_day=date(2026, 7, 6),
        days=tuple(DayActivity(answers=answers, practice=practice) for answers, practice in days),
    )


def _heat_map() -> TeamHeatMap:
    lifts = (0, 3, -2, 4, 2, 5)
    rows = tuple(
        HeatRow(
            title=title,
            values=tuple(
                None if title == "Security" and week < 2 else round(30 + 13 * level + lift * (index % 3 + 1))
                for week, lift in enumerate(lifts)
            ),
        )
        for index, (title, level) in enumerate(zip(_TITLES, _LEVELS, strict=True))
    )
    columns = tuple(HeatColumn(title=f"W{week}", unit="%") for week in range(23, 29))
    return TeamHeatMap(
        title="Sample: right answers by area",
        measure="share of answers that were right, per week",
        columns=columns,
        rows=rows,
    )


def _week_by_area() -> TeamHeatMap:
    columns = (
        HeatColumn(title="right", unit="%"),
        HeatColumn(title="answers"),
        HeatColumn(title="moved", signed=True),
    )
    rows = tuple(
        HeatRow(
            title=title,
            values=(round(30 + 13 * level), (17 * index + 9) % 41 + 4, round(level - earlier, 1)),
        )
        for index, (title, level, earlier) in enumerate(zip(_TITLES, _LEVELS, _EARLIER, strict=True))
    )
    return TeamHeatMap(
        title="Sample: the team's week by area",
        measure="share of right answers, answers given, change of level since last week",
        columns=columns,
        rows=rows,
        one_scale=False,
    )


def _answers() -> AnswerDistribution:
    options = (
        ("A", "It locks the whole table until the transaction ends", 3, False),
        ("B", "It locks the selected rows until the transaction ends", 9, True),
        ("C", "It only keeps other transactions from reading the rows", 4, False),
        ("D", "It has no effect outside a stored procedure", 1, False),
    )
    return AnswerDistribution(
        title="Sample: challenge result",
        question="What does SELECT ... FOR UPDATE do in PostgreSQL?",
        options=tuple(
            OptionCount(letter=letter, text=text, count=count, right=right) for letter, text, count, right in options
        ),
        answered=17,
    )


def _coverage() -> CoverageMap:
    shape = (14, 18, 20, 13, 6)
    rows = tuple(
        CoverageRow(
            title=title,
            counts=tuple(
                0 if index == 8 and level == 4 else max(1, count + (index * 5 + level * 3) % 7 - 3)
                for level, count in enumerate(shape)
            ),
        )
        for index, title in enumerate(_TITLES)
    )
    columns = tuple(f"level {level}" for level in range(1, 6))
    return CoverageMap(title="Sample: questions by area and level", columns=columns, rows=rows)


def samples() -> dict[str, Drawing]:
    """The samples by file name without ending."""
    return {
        "area-radar": _radar(),
        "streak-calendar": _streak(),
        "progress": _progress(),
        "progress-by-area": _areas_over_time(),
        "team-activity": _activity(),
        "team-heat-map": _heat_map(),
        "team-week-by-area": _week_by_area(),
        "challenge-result": _answers(),
        "question-coverage": _coverage(),
    }
