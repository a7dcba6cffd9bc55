"""Buttons, menus and modals: counted once, answered in place, working after a restart, refused politely."""

from __future__ import annotations

import pytest

from content.model import Kind
from tests.talk import every_kind, question

KINDS = {found.kind: found for found in every_kind() if found.area.value == "databases"}


async def test_a_letter_is_pressed_and_the_verdict_takes_the_place_of_the_question(discord, houses):
    async with houses(questions=[question()]):
        ada = discord.user("1001")
        asked = await ada.slash("coach quiz", at=discord.home)
        verdict = await ada.click(asked.message, letter(asked, "the right one"))
        assert verdict.kind == "update"
        assert verdict.message is asked.message
        assert "✓ Right" in verdict.text
        assert "Explanation of q-single." in verdict.text
        assert len(ada.sees(discord.home)) == 1


async def test_no_id_betrays_the_answer(discord, houses):
    async with houses(questions=every_kind()):
        ada = discord.user("1001")
        for _ in range(6):
            asked = await ada.slash("coach quiz", area="databases")
            for button in [*asked.message.buttons, *asked.message.selects]:
                assert not any(word in button["custom_id"] for word in ("right", "wrong", "true", "false", "first"))


async def test_several_are_chosen_from_a_menu(discord, houses):
    async with houses(questions=[KINDS[Kind.MULTIPLE]]):
        ada = discord.user("1001")
        asked = await ada.slash("coach quiz")
        (menu,) = asked.message.selects
        assert (menu["min_values"], menu["max_values"]) == (1, 3)
        right = [o["value"] for o in menu["options"] if "right" in o["label"]]
        assert "✓ Right" in (await ada.select(asked.message, right)).text


async def test_an_order_is_typed_into_a_modal(discord, houses):
    async with houses(questions=[KINDS[Kind.ORDER]]):
        ada = discord.user("1001")
        asked = await ada.slash("coach quiz")
        opened = await ada.click(asked.message, "Put in order")
        shown = {line.split(" ", 1)[1]: line[2].lower() for line in asked.text.splitlines() if line.startswith("**")}
        order = " ".join(shown[word] for word in ("begin", "change", "commit"))
        verdict = await ada.submit(opened.modal, {"text": order})
        assert (verdict.kind, "✓ Right" in verdict.text) == ("update", True)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.SHORT_TEXT, "serializable"),
        (Kind.OUTPUT, "[1, 2]\n3"),
        (Kind.FREE_TEXT, "It takes a lock and the others wait."),
    ],
)
async def test_words_are_typed_into_a_modal(discord, houses, kind, text):
    async with houses(questions=[KINDS[kind]]):
        ada = discord.user("1001")
        asked = await ada.slash("coach quiz", at=discord.home)
        opened = await ada.click(asked.message, "Answer")
        verdict = await ada.submit(opened.modal, {"Your answer": text})
        assert (verdict.kind, verdict.message) == ("update", asked.message)
        assert "✓ Right" in verdict.text


async def test_a_modal_opens_although_the_database_does_not_answer(discord, houses):
    async with houses(questions=[KINDS[Kind.SHORT_TEXT]]) as house:
        ada = discord.user("1001")
        asked = await ada.slash("coach quiz")
        house.gate.shut()
        opened = await ada.click(asked.message, "Answer")
        assert opened.modal is not None
        house.gate.open()
        assert "✓ Right" in (await ada.submit(opened.modal, {"text": "serializable"})).text


async def test_settings_are_changed_by_forms_of_five_fields_that_know_the_present_values(discord, coach):
    ada = discord.user("1001")
    await ada.slash("coach settings", what="languages", value="python java")
    shown = await ada.slash("coach settings")
    first = await ada.click(shown.message, "Change settings (1 of 3)")
    fields = {c["label"]: c["component"] for c in first.modal.components}
    assert fields["Prompt time"]["value"] == "09:00"
    done = await ada.submit(first.modal, {"Prompt time": "07:15", "Daily prompt": "on"})
    assert (done.kind, "07:15" in done.text, "python, java" in done.text) == ("update", True, True)


async def test_a_form_that_opened_blank_leaves_alone_what_is_not_filled_in(discord, coach):
    ada = discord.user("1001")
    await ada.slash("coach settings", what="languages", value="python java")
    shown = await ada.slash("coach settings")
    coach.gate.shut()
    opened = await ada.click(shown.message, "Change settings (2 of 3)")
    coach.gate.open()
    done = await ada.submit(opened.modal, {"Level": "4"})
    assert "python, java" in done.text
    assert "4 (hard)" in done.text


async def test_a_wrong_value_in_a_form_changes_nothing_and_says_so_in_private(discord, coach):
    ada = discord.user("1001")
    shown = await ada.slash("coach settings", at=discord.home)
    opened = await ada.click(shown.message, "Change settings (1 of 3)")
    told = await ada.submit(opened.modal, {"Prompt time": "quarter past never"})
    assert (told.kind, told.ephemeral) == ("message", True)
    assert "I do not know the time" in told.text


async def test_the_steps_of_start_replace_one_another(discord, coach):
    ada = discord.user("1001")
    first = await ada.slash("coach start", at=discord.home)
    opened = await ada.click(first.message, "Another time zone")
    second = await ada.submit(opened.modal, {"Time zone": "Europe/Berlin"})
    assert (second.kind, "2 of 4" in second.text) == ("update", True)
    third = await ada.click(first.message, "08:30")
    assert (third.kind, "3 of 4" in third.text) == ("update", True)
    last = await ada.click(first.message, "All alike")
    assert (last.kind, "4 of 4" in last.text) == ("update", True)
    assert len(ada.sees(discord.home)) == 1


async def test_a_double_click_counts_once(discord, houses):
    async with houses(questions=[question()]) as house:
        ada = discord.user("1001")
        asked = await ada.slash("coach quiz", at=discord.home)
        first, second = await ada.double_click(asked.message, letter(asked, "the right one"))
        assert {first.kind, second.kind} == {"update"}
        assert len(ada.sees(discord.home)) == 1
        async with house.services.uow() as uow:
            learner, _ = await uow.learners.find(house.gate.requests[0].visitor.account)
            assert len(await uow.attempts.answered(learner.id, area=None, limit=10)) == 1
            assert learner.streak.current == 1


async def test_somebody_elses_button_is_refused_politely_and_changes_nothing(discord, houses):
    async with houses(questions=[question()]):
        ada, bob = discord.user("1001"), discord.user("1002")
        asked = await ada.slash("coach quiz", at=discord.home)
        asked.message.shown_to, asked.message.flags = None, asked.message.flags & ~64  # as if it stood in public
        before = asked.message.text
        refused = await bob.click(asked.message, letter(asked, "the right one"))
        assert (refused.kind, refused.ephemeral) == ("message", True)
        assert "somebody else" in refused.text
        assert asked.message.text == before


async def test_a_private_answer_never_takes_the_place_of_a_public_message(discord, houses):
    async with houses(questions=[question()]):
        ada = discord.user("1001")
        asked = await ada.slash("coach quiz", at=discord.home)
        asked.message.shown_to, asked.message.flags = None, asked.message.flags & ~64
        verdict = await ada.click(asked.message, letter(asked, "the right one"))
        assert (verdict.kind, verdict.ephemeral) == ("message", True)


@pytest.mark.parametrize(
    "custom_id",
    [
        "answer:018f0000-0000-7000-8000-000000000000~a",
        "answer:nonsense~a",
        "no-such-verb",
        "DROP TABLE learners",
        "answer:018f0000-0000-7000-8000-000000000000^0",
        "settings^9",
        "x" * 100,
    ],
)
async def test_a_button_that_was_tampered_with_gets_a_polite_answer(discord, coach, custom_id):
    ada = discord.user("1001")
    asked = await ada.slash("coach quiz", at=discord.home)
    told = await ada.click(asked.message, custom_id, force=True)
    assert told.kind == "message"
    assert told.ephemeral
    assert told.text or told.message.buttons


async def test_buttons_work_after_a_restart(discord, houses):
    ada = discord.user("1001")
    async with houses(questions=[question(), question("q-2")]):
        asked = await ada.slash("coach quiz", at=discord.home)
    discord.advance(seconds=6)
    async with houses(questions=[question(), question("q-2")]):
        assert "✓ Right" in (await ada.click(asked.message, letter(asked, "the right one"))).text
        assert "Prompt of q-" in (await ada.click(asked.message, "Next question")).text


async def test_hint_report_and_explain_stand_on_buttons(discord, houses):
    async with houses(questions=[question()]):
        ada = discord.user("1001")
        asked = await ada.slash("coach quiz", at=discord.home)
        hinted = await ada.click(asked.message, "Hint")
        assert (hinted.kind, "Hint of q-single." in hinted.text) == ("update", True)
        report = await ada.click(asked.message, "Report a problem")
        opened = await ada.click(report.message, "Describe it")
        thanks = await ada.submit(opened.modal, {"text": "The second option is right, too."})
        assert "Thank you" in thanks.text


def letter(asked, option: str) -> str:
    """The label of the button of an option."""
    line = next(line for line in asked.text.splitlines() if line.endswith(f" {option}"))
    return next(str(b["label"]) for b in asked.message.buttons if b["label"].startswith(line[2]))
