"""One look for all pictures: colours, sizes and the rule of contrast that chooses between them.

A picture is a light card with its own solid background and a border that stands out from white and from
dark surroundings alike. Sizes are logical pixels: a card is 360 wide, about a phone's width in points.
"""

WIDTH = 360
MARGIN = 18
INNER = WIDTH - 2 * MARGIN
RADIUS = 14

SMALL = 12.0  # the smallest text on any picture
BODY = 13.0
TITLE = 17.0

CARD = "#fcfcfd"
BORDER = "#858d99"
INK = "#17212e"
MUTED = "#556070"  # secondary text
GRID = "#dde2e8"  # thin lines that only guide the eye
PANEL = "#eef1f5"  # empty tracks and cells
EDGE = "#7f8896"  # outline of what is empty

BLUE = "#1d5fb8"
ORANGE = "#b5520a"
TEAL = "#0a7468"
SERIES = (BLUE, ORANGE, TEAL)  # always together with their own marker and dash
BAND = "#c9daf3"  # uncertainty around a blue line
GREY_BAR = "#8791a0"  # wrong options
FROZEN = "#cfe3fb"

# Five steps from little to much; none so middling that neither ink nor white could be read on it.
HEAT = ("#e6effb", "#bcd5f5", "#85b4ec", "#1f62b9", "#103d7c")

SURROUNDINGS = ("#ffffff", "#1a1d21", "#313338")  # light mode; Slack's and Discord's dark modes


def luminance(colour: str) -> float:
    """Relative luminance, 0..1, of `#rrggbb` (WCAG 2.2, "relative luminance")."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1..21, of two colours (WCAG 2.2, "contrast ratio")."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def ink_on(background: str) -> str:
    """Ink or the card's white, whichever reads better on the background."""
    return max((INK, CARD), key=lambda ink: contrast(ink, background))
