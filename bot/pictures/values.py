"""What the coach can draw, as frozen values that survive JSON. Nothing here draws or needs matplotlib.

Every value checks itself when it is made: ValueError (msgspec.ValidationError when decoded) for numbers out
of range, for NaN and infinity (JSON has neither) and for tables whose rows do not match their columns.
"""

import math
from datetime import date

import msgspec

from bot.domain.streak_calendar import DayMark

LEVEL_MAX = 5.0
WEEKS_MAX = 54  # a year whose first and last week are cut is spread over 54 calendar weeks
DAYS_MAX = 35
NUMBER_MAX = 1_000_000_000  # keeps every figure short enough to print


def _check_range(what: str, value: float | None, low: float, high: float) -> None:
    if value is not None and not (math.isfinite(value) and low <= value <= high):
        raise ValueError(f"{what} must be from {low:g} to {high:g}, not {value!r}")


def _check_number(what: str, value: float | None) -> None:
    _check_range(what, value, -NUMBER_MAX, NUMBER_MAX)


def _check_count(what: str, value: int | None) -> None:
    _check_range(what, value, 0, NUMBER_MAX)


def _check_size(what: str, size: int, low: int, high: int) -> None:
    if not low <= size <= high:
        raise ValueError(f"{what} must number {low} to {high}, not {size}")


class AreaLevel(msgspec.Struct, frozen=True, kw_only=True):
    """One skill area of a learner. Levels run from 0 to 5; `level` is None until it has been measured.

    `low` and `high` bound the uncertainty around `level` and come together; `earlier` is the level then.
    """

    title: str
    level: float | None = None
    low: float | None = None
    high: float | None = None
    earlier: float | None = None

    def __post_init__(self) -> None:
        for what, value in (("level", self.level), ("low", self.low), ("high", self.high)):
            _check_range(what, value, 0, LEVEL_MAX)
        _check_range("earlier", self.earlier, 0, LEVEL_MAX)
        if (self.low is None) != (self.high is None):
            raise ValueError("low and high come together")
        if self.low is not None and self.high is not None:
            if self.level is None:
                raise ValueError("an uncertainty band needs a level")
            if not self.low <= self.level <= self.high:
                raise ValueError("the level must lie between low and high")

    @property
    def change(self) -> float | None:
        """How far the level has moved since `earlier`, from the rounded figures that people see."""
        if self.level is None or self.earlier is None:
            return None
        return round(round(self.level, 1) - round(self.earlier, 1), 1)


class AreaRadar(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A learner's level in each of 3 to 12 areas, with its uncertainty and optionally the level earlier."""

    areas: tuple[AreaLevel, ...]
    title: str = "Your skill areas"
    earlier_label: str = "4 weeks ago"

    def __post_init__(self) -> None:
        _check_size("areas", len(self.areas), 3, 12)


class StreakCalendar(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Successive learner days from `first_day`, one mark each, spread over at most 54 weeks from Monday.

    `current` and `longest` are the streaks in days, `freezes` how many are held (None: not shown).
    """

    first_day: date
    marks: tuple[DayMark, ...]
    current: int
    longest: int
    freezes: int | None = None
    title: str = "Your streak"

    def __post_init__(self) -> None:
        _check_size("days", len(self.marks) + self.first_day.weekday(), 0, 7 * WEEKS_MAX)
        _check_count("current", self.current)
        _check_count("longest", self.longest)
        _check_count("freezes", self.freezes)
        if self.current > self.longest:
            raise ValueError("the current streak is longer than the longest")


class WeeklySeries(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a progress picture: a value per week, None where there is none."""

    title: str
    values: tuple[float | None, ...]

    @property
    def known(self) -> list[tuple[int, float]]:
        """The weeks that have a value, as (index of the week, value)."""
        return [(week, value) for week, value in enumerate(self.values) if value is not None]


class ProgressOverTime(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """1 to 12 series over successive weeks from `first_week`, with the week of `today` marked.

    Values lie between `lowest` and `highest`, the ends of the scale; `measure` names what they are.
    """

    first_week: date
    series: tuple[WeeklySeries, ...]
    today: date
    title: str = "Your progress"
    measure: str = "level"
    lowest: float = 0.0
    highest: float = LEVEL_MAX

    def __post_init__(self) -> None:
        _check_size("series", len(self.series), 1, 12)
        _check_size("weeks", self.weeks, 0, WEEKS_MAX)
        _check_number("lowest", self.lowest)
        _check_number("highest", self.highest)
        if self.lowest >= self.highest:
            raise ValueError("lowest must lie below highest")
        for series in self.series:
            if len(series.values) != self.weeks:
                raise ValueError("every series needs a value (or None) for every week")
            for value in series.values:
                _check_range(self.measure, value, self.lowest, self.highest)

    @property
    def weeks(self) -> int:
        """How many weeks the picture spans."""
        return len(self.series[0].values)

    @property
    def this_week(self) -> int | None:
        """Index of the week that holds `today`; None if the picture does not reach it."""
        week = (self.today - self.first_week).days // 7
        return week if 0 <= week < self.weeks else None


class DayActivity(msgspec.Struct, frozen=True, kw_only=True):
    """What a team did on one learner day: questions answered, practice problems logged."""

    answers: int = 0
    practice: int = 0

    def __post_init__(self) -> None:
        _check_count("answers", self.answers)
        _check_count("practice", self.practice)

    @property
    def total(self) -> int:
        """Both kinds of activity together."""
        return self.answers + self.practice


class TeamActivity(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A team's activity on up to 35 successive learner days (a digest covers at most 14)."""

    first_day: date
    days: tuple[DayActivity, ...]
    title: str = "Team activity"

    def __post_init__(self) -> None:
        _check_size("days", len(self.days), 0, DAYS_MAX)


class HeatColumn(msgspec.Struct, frozen=True, kw_only=True):
    """A column of the heat map: a week or a measure. `unit` follows each number; `signed` shows a plus."""

    title: str
    unit: str = ""
    signed: bool = False

    def __post_init__(self) -> None:
        _check_size("characters of a unit", len(self.unit), 0, 8)
        if not self.unit.isprintable():
            raise ValueError("a unit must be printable")


class HeatRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the heat map: an area. None where there is nothing, or too little to show."""

    title: str
    values: tuple[float | None, ...]


class TeamHeatMap(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A team's areas by week (`one_scale`: all cells are shaded alike) or by measure (each column by itself).

    `measure` says what the numbers are. Never by person.
    """

    measure: str
    columns: tuple[HeatColumn, ...]
    rows: tuple[HeatRow, ...]
    one_scale: bool = True
    title: str = "Team by area"

    def __post_init__(self) -> None:
        _check_size("columns", len(self.columns), 1, WEEKS_MAX)
        _check_size("rows", len(self.rows), 0, 60)
        for row in self.rows:
            if len(row.values) != len(self.columns):
                raise ValueError(f"row {row.title!r} needs {len(self.columns)} values")
            for value in row.values:
                _check_number(row.title, value)


class OptionCount(msgspec.Struct, frozen=True, kw_only=True):
    """One option of a challenge: its letter as shown, how many chose it and whether it is right.

    A letter has at most 3 characters; it is empty where answers were typed (`text` says which).
    """

    letter: str
    text: str
    count: int
    right: bool = False

    def __post_init__(self) -> None:
        _check_size("characters of a letter", len(self.letter), 0, 3)
        _check_count("count", self.count)


class AnswerDistribution(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """How a channel answered a challenge.

    `answered` counts people: where several options may be chosen, the counts add up to more.
    """

    question: str
    options: tuple[OptionCount, ...]
    answered: int
    title: str = "Challenge result"

    def __post_init__(self) -> None:
        _check_size("options", len(self.options), 1, 10)
        _check_count("answered", self.answered)
        for option in self.options:
            if option.count > self.answered:
                raise ValueError(f"more chose {option.letter!r} than answered")


class CoverageRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a coverage map with a count per column."""

    title: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """The row's counts together."""
        return sum(self.counts)


class CoverageMap(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Counts in a table: area by level, technology by kind. `noun` is what is counted."""

    columns: tuple[str, ...]
    rows: tuple[CoverageRow, ...]
    noun: str = "questions"
    title: str = "Question bank"

    def __post_init__(self) -> None:
        _check_size("columns", len(self.columns), 1, 8)
        _check_size("rows", len(self.rows), 0, 100)
        for row in self.rows:
            if len(row.counts) != len(self.columns):
                raise ValueError(f"row {row.title!r} needs {len(self.columns)} counts")
            for count in row.counts:
                _check_count(row.title, count)

    @property
    def total(self) -> int:
        """All counts together."""
        return sum(row.total for row in self.rows)


Drawing = AreaRadar | StreakCalendar | ProgressOverTime | TeamActivity | TeamHeatMap | AnswerDistribution | CoverageMap
"""Anything that `bot.pictures.draw.draw` draws; JSON tells them apart by their `type` tag."""
