"""Completion of commands, areas, levels, sites and settings while a line is being typed."""

from collections.abc import Iterable

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from bot.application.grammar.parse import Grammar
from bot.application.grammar.spec import Argument, Takes
from bot.application.grammar.words import SITES, area_words
from bot.application.ports.clock import Clock
from bot.domain.zones import suggest_zones
from content.areas import LEVEL_NAMES

BARE_WORDS = ("hint", "skip", "explain", "next", "guessed", "done")
COLON_WORDS = (":tomorrow", ":at", ":now", ":help")


class GrammarCompleter(Completer):
    """Offers what the grammar would take at this place."""

    def __init__(self, grammar: Grammar, clock: Clock) -> None:
        self._grammar = grammar
        self._clock = clock

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Completions of the word before the cursor."""
        words = document.text_before_cursor.split(" ")
        start, before = words[-1], [word for word in words[:-1] if word]
        for word in self.offers(before, start):
            yield Completion(word, start_position=-len(start))

    def offers(self, before: list[str], start: str) -> list[str]:
        """The words that begin with `start` and may follow the words before."""
        if not before:
            known = [*COLON_WORDS] if start.startswith(":") else [*self._grammar.specs, *BARE_WORDS]
        else:
            spec = self._grammar.specs.get(before[0].casefold())
            if spec is None:
                return []
            if spec.name == "help":
                known = list(self._grammar.specs)
            elif before[:2] == ["settings", "timezone"]:
                return list(suggest_zones(start, at=self._clock.now())) if start else []
            else:
                known = [word for argument in spec.arguments for word in _words(argument) if word not in before]
        return [word for word in known if word.startswith(start.casefold())]


def _words(argument: Argument) -> list[str]:
    match argument.takes:
        case Takes.AREA:
            return area_words()
        case Takes.LEVEL:
            return list(LEVEL_NAMES.values())
        case Takes.SITE:
            return list(SITES)
        case Takes.WORD:
            return list(argument.choices)
        case _:
            return []
