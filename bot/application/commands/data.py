"""`export` and `forget`: all data of the learner as JSON, and erasing it all after a confirmation."""

import json

from bot.application.actions import action
from bot.application.cards import Attachment, Button, Buttons, Footnote, Heading, Style, Text, Tone, card
from bot.application.commands.base import CommandModule, Pressed
from bot.application.grammar.spec import Command, CommandSpec
from bot.application.ports.storage import Dialogue
from bot.application.replies import Reply, reply
from bot.application.visit import Visit

EXPORT = CommandSpec(name="export", help="All your data as a JSON file", examples=("export",))
FORGET = CommandSpec(name="forget", help="Erase all your data, after asking once more", examples=("forget",))


async def export(visit: Visit, command: Command) -> Reply:
    """Everything stored about the learner."""
    data = await visit.uow.learners.export(visit.learner.id)
    text = json.dumps(data, indent=2, ensure_ascii=False, default=str)
    return reply(
        card(
            Heading("Your data"),
            Text("Everything that is stored about you. `forget` erases it."),
            Attachment(f"skill-coach-{visit.day.isoformat()}.json", text),
        )
    )


async def forget(visit: Visit, command: Command) -> Reply:
    """Ask once more."""
    await visit.uow.dialogues.put(
        visit.learner.id,
        visit.conversation,
        Dialogue(kind="forget", step="confirm", data={}, updated_at=visit.now),
    )
    return reply(
        card(
            Heading("Erase everything?"),
            Text(
                "This erases your answers, streak, levels, settings and linked accounts on every platform. "
                "It cannot be undone. `export` gives you a copy first.\n\n"
                "Type `forget me` to erase, anything else to keep it."
            ),
            Buttons(
                (
                    Button("Erase everything", action("forget", visit.learner.id), "forget me", Style.DANGER),
                    Button("Keep it", action("keep"), "keep"),
                )
            ),
            tone=Tone.NOTICE,
        )
    )


async def _erase(visit: Visit) -> Reply:
    await visit.uow.learners.erase(visit.learner.id)
    visit.erased = True
    return reply(
        card(
            Heading("Forgotten"),
            Text("Everything about you is erased. If you write again, we start from nothing."),
            Footnote("Thank you for the time you spent here."),
        ),
        replaces=True,
        forgotten=True,
    )


async def _line(visit: Visit, dialogue: Dialogue, text: str) -> Reply | None:
    await visit.uow.dialogues.end(visit.learner.id, visit.conversation)
    word = " ".join(text.casefold().split()).strip(" .!`\"'")
    if word == "forget me":
        return await _erase(visit)
    if word in {"no", "keep", "cancel", "stop", "n", "yes", "y"}:
        kept = "Nothing was erased."
        return reply(
            card(Text(kept if word not in {"yes", "y"} else f"{kept} To erase, type `forget` and then `forget me`."))
        )
    return None


async def _press(visit: Visit, pressed: Pressed) -> Reply:
    if pressed.ref.uuid() != visit.learner.id:
        return reply(card(Text("That button belongs to somebody else. Nothing was erased.")))
    return await _erase(visit)


async def _keep(visit: Visit, pressed: Pressed) -> Reply:
    await visit.uow.dialogues.end(visit.learner.id, visit.conversation)
    return reply(card(Text("Nothing was erased.")), replaces=True)


EXPORT_MODULE = CommandModule(spec=EXPORT, run=export)
FORGET_MODULE = CommandModule(
    spec=FORGET, run=forget, presses={"forget": _press, "keep": _keep}, dialogues={"forget": _line}
)
