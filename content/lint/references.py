"""References: official, secure, in a form that lasts."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from content.lint.findings import Finding, Severity, Subject, about
from content.lint.hosts import is_official, unstable
from content.loader import Located

CHECK = "references"


def check_references(subject: Subject) -> Iterator[Finding]:
    """Every reference; the first must be official documentation, an RFC or a standard."""
    for located in subject.questions:
        seen: set[str] = set()
        for index, reference in enumerate(located.question.references):
            field = f"references[{index}].url"
            yield from _form(located, field, reference.url)
            if reference.url in seen:
                yield about(located, field, "named twice", check=CHECK)
            seen.add(reference.url)
            if not is_official(reference.url, located.question.technologies):
                yield _foreign(located, field, reference.url, first=index == 0)


def _form(located: Located, field: str, url: str) -> Iterator[Finding]:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme != "https" or not parts.hostname or " " in url or parts.port or "@" in parts.netloc:
        yield about(located, field, f"`{url[:60]}` must be an https address without port or user", check=CHECK)
        return
    mend = unstable(url)
    if mend:
        yield about(located, field, f"`{url[:80]}` will not last; {mend}", check=CHECK)


def _foreign(located: Located, field: str, url: str, *, first: bool) -> Finding:
    host = url.removeprefix("https://").partition("/")[0]
    known = ", ".join(located.question.technologies)
    mend = "the first reference must be; put it first, or add the host to content/lint/hosts.py"
    message = f"`{host}` is no official host of {known}" + (f"; {mend}" if first else "")
    severity = Severity.ERROR if first else Severity.WARNING
    return about(located, field, message, check=CHECK, severity=severity)
