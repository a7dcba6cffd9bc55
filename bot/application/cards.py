"""What a person sees: a card is a list of elements, a small closed set that every adapter must draw.

Texts called `markup` are restricted Markdown (see `bot.application.markup`); all others are plain.
Adapters escape both for their platform; words from people enter markup only through `markup.escape`.
"""

from enum import StrEnum

import msgspec

from bot.application.requests import AccountKey
from bot.ids import AccountId
from bot.pictures.drawings import Drawing


class Heading(msgspec.Struct, frozen=True, tag=True):
    """A title, one line of plain text."""

    text: str


class Text(msgspec.Struct, frozen=True, tag=True):
    """Paragraphs or list lines in restricted Markdown."""

    markup: str


class Code(msgspec.Struct, frozen=True, tag=True):
    """A block of code; `language` is a Pygments name or empty."""

    code: str
    language: str = ""


class Field(msgspec.Struct, frozen=True):
    """A label (plain) with its value (markup)."""

    label: str
    value: str


class Fields(msgspec.Struct, frozen=True, tag=True):
    """Labels with values, drawn as two columns where there is room."""

    items: tuple[Field, ...]


class Mark(StrEnum):
    """How a choice turned out."""

    NONE = "none"
    RIGHT = "right"
    WRONG = "wrong"  # chosen, and wrong
    MISSED = "missed"  # right, and not chosen


class Choice(msgspec.Struct, frozen=True):
    """One choice: its key (a lower-case letter), its text and, once answered, how it turned out."""

    key: str
    markup: str
    mark: Mark = Mark.NONE


class Pick(StrEnum):
    """How choices are answered."""

    ONE = "one"
    MANY = "many"
    ORDER = "order"
    NONE = "none"  # already answered: shown, not pressed


class Choices(msgspec.Struct, frozen=True, tag=True):
    """The options of a question as shown. Pressing sends `action` with the keys as values."""

    action: str
    pick: Pick
    items: tuple[Choice, ...]


class Style(StrEnum):
    """How much a button stands out."""

    PRIMARY = "primary"
    PLAIN = "plain"
    DANGER = "danger"


class Button(msgspec.Struct, frozen=True):
    """A button. `action` refers to stored state, `says` is the line to type where there are no buttons."""

    label: str
    action: str
    says: str
    style: Style = Style.PLAIN


class Buttons(msgspec.Struct, frozen=True, tag=True):
    """A row of buttons; `rare` ones may be tucked away in a menu."""

    items: tuple[Button, ...]
    rare: tuple[Button, ...] = ()


class Input(StrEnum):
    """What a form field takes."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    ONE_OF = "one-of"
    SOME_OF = "some-of"


class FormField(msgspec.Struct, frozen=True, kw_only=True):
    """One field of a form; `options` are (value, label) pairs for the choosing kinds."""

    key: str
    label: str
    input: Input
    value: str = ""  # some-of: values joined by commas
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    required: bool = True
    max_length: int = 3000


class Form(msgspec.Struct, frozen=True, tag=True):
    """A form behind a button called `label`; `says` tells how to do the same by typing."""

    label: str
    title: str
    action: str
    fields: tuple[FormField, ...]
    says: str
    style: Style = Style.PLAIN


class Progress(msgspec.Struct, frozen=True, tag=True):
    """A bar: `share` is 0..1, `caption` says it in words."""

    label: str
    share: float
    caption: str


class Picture(msgspec.Struct, frozen=True, tag=True):
    """A picture, given as what to draw, so that only platforms which show it pay for drawing."""

    drawing: Drawing
    alt: str


class Link(msgspec.Struct, frozen=True, tag=True):
    """A link to an address that we built or an author wrote, never one from a person."""

    label: str
    url: str


class Footnote(msgspec.Struct, frozen=True, tag=True):
    """A small line of markup."""

    markup: str


class Attachment(msgspec.Struct, frozen=True, tag=True):
    """A file for the learner alone (an export)."""

    filename: str
    content: str


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who chose to be named; `mark` (plain) stands before the name, `note` (markup) behind it.

    Names are never stored. A stored card knows the account alone; `key` is filled in as the card leaves (by
    `bot.application.naming`), and only while the person still wants to be named. An adapter draws the name that
    its platform has for `key` at that moment, so that nobody is notified; without a key it draws `SOMEBODY`.
    """

    account_id: AccountId
    mark: str = ""
    note: str = ""
    key: AccountKey | None = None


SOMEBODY = "a teammate"  # whoever no longer wants to be named, or has left


class People(msgspec.Struct, frozen=True, tag=True):
    """People by name, between `lead` and `tail` (both markup): one a line, or in one line (`in_a_line`).

    `bot.application.naming.lines` tells how it reads; an adapter only draws the pieces.
    """

    lead: str
    items: tuple[Person, ...]
    tail: str = ""
    in_a_line: bool = False


Element = (
    Heading
    | Text
    | Code
    | Fields
    | Choices
    | Buttons
    | Form
    | Progress
    | Picture
    | Link
    | Footnote
    | Attachment
    | People
)


class Tone(StrEnum):
    """The mood of a card, drawn as an accent where the platform has one (never by colour alone)."""

    NEUTRAL = "neutral"
    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    NOTICE = "notice"


class Card(msgspec.Struct, frozen=True):
    """What a person sees in one piece."""

    elements: tuple[Element, ...]
    tone: Tone = Tone.NEUTRAL


def card(*elements: Element | None, tone: Tone = Tone.NEUTRAL) -> Card:
    """A card of the given elements; None is left out, so that optional parts read inline."""
    return Card(tuple(element for element in elements if element is not None), tone)
