"""Challenges: one question put to a whole channel, and which one that is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.ties import tie_break
from bot.ids import ChallengeId, TeamId
from content.model import Kind

KINDS = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE})  # answered by buttons, counted by option
OPEN_MAX = 3  # open at once in one team, the question of the day included
SPREAD_OVER = 3  # the areas of this many challenges before are left out where there are others
MIDDLE_LEVEL = 3.0  # for a team whose level is not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """A question put to a whole channel. `order` is shown to all; `day` makes it that day's question."""

    id: ChallengeId
    team_id: TeamId
    channel: str
    question_id: str
    version: str  # content hash of what is shown
    order: tuple[str, ...]
    posted_at: datetime
    closes_at: datetime
    day: date | None = None
    result_at: datetime | None = None  # when the result was decided

    def is_open(self, at: datetime) -> bool:
        """Whether an answer given at `at` counts."""
        return at < self.closes_at and self.result_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeCandidate:
    """A question that may be put to this team; `level` is 1 to 5."""

    question_id: str
    area: str
    level: int


def choose_challenge(
    candidates: Iterable[ChallengeCandidate], past: Sequence[str], *, level: float | None, seed: str
) -> str | None:
    """The question to put to a team, None if there is none.

    Never used ones come first (then the one used longest ago), of other areas than lately, nearest to the
    team's `level` (1..5). `past` are the questions of the team's challenges, newest first.
    """
    pool = list(candidates)
    places = {question_id: place for place, question_id in reversed(list(enumerate(past)))}
    never = [c for c in pool if c.question_id not in places]
    if not never:
        return max(pool, key=lambda c: places[c.question_id]).question_id if pool else None
    lately = {c.area for c in pool if places.get(c.question_id, SPREAD_OVER) < SPREAD_OVER}
    spread = [c for c in never if c.area not in lately] or never
    wanted = MIDDLE_LEVEL if level is None else level
    return min(spread, key=lambda c: (abs(c.level - wanted), tie_break(seed, c.question_id))).question_id
