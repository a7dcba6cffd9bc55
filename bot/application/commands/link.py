"""`link account [code]` and `unlink account`: one learner on several platforms.

The code is shown privately on A, typed on B, and confirmed again on A, which names B: whoever talks a learner
out of a code still has to be confirmed by name.
"""

from dataclasses import replace

from bot.application import joining, link_codes
from bot.application.actions import STALE, action
from bot.application.cards import Button, Buttons, Footnote, Heading, Style, Text, Tone, card
from bot.application.commands.base import CommandModule, Pressed, is_command
from bot.application.grammar.spec import Argument, Command, CommandSpec, Takes
from bot.application.markup import escape
from bot.application.ports.joining import LinkCode
from bot.application.ports.storage import Dialogue
from bot.application.replies import Reply, reply
from bot.application.requests import AccountKey, Platform
from bot.application.views.words import plural
from bot.application.visit import Visit
from bot.domain.people import Account
from bot.errors import BadSetting, StaleButton

WHAT = ("account", "leetcode", "codewars")
SITES = {"leetcode": "LeetCode", "codewars": "Codewars"}
PLATFORMS = {Platform.SLACK.value: "Slack", Platform.DISCORD.value: "Discord", Platform.TERMINAL.value: "the terminal"}
NAME_CHARACTERS = 60
YES = frozenset({"yes", "y", "ok", "okay", "sure", "join", "confirm", "that's me", "thats me", "it's me"})
NO = frozenset({"no", "n", "cancel", "stop", "keep", "never"})

LINK = CommandSpec(
    name="link",
    help="One learner on several platforms: answers, memories and streak in one place",
    arguments=(
        Argument(name="what", takes=Takes.WORD, help="what to link", choices=WHAT, required=True),
        Argument(name="value", takes=Takes.TEXT, help="the code that your other account was shown"),
    ),
    examples=("link account", "link account ABCD-EFGH"),
    details="`link account` shows a code. Type it on the other platform, then come back and confirm. "
    "Your settings stay those of the place where you confirm.",
)
UNLINK = CommandSpec(
    name="unlink",
    help="Take this account out of a link; it starts empty, the history stays with the others",
    arguments=(Argument(name="what", takes=Takes.WORD, help="what to unlink", choices=WHAT),),
    examples=("unlink account",),
)

UNKNOWN = (
    "I do not know that code, or its fifteen minutes are over. `link account` on the other platform shows a new one."
)
USED = "That code was typed already. If that was not you, say no where it was shown, and take a new one there."


async def link(visit: Visit, command: Command) -> Reply:
    """Show a code, take one, or ask for the confirmation that is still open."""
    if command.arguments["what"] != "account":
        return _not_yet(command.arguments["what"])
    typed = command.get("value")
    if typed:
        return await _typed(visit, typed)
    open_code = await visit.uow.joining.code_of(visit.account.id)
    if open_code is not None and open_code.typed_by is not None and open_code.expires_at > visit.now:
        return await _ask(visit, open_code)
    return await _new_code(visit)


async def unlink(visit: Visit, command: Command) -> Reply:
    """Ask once more, naming what happens."""
    what = command.get("what") or "account"
    if what != "account":
        return _not_yet(what)
    others = [one for one in await visit.uow.learners.accounts(visit.learner.id) if one.id != visit.account.id]
    if not others:
        return reply(card(Text("This account is linked to no other. `forget` erases everything about you.")))
    await _dialogue(visit, "unlink")
    places = ", ".join(dict.fromkeys(PLATFORMS[one.platform] for one in others))
    return reply(
        card(
            Heading("Unlink this account?"),
            Text(
                f"It starts empty then. Your answers, streak and settings stay with your other account ({places}). "
                "Linking it again later is possible."
            ),
            Buttons(
                (
                    Button("Unlink it", action("unlink-yes", visit.account.id), "yes", Style.DANGER),
                    Button("Keep it", action("link-keep"), "no"),
                )
            ),
            tone=Tone.NOTICE,
        )
    )


def _not_yet(site: str) -> Reply:
    return reply(
        card(
            Text(f"Linking {SITES[site]} is not offered yet. Until then *done* under a practice problem counts it."),
            tone=Tone.NOTICE,
        )
    )


async def _new_code(visit: Visit) -> Reply:
    code = link_codes.new_code()
    await visit.uow.joining.add_code(
        LinkCode(
            id=visit.new_id(),
            code_hash=link_codes.hash_of(code),
            learner_id=visit.learner.id,
            account_id=visit.account.id,
            created_at=visit.now,
            expires_at=visit.now + link_codes.VALID,
        )
    )
    return reply(
        card(
            Heading("Link another account"),
            Text(
                f"1. On the other platform, type `link account {code}` (within 15 minutes).\n"
                "2. Come back here and confirm that it was you."
            ),
            Buttons((Button("I have typed it there", action("link-go"), "link account", Style.PRIMARY),)),
            Footnote("Show this code to nobody. Whoever types it becomes you, once you confirm."),
        )
    )


async def _typed(visit: Visit, typed: str) -> Reply:
    """The code on B: remember who typed it, for A to confirm."""
    uow = visit.uow
    code = await uow.joining.code(link_codes.hash_of(typed))
    if code is None or code.expires_at <= visit.now:
        raise BadSetting(UNKNOWN, ())
    if code.account_id == visit.account.id:
        raise BadSetting("This code is for your other account: type it there, not here.", ())
    if code.learner_id == visit.learner.id:
        return reply(card(Text("These two accounts are linked already. Nothing was changed.")))
    if code.typed_by not in {None, visit.account.id}:
        raise BadSetting(USED, ())
    name = " ".join(visit.request.visitor.name.split())[:NAME_CHARACTERS]
    await uow.joining.save_code(replace(code, typed_by=visit.account.id, typed_name=name))
    first = await uow.learners.account(code.account_id)
    return reply(
        card(
            Heading("Almost there"),
            Text(
                f"Now go back to {PLATFORMS[first.platform]}, where the code was shown, and confirm that this is you: "
                "press *I have typed it there*, or type `link account`. Until then nothing changes."
            ),
            tone=Tone.NOTICE,
        )
    )


async def _ask(visit: Visit, code: LinkCode) -> Reply:
    """Name B and ask A."""
    typed_by = await _account(visit, code)
    if typed_by is None:
        await visit.uow.joining.drop_code(code.id)
        return await _new_code(visit)
    await _dialogue(visit, "link")
    place = PLATFORMS[typed_by.platform]
    name = f"**{escape(code.typed_name)}** on {place}" if code.typed_name else f"An account on {place}"
    return reply(
        card(
            Heading("Is that you?"),
            Text(
                f"{name} (`{typed_by.user_id}`) typed your code.\n\n"
                "If you join, the answers, memories and streaks of both become one history, and your settings stay "
                "as they are here. If you do not know this account, say no."
            ),
            Buttons(
                (
                    Button("Yes, join us", action("link-yes", code.id), "yes", Style.PRIMARY),
                    Button("No, that is not me", action("link-no", code.id), "no", Style.DANGER),
                )
            ),
            tone=Tone.NOTICE,
        )
    )


async def _join(visit: Visit, code: LinkCode) -> Reply:
    typed_by = await _account(visit, code)
    found = await visit.uow.learners.find(_key(typed_by)) if typed_by is not None else None
    if found is None or typed_by is None:
        await visit.uow.joining.drop_code(code.id)
        raise StaleButton("The other account is gone, so there is nothing to join.")
    other, _ = found
    if other.id != visit.learner.id:
        await visit.uow.dialogues.end(visit.learner.id, visit.conversation)
        await joining.join(visit, other)
    streak = visit.learner.streak
    return reply(
        card(
            Heading("You are one now"),
            Text(
                f"Here and on {PLATFORMS[typed_by.platform]} you have the same history from now on. "
                f"Longest streak: **{plural(streak.longest, 'day')}**. "
                f"I write to you {_where(visit, typed_by)}, as set here."
            ),
            Footnote("`unlink account` takes an account out again."),
            tone=Tone.RIGHT,
        ),
        replaces=True,
    )


def _where(visit: Visit, other: Account) -> str:
    here = visit.learner.primary_account == visit.account.id
    return f"on {PLATFORMS[visit.account.platform if here else other.platform]}"


async def _refuse(visit: Visit, code: LinkCode) -> Reply:
    await visit.uow.joining.drop_code(code.id)
    await visit.uow.dialogues.end(visit.learner.id, visit.conversation)
    return reply(card(Text("Good. Nothing was joined, and the code is void."), tone=Tone.NOTICE), replaces=True)


async def _part(visit: Visit) -> Reply:
    if not await joining.part(visit):
        return reply(card(Text("This account is linked to no other. Nothing was changed.")), replaces=True)
    return reply(
        card(
            Heading("Unlinked"),
            Text("This account starts empty; everything else stays with your other one. `start` sets it up."),
            tone=Tone.NOTICE,
        ),
        replaces=True,
    )


async def _account(visit: Visit, code: LinkCode) -> Account | None:
    """Whoever typed the code, if they are still there."""
    try:
        return await visit.uow.learners.account(code.typed_by) if code.typed_by else None
    except KeyError:
        return None


def _key(account: Account) -> AccountKey:
    return AccountKey(platform=Platform(account.platform), scope=account.scope, user_id=account.user_id)


async def _dialogue(visit: Visit, kind: str) -> None:
    await visit.uow.dialogues.put(
        visit.learner.id,
        visit.conversation,
        Dialogue(kind=kind, step="confirm", data={"account": str(visit.account.id)}, updated_at=visit.now),
    )


async def _own_code(visit: Visit) -> LinkCode:
    """The code that was shown to this account and typed elsewhere. Raises `StaleButton`."""
    code = await visit.uow.joining.code_of(visit.account.id)
    if code is None or code.expires_at <= visit.now or code.typed_by is None:
        raise StaleButton("That code is over. `link account` shows a new one.")
    return code


async def _press_go(visit: Visit, pressed: Pressed) -> Reply:
    """Back on A: ask, if the code was typed meanwhile."""
    code = await visit.uow.joining.code_of(visit.account.id)
    if code is None or code.expires_at <= visit.now:
        return await _new_code(visit)
    if code.typed_by is None:
        return reply(card(Text("Nobody has typed your code yet. Type it on the other platform, then press again.")))
    return _in_place(await _ask(visit, code))


def _in_place(told: Reply) -> Reply:
    """The same, in the place of the message whose button was pressed: the code need not stand there any longer."""
    return reply(*told.cards, replaces=True)


async def _press_answer(visit: Visit, pressed: Pressed) -> Reply:
    code = await _own_code(visit)
    if pressed.ref.uuid() != code.id:
        raise StaleButton(STALE)
    return await (_join if pressed.ref.verb == "link-yes" else _refuse)(visit, code)


async def _press_unlink(visit: Visit, pressed: Pressed) -> Reply:
    if pressed.ref.uuid() != visit.account.id:
        raise StaleButton(STALE)
    return await _part(visit)


async def _press_keep(visit: Visit, pressed: Pressed) -> Reply:
    await visit.uow.dialogues.end(visit.learner.id, visit.conversation)
    return reply(card(Text("Nothing was changed.")), replaces=True)


async def _link_line(visit: Visit, dialogue: Dialogue, text: str) -> Reply | None:
    word = _word(text)
    if word in YES | NO and dialogue.data.get("account") == str(visit.account.id):
        code = await _own_code(visit)
        return await (_join if word in YES else _refuse)(visit, code)
    await _pass_on(visit, text)
    return None


async def _unlink_line(visit: Visit, dialogue: Dialogue, text: str) -> Reply | None:
    word = _word(text)
    if word in YES and dialogue.data.get("account") == str(visit.account.id):
        return await _part(visit)
    if word in NO:
        await visit.uow.dialogues.end(visit.learner.id, visit.conversation)
        return reply(card(Text("Nothing was changed.")))
    await _pass_on(visit, text)
    return None


async def _pass_on(visit: Visit, text: str) -> None:
    """Anything else is no answer: it ends the question, unless it is a command on the way."""
    if not is_command(text):
        await visit.uow.dialogues.end(visit.learner.id, visit.conversation)


def _word(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .!`\"'")


LINK_MODULE = CommandModule(
    spec=LINK,
    run=link,
    presses={"link-go": _press_go, "link-yes": _press_answer, "link-no": _press_answer, "link-keep": _press_keep},
    dialogues={"link": _link_line},
)
UNLINK_MODULE = CommandModule(
    spec=UNLINK, run=unlink, presses={"unlink-yes": _press_unlink}, dialogues={"unlink": _unlink_line}
)
