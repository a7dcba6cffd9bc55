"""A coach's storage with a post office beside it, and workers that a test drives tick by tick."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.application.coach import Coach
from bot.application.ports.messenger import Messenger
from bot.application.ports.outbox import Delivery, DeliveryState
from bot.application.requests import Platform
from bot.application.services import Services
from bot.application.unasked.to_teams import team_round
from bot.cli.compose import make_services
from bot.domain.people import Learner
from bot.ids import LearnerId
from bot.storage import migrate
from bot.storage.engine import make_engine, read_url
from content.bank import QuestionBank
from content.catalogue import load_catalogue
from scheduler.limits import PACES, Limits
from scheduler.worker import Worker
from tests.integration.scheduler.hand_time import MONDAY_NINE, HandTime
from tests.integration.scheduler.people import enrol
from tests.integration.scheduler.post_office import OfficeMessenger, PostOffice
from tests.talk import every_kind

CATALOGUE = load_catalogue()
BEFORE_NINE = MONDAY_NINE - timedelta(minutes=1)
PATIENT = Limits(request_s=20.0)


class House:
    """Everything a test of the scheduler touches."""

    def __init__(self, engine: AsyncEngine, time: HandTime) -> None:
        self.engine = engine
        self.time = time
        self.services: Services = make_services(
            engine, bank=QuestionBank(every_kind()), catalogue=CATALOGUE, clock=time
        )
        self.coach = Coach(self.services)
        self.alone = engine.dialect.name == "sqlite"
        # Discord drops repeats for a while; Slack takes everything and can be searched.
        self.discord = PostOffice(time.steady, drops_repeats_s=120.0)
        self.slack = PostOffice(time.steady)
        self.messengers: Mapping[Platform, Messenger] = {
            Platform.DISCORD: OfficeMessenger(self.discord, Platform.DISCORD),
            Platform.SLACK: OfficeMessenger(self.slack, Platform.SLACK),
        }

    def worker(self, name: str = "one", *, limits: Limits = PATIENT, time: HandTime | None = None) -> Worker:
        return Worker(
            name=name,
            services=self.services,
            messengers=self.messengers,
            alone=self.alone,
            timing=(time or self.time).timing(),
            limits=limits,
            paces=PACES,
            rounds=(team_round(self.services, frozenset(self.messengers)),),
            rules=lambda: "rules",
        )

    async def enrol(self, count: int = 1, **more: object) -> list[LearnerId]:
        return await enrol(self.services.uow, self.time.now(), count, **more)  # type: ignore[arg-type]

    async def claimed(self, worker: Worker, platform: Platform = Platform.DISCORD, bucket: str = "discord") -> Delivery:
        """What a worker has claimed, and is about to send."""
        assert await worker.duty.on()
        await worker.dispatcher.hold(bucket, platform)
        (claimed,) = await worker.ledger.claim(bucket, 10)
        return claimed

    async def learner(self, learner_id: LearnerId) -> Learner:
        async with self.services.uow() as uow:
            return await uow.learners.get(learner_id)

    async def deliveries(self, *states: DeliveryState) -> Sequence[Delivery]:
        async with self.services.uow() as uow:
            return list(reversed(await uow.outbox.listed(states=states, limit=10_000)))

    async def counts(self) -> dict[str, int]:
        async with self.services.uow() as uow:
            return {state.value: count for state, count in (await uow.outbox.counts()).items()}

    async def until(self, at: datetime, *workers: Worker, step: timedelta = timedelta(minutes=1)) -> None:
        """Let time pass in steps, every worker ticking at each."""
        while self.time.now() < at:
            self.time.advance(seconds=min(step, at - self.time.now()).total_seconds())
            await self.tick(*workers)

    async def seconds(self, count: int, *workers: Worker) -> None:
        """So many seconds, one by one."""
        await self.until(self.time.now() + timedelta(seconds=count), *workers, step=timedelta(seconds=1))

    async def tick(self, *workers: Worker) -> None:
        for worker in workers:
            await worker.planner.tick()
            await worker.dispatcher.tick()
            await worker.dispatcher.idle()


@asynccontextmanager
async def opened_house(database_url: str) -> AsyncIterator[House]:
    engine = make_engine(read_url(database_url))
    time = HandTime(BEFORE_NINE)
    try:
        await migrate.upgrade(engine, now=time.now())
        yield House(engine, time)
    finally:
        await engine.dispose()
