"""What goes wrong between Slack, the app and its database, and what people see of it."""

import asyncio
import json

import pytest

from bot.application.coach import Coach
from bot.application.replies import Reply
from bot.application.requests import Request
from bot.errors import StorageUnavailable
from tests.integration.slack.conftest import Running, started
from tests.integration.slack.steps import SLOW_S, asked_in_dm, asked_privately, buttons, direct, modal, visible_text
from tests.loopback.slack import Delivery, LoopbackSlack
from tests.talk import FrozenClock

INJECTIONS = [
    "<!channel> hello",
    "<!here>",
    "<@U2> look",
    "what is &amp;lt;!channel&amp;gt; ?",  # typed as &lt;!channel&gt;
    "what is &amp;amp;lt; ?",
    "*bold* _it_ ~no~ `code`",
    "```\nfence",
    "> quote",
    "<https://example.org|click me>",
    ":tada:",
]


async def test_a_wrong_signature_and_an_old_one_are_refused(slack: LoopbackSlack, sqlite_url: str, clock: FrozenClock):
    async with started(slack, sqlite_url, clock, mode="http") as app:
        url = str(slack.request_url)
        payload = slack.payloads.event("T1", {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "home"})
        delivery = Delivery(kind="events_api", payload=payload)
        assert (await slack.deliver_http(url, delivery, bad_signature=True)).status == 401
        assert (await slack.deliver_http(url, delivery, age=600)).status == 401
        assert (await slack.deliver_http(url, delivery)).status == 200
        assert await slack.verify_url(url)
        await app.slack.wait_for(lambda: app.user().home, SLOW_S)


async def test_without_a_signing_secret_nothing_listens_for_events(socket_app: Running):
    assert socket_app.adapter.routes == []


@pytest.mark.parametrize("words", INJECTIONS)
async def test_words_from_people_notify_nobody_and_style_nothing(socket_app: Running, words: str):
    app = socket_app
    told = await direct(app, words)
    assert "I do not" in visible_text(told)
    assert app.slack.pings(told) == []
    assert "<!channel>" not in str(told.sent)
    assert "<@U2>" not in str(told.sent)
    assert app.slack.violations == []


async def test_a_typed_answer_is_shown_again_harmlessly(socket_app: Running):
    app = socket_app
    question = await asked_in_dm(app)
    while "q-short" not in visible_text(question):
        await app.user().dm("skip")
        question = await direct(app, "quiz databases", containing="Prompt of")
    verdict = await direct(app, "<!channel> *serial* &amp;lt; <@U2>")  # typed with "&lt;" in it
    assert app.slack.pings(verdict) == []
    assert "<!channel> *serial* &lt; <@U2>" in visible_text(verdict).replace("\u2060", "")
    assert app.slack.violations == []


async def test_huge_texts_are_answered_shortly(socket_app: Running):
    app = socket_app
    told = await direct(app, "x" * 30_000)
    assert "30,000 characters" in visible_text(told)
    await app.user().slash("/coach", "quiz " + "y" * 8_000, channel="C1")
    await app.slack.wait_for_message("", channel="C1", timeout=SLOW_S)
    assert app.slack.violations == []


async def test_a_name_with_markup_in_a_file_or_a_title_does_no_harm(socket_app: Running):
    app = socket_app
    app.slack.world.users["U1"].real_name = "<!channel> *Member*"
    told = await direct(app, "export", containing="Your data")
    assert app.slack.pings(told) == []
    file = await app.slack.wait_for(
        lambda: next((file for file in app.slack.world.files.values() if file.channels), None), SLOW_S
    )
    assert file.channels == [app.user().im.id]
    assert json.loads(file.content or b"")["accounts"]
    assert app.slack.violations == []


@pytest.mark.parametrize(
    "action_id",
    ["nonsense", "answer:not-an-id|a", "answer:00000000-0000-0000-0000-000000000000|z", "|", "#", "x" * 255],
)
async def test_an_unknown_or_tampered_button_gets_a_polite_answer(socket_app: Running, action_id: str):
    app = socket_app
    question = await asked_in_dm(app)
    block = next(block for block in question.blocks if block["type"] == "actions")
    block["elements"][0]["action_id"] = action_id
    await app.user().click(question, action_id)
    told = await app.slack.wait_for_message("too old or damaged", after=question, timeout=SLOW_S)
    assert told.ephemeral_to == "U1"
    assert buttons(question)[:3] == ["A", "B", "C"]
    assert app.slack.violations == []


async def test_somebody_elses_button_gets_a_polite_answer_for_them_alone(app: Running):
    question = await asked_in_dm(app)
    question.channel = "C1"  # as if it stood in the channel
    await app.user("U2").click(question, "A")
    told = await app.slack.wait_for_message("somebody else", user="U2", timeout=SLOW_S)
    assert (told.ephemeral_to, told.channel) == ("U2", "C1")
    assert question.revisions == []
    assert app.slack.violations == []


async def test_edits_bots_and_messages_of_other_kinds_are_left_alone(app: Running):
    await app.user().dm("areas")
    first = await app.slack.wait_for_message("The ten skill areas", timeout=SLOW_S)
    mine = next(message for message in app.slack.world.messages if message.user == "U1")
    await app.user().edit(mine, "streak")
    event = {"type": "message", "channel": app.user().im.id, "channel_type": "im", "ts": "1.1", "event_ts": "1.1"}
    for more in (
        {"subtype": "bot_message", "bot_id": "B9", "text": "quiz"},
        {"user": "UBOTT1", "bot_id": "BT1", "text": "quiz"},
        {"user": "USLACKBOT", "text": "quiz"},
        {"subtype": "message_deleted", "previous_message": {"user": "U1"}},
        {"subtype": "channel_join", "user": "U1", "text": "joined"},
        {"user": "U1", "text": "quiz", "channel_type": "channel", "channel": "C1"},
    ):
        assert (await app.slack.deliver_event(event | more)).ok
    assert (await app.slack.deliver_event({"type": "reaction_added", "user": "U1"})).ok
    last = await direct(app, "help")
    assert [message.ts for message in app.slack.messages()] == [first.ts, last.ts]


async def test_a_mention_that_also_comes_as_a_message_is_answered_once(app: Running):
    app.slack.app.events.add("message.channels")
    await app.user().mention("C1", "areas")
    await app.slack.wait_for_message("The ten skill areas", channel="C1", timeout=SLOW_S)
    await direct(app, "help")
    assert len(app.slack.messages("C1")) == 1


async def test_a_file_with_a_line_is_read_as_the_line(socket_app: Running):
    app = socket_app
    told = await app.user().dm("areas", subtype="file_share", files=[{"id": "F1"}])
    assert told.ok
    await app.slack.wait_for_message("The ten skill areas", timeout=SLOW_S)


@pytest.mark.parametrize("error", ["not_in_channel", "is_archived", "channel_not_found", "user_not_in_channel"])
async def test_where_a_channel_takes_nothing_the_answer_comes_by_direct_message(socket_app: Running, error: str):
    app = socket_app
    app.slack.faults.add("chat.postEphemeral", "error", error=error, times=None)
    await app.user().mention("C1", "areas")
    told = await app.slack.wait_for_message("The ten skill areas", timeout=SLOW_S)
    assert told.channel == app.user().im.id


async def test_an_answer_by_command_needs_no_membership(app: Running):
    app.slack.world.channels["C1"].members.remove("UBOTT1")
    await app.user().slash("/coach", "areas", channel="C1")
    told = await app.slack.wait_for_message("The ten skill areas", timeout=SLOW_S)
    assert (told.channel, told.ephemeral_to) == ("C1", "U1")


async def test_a_response_url_that_is_used_up_is_replaced_by_a_direct_message(socket_app: Running):
    app = socket_app
    app.slack.faults.add("response_url", "error", error="used_url", times=1)
    await app.user().slash("/coach", "areas", channel="C1")
    told = await app.slack.wait_for_message("The ten skill areas", timeout=SLOW_S)
    assert told.channel == app.user().im.id


@pytest.mark.parametrize("kind", ["429", "500", "503"])
async def test_what_slack_refuses_for_now_is_tried_again(socket_app: Running, kind: str):
    app = socket_app
    for method in ("users.info", "chat.postMessage", "response_url"):
        app.slack.faults.add(method, kind, retry_after=1)  # type: ignore[arg-type]
    assert "The ten skill areas" in visible_text(await direct(app, "areas"))
    await app.user().slash("/coach", "help", channel="C1")
    await app.slack.wait_for_message("What I can do", channel="C1", timeout=SLOW_S)
    assert len(app.slack.messages()) == 2


async def test_an_answer_lost_on_the_way_is_looked_for_and_not_posted_twice(slack: LoopbackSlack, sqlite_url: str):
    clock = FrozenClock()
    slack.clock.advance(clock.now().timestamp() - slack.clock.now())
    async with started(slack, sqlite_url, clock) as app:
        slack.faults.add("chat.postMessage", "lost")
        await direct(app, "areas")
        await slack.wait_for(lambda: slack.calls_of("conversations.history"), SLOW_S)
        slack.faults.add("chat.postMessage", "reset")
        await direct(app, "help", containing="What I can do")
    assert len(slack.messages()) == 2


async def test_a_revoked_token_is_no_reason_to_fail(app: Running):
    await direct(app, "areas")
    for token in app.slack.world.tokens.values():
        if token.kind == "bot":
            token.state = "revoked"
    url = app.slack.payloads
    assert url is not None
    ack = await app.slack.deliver_event(
        {
            "type": "message", "user": "U1", "text": "help", "channel": app.slack.world.messages[0].channel,
            "channel_type": "im", "ts": "5.5", "event_ts": "5.5",
        }
    )  # fmt: skip
    assert ack.ok
    await app.slack.wait_for(lambda: app.slack.calls[-1].response.get("error") == "token_revoked", SLOW_S)


async def test_a_profile_that_is_not_told_does_not_keep_anybody_waiting(socket_app: Running):
    app = socket_app
    fault = app.slack.faults.add("users.info", "hang", times=None)
    assert "The ten skill areas" in visible_text(await direct(app, "areas"))
    fault.release()


class Slow(Coach):
    """A coach whose database takes its time."""

    def __init__(self, coach: Coach) -> None:
        self.coach, self.go_on = coach, asyncio.Event()

    async def handle(self, request: Request) -> Reply:
        await self.go_on.wait()
        return await self.coach.handle(request)


async def test_a_slow_database_delays_no_acknowledgement(
    slack: LoopbackSlack, sqlite_url: str, clock: FrozenClock, mode: str
):
    slow: list[Slow] = []

    def wrap(coach: Coach) -> Coach:
        slow.append(Slow(coach))
        return slow[0]

    async with started(slack, sqlite_url, clock, mode=mode, coach=wrap) as app:
        command = await app.user().slash("/coach", "areas", channel="C1")
        line = await app.user().dm("help")
        home = await app.user().open_home()
        assert max(ack.latency for ack in (command, line, home)) < 1.5
        assert all(ack.ok for ack in (command, line, home))
        patience = await slack.wait_for_message("longer than usual", channel="C1", timeout=SLOW_S)
        assert patience.ephemeral_to == "U1"
        slow[0].go_on.set()
        await slack.wait_for_message("The ten skill areas", channel="C1", timeout=SLOW_S)
        await slack.wait_for_message("What I can do", timeout=SLOW_S)
        await slack.wait_for(lambda: app.user().home, SLOW_S)
    assert slack.violations == []


async def test_a_form_sent_while_the_database_is_slow_loses_nothing(
    slack: LoopbackSlack, sqlite_url: str, clock: FrozenClock
):
    slow: list[Slow] = []

    def wrap(coach: Coach) -> Coach:
        slow.append(Slow(coach))
        slow[0].go_on.set()
        return slow[0]

    async with started(slack, sqlite_url, clock, coach=wrap) as app:
        question = await asked_in_dm(app)
        while "q-short" not in visible_text(question):
            await app.user().dm("skip")
            question = await direct(app, "quiz databases", containing="Prompt of")
        await app.user().click(question, "Answer")
        view = await modal(app, containing="Prompt of q-short")
        slow[0].go_on.clear()
        ack = await app.user().submit(view, {"text": "?!"})
        assert ack.payload is not None
        assert ack.payload["response_action"] == "update"
        slow[0].go_on.set()
        again = await modal(app, containing="Please type the answer")
        field = next(block for block in again.body["blocks"] if block["type"] == "input")
        assert field["element"]["initial_value"] == "?!"
        slow[0].go_on.clear()
        await app.user().submit(again, {"text": "serializable"})
        slow[0].go_on.set()
        await slack.wait_for(lambda: "✓ Right" in visible_text(question), SLOW_S)
        await modal(app, containing="✓ Right")
    assert slack.violations == []


class Down(Coach):
    """A coach whose database does not answer."""

    def __init__(self, coach: Coach) -> None:
        self.coach, self.up = coach, False

    async def handle(self, request: Request) -> Reply:
        if not self.up:
            from bot.application.coach import busy

            return busy()
        return await self.coach.handle(request)


async def test_while_the_database_is_down_people_are_told_so_and_buttons_work_later(
    slack: LoopbackSlack, sqlite_url: str, clock: FrozenClock
):
    down: list[Down] = []

    def wrap(coach: Coach) -> Coach:
        down.append(Down(coach))
        down[0].up = True
        return down[0]

    async with started(slack, sqlite_url, clock, coach=wrap) as app:
        question = await asked_privately(app)
        down[0].up = False
        await app.user().click(question, "A")
        await slack.wait_for_message("I cannot reach my notebook", channel="C1", timeout=SLOW_S)
        assert "Prompt of" in visible_text(question)
        down[0].up = True
        await app.user().click(question, "A")
        await slack.wait_for(lambda: question.revisions, SLOW_S)
    assert slack.violations == []


async def test_sockets_that_break_are_replaced(socket_app: Running):
    app = socket_app
    await app.slack.wait_for_connections(2, timeout=SLOW_S)
    app.slack.sockets.drop()
    await app.slack.wait_for(lambda: len(app.slack.sockets.ready) == 2, SLOW_S)
    await app.slack.sockets.disconnect("refresh_requested")
    await app.slack.wait_for(lambda: len(app.slack.sockets.ready) == 2, SLOW_S)
    assert "The ten skill areas" in visible_text(await direct(app, "areas"))


async def test_one_connection_serves_while_the_other_is_gone(socket_app: Running):
    app = socket_app
    await app.slack.wait_for_connections(2, timeout=SLOW_S)
    app.slack.sockets.drop(app.slack.sockets.ready[0])
    assert (await app.user().slash("/coach", "areas", channel="C1")).ok
    await app.slack.wait_for_message("The ten skill areas", channel="C1", timeout=SLOW_S)


def test_storage_that_does_not_answer_is_an_error_of_its_own():
    assert issubclass(StorageUnavailable, Exception)
