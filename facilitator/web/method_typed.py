"""What stands in the form of the editor's page, whichever of its buttons was pressed."""

from collections.abc import Callable

from flask import request

from facilitator.errors import Invalid
from facilitator.processes import editing, editing_lists
from facilitator.processes.editing import Edited
from facilitator.processes.editing_shape import EditRefused, Raw, index_of, tidy
from facilitator.web import context


def typed() -> dict[str, str]:
    """The last value of each name: a tick has a hidden «no» before it."""
    return {name: values[-1] for name, values in request.form.lists()}


def edited(change: Callable[[Raw], Edited], raw: Raw) -> Edited:
    try:
        return change(raw)
    except EditRefused as refused:
        raise Invalid({refused.field: refused.message}) from refused


def with_typed(raw: Raw) -> Raw:
    """The text with what stands in the form of the page, whichever button was pressed."""
    shown = request.form.get("phase")
    if shown is None:
        return raw
    fields = typed()
    if not shown:
        return edited(lambda now: editing_lists.change_head(now, fields), raw).raw
    if index_of(tidy(raw), shown) is None:
        return raw
    return edited(lambda now: editing.change_phase(now, shown, fields), raw).raw


def verb(new: str, add: str) -> str:
    """The button that was pressed; of a plain form, Enter in the field for something new adds."""
    started = not context.wants_json() and request.form.get(new, "").strip()
    return request.form.get("do", "") or (add if started else "")
