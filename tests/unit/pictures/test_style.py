"""The palette keeps WCAG 2.2: text at least 4.5 to 1, marks that carry meaning at least 3 to 1."""

import itertools

import numpy as np
import pytest

from bot.pictures import style


def test_contrast_agrees_with_the_standard() -> None:
    assert style.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert style.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert style.contrast("#ffffff", "#ffffff") == 1


@pytest.mark.parametrize("ink", [style.INK, style.MUTED, style.BLUE, style.ORANGE, style.TEAL])
def test_text_reads_on_the_card(ink: str) -> None:
    assert style.contrast(ink, style.CARD) >= 4.5


def test_secondary_text_reads_on_empty_cells() -> None:
    assert style.contrast(style.MUTED, style.PANEL) >= 4.5


@pytest.mark.parametrize("fill", [*style.HEAT, style.TEAL])
def test_figures_read_on_every_step_of_the_heat_map(fill: str) -> None:
    assert style.contrast(style.ink_on(fill), fill) >= 4.5


@pytest.mark.parametrize("mark", [*style.SERIES, style.GREY_BAR, style.EDGE, style.MUTED, style.INK])
def test_marks_stand_out_from_the_card(mark: str) -> None:
    assert style.contrast(mark, style.CARD) >= 3


def test_signs_stand_out_from_the_squares_they_are_drawn_on() -> None:
    assert style.contrast(style.BLUE, style.FROZEN) >= 3
    assert style.contrast(style.EDGE, style.PANEL) >= 3


def test_a_line_stands_out_from_its_band() -> None:
    assert style.contrast(style.BLUE, style.BAND) >= 3
    assert style.contrast(style.MUTED, style.BAND) >= 3


@pytest.mark.parametrize("surroundings", style.SURROUNDINGS)
def test_the_card_is_set_off_from_light_and_dark_surroundings(surroundings: str) -> None:
    assert max(style.contrast(edge, surroundings) for edge in (style.BORDER, style.CARD)) >= 3
    assert style.contrast(style.BORDER, surroundings) >= 3


def test_the_heat_map_grows_darker_step_by_step() -> None:
    light = [style.luminance(fill) for fill in style.HEAT]
    assert light == sorted(light, reverse=True)
    assert all(style.contrast(one, other) >= 1.25 for one, other in itertools.pairwise(style.HEAT))


# Machado, Oliveira and Fernandes 2009, "A physiologically-based model for simulation of color vision
# deficiency", table 1, severity 1.0; they apply to linear RGB.
DEFICIENCIES = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def _lab(linear: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """CIE L*a*b* (D65) of linear sRGB."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) / np.array(
        [[0.9505], [1.0], [1.089]]
    )
    share = to_xyz @ np.clip(linear, 0, 1)
    f = np.where(share > 0.008856, np.cbrt(share), 7.787 * share + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize(
    ("one", "other"),
    [*itertools.combinations(style.SERIES, 2), (style.TEAL, style.GREY_BAR), (style.TEAL, style.ORANGE)],
)
def test_colours_that_are_told_apart_stay_so_for_the_colour_blind(deficiency: str, one: str, other: str) -> None:
    def seen(colour: str) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        channels = np.array([int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)])
        linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
        return _lab(np.array(DEFICIENCIES[deficiency]) @ linear)

    assert np.linalg.norm(seen(one) - seen(other)) >= 12  # CIE76; about 2 is just noticeable
