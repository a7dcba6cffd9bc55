"""Forms as they are without any stored value, by their action: for a platform that must open one at once.

A form that was opened blank leaves what is not filled in as it was.
"""

from collections.abc import Callable, Mapping

from bot.application.actions import ActionRef, parse_action
from bot.application.cards import Form, FormField, Input
from bot.application.learner_settings import SETTINGS
from bot.application.learner_settings.base import Setting
from bot.application.team_settings import TEAM_SETTINGS
from bot.domain.weekday_sets import NAMES
from bot.errors import StaleButton
from content.areas import Area


def blank_form(action: str) -> Form | None:
    """The form behind this action; None if it has none."""
    try:
        ref = parse_action(action)
    except StaleButton:
        return None
    shape = _SHAPES.get(f"{ref.verb}:{ref.argument}") or _SHAPES.get(ref.verb)
    if shape is None:
        return None
    title, fields = shape(ref)
    return Form(label=title, title=title, action=action, fields=fields, says="")


_Shape = tuple[str, tuple[FormField, ...]]


def _one(title: str, field: FormField) -> Callable[[ActionRef], _Shape]:
    return lambda _: (title, (field,))


def _setting(setting: Setting) -> FormField:
    kind = Input.LINE if not setting.offers else Input.SOME_OF if setting.many else Input.ONE_OF
    return FormField(
        key=setting.key, label=setting.label, input=kind, options=setting.offers, required=False, max_length=200,
        hint=f"For example: {setting.example}",
    )  # fmt: skip


def _settings(_: ActionRef) -> _Shape:
    return "Your settings", tuple(_setting(setting) for setting in SETTINGS.values())


def _team(_: ActionRef) -> _Shape:
    return "Team settings", tuple(
        FormField(
            key=setting.key, label=setting.label, input=Input.LINE, required=False, max_length=200,
            hint=f"For example: {setting.example}",
        )
        for setting in TEAM_SETTINGS.values()
    )  # fmt: skip


_ANSWER = FormField(key="text", label="Your answer", input=Input.PARAGRAPH)
_REPORT = FormField(key="text", label="What is wrong or unclear?", input=Input.PARAGRAPH, max_length=1000)
_ZONE = FormField(key="value", label="Time zone", input=Input.LINE, hint="Like Europe/Berlin", max_length=60)
_AREAS = FormField(
    key="value", label="More of these", input=Input.SOME_OF, options=tuple((area.value, area.label) for area in Area)
)
_TIME = FormField(key="value", label="Time", input=Input.LINE, hint="Like 08:30 or 8 pm", max_length=20)
_DAYS = FormField(
    key="weekdays", label="On these days", input=Input.SOME_OF, options=tuple((name, name) for name in NAMES)
)

_SHAPES: Mapping[str, Callable[[ActionRef], _Shape]] = {
    "answer": _one("Your answer", _ANSWER),
    "report": _one("Report a problem", _REPORT),
    "start-set:zone": _one("Your time zone", _ZONE),
    "start-set:areas": _one("Your interests", _AREAS),
    "prompt-time": _one("Prompt time", _TIME),
    "slow-days": _one("Days with a prompt", _DAYS),
    "settings": _settings,
    "team": _team,
}
