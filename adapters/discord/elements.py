"""Each element of a card as parts of a message; the match is exhaustive, so a new element fails the type check."""

import re
from collections.abc import Iterable
from typing import assert_never

from adapters.discord.ids import ORDER_PAGE, CustomId
from adapters.discord.limits import ALT_TEXT, BUTTON_URL, MODAL_FIELDS, ROW_BUTTONS, shorten
from adapters.discord.page import Json, Undrawn
from adapters.discord.parts import Part, Row, Shown, Words, button, file, gallery, link_button, select
from adapters.discord.rest.client import Upload
from adapters.discord.words import Piece, Pieces, bold, code, draw, is_web, line, plain, prose
from bot.application import cards, markup, naming
from bot.application.cards import SOMEBODY, Choice, Element, Mark, Person, Pick, Style
from bot.application.plain import MARKS
from bot.application.requests import Platform

BAR_CELLS = 12  # as many as stay on one line of a phone
LETTER_WORDS = 20  # characters; options as short as this stand on their buttons
SIGNS = {Mark.NONE: "", Mark.RIGHT: "✅ ", Mark.WRONG: "❌ ", Mark.MISSED: "☑️ "}

_NEW_LINE = Piece("\n")
_NOT_IN_FILE_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


class Draft:
    """One message in the making: what must be different in it, and the reference it carries."""

    def __init__(self, reference: str = "") -> None:
        self._reference = reference
        self._used: dict[str, int] = {}
        self._files = 0

    def custom_id(self, action: str, *, key: str = "", page: str = "") -> str:
        """An id that no other component of this message has."""
        first = str(CustomId(action=action, key=key, page=page))
        nth = self._used.get(first, 0)
        self._used[first] = nth + 1
        return str(CustomId(action=action, key=key, page=page, nth=nth + 1 if nth else 0, reference=self._reference))

    def filename(self, stem: str, suffix: str) -> str:
        """A name that no other file of this message has."""
        self._files += 1
        return f"{_NOT_IN_FILE_NAMES.sub('-', stem)[:60] or 'file'}-{self._files}{suffix}"


def parts_of(element: Element, draft: Draft) -> list[Part]:
    """The parts of one element."""
    match element:
        case cards.Heading(text):
            return [_words([Piece("## "), *plain(" ".join(text.split()))])]
        case cards.Text(words):
            return [_words(prose(words))]
        case cards.Code(text, language):
            return [_words(code(text, language))]
        case cards.Fields(items):
            return [_words(_lines([*bold(item.label), Piece("  "), *line(item.value)] for item in items))]
        case cards.Choices(action, pick, items):
            return [_words(_lines(_choice(item) for item in items)), *_picking(action, pick, items, draft)]
        case cards.Buttons(items, rare):
            return _rows([button(b.label, draft.custom_id(b.action), b.style) for b in (*items, *rare)])
        case cards.Form():
            return _rows(_form_buttons(element, draft))
        case cards.Progress(label, share, caption):
            return [_words([*bold(label), Piece(f"\n`{_bar(share)}`\n-# "), *plain(caption)])]
        case cards.Picture(drawing, alt):
            name = draft.filename("picture", ".png")
            return [
                Shown(gallery(name, alt), Undrawn(filename=name, drawing=drawing, description=shorten(alt, ALT_TEXT)))
            ]
        case cards.Link(label, url):
            return [_link(label, url)]
        case cards.Footnote(words):
            return [_words([Piece("-# "), *line(words.replace("\n", " "))])]
        case cards.Attachment(filename, content):
            stem, _, suffix = filename.rpartition(".")
            name = draft.filename(stem or filename, f".{_NOT_IN_FILE_NAMES.sub('', suffix)[:10]}" if stem else "")
            return [Shown(file(name), Upload(filename=name, content=content.encode()))]
        case cards.People():
            return [_words(_lines(_named(naming_line) for naming_line in naming.lines(element)))]
        case _:
            assert_never(element)


def _words(pieces: Pieces) -> Words:
    return Words(tuple(pieces))


def _lines(rows: Iterable[Pieces]) -> list[Piece]:
    pieces: list[Piece] = []
    for row in rows:
        pieces += [_NEW_LINE, *row] if pieces else row
    return pieces


def _choice(item: Choice) -> list[Piece]:
    """An option: its letter, its text and, once answered, how it turned out."""
    text = line(item.markup.replace("\n", " "))
    return [*plain(SIGNS[item.mark]), *bold(f"{item.key.upper()}."), Piece(" "), *text, *plain(MARKS[item.mark])]


def _picking(action: str, pick: Pick, items: tuple[Choice, ...], draft: Draft) -> list[Part]:
    """What to press: letters for one, a menu for several, a form for an order."""
    if not items:
        return []
    match pick:
        case Pick.NONE:
            return []
        case Pick.ONE:
            short = all(len(markup.plain_inline(item.markup)) <= LETTER_WORDS for item in items)
            return _rows(
                [
                    button(_label(item) if short else item.key.upper(), draft.custom_id(action, key=item.key))
                    for item in items
                ],
                shared=False,
            )
        case Pick.MANY:
            options = [(item.key, _label(item)) for item in items]
            menu = select(
                draft.custom_id(action), options, least=1, most=len(options), placeholder="Choose all that are right"
            )
            return [Row((menu,), shared=False)]
        case Pick.ORDER:
            return _rows([button("Put in order", draft.custom_id(action, page=ORDER_PAGE), Style.PRIMARY)])
        case _:
            assert_never(pick)


def _label(item: Choice) -> str:
    return f"{item.key.upper()}: {markup.plain_inline(item.markup)}"


def _rows(buttons: list[Json], *, shared: bool = True) -> list[Part]:
    return [Row(tuple(buttons[start : start + ROW_BUTTONS]), shared) for start in range(0, len(buttons), ROW_BUTTONS)]


def _form_buttons(form: cards.Form, draft: Draft) -> list[Json]:
    """A button for each modal that the form needs: one takes five fields."""
    pages = max(1, -(-len(form.fields) // MODAL_FIELDS))
    return [
        button(
            form.label if pages == 1 else f"{form.label} ({page + 1} of {pages})",
            draft.custom_id(form.action, page=str(page)),
            form.style,
        )
        for page in range(min(pages, 10))
    ]


def _bar(share: float) -> str:
    full = round(max(0.0, min(1.0, share)) * BAR_CELLS)
    return "█" * full + "░" * (BAR_CELLS - full)


def _link(label: str, url: str) -> Part:
    """A button where Discord takes the address, else the words of it."""
    if len(url) <= BUTTON_URL and is_web(url):
        return Row((link_button(label, url),))
    return _words([*plain(f"{label}: "), *plain(url)])


def _named(pieces: Iterable[str | Person]) -> list[Piece]:
    found: list[Piece] = []
    for piece in pieces:
        found += line(piece) if isinstance(piece, str) else [_person(piece)]
    return found


def _person(person: Person) -> Piece:
    """A mention shows the name that the reader knows; the message pings nobody."""
    if person.key and person.key.platform is Platform.DISCORD and person.key.user_id.isdecimal():
        return Piece(f"<@{person.key.user_id}>")
    return Piece(SOMEBODY, before="**", after="**")


def words_of(words: Words, most: int | None = None) -> str:
    """A text display's text, blank if there is nothing to show."""
    return draw(words.pieces, most).strip("\n")
