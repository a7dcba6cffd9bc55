"""A conversation with a real coach on a real database, at a time that stands still until a test moves it."""

import itertools
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.application.cards import Buttons, Card, Choices, Form
from bot.application.coach import Coach
from bot.application.plain import plain_text
from bot.application.replies import Reply
from bot.application.requests import (
    AccountKey,
    Action,
    Conversation,
    Invoke,
    Platform,
    Press,
    Request,
    Say,
    Submit,
    TeamKey,
    Visitor,
)
from bot.application.services import Services
from bot.cli.compose import opened
from bot.domain.people import Learner
from content.areas import Area
from content.bank import QuestionBank
from content.catalogue import load_catalogue
from content.model import Kind, NearMiss, Option, Question, Reference, Rubric, RubricPoint, Samples

T = TypeVar("T")

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


class FrozenClock:
    """Stands still until a test moves it."""

    def __init__(self, at: datetime = MONDAY) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def advance(self, **step: float) -> None:
        self.at += timedelta(**step)


class Talk:
    """One learner in one conversation."""

    _events = itertools.count()

    def __init__(self, coach: Coach, services: Services, clock: FrozenClock, engine: AsyncEngine) -> None:
        self.coach = coach
        self.services = services
        self.clock = clock
        self.engine = engine
        self.account = AccountKey(platform=Platform.TERMINAL, scope="", user_id="learner")
        self.conversation = Conversation(id="dm", is_dm=True)
        self.team: TeamKey | None = None
        self.zone: str | None = None
        self.is_admin = False

    def other(self, user_id: str = "other", *, conversation: str = "other-dm") -> "Talk":
        """Somebody else, with the same coach."""
        other = Talk(self.coach, self.services, self.clock, self.engine)
        other.account = AccountKey(platform=Platform.TERMINAL, scope="", user_id=user_id)
        other.conversation = Conversation(id=conversation, is_dm=True)
        return other

    async def say(self, text: str, *, event: str | None = None) -> Reply:
        return await self.send(Say(text=text), event=event)

    async def press(self, action: str, *values: str, event: str | None = None) -> Reply:
        return await self.send(Press(action=action, values=values), event=event)

    async def submit(self, action: str, **fields: str) -> Reply:
        return await self.send(Submit(action=action, fields=fields))

    async def invoke(self, command: str, **arguments: str) -> Reply:
        return await self.send(Invoke(command=command, arguments=arguments))

    async def send(self, action: Action, *, event: str | None = None) -> Reply:
        return await self.coach.handle(
            Request(
                event_id=event or f"e{next(self._events)}",
                at=self.clock.now(),
                visitor=Visitor(account=self.account, zone=self.zone, is_admin=self.is_admin),
                conversation=self.conversation,
                action=action,
                team=self.team,
            )
        )

    async def learner(self) -> Learner:
        async with self.services.uow() as uow:
            found = await uow.learners.find(self.account)
            assert found is not None
            return found[0]


@asynccontextmanager
async def talk(
    database_url: str, questions: Iterable[Question] = (), *, clock: FrozenClock | None = None
) -> AsyncIterator[Talk]:
    """A conversation on a fresh database with a bank of these questions (a small one of every kind by default)."""
    clock = clock or FrozenClock()
    bank = QuestionBank(tuple(questions) or every_kind())
    async with opened(database_url, bank=bank, catalogue=load_catalogue(), clock=clock) as house:
        yield Talk(house.coach, house.services, clock, house.engine)


def words(reply: Reply) -> str:
    """All cards of a reply in plain words."""
    return "\n\n".join(plain_text(card) for card in reply.cards)


def elements(reply: Reply, kind: type[T]) -> list[T]:
    """All elements of a kind."""
    return [element for card in reply.cards for element in card.elements if isinstance(element, kind)]


def choices(reply: Reply) -> Choices:
    """The choices of the one question in the reply."""
    (found,) = elements(reply, Choices)
    return found


def action_of(reply: Reply, says: str) -> str:
    """The action of the button that stands for this line."""
    buttons = [b for row in elements(reply, Buttons) for b in (*row.items, *row.rare)]
    return next(button.action for button in buttons if button.says == says)


def form(reply: Reply) -> Form:
    """The one form of the reply."""
    (found,) = elements(reply, Form)
    return found


def heading(card: Card) -> str:
    """The first line of a card."""
    return plain_text(card).splitlines()[0]


def key_of(reply: Reply, option_text: str) -> str:
    """The letter under which this option is shown."""
    return next(item.key for item in choices(reply).items if item.markup == option_text)


def question(
    id: str = "q-single",
    *,
    kind: Kind = Kind.SINGLE,
    area: Area = Area.DATABASES,
    level: int = 2,
    topic: str = "indexes",
    **more: object,
) -> Question:
    """A small question; the right option of a `single` one is called "right"."""
    fields: dict[str, object] = {
        "technologies": ("sql",),
        "prompt": f"Prompt of {id}?",
        "explanation": f"Explanation of {id}.",
        "hint": f"Hint of {id}.",
        "references": (Reference(title="The manual", url="https://www.postgresql.org/docs/current/"),),
        "updated": date(2026, 11, 20),
    }
    if kind is Kind.SINGLE:
        fields |= {
            "options": (
                Option(id="right", text="the right one"),
                Option(id="wrong", text="a wrong one", why="Why the wrong one is wrong."),
                Option(id="other", text="another wrong one", why="Why the other one is wrong."),
            ),
            "answer": ("right",),
        }
    return Question(id=id, area=area, topic=topic, level=level, kind=kind, **{**fields, **more})  # type: ignore[arg-type]


def every_kind() -> tuple[Question, ...]:
    """One question of each kind in Databases, and a `single` one in each other area."""
    return (
        question(),
        question(
            "q-multiple",
            kind=Kind.MULTIPLE,
            options=(
                Option(id="one", text="first right"),
                Option(id="two", text="second right"),
                Option(id="three", text="wrong", why="Why three is wrong."),
            ),
            answer=("one", "two"),
        ),
        question(
            "q-true-false",
            kind=Kind.TRUE_FALSE,
            options=(Option(id="true", text="True", why="Why it is not true."), Option(id="false", text="False")),
            answer=("false",),
        ),
        question(
            "q-short",
            kind=Kind.SHORT_TEXT,
            answer=("serializable",),
            near_misses=(NearMiss(text="repeatable read", why="It allows write skew."),),
        ),
        question("q-output", kind=Kind.OUTPUT, answer=("[1, 2]\n3",)),
        question(
            "q-order",
            kind=Kind.ORDER,
            options=(
                Option(id="first", text="begin"),
                Option(id="second", text="change"),
                Option(id="third", text="commit"),
            ),
            answer=("first", "second", "third"),
        ),
        question(
            "q-free",
            kind=Kind.FREE_TEXT,
            rubric=Rubric(
                points=(
                    RubricPoint(id="lock", text="Names the lock", keywords=("lock", "locking")),
                    RubricPoint(id="wait", text="Says that others wait", keywords=("wait", "block")),
                ),
                pass_points=2,
                samples=Samples(right="It takes a lock and others wait.", partial="A lock.", wrong="Nothing."),
            ),
        ),
        *(question(f"q-{area.value}", area=area, topic="basics") for area in Area if area is not Area.DATABASES),
    )


def file_of(url: str) -> Path:
    """The file of a SQLite address."""
    return Path(url.removeprefix("sqlite:///"))
