"""`question ...` on the open question, and everything that answers one: letters, text, buttons, forms."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from bot.application import answering, challenging, daily, placing
from bot.application.actions import action
from bot.application.answering import Answered
from bot.application.asking import Wish
from bot.application.cards import (
    Button,
    Card,
    Footnote,
    Form,
    FormField,
    Heading,
    Input,
    Style,
    Text,
    Tone,
    card,
)
from bot.application.commands import quiz
from bot.application.commands.base import CommandModule, OnPress, Pressed, is_command
from bot.application.grammar.spec import Argument, Command, CommandSpec, Takes
from bot.application.ports.storage import Dialogue, Report
from bot.application.replies import Reply, reply
from bot.application.requests import Press
from bot.application.views.aftermath import aftermath
from bot.application.views.question import question_buttons, question_card
from bot.application.views.verdict import revealed_card, verdict_card
from bot.application.visit import Visit
from bot.domain.attempts import Attempt, AttemptState, Source
from bot.errors import NothingOpen, TooMuch
from bot.ids import ReportId

REPORT_CHARACTERS = 1000

SPEC = CommandSpec(
    name="question",
    help="Hint, explanation, skip or report for the open question",
    arguments=(
        Argument(
            name="do",
            takes=Takes.WORD,
            help="what to do with the open question",
            required=True,
            choices=("hint", "explain", "skip", "report"),
            also=("next", "again", "guessed", "reason"),
        ),
    ),
    examples=("question hint", "question skip"),
    details="In a conversation the bare words work too: `hint`, `why?`, `skip`, `report`, `next`, `guessed`.",
)

TELLING = frozenset({"explain", "again", "guessed"})  # what would tell right from wrong
STILL_RUNNING = "That challenge is still running. The explanation comes to the channel together with its result."
NOTHING_OPEN = "There is no open question here. Type `quiz` for one, or `daily` for today's plan."


async def run(visit: Visit, command: Command) -> Reply:
    """Act on the question asked last in this conversation."""
    do = command.arguments["do"]
    attempt = await visit.uow.attempts.latest(visit.learner.id, visit.conversation)
    if do == "next":
        return await following(visit, attempt)
    if attempt is None:
        raise NothingOpen(NOTHING_OPEN)
    if do in TELLING and await challenging.is_running(visit, attempt):
        return reply(card(Text(STILL_RUNNING), tone=Tone.NOTICE))
    match do:
        case "hint":
            return await _hint(visit, attempt)
        case "explain":
            return await _explain(visit, attempt)
        case "skip":
            return await _skip(visit, attempt)
        case "report":
            return await _ask_report(visit, attempt)
        case "guessed":
            return await _guessed(visit, attempt)
        case "reason":
            reason = attempt.reason or "You asked for it, and it fits your level."
            return reply(card(Text(f"Why this question: {reason}")))
        case _:
            return await _show_again(visit, attempt)


async def answer_line(visit: Visit, attempt: Attempt, text: str) -> Reply:
    """A typed answer to the open question."""
    return await verdict(visit, await answering.answer_line(visit, attempt, text))


async def verdict(visit: Visit, answered: Answered, *, replaces: bool = False, lead: str = "") -> Reply:
    """The verdict with what comes next; in a placement, the next question of it."""
    told = verdict_card(
        answered.question,
        answered.attempt,
        answered.marking,
        aftermath=aftermath(visit, answered),
        next_button=next_button(answered.attempt),
        lead=lead,
        recap=replaces or answered.earlier,
    )
    more: tuple[Card, ...] = ()
    if answered.attempt.source is Source.PLACEMENT and not answered.earlier:
        more = await placing.after_answer(visit, answered)
    return reply(told, *more, replaces=replaces)


async def following(visit: Visit, attempt: Attempt | None) -> Reply:
    """What comes after a question: the rest of today's plan, or another one by the same wish."""
    if attempt is None:
        return await quiz.put(visit, Wish())
    if attempt.source is Source.PLACEMENT:
        cards = await placing.go_on(visit)
        if cards:
            return reply(*cards)
    if attempt.source in {Source.DAILY, Source.PROMPT}:
        return await daily.go_on(visit)
    words = attempt.wish.split()
    level = next((int(word) for word in words if word.isdecimal()), None)
    area = next((word for word in words if not word.isdecimal()), None)
    return await quiz.put(visit, Wish(area=area, level=level))


def next_button(attempt: Attempt) -> Button:
    """On to what follows this question."""
    label = "Go on" if attempt.source in {Source.DAILY, Source.PROMPT, Source.PLACEMENT} else "Next question"
    return Button(label, action("next", attempt.id), "next", Style.PRIMARY)


async def _hint(visit: Visit, attempt: Attempt) -> Reply:
    if attempt.state is not AttemptState.OPEN:
        raise NothingOpen(NOTHING_OPEN)
    question, attempt = await answering.take_hint(visit, attempt)
    if isinstance(visit.request.action, Press):
        return reply(question_card(question, attempt, hint=question.hint), replaces=True)
    return reply(card(Text(f"**Hint.** {question.hint}"), question_buttons(attempt, hinted=True)))


async def _explain(visit: Visit, attempt: Attempt) -> Reply:
    if attempt.state is AttemptState.ANSWERED:
        return await verdict(visit, await answering.answer_line(visit, attempt, ""), replaces=True)
    return await _reveal(visit, attempt, explained=True)


async def _skip(visit: Visit, attempt: Attempt) -> Reply:
    if attempt.state is not AttemptState.OPEN:
        raise NothingOpen(NOTHING_OPEN)
    return await _reveal(visit, attempt, explained=False)


async def _reveal(visit: Visit, attempt: Attempt, *, explained: bool) -> Reply:
    """Close the question without an answer and show what it was about; a placement goes on."""
    placed = attempt.source is Source.PLACEMENT and attempt.state is AttemptState.OPEN
    question, attempt = await answering.skip(visit, attempt)
    pressed = isinstance(visit.request.action, Press)
    told = revealed_card(question, attempt, next_button(attempt), explained=explained, recap=pressed)
    more = await placing.after_skip(visit, question) if placed else ()
    return reply(told, *more, replaces=True)


async def _guessed(visit: Visit, attempt: Attempt) -> Reply:
    if attempt.state is not AttemptState.ANSWERED:
        raise NothingOpen("Answer first, then tell me whether it was a guess.")
    if not attempt.correct:
        return reply(card(Text("It was counted as not known already; it comes back soon.")))
    answered = await answering.mark_guessed(visit, attempt)
    line = aftermath(visit, answered).memory
    return reply(card(Text(f"Thank you for saying so: I count it as not known yet. {line}")))


async def _show_again(visit: Visit, attempt: Attempt) -> Reply:
    question = await answering.shown_question(visit, attempt)
    if attempt.state is AttemptState.OPEN:
        return reply(question_card(question, attempt, hint=question.hint if attempt.hints else ""))
    return await _explain(visit, attempt)


async def _ask_report(visit: Visit, attempt: Attempt) -> Reply:
    await visit.uow.dialogues.put(
        visit.learner.id,
        visit.conversation,
        Dialogue(kind="report", step="text", data={"attempt": str(attempt.id)}, updated_at=visit.now),
    )
    return reply(
        card(
            Heading("Report a problem"),
            Text("What is wrong or unclear about this question? One line is enough; `cancel` leaves it."),
            _report_form(attempt),
            Footnote(f"Question `{attempt.question_id}`"),
        )
    )


def _report_form(attempt: Attempt) -> Form:
    field = FormField(
        key="text", label="What is wrong or unclear?", input=Input.PARAGRAPH, max_length=REPORT_CHARACTERS
    )
    return Form(
        label="Describe it",
        title="Report a problem",
        action=action("report", attempt.id),
        fields=(field,),
        says="just type it",
    )


async def _report_line(visit: Visit, dialogue: Dialogue, text: str) -> Reply | None:
    """The next line is the report, unless it is a command: that leaves the report and passes on."""
    await visit.uow.dialogues.end(visit.learner.id, visit.conversation)
    if is_command(text):
        return None
    if text.strip().casefold() in {"cancel", "no", "nothing", "never mind"}:
        return reply(card(Text("All right, nothing was reported.")))
    attempt = await answering.own_attempt(visit, UUID(str(dialogue.data["attempt"])))
    return await _store_report(visit, attempt, text)


async def _store_report(visit: Visit, attempt: Attempt, text: str) -> Reply:
    text = text.strip()
    if len(text) > REPORT_CHARACTERS:
        raise TooMuch(f"Please say it in at most {REPORT_CHARACTERS:,} characters (that was {len(text):,}).")
    await visit.uow.reports.add(
        Report(
            id=ReportId(visit.new_id()),
            learner_id=visit.learner.id,
            attempt_id=attempt.id,
            question_id=attempt.question_id,
            version=attempt.version,
            text=text,
            at=visit.now,
        )
    )
    return reply(
        card(
            Text("Thank you. The maintainers of the question bank will see this together with the question."),
            tone=Tone.NOTICE,
        )
    )


async def _press_answer(visit: Visit, pressed: Pressed) -> Reply:
    attempt = await answering.own_attempt(visit, pressed.ref.uuid())
    if pressed.fields:
        answered = await answering.answer_line(visit, attempt, pressed.fields.get("text", ""))
    else:
        answered = await answering.answer_keys(visit, attempt, pressed.values)
    lead = "You answered this one already; nothing was changed." if answered.earlier else ""
    return await verdict(visit, answered, replaces=True, lead=lead)


async def _press_report(visit: Visit, pressed: Pressed) -> Reply:
    attempt = await answering.own_attempt(visit, pressed.ref.uuid())
    if pressed.fields:
        await visit.uow.dialogues.end(visit.learner.id, visit.conversation)
        return await _store_report(visit, attempt, pressed.fields.get("text", ""))
    return await _ask_report(visit, attempt)


async def _open_answer(visit: Visit, pressed: Pressed) -> Reply:
    """The question with the form to answer it; the verdict, if it was answered meanwhile."""
    attempt = await answering.own_attempt(visit, pressed.ref.uuid())
    if attempt.state is not AttemptState.OPEN:
        return await _explain(visit, attempt)
    question = await answering.shown_question(visit, attempt)
    return reply(question_card(question, attempt, hint=question.hint if attempt.hints else ""))


async def _open_report(visit: Visit, pressed: Pressed) -> Reply:
    """The form of a report; unlike the typed way it does not take the next line for the report."""
    attempt = await answering.own_attempt(visit, pressed.ref.uuid())
    return reply(card(_report_form(attempt), Footnote(f"Question `{attempt.question_id}`")))


def _pressed(act: Callable[[Visit, Attempt], Awaitable[Reply]]) -> OnPress:
    """A button that acts on the learner's own attempt."""

    async def press(visit: Visit, pressed: Pressed) -> Reply:
        return await act(visit, await answering.own_attempt(visit, pressed.ref.uuid()))

    return press


MODULE = CommandModule(
    spec=SPEC,
    run=run,
    presses={
        "answer": _press_answer,
        "hint": _pressed(_hint),
        "explain": _pressed(_explain),
        "skip": _pressed(_skip),
        "guessed": _pressed(_guessed),
        "next": _pressed(following),
        "report": _press_report,
    },
    forms={"answer": _open_answer, "report": _open_report},
    dialogues={"report": _report_line},
)
