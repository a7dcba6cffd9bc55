"""Discord's limits (developers/components/reference.mdx, resources/message.mdx), and cutting visibly."""

MESSAGE_COMPONENTS = 40  # in all, nested ones counted
MESSAGE_TEXT = 4000  # characters over all text displays
# Discord answers 500 above 10,170 bytes of text displays, counted as UTF-8 and 12 more for each (an issue of the
# documentation's repository, 8554; not documented).
MESSAGE_BYTES = 10_000
BYTES_A_TEXT = 12
MESSAGE_FILES = 10
ROW_BUTTONS = 5
BUTTON_LABEL = 80
BUTTON_URL = 512
CUSTOM_ID = 100
SELECT_OPTIONS = 25
OPTION_LABEL = 100
OPTION_VALUE = 100
PLACEHOLDER = 150
ALT_TEXT = 1024
MODAL_TITLE = 45
MODAL_FIELDS = 5
FIELD_LABEL = 45
FIELD_HINT = 100
FIELD_VALUE = 4000
CHOICES_OFFERED = 25
CHOICE_NAME = 100
FILE_BYTES = 10 * 1024 * 1024  # what every server takes

ELLIPSIS = "…"


def shorten(text: str, most: int) -> str:
    """The text on one line, cut visibly to at most `most` characters; never empty, for Discord refuses that."""
    flat = " ".join(text.split())
    if len(flat) > most:
        flat = flat[: most - 1].rstrip() + ELLIPSIS
    return flat or ELLIPSIS
