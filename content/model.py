"""Questions as plain frozen values: what the loader builds and the whole program reads.

The YAML form of each field is described in `docs/content-format.md`.
"""

import hashlib
from datetime import date
from enum import StrEnum

import msgspec

from content.areas import Area


class Kind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true-false"
    SHORT_TEXT = "short-text"
    OUTPUT = "output"
    ORDER = "order"
    FREE_TEXT = "free-text"

    @property
    def has_options(self) -> bool:
        """Whether the learner picks or arranges given options instead of typing."""
        return self in {Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE, Kind.ORDER}


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """One option. `why` says why it is wrong; empty on a right one."""

    id: str
    text: str
    why: str = ""


class NearMiss(msgspec.Struct, frozen=True, kw_only=True):
    """A wrong text that learners really type, with the reason why it is wrong."""

    text: str
    why: str


class RubricPoint(msgspec.Struct, frozen=True, kw_only=True):
    """One checkable point of a free-text answer; any one of `keywords` (phrases) hints at it."""

    id: str
    text: str
    keywords: tuple[str, ...]


class Samples(msgspec.Struct, frozen=True, kw_only=True):
    """Sample answers that a grader must judge right, partial and wrong."""

    right: str
    partial: str
    wrong: str


class Rubric(msgspec.Struct, frozen=True, kw_only=True):
    """What a free-text answer is judged by; right from `pass_points` points on."""

    points: tuple[RubricPoint, ...]
    pass_points: int
    samples: Samples


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """Where to read on; official documentation comes first."""

    title: str
    url: str


class Verify(msgspec.Struct, frozen=True, kw_only=True):
    """A program whose real output proves the key (see `docs/content-format.md`)."""

    tool: str
    code: str
    setup: str = ""
    expect: dict[str, str] = msgspec.field(default_factory=dict)


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """A topic of an area: one file of questions."""

    area: Area
    slug: str
    title: str


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One question of the bank, as its author wrote it.

    `answer` holds option ids (in the right order for `order`), or the accepted texts of the typed kinds;
    it is empty for `free-text`, which is judged by `rubric`.
    """

    id: str
    area: Area
    topic: str
    technologies: tuple[str, ...]
    level: int
    kind: Kind
    prompt: str
    explanation: str
    hint: str
    references: tuple[Reference, ...]
    updated: date
    revision: int = 1
    options: tuple[Option, ...] = ()
    answer: tuple[str, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    rubric: Rubric | None = None
    verify: Verify | None = None
    retired: date | None = None
    reviewed: date | None = None

    def option(self, option_id: str) -> Option:
        """The option with this id; raises KeyError for a foreign id."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)

    @property
    def pack(self) -> str | None:
        """The team's content pack that the question belongs to; None for the common bank."""
        pack, slash, _ = self.id.partition("/")
        return pack if slash else None


def content_hash(question: Question) -> str:
    """SHA-256 (hex) over the question's canonical JSON: one hash per version ever shown.

    `reviewed` is left out: a review changes nothing that a learner sees.
    """
    bare = msgspec.structs.replace(question, reviewed=None)
    return hashlib.sha256(msgspec.json.encode(bare, order="deterministic")).hexdigest()
