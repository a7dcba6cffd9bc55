"""Standard input and output that no character breaks: what an encoding lacks is spelled in plain letters."""

import codecs
import io
import sys

PLAIN = {
    "\u2192": "->", "\u2197": "->", "\u2713": "+", "\u2717": "x", "\u25d0": "~",  # arrows, marks
    "\u2022": "*", "\u00b7": ".", "\u2013": "-", "\u2014": "-", "\u2026": "...", "\u00d7": "x",
    "\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'",
    "\u2588": "#", "\u2591": ".", "\u25a0": "#", "\u25a1": "o",  # bars, calendars
}  # fmt: skip
SPELLED = "skill-coach.spelled"


def _spelled(error: UnicodeError) -> tuple[str, int]:
    """The characters that cannot be encoded in plain letters, or `?`; where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(PLAIN.get(character, "?") for character in lacking), error.end


codecs.register_error(SPELLED, _spelled)


def make_sturdy() -> None:
    """Let the process's own streams take and give any character, whatever the locale is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=SPELLED)
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
