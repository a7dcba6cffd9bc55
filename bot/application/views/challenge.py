"""The cards of a challenge: as put to the channel, as answered in private, and its result."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.application import markup
from bot.application.actions import action
from bot.application.cards import (
    Button,
    Buttons,
    Card,
    Choice,
    Choices,
    Element,
    Footnote,
    Heading,
    People,
    Person,
    Picture,
    Style,
    Text,
    Tone,
    card,
)
from bot.application.ports.teamwork import ChallengeAnswer
from bot.application.views.prose import prose
from bot.application.views.question import PICKS
from bot.application.views.solution import references, solution
from bot.application.views.words import area_label, clock_time, level_label, listing, plural, short_date
from bot.domain.challenges import Challenge
from bot.domain.kinds.base import LETTERS
from bot.pictures.drawings import AnswerDistribution, OptionCount, alt_text
from content.model import Kind, Question

VERB = "challenge"
NAMES_MAX = 30


def challenge_card(challenge: Challenge, question: Question, zone: str) -> Card:
    """The question as the channel sees it; everyone answers by button, in private."""
    name = "Question of the day" if challenge.day else "Challenge"
    many = " More than one may be right." if question.kind is Kind.MULTIPLE else ""
    until = when(challenge.closes_at, challenge.posted_at, zone)
    return card(
        Heading(f"{name}: {question.area.label}, {level_label(question.level)}"),
        *prose(question.prompt),
        Choices(
            action(VERB, challenge.id),
            PICKS[question.kind],
            tuple(
                Choice(LETTERS[index], question.option(option_id).text)
                for index, option_id in enumerate(challenge.order)
            ),
        ),
        Footnote(f"Your answer is seen by nobody else.{many} The result and the explanation come {until}."),
    )


def noted_card(
    challenge: Challenge, question: Question, given: Sequence[str], *, until: str, lead: str, notes: Sequence[str]
) -> Card:
    """The learner's own answer, without a verdict: that comes with the result, for all at once."""
    letters = [LETTERS[index].upper() for index, option_id in enumerate(challenge.order) if option_id in given]
    texts = [question.option(option_id).text for option_id in challenge.order if option_id in given]
    chosen = f"**{letters[0]}**: {texts[0]}" if len(texts) == 1 else f"**{listing(letters)}**"
    return card(
        Text(f"{lead} {chosen}"),
        Text(f"The result and the explanation come {until}."),
        Footnote(" ".join(notes)) if notes else None,
        tone=Tone.NOTICE,
    )


def result_card(challenge: Challenge, question: Question, answers: Sequence[ChallengeAnswer]) -> Card:
    """How the channel answered, what is right and why, and who took part."""
    name = "Question of the day" if challenge.day else "Challenge"
    distribution = _distribution(challenge, question, answers)
    return card(
        Heading(f"{name}, the result: {question.area.label}"),
        *prose(question.prompt),
        Text(_outcome(answers)),
        Picture(distribution, alt_text(distribution)) if answers else None,
        *solution(question, challenge.order),
        *references(question),
        _who(answers),
        Buttons(
            (
                Button(
                    f"Another on {area_label(question.area)}",
                    action("quiz", question.area.value),
                    f"quiz {question.area.value}",
                    Style.PRIMARY,
                ),
            )
        ),
    )


def when(at: datetime, seen: datetime, zone: str) -> str:
    """An instant as people say it in a zone: `today at 18:00`, `on Tue 24 Nov at 10:00 (Europe/Berlin)`."""
    local, here = at.astimezone(ZoneInfo(zone)), seen.astimezone(ZoneInfo(zone))
    day = "today" if local.date() == here.date() else f"on {short_date(local.date(), here.date())}"
    return f"{day} at {clock_time(local.time())} ({zone})"


def _distribution(challenge: Challenge, question: Question, answers: Sequence[ChallengeAnswer]) -> AnswerDistribution:
    counts = Counter(option_id for answer in answers for option_id in answer.given)
    return AnswerDistribution(
        question=_in_words(question.prompt),
        options=tuple(
            OptionCount(
                letter=LETTERS[index].upper(),
                text=markup.plain_inline(question.option(option_id).text),
                count=counts[option_id],
                right=option_id in question.answer,
            )
            for index, option_id in enumerate(challenge.order)
        ),
        answered=len(answers),
    )


def _in_words(prompt: str) -> str:
    """The prompt on one line, without its code: the card shows that above the picture."""
    blocks = (block for block in markup.parse(prompt) if not isinstance(block, markup.Fence))
    return " ".join(word for block in blocks for span in block.spans for word in span.text.split())


def _outcome(answers: Sequence[ChallengeAnswer]) -> str:
    if not answers:
        return "Nobody answered this one. Here is what is right, and why."
    right = sum(answer.correct for answer in answers)
    return f"**{right} of {plural(len(answers), 'person', 'people')}** had it right."


def _who(answers: Sequence[ChallengeAnswer]) -> Element | None:
    """Names of those who opted in; none where nobody was right, for then each name would tell a wrong answer."""
    named = [answer.account_id for answer in answers if answer.account_id] if any(a.correct for a in answers) else []
    shown = named[:NAMES_MAX]
    if not shown:
        return Text(f"{plural(len(answers), 'person', 'people')} took part.") if answers else None
    others = len(answers) - len(shown)
    tail = f"and {plural(others, 'other')}" if others else ""
    return People("Took part:", tuple(Person(account_id=account_id) for account_id in shown), tail, in_a_line=True)
