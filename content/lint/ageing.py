"""Dates: what has aged, and what lies in the future."""

from collections.abc import Iterator
from datetime import timedelta

from content.lint.findings import Finding, Severity, Subject, about

CHECK = "dates"
EMERGING = "emerging"
FRESH = timedelta(days=365)
AHEAD = timedelta(days=1)  # an author's today may be tomorrow here


def check_ageing(subject: Subject) -> Iterator[Finding]:
    """Questions on emerging technologies not looked at for a year, and dates that cannot be."""
    for located in subject.questions:
        question = located.question
        for field in ("updated", "reviewed"):
            day = getattr(question, field)
            if day and day > subject.today + AHEAD:
                yield about(located, field, f"{day} lies in the future", check=CHECK)
        if EMERGING in question.technologies and question.updated < subject.today - FRESH:
            message = f"last looked at on {question.updated}; check whether it still holds, then set the date"
            yield about(located, "updated", message, check="ageing", severity=Severity.WARNING)
