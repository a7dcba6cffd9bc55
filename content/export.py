"""The bank as JSON lines: one question an object, for whoever audits or reuses it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import msgspec

from content.model import Kind, NearMiss, Option, Question, Reference, Rubric, content_hash
from content.verify.records import Record, is_verified


class ExportedQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question as exported. `options` is empty for typed kinds, `answer` for free text.

    `answer` holds option ids (in the right order for `order`), for typed kinds the accepted texts. `verified` says
    that a program proved this very version. `hash` is the content hash that attempts point to.
    """

    id: str
    area: str
    topic: str
    technologies: tuple[str, ...]
    level: int
    kind: Kind
    prompt: str
    options: tuple[Option, ...]
    answer: tuple[str, ...]
    near_misses: tuple[NearMiss, ...]
    rubric: Rubric | None
    explanation: str
    hint: str
    references: tuple[Reference, ...]
    verified: bool
    updated: date
    revision: int
    reviewed: date | None
    retired: date | None
    hash: str


def exported(question: Question, records: Mapping[str, Record]) -> ExportedQuestion:
    """A question as exported, given the proofs on record."""
    return ExportedQuestion(
        id=question.id,
        area=question.area.value,
        topic=question.topic,
        technologies=question.technologies,
        level=question.level,
        kind=question.kind,
        prompt=question.prompt,
        options=question.options,
        answer=question.answer,
        near_misses=question.near_misses,
        rubric=question.rubric,
        explanation=question.explanation,
        hint=question.hint,
        references=question.references,
        verified=is_verified(question, records),
        updated=question.updated,
        revision=question.revision,
        reviewed=question.reviewed,
        retired=question.retired,
        hash=content_hash(question),
    )


def json_lines(
    questions: Iterable[Question], records: Mapping[str, Record], *, with_retired: bool = False
) -> Iterator[str]:
    """One line of JSON a question, without the line's end, sorted by area and id."""
    for question in sorted(questions, key=lambda question: (question.area.value, question.id)):
        if with_retired or question.retired is None:
            yield msgspec.json.encode(exported(question, records)).decode()
