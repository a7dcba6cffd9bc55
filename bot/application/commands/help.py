"""`help [command]`: short, with examples."""

from bot.application.actions import action
from bot.application.cards import Button, Buttons, Card, Footnote, Heading, Style, Text, card
from bot.application.commands import hello, home
from bot.application.commands.base import CommandModule, Pressed
from bot.application.grammar.parse import quote
from bot.application.grammar.spec import Argument, Command, CommandSpec, Takes
from bot.application.grammar.words import closest
from bot.application.replies import Reply, reply
from bot.application.visit import Visit
from bot.errors import NotUnderstood

SPEC = CommandSpec(
    name="help",
    help="What I can do, or how one command works",
    arguments=(Argument(name="command", takes=Takes.COMMAND, help="the command to explain"),),
    examples=("help", "help quiz"),
)

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Learn", ("quiz", "daily", "practice", "question", "ask")),
    ("See", ("streak", "progress", "journey", "areas")),
    ("Together", ("challenge", "leaderboard", "digest", "team")),
    ("Yours", ("start", "settings", "pause", "resume", "link", "unlink", "export", "forget", "help")),
)


async def run(visit: Visit, command: Command) -> Reply:
    """All commands in groups, or one of them in full."""
    from bot.application.commands import COMMANDS  # here, because that module lists this one

    name = command.get("command")
    if name is None:
        return reply(_overview({key: module.spec for key, module in COMMANDS.items()}))
    module = COMMANDS.get(name.casefold().lstrip("/"))
    if module is None:
        near = closest(name, COMMANDS)
        raise NotUnderstood(f"I have no command {quote(name)}.", tuple(f"help {word}" for word in near) or ("help",))
    spec = module.spec
    lines = [f"**`{spec.usage}`**", "", spec.help + "."]
    if spec.details:
        lines += ["", spec.details]
    if spec.examples:
        lines += ["", "Examples:", "", *(f"- `{example}`" for example in spec.examples)]
    return reply(card(Heading(f"Help: {spec.name}"), Text("\n".join(lines))))


def _overview(specs: dict[str, CommandSpec]) -> Card:
    elements = []
    for title, names in GROUPS:
        lines = [f"- `{specs[name].usage}` {specs[name].help}" for name in names if name in specs]
        elements.append(Text("\n".join([f"**{title}**", "", *lines])))
    return card(
        Heading("What I can do"),
        Text("I quiz you on the ten skill areas of a backend engineer, a few minutes a day."),
        *elements,
        Buttons(
            (
                Button("Ask me something", action("quiz"), "quiz", Style.PRIMARY),
                Button("Today's plan", action("daily"), "daily"),
            )
        ),
        Footnote("Typos are fine. `help quiz` explains one command."),
    )


async def _press(visit: Visit, pressed: Pressed) -> Reply:
    return await run(visit, Command(name=SPEC.name, arguments={}))


MODULE = CommandModule(spec=SPEC, run=run, presses={"help": _press, "hello": hello.greet, "home": home.show})
