"""views.*: modals and the Home tab."""

from __future__ import annotations

import copy

from tests.loopback.slack.block_kit import elements_of, inspect_view
from tests.loopback.slack.block_schema.engine import Finding
from tests.loopback.slack.content import is_usable_picture, slack_files, stored
from tests.loopback.slack.errors import SlackError
from tests.loopback.slack.state import Json, Trigger, View
from tests.loopback.slack.web_api.registry import Call, method
from tests.loopback.slack.world import World

STACK_MAX = 3  # https://docs.slack.dev/reference/methods/views.push, push_limit_reached


def accept_view(world: World, view: object, *, where: str, kind: str) -> Json:
    """Check a view; notes a violation and raises SlackError if Slack would refuse it."""
    if not isinstance(view, dict):
        findings = [Finding(pointer="/view", problem="must provide an object", error="invalid_arguments")]
    else:
        findings = inspect_view(view)
        if view.get("type") != kind:
            wrong = f"unsupported type of view: {view.get('type')}"
            findings.insert(0, Finding(pointer="/view/type", problem=wrong, error="invalid_arguments"))
        findings += [
            Finding(pointer=f"/view/blocks{pointer}", problem="invalid slack file", error="invalid_arguments")
            for pointer, named in slack_files(view.get("blocks") or [])
            if not is_usable_picture(world, named)
        ]
    if findings:
        problems = [str(finding) for finding in findings]
        error = findings[0].error or "invalid_arguments"
        world.note_violation(where, problems, error, view if isinstance(view, dict) else {"view": view})
        raise SlackError(error, response_metadata={"messages": [f"[ERROR] {problem}" for problem in problems]})
    assert isinstance(view, dict)
    body = copy.deepcopy(view)
    body["blocks"] = stored(world, body["blocks"])
    return body


def new_hash(world: World) -> str:
    """A view's state marker, different after every change."""
    return f"{int(world.clock.now())}.{world.serial('h')}"


def told(view: View) -> Json:
    """The view object of answers and payloads."""
    body = view.body
    values: Json = {}
    for (block_id, action_id), entry in view.values.items():
        values.setdefault(block_id, {})[action_id] = entry
    return {
        "id": view.id,
        "team_id": view.team_id,
        "type": body["type"],
        "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "external_id": body.get("external_id", ""),
        "state": {"values": values},
        "hash": view.hash,
        "title": body.get("title"),
        "submit": body.get("submit"),
        "close": body.get("close"),
        "clear_on_close": body.get("clear_on_close", False),
        "notify_on_close": body.get("notify_on_close", False),
        "previous_view_id": view.previous_view_id,
        "root_view_id": view.root_view_id,
        "app_id": view.app_id,
        "app_installed_team_id": view.team_id,
        "bot_id": view.bot_id,
    }


def make_view(world: World, body: Json, *, user_id: str, team_id: str, bot_id: str, below: View | None = None) -> View:
    """A new view, on top of `below` if that is given."""
    external_id = body.get("external_id")
    if external_id and any(view.open and view.body.get("external_id") == external_id for view in world.views.values()):
        raise SlackError("duplicate_external_id")
    view_id = world.serial("V")
    view = View(
        id=view_id,
        user_id=user_id,
        team_id=team_id,
        body=body,
        hash=new_hash(world),
        app_id=world.app.id,
        bot_id=bot_id,
        root_view_id=below.root_view_id if below else view_id,
        previous_view_id=below.id if below else None,
    )
    world.views[view_id] = view
    return view


def replace_body(world: World, view: View, body: Json) -> None:
    """Show something else in a view; what was typed into inputs with the same ids stays."""
    view.revisions.append(told(view))
    view.body, view.hash = body, new_hash(world)
    still_there = {
        (block["block_id"], element.get("action_id")) for block in body["blocks"] for _, element in elements_of(block)
    }
    view.values = {place: entered for place, entered in view.values.items() if place in still_there}


def _take_trigger(call: Call) -> Trigger:
    trigger = call.world.triggers.get(call.text("trigger_id", ""))
    if trigger is None or trigger.team_id not in call.world.teams_of(call.token):
        raise SlackError("invalid_trigger_id")
    if trigger.exchanged:
        raise SlackError("exchanged_trigger_id")
    if call.world.clock.now() > trigger.expires_at:
        raise SlackError("expired_trigger_id")
    return trigger


@method("views.open")
async def views_open(call: Call) -> Json:
    """Open a modal for the person whose interaction made the trigger."""
    trigger = _take_trigger(call)
    body = accept_view(call.world, call.args.get("view"), where=call.method, kind="modal")
    view = make_view(call.world, body, user_id=trigger.user_id, team_id=trigger.team_id, bot_id=call.token.bot_id)
    trigger.exchanged = True
    call.world.modals[trigger.user_id] = [view]
    return {"view": told(view)}


@method("views.push")
async def views_push(call: Call) -> Json:
    """Put a modal on top of the one in which the trigger was made."""
    trigger = _take_trigger(call)
    stack = call.world.modals.get(trigger.user_id, [])
    if not stack or trigger.view_id is None:
        raise SlackError("not_found")
    if len(stack) >= STACK_MAX:
        raise SlackError("push_limit_reached")
    body = accept_view(call.world, call.args.get("view"), where=call.method, kind="modal")
    view = make_view(
        call.world,
        body,
        user_id=trigger.user_id,
        team_id=trigger.team_id,
        bot_id=call.token.bot_id,
        below=stack[-1],
    )
    trigger.exchanged = True
    stack.append(view)
    return {"view": told(view)}


@method("views.update")
async def views_update(call: Call) -> Json:
    """Change a modal that is still open."""
    view_id, external_id = call.text("view_id", ""), call.text("external_id", "")
    view = next(
        (
            view
            for view in call.world.views.values()
            if view.open
            and (view.id == view_id or (external_id and view.body.get("external_id") == external_id))
            and view.team_id in call.world.teams_of(call.token)
        ),
        None,
    )
    if view is None:
        raise SlackError("not_found")
    if call.args.get("hash") and call.args["hash"] != view.hash:
        raise SlackError("hash_conflict")
    body = accept_view(call.world, call.args.get("view"), where=call.method, kind=view.body["type"])
    replace_body(call.world, view, body)
    return {"view": told(view)}


@method("views.publish")
async def views_publish(call: Call) -> Json:
    """Set what one person sees on the app's Home tab."""
    world, user_id = call.world, call.text("user_id")
    if not world.app.home_tab:
        raise SlackError("not_enabled")
    if user_id not in world.users:
        raise SlackError("user_not_found")
    home = (str(call.token.team_id or call.token.enterprise_id), user_id)
    view = world.homes.get(home)
    if call.args.get("hash") and view is not None and call.args["hash"] != view.hash:
        raise SlackError("hash_conflict")
    body = accept_view(world, call.args.get("view"), where=call.method, kind="home")
    if view is None:
        view = make_view(world, body, user_id=user_id, team_id=home[0], bot_id=call.token.bot_id)
        world.homes[home] = view
    else:
        replace_body(world, view, body)
    return {"view": told(view)}
