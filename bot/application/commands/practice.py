"""`practice [area] [site] [level]`: a LeetCode or Codewars problem that fits; done, too hard, another."""

from bot.application import daily, practising
from bot.application.cards import Card, Text, Tone, card
from bot.application.commands.base import CommandModule, OnPress, Pressed
from bot.application.grammar.spec import Argument, Command, CommandSpec, Takes
from bot.application.practising import ProblemWish
from bot.application.replies import Reply, reply
from bot.application.visit import Visit
from bot.domain.attempts import Practice, PracticeState

WORDS = {
    "done": PracticeState.DONE,
    "too-hard": PracticeState.TOO_HARD,
    "too-easy": PracticeState.TOO_EASY,
    "another": PracticeState.PASSED,
}

SPEC = CommandSpec(
    name="practice",
    help="A LeetCode or Codewars problem that fits you",
    arguments=(
        Argument(name="area", takes=Takes.AREA, help="the skill area"),
        Argument(name="site", takes=Takes.SITE, help="leetcode or codewars"),
        Argument(name="level", takes=Takes.LEVEL, help="the level, 1 (beginner) to 5 (expert)"),
        Argument(name="word", takes=Takes.WORD, help="what became of the last one", also=tuple(WORDS)),
    ),
    examples=("practice", "practice databases", "practice codewars easy"),
    details="Then say `done`, `too hard`, `too easy` or `another`. Done ones count for your streak.",
)


async def run(visit: Visit, command: Command) -> Reply:
    """Suggest a problem, or settle the one suggested last."""
    word = command.get("word")
    if word:
        return await _settle(visit, await practising.open_practice(visit), WORDS[word])
    level = command.get("level")
    wish = ProblemWish(area=command.get("area"), site=command.get("site"), level=int(level) if level else None)
    return reply(*await practising.suggest(visit, wish))


async def _settle(visit: Visit, practice: Practice, state: PracticeState, *, replaces: bool = False) -> Reply:
    fresh = await practising.settle(visit, practice, state)
    if not fresh:
        return reply(card(Text("That one is settled already. Type `practice` for another.")))
    if state is PracticeState.DONE:
        return reply(_praise(visit), replaces=replaces)
    return reply(*await practising.suggest(visit, practising.wish_of(practice)), replaces=replaces)


def _praise(visit: Visit) -> Card:
    return card(Text(f"Well done, it counts. {daily.streak_line(visit)}"), tone=Tone.RIGHT)


def _pressed(state: PracticeState) -> OnPress:
    """A button that settles the learner's own problem."""

    async def press(visit: Visit, pressed: Pressed) -> Reply:
        practice = await practising.own_practice(visit, pressed.ref.uuid())
        return await _settle(visit, practice, state, replaces=True)

    return press


async def _press_practice(visit: Visit, pressed: Pressed) -> Reply:
    return reply(*await practising.suggest(visit, ProblemWish()))


MODULE = CommandModule(
    spec=SPEC,
    run=run,
    presses={
        "practice": _press_practice,
        "practised": _pressed(PracticeState.DONE),
        "too-hard": _pressed(PracticeState.TOO_HARD),
        "too-easy": _pressed(PracticeState.TOO_EASY),
        "another": _pressed(PracticeState.PASSED),
    },
)
