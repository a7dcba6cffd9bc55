"""The pictures show their figures: more is more pixels, and another figure is another picture."""

from datetime import date

import msgspec
import numpy as np
import pytest

from bot.pictures import style
from bot.pictures.draw import draw
from bot.pictures.drawings import (
    AnswerDistribution,
    AreaLevel,
    AreaRadar,
    CoverageMap,
    CoverageRow,
    DayActivity,
    DayMark,
    HeatColumn,
    HeatRow,
    OptionCount,
    ProgressOverTime,
    StreakCalendar,
    TeamActivity,
    TeamHeatMap,
    WeeklySeries,
)
from tests.unit.pictures.pixels import patches, pixels, png_of, where

MONDAY = date(2026, 7, 6)


def _activity(*days: tuple[int, int]) -> TeamActivity:
    return TeamActivity(
        first_day=MONDAY, days=tuple(DayActivity(answers=answers, practice=practice) for answers, practice in days)
    )


def test_a_bar_for_twice_as_many_answers_has_twice_the_pixels() -> None:
    mask = where(_activity((10, 0), (20, 0), (40, 0), (0, 0), (5, 0)), style.BLUE)
    bars = patches(mask[mask.shape[0] // 3 :])  # below the key
    assert len(bars) == 4
    assert [bar / bars[0] for bar in bars] == pytest.approx([1, 2, 4, 0.5], rel=0.03)


def test_practice_is_stacked_on_answers_in_its_own_striped_colour() -> None:
    drawing = _activity((20, 20), (20, 0))
    answers, practice = where(drawing, style.BLUE), where(drawing, style.ORANGE)
    below_key = answers.shape[0] // 3
    rows = np.flatnonzero(practice[below_key:].any(axis=1))
    assert rows.max() <= np.flatnonzero(answers[below_key:].any(axis=1)).min()
    # Stripes of the card's colour take part of the area: the pattern tells the two apart without colour.
    assert 0.3 < practice[below_key:].sum() / (answers[below_key:].sum() / 2) < 0.8


def test_the_bar_of_an_option_is_as_long_as_its_share() -> None:
    drawing = AnswerDistribution(
        question="?",
        answered=8,
        options=(
            OptionCount(letter="A", text="a", count=2),
            OptionCount(letter="B", text="b", count=4, right=True),
            OptionCount(letter="C", text="c", count=1),
        ),
    )
    lengths = [row for row in where(drawing, style.GREY_BAR).sum(axis=1) if row > 20]
    longest, shortest = max(lengths), min(lengths)
    assert longest / shortest == pytest.approx(2, rel=0.05)
    right = where(drawing, style.TEAL).sum(axis=1).max()
    assert right / longest == pytest.approx(2, rel=0.1)


def test_the_right_option_is_the_only_one_in_the_colour_of_right() -> None:
    options = tuple(OptionCount(letter=letter, text="x", count=1) for letter in "AB")
    none_right = AnswerDistribution(question="?", answered=2, options=options)
    one_right = msgspec.structs.replace(
        none_right, options=(options[0], msgspec.structs.replace(options[1], right=True))
    )
    assert not where(none_right, style.TEAL).any()
    rows = np.flatnonzero(where(one_right, style.TEAL).any(axis=1))
    grey = np.flatnonzero(where(one_right, style.GREY_BAR).sum(axis=1) > 20)
    assert rows.min() > grey.max()


def _calendar(*marks: DayMark) -> StreakCalendar:
    return StreakCalendar(first_day=MONDAY, marks=marks, current=0, longest=9)


def test_each_counted_day_fills_one_square() -> None:
    sizes = [int(where(_calendar(*[DayMark.COUNTED] * days, DayMark.MISSED), style.TEAL).sum()) for days in (1, 2, 3)]
    square = sizes[1] - sizes[0]
    assert square == pytest.approx(48 * 48, rel=0.08)
    assert sizes[2] - sizes[1] == pytest.approx(square, rel=0.02)


def test_every_mark_has_a_shape_of_its_own() -> None:
    """Compared without colour: which pixels of the day's square are dark."""
    shapes = set()
    for mark in DayMark:
        square = pixels(draw(_calendar(mark)))[-460:-404, 96:152, :3]
        shapes.add((square.mean(axis=2) < 150).tobytes())
    assert len(shapes) == len(DayMark)


def _heat(*values: float | None) -> TeamHeatMap:
    return TeamHeatMap(
        measure="m", columns=(HeatColumn(title="W1"),), rows=tuple(HeatRow(title="a", values=(v,)) for v in values)
    )


def test_cells_are_shaded_from_little_to_much() -> None:
    drawing = _heat(0, 25, 50, 75, 100)
    tops = [np.flatnonzero(where(drawing, fill).sum(axis=1) > 90).min() for fill in style.HEAT]
    assert tops == sorted(tops)
    assert np.diff(tops) == pytest.approx([48] * 4, abs=1)


def test_cells_of_measures_are_shaded_within_their_column() -> None:
    drawing = TeamHeatMap(
        measure="m",
        one_scale=False,
        columns=(HeatColumn(title="few"), HeatColumn(title="many")),
        rows=(HeatRow(title="a", values=(1, 1000)), HeatRow(title="b", values=(2, 2000))),
    )
    darkest = where(drawing, style.HEAT[-1])
    assert len(patches(darkest)) == 2
    alike = where(msgspec.structs.replace(drawing, one_scale=True), style.HEAT[0])
    assert len(patches(alike[: alike.shape[0] // 2])) == 1


def test_a_cell_without_a_value_is_not_shaded() -> None:
    drawing = _heat(None, 1, 2)
    assert where(drawing, style.PANEL).sum() > 3000
    assert not where(_heat(1, 2), style.PANEL).any()


def test_an_empty_cell_of_the_coverage_is_outlined() -> None:
    full = CoverageMap(columns=("1", "2"), rows=(CoverageRow(title="a", counts=(5, 5)),))
    gap = CoverageMap(columns=("1", "2"), rows=(CoverageRow(title="a", counts=(5, 0)),))
    assert not where(full, style.ORANGE).any()
    assert where(gap, style.ORANGE).any()


def _radar(*levels: float) -> AreaRadar:
    return AreaRadar(areas=tuple(AreaLevel(title="a", level=level) for level in levels))


def _reach(drawing: AreaRadar) -> float:
    """Width of the blue outline."""
    columns = np.flatnonzero(where(drawing, style.BLUE)[:-110].any(axis=0))  # above the key
    return float(columns.max() - columns.min())


def test_the_radar_reaches_twice_as_far_for_twice_the_level() -> None:
    marker = 2 * 3.6 * 2  # the markers at both ends add their own size
    narrow, wide = _reach(_radar(*[2.0] * 10)) - marker, _reach(_radar(*[4.0] * 10)) - marker
    assert wide / narrow == pytest.approx(2, rel=0.05)


def test_a_wider_uncertainty_has_more_band() -> None:
    def band(spread: float) -> int:
        areas = tuple(AreaLevel(title="a", level=2.5, low=2.5 - spread, high=2.5 + spread) for _ in range(10))
        return int(where(AreaRadar(areas=areas), style.BAND)[:-110].sum())

    assert band(1.0) / band(0.5) == pytest.approx(2, rel=0.15)


def _line(*values: float | None, today: date = date(2020, 1, 1)) -> ProgressOverTime:
    return ProgressOverTime(first_week=MONDAY, today=today, series=(WeeklySeries(title="Overall", values=values),))


def test_a_rising_line_rises() -> None:
    mask = where(_line(1, 2, 3, 4, 5), style.BLUE)
    top = [np.flatnonzero(mask[:, x]).min() for x in range(120, 560, 40)]
    assert top == sorted(top, reverse=True)
    assert top[0] - top[-1] > 200


def test_today_is_marked_only_in_a_week_of_the_picture() -> None:
    outside, inside = _line(1, 2, 3), _line(1, 2, 3, today=date(2026, 7, 15))

    def dotted(drawing: ProgressOverTime) -> int:
        columns = where(drawing, style.MUTED)[150:430].sum(axis=0)
        return int((columns > 60).sum())

    assert dotted(outside) == 0
    assert dotted(inside) > 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_activity((1, 2)), _activity((2, 1))),
        (_heat(1, 2), _heat(1, 3)),
        (_radar(1, 2, 3), _radar(1, 2, 3.1)),
        (_line(1, 2), _line(1, 2.1)),
        (_calendar(DayMark.FROZEN), _calendar(DayMark.EXCUSED)),
    ],
)
def test_another_figure_is_another_picture(one: AreaRadar, other: AreaRadar) -> None:
    assert draw(one) != draw(other)


def test_a_year_is_taller_than_a_fortnight_but_no_wider() -> None:
    year, fortnight = png_of("streak-fifty-three-weeks"), png_of("streak-fourteen-days")
    assert year[16:20] == fortnight[16:20]
    assert year[20:24] > fortnight[20:24]
