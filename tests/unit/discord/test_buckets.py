"""Rate limits are kept by waiting, as the headers tell."""

from __future__ import annotations

from adapters.discord.rest import routes
from adapters.discord.rest.buckets import Buckets


class Steady:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def headers(remaining: int, reset_after: float, bucket: str = "abc") -> dict[str, str]:
    return {
        "X-RateLimit-Bucket": bucket,
        "X-RateLimit-Remaining": str(remaining),
        "X-RateLimit-Reset-After": str(reset_after),
    }


def test_nothing_is_waited_for_before_anything_is_known():
    buckets = Buckets(Steady())
    assert buckets.wait_s(routes.messages("1")) == 0


def test_an_empty_bucket_is_waited_for_until_it_is_filled_again():
    now = Steady()
    buckets = Buckets(now)
    buckets.note(routes.messages("1"), headers(0, 2.5))
    assert buckets.wait_s(routes.messages("1")) == 2.5
    now.at += 2.5
    assert buckets.wait_s(routes.messages("1")) == 0


def test_each_channel_has_a_bucket_of_its_own():
    buckets = Buckets(Steady())
    buckets.note(routes.messages("1"), headers(0, 2.5))
    assert buckets.wait_s(routes.messages("2")) == 0


def test_requests_under_way_are_counted_before_their_answers_come():
    buckets = Buckets(Steady())
    buckets.note(routes.messages("1"), headers(2, 5.0))
    buckets.take(routes.messages("1"))
    buckets.take(routes.messages("1"))
    assert buckets.wait_s(routes.messages("1")) == 5.0


def test_an_answer_that_comes_late_does_not_fill_a_bucket():
    buckets = Buckets(Steady())
    buckets.note(routes.messages("1"), headers(0, 5.0))
    buckets.note(routes.messages("1"), headers(3, 5.0))
    assert buckets.wait_s(routes.messages("1")) == 5.0


def test_a_refusal_of_everything_leaves_interactions_alone():
    buckets = Buckets(Steady())
    buckets.refused(routes.messages("1"), retry_after_s=4.0, everything=True)
    assert buckets.wait_s(routes.typing("2")) == 4.0
    assert buckets.wait_s(routes.callback("1", "token")) == 0


def test_fewer_requests_a_second_go_out_than_discord_allows():
    now = Steady()
    buckets = Buckets(now, per_second=3)
    for channel in "123":
        assert buckets.wait_s(routes.messages(channel)) == 0
        buckets.take(routes.messages(channel))
        now.at += 0.1
    assert round(buckets.wait_s(routes.messages("4")), 6) == 0.7
    assert buckets.wait_s(routes.callback("1", "token")) == 0


def test_what_is_remembered_stays_bounded():
    buckets = Buckets(Steady())
    for number in range(5000):
        buckets.note(routes.messages(str(number)), headers(0, 60.0))
    assert buckets.wait_s(routes.messages("4999")) == 60.0
    assert buckets.wait_s(routes.messages("0")) == 0
