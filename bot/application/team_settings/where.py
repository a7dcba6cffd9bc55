"""Team settings of place: the channels of the digest and of the question of the day."""

from msgspec.structs import replace

from bot.application.grammar.parse import quote
from bot.application.grammar.words import key
from bot.application.learner_settings.base import OFF
from bot.application.team_settings.base import TeamSetting
from bot.application.visit import Visit
from bot.domain.people import Team, TeamSettings
from bot.errors import BadSetting

HERE = frozenset({"here", "this", "this-channel", "on"})
KEEP = "keep"


def read_channel(visit: Visit, text: str, present: str | None) -> str | None:
    """The channel that a text names: this one, one that the platform recognised in it, or none. Raises `BadSetting`."""
    word, here = key(text), visit.request.conversation
    if word in OFF:
        return None
    if word == KEEP:
        return present
    named = visit.request.channels.get(text.strip())
    if named is not None and not named.is_dm:
        return named.id
    if word not in HERE:
        told = f"I do not know the channel {quote(text)}. In the channel itself, say `here`."
        raise BadSetting(told, ("here", "off"))
    if here.is_dm:
        raise BadSetting("This is a direct message. Say it in the channel itself.", ())
    return here.id


def _show(visit: Visit, channel: str | None) -> str:
    if channel is None:
        return "off"
    return "here" if channel == visit.request.conversation.id else "another channel"


def _offers(visit: Visit, channel: str | None) -> tuple[tuple[str, str], ...]:
    here = visit.request.conversation
    elsewhere = channel is not None and channel != here.id
    return (
        *((("here", "This channel"),) if not here.is_dm else ()),
        *(((KEEP, "The channel chosen before"),) if elsewhere else ()),
        ("off", "Off"),
    )


def _setting(field: str, slug: str, label: str, what: str) -> TeamSetting:
    def present(settings: TeamSettings) -> str | None:
        channel: str | None = getattr(settings, field)
        return channel

    async def read(visit: Visit, team: Team, text: str) -> TeamSettings:
        return replace(team.settings, **{field: read_channel(visit, text, present(team.settings))})

    return TeamSetting(
        key=slug,
        label=label,
        help=f"the channel that gets {what}: `here`, or `off`",
        example="here",
        show=lambda visit, settings: _show(visit, present(settings)),
        read=read,
        offers=lambda visit, settings: _offers(visit, present(settings)),
    )


DIGEST_CHANNEL = _setting("digest_channel", "digest-channel", "Digest channel", "the weekly digest")
QUESTION_CHANNEL = _setting(
    "question_of_the_day_channel", "question-channel", "Question of the day", "a question every day"
)
