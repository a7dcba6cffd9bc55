"""What a person enters becomes the state Slack sends, and what its client refuses never leaves."""

from __future__ import annotations

from typing import Any

import pytest

from tests.loopback.slack import ClientRefused, LoopbackSlack, View, visible_text
from tests.loopback.slack.block_kit import view_violations
from tests.loopback.slack.forms import check_complete, entry, initial, values
from tests.loopback.slack.samples import Json, input_block, menu, modal, option, options, plain, text_input
from tests.loopback.slack.web_api.views import accept_view, make_view


def shown(slack: LoopbackSlack, *elements: Json, **more: Any) -> View:
    """A modal with an input for each element, in front of U1."""
    blocks = [input_block(one | {"action_id": f"a{at}"}, block_id=f"b{at}", **more) for at, one in enumerate(elements)]
    body = modal(*blocks, submit=plain("Save"))
    assert view_violations(body) == []
    accepted = accept_view(slack.world, body, where="test", kind="modal")
    view = make_view(slack.world, accepted, user_id="U1", team_id="T1", bot_id="BT1")
    slack.world.modals["U1"] = [view]
    return view


def kind(name: str, **more: Any) -> Json:
    return {"type": name, **more}


@pytest.mark.parametrize(
    ("element", "entered", "state"),
    [
        (text_input(), "words", {"value": "words"}),
        (kind("number_input", is_decimal_allowed=False), 7, {"value": "7"}),
        (menu(options=options(2)), "Option 1", {"selected_option": option("Option 1", "1")}),
        (kind("radio_buttons", options=options(2)), "0", {"selected_option": option("Option 0", "0")}),
        (kind("checkboxes", options=options(3)), ["0", "2"], {"selected_options": [options(3)[0], options(3)[2]]}),
        (kind("multi_static_select", options=options(1)), None, {"selected_options": []}),
        (kind("users_select"), "U2", {"selected_user": "U2"}),
        (kind("multi_users_select"), ("U1", "U2"), {"selected_users": ["U1", "U2"]}),
        (kind("conversations_select"), "C1", {"selected_conversation": "C1"}),
        (kind("channels_select"), None, {"selected_channel": None}),
        (kind("external_select"), option("A", "a"), {"selected_option": option("A", "a")}),
        (kind("multi_external_select"), [option("A", "a")], {"selected_options": [option("A", "a")]}),
        (kind("datepicker"), "2027-03-14", {"selected_date": "2027-03-14"}),
        (kind("timepicker"), "09:00", {"selected_time": "09:00"}),
        (kind("datetimepicker"), 1800000000, {"selected_date_time": 1800000000}),
        (
            kind("rich_text_input"),
            "words",
            {
                "rich_text_value": {
                    "type": "rich_text",
                    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "words"}]}],
                }
            },
        ),
    ],
    ids=lambda value: value.get("type") if isinstance(value, dict) and "type" in value else None,
)
def test_an_entry_becomes_state(element: Json, entered: Any, state: Json) -> None:
    assert entry(element, entered) == {"type": element["type"], **state}


@pytest.mark.parametrize(
    ("element", "state"),
    [
        (text_input(initial_value="a"), {"value": "a"}),
        (text_input(), {"value": None}),
        (kind("checkboxes", options=options(1), initial_options=options(1)), {"selected_options": options(1)}),
        (kind("multi_channels_select"), {"selected_channels": []}),
        (kind("timepicker", initial_time="18:00"), {"selected_time": "18:00"}),
    ],
)
def test_an_untouched_element_has_its_initial_state(element: Json, state: Json) -> None:
    assert initial(element) == {"type": element["type"], **state}


@pytest.mark.parametrize(
    ("element", "entered", "complaint"),
    [
        (text_input(), None, "must be filled in"),
        (text_input(min_length=3), "ab", "takes 3 to 3000 characters"),
        (kind("number_input", is_decimal_allowed=False), "1.5", "takes a number"),
        (kind("number_input", is_decimal_allowed=True, max_value="9"), "9.5", "to 9.0"),
        (kind("email_text_input"), "nobody", "email address"),
        (kind("url_text_input"), "leetcode", "takes a link"),
        (kind("multi_users_select"), [], "must be filled in"),
    ],
)
async def test_slacks_client_refuses_to_send(element: Json, entered: Any, complaint: str) -> None:
    slack = LoopbackSlack()
    view = shown(slack, element)
    with pytest.raises(ClientRefused, match=complaint):
        await slack.user("U1").submit(view, {"a0": entered})


@pytest.mark.parametrize(
    ("element", "entered"),
    [
        (kind("number_input", is_decimal_allowed=True, min_value="-1", max_value="9"), "-0.5"),
        (kind("email_text_input"), "learner@example.com"),
        (kind("url_text_input"), "https://example.com/"),
    ],
)
def test_what_fits_is_sent(element: Json, entered: str) -> None:
    view = shown(LoopbackSlack(), element)
    view.values["b0", "a0"] = entry(view.body["blocks"][0]["element"], entered)
    check_complete(view)
    assert values(view, view.values)["b0"]["a0"]["value"] == entered


def test_an_optional_input_may_stay_empty() -> None:
    view = shown(LoopbackSlack(), text_input(), optional=True)
    check_complete(view)
    assert values(view, {}) == {"b0": {"a0": {"type": "plain_text_input", "value": None}}}


def test_a_person_reads_labels_and_choices() -> None:
    view = shown(LoopbackSlack(), kind("radio_buttons", options=options(2)))
    assert visible_text(view) == "Settings\nLabel\nOption 0\nOption 1"


async def test_an_input_tells_the_app_nothing_by_itself() -> None:
    slack = LoopbackSlack()
    view = shown(slack, menu(options=options(2)))
    with pytest.raises(ClientRefused, match="pass its value to submit"):
        await slack.user("U1").select(view, "a0", "Option 1")
    with pytest.raises(ClientRefused, match="not in front of them"):
        await slack.user("U2").select(view, "a0", "Option 1")
    await slack.user("U1").close(view, all_views=True)
    with pytest.raises(ClientRefused, match="not in front of them"):
        await slack.user("U1").submit(view, {"a0": "Option 1"})
