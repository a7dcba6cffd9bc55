"""Topic files and folders of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from content.areas import Area
from content.loader.fields import SLUG, Fields, Report
from content.loader.nodes import MapNode, Unreadable, decode, parse
from content.loader.problems import ContentError, Problem
from content.loader.question import Located, read_question
from content.model import Topic

SUFFIX = ".yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What was found: the sound questions, their topics, and every mistake. A broken question is left out."""

    questions: tuple[Located, ...] = ()
    topics: tuple[Topic, ...] = ()
    problems: tuple[Problem, ...] = ()

    def require_sound(self) -> None:
        """Raises `ContentError` with every mistake, if there is one."""
        if self.problems:
            raise ContentError(self.problems)


def load_folder(root: Path, *, shown: str | None = None) -> Loaded:
    """All topics of `root`/<area>/<topic>.yaml. `shown` is how messages call the folder; by default its path."""
    shown = str(root) if shown is None else shown
    files, problems = topic_files(root, shown)
    return together([Loaded(problems=problems), *(load_file(path, f"{shown}/{name}") for name, path in files)])


def topic_files(root: Path, shown: str) -> tuple[list[tuple[str, Path]], tuple[Problem, ...]]:
    """The topic files below a folder as (`<area>/<topic>.yaml`, path), sorted, and what does not belong there."""
    files: list[tuple[str, Path]] = []
    problems: list[Problem] = []
    if not root.is_dir():
        return [], (Problem(path=shown, line=1, field="", message="there is no such folder"),)
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_dir() or path.name.startswith(".") or path.suffix not in {SUFFIX, ".yml"}:
            continue
        message = _misplaced(path, name)
        if message:
            problems.append(Problem(path=f"{shown}/{name}", line=1, field="", message=message))
        else:
            files.append((name, path))
    return files, tuple(problems)


def _misplaced(path: Path, name: str) -> str:
    if path.suffix != SUFFIX:
        return f"not read; rename it to `{path.stem}{SUFFIX}`"
    area, _, rest = name.partition("/")
    if "/" in rest or area not in set(Area):
        return f"not read; put it into a folder named for its area: {', '.join(Area)}"
    return ""


def load_file(path: Path, shown: str) -> Loaded:
    """One topic file; its area and topic are those of its folder and name."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return unreadable(shown, error)
    return load_topic(data, shown, area=path.parent.name, topic=path.stem)


def unreadable(shown: str, error: OSError) -> Loaded:
    """A file that cannot be opened, as a mistake like any other."""
    message = f"cannot be read: {error.strerror or error}"
    return Loaded(problems=(Problem(path=shown, line=1, field="", message=message),))


def load_topic(data: bytes, shown: str, *, area: str, topic: str) -> Loaded:
    """The bytes of a topic file that should hold `topic` of `area`; `shown` is its name in messages."""
    report = Report(shown)
    try:
        node = parse(decode(data))
        if not isinstance(node, MapNode):
            raise Unreadable(node.line, "must hold the fields area, topic, title and questions")
    except Unreadable as error:
        report.add(error.line, "", str(error))
        return Loaded(problems=tuple(report.problems))
    return _topic(Fields(node, report), report, area=area, topic=topic)


def _topic(head: Fields, report: Report, *, area: str, topic: str) -> Loaded:
    head.only(("area", "topic", "title", "questions"))
    for name, wanted in (("area", area), ("topic", topic)):
        found = head.text(name, mend=f"write `{wanted}`")
        if found and found != wanted:
            head.wrong(name, f"`{found[:40]}` differs from the {_holder(name)} `{wanted}`")
    if not SLUG.fullmatch(topic):
        head.wrong("topic", "the file's name must be a slug: a-z, 0-9 and single hyphens between them")
    title = head.text("title", mend="write the topic's title for people")
    questions = []
    for _, node in head.maps("questions", mend="list the topic's questions"):
        own = Report(report.path)
        question = read_question(Fields(node, own), area=Area(area), topic=topic)
        report.problems += own.problems
        if question is not None:
            questions.append(Located(question=question, path=report.path, line=node.line, places=own.places))
    topics = (Topic(area=Area(area), slug=topic, title=title or topic),)
    return Loaded(questions=tuple(questions), topics=topics, problems=tuple(sorted(report.problems)))


def _holder(name: str) -> str:
    return "folder" if name == "area" else "file's name"


def together(parts: Iterable[Loaded]) -> Loaded:
    """Several files as one bank: of questions with one id only the first is kept, and the others are reported."""
    parts = list(parts)
    problems = [problem for part in parts for problem in part.problems]
    first: dict[str, Located] = {}
    for located in _questions(parts):
        earlier = first.setdefault(located.question.id, located)
        if earlier is not located:
            message = f"`{located.question.id}` is taken by {earlier.path}:{earlier.line}; ids are never reused"
            line = located.line_of("id")
            problems.append(Problem(path=located.path, line=line, field="id", message=message))
    return Loaded(
        questions=tuple(first.values()),
        topics=tuple(topic for part in parts for topic in part.topics),
        problems=tuple(sorted(problems)),
    )


def _questions(parts: Iterable[Loaded]) -> Iterator[Located]:
    for part in parts:
        yield from part.questions
