"""Team settings of rules and content: who counts, content packs, the tutor."""

import re

from msgspec.structs import replace

from bot.application.grammar.parse import quote
from bot.application.grammar.words import closest
from bot.application.learner_settings.base import OFF, read_switch
from bot.application.team_settings.base import TeamSetting
from bot.application.visit import Visit
from bot.domain.people import Team, TeamSettings
from bot.errors import BadSetting

SWITCH = (("on", "On"), ("off", "Off"))


def _switch(on: bool) -> str:
    return "on" if on else "off"


async def _visible(visit: Visit, team: Team, text: str) -> TeamSettings:
    return replace(team.settings, visible_by_default=read_switch(text, "Counting new members"))


async def _tutor(visit: Visit, team: Team, text: str) -> TeamSettings:
    return replace(team.settings, tutor=read_switch(text, "The tutor"))


async def _packs(visit: Visit, team: Team, text: str) -> TeamSettings:
    """A pack is one team's own: what another has chosen is as good as unknown here."""
    if text.strip().casefold() in OFF:
        return replace(team.settings, packs=())
    taken = await visit.uow.teamwork.packs_of_others(team.id)
    known = {q.pack for q in visit.services.bank.questions if q.pack} - set(taken)
    chosen = [word for word in re.split(r"[\s,;]+", text.strip()) if word]
    for word in chosen:
        if word not in known:
            raise BadSetting(f"I know no content pack {quote(word)} of your team.", closest(word, sorted(known)))
    return replace(team.settings, packs=tuple(dict.fromkeys(chosen)))


VISIBLE = TeamSetting(
    key="visible",
    label="New members count",
    help="whether new members count in the team's numbers until they say otherwise; names always need their yes",
    example="on",
    show=lambda _visit, settings: _switch(settings.visible_by_default),
    read=_visible,
    offers=lambda _visit, _settings: SWITCH,
)
PACKS = TeamSetting(
    key="packs",
    label="Content packs",
    help="the team's own questions, by the names of their packs, or `none`",
    example="none",
    show=lambda _visit, settings: ", ".join(settings.packs) or "none",
    read=_packs,
)
TUTOR = TeamSetting(
    key="tutor",
    label="Tutor",
    help="whether `ask` may use the language model, where one is configured",
    example="on",
    show=lambda _visit, settings: _switch(settings.tutor),
    read=_tutor,
    offers=lambda _visit, _settings: SWITCH,
)
