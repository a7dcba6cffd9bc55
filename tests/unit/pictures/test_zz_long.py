"""Whatever a drawing holds, it is drawn and put into words."""

import io
from datetime import date

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from PIL import Image

from bot.pictures.draw import draw
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
    alt_text,
    plain_text,
)

names = st.text(max_size=40) | st.sampled_from(["Databases", "Testing and debugging", "CI/CD"])
days = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))
levels = st.floats(min_value=0, max_value=5)
counts = st.integers(min_value=0, max_value=50) | st.integers(min_value=0, max_value=10**9)
numbers = st.none() | st.floats(min_value=-(10**9), max_value=10**9)


@st.composite
def area_levels(draw_from: st.DrawFn) -> AreaLevel:
    low, level, high = sorted(draw_from(st.tuples(levels, levels, levels)))
    full = AreaLevel(title=draw_from(names), level=level, low=low, high=high, earlier=draw_from(st.none() | levels))
    if draw_from(st.booleans()):
        return full
    return msgspec.structs.replace(full, level=draw_from(st.none() | levels), low=None, high=None)


radars = st.builds(
    AreaRadar,
    areas=st.lists(area_levels(), min_size=3, max_size=12).map(tuple),
    title=names,
    earlier_label=names,
)


@st.composite
def calendars(draw_from: st.DrawFn) -> StreakCalendar:
    current = draw_from(counts)
    return StreakCalendar(
        first_day=draw_from(days),
        marks=tuple(draw_from(st.lists(st.sampled_from(DayMark), max_size=372))),
        current=current,
        longest=max(current, draw_from(counts)),
        freezes=draw_from(st.none() | counts),
        title=draw_from(names),
    )


@st.composite
def progresses(draw_from: st.DrawFn) -> ProgressOverTime:
    weeks = draw_from(st.integers(min_value=0, max_value=54))
    values = st.lists(st.none() | levels, min_size=weeks, max_size=weeks).map(tuple)
    first_week = draw_from(days)
    return ProgressOverTime(
        first_week=first_week,
        series=tuple(draw_from(st.lists(st.builds(WeeklySeries, title=names, values=values), min_size=1, max_size=12))),
        today=draw_from(st.just(first_week) | days),
        title=draw_from(names),
        measure=draw_from(names),
        highest=draw_from(st.sampled_from([5.0, 5.5, 10.0, 3000.0])),
    )


activities = st.builds(
    TeamActivity,
    first_day=days,
    days=st.lists(st.builds(DayActivity, answers=counts, practice=counts), max_size=35).map(tuple),
    title=names,
)


@st.composite
def heat_maps(draw_from: st.DrawFn) -> TeamHeatMap:
    columns = draw_from(
        st.lists(
            st.builds(HeatColumn, title=names, unit=st.sampled_from(["", "%", "s", "answers"]), signed=st.booleans()),
            min_size=1,
            max_size=16,
        )
    )
    values = st.lists(numbers, min_size=len(columns), max_size=len(columns)).map(tuple)
    return TeamHeatMap(
        measure=draw_from(names),
        columns=tuple(columns),
        rows=tuple(draw_from(st.lists(st.builds(HeatRow, title=names, values=values), max_size=12))),
        one_scale=draw_from(st.booleans()),
        title=draw_from(names),
    )


@st.composite
def distributions(draw_from: st.DrawFn) -> AnswerDistribution:
    options = draw_from(
        st.lists(
            st.builds(OptionCount, letter=st.text(max_size=3), text=st.text(), count=counts, right=st.booleans()),
            min_size=1,
            max_size=10,
        )
    )
    return AnswerDistribution(
        question=draw_from(st.text()),
        options=tuple(options),
        answered=max(*(option.count for option in options), draw_from(counts)),
        title=draw_from(names),
    )


@st.composite
def coverages(draw_from: st.DrawFn) -> CoverageMap:
    columns = draw_from(st.lists(names, min_size=1, max_size=8))
    row = st.lists(counts, min_size=len(columns), max_size=len(columns)).map(tuple)
    return CoverageMap(
        columns=tuple(columns),
        rows=tuple(draw_from(st.lists(st.builds(CoverageRow, title=names, counts=row), max_size=25))),
        noun=draw_from(names),
        title=draw_from(names),
    )


drawings: SearchStrategy[Drawing] = st.one_of(
    radars, calendars(), progresses(), activities, heat_maps(), distributions(), coverages()
)
slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@settings(slow, max_examples=500)
@given(drawing=drawings)
def test_any_drawing_is_drawn(drawing: Drawing) -> None:
    with Image.open(io.BytesIO(draw(drawing, scale=0.5))) as image:
        image.load()
        assert image.width == 180


@settings(slow, max_examples=2500)
@given(drawing=drawings)
def test_any_drawing_is_put_into_words(drawing: Drawing) -> None:
    assert 10 < len(alt_text(drawing)) < 2000
    assert "\n" not in alt_text(drawing)
    assert plain_text(drawing).strip()


@settings(slow, max_examples=60)
@given(drawing=drawings)
def test_any_drawing_survives_json(drawing: Drawing) -> None:
    assert msgspec.json.decode(msgspec.json.encode(drawing), type=Drawing) == drawing
