"""What the app's ack of a submitted modal does: errors, another view, one more, or the end."""

from __future__ import annotations

from tests.loopback.slack.block_schema.composition import option, option_groups, options
from tests.loopback.slack.block_schema.engine import Report
from tests.loopback.slack.errors import SlackError
from tests.loopback.slack.reading import blocks_of
from tests.loopback.slack.state import Json, View
from tests.loopback.slack.web_api.views import STACK_MAX, accept_view, make_view, replace_body
from tests.loopback.slack.world import World

ACTIONS = ("errors", "update", "push", "clear")
_offered = options(option(), least=0)


def apply(world: World, view: View, answer: Json | None) -> None:
    """Change the person's modals as the ack says; a wrong answer is a violation and changes nothing."""
    stack = world.modals.get(view.user_id, [])
    if not answer:
        close(world, view)
        return
    action = answer.get("response_action")
    if action not in ACTIONS:
        _wrong(world, answer, f"unknown response_action: {action}")
    elif action == "clear":
        clear(world, view.user_id)
    elif action == "errors":
        _check_errors(world, view, answer)
    else:
        try:
            body = accept_view(world, answer.get("view"), where="ack", kind="modal")
        except SlackError:
            return
        if action == "update":
            replace_body(world, view, body)
        elif len(stack) >= STACK_MAX:
            _wrong(world, answer, f"no more than {STACK_MAX} views in a stack")
        else:
            below = stack[-1]
            stack.append(
                make_view(world, body, user_id=view.user_id, team_id=view.team_id, bot_id=view.bot_id, below=below)
            )


def _check_errors(world: World, view: View, answer: Json) -> None:
    inputs = {block["block_id"] for block in blocks_of(view) if block["type"] == "input"}
    named = answer.get("errors")
    if not isinstance(named, dict) or not named:
        _wrong(world, answer, "errors must name input blocks")
    elif not set(named) <= inputs:
        _wrong(world, answer, f"errors name blocks that are no inputs: {sorted(set(named) - inputs)}")


def _wrong(world: World, answer: Json, problem: str) -> None:
    world.note_violation("ack", [problem], "invalid_arguments", answer)


def accept_options(world: World, answer: Json) -> list[Json]:
    """The options an app suggests for a menu; none, and a violation, if Slack would refuse them."""
    report = Report(error="invalid_arguments")
    if "option_groups" in answer:
        option_groups(report, "/option_groups", answer["option_groups"])
    else:
        _offered(report, "/options", answer.get("options"))
    if report.findings:
        world.note_violation("ack", map(str, report.findings), "invalid_arguments", answer)
        return []
    return list(answer.get("options") or [one for group in answer.get("option_groups", []) for one in group["options"]])


def close(world: World, view: View) -> None:
    """Take a modal from its stack."""
    view.open = False
    stack = world.modals.get(view.user_id, [])
    if view in stack:
        stack.remove(view)


def clear(world: World, user_id: str) -> None:
    """Close all modals of a person."""
    for view in list(world.modals.get(user_id, [])):
        close(world, view)
