import pytest

from bot.pictures import style
from bot.pictures.paint.axis import every, figures, spread, ticks
from bot.pictures.paint.lettering import balanced, drawable, fit, measure, wrap
from tests.unit.pictures.examples import FOREIGN, ODD

TEXT = "The quick brown fox jumps over the lazy dog. It was 12,345 times as quick."


def test_bold_text_is_wider_and_size_is_proportional() -> None:
    assert measure(TEXT, 12, bold=True) > measure(TEXT, 12)
    assert measure(TEXT, 24) == pytest.approx(2 * measure(TEXT, 12), rel=0.01)


@pytest.mark.parametrize("room", [20, 60, 150, 1000])
def test_fitted_text_fits_and_shows_where_it_was_cut(room: float) -> None:
    fitted = fit(TEXT, room, style.SMALL)
    assert measure(fitted, style.SMALL) <= room
    assert fitted == TEXT or fitted.endswith("\N{HORIZONTAL ELLIPSIS}")


@pytest.mark.parametrize("setter", [wrap, balanced])
@pytest.mark.parametrize("room", [90, 150, 324])
def test_wrapped_lines_fit_and_lose_no_word(setter: type, room: float) -> None:
    lines = setter(TEXT, room, style.BODY, lines=20)
    assert " ".join(lines) == TEXT
    assert max(measure(line, style.BODY) for line in lines) <= room


def test_too_many_lines_are_cut_on_the_last() -> None:
    lines = wrap(TEXT, 100, style.BODY, lines=2)
    assert len(lines) == 2
    assert lines[1].endswith("\N{HORIZONTAL ELLIPSIS}")


def test_a_word_that_is_too_long_for_a_line_is_cut() -> None:
    lines = wrap("a " + "x" * 200, 100, style.BODY, lines=3)
    assert max(measure(line, style.BODY) for line in lines) <= 100


def test_balanced_lines_break_after_a_sentence_and_not_before_a_figure() -> None:
    text = "23 days running; longest: 31. 1 freeze held. Today is still open."
    assert balanced(text, style.INNER, style.BODY, lines=3) == [
        "23 days running; longest: 31.",
        "1 freeze held. Today is still open.",
    ]


def test_the_empty_text_has_no_lines() -> None:
    assert wrap("", 100, style.BODY, lines=3) == []
    assert balanced(" ", 100, style.BODY, lines=3) == []


def test_emoji_are_left_out_and_other_missing_letters_are_shown_as_squares() -> None:
    assert drawable(ODD) == "Q&A <b>$x_1$</b> \N{WHITE SQUARE}\N{WHITE SQUARE}\N{WHITE SQUARE} @here end"


def test_a_name_the_font_cannot_write_at_all_gives_way_to_a_generic_one() -> None:
    assert drawable(FOREIGN, "Team") == "Team"
    assert drawable("\U0001f680", "Team") == "Team"
    assert drawable("", "Team") == "Team"


def test_accents_and_other_alphabets_of_the_font_are_kept() -> None:
    text = "\u00c9quipe \u0141\u00f3d\u017a \u0391\u03b8\u03ae\u03bd\u03b1 \u041c\u043e\u0441\u043a\u0432\u0430"
    assert drawable(text) == text
    assert drawable("e\u0301") == "\u00e9"


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (0, 7, [0, 2, 4, 6, 8]),
        (0, 52, [0, 20, 40, 60]),
        (1.9, 2.9, [1.5, 2.0, 2.5, 3.0]),
        (0, 4, [0, 1, 2, 3, 4]),
        (3, 3, [3, 4]),
    ],
)
def test_gridlines_stand_at_round_numbers_around_the_values(low: float, high: float, marks: list[float]) -> None:
    assert ticks(low, high, 4) == marks


def test_gridlines_of_counts_are_whole() -> None:
    assert ticks(0, 2, 4, least_step=1) == [0, 1, 2]


def test_figures_at_an_axis_have_equal_decimals() -> None:
    assert figures([1.0, 1.5, 2.0]) == ["1.0", "1.5", "2.0"]
    assert figures([0.0, 0.05, 0.1]) == ["0.00", "0.05", "0.10"]
    assert figures([0, 1000]) == ["0", "1,000"]


def test_labels_are_pushed_apart_within_bounds_and_keep_their_order() -> None:
    assert spread([50, 52, 90], 20, 0, 100) == [50, 70, 90]
    assert spread([99, 98, 10], 20, 0, 100) == [100, 80, 10]
    assert spread([0, 0, 0], 20, 0, 100) == [0, 20, 40]


def test_the_last_of_many_columns_is_always_labelled() -> None:
    assert every(5, 500, 54) == [0, 1, 2, 3, 4]
    assert every(53, 250, 54) == [4, 16, 28, 40, 52]
    assert every(0, 250, 54) == []
