"""`settings [what] [value]`: show everything, or change one thing."""

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
from bot.application.grammar.parse import quote
from bot.application.grammar.spec import Argument, Command, CommandSpec, Takes
from bot.application.grammar.words import closest
from bot.application.learner_settings import SETTINGS, Setting
from bot.application.markup import escape
from bot.application.replies import Reply, reply
from bot.application.views.words import listing
from bot.application.visit import Visit
from bot.errors import BadSetting, NotUnderstood

SPEC = CommandSpec(
    name="settings",
    help="Time zone, prompt time, weekdays, areas, languages, sites, level, nudge, privacy",
    arguments=(
        Argument(name="what", takes=Takes.WORD, help="the setting", choices=tuple(SETTINGS)),
        Argument(name="value", takes=Takes.TEXT, help="its new value", completes="setting"),
    ),
    examples=(
        "settings",
        "settings timezone Europe/Berlin",
        "settings time 08:30",
        "settings weekdays mon-fri",
    ),
)


async def run(visit: Visit, command: Command) -> Reply:
    """Show all settings; or one with how to change it; or change it."""
    what, value = command.get("what"), command.get("value")
    if what is None and value is not None:
        word, _, rest = value.partition(" ")
        near = closest(word, SETTINGS)
        raise NotUnderstood(
            f"I do not know the setting {quote(word)}. There are {listing([f'`{key}`' for key in SETTINGS])}.",
            tuple(f"settings {key} {rest}".strip() for key in near),
        )
    if what is None:
        return reply(settings_card(visit))
    setting = SETTINGS[what]
    if value is None:
        return reply(_one(visit, setting))
    try:
        await setting.apply(visit, value)
    except BadSetting as error:
        raise BadSetting(str(error), tuple(f"settings {setting.key} {word}" for word in error.suggestions)) from None
    return reply(
        card(
            Text(f"Done. **{setting.label}**: {escape(setting.show(visit))}."),
            Footnote(next_prompt_line(visit)) if setting.key in {"timezone", "time", "weekdays", "prompts"} else None,
            tone=Tone.RIGHT,
        )
    )


def settings_card(visit: Visit) -> Card:
    """Every setting with its value, and a form to change them."""
    return card(
        Heading("Your settings"),
        Fields(tuple(Field(setting.label, escape(setting.show(visit))) for setting in SETTINGS.values())),
        settings_form(visit),
        Footnote(f"{next_prompt_line(visit)} Change one by typing, like `settings time 08:30`."),
    )


def settings_form(visit: Visit) -> Form:
    """The form of all settings, filled with the present values."""
    return Form(
        label="Change settings",
        title="Your settings",
        action=action("settings"),
        fields=tuple(_field(visit, setting) for setting in SETTINGS.values()),
        says="settings time 08:30",
    )


def next_prompt_line(visit: Visit) -> str:
    """When the next daily prompt comes, in words."""
    if not visit.learner.prompts:
        return "The daily prompt is off; `settings prompts on` switches it on."
    return f"The daily prompt comes at {visit.learner.prompt_time:%H:%M} ({visit.learner.zone})."


def _field(visit: Visit, setting: Setting) -> FormField:
    kind = Input.LINE if not setting.offers else Input.SOME_OF if setting.many else Input.ONE_OF
    value = setting.show(visit).split(" (")[0]
    if setting.many:
        value = value.replace(", ", ",").replace("any", "")
    return FormField(
        key=setting.key,
        label=setting.label,
        input=kind,
        value=value,
        options=setting.offers,
        hint=f"{setting.help[0].upper()}{setting.help[1:]}. For example: {setting.example}".replace("`", ""),
        required=False,
        max_length=200,
    )


def _one(visit: Visit, setting: Setting) -> Card:
    return card(
        Heading(setting.label),
        Text(f"Now: **{escape(setting.show(visit))}**. It is {setting.help}."),
        Footnote(f"Change it like this: `settings {setting.key} {setting.example}`"),
    )


async def _submit(visit: Visit, pressed: Pressed) -> Reply:
    """The form, or the button that opens it where forms are drawn as text. Only what changed is applied."""
    shown = {form_field.key: form_field.value for form_field in settings_form(visit).fields}
    for key, value in pressed.fields.items():
        setting = SETTINGS.get(key)
        if setting and value.strip() != shown.get(key, "").strip():
            blank = "any" if setting.many else ""
            if value.strip() or blank:
                try:
                    await setting.apply(visit, value.strip() or blank)
                except BadSetting as error:
                    raise BadSetting(str(error), error.suggestions, field=key) from None
    return reply(settings_card(visit), replaces=True)


async def _open(visit: Visit, pressed: Pressed) -> Reply:
    return reply(card(settings_form(visit)))


MODULE = CommandModule(spec=SPEC, run=run, presses={"settings": _submit}, forms={"settings": _open})
