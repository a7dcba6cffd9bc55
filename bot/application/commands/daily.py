"""`daily`: today's plan now."""

from bot.application import daily
from bot.application.commands.base import CommandModule, Pressed
from bot.application.grammar.spec import Command, CommandSpec
from bot.application.replies import Reply
from bot.application.visit import Visit

SPEC = CommandSpec(
    name="daily",
    help="Today's plan now: due reviews, one new question, one practice problem",
    examples=("daily",),
)


async def run(visit: Visit, command: Command) -> Reply:
    """The plan and the first question of it."""
    return await daily.begin(visit)


async def _press(visit: Visit, pressed: Pressed) -> Reply:
    return await daily.begin(visit)


MODULE = CommandModule(spec=SPEC, run=run, presses={"daily": _press})
