"""What the buttons of prompts do, apart from answering: a pause, another time, and slowing down."""

from bot.application.actions import action
from bot.application.cards import Button, Buttons, Footnote, Form, FormField, Heading, Input, Text, Tone, card
from bot.application.commands.base import OnPress, Pressed
from bot.application.commands.pause import pause
from bot.application.commands.settings import next_prompt_line
from bot.application.commands.start import PROMPT_TIMES
from bot.application.grammar.spec import Command
from bot.application.learner_settings import SETTINGS
from bot.application.replies import Reply, reply
from bot.application.views.words import clock_time
from bot.application.visit import Visit
from bot.domain.weekday_sets import format_weekdays
from bot.errors import BadSetting


async def _keep(visit: Visit, pressed: Pressed) -> Reply:
    return reply(card(Text(f"Good. {next_prompt_line(visit)}"), tone=Tone.RIGHT))


async def _days(visit: Visit, pressed: Pressed) -> Reply:
    chosen = pressed.fields.get("weekdays", "") or " ".join(pressed.values)
    if not chosen.strip():
        raise BadSetting("At least one weekday has to stay. For time off there is `pause`.", ("pause",))
    await SETTINGS["weekdays"].apply(visit, chosen)
    days = format_weekdays(visit.learner.weekdays)
    return reply(card(Text(f"Done. From tomorrow on: **{days}**. {next_prompt_line(visit)}"), tone=Tone.RIGHT))


async def _pause(visit: Visit, pressed: Pressed) -> Reply:
    return await pause(visit, Command(name="pause", arguments={}))


async def _time(visit: Visit, pressed: Pressed) -> Reply:
    """The times to choose from; or the one that was chosen."""
    chosen = pressed.fields.get("value", "").strip() or pressed.ref.argument
    if chosen:
        await SETTINGS["time"].apply(visit, chosen)
        return reply(card(Text(f"Done. {next_prompt_line(visit)}"), tone=Tone.RIGHT))
    return reply(
        card(
            Heading("Another time"),
            Text(f"The daily prompt comes at **{clock_time(visit.learner.prompt_time)}**. When do you want it?"),
            Buttons(
                tuple(
                    Button(at, action("prompt-time", at.replace(":", "")), f"settings time {at}") for at in PROMPT_TIMES
                )
            ),
            Form(
                label="Another time",
                title="Prompt time",
                action=action("prompt-time"),
                fields=(
                    FormField(
                        key="value",
                        label="Time",
                        input=Input.LINE,
                        value=clock_time(visit.learner.prompt_time),
                        hint="Like 08:30 or 8 pm",
                        max_length=20,
                    ),
                ),
                says="settings time 08:30",
            ),
            Footnote("`settings weekdays` changes the days, `settings prompts off` ends them."),
        )
    )


PRESSES: dict[str, OnPress] = {
    "slow-keep": _keep,
    "slow-days": _days,
    "prompt-pause": _pause,
    "prompt-time": _time,
}
