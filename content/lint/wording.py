"""Wording that confuses, or that does not survive shuffled options."""

import re
from collections.abc import Iterator

from content.lint.findings import Finding, Severity, Subject, about
from content.loader import Located
from content.markdown import prose
from content.model import Kind

CHECK = "wording"
REFERS_TO_OTHERS = re.compile(
    r"\b(?:all|none|any|both|either|neither) (?:of )?(?:the )?(?:above|below|others?|previous|preceding|following"
    r"|(?:other |these |those )?(?:options|answers|choices))\b"
    r"|^(?:all|none|both|neither|either|any) of (?:them|these|those|the two)\W*$"
    r"|\b(?:both|either|neither) \(?[a-f1-6]\)? (?:and|or|nor) \(?[a-f1-6]\)?(?!\w)"
    r"|\b(?:options?|answers?|choices?) \(?[a-f1-6]\)?(?![\w'])"
    r"|\bthe (?:first|second|third|last|other) (?:option|answer|choice)s?\b",
    re.IGNORECASE,
)
# The asking sentence: it begins with a question word, or holds one after a comma.
ASKS = re.compile(r"[^.?!\n:]*\b(?:which|what|who)\b[^.?!\n]*\?", re.IGNORECASE)
# Of the main clause only: "Which client breaks that does not ..." asks for what is so.
NEGATION = re.compile(
    r"\b(?:which|what|who)\b(?:(?!\b(?:that|which|who|whose|but|if|because|when|where|while|unless|so)\b)[^?])*?"
    r"\b(?:is|are|was|were|do|does|did|can|could|will|would|should|must|may|has|have)"
    r"(?:n't| not)\b"
    r"|\b(?:except|incorrect|untrue)\b"
    r"|\b(?:statements?|claims?|sentences?|options?|answers?) (?:is|are) (?:false|wrong)\b",
    re.IGNORECASE,
)


def check_wording(subject: Subject) -> Iterator[Finding]:
    """Options that point at other options, options that are equal, and negations that are easily overlooked."""
    for located in subject.questions:
        yield from _options(located)
        yield from _negation(located)


def _options(located: Located) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for index, option in enumerate(located.question.options):
        match = REFERS_TO_OTHERS.search(option.text)
        if match:
            message = f"`{match[0]}`: options are shuffled and each must stand for itself"
            yield about(located, f"options[{index}].text", message, check=CHECK)
        plain = re.sub(r"\s+", " ", option.text).strip().casefold()
        if plain in seen:
            message = f"reads like `{seen[plain]}`; options must differ"
            yield about(located, f"options[{index}].text", message, check=CHECK)
        seen.setdefault(plain, option.id)


def _negation(located: Located) -> Iterator[Finding]:
    if located.question.kind is Kind.TRUE_FALSE:
        return
    for sentence in ASKS.findall(prose(located.question.prompt)):
        plain = re.sub(r"\*\*[^*]+\*\*", " ", sentence)  # what is bold is seen
        match = NEGATION.search(plain)
        if match:
            word = match[0].split()[-1]
            message = f"asks by negation; put **{word}** in bold, or ask for what is so"
            yield about(located, "prompt", message, check=CHECK)


ABSOLUTE_TRUTHS = re.compile(r"\b(?:always|never)\b", re.IGNORECASE)


def check_absolutes(subject: Subject) -> Iterator[Finding]:
    """Questions whose wrong options alone say always or never: a learner rules them out by that word."""
    for located in subject.questions:
        question = located.question
        if question.kind is not Kind.SINGLE:
            continue
        marked = {option.id for option in question.options if ABSOLUTE_TRUTHS.search(option.text)}
        if marked and marked.isdisjoint(question.answer):
            message = f"only wrong options ({', '.join(sorted(marked))}) say always or never"
            yield about(located, "options", message, check="absolutes", severity=Severity.WARNING)
