"""The one way in: a request becomes a reply. Every platform and the terminal call `Coach.handle`."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

import msgspec
import structlog

from bot.application import answering, naming, placing, reception
from bot.application.actions import STALE, parse_action
from bot.application.cards import Footnote, Heading, Text, Tone, card
from bot.application.commands import COMMANDS, GRAMMAR
from bot.application.commands import question as question_command
from bot.application.commands.base import OnLine, OnPress, Pressed
from bot.application.grammar.parse import Foreign, Malformed, Parsed, quote
from bot.application.grammar.spec import Command
from bot.application.markup import visible
from bot.application.replies import Reply, reply
from bot.application.requests import AccountKey, Invoke, Open, Press, Request, Say, Submit
from bot.application.services import Services
from bot.application.unasked import buttons, closed, lost_channels
from bot.application.views.words import try_lines
from bot.application.visit import Visit
from bot.domain.attempts import Attempt
from bot.domain.kinds.base import LETTERS, bare
from bot.errors import (
    BadAnswer,
    BadSetting,
    LearnerError,
    NothingOpen,
    NotUnderstood,
    StaleButton,
    StorageUnavailable,
    TooMuch,
    TryAgain,
)
from content.model import Kind

TRIES = 3  # at one request, when transactions collide
MAX_LINE = 4000  # characters; the longest answer that a rubric takes
DIALOGUE_LASTS = timedelta(days=1)  # then a line no longer answers what the coach asked last

log = structlog.get_logger(__name__)

PRESSES: Mapping[str, OnPress] = {
    verb: handler for module in COMMANDS.values() for verb, handler in module.presses.items()
} | buttons.PRESSES
FORMS: Mapping[str, OnPress] = {
    **PRESSES,
    **{verb: handler for module in COMMANDS.values() for verb, handler in module.forms.items()},
}
DIALOGUES: Mapping[str, OnLine] = {
    kind: handler for module in COMMANDS.values() for kind, handler in module.dialogues.items()
}


class Coach:
    """Serves requests. Holds no state of its own; any number of processes may run one."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def handle(self, request: Request) -> Reply:
        """The reply to one event. Never raises: what goes wrong is answered in plain words.

        A repeat of an event that was handled gets the stored reply, marked `repeated`, and changes nothing.
        A learner's mistake, or a database that does not answer, changes nothing either.
        """
        try:
            return await self._at_last(request)
        except LearnerError as error:
            return apology(error)
        except StorageUnavailable as error:
            log.error("storage unavailable", event_id=request.event_id, cause=str(error))
            return busy()
        except Exception:
            log.exception("request failed", event_id=request.event_id)
            return broken(request)

    async def zone(self, account: AccountKey) -> str | None:
        """The time zone (IANA name) of whoever has this account; None if nobody does or the database is silent."""
        try:
            async with self._services.uow() as uow:
                found = await uow.learners.find(account)
        except StorageUnavailable:
            return None
        return found[0].zone if found else None

    async def _at_last(self, request: Request) -> Reply:
        """Serve it, again where another transaction got in the way."""
        for _ in range(TRIES - 1):
            with suppress(TryAgain):
                return await self._in_one_transaction(request)
        return await self._in_one_transaction(request)

    async def _in_one_transaction(self, request: Request) -> Reply:
        platform = request.visitor.account.platform.value
        now = self._services.clock.now()
        async with self._services.uow() as uow:
            stored = await uow.events.begin(platform, request.event_id, now)
            if stored is not None:
                shown = await naming.with_keys(uow, stored.cards)
                return msgspec.structs.replace(stored, cards=shown, repeated=True)
            visit = await reception.admit(uow, self._services, request)
            answer = await closed.mention(visit, await serve(visit))
            answer = await lost_channels.mention(visit, answer)
            await uow.events.finish(platform, request.event_id, answer, None if visit.erased else visit.learner.id)
            shown = await naming.with_keys(uow, answer.cards)
            await uow.commit()
        return msgspec.structs.replace(answer, cards=shown)


async def serve(visit: Visit) -> Reply:
    """The reply to what the visitor did. Raises `LearnerError`."""
    match visit.request.action:
        case Say(text=text):
            return await said(visit, visible(text))
        case Invoke(command=name, arguments=arguments):
            return await run(visit, GRAMMAR.bind(name, {key: visible(text) for key, text in arguments.items()}))
        case Press(action=action, values=values):
            pressed = Pressed(ref=parse_action(action), values=values)
        case Submit(action=action, fields=fields):
            typed = {key: visible(text) for key, text in fields.items()}
            pressed = Pressed(ref=parse_action(action), fields=typed)
        case Open(action=action):
            pressed = Pressed(ref=parse_action(action))
    handlers = FORMS if isinstance(visit.request.action, Open) else PRESSES
    handler = handlers.get(pressed.ref.verb)
    if handler is None:
        raise StaleButton(STALE)
    return await handler(visit, pressed)


async def run(visit: Visit, command: Command) -> Reply:
    """Run a parsed command."""
    return await COMMANDS[command.name].run(visit, command)


async def said(visit: Visit, text: str) -> Reply:
    """A line of text: a step of a dialogue, a command, or an answer to this conversation's open question."""
    dialogue = await visit.uow.dialogues.get(visit.learner.id, visit.conversation)
    if dialogue is not None and dialogue.kind != placing.KIND and visit.now - dialogue.updated_at > DIALOGUE_LASTS:
        await visit.uow.dialogues.end(visit.learner.id, visit.conversation)
        dialogue = None
    if dialogue is not None and len(text) <= MAX_LINE:
        answer = await DIALOGUES[dialogue.kind](visit, dialogue, text)
        if answer is not None:
            return answer
    parsed = GRAMMAR.parse(text) if len(text) <= MAX_LINE else Foreign(())
    if isinstance(parsed, Command):
        return await run(visit, parsed)
    attempt = await visit.uow.attempts.latest_open(visit.learner.id, visit.conversation)
    if attempt is not None:
        return await _answered(visit, attempt, text, parsed)
    if len(text) > MAX_LINE:
        raise TooMuch(f"That is {len(text):,} characters; I read at most {MAX_LINE:,} at a time.")
    if isinstance(parsed, Malformed):
        raise parsed.error
    raise _not_understood(text, parsed)


async def _answered(visit: Visit, attempt: Attempt, text: str, parsed: Parsed) -> Reply:
    question = await answering.shown_question(visit, attempt)
    try:
        return await question_command.answer_line(visit, attempt, text)
    except BadAnswer as error:
        if question.kind in {Kind.SHORT_TEXT, Kind.OUTPUT, Kind.FREE_TEXT}:
            raise
        if isinstance(parsed, Malformed):
            raise parsed.error from None
        suggestions = parsed.suggestions if isinstance(parsed, Foreign) else ()
        if suggestions:
            raise NotUnderstood(str(error), suggestions) from None
        raise


def _not_understood(text: str, parsed: Foreign) -> LearnerError:
    if parsed.suggestions:
        return NotUnderstood(f"I do not know {quote(text)}.", parsed.suggestions)
    word = bare(text).strip("()[]:, ")
    if len(word) == 1 and (word in LETTERS[:7] or word.isdecimal()):
        return NothingOpen("There is no open question here. Type `quiz` for one, or `daily` for today's plan.")
    if not any(c.isalnum() for c in text):
        return NotUnderstood("I only read words. Type `quiz` for a question, or `help`.")
    return NotUnderstood(f"I do not understand {quote(text)}. Type `quiz` for a question, or `help`.")


def apology(error: LearnerError) -> Reply:
    """A mistake, kindly, with what would work."""
    suggestions = error.suggestions if isinstance(error, NotUnderstood | BadSetting) else ()
    hint = f"Did you mean {try_lines(suggestions)}?" if suggestions else None
    told = card(Text(str(error)), Text(hint) if hint else None, tone=Tone.NOTICE)
    return reply(told, refused=True, field=error.field if isinstance(error, BadSetting) else "")


def busy() -> Reply:
    """The database does not answer; nothing was changed."""
    return reply(
        card(
            Heading("One moment"),
            Text(
                "I cannot reach my notebook right now, so I changed nothing. "
                "Please try the same again in a minute; buttons and open questions keep working."
            ),
            tone=Tone.NOTICE,
        ),
        refused=True,
    )


def patience() -> Reply:
    """It takes unusually long; the answer comes all the same."""
    return reply(card(Text("This takes longer than usual. I am still at it, and nothing is lost."), tone=Tone.NOTICE))


def broken(request: Request) -> Reply:
    """Our own mistake; nothing was changed."""
    return reply(
        card(
            Heading("That went wrong on my side"),
            Text("Nothing was changed or lost. Please try again; if it stays so, tell whoever runs this coach."),
            Footnote(f"Reference: `{request.event_id[-40:]}`"),
            tone=Tone.NOTICE,
        ),
        refused=True,
    )
