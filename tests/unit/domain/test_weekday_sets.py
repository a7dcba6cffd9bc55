import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.weekday_sets import (
    EVERY_DAY,
    NAMES,
    WEEKEND,
    WORKDAYS,
    check_weekdays,
    format_weekdays,
    parse_weekdays,
    weekday_of,
)
from bot.errors import BadSetting

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mon-fri", WORKDAYS),
        ("Mon - Fri", WORKDAYS),
        ("monday to friday", WORKDAYS),
        ("Mo\u2013Fr", WORKDAYS),
        ("weekdays", WORKDAYS),
        ("workdays", WORKDAYS),
        ("every weekday", WORKDAYS),
        ("every day", EVERY_DAY),
        ("Daily", EVERY_DAY),
        ("all", EVERY_DAY),
        ("sat, sun", WEEKEND),
        ("weekends", WEEKEND),
        ("sat sun", WEEKEND),
        ("Saturday and Sunday", WEEKEND),
        ("mon/wed/fri", {MON, WED, FRI}),
        ("Mondays, Wednesdays & Fridays", {MON, WED, FRI}),
        ("on tues, weds and thurs.", {TUE, WED, THU}),
        ("thur", {THU}),
        ("weekdays and saturday", WORKDAYS | {SAT}),
        ("mon-wed, sat", {MON, TUE, WED, SAT}),
        ("fri-mon", {FRI, SAT, SUN, MON}),
        ("wed-wed", {WED}),
        ("every friday", {FRI}),
        ("Tu", {TUE}),
        ("sun,sun", {SUN}),
    ],
)
def test_weekdays_as_people_type_them(text: str, expected: set[int]) -> None:
    assert parse_weekdays(text) == expected


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [("wensday", "Wednesday"), ("mon-firday", "Friday"), ("Mo Di", "mon-fri"), ("tomorrow", "mon-fri")],
)
def test_an_unknown_word_is_named_with_suggestions(text: str, suggestion: str) -> None:
    with pytest.raises(BadSetting) as refused:
        parse_weekdays(text)
    assert suggestion in refused.value.suggestions


@pytest.mark.parametrize("text", ["", "  ", ",", "and", "on"])
def test_no_weekday_at_all_is_refused(text: str) -> None:
    with pytest.raises(BadSetting, match="At least one weekday"):
        parse_weekdays(text)


def test_what_was_typed_comes_back_short_and_without_markup() -> None:
    with pytest.raises(BadSetting) as refused:
        parse_weekdays("`" + "x" * 5000)
    assert len(str(refused.value)) < 80
    assert str(refused.value).count("`") == 2


@given(st.text(max_size=40))
def test_any_text_gives_weekdays_or_a_refusal(text: str) -> None:
    try:
        found = parse_weekdays(text)
    except BadSetting as refused:
        found = parse_weekdays(refused.suggestions[0])
    assert found


@pytest.mark.parametrize(
    ("weekdays", "text"),
    [
        (EVERY_DAY, "every day"),
        (WORKDAYS, "Mon to Fri"),
        (WEEKEND, "Sat and Sun"),
        ({MON, WED, FRI}, "Mon, Wed and Fri"),
        ({FRI, SAT, SUN}, "Fri to Sun"),
        ({MON, TUE}, "Mon and Tue"),
        ({WED}, "Wednesday"),
        ({SUN, MON, TUE}, "Mon, Tue and Sun"),
    ],
)
def test_weekdays_as_people_read_them(weekdays: set[int], text: str) -> None:
    assert format_weekdays(frozenset(weekdays)) == text


@given(st.frozensets(st.integers(0, 6), min_size=1))
def test_what_is_written_can_be_typed_again(weekdays: frozenset[int]) -> None:
    assert parse_weekdays(format_weekdays(weekdays)) == weekdays


def test_single_weekdays() -> None:
    assert [weekday_of(name) for name in NAMES] == list(range(7))
    assert [weekday_of(name[:2]) for name in NAMES] == list(range(7))
    assert weekday_of(" Thurs. ") == THU
    assert weekday_of("day") is None


def test_numbers_that_are_no_weekdays_are_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="Monday"):
        check_weekdays({0, 7})
