from collections.abc import Callable
from datetime import date

import msgspec
import pytest

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
from tests.unit.pictures.pixels import ALL

MONDAY = date(2026, 7, 6)


@pytest.mark.parametrize("name", ALL)
def test_json_brings_back_an_equal_drawing_of_the_same_kind(name: str) -> None:
    again = msgspec.json.decode(msgspec.json.encode(ALL[name]), type=Drawing)
    assert again == ALL[name]
    assert type(again) is type(ALL[name])


def _series(*values: float | None) -> ProgressOverTime:
    return ProgressOverTime(first_week=MONDAY, today=MONDAY, series=(WeeklySeries(title="Overall", values=values),))


WRONG: dict[str, Callable[[], object]] = {
    "a level above 5": lambda: AreaLevel(title="APIs", level=5.1),
    "a level below 0": lambda: AreaLevel(title="APIs", level=-0.1),
    "a level that is no number": lambda: AreaLevel(title="APIs", level=float("nan")),
    "an infinite level": lambda: AreaLevel(title="APIs", earlier=float("inf")),
    "half a band": lambda: AreaLevel(title="APIs", level=2, low=1),
    "a band beside the level": lambda: AreaLevel(title="APIs", level=2, low=2.5, high=3),
    "a band without a level": lambda: AreaLevel(title="APIs", low=2.5, high=3),
    "a radar of two": lambda: AreaRadar(areas=(AreaLevel(title="APIs"),) * 2),
    "a radar of thirteen": lambda: AreaRadar(areas=(AreaLevel(title="APIs"),) * 13),
    "a negative streak": lambda: StreakCalendar(first_day=MONDAY, marks=(), current=-1, longest=1),
    "a longest streak below the current": lambda: StreakCalendar(first_day=MONDAY, marks=(), current=2, longest=1),
    "days over more than 54 weeks": lambda: StreakCalendar(
        first_day=date(2026, 7, 7), marks=(DayMark.COUNTED,) * 378, current=1, longest=1
    ),
    "no series": lambda: ProgressOverTime(first_week=MONDAY, today=MONDAY, series=()),
    "series of different lengths": lambda: ProgressOverTime(
        first_week=MONDAY,
        today=MONDAY,
        series=(WeeklySeries(title="a", values=(1.0,)), WeeklySeries(title="b", values=())),
    ),
    "a value off the scale": lambda: _series(1.0, 5.5),
    "more than 54 weeks": lambda: _series(*[1.0] * 55),
    "a scale upside down": lambda: ProgressOverTime(
        first_week=MONDAY,
        today=MONDAY,
        series=(WeeklySeries(title="a", values=()),),
        lowest=5,
        highest=0,
    ),
    "a negative count of answers": lambda: DayActivity(answers=-1),
    "a count beyond printing": lambda: DayActivity(practice=10**10),
    "more than 35 days": lambda: TeamActivity(first_day=MONDAY, days=(DayActivity(),) * 36),
    "a unit that is a sentence": lambda: HeatColumn(title="W1", unit="per cent of all"),
    "a unit that breaks the line": lambda: HeatColumn(title="W1", unit="a\nb"),
    "no columns": lambda: TeamHeatMap(measure="m", columns=(), rows=()),
    "a row that does not match the columns": lambda: TeamHeatMap(
        measure="m", columns=(HeatColumn(title="W1"),), rows=(HeatRow(title="APIs", values=(1, 2)),)
    ),
    "an infinite cell": lambda: TeamHeatMap(
        measure="m",
        columns=(HeatColumn(title="W1"),),
        rows=(HeatRow(title="APIs", values=(float("-inf"),)),),
    ),
    "a challenge without options": lambda: AnswerDistribution(question="?", options=(), answered=0),
    "more votes than people": lambda: AnswerDistribution(
        question="?", options=(OptionCount(letter="A", text="a", count=2),), answered=1
    ),
    "a word for a letter": lambda: OptionCount(letter="word", text="a", count=2),
    "counts that do not match the columns": lambda: CoverageMap(
        columns=("1", "2"), rows=(CoverageRow(title="APIs", counts=(1,)),)
    ),
    "a negative count of questions": lambda: CoverageMap(
        columns=("1",), rows=(CoverageRow(title="APIs", counts=(-1,)),)
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_refuses(what: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        WRONG[what]()


def test_json_with_a_wrong_figure_is_refused_when_it_is_read() -> None:
    areas = ",".join(['{"title":"APIs","level":7}'] * 3)
    with pytest.raises(msgspec.ValidationError, match="level must be from 0 to 5"):
        msgspec.json.decode(f'{{"type":"AreaRadar","areas":[{areas}]}}', type=Drawing)


def test_a_change_of_level_agrees_with_the_rounded_figures_beside_it() -> None:
    assert AreaLevel(title="APIs", level=2.04, earlier=1.96).change == 0.0
    assert AreaLevel(title="APIs", level=2.06, earlier=1.94).change == 0.2
    assert AreaLevel(title="APIs", level=2.06).change is None


def test_this_week_is_the_one_that_holds_today() -> None:
    def week(today: date) -> int | None:
        return msgspec.structs.replace(_series(1.0, 2.0), today=today).this_week

    assert [week(date(2026, 7, day)) for day in (5, 6, 12, 13, 19, 20)] == [None, 0, 0, 1, 1, None]
