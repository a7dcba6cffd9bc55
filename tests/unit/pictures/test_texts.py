"""Alt text and plain text carry what the pictures show."""

import re
import unicodedata
from datetime import date, timedelta

import msgspec
import pytest

from bot.pictures import words
from bot.pictures.columns import bar, spark, table, width
from bot.pictures.drawings import (
    AnswerDistribution,
    AreaRadar,
    CoverageMap,
    DayMark,
    Drawing,
    ProgressOverTime,
    StreakCalendar,
    TeamActivity,
    TeamHeatMap,
    WeeklySeries,
    alt_text,
    plain_text,
)
from bot.pictures.takeaway import decimals, heat_text, takeaway
from tests.unit.pictures.examples import EXAMPLES, MONDAY
from tests.unit.pictures.pixels import ALL

SUMMED_UP = {"progress-year-of-ten", "heat-fifty-three-weeks", "coverage-technologies"}


def figures(drawing: Drawing) -> list[str]:
    """Every figure of a drawing as it is written."""
    match drawing:
        case AreaRadar(areas=areas):
            values = [v for a in areas for v in (a.level, a.low, a.high, a.earlier) if v is not None]
            return [words.level(value) for value in values]
        case StreakCalendar():
            counts = [drawing.marks.count(mark) for mark in DayMark]
            return [f"{count:,}" for count in (drawing.current, drawing.longest, *filter(None, counts))]
        case ProgressOverTime():
            return [
                words.number(value, decimals=decimals(drawing))
                for series in drawing.series
                for _, value in series.known
            ]
        case TeamActivity(days=days):
            return [f"{count:,}" for day in days for count in (day.answers, day.practice)]
        case TeamHeatMap(rows=rows):
            return [
                heat_text(drawing, index, value)
                for row in rows
                for index, value in enumerate(row.values)
                if value is not None
            ]
        case AnswerDistribution(options=options):
            shares = [words.percent(option.count, drawing.answered) for option in options]
            return [*(f"{option.count:,}" for option in options), *shares]
        case CoverageMap(rows=rows):
            return [f"{count:,}" for row in rows for count in (*row.counts, row.total)]


def missing(drawing: Drawing, text: str) -> list[str]:
    """Figures that the text has fewer times than the drawing."""
    found = re.findall(r"[+\N{MINUS SIGN}]?\d[\d,]*(?:\.\d+)?(?:%| s\b)?", text.replace(", ", " "))
    lacking = []
    for figure in figures(drawing):
        if figure in found:
            found.remove(figure)
        else:
            lacking.append(figure)
    return lacking


@pytest.mark.parametrize("name", ALL)
def test_the_plain_text_has_every_figure(name: str) -> None:
    assert missing(ALL[name], plain_text(ALL[name])) == []


@pytest.mark.parametrize("name", [name for name in ALL if name not in SUMMED_UP])
def test_the_alt_text_has_every_figure(name: str) -> None:
    assert missing(ALL[name], alt_text(ALL[name])) == []


@pytest.mark.parametrize("name", ALL)
def test_the_alt_text_is_one_line_under_2000_characters_and_starts_with_title_and_takeaway(name: str) -> None:
    text = alt_text(ALL[name])
    assert len(text) < 2000
    assert not any(unicodedata.category(char) == "Cc" for char in text)
    assert text.startswith(words.one_line(ALL[name].title, 80))
    assert takeaway(ALL[name]) in text


@pytest.mark.parametrize("name", ALL)
def test_the_plain_text_starts_with_title_and_takeaway_and_fits_a_terminal(name: str) -> None:
    lines = plain_text(ALL[name]).split("\n")
    assert lines[0] == words.one_line(ALL[name].title, 72)
    assert takeaway(ALL[name]).split()[0] in lines[1]
    assert max(width(line) for line in lines) <= 80
    assert all(line == line.rstrip() for line in lines)


def test_an_alt_text_that_cannot_hold_all_says_what_it_leaves_out() -> None:
    assert "First and last values: Languages 1.4 to 2.8 (+1.4)" in alt_text(EXAMPLES["progress-year-of-ten"])
    assert "First and last column only: W1, W53" in alt_text(EXAMPLES["heat-fifty-three-weeks"])
    assert "Row totals only: Python 59, Java 85" in alt_text(EXAMPLES["coverage-technologies"])


def test_the_alt_text_of_a_radar_names_level_band_and_earlier_level() -> None:
    text = alt_text(ALL["sample-area-radar"])
    assert "Languages 3.4 (likely 3.1 to 3.7, 4 weeks ago 3.1)" in text
    assert "Databases not measured yet" in alt_text(EXAMPLES["radar-one-area-measured"])


def test_the_alt_text_of_a_calendar_dates_what_went_wrong() -> None:
    text = alt_text(EXAMPLES["streak-fourteen-days"])
    assert "6 days counted; 1 day frozen (7 Jul); 4 days excused (4 to 5 Jul, 11 to 12 Jul); " in text
    assert "2 days missed (9 to 10 Jul); 1 day still open (15 Jul); 1 day to come" in text
    assert "Current streak 2, longest 4" in text


def test_the_plain_calendar_has_a_row_per_weekday_and_a_column_per_week() -> None:
    lines = plain_text(EXAMPLES["streak-fourteen-days"]).split("\n")
    start = next(index for index, line in enumerate(lines) if line.startswith("Mon"))
    assert lines[start - 1] == "    Jul"
    assert lines[start : start + 7] == [
        "Mon   ■ ■",
        "Tue   ◆ ■",
        "Wed   ■ □",
        "Thu ■ x ·",
        "Fri ■ x",
        "Sat – –",  # noqa: RUF001
        "Sun – –",  # noqa: RUF001
    ]


def test_the_plain_bars_of_a_day_are_as_long_as_its_figures() -> None:
    lines = plain_text(ALL["sample-team-activity"]).split("\n")
    thursday = next(line for line in lines if line.startswith("Thu"))
    assert thursday == "Thu 9 Jul   ███████████████▊▒▒▒▒       41        11     52"


def test_the_right_option_is_marked_in_both_texts() -> None:
    challenge = EXAMPLES["answers-several-right"]
    assert "A (right) An option A: 9 (64%); B An option B: 7 (50%)" in alt_text(challenge)
    marked = [line[:3] for line in plain_text(challenge).split("\n") if "%" in line]
    assert marked == ["A ✓", "B  ", "C  ", "D ✓"]


def _overall(*values: float | None) -> str:
    series = (WeeklySeries(title="Overall", values=values),)
    return takeaway(ProgressOverTime(first_week=MONDAY, today=MONDAY, series=series))


def test_the_takeaway_of_progress() -> None:
    assert _overall(1.5, 2.0, 2.5) == "Overall: 1.5 → 2.5 (+1.0) in 2 weeks."
    assert _overall(2.5, None, 2.0) == "Overall: 2.5 → 2.0 (\N{MINUS SIGN}0.5) in 2 weeks."
    assert _overall(2.0, 3.0, 2.0) == "Overall: 2.0, as 2 weeks before."
    assert _overall(None, 2.0) == "Overall: 2.0 in the week of 13 Jul."
    assert _overall(None) == "Nothing measured yet. Every answer fills in a little."


def _streak(current: int, longest: int, freezes: int | None, *marks: DayMark) -> str:
    return takeaway(StreakCalendar(first_day=MONDAY, marks=marks, current=current, longest=longest, freezes=freezes))


def test_the_takeaway_of_a_streak() -> None:
    assert _streak(12, 31, 2) == "12 days running; longest: 31. 2 freezes held."
    assert _streak(1, 1, 0) == "1 day running, the longest so far. No freeze held."
    assert _streak(0, 31, None, DayMark.OPEN) == "No streak running. Longest: 31 days. Today is still open."
    assert _streak(0, 0, 1) == "No streak yet. One answer or solved problem starts it."


def test_the_takeaway_of_weeks_is_about_the_latest_week_that_has_anything() -> None:
    heat_map = ALL["sample-team-heat-map"]
    assert isinstance(heat_map, TeamHeatMap)
    assert takeaway(heat_map) == "W28: highest Databases 96%, lowest Servers and cloud 63%."
    rows = tuple(msgspec.structs.replace(row, values=(*row.values[:4], None, None)) for row in heat_map.rows)
    assert takeaway(msgspec.structs.replace(heat_map, rows=rows)).startswith("W26: highest Databases 93%")


def test_the_takeaway_of_a_challenge_counts_who_was_right() -> None:
    assert takeaway(ALL["sample-challenge-result"]) == "9 of 17 people chose B, the right answer (53%)."
    assert takeaway(EXAMPLES["answers-nobody"]) == "Nobody answered. Right: B."
    assert takeaway(EXAMPLES["answers-several-right"]) == "Right: A and D, chosen by 9 and 14 of 14 people."


def test_days_are_dated_across_the_end_of_a_month() -> None:
    activity = EXAMPLES["activity-fourteen-days"]
    assert isinstance(activity, TeamActivity)
    labels = [words.weekday(date(2026, 6, 25) + timedelta(days=index)) for index in range(14)]
    text = plain_text(activity)
    assert [label for label in labels if f"\n{label} " in text] == labels


def test_columns_are_aligned_also_with_wide_characters() -> None:
    rows = [["ab", "1"], ["\u958b\u767a", "10"], ["e\u0301", "100"]]
    assert table(rows) == ["ab      1", "\u958b\u767a   10", "e\u0301     100"]


def test_bars_and_sparks_grow_with_the_value() -> None:
    assert [bar(value, 8, 1) for value in (0, 0.01, 4, 8)] == ["", "▏", "▌", "█"]
    assert bar(16, 16, 4) == "████"
    assert "".join(spark(value, 0, 5) for value in (0, 2.5, 5, None)) == "▁▅█·"
