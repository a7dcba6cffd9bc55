"""Questions for tests: plain ones to change, and generated ones of every kind."""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import strategies as st

from content.areas import Area
from content.loader import Loaded, Located
from content.model import (
    Kind,
    NearMiss,
    Option,
    Question,
    Reference,
    Rubric,
    RubricPoint,
    Samples,
    Topic,
    Verify,
)
from content.technologies import TECHNOLOGIES
from content.writer import topic_yaml

DAY = date(2026, 11, 20)
TOPIC = Topic(area=Area.DATABASES, slug="indexes", title="Indexes")
REFERENCE = Reference(title="PostgreSQL: Indexes", url="https://www.postgresql.org/docs/current/indexes.html")

SINGLE = Question(
    id="db-plain",
    area=Area.DATABASES,
    topic="indexes",
    technologies=("postgresql", "sql"),
    level=2,
    kind=Kind.SINGLE,
    prompt="Which ONE of these clauses filters groups?",
    explanation="Groups exist only after `GROUP BY`, so a condition on them comes later.",
    hint="Think of the order in which the clauses work.",
    references=(REFERENCE,),
    updated=DAY,
    options=(
        Option(id="where", text="`WHERE`", why="It filters rows before they are grouped."),
        Option(id="having", text="`HAVING`"),
        Option(id="order", text="`ORDER`", why="It sorts, it filters nothing."),
    ),
    answer=("having",),
)
RUBRIC = Rubric(
    points=(
        RubricPoint(id="cost", text="Each index must be updated by every write.", keywords=("write", "insert")),
        RubricPoint(id="space", text="Indexes take space on disk and in memory.", keywords=("disk", "space")),
    ),
    pass_points=2,
    samples=Samples(right="Every write is slower and disk fills.", partial="It needs disk.", wrong="Nothing at all."),
)


def question(kind: Kind = Kind.SINGLE, **changes: Any) -> Question:
    """A sound question of a kind, with these fields changed."""
    made: dict[Kind, dict[str, object]] = {
        Kind.SINGLE: {},
        Kind.MULTIPLE: {"answer": ("having", "order"), "options": _without_why(SINGLE.options, "having", "order")},
        Kind.ORDER: {"answer": ("having", "where", "order"), "options": _without_why(SINGLE.options)},
        Kind.TRUE_FALSE: {"answer": ("true",), "options": true_false(key="true")},
        Kind.SHORT_TEXT: {
            "answer": ("having clause", "having"),
            "options": (),
            "near_misses": (NearMiss(text="where clause", why="It filters rows."),),
        },
        Kind.OUTPUT: {"answer": ("1|NULL\n2|x",), "options": ()},
        Kind.FREE_TEXT: {"answer": (), "options": (), "rubric": RUBRIC},
    }
    fields = made[kind] | {"id": f"db-{kind.value}" if kind is not Kind.SINGLE else SINGLE.id, "kind": kind}
    return msgspec.structs.replace(SINGLE, **(fields | changes))


def true_false(*, key: str) -> tuple[Option, ...]:
    """The two options as the loader makes them."""
    return tuple(
        Option(id=choice, text=choice.capitalize(), why="" if choice == key else "A misconception.")
        for choice in ("true", "false")
    )


def _without_why(options: tuple[Option, ...], *ids: str) -> tuple[Option, ...]:
    return tuple(
        msgspec.structs.replace(option, why="") if not ids or option.id in ids else option for option in options
    )


def loaded(*questions: Question) -> Loaded:
    """Questions as if they stood in one file, each on a line of its own."""
    return Loaded(
        questions=tuple(
            Located(question=one, path="content/questions/databases/indexes.yaml", line=10 * (index + 1), places={})
            for index, one in enumerate(questions)
        ),
        topics=(TOPIC,),
    )


def write_bank(root: Path, *questions: Question, topic: Topic = TOPIC) -> Path:
    """A bank folder with one topic file; the file."""
    path = root / topic.area.value / f"{topic.slug}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(topic_yaml(topic, questions), "utf-8")
    return path


slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
# Any text that a file can hold and that has no empty lines around it (the loader takes these off).
_characters = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs"), include_characters="\n", exclude_characters="\ufeff\ufffe\uffff"
)
texts = st.text(_characters, min_size=1, max_size=60).map(lambda text: f"{text.strip()}.")
lines = texts.map(lambda text: " ".join(text.split()))
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31))


@st.composite
def verify_blocks(draw: st.DrawFn, kind: Kind, ids: tuple[str, ...]) -> Verify | None:
    """A block that fits the kind, or none."""
    if kind is Kind.FREE_TEXT or not draw(st.booleans()):
        return None
    expect = {option_id: draw(st.just("") | lines) for option_id in ids} if kind.has_options else {}
    return Verify(tool=draw(slugs), setup=draw(st.just("") | texts), code=draw(texts), expect=expect)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """A sound question of any kind."""
    kind = draw(st.sampled_from(Kind))
    options: tuple[Option, ...] = ()
    answer: tuple[str, ...] = ()
    if kind is Kind.TRUE_FALSE:
        answer = (draw(st.sampled_from(("true", "false"))),)
        why = draw(lines)
        options = tuple(
            msgspec.structs.replace(option, why=why if option.why else "") for option in true_false(key=answer[0])
        )
    elif kind.has_options:
        ids = draw(st.lists(slugs, min_size=3, max_size=6, unique=True))
        size = {Kind.SINGLE: 1, Kind.ORDER: len(ids)}.get(kind) or draw(st.integers(1, len(ids)))
        answer = tuple(draw(st.permutations(ids))[:size])
        options = tuple(
            Option(id=option_id, text=draw(lines), why="" if option_id in answer else draw(lines)) for option_id in ids
        )
    elif kind is not Kind.FREE_TEXT:
        answer = tuple(draw(st.lists(lines, min_size=1, max_size=3, unique=True)))
    typed = kind in {Kind.SHORT_TEXT, Kind.OUTPUT}
    misses = st.lists(st.builds(NearMiss, text=lines, why=lines), max_size=2).map(tuple)
    return Question(
        id=draw(slugs),
        area=TOPIC.area,
        topic=TOPIC.slug,
        technologies=tuple(draw(st.lists(st.sampled_from(sorted(TECHNOLOGIES)), min_size=1, max_size=3, unique=True))),
        level=draw(st.integers(1, 5)),
        kind=kind,
        prompt=draw(texts),
        explanation=draw(texts),
        hint=draw(lines),
        references=tuple(draw(st.lists(st.builds(Reference, title=lines, url=lines), min_size=1, max_size=2))),
        updated=draw(days),
        revision=draw(st.integers(1, 9999)),
        options=options,
        answer=answer,
        near_misses=draw(misses) if typed else (),
        rubric=draw(rubrics()) if kind is Kind.FREE_TEXT else None,
        verify=draw(verify_blocks(kind, tuple(option.id for option in options))),
        retired=draw(st.none() | days),
        reviewed=draw(st.none() | days),
    )


@st.composite
def rubrics(draw: st.DrawFn) -> Rubric:
    """A sound rubric."""
    ids = draw(st.lists(slugs, min_size=2, max_size=5, unique=True))
    points = tuple(
        RubricPoint(id=one, text=draw(lines), keywords=tuple(draw(st.lists(lines, min_size=1, max_size=3))))
        for one in ids
    )
    samples = Samples(right=draw(texts), partial=draw(texts), wrong=draw(texts))
    return Rubric(points=points, pass_points=draw(st.integers(1, len(points))), samples=samples)
