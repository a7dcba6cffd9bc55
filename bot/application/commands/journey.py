"""`journey [area]`: own history grouped by topic, each with where to pick up again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.application.actions import action
from bot.application.cards import Button, Buttons, Card, Footnote, Heading, Style, Text, card
from bot.application.commands.base import CommandModule
from bot.application.grammar.spec import Argument, Command, CommandSpec, Takes
from bot.application.replies import Reply, reply
from bot.application.views.words import area_label, on_day, plural
from bot.application.visit import Visit
from bot.domain.attempts import Attempt

ATTEMPTS_READ = 1000
TOPICS_SHOWN = 12

SPEC = CommandSpec(
    name="journey",
    help="Your history by topic, each with where to pick up again",
    arguments=(Argument(name="area", takes=Takes.AREA, help="only this skill area"),),
    examples=("journey", "journey databases"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicHistory:
    """What a learner did in one topic. `pick_up` is a question id answered wrong last time, or empty."""

    area: str
    topic: str
    answered: int
    right: int
    last_day: date
    next_due: date | None
    weak: int


async def run(visit: Visit, command: Command) -> Reply:
    """The topics touched lately, newest first."""
    area = command.get("area")
    attempts = await visit.uow.attempts.answered(visit.learner.id, area=area, limit=ATTEMPTS_READ)
    if not attempts:
        where = f" in {area_label(area)}" if area else ""
        return reply(
            card(
                Heading("Your journey"),
                Text(f"Nothing answered yet{where}. The first question is the first step."),
                Buttons((Button("Quiz me", action("quiz", area or ""), f"quiz {area or ''}".strip(), Style.PRIMARY),)),
            )
        )
    memories = await visit.uow.learning.memories(visit.learner.id)
    asked = {(question.id, question.revision) for question in visit.services.bank.askable()}
    due = {key[0]: memory.due_day for key, memory in memories.items() if key in asked and not memory.suspended}
    return reply(_card(visit, group(attempts, due), area))


def group(attempts: Iterable[Attempt], due: dict[str, date]) -> list[TopicHistory]:
    """Topics with their numbers, the one touched last first; `attempts` are newest first."""
    topics: dict[tuple[str, str], list[Attempt]] = {}
    for attempt in attempts:
        topics.setdefault((attempt.area, attempt.topic), []).append(attempt)
    histories = []
    for (area, topic), members in topics.items():
        latest: dict[str, Attempt] = {}
        for attempt in members:
            latest.setdefault(attempt.question_id, attempt)
        dues = [due[question_id] for question_id in latest if question_id in due]
        histories.append(
            TopicHistory(
                area=area,
                topic=topic,
                answered=len(members),
                right=sum(bool(attempt.correct) for attempt in members),
                last_day=max(attempt.day for attempt in members if attempt.day),
                next_due=min(dues, default=None),
                weak=sum(not attempt.correct for attempt in latest.values()),
            )
        )
    return sorted(histories, key=lambda history: history.last_day, reverse=True)


def _card(visit: Visit, histories: list[TopicHistory], area: str | None) -> Card:
    lines = []
    for history in histories[:TOPICS_SHOWN]:
        title = visit.services.bank.topic_title(history.area, history.topic)
        lines.append(
            f"- **{title}** ({area_label(history.area)}): {history.right} of "
            f"{plural(history.answered, 'answer')} right, last {on_day(history.last_day, visit.day)}. "
            f"{_pick_up(visit, history)}"
        )
    more = len(histories) - TOPICS_SHOWN
    return card(
        Heading("Your journey" + (f": {area_label(area)}" if area else "")),
        Text("\n".join(lines)),
        Buttons((Button("Pick up again", action("daily"), "daily", Style.PRIMARY),)),
        Footnote(f"{plural(more, 'more topic')}; `journey databases` shows one area.") if more > 0 else None,
    )


def _pick_up(visit: Visit, history: TopicHistory) -> str:
    if history.next_due is not None and history.next_due <= visit.day:
        return "Pick up: a review is due now, `daily`."
    if history.weak:
        return f"Pick up: {plural(history.weak, 'question')} missed last time, `quiz {history.area}`."
    if history.next_due is not None:
        return f"Next review {on_day(history.next_due, visit.day)}."
    return f"Pick up: `quiz {history.area}`."


MODULE = CommandModule(spec=SPEC, run=run)
