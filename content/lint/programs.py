"""`verify` blocks that could not prove anything, seen without running them."""

import re
from collections.abc import Iterator

from content.lint.findings import Finding, Severity, Subject, about
from content.loader import Located
from content.model import Kind, Verify

CHECK = "verify"
# A statement that prints a literal: print("x"), console.log('x'), echo x, puts "x", SELECT 'x'.
CONSTANT = re.compile(
    r"^\s*(?:print|console\.log|System\.out\.println|puts)\s*\(?\s*(?:\"[^\"{]*\"|'[^'{]*'|\d+)\s*\)?;?\s*$"
    r"|^\s*echo\s+(?:\"[^\"$`]*\"|'[^']*'|[^\s$`\"';|&]+)\s*$"
    r"|^\s*SELECT\s+(?:'[^']*'|\d+)\s*;?\s*$",
    re.IGNORECASE,
)


def check_programs(subject: Subject) -> Iterator[Finding]:
    """Unknown tools, entries that are alike, programs that only print a constant."""
    for located in subject.questions:
        block = located.question.verify
        if block is None:
            continue
        if subject.tools and block.tool not in subject.tools:
            known = ", ".join(sorted(subject.tools))
            yield about(located, "verify.tool", f"`{block.tool}` is unknown; there are {known}", check=CHECK)
        yield from _alike(located, block)
        statements = [line for line in block.code.splitlines() if line.strip() and not line.lstrip().startswith("#")]
        if statements and all(CONSTANT.match(line) for line in statements):
            message = "prints only what is written in it; it must compute what the prompt claims"
            yield about(located, "verify.code", message, check=CHECK)


def _alike(located: Located, block: Verify) -> Iterator[Finding]:
    question = located.question
    owners: dict[str, str] = {}
    for option_id, text in block.expect.items():
        bare = "\n".join(line.rstrip() for line in text.strip().splitlines())
        owner = owners.setdefault(bare, option_id)
        if owner == option_id:
            continue
        message = f"`{option_id}` and `{owner}` expect the same output, which proves neither"
        of_key = question.kind in {Kind.MULTIPLE, Kind.ORDER} or {option_id, owner} & set(question.answer)
        severity = Severity.ERROR if of_key else Severity.WARNING
        yield about(located, f"verify.expect.{option_id}", message, check=CHECK, severity=severity)
