"""A learner talks with the coach in Slack: by command, by direct message, by mention, by button."""

import pytest

from tests.integration.slack.conftest import Running
from tests.loopback.slack import buttons, visible_text


async def test_a_slash_command_is_answered_for_the_person_alone(app: Running):
    ack = await app.user().slash("/coach", "streak", channel="C1")
    assert ack.ok
    told = await app.slack.wait_for_message("Streak", channel="C1", timeout=20)
    assert told.ephemeral_to == "U1"
    assert app.slack.violations == []
