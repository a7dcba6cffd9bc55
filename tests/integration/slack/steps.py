"""Steps that many tests take."""

from tests.integration.slack.conftest import Running
from tests.loopback.slack import Message, View, buttons, visible_text
from tests.loopback.slack.reading import elements

SLOW_S = 30.0  # on a busy machine; a test that passes does not wait for it

__all__ = ["SLOW_S", "asked_in_dm", "asked_privately", "buttons", "direct", "key_of", "modal", "visible_text"]


async def direct(app: Running, line: str, *, user: str = "U1", containing: str = "") -> Message:
    """Write to the app and wait for its answer."""
    before = app.slack.messages(app.user(user).im.id)
    ack = await app.user(user).dm(line)
    assert ack.ok
    after = before[-1] if before else None
    return await app.slack.wait_for_message(
        containing, channel=app.user(user).im.id, user=user, after=after, timeout=SLOW_S
    )


async def asked_in_dm(app: Running, line: str = "quiz databases", *, user: str = "U1") -> Message:
    """A question in the direct messages."""
    return await direct(app, line, user=user, containing="Prompt of")


async def asked_privately(
    app: Running, line: str = "quiz databases", *, user: str = "U1", channel: str = "C1"
) -> Message:
    """A question asked for by command, in a channel."""
    assert (await app.user(user).slash("/coach", line, channel=channel)).ok
    return await app.slack.wait_for_message("Prompt of", channel=channel, user=user, timeout=SLOW_S)


def key_of(message: Message | View, option: str) -> str:
    """The letter under which an option is shown."""
    lines = visible_text(message).replace("\n   \n", "   ").splitlines()
    text = "\n".join(lines)
    before = text[: text.index(option)].rstrip().splitlines()
    return before[-1].strip().split()[-1]


async def modal(app: Running, *, user: str = "U1", containing: str = "") -> View:
    """The modal in front of somebody, once it shows more than that it is coming."""

    def shown() -> View | None:
        view = app.user(user).view
        if view is None or "One moment" in visible_text(view) or containing not in visible_text(view):
            return None
        return view

    return await app.slack.wait_for(shown, SLOW_S)


def element_types(source: Message | View) -> list[str]:
    """The kinds of everything that can be pressed or entered."""
    return [found.element["type"] for found in elements(source)]
