"""The result of a challenge: a bar per option, the right one ticked, named and darker."""

from bot.pictures import style, words
from bot.pictures.paint.card import Card, opened
from bot.pictures.paint.lettering import drawable, fit, measure, wrap
from bot.pictures.values import AnswerDistribution, OptionCount

_TEXT_LEFT = style.MARGIN + 30.0
_SHARE = 46.0  # room for the share at the right
_BAR = 12.0
_BADGE = 20.0
_ELSEWHERE = "(in the message; not in this font)"
_TICK = "\N{CHECK MARK}"


def paint_answers(answers: AnswerDistribution) -> Card:
    """The question on top; bars are shares of all who answered, so a full track means everybody."""
    card = opened(answers, generic_title="Challenge result")
    card.lines(_written(answers.question), size=style.BODY, most=5)
    card.y += 16
    counts = max(measure(f"{option.count:,}", style.BODY, bold=True) for option in answers.options)
    left = _TEXT_LEFT if any(option.letter for option in answers.options) else float(style.MARGIN)
    track = style.WIDTH - style.MARGIN - _SHARE - counts - 12 - left
    for option in answers.options:
        _paint_option(card, option, answers.answered, left, track)
    return card


def _written(text: str) -> str:
    return drawable(text, _ELSEWHERE) if text else ""


def _paint_option(card: Card, option: OptionCount, answered: int, left: float, track: float) -> None:
    canvas = card.canvas
    top = card.y
    right = style.WIDTH - style.MARGIN
    room = right - left
    verdict = f"{_TICK} right" if option.right else ""
    if verdict:
        verdict_room = measure(verdict, style.SMALL, bold=True)
        canvas.text(right, top + 15, verdict, colour=style.TEAL, bold=True, across="right")
        room -= verdict_room + 10
    for line in wrap(_written(option.text), room, style.SMALL, lines=2, bold=option.right) or [""]:
        card.y += 16
        canvas.text(left, card.y - 1, line, bold=option.right)
    card.y += 6
    colour = style.TEAL if option.right else style.GREY_BAR
    canvas.rect(left, card.y, track, _BAR, style.PANEL)
    share = option.count / answered if answered else 0.0
    if share:
        canvas.rect(left, card.y, max(2.0, track * share), _BAR, colour)
    percent = words.percent(option.count, answered)
    canvas.text(right, card.y + 10.5, percent, colour=style.MUTED, across="right")
    count = f"{option.count:,}"
    canvas.text(right - _SHARE, card.y + 10.5, count, size=style.BODY, bold=True, across="right")
    if option.letter:
        _paint_letter(card, option, top + 2)
    card.y += _BAR + 12


def _paint_letter(card: Card, option: OptionCount, top: float) -> None:
    letter = fit(drawable(option.letter, "?"), 26, style.SMALL, bold=True)
    wide = max(_BADGE, measure(letter, style.SMALL, bold=True) + 8)
    fill = style.TEAL if option.right else style.CARD
    edge = style.TEAL if option.right else style.EDGE
    if wide == _BADGE:
        card.canvas.circle(style.MARGIN + wide / 2, top + wide / 2, wide / 2, fill, edge=edge, edge_width=1.2)
    else:
        card.canvas.rect(style.MARGIN, top, wide, _BADGE, fill, edge=edge, edge_width=1.2, radius=6)
    colour = style.CARD if option.right else style.INK
    card.canvas.text(style.MARGIN + wide / 2, top + 14.5, letter, colour=colour, bold=True, across="center")
