"""What a person typed, out of the text of an event: entities, links, mentions and channels as they wrote them."""

import re

from adapters.slack.wording import unescaped, unjoined

_TOKEN = re.compile(r"<(?P<kind>[@#!]?)(?P<what>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")


def typed(text: str, *, me: str = "") -> tuple[str, dict[str, str]]:
    """The line as it was typed, without a mention of the app (`me`) at its start; and channel ids by their names."""
    channels: dict[str, str] = {}

    def shown(token: re.Match[str]) -> str:
        what, label = token["what"], token["label"] or ""
        match token["kind"]:
            case "@":
                return "" if me and what == me and not text[: token.start()].strip() else f"@{label or what}"
            case "#":
                name = f"#{label or what}"
                channels[name] = what
                return name
            case "!":
                # <!date^...|words>, <!subteam^S1|@name>, <!channel>
                return label or f"@{what.partition('^')[0]}"
            case _:
                return label or what.removeprefix("mailto:")

    return unjoined(unescaped(_TOKEN.sub(shown, text))).strip(" \t"), channels
