"""`team [what] [value]`: what a team's admins decide, shown and changed."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.application.actions import action
from bot.application.cards import (
    Card,
    Field,
    Fields,
    Footnote,
    Form,
    FormField,
    Heading,
    Input,
    Text,
    Tone,
    card,
)
from bot.application.commands.base import CommandModule, Pressed
from bot.application.grammar.spec import Argument, Command, CommandSpec, Takes
from bot.application.markup import escape
from bot.application.replies import Reply, reply
from bot.application.team_planning import agenda_of, save_planned
from bot.application.team_settings import TEAM_SETTINGS, TeamSetting
from bot.application.teams import administered
from bot.application.views.words import clock_time, short_date
from bot.application.visit import Visit
from bot.domain.people import Team, TeamSettings
from bot.errors import BadSetting

SPEC = CommandSpec(
    name="team",
    help="For admins: digest, question of the day, time zone, content packs, tutor",
    arguments=(
        Argument(name="what", takes=Takes.WORD, help="the setting", choices=tuple(TEAM_SETTINGS)),
        Argument(name="value", takes=Takes.TEXT, help="its new value", completes="team-setting"),
    ),
    examples=(
        "team",
        "team digest-channel here",
        "team digest-day friday",
        "team timezone Europe/Berlin",
    ),
    details="The digest comes once a week to the digest channel, the question of the day to its own. "
    "Say `here` in the channel that you mean, `off` to stop.",
)

WHAT = "decide that"


async def run(visit: Visit, command: Command) -> Reply:
    """Show all settings; or one with how to change it; or change it."""
    team = await administered(visit, WHAT)
    what, value = command.get("what"), command.get("value")
    if what is None:
        return reply(await _all(visit, team))
    setting = TEAM_SETTINGS[what]
    if value is None:
        return reply(_one(visit, team, setting))
    try:
        settings = await setting.read(visit, team, value)
    except BadSetting as error:
        raise BadSetting(str(error), tuple(f"team {setting.key} {word}" for word in error.suggestions)) from None
    changed = await _change(visit, team, settings)
    return reply(
        card(
            Text(f"Done. **{setting.label}**: {escape(setting.show(visit, changed.settings))}."),
            Footnote(await _next(visit, changed)),
            tone=Tone.RIGHT,
        )
    )


async def _change(visit: Visit, team: Team, settings: TeamSettings) -> Team:
    """Store the settings; what is planned from now on follows them."""
    if visit.team and visit.team.id == team.id:
        visit.team = replace(team, settings=settings)
    return await save_planned(visit.uow, replace(team, settings=settings), now=visit.now)


async def _all(visit: Visit, team: Team) -> Card:
    return card(
        Heading("Team settings"),
        Fields(
            tuple(
                Field(setting.label, escape(setting.show(visit, team.settings))) for setting in TEAM_SETTINGS.values()
            )
        ),
        _form(visit, team),
        Footnote(f"{await _next(visit, team)} Change one by typing, like `team digest-day friday`."),
    )


def _one(visit: Visit, team: Team, setting: TeamSetting) -> Card:
    return card(
        Heading(setting.label),
        Text(f"Now: **{escape(setting.show(visit, team.settings))}**. It is {setting.help}."),
        Footnote(f"Change it like this: `team {setting.key} {setting.example}`"),
    )


def _form(visit: Visit, team: Team) -> Form:
    return Form(
        label="Change team settings",
        title="Team settings",
        action=action("team"),
        fields=tuple(_field(visit, team, setting) for setting in TEAM_SETTINGS.values()),
        says="team digest-channel here",
    )


def _field(visit: Visit, team: Team, setting: TeamSetting) -> FormField:
    offers = setting.offers(visit, team.settings)
    value = setting.show(visit, team.settings)
    if offers and value not in {word for word, _ in offers}:
        value = offers[0][0]
    return FormField(
        key=setting.key,
        label=setting.label,
        input=Input.ONE_OF if offers else Input.LINE,
        value=value,
        options=offers,
        hint=f"{setting.help[0].upper()}{setting.help[1:]}. For example: {setting.example}".replace("`", ""),
        required=False,
        max_length=200,
    )


async def _next(visit: Visit, team: Team) -> str:
    """When the next digest and the next question come, in words."""
    planned = await agenda_of(visit.uow, team, visit.now, now=visit.now)
    zone = ZoneInfo(team.settings.zone)
    lines = []
    for what, due_at in (
        ("The next digest", planned.digest.due_at if planned.digest else None),
        ("The next question of the day", planned.question.due_at if planned.question else None),
    ):
        if due_at is not None:
            local, today = due_at.astimezone(zone), visit.now.astimezone(zone).date()
            day = short_date(local.date(), today)
            lines.append(f"{what} comes on {day} at {clock_time(local.time())} ({zone.key}).")
    return " ".join(lines) or "No digest and no question of the day is planned: neither has a channel."


async def _submit(visit: Visit, pressed: Pressed) -> Reply:
    """The form, or the button that opens it where forms are drawn as text. Only what changed is applied."""
    team = await administered(visit, WHAT)
    shown = {form_field.key: form_field.value for form_field in _form(visit, team).fields}
    settings = team.settings
    for key, value in pressed.fields.items():
        setting = TEAM_SETTINGS.get(key)
        if setting and value.strip() and value.strip() != shown.get(key, "").strip():
            try:
                settings = await setting.read(visit, replace(team, settings=settings), value.strip())
            except BadSetting as error:
                raise BadSetting(str(error), error.suggestions, field=key) from None
    if settings != team.settings:
        team = await _change(visit, team, settings)
    return reply(await _all(visit, team), replaces=True)


async def _open(visit: Visit, pressed: Pressed) -> Reply:
    return reply(card(_form(visit, await administered(visit, WHAT))))


MODULE = CommandModule(spec=SPEC, run=run, presses={"team": _submit}, forms={"team": _open})
