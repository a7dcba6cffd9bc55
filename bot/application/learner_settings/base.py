"""What every setting offers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.application.visit import Visit
from bot.errors import BadSetting

ON = frozenset({"on", "yes", "y", "true", "1", "show", "please"})
OFF = frozenset({"off", "no", "n", "false", "0", "none", "never", "hide"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting. `show` gives the present value as people type it; `apply` stores a typed one.

    `apply` raises `BadSetting` with values that it would take instead, and changes nothing then.
    `offers` are values for a choosing form field; empty means free text. `many` allows several of them.
    """

    key: str
    label: str
    help: str
    example: str
    show: Callable[[Visit], str]
    apply: Callable[[Visit, str], Awaitable[None]]
    offers: tuple[tuple[str, str], ...] = ()
    many: bool = False


def read_switch(text: str, what: str) -> bool:
    """On or off. Raises `BadSetting` for anything else."""
    word = text.strip().casefold()
    if word in ON:
        return True
    if word in OFF:
        return False
    raise BadSetting(f"{what} is either `on` or `off`.", ())
