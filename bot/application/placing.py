"""The placement: at most ten adaptive questions, one at a time, each answered as any other question."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from bot.application import asking
from bot.application.actions import action
from bot.application.answering import Answered
from bot.application.cards import Button, Buttons, Card, Heading, Style, Text, Tone, card
from bot.application.ports.storage import Dialogue
from bot.application.views.question import question_card
from bot.application.views.words import area_label, plural
from bot.application.visit import Visit
from bot.domain.attempts import Source
from bot.domain.levels import level_estimate
from bot.domain.placement import Placement, PlacementAnswer, next_step, placed_ratings
from bot.domain.rating import guess_chance
from bot.domain.ties import tie_break
from content.areas import Area
from content.model import Kind, Question

KIND = "placement"


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """The placement so far, and which questions it has asked."""

    placement: Placement
    asked: tuple[str, ...] = ()


async def begin(visit: Visit) -> tuple[Card, ...]:
    """Ask the first placement question, over the areas that the learner has not switched off."""
    weights = visit.learner.preferences.weights
    wanted = [area.value for area in Area if weights.get(area.value, 1) > 0]
    keen = [area for area in wanted if weights.get(area, 1) > 1]
    return await _ask(visit, _State(placement=Placement(areas=tuple(keen or wanted))))


async def go_on(visit: Visit) -> tuple[Card, ...]:
    """The placement's open question again, or the next one; nothing if no placement is running."""
    state = await _state(visit)
    if state is None:
        return ()
    return await _ask(visit, state)


async def after_answer(visit: Visit, answered: Answered) -> tuple[Card, ...]:
    """Take the answer into the placement and ask on."""
    question = answered.question
    guess = guess_chance(question.kind.value, len(question.options))
    return await _after(visit, question, answered.marking.score, guess)


async def after_skip(visit: Visit, question: Question) -> tuple[Card, ...]:
    """A skip in a placement says "I don't know", which is no guess."""
    return await _after(visit, question, 0.0, 0.0)


async def stop(visit: Visit) -> Card:
    """End the placement with what is known so far."""
    state = await _state(visit)
    return await _finish(visit, state or _State(placement=Placement(areas=())))


async def _after(visit: Visit, question: Question, score: float, guess: float) -> tuple[Card, ...]:
    state = await _state(visit)
    if state is None:
        return ()
    answer = PlacementAnswer(area=question.area.value, level=question.level, score=score, guess=guess)
    return await _ask(visit, _State(placement=state.placement.answered(answer), asked=state.asked))


async def _ask(visit: Visit, state: _State) -> tuple[Card, ...]:
    open_questions = [
        question
        for question in visit.services.bank.askable()
        if question.kind is Kind.SINGLE and question.id not in state.asked
    ]
    available: dict[str, set[int]] = {}
    for question in open_questions:
        available.setdefault(question.area.value, set()).add(question.level)
    step = next_step(state.placement, available)
    if step is None:
        return (await _finish(visit, state),)
    fitting = [q for q in open_questions if q.area.value == step.area and q.level == step.level]
    question = min(fitting, key=lambda q: tie_break(str(visit.learner.id), q.id))
    question, attempt = await asking.ask(visit, question, Source.PLACEMENT)
    await _keep(visit, _State(placement=state.placement, asked=(*state.asked, question.id)))
    lead = (
        f"**Placement, question {step.number} of at most {step.at_most}.** `skip` means you don't know; `stop` ends it."
    )
    return (question_card(question, attempt, lead=lead),)


async def _finish(visit: Visit, state: _State) -> Card:
    await visit.uow.dialogues.end(visit.learner.id, visit.conversation)
    answers = state.placement.answers
    if not answers:
        return card(
            Heading("All set"),
            Text("We find out your level as we go. `daily` is today's plan, `quiz` asks one question."),
            _onwards(),
        )
    ratings = placed_ratings(state.placement, [area.value for area in Area])
    for area, rating in ratings.items():
        await visit.uow.learning.save_rating(visit.learner.id, area, rating)
    right = sum(answer.score >= 0.95 for answer in answers)
    lines = [
        f"- {area_label(area)}: {level_estimate(ratings[area]).text}"
        for area in sorted({answer.area for answer in answers})
    ]
    return card(
        Heading("You are placed"),
        Text(f"{right} of {plural(len(answers), 'question')} right. My first impression, which every answer corrects:"),
        Text("\n".join(lines)),
        _onwards(),
        tone=Tone.RIGHT,
    )


def _onwards() -> Buttons:
    return Buttons(
        (
            Button("Today's plan", action("daily"), "daily", Style.PRIMARY),
            Button("One question", action("quiz"), "quiz"),
        )
    )


async def _state(visit: Visit) -> _State | None:
    dialogue = await visit.uow.dialogues.get(visit.learner.id, visit.conversation)
    if dialogue is None or dialogue.kind != KIND:
        return None
    data: Mapping[str, object] = dialogue.data
    return msgspec.convert(data, _State)


async def _keep(visit: Visit, state: _State) -> None:
    await visit.uow.dialogues.put(
        visit.learner.id,
        visit.conversation,
        Dialogue(kind=KIND, step="question", data=msgspec.to_builtins(state), updated_at=visit.now),
    )
