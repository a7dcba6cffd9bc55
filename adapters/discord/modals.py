"""Forms as modals, which Discord wants at once: opening one cannot be deferred.

A form that the coach gives in time opens with its present values. Otherwise it is known by its action alone and
opens blank; what is left empty in it then means "as it was".
"""

from collections.abc import Iterable, Mapping
from typing import Any, assert_never

from adapters.discord.ids import ORDER_PAGE, CustomId
from adapters.discord.limits import (
    CUSTOM_ID,
    FIELD_HINT,
    FIELD_LABEL,
    FIELD_VALUE,
    MODAL_FIELDS,
    MODAL_TITLE,
    shorten,
)
from adapters.discord.page import Json
from adapters.discord.parts import LABEL, TEXT_INPUT, select
from bot.application.cards import Form, FormField, Input

SHORT, PARAGRAPH = 1, 2
ORDER_FIELD = FormField(
    key="text", label="All the letters, in your order", input=Input.LINE, hint="Like: b a c", max_length=40
)


def order_form(action: str) -> Form:
    """The form that takes an order of letters."""
    return Form(label="Put in order", title="Your order", action=action, fields=(ORDER_FIELD,), says="b a c")


def has_page(form: Form, pressed: CustomId) -> bool:
    """Whether the form has the page that a button asks for."""
    return int(pressed.page) * MODAL_FIELDS < len(form.fields)


def modal(form: Form, pressed: CustomId, *, blank: bool) -> Json:
    """The modal of one page of a form; `blank`: its values are not known."""
    page = 0 if pressed.page == ORDER_PAGE else int(pressed.page)
    fields = form.fields[page * MODAL_FIELDS : (page + 1) * MODAL_FIELDS]
    sent = CustomId(action=pressed.action, page=pressed.page, blank=blank, reference=pressed.reference)
    return {
        "custom_id": str(sent),
        "title": shorten(form.title, MODAL_TITLE),
        "components": [_field(field, blank=blank and len(form.fields) > 1) for field in fields],
    }


def fields_sent(components: Iterable[Mapping[str, Any]], *, blank: bool) -> dict[str, str]:
    """The fields of a modal that was sent, by key; several values are joined by commas.

    From a modal that was opened blank only what was filled in: an empty field there says nothing.
    """
    found: dict[str, str] = {}
    for top in components:
        inner: Mapping[str, Any] = top.get("component") or next(iter(top.get("components") or ()), {})
        key = inner.get("custom_id")
        if isinstance(key, str):
            values = inner.get("values")
            found[key] = str(inner.get("value") or "") if values is None else ",".join(map(str, values))
    return {key: value for key, value in found.items() if value.strip()} if blank and len(found) > 1 else found


def _field(field: FormField, *, blank: bool) -> Json:
    """A label with its field; `blank`: it may be left empty, for empty means unchanged."""
    required = field.required and not blank
    label: Json = {
        "type": LABEL,
        "label": shorten(field.label, FIELD_LABEL),
        "component": _input(field, required=required),
    }
    hint = "Leave it empty to keep it as it is." if blank and not field.hint else field.hint
    return {**label, "description": shorten(hint, FIELD_HINT)} if hint else label


def _input(field: FormField, *, required: bool) -> Json:
    match field.input:
        case Input.LINE | Input.PARAGRAPH:
            return _text_input(field, required=required)
        case Input.ONE_OF:
            return _menu(field, (field.value,), most=1, required=required)
        case Input.SOME_OF:
            chosen = tuple(value.strip() for value in field.value.split(","))
            return _menu(field, chosen, most=len(field.options), required=required)
        case _:
            assert_never(field.input)


def _text_input(field: FormField, *, required: bool) -> Json:
    most = max(1, min(field.max_length, FIELD_VALUE))
    found: Json = {
        "type": TEXT_INPUT,
        "custom_id": field.key[:CUSTOM_ID],
        "style": PARAGRAPH if field.input is Input.PARAGRAPH else SHORT,
        "required": required,
        "max_length": most,
    }
    return {**found, "value": field.value[:most]} if field.value else found


def _menu(field: FormField, chosen: tuple[str, ...], *, most: int, required: bool) -> Json:
    menu = select(field.key[:CUSTOM_ID], field.options, least=int(required), most=most, chosen=chosen)
    return {**menu, "required": required}
