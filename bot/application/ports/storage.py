"""Storage as the use cases need it: one unit of work with small repositories.

All instants are aware UTC, all days are learner days. Methods raise `StorageUnavailable` when the database does
not answer; nothing was changed then. Inside one unit of work every repository sees its own writes.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType
from typing import Protocol, Self

from bot.application.ports.joining import Joining
from bot.application.ports.outbox import Outbox
from bot.application.ports.planning import Facts, Planning
from bot.application.ports.presence import Leases, Presence
from bot.application.ports.teamwork import Challenges, Digests, Teamwork
from bot.application.replies import Reply
from bot.application.requests import AccountKey, TeamKey
from bot.domain.attempts import Attempt, Practice
from bot.domain.level_history import RatedAnswer
from bot.domain.memory import CardMemory
from bot.domain.people import Account, Learner, Membership, Team
from bot.domain.rating import Difficulty, Rating
from bot.domain.streak_log import LogEntry
from bot.ids import AccountId, AttemptId, LearnerId, PracticeId, ReportId, TeamId
from content.model import Question


class Events(Protocol):
    """Handled platform events, for idempotency. The record lives in the transaction of its effect."""

    async def begin(self, platform: str, event_id: str, at: datetime) -> Reply | None:
        """Claim the event in this transaction; the stored reply if it was handled before.

        Waits for another transaction that is handling the same event at this moment.
        """
        ...

    async def finish(self, platform: str, event_id: str, reply: Reply, learner_id: LearnerId | None) -> None:
        """Store the reply of the claimed event, for repeats; it belongs to the learner's data."""
        ...


class Learners(Protocol):
    """Learners with their accounts."""

    async def add(self, learner: Learner) -> None: ...

    async def get(self, learner_id: LearnerId) -> Learner:
        """The learner, without a lock. Raises KeyError when forgotten."""
        ...

    async def find(self, key: AccountKey) -> tuple[Learner, Account] | None:
        """Who this account belongs to, locked until the end of the transaction (one request a learner at a time)."""
        ...

    async def save(self, learner: Learner) -> None: ...

    async def add_account(self, account: Account) -> None: ...

    async def account(self, account_id: AccountId) -> Account: ...

    async def accounts(self, learner_id: LearnerId) -> Sequence[Account]: ...

    async def save_account(self, account: Account) -> None: ...

    async def named(self, account_ids: Collection[AccountId]) -> Mapping[AccountId, AccountKey]:
        """The platform's ids of those of these accounts whose learners want to be named."""
        ...

    async def erase(self, learner_id: LearnerId) -> None:
        """Delete the learner and every row of theirs in every table, pending deliveries included."""
        ...

    async def export(self, learner_id: LearnerId) -> Mapping[str, object]:
        """Every row of the learner, by table, as JSON-able values with readable keys."""
        ...


class Teams(Protocol):
    """Teams and memberships."""

    async def find(self, key: TeamKey) -> Team | None: ...

    async def get(self, team_id: TeamId) -> Team: ...

    async def add(self, team: Team) -> None: ...

    async def save(self, team: Team) -> None: ...

    async def installed(self, platform: str) -> Sequence[Team]:
        """The teams of a platform that have the coach."""
        ...

    async def membership(self, learner_id: LearnerId, team_id: TeamId) -> Membership | None: ...

    async def memberships(self, learner_id: LearnerId) -> Sequence[Membership]: ...

    async def save_membership(self, membership: Membership) -> None:
        """Insert or update."""
        ...


class Attempts(Protocol):
    """Questions put to learners. Answered ones are facts."""

    async def add(self, attempt: Attempt) -> None: ...

    async def save(self, attempt: Attempt) -> None:
        """Update an attempt that was open; a final one is never changed (only its `guessed` mark and grade may)."""
        ...

    async def get(self, attempt_id: AttemptId) -> Attempt | None: ...

    async def latest_open(self, learner_id: LearnerId, conversation: str) -> Attempt | None:
        """The question asked last in this conversation, if it is still open."""
        ...

    async def latest(self, learner_id: LearnerId, conversation: str) -> Attempt | None:
        """The question asked last in this conversation, open or not."""
        ...

    async def recent(self, learner_id: LearnerId, limit: int) -> Sequence[Attempt]:
        """The last attempts, newest first."""
        ...

    async def answered_on(self, learner_id: LearnerId, day: date) -> Sequence[Attempt]:
        """Attempts answered on a learner day, oldest first."""
        ...

    async def history(self, learner_id: LearnerId, *, question_id: str, revision: int) -> Sequence[Attempt]:
        """Answered attempts at one revision of a question, oldest first."""
        ...

    async def answered(self, learner_id: LearnerId, *, area: str | None, limit: int) -> Sequence[Attempt]:
        """Answered attempts, of one area or all, newest first."""
        ...

    async def rated(self, learner_id: LearnerId, *, since: date) -> Sequence[RatedAnswer]:
        """What answers from a learner day on moved ratings by."""
        ...


class Learning(Protocol):
    """What is known about what learners know."""

    async def memory(self, learner_id: LearnerId, question_id: str, revision: int) -> CardMemory | None: ...

    async def memories(self, learner_id: LearnerId) -> Mapping[tuple[str, int], CardMemory]:
        """All memories of the learner by question id and revision."""
        ...

    async def pressing(
        self,
        learner_id: LearnerId,
        limit: int,
        *,
        areas: Collection[str] | None = None,
        question_ids: Collection[str] | None = None,
    ) -> Mapping[tuple[str, int], CardMemory]:
        """The memories due soonest or longest, at most `limit`, none suspended, by question id and revision.

        `areas` and `question_ids` narrow them down; None means all.
        """
        ...

    async def seen(self, learner_id: LearnerId) -> Collection[tuple[str, int]]:
        """Id and revision of every question with a memory, suspended ones included."""
        ...

    async def due_count(self, learner_id: LearnerId, day: date) -> int:
        """How many memories, not suspended, are due on or before `day`."""
        ...

    async def save_memory(
        self, learner_id: LearnerId, question_id: str, area: str, revision: int, memory: CardMemory
    ) -> None: ...

    async def ratings(self, learner_id: LearnerId) -> Mapping[str, Rating]: ...

    async def save_rating(self, learner_id: LearnerId, area: str, rating: Rating) -> None: ...

    async def difficulty(self, question_id: str, revision: int) -> Difficulty | None:
        """The stored difficulty; None for a question that nobody has answered yet."""
        ...

    async def difficulties(self) -> Mapping[tuple[str, int], Difficulty]:
        """All stored difficulties by question id and revision."""
        ...

    async def save_difficulty(self, question_id: str, revision: int, difficulty: Difficulty) -> None: ...


class Versions(Protocol):
    """Every version of a question that was ever shown, by content hash."""

    async def keep(self, question: Question, version: str, at: datetime) -> None:
        """Store the version unless it is there."""
        ...

    async def get(self, version: str) -> Question | None: ...


class Practices(Protocol):
    """Practice problems suggested to learners, and the practice log."""

    async def add(self, practice: Practice) -> None: ...

    async def save(self, practice: Practice) -> None: ...

    async def get(self, practice_id: PracticeId) -> Practice | None: ...

    async def all(self, learner_id: LearnerId) -> Sequence[Practice]:
        """Everything ever suggested, newest first."""
        ...

    async def latest_open(self, learner_id: LearnerId, conversation: str) -> Practice | None: ...

    async def done_on(self, learner_id: LearnerId, day: date) -> Sequence[Practice]: ...


class Log(Protocol):
    """The append-only activity log that streaks are computed from."""

    async def append(
        self,
        learner_id: LearnerId,
        entry: LogEntry,
        *,
        account_id: AccountId | None = None,
        team_id: TeamId | None = None,
        conversation: str | None = None,
        reference: str | None = None,
    ) -> None:
        """Add one entry; `reference` names what it came from ("attempt:<id>", "practice:<id>")."""
        ...

    async def entries(self, learner_id: LearnerId) -> Sequence[LogEntry]:
        """The whole log in order of instant, then of entry."""
        ...

    async def has(self, learner_id: LearnerId, reference: str) -> bool:
        """Whether there is an entry of this reference."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """A conversation in several steps that waits for the learner (start, forget, report ...)."""

    kind: str
    step: str
    data: Mapping[str, object]
    updated_at: datetime


class Dialogues(Protocol):
    """At most one dialogue per learner and conversation."""

    async def get(self, learner_id: LearnerId, conversation: str) -> Dialogue | None: ...

    async def put(self, learner_id: LearnerId, conversation: str, dialogue: Dialogue) -> None: ...

    async def end(self, learner_id: LearnerId, conversation: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A learner's note that a question is wrong or unclear."""

    id: ReportId
    learner_id: LearnerId
    attempt_id: AttemptId
    question_id: str
    version: str
    text: str
    at: datetime


class Reports(Protocol):
    """Reports to the maintainers."""

    async def add(self, report: Report) -> None: ...


class UnitOfWork(Protocol):
    """One transaction. Leaving the block without `commit()` undoes everything."""

    @property
    def events(self) -> Events: ...
    @property
    def learners(self) -> Learners: ...
    @property
    def teams(self) -> Teams: ...
    @property
    def attempts(self) -> Attempts: ...
    @property
    def learning(self) -> Learning: ...
    @property
    def versions(self) -> Versions: ...
    @property
    def practices(self) -> Practices: ...
    @property
    def log(self) -> Log: ...
    @property
    def dialogues(self) -> Dialogues: ...
    @property
    def reports(self) -> Reports: ...
    @property
    def teamwork(self) -> Teamwork: ...
    @property
    def digests(self) -> Digests: ...
    @property
    def challenges(self) -> Challenges: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def planning(self) -> Planning: ...
    @property
    def facts(self) -> Facts: ...
    @property
    def leases(self) -> Leases: ...
    @property
    def presence(self) -> Presence: ...
    @property
    def joining(self) -> Joining: ...

    async def read_ahead(self, days: Mapping[LearnerId, date], *, recent: int) -> "ReadAhead":
        """Read in one go what composing messages to these learners will ask: a learner day each.

        `recent`: how many of the last attempts of each.
        """
        ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    async def commit(self) -> None:
        """Make everything done in this block durable."""
        ...


class ReadAhead(Protocol):
    """A unit of work that has read ahead about some learners, and gathers new attempts and practices for them."""

    @property
    def uow(self) -> UnitOfWork: ...

    def drop(self, conversation: str) -> None:
        """Forget what was gathered for this conversation."""
        ...

    async def write(self) -> None:
        """Put what was gathered into the transaction."""
        ...


class UnitOfWorkFactory(Protocol):
    """Opens units of work."""

    def __call__(self) -> UnitOfWork: ...
