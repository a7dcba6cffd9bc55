"""One line in, one reply out: the conversation as a learner has it."""

import pytest

from bot.application.cards import Attachment, Mark
from bot.application.replies import Reply
from content.model import Kind
from tests.talk import Talk, action_of, choices, elements, every_kind, form, key_of, question, talk, words


@pytest.fixture
async def me(sqlite_url):
    async with talk(sqlite_url) as conversation:
        yield conversation


async def test_the_first_question_in_an_area_is_of_kind_single(me: Talk):
    for _ in range(3):
        reply = await me.other(f"newcomer-{_}", conversation=f"c-{_}").say("quiz databases")
        assert "the right one" in words(reply)


async def test_every_command_works_before_start(me: Talk):
    for line in ("quiz", "daily", "practice", "streak", "progress", "journey", "areas", "settings", "help", "export"):
        reply = await me.other(line, conversation=line).say(line)
        assert not reply.refused, line


async def test_an_answer_before_start_gets_its_verdict_first_and_one_line_offers_start(me: Talk):
    asked = await me.say("quiz databases")
    told = words(await me.say(key_of(asked, "the right one")))
    assert told.startswith("✓ Right")
    assert told.count("`start`") == 0
    assert "Type start to" in told


@pytest.mark.parametrize(
    "line", ["{key}", "{KEY}", "{key}.", "({key})", "{number}", "the right one", "The  Right One", "the rihgt one"]
)
async def test_an_answer_is_taken_by_letter_number_or_text_with_a_typo(me: Talk, line: str):
    asked = await me.say("quiz databases")
    key = key_of(asked, "the right one")
    told = await me.say(line.format(key=key, KEY=key.upper(), number="abc".index(key) + 1))
    assert words(told).startswith("✓ Right")


async def test_a_wrong_answer_tells_why_it_is_wrong_and_why_the_others_are(me: Talk):
    asked = await me.say("quiz databases")
    told = await me.say(key_of(asked, "a wrong one"))
    assert "Why not. Why the wrong one is wrong." in words(told)
    assert "Why the other one is wrong." in words(told)
    assert "https://www.postgresql.org/docs/current/" in words(told)
    marks = {item.markup: item.mark for item in choices(told).items}
    assert marks == {"the right one": Mark.MISSED, "a wrong one": Mark.WRONG, "another wrong one": Mark.NONE}


@pytest.mark.parametrize("line", ["🙂", "z", "9", "maybe", "!!!", "x" * 3000])
async def test_an_unreadable_answer_leaves_the_question_open(me: Talk, line: str):
    asked = await me.say("quiz databases")
    refused = await me.say(line)
    assert refused.refused
    assert "letter from a to c" in words(refused)
    assert words(await me.say(key_of(asked, "the right one"))).startswith("✓ Right")


async def test_a_typo_in_a_command_gets_a_suggestion_also_while_a_question_is_open(me: Talk):
    assert "Did you mean quiz?" in words(await me.say("quizz"))
    await me.say("quiz")
    assert "Did you mean progress?" in words(await me.say("progres"))


async def test_a_line_that_is_a_command_word_is_the_command_while_a_question_is_open(me: Talk):
    asked = await me.say("quiz databases")
    assert words(await me.say("help")).startswith("What I can do")
    assert words(await me.say(key_of(asked, "the right one"))).startswith("✓ Right")


async def test_a_letter_without_an_open_question_says_so(me: Talk):
    told = await me.say("b")
    assert told.refused
    assert "no open question" in words(told)


async def test_a_typed_answer_belongs_to_the_latest_question_of_its_own_conversation(me: Talk):
    here = await me.say("quiz databases")
    elsewhere = me.other("learner", conversation="channel")
    await elsewhere.say("quiz security")
    assert words(await me.say(key_of(here, "the right one"))).startswith("✓ Right")
    assert "Prompt of q-security" in words(await elsewhere.say("question again"))


async def test_a_double_click_counts_once(me: Talk):
    asked = await me.say("quiz databases")
    action = choices(asked).action
    right, wrong = key_of(asked, "the right one"), key_of(asked, "a wrong one")
    first = await me.press(action, right)
    again = await me.press(action, wrong)
    assert words(first).startswith("✓ Right")
    assert "answered this one already" in words(again)
    assert "✓ Right" in words(again)
    assert (await me.learner()).streak.current == 1


async def test_a_repeated_event_gets_the_stored_reply_and_changes_nothing(me: Talk):
    asked = await me.say("quiz databases", event="asked")
    again = await me.say("quiz databases", event="asked")
    assert again.repeated
    assert again.cards == asked.cards


async def test_somebody_elses_button_is_refused(me: Talk):
    asked = await me.say("quiz databases")
    refused = await me.other().press(choices(asked).action, "a")
    assert refused.refused
    assert "put to somebody else" in words(refused)
    assert words(await me.say(key_of(asked, "the right one"))).startswith("✓ Right")


@pytest.mark.parametrize(
    "action", ["answer:nonsense", "answer", "x", "", "ANSWER:1", "answer:" + "0" * 80, "unknown:1", "answer:1;drop"]
)
async def test_a_tampered_button_is_refused_politely(me: Talk, action: str):
    refused = await me.press(action, "a")
    assert refused.refused
    assert "button" in words(refused)


async def test_a_letter_that_was_never_shown_is_refused(me: Talk):
    asked = await me.say("quiz databases")
    for key in ("d", "z", "right", ""):
        assert (await me.press(choices(asked).action, key)).refused


async def test_a_hint_helps_and_the_question_stays_open(me: Talk):
    asked = await me.say("quiz databases")
    hinted = await me.say("hint")
    assert "Hint of q-single." in words(hinted)
    assert words(await me.say(key_of(asked, "the right one"))).startswith("✓ Right")


async def test_a_skipped_question_is_explained_and_counts_for_nothing(me: Talk):
    asked = await me.say("quiz databases")
    told = await me.say("skip")
    assert "Explanation of q-single." in words(told)
    assert (await me.learner()).streak.current == 0
    assert (await me.press(choices(asked).action, "a")).refused


async def test_a_report_is_kept_with_the_version_that_was_shown(me: Talk):
    await me.say("quiz databases")
    await me.say("report")
    assert "Thank you" in words(await me.say("The second option is arguable."))
    exported = words_of_export(await me.say("export"))
    assert "The second option is arguable." in exported


async def test_a_report_can_be_called_off(me: Talk):
    await me.say("quiz databases")
    await me.say("report")
    assert "nothing was reported" in words(await me.say("cancel"))


async def test_a_lucky_guess_brings_the_question_back_sooner(me: Talk):
    asked = await me.say("quiz databases")
    told = await me.say(key_of(asked, "the right one"))
    assert "comes back tomorrow" not in words(told)
    guessed = await me.press(action_of(told, "guessed"))
    assert "comes back tomorrow" in words(guessed)


@pytest.mark.parametrize(
    ("kind", "line", "verdict"),
    [
        (Kind.MULTIPLE, "{one} {two}", "✓ Right"),
        (Kind.MULTIPLE, "{two}{one}", "✓ Right"),
        (Kind.MULTIPLE, "{one}", "◐ Partly right"),
        (Kind.MULTIPLE, "{three}", "✗ Not quite"),
        (Kind.TRUE_FALSE, "false", "✓ Right"),
        (Kind.TRUE_FALSE, "F", "✓ Right"),
        (Kind.TRUE_FALSE, "yes", "✗ Not quite"),
        (Kind.SHORT_TEXT, "SERIALIZABLE.", "✓ Right"),
        (Kind.SHORT_TEXT, "serialisable", "✓ Right"),
        (Kind.SHORT_TEXT, "repeatable read", "✗ Not quite"),
        (Kind.OUTPUT, "[1, 2]\n3", "✓ Right"),
        (Kind.OUTPUT, "```\n[1, 2] \n3\n```", "✓ Right"),
        (Kind.OUTPUT, "[1,2]\n3", "✗ Not quite"),
        (Kind.ORDER, "{first} {second} {third}", "✓ Right"),
        (Kind.ORDER, "{third} > {second} > {first}", "✗ Not quite"),
        (Kind.FREE_TEXT, "It takes a lock, so that others have to wait.", "✓ Right"),
        (Kind.FREE_TEXT, "There is a lock on it.", "◐ Partly"),
        (Kind.FREE_TEXT, "I am not sure about that.", "✗ Not yet"),
    ],
)
async def test_every_kind_is_asked_and_judged(sqlite_url, kind: Kind, line: str, verdict: str):
    (asked,) = (q for q in every_kind() if q.kind is kind and q.id.startswith("q-") and q.area == "databases")
    async with talk(sqlite_url, [asked]) as me:
        shown = await me.say("quiz databases")
        keys = {}
        if asked.kind.has_options:
            by_text = {item.markup: item.key for item in choices(shown).items}
            keys = {option.id: by_text[option.text] for option in asked.options}
        assert words(await me.say(line.format(**keys))).startswith(verdict)


async def test_a_near_miss_is_told_why_it_is_wrong(sqlite_url):
    async with talk(sqlite_url, [q for q in every_kind() if q.kind is Kind.SHORT_TEXT]) as me:
        await me.say("quiz databases")
        assert "It allows write skew." in words(await me.say("repeatable read"))


async def test_a_typed_question_is_answered_by_its_form_too(sqlite_url):
    async with talk(sqlite_url, [q for q in every_kind() if q.kind is Kind.SHORT_TEXT]) as me:
        shown = await me.say("quiz databases")
        told = await me.submit(form(shown).action, text="serializable")
        assert "✓ Right" in words(told)
        assert told.replaces


async def test_a_typed_answer_may_begin_with_a_command_word(sqlite_url):
    asked = question("q-start", kind=Kind.SHORT_TEXT, answer=("start transaction",))
    async with talk(sqlite_url, [asked]) as me:
        await me.say("quiz databases")
        assert words(await me.say("start transaction")).startswith("✓ Right")


async def test_twenty_kilobytes_are_refused_kindly_and_change_nothing(me: Talk):
    refused = await me.say("x" * 20_000)
    assert "20,000 characters" in words(refused)
    asked = await me.say("quiz databases")
    assert (await me.say("y" * 20_000)).refused
    assert words(await me.say(key_of(asked, "the right one"))).startswith("✓ Right")


async def test_words_of_people_are_quoted_without_any_effect(me: Talk):
    told = await me.say("**bold** <!channel> [x](http://evil.example)")
    assert "**bold** <!channel> [x](http://evil" in words(told)


async def test_a_question_that_left_the_bank_is_still_judged_by_the_version_shown(sqlite_url):
    async with talk(sqlite_url, [question()]) as before:
        asked = await before.say("quiz databases")
    async with talk(sqlite_url, [question("q-new")]) as after:
        told = await after.press(choices(asked).action, key_of(asked, "the right one"))
        assert "✓ Right" in words(told)
        assert "Explanation of q-single." in words(told)


def words_of_export(reply: Reply) -> str:
    (attachment,) = elements(reply, Attachment)
    return attachment.content
