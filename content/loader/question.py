"""One question from its YAML mapping."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

import msgspec

from content.areas import Area
from content.loader.fields import Fields, Place
from content.loader.parts import (
    read_near_misses,
    read_options,
    read_references,
    read_rubric,
    read_verify,
    true_false_options,
)
from content.model import Kind, Option, Question
from content.technologies import TECHNOLOGIES

COMMON_FIELDS = (
    "id", "technologies", "level", "kind", "prompt", "explanation", "hint", "references", "updated", "revision",
    "retired", "reviewed", "verify",
)  # fmt: skip
KIND_FIELDS: dict[Kind, tuple[str, ...]] = {
    Kind.SINGLE: ("options", "answer"),
    Kind.MULTIPLE: ("options", "answer"),
    Kind.ORDER: ("options", "answer"),
    Kind.TRUE_FALSE: ("answer", "why"),
    Kind.SHORT_TEXT: ("answer", "near_misses"),
    Kind.OUTPUT: ("answer", "near_misses"),
    Kind.FREE_TEXT: ("rubric",),
}
ID_MAX = 80  # characters
_NO_DAY = date.min  # stands in for a date that could not be read; such a question is never returned


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A question with the places of its fields in its file."""

    question: Question
    path: str
    line: int
    places: Mapping[str, Place]

    def line_of(self, field: str, row: int = 0) -> int:
        """The line of a field like `options[2].why`, or of what encloses it.

        `row` counts the lines of the field's text from 0; it is exact where the text is written line by line.
        """
        while field not in self.places:
            outer = max(field.rfind("."), field.rfind("["))
            if outer <= 0:
                return self.line
            field = field[:outer]
        place = self.places[field]
        return place.line if place.text_line is None else place.text_line + row


def read_question(fields: Fields, *, area: Area, topic: str) -> Question | None:
    """The question, or None when anything is wrong with it; every mistake is in the fields' report, its own."""
    question_id = fields.slug("id", mend="give the question a stable id, unique in the bank")
    if len(question_id) > ID_MAX:
        fields.wrong("id", f"has {len(question_id)} characters, at most {ID_MAX} are allowed")
    word = fields.choice("kind", [str(kind) for kind in Kind], mend="say how the question is answered")
    common = Question(
        id=question_id,
        area=area,
        topic=topic,
        technologies=_technologies(fields),
        level=fields.number("level", 1, 5, mend="write a level from 1 (beginner) to 5 (expert)"),
        kind=Kind(word or Kind.SINGLE),
        prompt=fields.text("prompt", mend="ask the question"),
        explanation=fields.text("explanation", mend="explain why the answer is right, and the idea behind it"),
        hint=fields.text("hint", mend="write one sentence that helps without telling"),
        references=read_references(fields),
        updated=fields.day("updated") or _NO_DAY,
        revision=fields.number("revision", 1, 9999, mend="write a number from 1", default=1),
        retired=fields.day("retired", optional=True),
        reviewed=fields.day("reviewed", optional=True),
    )
    question = _with_answer(fields, common) if word else common
    return None if fields.report.problems else question


def _with_answer(fields: Fields, common: Question) -> Question:
    """The question with what its kind calls for."""
    kind = common.kind
    fields.only((*COMMON_FIELDS, *KIND_FIELDS[kind]), context=f"kind `{kind}`")
    answer = _answer(fields, kind)
    options = _options(fields, kind, answer)
    _check_key(fields, kind, answer, options)
    return msgspec.structs.replace(
        common,
        answer=answer,
        options=options,
        near_misses=read_near_misses(fields) if "near_misses" in KIND_FIELDS[kind] else (),
        rubric=read_rubric(fields) if kind is Kind.FREE_TEXT else None,
        verify=read_verify(fields, kind, tuple(option.id for option in options)),
    )


def _answer(fields: Fields, kind: Kind) -> tuple[str, ...]:
    if kind is Kind.FREE_TEXT:
        return ()
    if kind is Kind.TRUE_FALSE:
        word = fields.choice("answer", ("true", "false"), mend="write `true` or `false`")
        return (word,) if word else ()
    mend = {
        Kind.SINGLE: "list the id of the right option",
        Kind.MULTIPLE: "list the ids of all right options",
        Kind.ORDER: "list all option ids in the right order",
    }.get(kind, "list the accepted texts, the canonical one first")
    return fields.texts("answer", mend=mend)


def _options(fields: Fields, kind: Kind, answer: tuple[str, ...]) -> tuple[Option, ...]:
    if kind is Kind.TRUE_FALSE:
        return true_false_options(fields, answer)
    return read_options(fields, kind, answer) if kind.has_options else ()


def _check_key(fields: Fields, kind: Kind, answer: tuple[str, ...], options: tuple[Option, ...]) -> None:
    if len(set(answer)) < len(answer):
        fields.wrong("answer", "names something twice")
    if not kind.has_options or not answer or not options:
        return
    ids = [option.id for option in options]
    foreign = [option_id for option_id in answer if option_id not in ids]
    if foreign:
        fields.wrong("answer", f"no option is called {', '.join(foreign)}; the ids are {', '.join(ids)}")
    elif kind is Kind.SINGLE and len(answer) != 1:
        fields.wrong("answer", f"has {len(answer)} ids; `single` has one right option (or use `multiple`)")
    elif kind is Kind.ORDER and sorted(answer) != sorted(ids):
        missing = [option_id for option_id in ids if option_id not in answer]
        fields.wrong("answer", f"{', '.join(missing)} missing; list all option ids in the right order")


def _technologies(fields: Fields) -> tuple[str, ...]:
    found = fields.texts("technologies", mend="list technology slugs, the main one first")
    for index, slug in enumerate(found):
        if slug not in TECHNOLOGIES:
            near = get_close_matches(slug, TECHNOLOGIES, n=1, cutoff=0.6)
            mend = f"did you mean `{near[0]}`?" if near else "see content/technologies.py"
            fields.wrong(f"technologies[{index}]", f"`{slug[:40]}` is unknown; {mend}")
    if len(set(found)) < len(found):
        fields.wrong("technologies", "names something twice")
    return found
