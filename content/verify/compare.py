"""Whether a finding proves a key: pure functions over a question and what its program printed."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations

from content.model import Kind, Question

ORDERS_MAX = 5_040  # 7 options


def proves(question: Question, key: Sequence[str], finding: str) -> bool:
    """Whether the program's output is what it would be if `key` were the answer, and for no other option."""
    return not difference(question, key, finding)


def difference(question: Question, key: Sequence[str], finding: str) -> str:
    """In what the finding differs from what `key` calls for, in one line; empty when it proves the key.

    `key` are option ids, or accepted texts. A question without a `verify` block proves nothing.
    """
    if question.verify is None:
        return "no `verify` block"
    expect = {option_id: printed(text) for option_id, text in question.verify.expect.items()}
    found = printed(finding)
    match question.kind:
        case Kind.SINGLE | Kind.TRUE_FALSE:
            return _one(expect, key[0], found)
        case Kind.MULTIPLE:
            return _set(expect, key, found)
        case Kind.ORDER:
            return _sequence(expect, key, found)
        case _:
            return _text(question, key, finding)


def other_keys(question: Question) -> Iterator[tuple[str, ...]]:
    """Every other key that a program must refuse; for typed kinds the near misses and a spoilt answer."""
    ids = [option.id for option in question.options]
    match question.kind:
        case Kind.SINGLE | Kind.TRUE_FALSE:
            yield from ((option_id,) for option_id in ids if option_id not in question.answer)
        case Kind.MULTIPLE:
            key = set(question.answer)
            for size in range(1, len(ids) + 1):
                yield from (chosen for chosen in combinations(ids, size) if set(chosen) != key)
        case Kind.ORDER:
            for count, order in enumerate(permutations(ids)):
                if count >= ORDERS_MAX:
                    return
                if order != question.answer:
                    yield order
        case Kind.SHORT_TEXT | Kind.OUTPUT:
            yield from ((miss.text,) for miss in question.near_misses)
            yield tuple(_spoilt(text) for text in question.answer)


def printed(text: str) -> str:
    """Output as it is compared: without blanks at line ends and empty lines around the whole."""
    return "\n".join(line.rstrip() for line in text.strip("\r\n").splitlines()).strip("\n")


def _one(expect: dict[str, str], key: str, found: str) -> str:
    also = [option_id for option_id, text in expect.items() if option_id != key and text == expect[key]]
    if found != expect[key]:
        agrees = [option_id for option_id, text in expect.items() if text == found]
        hint = f", which is what `{agrees[0]}` calls for" if agrees else ""
        return f"printed {shown(found)}{hint}; `{key}` calls for {shown(expect[key])}"
    if also:
        return f"`{also[0]}` calls for the same output as the key, {shown(found)}"
    return ""


def _set(expect: dict[str, str], key: Sequence[str], found: str) -> str:
    wanted = {expect[option_id] for option_id in key}
    lines = {line for line in found.split("\n") if line}
    if lines != wanted:
        return f"printed {shown(', '.join(sorted(lines)))}; the key calls for {shown(', '.join(sorted(wanted)))}"
    return ""


def _sequence(expect: dict[str, str], key: Sequence[str], found: str) -> str:
    wanted = "\n".join(expect[option_id] for option_id in key)
    return "" if found == wanted else f"printed {shown(found)}; the key calls for {shown(wanted)}"


def _text(question: Question, key: Sequence[str], finding: str) -> str:
    comparable = _words if question.kind is Kind.SHORT_TEXT else _output
    found = comparable(finding)
    if any(found == comparable(miss.text) for miss in question.near_misses):
        return f"printed {shown(found)}, which is listed as a near miss"
    if found not in {comparable(text) for text in key}:
        return f"printed {shown(found)}; accepted are {', '.join(shown(text) for text in key)}"
    return ""


def _output(text: str) -> str:
    return printed(text).strip()


def _words(text: str) -> str:
    """A short text as it is compared: without case, quotes, a final full stop or repeated blanks."""
    return re.sub(r"\s+", " ", re.sub(r"[`\"]", "", text)).strip().rstrip(".").casefold()


def _spoilt(text: str) -> str:
    """Another text of the same look: the last digit or letter changed."""
    for index in range(len(text) - 1, -1, -1):
        if text[index].isdigit():
            return f"{text[:index]}{(int(text[index]) + 1) % 10}{text[index + 1 :]}"
        if text[index].isalpha():
            return f"{text[:index]}{'x' if text[index] != 'x' else 'y'}{text[index + 1 :]}"
    return f"{text}0"


def shown(text: str) -> str:
    """An output in one line of a message."""
    line = text.replace("\n", "⏎")
    return f"`{line}`" if len(line) <= 120 else f"`{line[:119]}…`"
