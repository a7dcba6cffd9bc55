"""What is wrong with a content file, said so precisely that its author can mend it at once."""

from collections.abc import Iterable

import msgspec


class Problem(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One mistake: where it is (lines from 1), in which field, and what to do about it.

    `field` is a path like `options[2].why` (counted from 0); empty when the whole file or question is meant.
    """

    path: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        return f"{self.path}:{self.line}: {field}{self.message}"


class ContentError(Exception):
    """Content that cannot be used. Tell the author; `problems` name file, line, field and the mend."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
