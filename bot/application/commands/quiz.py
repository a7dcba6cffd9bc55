"""`quiz [area] [level]`: one question."""

from collections import Counter

from bot.application.asking import Wish, ask_next
from bot.application.cards import Text, Tone, card
from bot.application.commands.base import CommandModule, Pressed
from bot.application.grammar.spec import Argument, Command, CommandSpec, Takes
from bot.application.grammar.topics import areas_in, home_of, technologies_in
from bot.application.grammar.words import read_area
from bot.application.replies import Reply, reply
from bot.application.views.question import question_card
from bot.application.views.words import area_label, level_label
from bot.application.visit import Visit
from bot.domain.attempts import Source

SPEC = CommandSpec(
    name="quiz",
    help="One question, at your level or as you say",
    arguments=(
        Argument(name="area", takes=Takes.AREA, help="the skill area"),
        Argument(name="level", takes=Takes.LEVEL, help="the level, 1 (beginner) to 5 (expert)"),
    ),
    examples=("quiz", "quiz databases", "quiz security hard"),
    details="Answer with a letter, the text of an option, or your own words. "
    "`hint`, `skip`, `why?` and `report` work while a question is open.",
)


async def run(visit: Visit, command: Command) -> Reply:
    """One question by the learner's wish."""
    level = command.get("level")
    return await put(visit, Wish(area=command.get("area"), level=int(level) if level else None))


async def put(visit: Visit, wish: Wish, *, lead: str = "") -> Reply:
    """Ask a question by this wish; when none fits, say so and ask one by a wider wish."""
    asked = await ask_next(visit, wish, Source.QUIZ)
    if asked is None and wish.level and wish.area:
        lead = (
            f"I have nothing left at {level_label(wish.level)} in {area_label(wish.area)} right now; this is near it."
        )
        asked = await ask_next(visit, Wish(area=wish.area), Source.QUIZ)
    if asked is None:
        where = f" in {area_label(wish.area)}" if wish.area else ""
        return reply(
            card(
                Text(f"You have been through everything{where} for now. Try `quiz`, `practice` or `daily`."),
                tone=Tone.NOTICE,
            )
        )
    question, attempt = asked
    return reply(question_card(question, attempt, lead=lead))


async def _press(visit: Visit, pressed: Pressed) -> Reply:
    area = read_area(pressed.ref.argument) if pressed.ref.argument else None
    return await put(visit, Wish(area=area.value if area else None))


async def _press_on(visit: Visit, pressed: Pressed) -> Reply:
    """A question that fits somebody's message. Of its text only the area is used; nothing of it is kept."""
    area = _area_of(visit, " ".join(pressed.values))
    if area is None:
        return await put(visit, Wish(), lead="I found no skill area in that message, so here is one at your level.")
    return await put(
        visit, Wish(area=area), lead=f"That message is about **{area_label(area)}**, as far as I can tell."
    )


def _area_of(visit: Visit, text: str) -> str | None:
    """The area a text names, else the one of its technology: where it is asked about most."""
    named = areas_in(text)
    if named:
        return named[0].value
    for technology in technologies_in(text):
        places = Counter(question.area.value for question in visit.services.bank.of_technology(technology))
        if places:
            return places.most_common(1)[0][0]
        home = home_of(technology)
        if home:
            return home.value
    return None


MODULE = CommandModule(spec=SPEC, run=run, presses={"quiz": _press, "quiz-on": _press_on})
