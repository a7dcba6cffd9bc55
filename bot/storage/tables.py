"""The tables. Columns are named as the fields of the values they hold, so rows become values by name."""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    Uuid,
)

from bot.application.cards import Card
from bot.application.ports.outbox import DeliveryState
from bot.application.replies import Reply
from bot.domain.attempts import AttemptState, PracticeState, Source
from bot.domain.grades import Grade
from bot.domain.people import Preferences, PromptCare, TeamSettings, ZoneSource
from bot.domain.streak_log import LogEntry
from bot.domain.streak_state import StreakState
from bot.storage.slack_tables import slack_tables
from bot.storage.types import Instant, Json, Word
from content.model import Question

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _of_learner(*, primary_key: bool = False) -> Column[Any]:
    return Column("learner_id", Uuid, ForeignKey("learners.id"), nullable=False, primary_key=primary_key)


learners = Table(
    "learners",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("created_at", Instant, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("zone_source", Word(ZoneSource), nullable=False),
    Column("reached_day", Date),
    Column("started_at", Instant),
    Column("prompts", Boolean, nullable=False),
    Column("prompt_time", Time, nullable=False),
    Column("nudge_time", Time),
    Column("streak", Json(StreakState), nullable=False),
    Column("preferences", Json(Preferences), nullable=False),
    Column("primary_account", Uuid),
    Column("home_team", Uuid),
    Column("prompt_care", Word(PromptCare), nullable=False),
    Column("unanswered_prompts", Integer, nullable=False),
    Column("last_prompt_day", Date),
    Column("last_prompt_at", Instant),
    Column("last_nudge_day", Date),
    Column("next_due_at", Instant),
    Index("ix_learners_next_due_at", "next_due_at"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", Uuid, primary_key=True),
    _of_learner(),
    Column("platform", String(20), nullable=False),
    Column("scope", String(64), nullable=False),
    Column("user_id", String(64), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("dm_channel", String(128)),
    Column("dm_closed_at", Instant),
    Column("dm_closed_told", Boolean, nullable=False),
    UniqueConstraint("platform", "scope", "user_id"),
    Index("ix_accounts_learner_id", "learner_id"),
)

teams = Table(
    "teams",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("platform", String(20), nullable=False),
    Column("external_id", String(64), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("settings", Json(TeamSettings), nullable=False),
    Column("uninstalled_at", Instant),
    Column("next_due_at", Instant),
    Column("channel_lost_at", Instant),
    UniqueConstraint("platform", "external_id"),
    Index("ix_teams_next_due_at", "next_due_at"),
)

memberships = Table(
    "memberships",
    metadata,
    _of_learner(primary_key=True),
    Column("team_id", Uuid, ForeignKey("teams.id"), primary_key=True),
    Column("joined_at", Instant, nullable=False),
    Column("visible", Boolean, nullable=False),
    Column("left_at", Instant),
    Index("ix_memberships_team_id", "team_id"),
)

digests = Table(
    "digests",
    metadata,
    Column("team_id", Uuid, ForeignKey("teams.id"), primary_key=True),
    Column("key", String(8), primary_key=True),  # ISO year and week
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("ended_at", Instant, nullable=False),
    Column("posted_at", Instant, nullable=False),
    Column("delivery_id", Uuid, nullable=False),
    Column("by_hand", Boolean, nullable=False),
)

question_versions = Table(
    "question_versions",
    metadata,
    Column("version", String(64), primary_key=True),  # content hash
    Column("question_id", String(128), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("question", Json(Question), nullable=False),
    Column("first_shown_at", Instant, nullable=False),
    Index("ix_question_versions_question_id", "question_id"),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", Uuid, primary_key=True),
    _of_learner(),
    Column("account_id", Uuid, nullable=False),
    Column("team_id", Uuid),
    Column("conversation", String(128), nullable=False),
    Column("source", Word(Source), nullable=False),
    Column("question_id", String(128), nullable=False),
    Column("area", String(40), nullable=False),
    Column("topic", String(80), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("version", String(64), ForeignKey("question_versions.version"), nullable=False),
    Column("order", Json(tuple[str, ...]), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("reason", Text, nullable=False),
    Column("review", Boolean, nullable=False),
    Column("wish", String(60), nullable=False),
    Column("state", Word(AttemptState), nullable=False),
    Column("hints", Integer, nullable=False),
    Column("answered_at", Instant),
    Column("day", Date),
    Column("given", Json(tuple[str, ...]), nullable=False),
    Column("score", Float),
    Column("correct", Boolean),
    Column("grade", Word(Grade)),
    Column("guessed", Boolean, nullable=False),
    Column("rating_gain", Float),
    Column("rating_uncertainty", Float),
    Column("challenge_id", Uuid),
    UniqueConstraint("challenge_id", "learner_id"),  # the first answer is the only one
    Index("ix_attempts_learner_id_conversation_asked_at", "learner_id", "conversation", "asked_at"),
    Index("ix_attempts_learner_id_asked_at", "learner_id", "asked_at"),
    Index("ix_attempts_learner_id_day", "learner_id", "day"),
    Index("ix_attempts_learner_id_question_id", "learner_id", "question_id"),
    Index("ix_attempts_team_id_day", "team_id", "day"),
)

challenges = Table(
    "challenges",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("team_id", Uuid, ForeignKey("teams.id"), nullable=False),
    Column("channel", String(128), nullable=False),
    Column("question_id", String(128), nullable=False),
    Column("version", String(64), ForeignKey("question_versions.version"), nullable=False),
    Column("order", Json(tuple[str, ...]), nullable=False),
    Column("posted_at", Instant, nullable=False),
    Column("closes_at", Instant, nullable=False),
    Column("day", Date),
    Column("result_at", Instant),
    UniqueConstraint("team_id", "day"),  # one question of the day
    Index("ix_challenges_team_id_posted_at", "team_id", "posted_at"),
)

memories = Table(
    "memories",
    metadata,
    _of_learner(primary_key=True),
    Column("question_id", String(128), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("area", String(40), nullable=False),
    Column("stability", Float, nullable=False),
    Column("difficulty", Float, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("due_day", Date, nullable=False),
    Column("repetitions", Integer, nullable=False),
    Column("lapses", Integer, nullable=False),
    Column("last_grade", Word(Grade), nullable=False),
    Column("suspended", Boolean, nullable=False),
    Index("ix_memories_learner_id_due_day", "learner_id", "due_day"),
)

ratings = Table(
    "ratings",
    metadata,
    _of_learner(primary_key=True),
    Column("area", String(40), primary_key=True),
    Column("value", Float, nullable=False),
    Column("uncertainty", Float, nullable=False),
    Column("answers", Integer, nullable=False),
)

difficulties = Table(
    "difficulties",
    metadata,
    Column("question_id", String(128), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("value", Float, nullable=False),
    Column("uncertainty", Float, nullable=False),
    Column("answers", Integer, nullable=False),
)

practices = Table(
    "practices",
    metadata,
    Column("id", Uuid, primary_key=True),
    _of_learner(),
    Column("account_id", Uuid, nullable=False),
    Column("team_id", Uuid),
    Column("conversation", String(128), nullable=False),
    Column("problem", String(80), nullable=False),
    Column("level", Integer, nullable=False),
    Column("areas", Json(tuple[str, ...]), nullable=False),
    Column("suggested_at", Instant, nullable=False),
    Column("wish", String(60), nullable=False),
    Column("state", Word(PracticeState), nullable=False),
    Column("settled_at", Instant),
    Column("day", Date),
    Column("verified", Boolean, nullable=False),
    Index("ix_practices_learner_id_suggested_at", "learner_id", "suggested_at"),
    Index("ix_practices_learner_id_day", "learner_id", "day"),
    Index("ix_practices_team_id_day", "team_id", "day"),
)

log = Table(
    "log",
    metadata,
    Column("id", Uuid, primary_key=True),
    _of_learner(),
    Column("at", Instant, nullable=False),
    Column("day", Date, nullable=False),
    Column("entry", Json(LogEntry), nullable=False),
    Column("account_id", Uuid),
    Column("team_id", Uuid),
    Column("conversation", String(128)),
    Column("reference", String(80)),
    Index("ix_log_learner_id_at", "learner_id", "at"),
    Index("ix_log_team_id_day", "team_id", "day"),
)

dialogues = Table(
    "dialogues",
    metadata,
    _of_learner(primary_key=True),
    Column("conversation", String(128), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("step", String(40), nullable=False),
    Column("data", Json(dict[str, Any]), nullable=False),
    Column("updated_at", Instant, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Uuid, primary_key=True),
    _of_learner(),
    Column("attempt_id", Uuid, nullable=False),
    Column("question_id", String(128), nullable=False),
    Column("version", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_reports_learner_id", "learner_id"),
    Index("ix_reports_question_id", "question_id"),
)

link_codes = Table(
    "link_codes",
    metadata,
    Column("id", Uuid, primary_key=True),
    _of_learner(),
    Column("account_id", Uuid, nullable=False),
    Column("code_hash", String(64), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("typed_by", Uuid),
    Column("typed_name", Text, nullable=False),
    UniqueConstraint("code_hash"),
    UniqueConstraint("account_id"),
    Index("ix_link_codes_learner_id", "learner_id"),
    Index("ix_link_codes_expires_at", "expires_at"),
)

events = Table(
    "events",
    metadata,
    Column("platform", String(20), primary_key=True),
    Column("event_id", String(128), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("learner_id", Uuid),  # no foreign key: the record of a `forget` outlives the learner
    Column("reply", Json(Reply)),
    Index("ix_events_at", "at"),
    Index("ix_events_learner_id", "learner_id"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("key", String(120), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("platform", String(20), nullable=False),
    Column("bucket", String(80), nullable=False),
    Column("lane", String(200), nullable=False),
    Column("account_id", Uuid),
    Column("channel", String(128)),
    Column("learner_id", Uuid, ForeignKey("learners.id")),
    Column("team_id", Uuid),
    Column("cards", Json(tuple[Card, ...])),
    Column("summary", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("next_at", Instant, nullable=False),
    Column("not_after", Instant, nullable=False),
    Column("state", Word(DeliveryState), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("looks", Integer, nullable=False),
    Column("claimed_by", String(80)),
    Column("claimed_until", Instant),
    Column("tried_at", Instant),
    Column("unsure_since", Instant),
    Column("settled_at", Instant),
    Column("message_id", String(128)),
    Column("conversation", String(128)),
    Column("reason", Text, nullable=False),
    UniqueConstraint("key"),
    Index("ix_deliveries_state_bucket_next_at", "state", "bucket", "next_at"),
    Index("ix_deliveries_state_not_after", "state", "not_after"),
    Index("ix_deliveries_lane_state", "lane", "state"),
    Index("ix_deliveries_learner_id", "learner_id"),
    Index("ix_deliveries_team_id", "team_id"),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("holder", String(80), nullable=False),
    Column("turn", Integer, nullable=False),
    Column("until", Instant, nullable=False),
    Column("quiet_until", Instant),
    Column("looked_at", Instant),
)

heartbeats = Table(
    "heartbeats",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("at", Instant, nullable=False),
)

outages = Table(
    "outages",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("began_at", Instant, nullable=False),
    Column("ended_at", Instant, nullable=False),
    Column("settled_up_to", Uuid),
    Column("settled_at", Instant),
    Index("ix_outages_ended_at", "ended_at"),
    Index("ix_outages_settled_at", "settled_at"),
)

facts = Table(
    "facts",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

slack_bots, slack_installations, slack_oauth_states, slack_workspaces = slack_tables(metadata)
