"""`areas`: the ten areas with one's level in each."""

from bot.application.actions import action
from bot.application.cards import Button, Buttons, Footnote, Heading, Style, Text, card
from bot.application.commands.base import CommandModule
from bot.application.grammar.spec import Command, CommandSpec
from bot.application.replies import Reply, reply
from bot.application.visit import Visit
from bot.domain.levels import level_estimate
from content.areas import AREA_SUBTITLES, Area

SPEC = CommandSpec(name="areas", help="The ten skill areas with your level in each", examples=("areas",))


async def run(visit: Visit, command: Command) -> Reply:
    """One line an area: title, what it covers, the learner's level."""
    ratings = await visit.uow.learning.ratings(visit.learner.id)
    weights = visit.learner.preferences.weights
    lines = []
    for area in Area:
        rating = ratings.get(area.value)
        level = level_estimate(rating).text if rating and rating.answers else "not asked yet"
        off = " (switched off in `settings`)" if weights.get(area.value, 1) == 0 else ""
        lines.append(f"- **{area.label}** (`{area.value}`): {level}{off}. {_sentence(AREA_SUBTITLES[area])}")
    return reply(
        card(
            Heading("The ten skill areas"),
            Text("\n".join(lines)),
            Buttons((Button("Quiz me", action("quiz"), "quiz", Style.PRIMARY),)),
            Footnote("`quiz databases` asks about one area; `progress` draws them all."),
        )
    )


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


MODULE = CommandModule(spec=SPEC, run=run)
