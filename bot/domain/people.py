"""Learners, their accounts, teams and memberships, as plain frozen values."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

import msgspec

from bot.domain.streak_state import StreakState
from bot.domain.streaks import new_streak
from bot.ids import AccountId, LearnerId, TeamId

WORKDAYS = frozenset({0, 1, 2, 3, 4})  # Monday is 0; every log begins with this set in force


class ZoneSource(StrEnum):
    """Where a learner's time zone comes from; only `LEARNER` resists the platform's profile."""

    DEFAULT = "default"
    TEAM = "team"
    PROFILE = "profile"
    LEARNER = "learner"


class Preferences(msgspec.Struct, frozen=True, kw_only=True):
    """What a learner chose, apart from time. `weights` maps area slugs to 0 (never) .. 3 (much)."""

    weights: dict[str, int] = {}
    level: int | None = None  # 1..5; None lets the coach choose
    languages: tuple[str, ...] = ()
    sites: tuple[str, ...] = ("leetcode", "codewars")
    named: bool = False  # named on boards and digests only after opting in


class PromptCare(StrEnum):
    """How the coach treats a learner who stops reacting to prompts."""

    NORMAL = "normal"
    ASKED = "asked"  # was asked whether to slow down
    SILENT = "silent"  # no prompts until the learner next comes by


_NEW_STREAK = new_streak(WORKDAYS)
_NO_PREFERENCES = Preferences()


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """A person who learns, whatever platforms they use. Times of day are local wall-clock times in `zone`."""

    id: LearnerId
    created_at: datetime
    zone: str = "UTC"
    zone_source: ZoneSource = ZoneSource.DEFAULT
    reached_day: date | None = None  # the learner day never runs backwards
    started_at: datetime | None = None  # when `start` was finished or skipped
    prompts: bool = False  # whether the learner asked for daily prompts
    prompt_time: time = time(9, 0)
    nudge_time: time | None = time(20, 0)  # None: no nudges
    streak: StreakState = _NEW_STREAK  # cache of the log: weekdays, pause and streak
    preferences: Preferences = _NO_PREFERENCES
    primary_account: AccountId | None = None  # receives unasked messages
    home_team: TeamId | None = None
    prompt_care: PromptCare = PromptCare.NORMAL
    unanswered_prompts: int = 0
    last_prompt_day: date | None = None
    last_prompt_at: datetime | None = None
    last_nudge_day: date | None = None
    next_due_at: datetime | None = None  # cache: when the planner must look at this learner again

    @property
    def weekdays(self) -> frozenset[int]:
        """The weekdays chosen last (they apply from the learner day after the choice)."""
        return self.streak.next_weekdays or self.streak.weekdays


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A learner on one platform."""

    id: AccountId
    learner_id: LearnerId
    platform: str
    scope: str
    user_id: str
    created_at: datetime
    dm_channel: str | None = None  # where DMs go, once known
    dm_closed_at: datetime | None = None  # the platform refused a DM for good
    dm_closed_told: bool = True  # the learner has been told since


class TeamSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What a team's admins chose. Weekday 0 is Monday; times are wall-clock times in `zone`."""

    zone: str = "UTC"
    digest_channel: str | None = None
    digest_weekday: int = 0
    digest_time: time = time(10, 0)
    question_of_the_day_channel: str | None = None
    question_of_the_day_time: time = time(10, 0)
    question_of_the_day_weekdays: frozenset[int] = WORKDAYS
    challenge_minutes: int = 24 * 60
    visible_by_default: bool = True  # whether activity counts for the team unless a learner says no
    packs: tuple[str, ...] = ()
    tutor: bool = True
    tutor_tokens_a_month: int | None = None

    def may_see(self, pack: str | None) -> bool:
        """Whether questions of this content pack (None: of the common bank) may be shown to the team."""
        return pack is None or pack in self.packs


_TEAM_DEFAULTS = TeamSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A Slack workspace or Discord guild."""

    id: TeamId
    platform: str
    external_id: str
    created_at: datetime
    settings: TeamSettings = _TEAM_DEFAULTS
    uninstalled_at: datetime | None = None
    next_due_at: datetime | None = None  # cache: when the planner must look at this team again
    channel_lost_at: datetime | None = None  # a channel was lost since, and no admin has been told yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A learner in a team; `visible`: their activity counts there."""

    learner_id: LearnerId
    team_id: TeamId
    joined_at: datetime
    visible: bool = True
    left_at: datetime | None = None
