"""A channel that was lost: the next admin who comes by is told, once."""

from dataclasses import replace

import msgspec

from bot.application.cards import Text, Tone, card
from bot.application.replies import Reply
from bot.application.teams import may_decide
from bot.application.visit import Visit

NOTE = card(
    Text(
        "You are an admin here, so you should know: I could not post to a channel of this team any more (deleted, "
        "archived, or I was removed), and have stopped. `team` shows what has no channel now."
    ),
    tone=Tone.NOTICE,
)


async def mention(visit: Visit, answer: Reply) -> Reply:
    """The reply, with a note if a channel was lost and the visitor is the first admin to come by since."""
    if visit.team is None or visit.team.channel_lost_at is None or visit.erased or not answer.private:
        return answer
    if not may_decide(visit, visit.team):
        return answer
    team = await visit.uow.teamwork.lock(visit.team.id)
    if team is None or team.channel_lost_at is None:
        return answer
    await visit.uow.teams.save(replace(team, channel_lost_at=None))
    return msgspec.structs.replace(answer, cards=(*answer.cards, NOTE))
