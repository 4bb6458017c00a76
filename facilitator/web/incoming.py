"""Files that are sent to us: which routes take more than a form's text, and from whom."""

from collections.abc import Callable

from flask import Blueprint, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from facilitator.domain.policies import Actor
from facilitator.errors import FacilitatorError
from facilitator.web import context


def take_large(
    blueprint: Blueprint,
    route: str,
    limit: int,
    may: Callable[[Actor], bool],
    too_large: Callable[[], ResponseReturnValue],
    *,
    as_text: bool = False,
) -> None:
    """Let one route of a blueprint take `limit` bytes from those who may send them.

    What is larger is answered by `too_large`. `as_text`: it may also stand in a field of the form.
    """

    @blueprint.url_value_preprocessor
    def allow(endpoint: str | None, _values: object) -> None:
        """Before anything reads the form."""
        if endpoint != f"{blueprint.name}.{route}" or request.method != "POST":
            return
        with context.reading() as db:
            allowed = may(context.current_actor(db))
        if allowed:
            request.max_content_length = limit
            if as_text:
                request.max_form_memory_size = limit

    @blueprint.errorhandler(RequestEntityTooLarge)
    def refused(_error: RequestEntityTooLarge) -> ResponseReturnValue:
        # The body was never read; the connection cannot be used again.
        request.environ["wsgi.input_terminated"] = False
        for part in ("form", "files"):
            # Whoever makes the page looks for a kull in it, and would meet the same refusal.
            request.__dict__.setdefault(part, ImmutableMultiDict())
        try:
            return too_large()
        except FacilitatorError as error:
            return current_app.handle_user_exception(error)
