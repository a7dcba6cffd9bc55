"""Mechanical checks of the question bank: `coach content lint`.

Each module holds one check, a pure function from the questions to its findings; `checks` runs them all.
"""

from content.lint.checks import lint
from content.lint.findings import COMMAND_WORDS, Finding, Judge, Judgement, Severity

__all__ = ["COMMAND_WORDS", "Finding", "Judge", "Judgement", "Severity", "lint"]
