"""`ask <question>`: the tutor, with the current question as context."""

from bot.application import answering
from bot.application.cards import Footnote, Heading, Text, card
from bot.application.commands.base import CommandModule
from bot.application.grammar.spec import Argument, Command, CommandSpec, Takes
from bot.application.replies import Reply, reply
from bot.application.views.prose import prose
from bot.application.views.solution import references
from bot.application.visit import Visit
from bot.domain.attempts import AttemptState

SPEC = CommandSpec(
    name="ask",
    help="Ask about the question at hand",
    arguments=(Argument(name="question", takes=Takes.TEXT, help="what you want to know", required=True),),
    examples=("ask why is that index not used?",),
)


async def run(visit: Visit, command: Command) -> Reply:
    """Without a tutor: what the question's author wrote, and where to read on."""
    attempt = await visit.uow.attempts.latest(visit.learner.id, visit.conversation)
    if attempt is None:
        return reply(card(Text("I can explain the question at hand, and there is none here yet. Type `quiz` for one.")))
    question = await answering.shown_question(visit, attempt)
    if attempt.state is AttemptState.OPEN:
        return reply(
            card(
                Heading("While the question is open"),
                Text(f"**Hint.** {question.hint}"),
                Footnote("No tutor is set up here, so I only have what the author wrote. `explain` gives it all away."),
            )
        )
    return reply(
        card(
            Heading("From the author of the question"),
            *prose(question.explanation),
            *references(question),
            Footnote("No tutor is set up here, so I cannot answer freely; these pages can."),
        )
    )


MODULE = CommandModule(spec=SPEC, run=run)
