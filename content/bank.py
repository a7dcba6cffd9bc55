"""The question bank as the whole program reads it: immutable, indexed, in a fixed order."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from importlib.resources import files
from pathlib import Path

from content.areas import Area
from content.index import load_indexed
from content.loader.problems import Problem
from content.model import Question, Topic, content_hash


class QuestionBank:
    """All sound questions. `problems` tells what was left out, for whoever looks after the content."""

    def __init__(
        self,
        questions: Iterable[Question],
        topics: Iterable[Topic] = (),
        problems: Iterable[Problem] = (),
    ) -> None:
        """Index the questions. Raises ValueError when two have one id."""
        self.questions = tuple(questions)
        self.topics = tuple(topics)
        self.problems = tuple(problems)
        self._by_id = {question.id: question for question in self.questions}
        if len(self._by_id) < len(self.questions):
            raise ValueError("two questions have one id")
        self._titles = {(topic.area, topic.slug): topic.title for topic in self.topics}
        self._askable = tuple(question for question in self.questions if question.retired is None)
        by_area: dict[Area, list[Question]] = defaultdict(list)
        by_technology: dict[str, list[Question]] = defaultdict(list)
        for question in self._askable:
            by_area[question.area].append(question)
            for technology in question.technologies:
                by_technology[technology].append(question)
        self._by_area = {area: tuple(members) for area, members in by_area.items()}
        self._by_technology = {slug: tuple(members) for slug, members in by_technology.items()}

    def __len__(self) -> int:
        """How many questions may be asked."""
        return len(self._askable)

    def has(self, question_id: str) -> bool:
        """Whether the bank knows the question, retired or not."""
        return question_id in self._by_id

    def get(self, question_id: str) -> Question:
        """The question, also a retired one. Raises KeyError when the bank does not know it."""
        return self._by_id[question_id]

    def askable(self) -> tuple[Question, ...]:
        """Everything that may be asked: all but the retired."""
        return self._askable

    def in_area(self, area: Area | str, level: int | None = None) -> tuple[Question, ...]:
        """What may be asked in an area, of one level (1..5) or of all."""
        members = self._by_area.get(Area(area), ())
        return members if level is None else tuple(q for q in members if q.level == level)

    def of_technology(self, slug: str) -> tuple[Question, ...]:
        """What may be asked about a technology, main or other; empty for an unknown one."""
        return self._by_technology.get(slug, ())

    def topic_title(self, area: Area | str, topic: str) -> str:
        """The topic's title; for a topic that the bank no longer has, its slug in words."""
        return self._titles.get((Area(area), topic)) or topic.replace("-", " ").capitalize()

    def version(self, hashed: str) -> Question | None:
        """The question whose present version has this content hash; None when no present one has."""
        return self._by_hash.get(hashed)

    @cached_property
    def hashes(self) -> dict[str, str]:
        """Question id to the content hash of its present version."""
        return {question.id: content_hash(question) for question in self.questions}

    @cached_property
    def _by_hash(self) -> dict[str, Question]:
        return {hashed: self._by_id[question_id] for question_id, hashed in self.hashes.items()}


def bank_folder() -> Path:
    """The folder of the common bank, in a checkout or in an installed package."""
    return Path(str(files("content") / "questions"))


def load_bank(root: Path | None = None, *, cache_dir: Path | None = None) -> QuestionBank:
    """The bank below `root` (default: the common one), from the cached index where that is up to date.

    `cache_dir` defaults to the user's cache directory. Broken questions are left out and told in `problems`.
    """
    loaded = load_indexed(bank_folder() if root is None else root, cache_dir)
    return QuestionBank((located.question for located in loaded.questions), loaded.topics, loaded.problems)
