"""How long things may take, how much is taken at a time, and how fast each platform is sent to."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.application.requests import Platform


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What deliveries may ask of one bucket of a platform (a Slack team; the Discord token).

    At most `count` requests in any `seconds`, and one message of a lane (a conversation) in any `lane_s`.
    `look_s`: between two looks for a message whose outcome is not known. `opening`: requests that the first
    direct message to an account costs.
    """

    count: int
    seconds: float
    lane_s: float
    in_flight: int
    look_s: float
    opening: int = 1

    @property
    def per_second(self) -> float:
        """The rate allotted to deliveries."""
        return self.count / self.seconds


# A little longer than the second that platforms count by, for requests that travel faster than those before them.
_SECOND = 1.02

PACES: Mapping[Platform, Pace] = {
    # 50 a second for a bot; a fifth is left to conversation. Opening a DM is a request of its own.
    Platform.DISCORD: Pace(count=40, seconds=_SECOND, lane_s=1.1, in_flight=40, look_s=1.0, opening=2),
    # About one message a second and channel, "several hundred a minute" for a workspace; history once a minute.
    Platform.SLACK: Pace(count=3, seconds=_SECOND, lane_s=1.1, in_flight=3, look_s=61.0),
    Platform.TERMINAL: Pace(count=1000, seconds=1.0, lane_s=0.0, in_flight=1, look_s=0.0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Times are in seconds. A request is given up after `request_s`, and its outcome looked into `settle_s` later."""

    request_s: float = 20.0
    settle_s: float = 5.0
    repeat_margin_s: float = 5.0  # of the time in which a platform drops a repeated message, left unused
    lease_s: float = 15.0
    claim_s: float = 60.0
    stop_s: float = 10.0  # for requests under way when the worker is told to stop
    backoff_first_s: float = 2.0
    backoff_most_s: float = 300.0
    hold_most_s: float = 60.0  # a platform's wish for silence holds a whole bucket for at most this long
    tries: int = 8  # of a request that leaves no trace
    plan_batch: int = 50
    plan_batch_s: float = 0.25  # a batch holds locks, so it ends early
    everybody_batch: int = 500
    plan_every_s: float = 2.0
    send_every_s: float = 1.0
    beat_every_s: float = 60.0

    @property
    def unknown_s(self) -> float:
        """How long a delivery has to stand unchanged in `sending` before somebody else looks into it."""
        return self.request_s + self.settle_s
