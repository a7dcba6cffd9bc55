"""`challenge [area]`: one question for the whole channel, answered in private."""

from bot.application import challenging
from bot.application.cards import Footnote, Text, Tone, card
from bot.application.commands.base import CommandModule, Pressed
from bot.application.grammar.spec import Argument, Command, CommandSpec, Takes
from bot.application.replies import Reply, reply
from bot.application.views.aftermath import aftermath
from bot.application.views.challenge import VERB, noted_card, when
from bot.application.views.words import area_label
from bot.application.visit import Visit
from bot.domain.challenges import OPEN_MAX
from bot.errors import TeamOnly, TooMuch

SPEC = CommandSpec(
    name="challenge",
    help="One question for the whole channel; everyone answers in private",
    arguments=(Argument(name="area", takes=Takes.AREA, help="the skill area"),),
    examples=("challenge", "challenge security"),
    details="The result, the explanation and who took part come to the channel after a set time; "
    "an admin sets it with `team challenge-time`.",
)

CHANNEL_ONLY = "A challenge goes to a whole channel: say it in a channel of your team. Here, `quiz` asks you alone."


async def run(visit: Visit, command: Command) -> Reply:
    """Put a question to this channel."""
    if visit.team is None or visit.request.conversation.is_dm:
        raise TeamOnly(CHANNEL_ONLY)
    team = await visit.uow.teamwork.lock(visit.team.id)
    if team is None:
        raise TeamOnly(CHANNEL_ONLY)
    if len(await visit.uow.challenges.unfinished(team.id)) >= OPEN_MAX:
        raise TooMuch(f"{OPEN_MAX} challenges are open in this team already; one has to end first.")
    area = command.get("area")
    seed = f"{team.id}:{visit.conversation}:{visit.day}"
    question = await challenging.choose_question(visit.uow, visit.services, team, area=area, seed=seed)
    if question is None:
        where = f" in {area_label(area)}" if area else ""
        return reply(card(Text(f"I have no question{where} that suits a challenge."), tone=Tone.NOTICE))
    challenge = await challenging.put(
        visit.uow, visit.services, team, question, channel=visit.conversation, now=visit.now
    )
    until = when(challenge.closes_at, visit.now, team.settings.zone)
    return reply(
        card(
            Text(f"A question on **{question.area.label}** is on its way to this channel. Its result comes {until}."),
            Footnote("Answer it yourself, too: nobody sees what you choose."),
            tone=Tone.RIGHT,
        )
    )


async def _press(visit: Visit, pressed: Pressed) -> Reply:
    """An answer to a challenge: noted in private, and told right or wrong with the result."""
    challenge = await challenging.own_challenge(visit, pressed.ref.uuid())
    noted = await challenging.answer(visit, challenge, pressed.values)
    until = when(challenge.closes_at, visit.now, visit.learner.zone)
    notes = [aftermath(visit, noted.answered).streak] if noted.answered else []
    if visit.membership is not None and not visit.membership.visible:
        notes.append("You count for no team numbers, so the result leaves you out; `settings visible on` changes that.")
    elif not visit.learner.preferences.named:
        notes.append("The result does not name you; `settings named on` would.")
    return reply(
        noted_card(
            challenge,
            noted.question,
            noted.attempt.given,
            until=until if visit.now < challenge.closes_at else "to the channel",
            lead="Your answer is in:" if noted.answered else "You have answered already, and the first answer counts:",
            notes=[note for note in notes if note],
        )
    )


MODULE = CommandModule(spec=SPEC, run=run, presses={VERB: _press})
