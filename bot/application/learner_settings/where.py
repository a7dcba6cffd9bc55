"""The setting of place: which of several teams is the learner's home."""

from bot.application.grammar.words import key
from bot.application.learner_settings.base import OFF, Setting
from bot.application.visit import Visit
from bot.errors import BadSetting

HERE = frozenset({"here", "this", "this-team", "this-server", "this-workspace"})


async def _set_home(visit: Visit, text: str) -> None:
    if key(text) in OFF:
        await visit.change_learner(home_team=None)
        return
    if key(text) not in HERE:
        raise BadSetting("Your home is a team that we are both in: say `here` in it, or `none`.", ("here", "none"))
    if visit.team is None:
        raise BadSetting("This is no team. Say it in the one that is to be your home.", ())
    await visit.change_learner(home_team=visit.team.id)


def _show_home(visit: Visit) -> str:
    home = visit.learner.home_team
    if home is None:
        return "none"
    return "here" if visit.team and visit.team.id == home else "another team"


HOME = Setting(
    key="home",
    label="Home team",
    help="the team whose rules and content hold in direct messages: `here`, or `none`",
    example="here",
    show=_show_home,
    apply=_set_home,
)
