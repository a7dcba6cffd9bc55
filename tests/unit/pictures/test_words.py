from datetime import date

import pytest

from bot.pictures import words
from bot.pictures.calendar_days import dates_in_words, month_labels


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 7, 6), date(2026, 7, 6), "6 Jul 2026"),
        (date(2026, 7, 6), date(2026, 7, 12), "6 to 12 Jul 2026"),
        (date(2026, 6, 29), date(2026, 7, 5), "29 Jun to 5 Jul 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 Dec 2026 to 3 Jan 2027"),
    ],
)
def test_a_span_says_no_more_than_it_needs(first: date, last: date, text: str) -> None:
    assert words.span(first, last) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(3, "3"), (3.0, "3"), (0.25, "0.2"), (1234, "1,234"), (-0.3, "\N{MINUS SIGN}0.3"), (-0.04, "0.0")],
)
def test_numbers(value: float, text: str) -> None:
    assert words.number(value) == text


def test_numbers_with_sign_and_unit() -> None:
    assert words.number(0.3, signed=True) == "+0.3"
    assert words.number(0, signed=True) == "0"
    assert words.number(82, unit="%") == "82%"
    assert words.number(12.5, unit="s") == "12.5 s"


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(9, 14, "64%"), (1, 8, "13%"), (1, 3, "33%"), (0, 0, "0%"), (5, 5, "100%")],
)
def test_percent(part: int, whole: int, text: str) -> None:
    assert words.percent(part, whole) == text


def test_lists_read_like_english() -> None:
    assert [words.listed(list(letters)) for letters in ("", "A", "AB", "ABC")] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]


def test_names_are_set_on_one_line_and_cut_visibly() -> None:
    assert words.one_line("a\nb\t c\x00d\u2028e", 20) == "a b c d e"
    assert words.one_line("abcdefghij", 10) == "abcdefghij"
    assert words.one_line("abcdefghijk", 10) == "abcdefghi\N{HORIZONTAL ELLIPSIS}"


def test_successive_dates_are_drawn_together() -> None:
    days = [date(2026, 6, day) for day in (3, 5, 6, 7, 30)] + [date(2026, 7, 1)]
    assert dates_in_words(days) == "3 Jun, 5 to 7 Jun, 30 Jun to 1 Jul"


def test_a_month_is_named_over_the_week_that_holds_its_first_day() -> None:
    mondays = [date(2026, 6, 15), date(2026, 6, 22), date(2026, 6, 29), date(2026, 7, 6)]
    assert month_labels(mondays, room=2) == [(0, "Jun"), (2, "Jul")]
    assert month_labels(mondays[1:], room=2) == [(1, "Jul")]
