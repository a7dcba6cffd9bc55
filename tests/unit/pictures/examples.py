"""Drawings at the edges of what is allowed: nothing, one of it, as much as there may be, odd names."""

from datetime import date

from bot.pictures.drawings import (
    AnswerDistribution,
    AreaLevel,
    AreaRadar,
    CoverageMap,
    CoverageRow,
    DayActivity,
    DayMark,
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
from content.technologies import TECHNOLOGIES

MONDAY = date(2026, 7, 6)
TITLES = tuple(AREA_TITLES.values())
LONG = "A title that goes on and on because somebody wanted every circumstance of this week named in it"
ODD = "Q&A \U0001f680 <b>$x_1$</b> \u30c1\u30fc\u30e0 \U0001f468\u200d\U0001f469\u200d\U0001f467 @here\nend"
FOREIGN = "\u958b\u767a\u30c1\u30fc\u30e0"
C, F, E, M = DayMark.COUNTED, DayMark.FROZEN, DayMark.EXCUSED, DayMark.MISSED


def _areas(levels: tuple[float | None, ...]) -> tuple[AreaLevel, ...]:
    return tuple(AreaLevel(title=title, level=level) for title, level in zip(TITLES, levels, strict=True))


def _year_of_marks() -> tuple[DayMark, ...]:
    week = (C, C, C, C, C, E, E)
    return (*week * 20, *(C, C, M, M, C, E, E), *week * 11, *(C, F, C, C, F, E, E), *week * 19, C, C)


def _wave(week: int, offset: int) -> float:
    return round(1.2 + offset * 0.4 + week * 0.03 + (0.2 if (week + offset) % 5 == 0 else 0), 1)


def _progress(*series: WeeklySeries, title: str = "Your progress", today: date = MONDAY) -> ProgressOverTime:
    return ProgressOverTime(title=title, first_week=MONDAY, today=today, series=series)


def _heat(columns: int, rows: tuple[str, ...] = TITLES, unit: str = "%") -> TeamHeatMap:
    return TeamHeatMap(
        measure="share of right answers",
        columns=tuple(HeatColumn(title=f"W{index + 1}", unit=unit) for index in range(columns)),
        rows=tuple(
            HeatRow(title=title, values=tuple((37 * at + 11 * index) % 101 for index in range(columns)))
            for at, title in enumerate(rows)
        ),
    )


def _options(*counts: int, right: str = "B", text: str = "An option") -> tuple[OptionCount, ...]:
    return tuple(
        OptionCount(letter=letter, text=f"{text} {letter}", count=count, right=letter in right)
        for letter, count in zip("ABCDEFGHIJ", counts, strict=False)
    )


EXAMPLES: dict[str, Drawing] = {
    "radar-nothing-measured": AreaRadar(areas=_areas((None,) * 10)),
    "radar-one-area-measured": AreaRadar(areas=_areas((2.5, *(None,) * 9))),
    "radar-all-at-five": AreaRadar(areas=_areas((5.0,) * 10)),
    "radar-of-three": AreaRadar(
        areas=(
            AreaLevel(title="Databases", level=2, low=0, high=5, earlier=2),
            AreaLevel(title="APIs", level=0, low=0, high=1.2, earlier=1),
            AreaLevel(title=ODD, earlier=3.3),
        )
    ),
    "radar-of-twelve-long-names": AreaRadar(
        title=LONG,
        earlier_label="at the beginning of the year before the last",
        areas=tuple(
            AreaLevel(title=LONG[index:], level=index / 3, low=0, high=5, earlier=5 - index / 3) for index in range(12)
        ),
    ),
    "streak-no-days": StreakCalendar(first_day=MONDAY, marks=(), current=0, longest=0, freezes=1),
    "streak-one-day": StreakCalendar(first_day=date(2026, 7, 8), marks=(C,), current=1, longest=1),
    "streak-fourteen-days": StreakCalendar(
        first_day=date(2026, 7, 2),
        marks=(C, C, E, E, C, F, C, M, M, E, E, C, C, DayMark.OPEN, DayMark.FUTURE),
        current=2,
        longest=4,
        freezes=0,
    ),
    "streak-half-a-year": StreakCalendar(
        first_day=MONDAY, marks=_year_of_marks()[:182], current=60, longest=120, freezes=2
    ),
    "streak-fifty-three-weeks": StreakCalendar(
        title=LONG, first_day=MONDAY, marks=_year_of_marks(), current=164, longest=1164, freezes=2
    ),
    "progress-no-weeks": _progress(WeeklySeries(title="Overall", values=())),
    "progress-nothing-known": _progress(WeeklySeries(title="Overall", values=(None,) * 6)),
    "progress-one-point": _progress(WeeklySeries(title="Overall", values=(2.4,))),
    "progress-one-point-late": _progress(
        WeeklySeries(title="Overall", values=(None, None, 2.4, None)), today=date(2026, 7, 22)
    ),
    "progress-flat-at-the-top": _progress(WeeklySeries(title="Overall", values=(5.0,) * 5)),
    "progress-three-that-cross": _progress(
        WeeklySeries(title="Testing and debugging", values=(1.0, 1.5, 2.0, None, 2.9, 3.0)),
        WeeklySeries(title="Servers and cloud", values=(3.2, 3.1, 3.2, 3.2, 3.0, 3.1)),
        WeeklySeries(title=LONG, values=(None, None, 2.9, 2.8, 2.9, 3.0)),
        title=LONG,
        today=date(2026, 8, 12),
    ),
    "progress-year-of-one": _progress(
        WeeklySeries(title="Overall", values=tuple(_wave(week, 2) for week in range(53))),
        today=date(2027, 7, 7),
    ),
    "progress-year-of-ten": _progress(
        *(
            WeeklySeries(title=title, values=tuple(_wave(week, offset) for week in range(53)))
            for offset, title in enumerate(TITLES[:5])
        ),
        *(
            WeeklySeries(title=title, values=(None,) * offset * 10 + (3.0,) * (53 - offset * 10))
            for offset, title in enumerate(TITLES[5:], start=1)
        ),
        WeeklySeries(title=ODD, values=(None,) * 53),
        today=date(2027, 3, 1),
    ),
    "progress-other-scale": ProgressOverTime(
        first_week=MONDAY,
        today=MONDAY,
        series=(WeeklySeries(title="Rating", values=(1350.4, 1402.6, 1398)),),
        measure="rating",
        lowest=0,
        highest=3000,
    ),
    "activity-no-days": TeamActivity(first_day=MONDAY, days=()),
    "activity-nothing-done": TeamActivity(first_day=MONDAY, days=(DayActivity(),) * 7),
    "activity-one-day": TeamActivity(first_day=MONDAY, days=(DayActivity(answers=1),)),
    "activity-fourteen-days": TeamActivity(
        title=LONG,
        first_day=date(2026, 6, 25),
        days=tuple(DayActivity(answers=7 * n % 13 * 3, practice=5 * n % 7) for n in range(14)),
    ),
    "activity-thousands": TeamActivity(
        first_day=date(2026, 6, 25),
        days=tuple(DayActivity(answers=997 * n % 4000, practice=311 * n % 1500) for n in range(14)),
    ),
    "activity-five-weeks": TeamActivity(
        first_day=date(2026, 6, 3), days=tuple(DayActivity(answers=n, practice=n % 3) for n in range(35))
    ),
    "heat-no-rows": _heat(6, rows=()),
    "heat-one-cell": _heat(1, rows=("Databases",)),
    "heat-nothing-known": TeamHeatMap(
        measure="share of right answers",
        columns=(HeatColumn(title="W1"), HeatColumn(title="W2")),
        rows=(HeatRow(title="Databases", values=(None, None)), HeatRow(title="APIs", values=(None, None))),
    ),
    "heat-fourteen-weeks": _heat(14),
    "heat-fifty-three-weeks": _heat(53, rows=(*TITLES, LONG, FOREIGN)),
    "heat-by-measure": TeamHeatMap(
        title=ODD,
        measure="what was done and how it went",
        one_scale=False,
        columns=(
            HeatColumn(title="Answers given"),
            HeatColumn(title="Share of right answers", unit="%"),
            HeatColumn(title="Change of level", signed=True),
            HeatColumn(title="Time per answer", unit="s"),
        ),
        rows=(
            HeatRow(title="Databases", values=(12345, 81.25, 0.35, 12.5)),
            HeatRow(title="Servers and cloud", values=(2, 0, -0.5, None)),
            HeatRow(title="APIs", values=(0, 100, 0, 1234.5)),
        ),
    ),
    "answers-nobody": AnswerDistribution(question="Which?", options=_options(0, 0, 0), answered=0),
    "answers-one-person": AnswerDistribution(question="Which?", options=_options(1, 0), answered=1),
    "answers-several-right": AnswerDistribution(
        question="Which of these hold?", options=_options(9, 7, 3, 14, right="AD"), answered=14
    ),
    "answers-ten-long": AnswerDistribution(
        title=LONG,
        question=" ".join([LONG, ODD] * 3),
        options=_options(1200, 15, 3, 14, 0, 1, 2, 3, 4, 5, text=f"{LONG}, {LONG}"),
        answered=1247,
    ),
    "answers-no-right-one": AnswerDistribution(
        question="Where next?",
        options=(
            OptionCount(letter="", text=FOREIGN, count=3),
            OptionCount(letter="", text="", count=2),
        ),
        answered=5,
    ),
    "coverage-no-rows": CoverageMap(columns=("1", "2"), rows=()),
    "coverage-all-empty": CoverageMap(columns=("1", "2"), rows=(CoverageRow(title="Databases", counts=(0, 0)),)),
    "coverage-technologies": CoverageMap(
        title="Question bank: technology by kind",
        columns=("single", "multiple", "true-false", "short-text", "output", "order", "free-text"),
        rows=tuple(
            CoverageRow(title=title, counts=tuple((at * 7 + column * 5) % 23 for column in range(7)))
            for at, title in enumerate(TECHNOLOGIES.values())
        ),
    ),
    "coverage-eight-columns-of-thousands": CoverageMap(
        title=ODD,
        columns=tuple(f"column {index}" for index in range(8)),
        rows=tuple(CoverageRow(title=title, counts=(1234,) * 8) for title in (LONG, *TITLES)),
    ),
}
