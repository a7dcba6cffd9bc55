"""A Slack on 127.0.0.1 for tests: Web API, Socket Mode, signed HTTP, people who click, and trouble on demand.

Written from Slack's published contract, not from the adapter it tests. An example:

    async def test_a_quiz_question_can_be_answered_by_button():
        async with LoopbackSlack() as slack:  # workspace T1, people U1 and U2, channel C1, the app installed
            app = start_the_adapter(slack.api_url, slack.bot_token, slack.app_token)
            await slack.wait_for_connections()
            learner = slack.user("U1")
            ack = await learner.slash("/coach", "quiz databases")
            assert ack.ok and ack.latency < 3
            question = await slack.wait_for_message(user="U1")
            await learner.click(question, "B")
            await slack.wait_for(lambda: question.revisions)
            assert slack.violations == []  # nothing that Slack would refuse
            assert slack.pings(question) == []

More: `slack.world` (records of everything; `add_workspace`, `add_user`, `install`, ...),
`slack.clock.advance(4)` (trigger ids, response URLs and limits age),
`slack.faults.add("chat.postMessage", "lost")`,
`slack.rate_limits.enabled = True`, `slack.sockets.drop()`, `slack.deliver_http(...)`, `slack.oauth_code()`.
The validator works by itself: `tests.loopback.slack.block_kit.violations(message)`.
From a shell: `python -m tests.loopback.slack --port 0`.
"""

from tests.loopback.slack.clock import LoopbackClock
from tests.loopback.slack.deliveries import Ack, Delivery
from tests.loopback.slack.errors import ClientRefused
from tests.loopback.slack.pings import pings
from tests.loopback.slack.reading import buttons, visible_text
from tests.loopback.slack.server import LoopbackSlack
from tests.loopback.slack.state import Message, View
from tests.loopback.slack.user import UserDriver

__all__ = [
    "Ack",
    "ClientRefused",
    "Delivery",
    "LoopbackClock",
    "LoopbackSlack",
    "Message",
    "UserDriver",
    "View",
    "buttons",
    "pings",
    "visible_text",
]
