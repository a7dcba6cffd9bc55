from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dates import Refusal, Refused, Until, parse_pause

WEDNESDAY = date(2027, 1, 13)


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        ("5", date(2027, 1, 18)),
        ("0", date(2027, 1, 13)),
        ("14 days", date(2027, 1, 27)),
        ("1 day", date(2027, 1, 14)),
        ("3d", date(2027, 1, 16)),
        ("2 weeks", date(2027, 1, 27)),
        ("2w", date(2027, 1, 27)),
        ("a week", date(2027, 1, 20)),
        ("one week", date(2027, 1, 20)),
        ("next week", date(2027, 1, 20)),
        ("for 3 days", date(2027, 1, 16)),
        ("for the next two weeks", date(2027, 1, 27)),
        ("1 month", date(2027, 2, 13)),
        ("today", date(2027, 1, 13)),
        ("tomorrow", date(2027, 1, 14)),
        ("until tomorrow", date(2027, 1, 14)),
        ("until 2027-02-05", date(2027, 2, 5)),
        ("Until  2027-2-5", date(2027, 2, 5)),
        ("2027-02-05", date(2027, 2, 5)),
        ("till monday", date(2027, 1, 18)),
        ("next Monday", date(2027, 1, 18)),
        ("wednesday", date(2027, 1, 20)),
        ("thu", date(2027, 1, 14)),
        ("5 February", date(2027, 2, 5)),
        ("until 5th of feb", date(2027, 2, 5)),
        ("Feb 5", date(2027, 2, 5)),
        ("until sept. 1st, 2027", date(2027, 9, 1)),
        ("jan 12", date(2028, 1, 12)),  # the next one of that name
        ("jan 13", date(2027, 1, 13)),
        ("366", date(2028, 1, 14)),
    ],
)
def test_how_long_a_pause_lasts(text: str, last_day: date) -> None:
    assert parse_pause(text, WEDNESDAY) == Until(last_day=last_day)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Refusal.NOT_UNDERSTOOD),
        ("a while", Refusal.NOT_UNDERSTOOD),
        ("forever", Refusal.NOT_UNDERSTOOD),
        ("a", Refusal.NOT_UNDERSTOOD),
        ("-3", Refusal.NOT_UNDERSTOOD),
        ("5 foos", Refusal.NOT_UNDERSTOOD),
        ("05/01/2027", Refusal.AMBIGUOUS),
        ("5.2.", Refusal.NOT_UNDERSTOOD),
        ("5.2", Refusal.AMBIGUOUS),
        ("2027-02-30", Refusal.NO_SUCH_DATE),
        ("2027-13-01", Refusal.NO_SUCH_DATE),
        ("31 april", Refusal.NO_SUCH_DATE),
        ("0 jan", Refusal.NO_SUCH_DATE),
        ("2027-01-12", Refusal.PAST),
        ("12 January 2027", Refusal.PAST),
        ("367", Refusal.TOO_FAR),
        ("999999999 weeks", Refusal.TOO_FAR),
        ("53 weeks", Refusal.TOO_FAR),
        ("366 months", Refusal.TOO_FAR),
        ("2028-01-15", Refusal.TOO_FAR),
        ("feb 29", Refusal.TOO_FAR),
        ("9999-12-31", Refusal.TOO_FAR),
    ],
)
def test_why_a_text_gives_no_pause(text: str, reason: Refusal) -> None:
    assert parse_pause(text, WEDNESDAY) == Refused(reason=reason)


def test_numbers_in_words() -> None:
    words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    found = [parse_pause(f"{word} days", WEDNESDAY) for word in words]
    assert found == [Until(last_day=date(2027, 1, 13 + number)) for number in range(1, 11)]
    assert parse_pause("twelve days", WEDNESDAY) == parse_pause("12", WEDNESDAY)
    assert parse_pause("fourteen days", WEDNESDAY) == parse_pause("14", WEDNESDAY)
    assert parse_pause("an week", WEDNESDAY) == parse_pause("7", WEDNESDAY)


def test_the_farthest_date_is_366_days_away() -> None:
    assert parse_pause("2028-01-14", WEDNESDAY) == Until(last_day=date(2028, 1, 14))


def test_a_month_ends_with_the_month() -> None:
    assert parse_pause("1 month", date(2027, 1, 31)) == Until(last_day=date(2027, 2, 28))
    assert parse_pause("12 months", date(2027, 1, 31)) == Until(last_day=date(2028, 1, 31))
    assert parse_pause("1 month", date(2027, 12, 5)) == Until(last_day=date(2028, 1, 5))


def test_a_leap_day_is_found_when_it_is_near() -> None:
    assert parse_pause("feb 29", date(2027, 6, 1)) == Until(last_day=date(2028, 2, 29))


@given(text=st.text(max_size=30) | st.from_regex(r"(until )?[0-9]{1,4}[-. /][0-9a-z]{1,3}([- ][0-9]{1,4})?"))
def test_any_text_gives_a_day_within_reach_or_a_refusal(text: str) -> None:
    answer = parse_pause(text, WEDNESDAY)
    assert isinstance(answer, Refused) or 0 <= (answer.last_day - WEDNESDAY).days <= 366
