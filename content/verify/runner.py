"""Runs the `verify` blocks of many questions, several at a time, and says how each went."""

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from content.model import Question
from content.verify.compare import difference, other_keys, proves
from content.verify.sandbox import Limits, run
from content.verify.tools import BlockFailed, Tool, all_tools

SURVIVORS_SHOWN = 3


class State(StrEnum):
    """How a block turned out."""

    PROVEN = "proven"
    REFUTED = "refuted"  # it ran, and the key is not what it found
    FAILED = "failed"  # it did not run to its end
    SURVIVED = "survived"  # it proves the key, but another key as well
    ABSENT = "absent"  # its tool is not installed here


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one block turned out; `message` says what is wrong in one line."""

    question: Question
    state: State
    message: str = ""
    version: str = ""

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong with the block, as far as can be known here."""
        return self.state in {State.PROVEN, State.ABSENT}


def verify_all(
    questions: Iterable[Question],
    *,
    mutate: bool = False,
    jobs: int | None = None,
    limits: Limits | None = None,
    tools: Mapping[str, Tool] | None = None,
    on_done: Callable[[Outcome], None] = lambda _: None,
) -> list[Outcome]:
    """Run the blocks of all questions that have one; the outcomes in the order of the questions.

    `mutate` also tries every other key, each of which must fail. `on_done` is called after each block, from the
    thread that calls this. `jobs` defaults to the number of processors.
    """
    tools = all_tools() if tools is None else tools
    todo = [question for question in questions if question.verify]
    versions = {name: tools[name].version for name in {_tool_of(question) for question in todo} if name in tools}
    # The slowest tools first, so that nothing is left waiting for the last of them.
    order = sorted(todo, key=lambda question: -_COST.get(_tool_of(question), 0))
    outcomes: dict[str, Outcome] = {}
    # Blocks that must take turns have a lane of their own, so that none of them keeps a processor waiting.
    pool, lane = ThreadPoolExecutor(jobs or os.cpu_count() or 1, "verify"), ThreadPoolExecutor(1, "verify-turn")
    try:
        work = []
        for question in order:
            tool = tools.get(_tool_of(question))
            where = lane if tool and tool.takes_turns else pool
            work.append(where.submit(_verify, question, tools, versions, limits or Limits(), mutate))
        for done in as_completed(work):
            outcome = done.result()
            outcomes[outcome.question.id] = outcome
            on_done(outcome)
    finally:
        for executor in (pool, lane):  # Ctrl-C waits for the programs that are running, not for the whole bank
            executor.shutdown(wait=False, cancel_futures=True)
        for executor in (pool, lane):
            executor.shutdown()
        for tool in tools.values():
            tool.close()
    return [outcomes[question.id] for question in todo]


def absent_tools(outcomes: Sequence[Outcome], tools: Mapping[str, Tool]) -> dict[str, tuple[int, str]]:
    """The tools that are not installed here: how many blocks did not run, and what to install."""
    found: dict[str, tuple[int, str]] = {}
    for outcome in outcomes:
        if outcome.state is State.ABSENT:
            name = _tool_of(outcome.question)
            count, _ = found.get(name, (0, ""))
            found[name] = (count + 1, tools[name].mend)
    return dict(sorted(found.items()))


# Roughly how long a block takes, in tenths of a second; PostgreSQL also starts its server.
_COST = {"postgresql": 20, "csharp": 15, "java": 10, "ruby": 5, "node": 2}


def _tool_of(question: Question) -> str:
    return question.verify.tool if question.verify else ""


def _verify(
    question: Question,
    tools: Mapping[str, Tool],
    versions: Mapping[str, str | None],
    limits: Limits,
    mutate: bool,
) -> Outcome:
    tool = tools.get(_tool_of(question))
    if tool is None:
        message = f"unknown tool `{_tool_of(question)}`; there are {', '.join(tools)}"
        return Outcome(question=question, state=State.FAILED, message=message)
    version = versions[tool.name]
    if version is None:
        return Outcome(question=question, state=State.ABSENT, message=tool.mend)
    try:
        finding = find(question, tool, limits)
    except BlockFailed as error:
        return Outcome(question=question, state=State.FAILED, message=str(error))
    wrong = difference(question, question.answer, finding)
    if wrong:
        return Outcome(question=question, state=State.REFUTED, message=wrong)
    if mutate:
        survivors = [key for key in other_keys(question) if proves(question, key, finding)]
        if survivors:
            told = "; ".join(", ".join(key) for key in survivors[:SURVIVORS_SHOWN])
            return Outcome(question=question, state=State.SURVIVED, message=f"passes with another key too: {told}")
    return Outcome(question=question, state=State.PROVEN, version=version)


def find(question: Question, tool: Tool, limits: Limits) -> str:
    """Run a question's block in a scratch directory; its finding. Raises `BlockFailed`."""
    if question.verify is None:
        raise BlockFailed("no `verify` block")
    with tempfile.TemporaryDirectory(prefix="verify-", ignore_cleanup_errors=True) as home:
        folder = Path(home).resolve() / "work"
        folder.mkdir()
        with tool.prepared(question.verify, folder) as program:
            ran = run(program, limits)
        return tool.finding(ran)
