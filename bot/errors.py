"""The tree of errors; the base class says who must act.

* CoachError
  + LearnerError            tell the learner; the text is safe to show and kind
    - NotUnderstood, BadAnswer, BadSetting, NotYourButton, StaleButton, NothingOpen, TeamOnly, AdminsOnly, TooMuch
  + DeliveryError           tell the dispatcher
    - RateLimited           try again after .retry_after_s
    - PlatformUnavailable   try again with backoff; nothing was sent
    - OutcomeUnknown        the message may or may not have been sent
    - ChannelGone           permanent: stop sending there
    - MessagesClosed        permanent: this account takes no DMs
  + OperatorError           tell whoever runs the process; one line that names the mend
    - SettingsError, DatabaseProblem
  + StorageUnavailable      the database does not answer; the same request may be tried again
    - TryAgain              another transaction got in the way; trying at once will do

`content.loader.ContentError` (tell the author; names file and line) stands beside it, because the question
bank knows nothing of the bot.
"""


class CoachError(Exception):
    """Base of all errors of our own."""


class LearnerError(CoachError):
    """Something the learner can mend. `str(error)` is restricted Markdown, safe to show."""


class NotUnderstood(LearnerError):
    """A line that is no command and no answer; `suggestions` are lines that would work."""

    def __init__(self, text: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(text)
        self.suggestions = suggestions


class BadAnswer(LearnerError):
    """An answer that cannot be read; the question stays open."""


class BadSetting(LearnerError):
    """A value that a setting does not take; `suggestions` are values that it would, `field` is its form field."""

    def __init__(self, text: str, suggestions: tuple[str, ...] = (), field: str = "") -> None:
        super().__init__(text)
        self.suggestions = suggestions
        self.field = field


class NotYourButton(LearnerError):
    """Somebody else's button."""


class StaleButton(LearnerError):
    """A button whose stored state is gone, or whose reference was tampered with."""


class NothingOpen(LearnerError):
    """An answer, a hint or the like without an open question in this conversation."""


class TeamOnly(LearnerError):
    """A command that needs a team."""


class AdminsOnly(LearnerError):
    """A command that needs the rights of a team admin."""


class TooMuch(LearnerError):
    """More text, or more requests, than the coach takes."""


class DeliveryError(CoachError):
    """Sending an unasked message failed."""


class RateLimited(DeliveryError):
    """The platform asks to wait `retry_after_s` seconds; nothing was sent."""

    def __init__(self, text: str, retry_after_s: float) -> None:
        super().__init__(text)
        self.retry_after_s = retry_after_s


class PlatformUnavailable(DeliveryError):
    """Refused before anything was sent (connection refused, 5xx with a clear no); try again with backoff."""


class OutcomeUnknown(DeliveryError):
    """The request went out, its result did not come back: it may have been sent."""


class ChannelGone(DeliveryError):
    """The channel was deleted or archived, or the app was removed from it. Permanent."""


class MessagesClosed(DeliveryError):
    """The account does not take direct messages. Permanent until the learner next comes by."""


class OperatorError(CoachError):
    """Something whoever runs the process must mend; `str(error)` is one line naming what and how."""


class SettingsError(OperatorError):
    """Wrong or half-given settings; every mistake in one error, one line each."""


class DatabaseProblem(OperatorError):
    """The database is unusable: unreachable at start, corrupt, read-only, or newer than the code."""


class StorageUnavailable(CoachError):
    """The database did not answer in time. Nothing was changed; the same request may be tried again."""


class TryAgain(StorageUnavailable):
    """Two transactions collided. Nothing was changed; trying again at once will do."""
