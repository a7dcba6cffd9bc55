"""`digest`: a private preview of this week's team digest; admins may post it."""

from bot.application.actions import STALE, action
from bot.application.cards import Button, Buttons, Card, Heading, Style, Text, Tone, card
from bot.application.commands.base import CommandModule, Pressed
from bot.application.digest.facts import Period
from bot.application.digest.gather import period_of
from bot.application.digest.post import compose, key_at, post
from bot.application.grammar.spec import Argument, Command, CommandSpec, Takes
from bot.application.replies import Reply, reply
from bot.application.team_planning import agenda_of, save_planned
from bot.application.teams import administered, may_decide, team_of
from bot.application.views.challenge import when
from bot.application.visit import Visit
from bot.domain.people import Team
from bot.domain.team_times import CLOCKS_APART
from bot.errors import BadSetting, LearnerError, StaleButton
from bot.pictures.words import span

SPEC = CommandSpec(
    name="digest",
    help="A private preview of this week's team digest; admins may post it",
    arguments=(
        Argument(
            name="do", takes=Takes.WORD, help="post it now (admins)", choices=("post",), also=("confirm", "cancel")
        ),
    ),
    examples=("digest", "digest post"),
    details="The digest comes by itself once a week, on the day and to the channel that `team` names. "
    "One posted by hand is that week's.",
)

WHAT = "post the digest"
OUT_ALREADY = "This week's digest is out already. "
NOTHING_NEW = "The last digest went up to yesterday, so there is nothing new to tell yet. "


async def run(visit: Visit, command: Command) -> Reply:
    """The preview; or, for admins, the way to post it."""
    match command.get("do"):
        case "post":
            return await _ask(visit)
        case "confirm":
            return await _post(visit, None)
        case "cancel":
            return reply(card(Text("All right, nothing was posted.")))
        case _:
            return await _preview(visit)


async def _preview(visit: Visit) -> Reply:
    team = await team_of(visit)
    period = await period_of(visit.uow, team, visit.now, now=visit.now)
    if period is None:
        return reply(card(Text(f"{NOTHING_NEW}{await _planned(visit, team)}"), tone=Tone.NOTICE))
    key = key_at(team, visit.now)
    cards = await compose(visit.uow, visit.services, team, period, key=key, now=visit.now)
    out = f"{OUT_ALREADY}So far, the next one would be this. " if await _is_out(visit, team, key) else ""
    lead = card(Text(f"Only you see this preview. {out}{await _planned(visit, team)}"), tone=Tone.NOTICE)
    return reply(lead, *cards, *await _offer(visit, team, key))


async def _offer(visit: Visit, team: Team, key: str) -> tuple[Card, ...]:
    if not may_decide(visit, team) or await _is_out(visit, team, key):
        return ()
    return (card(Buttons((Button("Post it now", action("digest-post"), "digest post"),))),)


async def _ask(visit: Visit) -> Reply:
    """What posting by hand means, and a button that does it."""
    team = await administered(visit, WHAT)
    period, key = await _postable(visit, team)
    _channel(visit, team)
    days = span(period.window.days.first, period.window.days.last)
    return reply(
        card(
            Heading("Post the digest now?"),
            Text(
                f"It covers {days} and is then the digest of this week ({key}): none comes by itself before next "
                "week, and that one begins where this one ends."
            ),
            Buttons(
                (
                    Button("Post it", action("digest-confirm", key.lower()), "digest confirm", Style.PRIMARY),
                    Button("Not now", action("digest-cancel"), "digest cancel"),
                )
            ),
            tone=Tone.NOTICE,
        )
    )


async def _post(visit: Visit, expected: str | None) -> Reply:
    team = await administered(visit, WHAT)
    period, key = await _postable(visit, team)
    if expected is not None and expected != key.lower():
        raise StaleButton(STALE)
    await post(
        visit.uow,
        visit.services,
        team,
        period,
        channel=_channel(visit, team),
        key=key,
        due_at=visit.now,
        now=visit.now,
        by_hand=True,
    )
    team = await save_planned(visit.uow, team, now=visit.now)
    return reply(
        card(
            Text(f"It is on its way, as the digest of this week ({key}). {await _planned(visit, team)}"),
            tone=Tone.RIGHT,
        ),
        replaces=True,
    )


async def _postable(visit: Visit, team: Team) -> tuple[Period, str]:
    key = key_at(team, visit.now)
    if await _is_out(visit, team, key):
        raise LearnerError(f"{OUT_ALREADY}{await _planned(visit, team)}")
    period = await period_of(visit.uow, team, visit.now, now=visit.now)
    if period is None:
        raise LearnerError(f"{NOTHING_NEW}{await _planned(visit, team)}")
    return period, key


async def _is_out(visit: Visit, team: Team, key: str) -> bool:
    last = await visit.uow.digests.last_key(team.id, by=visit.now + CLOCKS_APART)
    return last is not None and last >= key


def _channel(visit: Visit, team: Team) -> str:
    """The digest channel; without one, the channel that this is said in."""
    here = visit.request.conversation
    if team.settings.digest_channel is not None:
        return team.settings.digest_channel
    if here.is_dm:
        raise BadSetting(
            "The digest has no channel yet. In the channel that it belongs to, say `team digest-channel here`."
        )
    return here.id


async def _planned(visit: Visit, team: Team) -> str:
    planned = await agenda_of(visit.uow, team, visit.now, now=visit.now)
    if planned.digest is None:
        return "None is planned: the digest has no channel (`team digest-channel here`)."
    return f"The next one comes {when(planned.digest.due_at, visit.now, team.settings.zone)}."


async def _press_ask(visit: Visit, pressed: Pressed) -> Reply:
    return await _ask(visit)


async def _press_post(visit: Visit, pressed: Pressed) -> Reply:
    return await _post(visit, pressed.ref.argument)


async def _press_cancel(visit: Visit, pressed: Pressed) -> Reply:
    return reply(card(Text("All right, nothing was posted.")), replaces=True)


async def _press_preview(visit: Visit, pressed: Pressed) -> Reply:
    return await _preview(visit)


MODULE = CommandModule(
    spec=SPEC,
    run=run,
    presses={
        "digest": _press_preview,
        "digest-post": _press_ask,
        "digest-confirm": _press_post,
        "digest-cancel": _press_cancel,
    },
)
