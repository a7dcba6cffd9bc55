"""`start`: time zone, prompt time, interests, then a short placement; every step can be skipped."""

from collections.abc import Awaitable, Callable
from zoneinfo import ZoneInfo

from bot.application import placing
from bot.application.actions import STALE, action
from bot.application.cards import (
    Button,
    Buttons,
    Card,
    Footnote,
    Form,
    FormField,
    Heading,
    Input,
    Style,
    Text,
    card,
)
from bot.application.commands.base import CommandModule, Pressed, is_command
from bot.application.grammar.spec import Command, CommandSpec
from bot.application.learner_settings import SETTINGS
from bot.application.ports.storage import Dialogue
from bot.application.replies import Reply, reply
from bot.application.views.words import clock_time, listing
from bot.application.visit import Visit
from bot.domain.attempts import AttemptState
from bot.domain.people import ZoneSource
from bot.domain.weekday_sets import format_weekdays
from bot.errors import StaleButton
from content.areas import Area

SPEC = CommandSpec(
    name="start",
    help="Set up: time zone, daily prompt, interests and a short placement",
    examples=("start",),
    details="Everything has a sensible default; `skip` goes on, `stop` ends it. `settings` changes it later.",
)

KIND = "start"
STEPS = ("zone", "time", "areas", "placement")
SKIP = frozenset({"skip", "next", "later", "no", "pass", "default", "keep"})
STOP = frozenset({"stop", "skip all", "end", "enough", "cancel", "quit"})
YES = frozenset({"yes", "y", "ok", "okay", "right", "correct", "begin", "go", "sure", "yep"})
PROMPT_TIMES = ("08:30", "09:00", "12:30", "17:00")


async def run(visit: Visit, command: Command) -> Reply:
    """Begin at the first step, also for those who did it before."""
    hello = card(
        Heading("Welcome"),
        Text(
            "I keep your backend skills growing, a few minutes a day: questions that come back just before you "
            "would forget them, and real practice problems. Four short steps; `skip` and `stop` work at each."
        ),
    )
    return reply(hello, *await _enter(visit, "zone"))


async def _enter(visit: Visit, step: str) -> tuple[Card, ...]:
    await visit.uow.dialogues.put(
        visit.learner.id, visit.conversation, Dialogue(kind=KIND, step=step, data={}, updated_at=visit.now)
    )
    return (await VIEWS[step](visit),)


async def _following(visit: Visit, step: str) -> tuple[Card, ...]:
    """The step after this one; after the last, the placement."""
    if step == "placement":
        await _finish(visit)
        return await placing.begin(visit)
    return await _enter(visit, STEPS[STEPS.index(step) + 1])


async def _finish(visit: Visit) -> None:
    if visit.learner.started_at is None:
        await visit.change_learner(started_at=visit.now)


async def _line(visit: Visit, dialogue: Dialogue, text: str) -> Reply | None:
    """A line during the steps: an answer to the step, `skip`, `stop`, or a command that passes on.

    A question that was asked since the step was shown comes first: its answer, `skip` and `next` pass on, too.
    """
    step, word = dialogue.step, " ".join(text.casefold().split()).strip(" .!")
    if word in STOP:
        await _finish(visit)
        return reply(await placing.stop(visit))
    asked = await visit.uow.attempts.latest(visit.learner.id, visit.conversation)
    since = asked is not None and asked.asked_at >= dialogue.updated_at
    if asked is not None and since and (asked.state is AttemptState.OPEN or word == "next"):
        return None
    if word in SKIP and not (step == "time" and word == "no"):
        if step == "placement":
            await _finish(visit)
            return reply(await placing.stop(visit))
        return reply(*await _following(visit, step))
    if word in YES and step in {"zone", "time", "placement"}:
        return reply(*await _confirm(visit, step))
    if step == "placement" or is_command(text):
        return None
    return reply(*await _take(visit, step, text))


async def _confirm(visit: Visit, step: str) -> tuple[Card, ...]:
    if step == "zone":
        await visit.change_learner(zone_source=ZoneSource.LEARNER)
    elif step == "time":
        await visit.change_learner(prompts=True)
    return await _following(visit, step)


async def _take(visit: Visit, step: str, text: str) -> tuple[Card, ...]:
    """Store a step's value by the setting of the same meaning. Raises `BadSetting`; the step stays then."""
    if step == "time" and text.strip().casefold() in {"off", "no", "none", "never"}:
        await SETTINGS["prompts"].apply(visit, "off")
    else:
        await SETTINGS[{"zone": "timezone"}.get(step, step)].apply(visit, text)
    return await _following(visit, step)


async def _zone_card(visit: Visit) -> Card:
    learner = visit.learner
    local = visit.now.astimezone(ZoneInfo(learner.zone))
    return card(
        Heading("1 of 4: your clock"),
        Text(f"For you it is **{clock_time(local.time())}** ({learner.zone}), isn't it?"),
        Buttons((Button("That's right", action("start-yes", "zone"), "yes", Style.PRIMARY), _skip("zone"))),
        Form(
            label="Another time zone",
            title="Your time zone",
            action=action("start-set", "zone"),
            fields=(
                FormField(
                    key="value", label="Time zone", input=Input.LINE, value=learner.zone,
                    hint="Like Europe/Berlin or America/New_York", max_length=60,
                ),
            ),
            says="Europe/Berlin",
        ),
        Footnote("Type `yes`, or a time zone like `Europe/Berlin`. Your streak and prompts follow it."),
    )  # fmt: skip


async def _time_card(visit: Visit) -> Card:
    days = format_weekdays(visit.learner.weekdays)
    times = tuple(
        Button(at, action("start-time", at.replace(":", "")), at, Style.PRIMARY if at == "09:00" else Style.PLAIN)
        for at in PROMPT_TIMES
    )
    return card(
        Heading("2 of 4: a daily prompt"),
        Text(f"When shall I write to you, once a day, {days}? It takes about three minutes."),
        Buttons((*times, Button("No prompts", action("start-time", "off"), "off"))),
        Footnote("Type a time like `08:30`, or `off`. `settings weekdays` changes the days."),
    )


async def _areas_card(visit: Visit) -> Card:
    return card(
        Heading("3 of 4: your interests"),
        Text("Which areas do you want more of? The others come too, only less often."),
        Text(listing([f"`{area.value}`" for area in Area])),
        Form(
            label="Choose areas",
            title="Your interests",
            action=action("start-set", "areas"),
            fields=(
                FormField(
                    key="value",
                    label="More of these",
                    input=Input.SOME_OF,
                    options=tuple((area.value, area.label) for area in Area),
                    required=False,
                ),
            ),
            says="databases, security",
        ),
        Buttons((_skip("areas", "All alike"),)),
        Footnote("Type some, like `databases, security`, or `skip` for all alike."),
    )


async def _placement_card(visit: Visit) -> Card:
    return card(
        Heading("4 of 4: a short placement"),
        Text("At most ten questions, fewer when I am sure, so that the first weeks are neither dull nor too hard."),
        Buttons(
            (
                Button("Begin", action("start-yes", "placement"), "begin", Style.PRIMARY),
                _skip("placement", "Skip it"),
            )
        ),
        Footnote("Type `begin` or `skip`."),
    )


VIEWS: dict[str, Callable[[Visit], Awaitable[Card]]] = {
    "zone": _zone_card,
    "time": _time_card,
    "areas": _areas_card,
    "placement": _placement_card,
}


def _skip(step: str, label: str = "Skip") -> Button:
    return Button(label, action("start-skip", step), "skip")


async def _press_start(visit: Visit, pressed: Pressed) -> Reply:
    return await run(visit, Command(name=SPEC.name, arguments={}))


async def _press_yes(visit: Visit, pressed: Pressed) -> Reply:
    return reply(*await _confirm(visit, _step(pressed)), replaces=True)


async def _press_skip(visit: Visit, pressed: Pressed) -> Reply:
    step = _step(pressed)
    if step == "placement":
        await _finish(visit)
        return reply(await placing.stop(visit), replaces=True)
    return reply(*await _following(visit, step), replaces=True)


async def _open_set(visit: Visit, pressed: Pressed) -> Reply:
    """The form of a step, without moving on."""
    shown = await VIEWS[_step(pressed)](visit)
    return reply(card(*(element for element in shown.elements if isinstance(element, Form))))


async def _press_set(visit: Visit, pressed: Pressed) -> Reply:
    value = pressed.fields.get("value", "").strip()
    step = _step(pressed)
    cards = await (_take(visit, step, value) if value else _following(visit, step))
    return reply(*cards, replaces=True)


async def _press_time(visit: Visit, pressed: Pressed) -> Reply:
    return reply(*await _take(visit, "time", pressed.ref.argument), replaces=True)


def _step(pressed: Pressed) -> str:
    if pressed.ref.argument not in STEPS:
        raise StaleButton(STALE)
    return pressed.ref.argument


async def _placement_line(visit: Visit, dialogue: Dialogue, text: str) -> Reply | None:
    """During the placement only `stop` is its own; answers and commands pass on."""
    if " ".join(text.casefold().split()).strip(" .!") in STOP:
        return reply(await placing.stop(visit))
    return None


MODULE = CommandModule(
    spec=SPEC,
    run=run,
    presses={
        "start": _press_start,
        "start-yes": _press_yes,
        "start-skip": _press_skip,
        "start-set": _press_set,
        "start-time": _press_time,
    },
    forms={"start-set": _open_set},
    dialogues={KIND: _line, placing.KIND: _placement_line},
)
