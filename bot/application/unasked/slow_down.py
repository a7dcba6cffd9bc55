"""Asking, once, somebody who no longer reacts to prompts whether to slow down."""

from bot.application.actions import action
from bot.application.cards import Button, Buttons, Card, Form, FormField, Heading, Input, Style, Text, card
from bot.application.visit import Visit
from bot.domain.prompt_times import PROMPTS_UNTIL_ASKED, PROMPTS_UNTIL_SILENT
from bot.domain.weekday_sets import NAMES


def slow_down_card(visit: Visit) -> Card:
    """Keep, less often, or a pause."""
    more = PROMPTS_UNTIL_SILENT - PROMPTS_UNTIL_ASKED
    return card(
        Heading("Too much of me?"),
        Text(
            f"My last {PROMPTS_UNTIL_ASKED} prompts stayed without an answer, which is fine. Shall I go on like this? "
            f"If I hear nothing, I fall silent after {more} more, until you come by again."
        ),
        Buttons(
            (
                Button("Keep them coming", action("slow-keep"), "daily", Style.PRIMARY),
                Button("Pause for a week", action("prompt-pause"), "pause"),
            )
        ),
        Form(
            label="Less often",
            title="Days with a prompt",
            action=action("slow-days"),
            fields=(
                FormField(
                    key="weekdays",
                    label="On these days",
                    input=Input.SOME_OF,
                    value=",".join(NAMES[day] for day in sorted(visit.learner.weekdays)),
                    options=tuple((name, name) for name in NAMES),
                ),
            ),
            says="settings weekdays mon wed fri",
        ),
    )
