"""Things to put in order must not be written down in the right order: the export shows them so."""

from collections.abc import Iterator

from content.lint.findings import Finding, Subject, about
from content.model import Kind

CHECK = "order"


def check_order(subject: Subject) -> Iterator[Finding]:
    """Options of `order` listed as the answer, forwards."""
    for located in subject.questions:
        question = located.question
        listed = tuple(option.id for option in question.options)
        if question.kind is Kind.ORDER and listed == question.answer:
            yield about(located, "options", "listed in the right order already; shuffle them", check=CHECK)
