"""What a check of the installation found, in plain words: for `coach doctor`."""

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """How a part stands."""

    OK = "ok"
    OFF = "off"  # not configured, which is fine
    WARNING = "warning"  # works, but somebody should look
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One part with its standing; `mend` says what to do where it is not ok. Neither ever holds a secret."""

    part: str
    standing: Standing
    told: str
    mend: str = ""
