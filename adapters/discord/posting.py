"""Writing messages to channels: once each, however often it has to be tried."""

from collections.abc import Sequence

from adapters.discord.page import Drawn, Json
from adapters.discord.rest import routes
from adapters.discord.rest.client import PATIENT, Effort, Rest


async def post(
    rest: Rest,
    channel_id: str,
    drawn: Drawn,
    *,
    nonce: str,
    reply_to: str | None = None,
    effort: Effort = PATIENT,
) -> Json:
    """A message; the same one again, and no second one, if this nonce was used within the last minutes.

    Raises `DiscordProblem`.
    """
    more: Json = {"nonce": nonce, "enforce_nonce": True}
    if reply_to:
        more["message_reference"] = {"message_id": reply_to, "fail_if_not_exists": False}
    answer: Json = await rest.call(
        routes.messages(channel_id), drawn.body(**more), uploads=drawn.uploads, effort=effort
    )
    return answer


async def post_all(rest: Rest, channel_id: str, pages: Sequence[Drawn], *, event_id: str) -> None:
    """All messages of an answer, one after the other; the event that they answer makes them unique."""
    for number, drawn in enumerate(pages):
        await post(rest, channel_id, drawn, nonce=f"{event_id}.{number}")


async def dm_channel(rest: Rest, user_id: str, *, effort: Effort = PATIENT) -> str:
    """The channel of the direct messages with somebody; it is opened where there is none yet."""
    answer = await rest.call(routes.open_dm(), {"recipient_id": user_id}, effort=effort)
    return str(answer["id"])
