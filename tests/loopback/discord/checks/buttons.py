"""Limits of buttons, select menus and emoji (developers/components/reference.mdx)."""

from __future__ import annotations

from typing import Any

from .findings import Findings, Path, kind_of
from .parts import BUTTON, LINK_STYLE, PREMIUM_STYLE, ROLE_SELECT, SELECTS, STRING_SELECT, USER_SELECT

URL_SCHEMES = ("http", "https", "discord")


def check_button(findings: Findings, button: dict[str, Any], path: Path) -> None:
    """A button's style decides which of custom_id, url and sku_id it must and must not have."""
    style = findings.whole(button, "style", path, low=1, high=6)
    if button.get("style") is None:
        findings.required((*path, "style"))
    findings.text(button, "label", path, high=80)
    findings.flag(button, "disabled", path)
    check_emoji(findings, button.get("emoji"), (*path, "emoji"))
    allowed = {LINK_STYLE: "url", PREMIUM_STYLE: "sku_id"}.get(style or 0, "custom_id")
    for field in ("custom_id", "url", "sku_id"):
        if field == allowed and button.get(field) is None:
            findings.required((*path, field))
        elif field != allowed and button.get(field) is not None:
            findings.add((*path, field), "BUTTON_COMPONENT_FIELD_NOT_ALLOWED", f"Not allowed in style {style}.")
    if style == PREMIUM_STYLE:
        for field in ("label", "emoji"):
            if button.get(field):
                findings.add((*path, field), "BUTTON_COMPONENT_FIELD_NOT_ALLOWED", "Not allowed in style 6.")
    elif not button.get("label") and not button.get("emoji"):
        findings.add(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A button needs a label or an emoji.")
    findings.text(button, "custom_id", path, low=1, high=100)
    url = findings.text(button, "url", path, low=1, high=512)
    if url is not None:
        check_url(findings, url, (*path, "url"), URL_SCHEMES)


def check_url(findings: Findings, url: str, path: Path, schemes: tuple[str, ...]) -> None:
    """An absolute URL in one of the given schemes."""
    scheme, colon, rest = url.partition("://")
    if not colon or not rest:
        findings.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
    elif scheme.lower() not in schemes:
        message = f'Scheme "{scheme}" is not supported. Scheme must be one of {schemes}.'
        findings.add(path, "URL_TYPE_INVALID_SCHEME", message)


def check_emoji(findings: Findings, emoji: object, path: Path) -> None:
    """A partial emoji: a name of at most 32 characters, or an id."""
    if emoji is None:
        return
    if not isinstance(emoji, dict):
        findings.add(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType.")
    elif not emoji.get("name") and not emoji.get("id"):
        findings.add(path, "BUTTON_COMPONENT_INVALID_EMOJI", "Invalid emoji")
    else:
        findings.text(emoji, "name", path, high=32)


def check_select(findings: Findings, select: dict[str, Any], path: Path, *, in_modal: bool) -> None:
    """A select menu: its number of choices, its options, its defaults."""
    findings.text(select, "custom_id", path, low=1, high=100, required=True)
    findings.text(select, "placeholder", path, high=150)
    check_disabled(findings, select, path, in_modal=in_modal)
    low, high = check_range(findings, select, path, most=25, in_modal=in_modal, high_default=1)
    if select.get("type") == STRING_SELECT:
        check_options(findings, select, path, low=max(1, high), most=25, chosen_most=high)
        return
    if select.get("options"):
        findings.add((*path, "options"), "BASE_TYPE_NOT_ALLOWED", "Only string selects have options.")
    defaults = findings.items(select, "default_values", path, high=25)
    if defaults and not low <= len(defaults) <= high:
        findings.length((*path, "default_values"), low, high)
    kinds = {USER_SELECT: {"user"}, ROLE_SELECT: {"role"}, 7: {"user", "role"}, 8: {"channel"}}
    for index, default in enumerate(defaults):
        if str(default.get("type")) not in kinds.get(kind_of(select) or 0, set()):
            findings.add((*path, "default_values", index, "type"), "BASE_TYPE_CHOICES", "Wrong type of default.")


def check_disabled(findings: Findings, component: dict[str, Any], path: Path, *, in_modal: bool) -> None:
    """Modals cannot have disabled components."""
    if findings.flag(component, "disabled", path) and in_modal:
        findings.add((*path, "disabled"), "MODAL_COMPONENT_DISABLED", "Modals cannot have disabled components.")


def check_range(
    findings: Findings, component: dict[str, Any], path: Path, *, most: int, in_modal: bool, high_default: int
) -> tuple[int, int]:
    """min_values and max_values; in a modal, a required component asks for at least 1."""
    low = findings.whole(component, "min_values", path, low=0, high=most)
    high = findings.whole(component, "max_values", path, low=1, high=most)
    least, greatest = 1 if low is None else low, high_default if high is None else high
    if least > greatest and high is not None:
        findings.add((*path, "min_values"), "SELECT_COMPONENT_RANGE_INVALID", "min_values is above max_values.")
    if in_modal and low == 0 and component.get("required") is not False:
        message = "min_values must be omitted or at least 1 for a required component."
        findings.add((*path, "min_values"), "MODAL_COMPONENT_REQUIRED_MIN_VALUES", message)
    return least, greatest


def check_options(
    findings: Findings, component: dict[str, Any], path: Path, *, low: int, most: int, chosen_most: int
) -> None:
    """Options of a string select, radio group or checkbox group: 100 characters each part, values unique."""
    options = findings.items(component, "options", path, low=low, high=most, required=True)
    seen: set[str] = set()
    for index, option in enumerate(options):
        here = (*path, "options", index)
        findings.text(option, "label", here, low=1, high=100, required=True)
        value = findings.text(option, "value", here, low=1, high=100, required=True)
        findings.text(option, "description", here, high=100)
        findings.flag(option, "default", here)
        check_emoji(findings, option.get("emoji"), (*here, "emoji"))
        if value is not None and value in seen:
            message = "The specified option value is already used"
            findings.add((*here, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)
        seen.add(value or "")
    if sum(1 for option in options if option.get("default") is True) > chosen_most:
        findings.add((*path, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULTS", f"At most {chosen_most} defaults.")


def check_interactive(findings: Findings, component: dict[str, Any], path: Path) -> None:
    """A button or select menu in a message."""
    if component.get("type") == BUTTON:
        check_button(findings, component, path)
    elif kind_of(component) in SELECTS:
        check_select(findings, component, path, in_modal=False)
