"""Ids as distinct types, so that ids of different things do not mix. All are UUIDv7 that we make."""

from typing import NewType
from uuid import UUID

LearnerId = NewType("LearnerId", UUID)
AccountId = NewType("AccountId", UUID)
TeamId = NewType("TeamId", UUID)
AttemptId = NewType("AttemptId", UUID)
PracticeId = NewType("PracticeId", UUID)
LogEntryId = NewType("LogEntryId", UUID)
ReportId = NewType("ReportId", UUID)
DeliveryId = NewType("DeliveryId", UUID)
ChallengeId = NewType("ChallengeId", UUID)
